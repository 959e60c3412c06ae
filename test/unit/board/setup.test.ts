import { describe, expect, test } from 'vitest';
import type { AccountRow } from '../../../server/access/store.ts';
import { setupView, type SetupFacts } from '../../../server/board/setup.ts';
import { setupViewSchema, type SetupView } from '../../../server/contract/setup-view.ts';
import { SUBJECT_IDS } from '../../../server/contract/vocabulary.ts';
import type { SourceView } from '../../../server/contract/views.ts';
import { organisationOf, type Duty, type Organisation, type Unit } from '../../../server/organisation/model.ts';
import { calendarOf } from '../../../server/rules/calendar.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';

const NOW = new Date('2026-11-20T04:00:00Z');
const CITY = '990100';
const COUNTY = '990102';

const unit = (territory: string, name: string, more: Partial<Unit> = {}): Unit => ({
  id: `${territory}:${name}`,
  name,
  shortName: name,
  territory,
  kind: 'department',
  aliases: [],
  ...more,
});
const UNITS = [
  unit(CITY, 'office', { kind: 'government_office' }),
  unit(CITY, 'news', { kind: 'news_office' }),
  unit(CITY, 'discipline', { kind: 'discipline' }),
  unit(CITY, 'water'),
  unit(COUNTY, 'water'),
  unit(COUNTY, 'rivers'),
];
const everywhere = (territory: string): Duty[] =>
  SUBJECT_IDS.map((subject) => ({ subject, territory, unit: `${territory}:water` }));

function city(duties: readonly Duty[] = [...everywhere(CITY), ...everywhere(COUNTY)]): Organisation {
  const territories = [
    { code: CITY, name: '云川市', level: 'prefecture', parent: null },
    { code: COUNTY, name: '砚湖区', level: 'county', parent: CITY },
    { code: '990102001', name: '墨池街道', level: 'township', parent: COUNTY },
  ] as const;
  return organisationOf({
    code: CITY,
    name: '云川市',
    officeName: '政务公开办',
    profile: 'national',
    territories,
    units: UNITS,
    duties,
  });
}

const account = (id: string, roles: AccountRow['roles'], unit_id: string | null, more: Partial<AccountRow> = {}) => ({
  id,
  name: id,
  display_name: id,
  roles,
  unit_id,
  enabled: true,
  approval_steps: [],
  first_sign_in_at: null,
  ...more,
});

/** National days of 2026 alone. */
const ONLY_2026 = calendarOf({ holidays: { '2026-02-17': '春节', '2026-10-01': '国庆节' }, workdays: {} });

const viewOf = (facts: Partial<SetupFacts> = {}): SetupView =>
  setupView({
    organisation: city(),
    rulebook: loadRulebook(),
    calendar: ONLY_2026,
    sources: [],
    accounts: [],
    now: NOW,
    ...facts,
  });

test('the view keeps to the contract (drift)', () => {
  const view = viewOf();
  expect(setupViewSchema.strict().parse(view)).toEqual(view);
});

describe('the directory', () => {
  test('a plain one has neither doubles nor holes; townships are not asked', () => {
    expect(viewOf().directory).toMatchObject({ doubles: { count: 0, first: [] }, holes: { count: 0, first: [] } });
  });

  test('two units for one subject are a double, no unit a hole, each with its place', () => {
    const duties = [...everywhere(CITY), ...everywhere(COUNTY)].filter(
      (duty) => !(duty.territory === COUNTY && duty.subject === 'education'),
    );
    const second: Duty = { subject: 'water_resources', territory: COUNTY, unit: `${COUNTY}:rivers` };
    const { doubles, holes } = viewOf({ organisation: city([...duties, second]) }).directory;
    expect(doubles).toEqual({
      count: 1,
      first: [{ territoryName: '砚湖区', subject: 'water_resources', unitNames: ['water', 'rivers'] }],
    });
    expect(holes).toEqual({ count: 1, first: [{ territoryName: '砚湖区', subject: 'education', unitNames: [] }] });
  });

  test('many holes are counted, ten are named', () => {
    const { holes } = viewOf({ organisation: city(everywhere(CITY)) }).directory;
    expect([holes.count, holes.first.length]).toEqual([SUBJECT_IDS.length, 10]);
  });
});

describe('rules and calendar', () => {
  test('own choices are those the rulebook marks so', () => {
    const { rulebook } = viewOf();
    const rules = loadRulebook().rules('national');
    expect(rulebook.rules).toBe(rules.length);
    expect(rulebook.ownChoices).toBe(rules.filter((rule) => rule.source === '本系统设定').length);
    expect(rulebook.ownChoices).toBeGreaterThan(0);
  });

  test.each([
    ['2026-12-31T15:59:59Z', 2026, false, true],
    ['2026-12-31T16:00:00Z', 2027, true, true],
    ['2025-06-01T00:00:00Z', 2025, true, false],
  ])('at %s the year is %i in China', (at, thisYear, thisYearMissing, nextYearMissing) => {
    expect(viewOf({ now: new Date(at) }).calendar).toEqual({
      years: [2026],
      thisYear,
      thisYearMissing,
      nextYearMissing,
    });
  });
});

describe('sources', () => {
  const source: SourceView = {
    id: 'forum',
    name: '论坛',
    channel: 'forum',
    enabled: true,
    lastSuccessAt: NOW.toISOString(),
    lastItemAt: NOW.toISOString(),
    failure: null,
  };
  test('that something came is said, when it came is not', () => {
    const { sources, received } = viewOf({ sources: [source] });
    expect(received).toBe(true);
    expect(sources[0]).not.toHaveProperty('lastItemAt');
    expect(viewOf({ sources: [{ ...source, lastItemAt: null }] }).received).toBe(false);
  });

  test('a failure is told in words', () => {
    const failure = { code: 'source_refused', message: '对方拒绝访问', since: NOW.toISOString() };
    expect(viewOf({ sources: [{ ...source, failure }] }).sources[0]?.failure).toBe('对方拒绝访问');
  });
});

describe('accounts and posts', () => {
  const WATER = `${CITY}:water`;
  const officer = account('officer', ['officer'], WATER);
  const head = account('head', ['reviewer'], WATER, { approval_steps: ['section', 'secrecy', 'unit_head'] });
  const postsOf = (...accounts: AccountRow[]): SetupView['approvals'] => viewOf({ accounts }).approvals;

  test('closed accounts count for nothing; who never signed in is told apart', () => {
    const accounts = [
      account('a', ['analyst', 'duty_chief'], null, { first_sign_in_at: NOW }),
      account('b', ['analyst'], null),
      account('c', ['analyst'], null, { enabled: false }),
    ];
    const counts = viewOf({ accounts }).accounts;
    expect(counts.find((one) => one.role === 'analyst')).toEqual({ role: 'analyst', count: 2, notSignedIn: 1 });
    expect(counts.find((one) => one.role === 'duty_chief')).toEqual({ role: 'duty_chief', count: 1, notSignedIn: 0 });
    expect(counts.find((one) => one.role === 'leader')).toEqual({ role: 'leader', count: 0, notSignedIn: 0 });
  });

  test('a unit with every post is whole', () => {
    expect(postsOf(officer, head)).toMatchObject({ whole: 1, stalled: { count: 0 } });
  });

  test.each<[string, AccountRow[], readonly string[]]>([
    ['nobody but the officer', [officer], ['section', 'secrecy', 'unit_head']],
    ['one step is missing', [officer, { ...head, approval_steps: ['section', 'unit_head'] }], ['secrecy']],
    ['the post is closed', [officer, { ...head, enabled: false }], ['section', 'secrecy', 'unit_head']],
    [
      "the post is another unit's",
      [officer, { ...head, unit_id: `${COUNTY}:water` }],
      ['section', 'secrecy', 'unit_head'],
    ],
    [
      'the post is without the role',
      [officer, { ...head, roles: ['supervisor'] }],
      ['section', 'secrecy', 'unit_head'],
    ],
    [
      'the only officer would approve her own text',
      [
        { ...officer, roles: ['officer', 'reviewer'], approval_steps: ['section'] },
        { ...head, approval_steps: ['secrecy', 'unit_head'] },
      ],
      ['section'],
    ],
  ])('an answer stands still where %s', (_, accounts, missing) => {
    expect(postsOf(...accounts).stalled).toEqual({ count: 1, first: [{ id: WATER, name: 'water', missing }] });
  });

  test('a discipline body answers nobody in public and needs no chain', () => {
    expect(postsOf(account('inspector', ['officer'], `${CITY}:discipline`))).toMatchObject({
      whole: 0,
      stalled: { count: 0 },
    });
  });

  test('the office reviews, or the news office in its place; a leader needs the role and the step', () => {
    const reviewer = (unitId: string) => account('r', ['reviewer'], unitId, { approval_steps: ['office_review'] });
    expect(postsOf(reviewer(`${CITY}:office`))).toMatchObject({ officeReview: true, officeId: `${CITY}:office` });
    expect(postsOf(reviewer(`${CITY}:news`)).officeReview).toBe(true);
    expect(postsOf(reviewer(WATER)).officeReview).toBe(false);
    const leader = account('l', ['leader'], null, { approval_steps: ['leader'] });
    expect(postsOf(leader).leader).toBe(true);
    expect(postsOf({ ...leader, approval_steps: [] }).leader).toBe(false);
    expect(postsOf({ ...leader, roles: ['reviewer'] }).leader).toBe(false);
  });
});
