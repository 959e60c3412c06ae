/** Facets, chips, columns and marks of the search page, and where its results lead. */
import { expect, test } from 'vitest';
import type { Hit, SearchView } from '../../../server/contract/search-views.ts';
import { shortDay } from '../../../web/state/local-time.ts';
import { chipsOf, dayColumns, facetGroups, foldedChoices, withoutChip } from '../../../web/state/search-facets.ts';
import { hitKey, joined, ofSameCase, targetOf } from '../../../web/state/search-hits.ts';
import { countFound, piecesOf } from '../../../web/state/search-marks.ts';
import { EMPTY_QUERY, readQuery } from '../../../web/state/search-query.ts';

const value = (id: string, count: number) => ({ value: id, label: `名 ${id}`, count });
const facets: SearchView['facets'] = {
  kind: [value('item', 55), value('case', 6), value('entry', 0)],
  territory: [value('990103', 31), value('990102', 4)],
  subject: [],
  grade: [value('general', 18), value('major', 36)],
  stage: [value('closed', 1), value('open', 2)],
  day: [value('2026-03-10', 2), value('2026-03-11', 0), value('2026-03-12', 4)],
};
const label = (key: string, id: string, given: string | null) => given ?? `${key}?${id}`;

test('facets: closed lists in their order, the graver grade first, others as counted; what none has is left out', () => {
  const groups = facetGroups(facets, EMPTY_QUERY, label);
  const values = groups.map(({ key, choices }) => [key, choices.map((one) => one.value)]);
  expect(values).toEqual([
    ['kind', ['case', 'item']],
    ['territory', ['990103', '990102']],
    ['grade', ['major', 'general']],
    ['stage', ['open', 'closed']],
  ]);
});

test('a chosen value can be unticked where no result has it', () => {
  const groups = facetGroups(facets, readQuery('kind=entry&subject=health'), label);
  expect(groups.find(({ key }) => key === 'kind')?.choices.at(-1)).toEqual({
    value: 'entry',
    label: '名 entry',
    count: 0,
    chosen: true,
  });
  expect(groups.find(({ key }) => key === 'subject')?.choices).toEqual([
    { value: 'health', label: 'subject?health', count: 0, chosen: true },
  ]);
});

test('a folded list keeps every chosen value in sight', () => {
  const choices = ['a', 'b', 'c', 'd'].map((one) => ({ value: one, label: one, count: 1, chosen: one === 'd' }));
  expect(foldedChoices(choices, 2).map((one) => one.value)).toEqual(['a', 'b', 'd']);
});

test('chips say each filter once, the days together, and take back what they say', () => {
  const query = readQuery('q=水&territory=990102,990103&from=2026-03-06');
  const chips = chipsOf(query, facets, label);
  expect(chips).toEqual([
    { key: 'territory', labels: ['名 990102', '名 990103'] },
    { key: 'days', from: '2026-03-06', to: null },
  ]);
  expect(withoutChip(query, 'territory')).toEqual({ ...query, territory: [] });
  expect(withoutChip(query, 'days')).toEqual({ ...query, from: null });
  expect(chipsOf(query, null, label)[0]).toEqual({
    key: 'territory',
    labels: ['territory?990102', 'territory?990103'],
  });
});

test('columns stand on 0, and those within the days asked are marked', () => {
  const columns = dayColumns(facets.day, readQuery('from=2026-03-11'));
  expect(columns.map(({ share, on }) => [share, on])).toEqual([
    [0.5, false],
    [0, true],
    [1, true],
  ]);
  expect(dayColumns([value('2026-03-10', 0)], EMPTY_QUERY)[0]?.share).toBe(0);
});

test('a day of this year is said without it, by China’s calendar', () => {
  const newYear = Date.parse('2026-12-31T16:30:00Z');
  expect([shortDay('2027-01-01', newYear), shortDay('2026-12-31', newYear)]).toEqual(['01-01', '2026-12-31']);
});

test.each<[string, [number, number][], string]>([
  [
    '供水水质反映',
    [
      [0, 2],
      [2, 4],
    ],
    '[供水][水质]反映',
  ],
  [
    '检测报告公开',
    [
      [2, 4],
      [0, 4],
    ],
    '[检测报告]公开',
  ],
  [
    '检测报告公开',
    [
      [0, 3],
      [2, 4],
    ],
    '[检测报告]公开',
  ],
  [
    '停水',
    [
      [1, 9],
      [-3, 0],
      [2, 1],
    ],
    '停[水]',
  ],
  ['没有', [], '没有'],
  ['', [[0, 1]], ''],
])('marks of %s', (text, marks, shown) => {
  const pieces = piecesOf({ text, marks });
  expect(pieces.map((one) => (one.found ? `[${one.text}]` : one.text)).join('')).toBe(shown);
  expect(pieces.map((one) => one.text).join('')).toBe(text);
  expect(countFound({ text, marks })).toBe(pieces.filter((one) => one.found).length);
});

const hit = (kind: Hit['kind'], id: string, over: Partial<Hit> = {}): Hit => ({
  kind,
  id,
  title: { text: id, marks: [] },
  excerpt: { text: '水质', marks: [[0, 2]] },
  at: '2026-03-12T06:00:00.000Z',
  caseId: null,
  caseNumber: null,
  caseView: null,
  itemView: null,
  about: null,
  ...over,
});
const waiting = { state: 'judged' } as Hit['itemView'];

test('the next page brings no doubles, and what came again stands as it now is', () => {
  const before = [hit('case', '1'), hit('item', '1')];
  const next = [hit('item', '1', { about: '新' }), hit('item', '2')];
  const all = joined(before, next);
  expect(all.map(hitKey)).toEqual(['case:1', 'item:1', 'item:2']);
  expect(all[1]?.about).toBe('新');
});

test('hits of one case are gathered under the chosen one, and their places counted', () => {
  const chosen = hit('item', 'b', { caseId: 'c1' });
  const all = [hit('case', 'c1', { caseId: 'c1' }), chosen, hit('item', 'x'), hit('entry', 'e', { caseId: 'c2' })];
  expect(ofSameCase(chosen, all)).toEqual({ hits: [chosen, all[0]], found: 2 });
  expect(ofSameCase(hit('item', 'x'), all).hits).toHaveLength(1);
});

const judge = { judge: true, readItems: true };
const reader = { judge: false, readItems: true };
const officer = { judge: false, readItems: false };
test.each([
  ['a case', hit('case', 'c1', { caseId: 'c1' }), officer, { page: 'cases', id: 'c1' }],
  ['a waiting item, by who judges', hit('item', 'i', { itemView: waiting }), judge, { page: 'triage', id: 'i' }],
  ['a waiting item, by who reads', hit('item', 'i', { itemView: waiting }), reader, { page: 'search', id: 'i' }],
  ['a waiting item, by neither', hit('item', 'i', { itemView: waiting }), officer, null],
  ['an item of a case', hit('item', 'i', { caseId: 'c1' }), judge, { page: 'cases', id: 'c1' }],
  ['an item of a case, by an officer', hit('item', 'i', { caseId: 'c1' }), officer, { page: 'cases', id: 'c1' }],
  [
    'a dismissed item',
    hit('item', 'i', { itemView: { ...waiting, state: 'dismissed' } as Hit['itemView'] }),
    judge,
    { page: 'search', id: 'i' },
  ],
  ['an answer', hit('response', 'r', { caseId: 'c1' }), officer, { page: 'cases', id: 'c1' }],
  ['a finding of no case in sight', hit('entry', 'e'), judge, null],
])('%s opens where it belongs', (_what, one, may, target) => {
  expect(targetOf(one, may)).toEqual(target);
});
