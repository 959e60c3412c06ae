import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import {
  clockFigures,
  fateOf,
  median,
  rateOf,
  type ClockFact,
  type ClockFate,
} from '../../../server/reports/clock-figures.ts';
import { figuresOf, type CaseFact, type Facts } from '../../../server/reports/figures.ts';
import { readPeriod } from '../../../server/reports/period.ts';
import { DEFINITIONS, reportOf, reportText, span } from '../../../server/reports/text.ts';

const NOW = new Date('2026-11-20T04:00:00Z');
const at = (text: string): Date => new Date(`2026-11-${text}:00+08:00`);
const PERIOD = readPeriod({ from: '2026-11-01', to: '2026-11-20' }, NOW);
const organisation = generateOrganisation('222424');
const WATER = '222424:water_resources';
const HEALTH = '222424:health';

const clock = (more: Partial<ClockFact> = {}): ClockFact => ({
  caseId: 'c1',
  kind: 'respond',
  clause: '国办发〔2016〕61号 三',
  startAt: at('10T09:00'),
  dueAt: at('12T09:00'),
  stoppedAt: null,
  ended: null,
  pastAtStart: false,
  ...more,
});
const met = (stopped: string): Partial<ClockFact> => ({ stoppedAt: at(stopped), ended: 'met' });

const aCase = (more: Partial<CaseFact> = {}): CaseFact => ({
  id: 'c1',
  state: 'handling',
  openedAt: at('10T08:00'),
  publishedAt: null,
  closedAt: null,
  lead: WATER,
  ...more,
});
const NONE: Facts = { items: [], cases: [], clocks: [], commitments: [], returns: [], ratings: [], gaps: [] };
const figures = (facts: Partial<Facts>) => figuresOf({ ...NONE, ...facts }, organisation, PERIOD, NOW);

describe('the period', () => {
  test.each([
    [{}, '2026-11-01', '2026-11-20'],
    [{ to: '2026-10-15' }, '2026-10-01', '2026-10-15'],
    [{ from: '2026-11-20' }, '2026-11-20', '2026-11-20'],
  ])('%j', (options, from, to) => {
    expect(readPeriod(options, NOW)).toMatchObject({ fromDay: from, toDay: to });
  });

  test('its days are China’s: from midnight to midnight there', () => {
    const { from, until } = readPeriod({ from: '2026-11-01', to: '2026-11-01' }, NOW);
    expect([from.toISOString(), until.toISOString()]).toEqual(['2026-10-31T16:00:00.000Z', '2026-11-01T16:00:00.000Z']);
    // Past four in the afternoon, UTC, it is tomorrow there.
    expect(readPeriod({}, new Date('2026-11-20T16:00:00Z')).toDay).toBe('2026-11-21');
  });

  test.each([
    [{ from: '2026-02-30' }, 'day_invalid'],
    [{ to: 'yesterday' }, 'day_invalid'],
    [{ from: '2026-1-1' }, 'day_invalid'],
    [{ from: '2026-11-21' }, 'period_invalid'],
  ])('%j is refused: %s', (options, code) => {
    expect(() => readPeriod(options, NOW)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a limit', () => {
  test.each<[string, Partial<ClockFact>, ClockFate]>([
    ['met before its end', met('12T08:59'), 'inTime'],
    ['met at its very end', met('12T09:00'), 'late'],
    ['met after', met('13T09:00'), 'late'],
    ['open and over', {}, 'overdue'],
    ['open, over this instant', { dueAt: NOW }, 'overdue'],
    ['open, not over yet', { dueAt: at('20T18:00') }, 'running'],
    ['owed by nobody any more', { stoppedAt: at('13T09:00'), ended: 'ended' }, 'notApplicable'],
    ['past when an upgrade set it', { pastAtStart: true }, 'pastAtStart'],
    ['without an end', { dueAt: null }, 'undated'],
  ])('%s: %s', (_name, more, fate) => {
    expect(fateOf(clock(more), NOW)).toBe(fate);
  });

  test('open and late stays in the denominator; what is not owed leaves it', () => {
    const clocks = [
      ...[1, 2, 3].map(() => clock(met('11T09:00'))),
      clock(met('13T09:00')),
      clock(),
      clock({ ended: 'ended', stoppedAt: at('11T10:00') }),
      clock({ pastAtStart: true }),
    ];
    expect(clockFigures(clocks, NOW)).toEqual([
      {
        kind: 'respond',
        clauses: ['国办发〔2016〕61号 三'],
        fates: { inTime: 3, late: 1, overdue: 1, running: 0, pastAtStart: 1, notApplicable: 1, undated: 0 },
        due: 5,
        rate: 0.6,
        medianMinutes: 1_440,
        worstMinutes: (NOW.getTime() - at('10T09:00').getTime()) / 60_000,
      },
    ]);
  });

  test('counts where it ends, not where it began', () => {
    const clocks = [
      clock({ startAt: new Date('2026-10-30T00:00:00Z'), dueAt: at('01T08:00'), ...met('01T07:00') }),
      clock({ dueAt: at('21T00:00') }),
      clock({ dueAt: new Date('2026-10-31T15:59:59Z') }),
    ];
    expect(figures({ clocks }).clocks).toMatchObject([{ due: 1, rate: null }]);
  });

  test('kinds stand in the order of the vocabulary', () => {
    const kinds = (['close', 'accept', 'respond'] as const).map((kind) => clock({ kind }));
    expect(figures({ clocks: kinds }).clocks.map(({ kind }) => kind)).toEqual(['accept', 'respond', 'close']);
  });
});

describe('medians and rates', () => {
  test.each([
    [[], null],
    [[3], 3],
    [[9, 1], 5],
    [[100, 1, 2], 2],
  ])('the median of %j is %s', (values, middle) => expect(median(values)).toBe(middle));

  test('half of the values lie on either side of the median', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }), (values) => {
        const middle = median(values) ?? -1;
        expect(values.filter((one) => one < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((one) => one > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  test.each([
    [4, 4, null],
    [5, 5, 1],
    [0, 0, null],
    [2, 8, 0.25],
  ])('%i of %i', (part, all, rate) => expect(rateOf(part, all)).toBe(rate));
});

describe('items, cases and units', () => {
  test('each item counts in one outcome, a transferred one in none', () => {
    const items = [
      { state: 'received', count: 2 },
      { state: 'judged', count: 3 },
      { state: 'in_case', count: 4 },
      { state: 'replied', count: 1 },
      { state: 'transferred', count: 9 },
    ] as const;
    expect(figures({ items }).items).toEqual({
      ...{ received: 10, waiting: 5, in_case: 4, replied: 1, watched: 0, dismissed: 0 },
    });
  });

  test('a case counts on its own days; one that went into another counts nowhere', () => {
    const cases = [
      aCase({ id: 'a', state: 'closed', publishedAt: at('12T09:00'), closedAt: at('15T09:00') }),
      aCase({ id: 'b', openedAt: new Date('2026-10-01T00:00:00Z'), state: 'published', publishedAt: at('02T09:00') }),
      aCase({ id: 'c', state: 'merged' }),
      // Closed once and opened again: it is in work.
      aCase({ id: 'd', state: 'handling', closedAt: at('11T09:00') }),
    ];
    expect(figures({ cases }).cases).toEqual({ opened: 2, published: 2, closed: 1, open: 2 });
  });

  test('units stand in the order of the directory, those with nothing are left out, few limits give no rate', () => {
    const many = Array.from({ length: 5 }, (_, n) => `h${n}`);
    const cases = [aCase({ id: 'c1' }), ...many.map((id) => aCase({ id, lead: HEALTH }))];
    const clocks = [clock(), ...many.map((caseId, n) => clock({ caseId, ...met(n === 0 ? '14T09:00' : '11T09:00') }))];
    const { units } = figures({ cases, clocks });
    expect(units.map((unit) => unit.unitId)).toEqual([HEALTH, WATER]);
    expect(units).toMatchObject([
      { opened: 5, due: 5, inTime: 4, rate: 0.8 },
      { opened: 1, due: 1, inTime: 0, rate: null },
    ]);
  });
});

describe('promises, returns, ratings and sources', () => {
  test('a promise by its end', () => {
    const commitments = [
      { dueAt: at('10T09:00'), keptAt: at('10T08:00') },
      { dueAt: at('10T09:00'), keptAt: at('10T09:00') },
      { dueAt: at('10T09:00'), keptAt: null },
      { dueAt: at('20T18:00'), keptAt: null },
      { dueAt: at('25T09:00'), keptAt: at('02T09:00') },
    ];
    expect(figures({ commitments }).commitments).toEqual({ due: 4, kept: 1, keptLate: 1, overdue: 1, running: 1 });
  });

  test('a return by its ruling', () => {
    const rulings = ['upheld', 'unfounded', 'unfounded', 'joint', null] as const;
    const returns = rulings.map((ruling) => ({ at: at('10T09:00'), ruling }));
    expect(figures({ returns }).returns).toEqual({ asked: 5, upheld: 1, unfounded: 2, joint: 1, waiting: 1 });
  });

  test.each([
    [29, null],
    [30, { satisfied: 1, mostly: 0, dissatisfied: 0 }],
  ])('%i ratings', (count, rates) => {
    expect(figures({ ratings: [{ value: 'satisfied', count }] }).satisfaction).toEqual({ ratings: count, rates });
  });

  test('a gap counts as far as it lies in the period; one that lasts is open', () => {
    const gap = { sourceId: 's', name: '论坛', message: '打不开' };
    const gaps = [
      { ...gap, since: new Date('2026-10-01T00:00:00Z'), until: at('01T01:00') },
      { ...gap, since: at('10T09:00'), until: at('10T10:00') },
      { ...gap, sourceId: 't', name: '微博', since: at('20T11:00'), until: null },
      { ...gap, sourceId: 'u', since: at('21T11:00'), until: null },
    ];
    expect(figures({ gaps }).sources).toEqual([
      { sourceId: 's', name: '论坛', gaps: 2, minutes: 120, open: false, lastMessage: '打不开' },
      { sourceId: 't', name: '微博', gaps: 1, minutes: 60, open: true, lastMessage: '打不开' },
    ]);
  });
});

describe('the text', () => {
  test.each([
    [null, '—'],
    [0, '0 分'],
    [59.6, '1 小时'],
    [150, '2 小时 30 分'],
    [1_440, '1 天'],
    [3_000, '2 天 2 小时'],
  ])('%s minutes: %s', (minutes, words) => expect(span(minutes)).toBe(words));

  test('bears every definition at its foot, and a name with a bar breaks no table', () => {
    const name = '水利局|供水科';
    const units = organisation.units.map((unit) => (unit.id === WATER ? { ...unit, name } : unit));
    const made = figuresOf({ ...NONE, cases: [aCase()], clocks: [clock()] }, { ...organisation, units }, PERIOD, NOW);
    const text = reportText(reportOf(organisation, PERIOD, made, NOW));
    for (const definition of DEFINITIONS) expect(text).toContain(definition);
    expect(text).toContain('国办发〔2016〕61号 三');
    expect(text).toContain('水利局\\|供水科 | 1 |');
    for (const block of text.split('\n\n').filter((one) => one.startsWith('|'))) {
      const widths = block.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('of nothing says so in words', () => {
    const text = reportText(reportOf(organisation, PERIOD, figures({}), NOW));
    expect(text).toContain('期间内没有到期的时限');
    expect(text).toContain('样本不足');
  });
});
