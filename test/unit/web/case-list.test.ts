/** The list of cases: its filters in the address, what they leave, what the server is asked, which rows are drawn. */
import { expect, test } from 'vitest';
import {
  askedOf,
  choicesOf,
  inTab,
  isAmong,
  isNarrowed,
  readFilter,
  writeFilter,
} from '../../../web/state/case-list.ts';
import { rowWindow } from '../../../web/state/row-window.ts';
import { HOUR, view } from './board-views.ts';

const filter = (text: string) => readFilter(text);

test('the filter stands in the address, and what is unknown falls away', () => {
  const text = writeFilter(filter('tab=closed&words=停水&territory=990102&unit=市水务局'));
  expect(filter(text)).toMatchObject({ tab: 'closed', words: '停水', territory: '990102', unit: '市水务局' });
  expect(writeFilter(filter('tab=nowhere&category=x&state=y'))).toBe('');
  expect(filter('tab=closed&state=handling').state).toBe(null);
  expect([isNarrowed(filter('tab=all')), isNarrowed(filter('unit=x'))]).toEqual([false, true]);
});

test('published is not among those in work, though it is open', () => {
  const states = ['handling', 'published', 'closed', 'merged'] as const;
  const inEach = (tab: 'open' | 'published' | 'closed') => states.filter((state) => inTab({ state }, tab));
  expect([inEach('open'), inEach('published'), inEach('closed')]).toEqual([
    ['handling'],
    ['published'],
    ['closed', 'merged'],
  ]);
});

test.each([
  ['', true],
  ['words=泵站 噪声', true],
  ['words=泵站 停水', false],
  ['words=水务局', true],
  ['territory=990102', true],
  ['territory=990103', false],
  ['unit=市水务局', true],
  ['unit=区住建局', true],
  ['unit=市教育局', false],
  ['category=livelihood', true],
  ['category=policy', false],
  ['state=awaiting_acceptance', true],
  ['state=handling', false],
  ['tab=published', false],
])('a case is among those asked for by %s: %s', (text, among) => {
  const one = view(HOUR, { supporting: [{ id: 'u2', name: '区住建局' }] });
  expect(isAmong(one, filter(text))).toBe(among);
});

test('a number is found as it is said', () => {
  const one = view(HOUR);
  expect(isAmong(one, filter(`words=${one.number.toLowerCase()}`))).toBe(true);
});

test('the server is asked for cases alone, the closed ones where they are wanted, a unit by name', () => {
  const asked = (text: string) => Object.fromEntries(new URLSearchParams(askedOf(filter(text))));
  expect(asked('tab=closed')).toEqual({ kind: 'case', stage: 'closed' });
  expect(asked('tab=all')).toEqual({ kind: 'case' });
  expect(asked('tab=closed&words=停水&unit=市水务局&territory=990102&category=policy')).toEqual({
    q: '停水 单位:"市水务局"',
    kind: 'case',
    stage: 'closed',
    territory: '990102',
    sort: 'time',
  });
});

test('what can be chosen is what some case has, units without doubles', () => {
  const choices = choicesOf([
    view(HOUR, { territory: { code: '990103', name: '汀洲区' } }),
    view(HOUR, { supporting: [{ id: 'u2', name: '区住建局' }], state: 'published' }),
    view(null, { territory: null, lead: null }),
  ]);
  expect(choices.territories.map(({ code }) => code)).toEqual(['990102', '990103']);
  expect([...choices.units].sort()).toEqual(['区住建局', '市水务局'].sort());
  expect(choices.categories).toEqual(['livelihood']);
  expect(choices.states).toEqual(['awaiting_dispatch', 'awaiting_acceptance']);
});

test('of two thousand rows those in sight and a few beside are drawn', () => {
  expect(rowWindow({ top: 0, height: 40 }, 2_000, 4)).toEqual({ start: 0, end: 16 });
  expect(rowWindow({ top: 4_000, height: 40 }, 2_000, 4)).toEqual({ start: 994, end: 1_016 });
  expect(rowWindow({ top: 7_960, height: 40 }, 2_000, 4)).toEqual({ start: 1_984, end: 2_000 });
  expect(rowWindow({ top: 9_000, height: 40 }, 3, 4)).toEqual({ start: 3, end: 3 });
  expect(rowWindow({ top: 0, height: 40 }, 0, 4)).toEqual({ start: 0, end: 0 });
});
