/** The push interface: tokens of one source, entries one by one, a repeated push answered as the first was. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushedSchema, type Pushed, type SourceDetail } from '../../server/contract/source-views.ts';
import { sweepReceipts } from '../../server/intake/push/store.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { Client, codeOf, type Answer } from '../support/client.ts';
import { spoiled } from '../support/evil.ts';
import { TEST_KEYS } from '../support/house.ts';
import { posted, store } from '../support/incoming.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let admin: Client;
let sourceId: string;
let token: string;
beforeAll(async () => {
  house = await openServedTrial();
  admin = await house.client('admin');
  sourceId = await addPush();
  token = await issue(sourceId);
});
afterAll(async () => {
  await house.settled();
  expect((await verifyLog(house.parts.db, TEST_KEYS)).breaches).toEqual([]);
  await house.close();
});

const bodyOf = <T>(answer: Answer): T => {
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return answer.body as T;
};
async function addPush(): Promise<string> {
  const settings = { name: '热线平台', channel: 'hotline', url: null, intervalSeconds: 300, quietAfterMinutes: null };
  return bodyOf<SourceDetail>(await admin.send('POST', '/api/sources', { body: { ...settings, kind: 'push' } })).id;
}
async function issue(id: string): Promise<string> {
  return bodyOf<{ token: string }>(await admin.send('POST', `/api/sources/${id}/tokens`, { body: { name: '接口' } }))
    .token;
}

let keys = 0;
interface Sending {
  token?: string | null;
  key?: string | null;
  raw?: string;
  headers?: Record<string, string>;
}
/** Pushes as another system does: no cookie, no Origin, no page's token. */
function push(items: unknown, { token: given = token, key = `key-${(keys += 1)}`, raw, headers = {} }: Sending = {}) {
  return new Client(house.origin).send('POST', '/api/push/items', {
    ...(raw === undefined ? { body: { items } } : { raw }),
    headers: {
      origin: null,
      'x-csrf-token': null,
      authorization: given === null ? null : `Bearer ${given}`,
      'idempotency-key': key,
      ...headers,
    },
  });
}
const pushed = async (items: unknown, sending?: Sending): Promise<Pushed> =>
  pushedSchema.strict().parse(bodyOf(await push(items, sending)));

let made = 0;
const entry = (changes: object = {}) => {
  made += 1;
  return {
    id: `o-${made}`,
    title: `栖云县第${made}件来电`,
    text: `栖云县第${made}件来电,反映楼道灯不亮。`,
    ...changes,
  };
};
const itemOf = (externalId: string) =>
  house.parts.db
    .selectFrom('sighting')
    .innerJoin('item', 'item.id', 'sighting.item_id')
    .selectAll('item')
    .where('sighting.source_id', '=', sourceId)
    .where('external_id', '=', externalId)
    .executeTakeFirstOrThrow();

describe('a token', () => {
  test('is kept as its hash, told once, and opens its own source alone', async () => {
    expect(token).toMatch(/^hy_[\w-]{43}$/);
    const rows = await house.parts.db.selectFrom('source_token').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    const other = await addPush();
    const theirs = await issue(other);
    const one = entry();
    expect((await pushed([one], { token: theirs })).stored).toBe(1);
    const sighting = await house.parts.db.selectFrom('sighting').select('source_id').where('external_id', '=', one.id).executeTakeFirst();
    expect(sighting?.source_id).toBe(other);
    const detail = bodyOf<SourceDetail>(await admin.send('GET', `/api/sources/${other}`));
    expect(detail.tokens).toMatchObject([{ name: '接口', lastUsedAt: house.time.now.toISOString(), revokedAt: null }]);
    expect(JSON.stringify(detail)).not.toContain(theirs);
  }); // prettier-ignore

  test.each([
    ['none', null],
    ['an unknown one', 'hy_0123456789012345678901234567890123456789012'],
    ['no token at all', 'x'],
    ['an endless one', 'hy_'.repeat(3_000)],
  ])('%s is refused', async (_name, given) => {
    const answer = await push([entry()], { token: given });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'token_invalid']);
  });

  test('no session stands in for it', async () => {
    const answer = await admin.send('POST', '/api/push/items', { body: { items: [entry()] }, headers: { 'idempotency-key': 'x' } }); // prettier-ignore
    expect(codeOf(answer)).toBe('token_invalid');
  });

  test('taken back opens nothing from then on', async () => {
    const own = await addPush();
    const theirs = await issue(own);
    const before = [entry()];
    expect((await pushed(before, { token: theirs, key: 'before' })).stored).toBe(1);
    const { tokens } = bodyOf<SourceDetail>(await admin.send('GET', `/api/sources/${own}`));
    const path = `/api/sources/${own}/tokens/${tokens[0]?.id ?? ''}`;
    const after = bodyOf<SourceDetail>(await admin.send('DELETE', path));
    expect(after.tokens[0]?.revokedAt).toBe(house.time.now.toISOString());
    expect(codeOf(await push([entry()], { token: theirs }))).toBe('token_invalid');
    // Nor is it told again what was answered before.
    expect(codeOf(await push(before, { token: theirs, key: 'before' }))).toBe('token_invalid');
    expect((await admin.send('DELETE', path)).status).toBe(200);
    expect(codeOf(await admin.send('DELETE', `/api/sources/${own}/tokens/nowhere`))).toBe('token_missing');
    expect(codeOf(await admin.send('DELETE', path.replace(own, sourceId)))).toBe('token_missing');
    const events = await house.parts.db.selectFrom('event').select('type').where('stream', '=', `source:${own}`).orderBy('version').execute();
    expect(events.map(({ type }) => type)).toEqual(['source_added', 'source_token_issued', 'source_token_revoked']);
  }); // prettier-ignore

  test('is not given for a source that nobody pushes to', async () => {
    const answer = await admin.send('POST', '/api/sources/yunchuan-forum/tokens', { body: { name: '接口' } });
    expect(codeOf(answer)).toBe('source_not_push');
  });

  test('that comes too often is told to wait, and no other is', async () => {
    const own = await addPush();
    const busy = await issue(own);
    const answers: Answer[] = [];
    for (let times = 0; times < 121; times += 1) answers.push(await push(null, { token: busy, raw: '{}' }));
    expect(answers.slice(0, 120).map((answer) => answer.status)).toEqual(Array(120).fill(422));
    expect([answers[120]?.status, answers[120] && codeOf(answers[120])]).toEqual([429, 'too_many_requests']);
    expect((await pushed([entry()])).stored).toBe(1);
  });
});

describe('entries', () => {
  test('are taken one by one: a spoiled one is refused with its code, the rest goes in', async () => {
    const [good, dated, late] = [entry({ publishedAt: '2026-11-20T10:00:00+08:00' }), entry({ publishedAt: '前天' }), entry({ publishedAt: '2099-01-01T00:00:00Z', url: 'javascript:alert(1)' })]; // prettier-ignore
    const answer = await pushed([good, { id: 'broken' }, entry({ text: ' <script>x</script> ', id: 'blank' }), dated, null, 7, late, { ...good }, entry({ id: 'x\u0000' })]); // prettier-ignore
    expect(answer.items.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
      [good.id, 'stored', undefined],
      ['broken', 'refused', 'invalid_entry'],
      ['blank', 'refused', 'text_empty'],
      [dated.id, 'stored', 'date_unreadable'],
      ['', 'refused', 'invalid_entry'],
      ['', 'refused', 'invalid_entry'],
      [late.id, 'stored', 'url_refused'],
      [good.id, 'known', undefined],
      ['x', 'stored', undefined],
    ]);
    expect([answer.stored, answer.known, answer.refused]).toEqual([4, 1, 4]);
    for (const { code, message } of answer.items) if (code) expect(message).toMatch(/\p{Script=Han}.*。$/u);
    expect((await itemOf(good.id)).published_at?.toISOString()).toBe('2026-11-20T02:00:00.000Z');
    expect([(await itemOf(late.id)).published_at, (await itemOf(late.id)).url]).toEqual([null, null]);
    const detail = bodyOf<SourceDetail>(await admin.send('GET', `/api/sources/${sourceId}`));
    expect(detail.warnings).toContainEqual({ code: 'invalid_entry', message: expect.any(String), count: 3 });
    expect(detail).toMatchObject({ state: 'ok', lastItemAt: house.time.now.toISOString() });
  });

  test('spoiled anywhere, in hundreds of ways, never break a push', async () => {
    const whole = {
      ...entry(),
      url: 'https://example.org/1',
      publishedAt: '2026-11-20T10:00:00+08:00',
      orderNumber: 'YC-9',
    };
    const items = spoiled(whole).map(({ body }, index) => ({ ...(body as object), ...('text' in (body as object) && typeof (body as { text: unknown }).text === 'string' && { text: `${(body as { text: string }).text}${index}` }) })); // prettier-ignore
    const answer = await pushed(items);
    expect(answer.items).toHaveLength(items.length);
    expect(answer.stored + answer.known + answer.refused).toBe(items.length);
    const plain = answer.items.filter(({ outcome }) => outcome === 'refused');
    expect(plain.every(({ code }) => code === 'invalid_entry' || code === 'text_empty')).toBe(true);
  });

  test('lose their markup and are masked before they are stored', async () => {
    const one = entry({ text: '<p onclick="x()">请回电13912345678</p><script>alert(1)</script>' });
    await pushed([one]);
    expect((await itemOf(one.id)).body).toBe('请回电＊＊＊＊＊＊＊＊＊＊＊');
  });

  test('three sightings of one post are one item: a feed, another source, a push', async () => {
    const { stored } = await store(house, [posted(900)]);
    await store(house, [posted(900, { externalId: 'b' })], await addPush());
    const { title, text } = { title: '砚湖区第900号路灯不亮', text: '砚湖区第900号路灯从上周起就不亮,晚上看不清路。' };
    expect((await pushed([{ id: 'c', title, text }])).items).toEqual([{ id: 'c', outcome: 'known' }]);
    await house.settled();
    const item = await (await house.client('analyst')).send('GET', `/api/items/${stored[0] ?? ''}`);
    expect(item.body).toMatchObject({ sightings: 3 });
  });

  test('up to 5 MB are taken, more is refused; other ways in keep their limit', async () => {
    const long = 'a'.repeat(190_000);
    const items = Array.from({ length: 20 }, () => entry({ text: long }));
    expect((await push(items)).status).toBe(200);
    const over = await push(Array.from({ length: 30 }, () => entry({ text: long })));
    expect([over.status, codeOf(over)]).toEqual([413, 'too_large']);
    const elsewhere = await admin.send('POST', '/api/sources/try', { body: { url: 'x'.repeat(300_000) } });
    expect(elsewhere.status).toBe(413);
  });

  test.each([
    ['no JSON', '{', 400, 'invalid_json'],
    ['no list', '{"items":{}}', 422, 'invalid_request'],
    ['an empty list', '{"items":[]}', 422, 'invalid_request'],
    ['too many', JSON.stringify({ items: Array(501).fill(null) }), 422, 'invalid_request'],
  ])('%s is refused as a whole', async (_name, raw, status, code) => {
    const answer = await push(null, { raw });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });
});

describe('the key of a push', () => {
  test('sent again answers the same again and stores nothing', async () => {
    const items = [entry(), { id: 'broken' }];
    const first = await push(items, { key: 'again' });
    const second = await push(items, { key: 'again' });
    expect(second.body).toEqual(first.body);
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
    expect([first, second].map(({ headers }) => headers.get('idempotent-replay'))).toEqual([null, 'true']);
    const id = (items[0] as { id: string }).id;
    const seen = await house.parts.db.selectFrom('event').select('id').where('stream', '=', `item:${(await itemOf(id)).id}`).where('type', 'in', ['item_received', 'item_seen_again']).execute();
    expect(seen).toHaveLength(1);
  }); // prettier-ignore

  test('sent many times at once is one push', async () => {
    const items = Array.from({ length: 40 }, () => entry());
    const answers = await Promise.all(Array.from({ length: 6 }, () => push(items, { key: 'at-once' })));
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(200));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotent-replay') === null)).toHaveLength(1);
  });

  test('of another body is refused; of another source it is its own', async () => {
    await pushed([entry()], { key: 'reused' });
    const other = await push([entry()], { key: 'reused' });
    expect([other.status, codeOf(other)]).toEqual([409, 'idempotency_key_reused']);
    expect((await pushed([entry()], { key: 'reused', token: await issue(await addPush()) })).stored).toBe(1);
  });

  test.each([
    [null, 'idempotency_key_missing'],
    ['', 'idempotency_key_missing'],
    ['two words', 'idempotency_key_invalid'],
    ['x'.repeat(201), 'idempotency_key_invalid'],
  ])('%j is refused', async (key, code) => {
    const answer = await push([entry()], { key });
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
  });

  test('is known for seven days, and then swept', async () => {
    const items = [entry()];
    await pushed(items, { key: 'old' });
    house.time.now = new Date(house.time.now.getTime() + 7 * 86_400_000 - 1_000);
    expect((await push(items, { key: 'old' })).headers.get('idempotent-replay')).toBe('true');
    house.time.now = new Date(house.time.now.getTime() + 1_000);
    const later = await push(items, { key: 'old' });
    expect([later.headers.get('idempotent-replay'), later.body]).toEqual([null, expect.objectContaining({ known: 1 })]);
    const count = async () =>
      (await house.parts.db.selectFrom('push_receipt').select('idempotency_key').execute()).length;
    const before = await count();
    const swept = await sweepReceipts(house.parts.db, house.time.now);
    expect(swept).toBeGreaterThan(0);
    expect(await count()).toBe(before - swept);
    expect((await push(items, { key: 'old' })).headers.get('idempotent-replay')).toBe('true');
  });
});

test('a paused source takes nothing and keeps no receipt; after that the same push goes in', async () => {
  const own = await addPush();
  const theirs = await issue(own);
  const items = [entry()];
  const change = (what: string, body: object) => admin.send('POST', `/api/sources/${own}/${what}`, { body });
  bodyOf(await change('pause', { version: 1, reason: '升级' }));
  const refused = await push(items, { token: theirs, key: 'k' });
  expect([refused.status, codeOf(refused)]).toEqual([409, 'source_paused']);
  const paused = bodyOf<SourceDetail>(await admin.send('GET', `/api/sources/${own}`));
  expect(paused.effect).toContain('没有接收');
  const resumed = bodyOf<SourceDetail>(await change('resume', { version: 2 }));
  expect(resumed.recentGaps).toMatchObject([{ code: 'source_paused', until: house.time.now.toISOString() }]);
  expect((await pushed(items, { token: theirs, key: 'k' })).stored).toBe(1);
});
