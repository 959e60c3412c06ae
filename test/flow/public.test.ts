/** The public pages and feeds as anyone reads them: what was published, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, codeOf } from '../support/client.ts';
import { keepCommitment } from '../../server/responses/commitments.ts';
import { recuse } from '../../server/responsibility/recuse.ts';
import { transferItem } from '../../server/responsibility/transfers/transfer.ts';
import { OF_DISCIPLINE, orderFor, postOnce } from '../support/accusations.ts';
import {
  approveAll,
  as,
  commitmentsOf,
  draft,
  HOUR_MS,
  hoursLater,
  leaveVerified,
  openAccepted,
  publishText,
  submit,
  takeBack,
} from '../support/answers.ts';
import { detailFor } from '../support/matters.ts';
import { feedItems, publishedIn, visitorOf, type Visitor } from '../support/public-pages.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let anyone: Visitor;
beforeAll(async () => {
  house = await openServedTrial();
  anyone = visitorOf(house.origin);
});
afterAll(() => leaveVerified(house));

const passes = (hours: number): void => {
  house.time.now = hoursLater(house, hours);
};
const ratingsOf = (publicationId: string) =>
  house.parts.db.selectFrom('rating').select(['voter', 'value']).where('publication_id', '=', publicationId).execute();

const published = (more: Parameters<typeof publishText>[2] = {}) => publishedIn(house, more);

describe('a page', () => {
  test('sets no cookie, runs no foreign script and is shown by address, list and feeds', async () => {
    const { number } = await published({ title: '关于砚湖区停水抢修的情况说明' });
    for (const path of ['/public', `/public/${number}`, '/public/feed.xml', '/public/feed.json']) {
      const answer = await anyone.read(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(answer.text).toContain('关于砚湖区停水抢修的情况说明');
      expect(answer.text).toContain(number);
    }
    expect((await anyone.read('/public/feed.xml')).headers.get('content-type')).toContain('application/rss+xml');
    expect((await anyone.read('/public/feed.json')).headers.get('content-type')).toContain('application/feed+json');
  });

  test.each(['2026-9999', '0', '%00', 'a%00b', '%F0%9F%92%A7', "1'or'1'='1", '..%2F..%2Fapi', 'x'.repeat(4_000)])(
    'there is none for the number %j',
    async (number) => {
      const answer = await anyone.read(`/public/${number}`);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('没有这份回应');
      expect((await anyone.rate(number, 'satisfied')).status).toBe(404);
    },
  );

  test('a malformed address is refused, not broken', async () => {
    expect((await anyone.read('/public/%E0%A4%A')).status).toBe(400);
    expect((await anyone.read('/public/2026-0001/secret')).status).toBe(404);
  });

  test('what people wrote is text, never markup', async () => {
    const evil = '<img src=x onerror=alert(1)>“&"\'</title><script>alert(1)</script>';
    const promise = { what: `<b onclick=x>冲洗</b>`, dueAt: hoursLater(house, 72).toISOString() };
    const { number } = await published({ title: evil, body: `说明：${evil}\n第二段。`, commitments: [promise] });
    for (const path of ['/public', `/public/${number}`]) {
      const { text } = await anyone.read(path);
      expect(text).not.toMatch(/<img src=x|<script>alert|<b onclick/);
      expect(text).toContain('&lt;img src=x');
    }
    const xml = (await anyone.read('/public/feed.xml')).text;
    expect(xml).not.toMatch(/<img src=x|<script>alert|<\/title><script/);
    const [item] = (await feedItems(anyone)).filter((one) => one.url.endsWith(number));
    expect(item?.content_html).not.toMatch(/<img|<script/);
  });
});

describe('what was said stays', () => {
  test('a correction stands beside what it corrects, in pages and feeds', async () => {
    const first = await published({ title: '关于水质检测的情况说明' });
    passes(1);
    const next = await publishText(house, first.caseId, {
      title: '关于水质检测的更正',
      body: '此前公布的浊度数据有误。\n更正为 0.8。',
      corrects: first.publicationId,
    });
    const before = (await anyone.read(`/public/${first.number}`)).text;
    expect(before).toContain('本回应已更正');
    expect(before).toContain(`href="/public/${next.number}"`);
    expect(before).toContain('东干管检修');
    expect(before).not.toContain('name="value"');
    const after = (await anyone.read(`/public/${next.number}`)).text;
    expect(after).toContain(`本文更正<a href="/public/${first.number}"`);
    expect((await anyone.read('/public')).text).toContain('已更正');
    const titles = (await feedItems(anyone)).map((one) => one.title);
    expect(titles).toContain('【已更正】关于水质检测的情况说明');
    expect(titles).toContain('关于水质检测的更正');
    expect((await anyone.read('/public/feed.xml')).text).toContain('【已更正】关于水质检测的情况说明');
    expect(before).toContain('为准，原文保留如下');
    await takeBack(house, first.caseId, next.publicationId);
    const left = (await anyone.read(`/public/${first.number}`)).text;
    expect(left).toContain('已撤回，原文保留如下，不作为现行回应');
    expect(left).not.toContain('为准');
  });

  test('a withdrawn text is masked wherever it still stands, with the reason and who approved it', async () => {
    const { caseId, number, publicationId } = await published({ nextReleaseAt: hoursLater(house, 50).toISOString() });
    passes(1);
    // Past the check for personal data, as a name may slip through that it does not know.
    const slipped = { title: '关于业主张建国家停水的说明', body: '业主张建国反映停水。\n已抢修完毕。' };
    await house.parts.db.updateTable('publication').set(slipped).where('id', '=', publicationId).execute();
    expect((await anyone.read(`/public/${number}`)).text).toContain('张建国');
    await takeBack(house, caseId, publicationId);
    const { text } = await anyone.read(`/public/${number}`);
    expect(text).toContain('撤回');
    expect(text).toContain('理由：检测数据有误');
    expect(text).toContain('市水务局');
    expect(text).toContain('市水务局负责人 01');
    expect(text).not.toContain('990100:');
    expect(text).toContain('已抢修完毕');
    expect(text).not.toContain('下次发布');
    expect(text).not.toContain('name="value"');
    const [item] = (await feedItems(anyone)).filter((one) => one.url.endsWith(number));
    expect(item?.title).toMatch(/^【已撤回】/);
    expect(item?.content_html).toContain('检测数据有误');
    expect(item?.content_html).not.toContain('已抢修完毕');
    for (const path of ['/public', `/public/${number}`, '/public/feed.xml', '/public/feed.json'])
      expect([path, (await anyone.read(path)).text.includes('张建国')]).toEqual([path, false]);
    expect((await anyone.read('/public')).text).toContain('已撤回');
  });

  test('promises show as under way, overdue, kept', async () => {
    const dueAt = new Date(house.time.now.getTime() + 30 * HOUR_MS).toISOString();
    const { caseId, number } = await published({
      commitments: [
        { what: '每日公布检测结果', dueAt },
        { what: '更换东干管', dueAt },
      ],
    });
    expect((await anyone.read(`/public/${number}`)).text).toContain('已兑现 0 / 2 项');
    expect((await anyone.read(`/public/${number}`)).text).toContain('办理中');
    const [first] = await commitmentsOf(house, caseId);
    await as(house, 'officer', caseId, keepCommitment, { commitmentId: first?.id ?? '', proof: '检测表 3 号' });
    passes(40);
    const { text } = await anyone.read(`/public/${number}`);
    expect(text).toContain('已兑现 1 / 2 项');
    expect(text).toContain('兑现');
    expect(text).toContain('已过期，尚未兑现');
    expect(text).not.toContain('检测表 3 号');
  });
});

describe('满意度', () => {
  test('counts a visitor once; a changed rating takes the place of the former', async () => {
    const { number, publicationId } = await published();
    const first = await anyone.rate(number, 'satisfied');
    expect([first.status, first.headers.get('location')]).toEqual([303, `/public/${number}?rated=1#rating`]);
    expect(first.headers.getSetCookie()).toEqual([]);
    await anyone.rate(number, 'satisfied');
    await anyone.rate(number, 'dissatisfied');
    expect((await ratingsOf(publicationId)).map((one) => one.value)).toEqual(['dissatisfied']);
    expect((await anyone.read(`/public/${number}?rated=1`)).text).toContain('已记下。1 人已评');
    await Promise.all(Array.from({ length: 6 }, () => visitorOf(house.origin, 'another').rate(number, 'mostly')));
    const kept = await ratingsOf(publicationId);
    expect(kept.map((one) => one.value).sort()).toEqual(['dissatisfied', 'mostly']);
    const events = await house.parts.db
      .selectFrom('event')
      .select(['data', 'actor'])
      .where('stream', '=', `publication:${publicationId}`)
      .orderBy('version')
      .execute();
    expect(events.map((one) => [one.actor, one.data])).toEqual(
      ['satisfied', 'dissatisfied', 'mostly'].map((value) => ['public', { publicationId, value }]),
    );
    for (const { voter } of kept) expect(voter).not.toMatch(/another|reader|127\.0/);
  });

  test('shares show from ten ratings on', async () => {
    const { number } = await published();
    const rate = (n: number, value: string) => visitorOf(house.origin, `visitor ${n}`).rate(number, value);
    for (let n = 0; n < 9; n += 1) await rate(n, n < 6 ? 'satisfied' : 'dissatisfied');
    const before = (await anyone.read(`/public/${number}`)).text;
    expect(before).toContain('9 人已评');
    expect(before).not.toMatch(/\d%/);
    await rate(9, 'mostly');
    expect((await anyone.read(`/public/${number}`)).text).toContain('10 人已评，满意 60%，基本满意 10%，不满意 30%');
  });

  test('is taken from this page alone, for answers that stand, in the three words there are', async () => {
    const { caseId, number, publicationId } = await published();
    const refused = [
      await anyone.rate(number, 'satisfied', { origin: 'https://elsewhere.example' }),
      await anyone.rate(number, 'satisfied', { origin: 'null' }),
      await anyone.rate(number, 'satisfied', { origin: null }),
    ];
    expect(refused.map((one) => [one.status, codeOf(one)])).toEqual(Array(3).fill([403, 'foreign_origin']));
    for (const value of ['', 'superb', '__proto__', 'satisfied\u0000', '😀'])
      expect((await anyone.rate(number, value)).headers.get('location')).toBe(`/public/${number}#rating`);
    const plain = new Client(house.origin);
    for (const raw of ['value=satisfied&value=mostly', 'value[a]=1', 'x'.repeat(9_000), '%', '{"value":1}']) {
      const answer = await plain.send('POST', `/public/${number}/rating`, {
        raw,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect([raw.slice(0, 20), answer.status < 500]).toEqual([raw.slice(0, 20), true]);
    }
    expect(await ratingsOf(publicationId)).toEqual([]);
    passes(1);
    await takeBack(house, caseId, publicationId);
    expect((await anyone.rate(number, 'satisfied')).headers.get('location')).toBe(`/public/${number}#rating`);
    expect(await ratingsOf(publicationId)).toEqual([]);
  });
});

test('nothing of a case leaves but what was published', async () => {
  const { db, rules } = house.parts;
  const { caseId, number } = await published({ title: '关于供水恢复的说明', body: '供水已恢复。\n感谢理解。' });
  const unpublished = await openAccepted(house);
  const text = await draft(house, unpublished, { title: '未发布草稿标题', body: '未发布草稿正文。\n第二段。' });
  await submit(house, unpublished, text);
  await approveAll(house, unpublished, text);
  const begun = await draft(house, caseId, { title: '未发布续报标题', body: '未发布续报正文。\n第二段。' });
  expect(begun.n).toBe(1);
  const walled = await openAccepted(house);
  await as(house, 'chief', walled, recuse(rules), { units: ['990102:education'], accounts: [], reason: '回避理由' });
  const accusing = await postOnce(house, OF_DISCIPLINE);
  const order = orderFor(await detailFor(house, 'analyst', accusing));
  await transferItem(db, rules, await house.viewer('analyst'), accusing, order, house.time.now);

  const cases = await db.selectFrom('case').select(['id', 'number', 'title']).execute();
  const accounts = await db.selectFrom('account').select(['id', 'name']).execute();
  const items = await db.selectFrom('item').select(['id', 'body']).execute();
  const drafts = await db.selectFrom('response').select('id').execute();
  const publications = await db.selectFrom('publication').select('id').execute();
  const secrets = [
    ...cases.flatMap((one) => [one.id, one.number]),
    ...accounts.map((one) => one.id),
    ...items.flatMap((one) => [one.id, one.body]),
    ...[...drafts, ...publications].map((one) => one.id),
    '连续三天发黄',
    '未发布草稿',
    '未发布续报',
    OF_DISCIPLINE.title,
    '回避理由',
    'account:',
    '990100:',
    '990102:',
  ];
  const numbers = (await db.selectFrom('publication').select('number').execute()).map((one) => one.number);
  const paths = [
    '/public',
    '/public?page=2',
    '/public/feed.xml',
    '/public/feed.json',
    ...numbers.map((one) => `/public/${one}`),
  ];
  for (const path of paths) {
    const { text: page } = await anyone.read(path);
    expect([path, secrets.filter((secret) => secret !== '' && page.includes(secret))]).toEqual([path, []]);
  }
  expect(paths).toContain(`/public/${number}`);
});
