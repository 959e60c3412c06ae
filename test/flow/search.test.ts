/** Searching over real HTTP: each kind of thing, how a query is read, filters and pages, and what becomes of things. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchView } from '../../server/contract/search-views.ts';
import { recordEntry } from '../../server/responsibility/entries.ts';
import { dismissItem } from '../../server/triage/decisions.ts';
import { closeBy, openAccepted, publishText, takeBack } from '../support/answers.ts';
import { act, rowOf } from '../support/acting.ts';
import { join, merge } from '../support/arranging.ts';
import { codeOf } from '../support/client.ts';
import { detailFor, openWaterCase } from '../support/matters.ts';
import { askIn, searchIn, type Asked, type Search } from '../support/searching.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let search: Search;
let ask: Asked;
beforeAll(async () => {
  house = await openServedTrial();
  search = await searchIn(house, 'analyst');
  ask = await askIn(house, 'analyst');
});
afterAll(() => house.close());

const later = (): void => {
  house.time.now = new Date(house.time.now.getTime() + 60_000);
};
const things = ({ hits }: SearchView): string[] => hits.map((hit) => `${hit.kind} ${hit.id}`).sort();
const ids = ({ hits }: SearchView): string[] => hits.map((hit) => hit.id);
const count = (view: SearchView, facet: keyof SearchView['facets'], value: string): number =>
  view.facets[facet].find((one) => one.value === value)?.count ?? 0;

const record = (caseId: string, body: string, evidence: string | null = null) =>
  act(house, 'officer', caseId, recordEntry(house.parts.rules), { kind: 'finding', body, evidence, happenedAt: null });

describe('what is found', () => {
  test('items, cases, answers and findings, each with what its row shows', async () => {
    const caseId = await openAccepted(house);
    const { number } = await rowOf(house, caseId);
    await record(caseId, '现场开挖琉璃井三处，取样送检。', '采样单 6 份');
    const { publicationId } = await publishText(house, caseId, {
      title: '关于琉璃井片区供水的情况说明',
      body: '琉璃井片区管道已冲洗。\n检测结果每日公布。',
    });
    const item = await house.post('琉璃井附近路面塌陷', '砚湖区琉璃井路口塌陷，夜里看不清，请维修。');
    const found = await search('琉璃井');
    expect(things(found)).toEqual(
      [
        `item ${item}`,
        `response ${publicationId}`,
        ...found.hits.filter((hit) => hit.kind === 'entry').map((hit) => `entry ${hit.id}`),
      ].sort(),
    );
    expect([found.total, found.next, found.words]).toEqual([3, null, ['琉璃井']]);
    const byKind = Object.fromEntries(found.hits.map((hit) => [hit.kind, hit]));
    expect(byKind.item).toMatchObject({
      caseId: null,
      itemView: { id: item, state: 'judged' },
      caseView: null,
      about: null,
    });
    expect(byKind.response).toMatchObject({ caseId, caseNumber: number, about: '云川市水务局 · 情况说明' });
    expect(byKind.entry).toMatchObject({ caseId, caseNumber: number, about: '云川市水务局 · 核查' });
    expect(byKind.entry?.title.text).toMatch(/^核查：/);
    const { text, marks } = byKind.entry?.excerpt ?? { text: '', marks: [] };
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['琉璃井']);
    const ofCase = await search(number.toLowerCase());
    expect(ofCase.hits.map((hit) => [hit.kind, hit.id, hit.caseView?.number])).toEqual([['case', caseId, number]]);
    expect(ids(await search(number.slice(-4), { kind: 'case' }))).toContain(caseId);
    expect(ids(await search('采样单'))).toHaveLength(1);
  });

  test('what an officer wrote of a person is not found, nor shown', async () => {
    const caseId = await openAccepted(house);
    await record(caseId, '蓝桶巷入户走访，住户电话13900001234，水样浑浊。');
    const found = await search('蓝桶巷');
    expect(found.hits).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('13900001234');
    expect(found.hits[0]?.excerpt.text).toContain('＊＊＊');
    const rows = await house.parts.db.selectFrom('search_entry').select(['body', 'terms']).execute();
    expect(JSON.stringify(rows)).not.toContain('13900001234');
  });

  test('title before body, more words in it first, then the newer; or by time alone', async () => {
    const body = await house.post('砚湖区反映', '砚湖区紫藤巷的雨棚漏水，请处理。');
    later();
    const title = await house.post('砚湖区紫藤巷雨棚漏水', '请住建部门处理。');
    later();
    const apart = await house.post('砚湖区紫藤巷反映', '砚湖区这里的雨棚一直漏水。');
    expect(ids(await search('紫藤巷 雨棚'))).toEqual([title, apart, body]);
    expect(ids(await search('紫藤巷 雨棚', { sort: 'time' }))).toEqual([apart, title, body]);
  });
});

describe('how a query is read', () => {
  let adjacent: string;
  let scattered: string;
  beforeAll(async () => {
    adjacent = await house.post('砚湖区银杏里水質', '砚湖区银杏里，请公开水質檢測報告。');
    scattered = await house.post('砚湖区银杏里水厂', '砚湖区银杏里水质差，检测过没有？报告呢？');
    await house.post('砚湖区银杏里停水', '砚湖区银杏里停水三天，Ａ座也停，水质检查、质检测试都没做。');
  });

  test('every word is needed, cut as the dictionary does; characters alone do not make a word', async () => {
    expect(ids(await search('银杏里 水质检测报告')).sort()).toEqual([adjacent, scattered].sort());
    expect(ids(await search('银杏里 水质检测报告'))[0]).toBe(adjacent);
    expect((await search('银杏里 水')).total).toBe(3);
    expect((await search('银杏里 路灯')).total).toBe(0);
  });

  test('a phrase stands as it is, an excluded word does not', async () => {
    expect(ids(await search('银杏里 "水质检测报告"'))).toEqual([adjacent]);
    expect(ids(await search('银杏里 “水质检测报告”'))).toEqual([adjacent]);
    // Each pair of its characters stands elsewhere too.
    expect(ids(await search('银杏里 "水质检测"'))).toEqual([adjacent]);
    expect(ids(await search('银杏里 -停水')).sort()).toEqual([adjacent, scattered].sort());
    expect(ids(await search('银杏里 -"检测报告" -停水'))).toEqual([scattered]);
    expect(ids(await search('银杏里 -a'))).toHaveLength(2);
  });

  test('traditional characters, full width and capitals are one', async () => {
    expect(ids(await search('銀杏里　檢測報告'))).toContain(adjacent);
    expect(ids(await search('银杏里 a座'))).toHaveLength(1);
    expect(ids(await search('银杏里 Ａ座'))).toHaveLength(1);
  });

  test('单位: limits to the cases of a unit', async () => {
    const { caseId, itemId } = await openWaterCase(house, { lead: '990100:water_resources' }, '风荷桥');
    const { caseId: other } = await openWaterCase(house, { lead: '990102:water_resources' }, '风荷桥');
    const city = await search('风荷桥 单位:云川市水务局');
    expect(things(city)).toEqual([`case ${caseId}`, `item ${itemId}`].sort());
    expect(city.words).toEqual(['风荷桥', '单位:云川市水务局']);
    expect(ids(await search('风荷桥 单位：水务局', { kind: 'case' })).sort()).toEqual([caseId, other].sort());
    expect((await search('风荷桥 单位:没有这个局')).total).toBe(0);
    expect(ids(await search('单位:云川市水务局', { kind: 'case' }))).toContain(caseId);
  });

  test.each([
    ['水'.repeat(201), 'search_too_long'],
    ['a'.repeat(10_000), 'search_too_long'],
    [Array.from({ length: 21 }, (_, n) => `水${n}`).join(' '), 'search_too_long'],
    ['……！', 'search_no_words'],
    ['\u0000', 'search_no_words'],
    ['\ud800', 'search_no_words'],
    ['"" - --', 'search_no_words'],
  ])('%j is refused: %s', async (typed, code) => {
    const answer = await ask(typed);
    expect([answer.status, codeOf(answer)]).toEqual([422, code]);
  });

  test.each([
    "'",
    "\\' | !银杏里",
    ':* & !',
    '银杏里\u0000停水',
    '\ud800银杏里',
    "银杏里'); drop table item; --",
    '<->',
    '%_',
  ])('marks of the database mean nothing: %j', async (typed) => {
    expect([200, 422]).toContain((await ask(typed)).status);
  });

  test.each([
    [{ kind: 'person' }, 'search_filter'],
    [{ from: '2026-13-01' }, 'search_filter'],
    [{ sort: 'author' }, 'search_filter'],
    [{ after: 'x' }, 'search_cursor'],
  ])('%j is refused: %s', async (filters, code) => {
    const answer = await ask('银杏里', filters as unknown as Record<string, string>);
    expect([answer.status, codeOf(answer)]).toEqual([422, code]);
  });
});

describe('filters and pages', () => {
  test('each facet counts under the other filters, and a chosen value narrows the results', async () => {
    const { caseId } = await openWaterCase(house, { lead: '990100:water_resources' }, '竹影渠');
    await house.post('汀洲区竹影渠淤塞', '汀洲区竹影渠淤塞发臭，请清淤。');
    const all = await search('竹影渠');
    expect([all.total, count(all, 'territory', '990102'), count(all, 'territory', '990103')]).toEqual([3, 2, 1]);
    const cases = await search('竹影渠', { kind: 'case' });
    expect([cases.total, ids(cases)]).toEqual([1, [caseId]]);
    expect([count(cases, 'kind', 'case'), count(cases, 'kind', 'item')]).toEqual([1, 2]);
    expect([count(cases, 'territory', '990102'), count(cases, 'territory', '990103')]).toEqual([1, 0]);
    expect(cases.facets.stage.filter((one) => one.count > 0).map((one) => one.value)).toEqual(['open']);
    const both = await search('竹影渠', { territory: '990102,990103', stage: 'waiting' });
    expect([both.total, count(both, 'stage', 'open'), count(both, 'territory', '990103')]).toEqual([1, 2, 1]);
    const before = await search('竹影渠', { to: '2026-11-19' });
    expect([before.total, count(before, 'day', '2026-11-20'), count(before, 'kind', 'case')]).toEqual([0, 3, 0]);
  });

  test('nothing asked lists all, the newest first, closed cases too', async () => {
    const caseId = await openAccepted(house);
    await publishText(house, caseId);
    await closeBy(house, caseId);
    const list = await search('', { kind: 'case' });
    expect(list.words).toEqual([]);
    const times = list.hits.map((hit) => hit.at);
    expect(times).toEqual([...times].sort().reverse());
    expect(ids(list)).toContain(caseId);
    expect(ids(await search('', { kind: 'case', stage: 'closed' }))).toEqual([caseId]);
  });

  test('pages lose nothing and double nothing while new things come', async () => {
    const posted: string[] = [];
    for (let n = 0; n < 70; n += 1) {
      const at = n % 7 === 0 ? '砚湖区石鼓坊积水' : '砚湖区反映';
      posted.push(await house.post(`${at}${n}`, `砚湖区石鼓坊积水第${n}处，请疏通。`));
    }
    for (const sort of ['relevance', 'time']) {
      const seen: string[] = [];
      let after: string | null = '';
      for (let page = 0; after !== null; page += 1) {
        const view: SearchView = await search('石鼓坊 积水', { sort, ...(after ? { after } : {}) });
        seen.push(...ids(view));
        after = view.next;
        await house.post(`砚湖区石鼓坊积水又一处${sort}${page}`, '砚湖区石鼓坊积水，刚刚又发现一处。');
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(posted.filter((id) => !seen.includes(id))).toEqual([]);
    }
  });
});

describe('what becomes of things', () => {
  test('a dismissed item stays to be found: a miss must show', async () => {
    const id = await house.post('砚湖区梧桐湾广场舞', '砚湖区梧桐湾广场舞比赛昨天结束了。');
    const { version, verdict } = await detailFor(house, 'analyst', id);
    const order = { version, verdictId: verdict?.id ?? '', reason: 'no_demand' as const, note: null };
    await dismissItem(house.parts.db, await house.viewer('analyst'), id, order, house.time.now);
    const found = await search('梧桐湾', { stage: 'dismissed' });
    expect(found.hits.map((hit) => [hit.id, hit.itemView?.state])).toEqual([[id, 'dismissed']]);
  });

  test('a withdrawn answer is found as withdrawn', async () => {
    const caseId = await openAccepted(house);
    const { publicationId } = await publishText(house, caseId, { title: '关于芦花闸供水的情况说明' });
    await takeBack(house, caseId, publicationId);
    const found = await search('芦花闸');
    expect(found.hits.map((hit) => [hit.id, hit.about])).toEqual([[publicationId, '云川市水务局 · 情况说明 · 已撤回']]);
  });

  test('a merged case answers under the one it went into, with all that hung on it', async () => {
    const into = await openAccepted(house);
    const caseId = await openAccepted(house);
    await record(caseId, '月牙泵站开挖两处，管壁锈蚀。');
    const { publicationId } = await publishText(house, caseId, { title: '关于月牙泵站检修的情况说明' });
    const itemId = await join(house, caseId);
    const { number } = await rowOf(house, caseId);
    await search('月牙泵站');
    await merge(house, caseId, into);
    const byNumber = await search(number);
    expect(byNumber.hits.map((hit) => [hit.kind, hit.id])).toEqual([['case', into]]);
    const found = await search('月牙泵站');
    expect(found.hits.map((hit) => [hit.kind, hit.caseId]).sort()).toEqual([
      ['entry', into],
      ['response', into],
    ]);
    expect(ids(found)).toContain(publicationId);
    const items = await search('', { kind: 'item' });
    expect(items.hits.find((hit) => hit.id === itemId)?.caseId).toBe(into);
  });
});
