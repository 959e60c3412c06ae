import { describe, expect, test } from 'vitest';
import type { SetupView } from '../../../server/contract/setup-view.ts';
import { ROLE_IDS, type Role } from '../../../server/contract/vocabulary.ts';
import {
  mendsOf,
  progressOf,
  rolesAway,
  rolesMissing,
  sourceState,
  spansOf,
  STEP_IDS,
} from '../../../web/state/setup.ts';
import { wordsOf } from '../../../web/text/setup-steps.ts';

const AT = '2026-11-20T04:00:00.000Z';
const SOURCE = {
  id: 'forum',
  name: '论坛',
  channel: 'forum',
  enabled: true,
  lastSuccessAt: AT,
  failure: null,
} as const;

const roles = (change: Partial<Record<Role, [number, number]>> = {}): SetupView['accounts'] =>
  ROLE_IDS.map((role) => {
    const [count, notSignedIn] = change[role] ?? [1, 0];
    return { role, count, notSignedIn };
  });

/** Everything in order. */
const view = (change: Partial<SetupView> = {}): SetupView => ({
  at: AT,
  jurisdiction: { code: '990100', name: '云川市', officeName: '政务公开办' },
  directory: { units: 10, duties: 40, doubles: { count: 0, first: [] }, holes: { count: 0, first: [] } },
  rulebook: { profile: 'national', version: 'v1·abc', rules: 45, ownChoices: 27 },
  calendar: { years: [2026, 2027], thisYear: 2026, thisYearMissing: false, nextYearMissing: false },
  sources: [SOURCE],
  received: true,
  accounts: roles(),
  approvals: {
    whole: 1,
    stalled: { count: 0, first: [] },
    officeId: '990100:government_office',
    officeReview: true,
    leader: true,
  },
  ...change,
});

const STALLED = { count: 1, first: [{ id: '990102:education', name: '教育局', missing: ['section', 'secrecy'] }] };
const stalled = { ...view().approvals, stalled: STALLED } as SetupView['approvals'];
const WORDS = { name: 'N', display: 'D', unit: 'U' };

describe('the five steps', () => {
  test('where all is in order every step is taken and nothing is said to be missing', () => {
    expect(progressOf(view())).toMatchObject({ count: 5, next: null });
    expect(STEP_IDS.flatMap((id) => wordsOf(view())[id].gaps)).toEqual([]);
  });

  test.each<[string, Partial<SetupView>, (typeof STEP_IDS)[number], string]>([
    ['no duties', { directory: { ...view().directory, duties: 0 } }, 'directory', '目录是空的'],
    ['no calendar', { calendar: { ...view().calendar, thisYearMissing: true } }, 'rules', '2026 年的放假安排没有载入'],
    ['no source', { sources: [] }, 'sources', '还没有来源'],
    ['a source not heard', { sources: [{ ...SOURCE, failure: '对方拒绝访问' }] }, 'sources', '论坛：对方拒绝访问'],
    ['a chain without people', { approvals: stalled }, 'people', '1 个单位'],
    ['no review', { approvals: { ...view().approvals, officeReview: false } }, 'people', '政务公开办复核'],
    ['no leader', { approvals: { ...view().approvals, leader: false } }, 'people', '领导审批'],
    ['nobody judges', { accounts: roles({ analyst: [0, 0], duty_chief: [0, 0] }) }, 'people', '研判员或值班长'],
    ['nobody was in', { accounts: roles({ officer: [2, 2] }) }, 'practice', '承办员'],
    ['nothing came', { received: false }, 'practice', '信息入库'],
  ])('%s leaves its step open, and says so', (_, change, step, words) => {
    const broken = view(change);
    expect(progressOf(broken).taken[step]).toBe(false);
    expect(progressOf(broken).next).toBe(step);
    expect(wordsOf(broken)[step].gaps.join()).toContain(words);
  });

  test('a double, a hole and a year to come are said and stand in nobody’s way', () => {
    const one = { territoryName: '砚湖区', subject: 'education', unitNames: [] } as const;
    const cells = { count: 1, first: [{ ...one, unitNames: [] }] };
    const warned = view({
      directory: { ...view().directory, doubles: cells, holes: cells },
      calendar: { ...view().calendar, nextYearMissing: true },
    });
    expect(progressOf(warned).count).toBe(5);
    expect(wordsOf(warned).directory.gaps).toHaveLength(2);
    expect(wordsOf(warned).rules.gaps.join()).toContain('2027');
  });
});

test('one of a group is enough; a group nobody holds is missing, not away', () => {
  expect(rolesMissing(view({ accounts: roles({ analyst: [0, 0] }) }))).toEqual([]);
  const accounts = roles({ leader: [0, 0], officer: [2, 2], reviewer: [3, 2] });
  expect(rolesMissing(view({ accounts }))).toEqual([['leader']]);
  expect(rolesAway(view({ accounts }))).toEqual([['officer']]);
});

test('a source switched off is not failing, one never read is not heard', () => {
  expect(sourceState({ ...SOURCE, enabled: false, failure: 'x' })).toBe('off');
  expect(sourceState({ ...SOURCE, lastSuccessAt: null })).toBe('failing');
});

describe('commands that mend', () => {
  test('none where nothing is missing', () => expect(mendsOf(view(), WORDS)).toEqual([]));

  test('a chain gets the steps its unit lacks', () => {
    expect(mendsOf(view({ approvals: stalled }), WORDS).map((mend) => mend.command)).toEqual([
      'npm run huiying -- user add N --display D --role reviewer --unit 990102:education --step section secrecy',
    ]);
  });

  test('a missing leader is one command, with role and step', () => {
    const approvals = { ...view().approvals, leader: false };
    const mends = mendsOf(view({ approvals, accounts: roles({ leader: [0, 0] }) }), WORDS);
    expect(mends).toEqual([
      { what: 'leader', command: 'npm run huiying -- user add N --display D --role leader --step leader' },
    ]);
  });
});

test('years are told as spans', () => {
  expect(spansOf([])).toEqual([]);
  expect(spansOf([2020, 2021, 2023])).toEqual(['2020–2021', '2023']);
});
