/** The list of published answers: what is sought, what is odd, what is on the next page. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaveVerified } from '../support/answers.ts';
import { publishedIn, visitorOf, type Visitor } from '../support/public-pages.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let anyone: Visitor;
beforeAll(async () => {
  house = await openServedTrial();
  anyone = visitorOf(house.origin);
});
afterAll(() => leaveVerified(house));

describe('the list', () => {
  test('is filtered by subject, kind and words', async () => {
    const water = await publishedIn(house, { title: '关于东山水厂滤池改造的说明' });
    const rumour = await publishedIn(
      house,
      { title: '关于水源投毒传言的辟谣', dispositions: [{ kind: 'refute', paragraph: 1 }] },
      { category: 'falsehood' },
    );
    const seen = async (query: string) => {
      const { text } = await anyone.read(`/public?${query}`);
      return [text.includes(`/public/${water.number}"`), text.includes(`/public/${rumour.number}"`)];
    };
    expect(await seen('subject=water_resources')).toEqual([true, true]);
    expect(await seen('subject=health')).toEqual([false, false]);
    expect(await seen('kind=refute')).toEqual([false, true]);
    expect(await seen('kind=statement')).toEqual([true, false]);
    expect(await seen(`q=${encodeURIComponent('滤池')}`)).toEqual([true, false]);
    expect(await seen(`q=${encodeURIComponent('水务局')}&kind=refute&subject=water_resources`)).toEqual([false, true]);
  });

  test('signs of a pattern in a search are themselves', async () => {
    const { number } = await publishedIn(house, { title: '停水率降至 5%_目标\\完成的说明' });
    const found = async (words: string) =>
      (await anyone.read(`/public?q=${encodeURIComponent(words)}`)).text.includes(`/public/${number}"`);
    expect(await found('5%_目')).toBe(true);
    expect(await found('\\完成')).toBe(true);
    expect(await found('5__目')).toBe(false);
    expect(await found('%目标')).toBe(false);
  });

  test.each([
    'q=%25',
    'q=_',
    'q=%5C',
    'q=%00',
    'q=%ED%A0%80',
    'q=%',
    'q=a&q=b',
    'q[]=a',
    'page=-1',
    'page=0',
    'page=1e9',
    'page=999999999999999999999',
    'page=NaN',
    'page=1.5',
    'page=',
    'subject=nonsense',
    'subject=__proto__',
    'kind=constructor',
    `q=${'x'.repeat(5_000)}`,
    "q=';drop table publication--",
  ])('%s is no trouble', async (query) => {
    const answer = await anyone.read(`/public?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('回应公开</title>');
    expect(answer.text).not.toContain('\u0000');
  });

  test.each(['💧'.repeat(60), `字${'💧'.repeat(60)}`])(
    'a long search is cut between whole characters: %s',
    async (words) => {
      const { text } = await anyone.read(`/public?q=${encodeURIComponent(words)}`);
      expect(text).not.toContain('\uFFFD');
      expect(text).toContain('💧');
    },
  );

  test('has pages, and beyond the last one shows the last', async () => {
    // Copies of one row: what is tested is how they are told, not how they came.
    const { publicationId } = await publishedIn(house, { title: '分页样本' });
    const { db } = house.parts;
    const row = await db
      .selectFrom('publication')
      .selectAll()
      .where('id', '=', publicationId)
      .executeTakeFirstOrThrow();
    const text = await db
      .selectFrom('response')
      .selectAll()
      .where('id', '=', row.response_id)
      .executeTakeFirstOrThrow();
    for (let n = 0; n < 41; n += 1) {
      const responseId = `${text.id}-${n}`;
      await db
        .insertInto('response')
        .values({ ...text, id: responseId, number: 100 + n, countersign: '[]' })
        .execute();
      await db
        .insertInto('publication')
        .values({ ...row, id: `${row.id}-${n}`, response_id: responseId, number: `2025-${1000 + n}`, approvers: '[]' })
        .execute();
    }
    const query = `q=${encodeURIComponent('分页样本')}`;
    const numbers = async (page: string): Promise<string[]> => {
      const page_ = await anyone.read(`/public?${query}&page=${page}`);
      return [...page_.text.matchAll(/<h2><a href="\/public\/([^"]+)"/g)].map((found) => found[1] ?? '');
    };
    const all = [...(await numbers('1')), ...(await numbers('2')), ...(await numbers('3'))];
    expect([all.length, new Set(all).size]).toEqual([42, 42]);
    expect(await numbers('500')).toEqual(await numbers('3'));
    expect((await anyone.read(`/public?${query}&page=77`)).text).toContain('第 3 / 3 页，共 42 件');
    await db.deleteFrom('publication').where('number', 'like', '2025-%').execute();
  });
});
