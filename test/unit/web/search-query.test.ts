/** The search page's query in the address, and what is set by ticks and days. */
import { expect, test } from 'vitest';
import {
  asksNothing,
  between,
  EMPTY_QUERY,
  isFiltered,
  readQuery,
  toggled,
  withoutFilters,
  writeQuery,
  type SearchQuery,
} from '../../../web/state/search-query.ts';

const whole: SearchQuery = {
  q: '供水 "检测报告" -停水 单位:水务局',
  kind: ['case', 'item'],
  territory: ['990102', '990103'],
  subject: ['water_resources'],
  grade: ['major'],
  stage: ['open', 'published'],
  from: '2026-03-06',
  to: '2026-03-12',
  sort: 'time',
};

test('what is written is read back, and says nothing that is not asked', () => {
  expect(readQuery(writeQuery(whole))).toEqual(whole);
  expect(readQuery(`?${writeQuery(whole)}`)).toEqual(whole);
  expect(writeQuery(EMPTY_QUERY)).toBe('');
  expect(writeQuery({ ...EMPTY_QUERY, q: '供水', sort: 'relevance' })).toBe(`q=${encodeURIComponent('供水')}`);
});

test('the order of ticking makes no other address', () => {
  const one = toggled(toggled(EMPTY_QUERY, 'territory', '990103'), 'territory', '990102');
  const other = toggled(toggled(EMPTY_QUERY, 'territory', '990102'), 'territory', '990103');
  expect(writeQuery(one)).toBe(writeQuery(other));
  expect(writeQuery(one)).toBe('territory=990102,990103');
});

test.each([
  ['kind=case,secret,case', 'kind=case'],
  ["territory=990102,'; drop table,x", 'territory=990102'],
  ['subject=water&grade=huge&stage=gone', ''],
  ['from=2026-13-45&to=yesterday', ''],
  ['sort=time', ''],
  ['q=%20%20供水%20%20 水质', `q=${encodeURIComponent('供水')}+${encodeURIComponent('水质')}`],
  ['q=%E0%A4%A', `q=${encodeURIComponent('\uFFFD')}%25A`],
])('an address typed by hand (%s) is read as %s', (typed, read) => {
  expect(writeQuery(readQuery(typed))).toBe(read);
});

test('words are cut to what the server takes', () => {
  expect(readQuery(`q=${'水'.repeat(500)}`).q).toHaveLength(200);
});

test('without words there is nothing to be relevant to', () => {
  expect(readQuery('kind=case').sort).toBe('time');
  expect(readQuery('q=水').sort).toBe('relevance');
});

test('nothing, filters alone, and taking the filters away', () => {
  expect([asksNothing(EMPTY_QUERY), isFiltered(EMPTY_QUERY)]).toEqual([true, false]);
  expect([asksNothing(readQuery('to=2026-03-12')), isFiltered(readQuery('to=2026-03-12'))]).toEqual([false, true]);
  expect(withoutFilters(whole)).toEqual({ ...EMPTY_QUERY, q: whole.q, sort: 'time' });
});

test('a second tick takes the first away; days the wrong way round change places', () => {
  expect(toggled(whole, 'kind', 'case').kind).toEqual(['item']);
  expect(between(whole, '2026-03-12', '2026-03-06')).toMatchObject({ from: '2026-03-06', to: '2026-03-12' });
  expect(between(whole, null, null)).toMatchObject({ from: null, to: null });
});
