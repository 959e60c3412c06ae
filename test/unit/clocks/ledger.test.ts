/** 时段归属: whose time it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exceededHolders, handOver, sharesOf, type Holding } from '../../../server/clocks/ledger.ts';

const T0 = Date.parse('2026-11-20T04:00:00Z');
const at = (minutes: number): Date => new Date(T0 + minutes * 60_000);
let ids = 0;
const held = (
  step: Holding['step'],
  unitId: string | null,
  from: number,
  to: number | null,
  limitMinutes: number | null = 60,
  excuse: string | null = null,
): Holding => ({
  id: `h${(ids += 1)}`,
  step,
  unitId,
  fromAt: at(from),
  toAt: to === null ? null : at(to),
  limitMinutes,
  excuse,
});
const span = (from: number, until: number) => ({ startAt: at(from), until: at(until) });
const told = (holdings: Holding[], from: number, until: number) =>
  exceededHolders(holdings, span(from, until)).map(({ step, unitId, minutes, overMinutes }) => [
    step,
    unitId,
    minutes,
    overMinutes,
  ]);

describe('who exceeded its own limit', () => {
  const table: { name: string; holdings: Holding[]; span: [number, number]; expected: unknown[] }[] = [
    {
      name: 'a holder within its limit is not named',
      holdings: [held('handling', 'a', 0, 60)],
      span: [0, 90],
      expected: [],
    },
    {
      name: 'one minute over is named',
      holdings: [held('handling', 'a', 0, 61)],
      span: [0, 90],
      expected: [['handling', 'a', 61, 1]],
    },
    {
      name: 'two stretches of one step add up',
      holdings: [held('handling', 'a', 0, 40), held('ruling', null, 40, 50), held('handling', 'a', 50, 90)],
      span: [0, 90],
      expected: [['handling', 'a', 80, 20]],
    },
    {
      name: 'stretches of seconds add up too',
      holdings: Array.from({ length: 122 }, (_, n) => held('handling', n % 2 ? 'b' : 'a', n, n + 0.999)),
      span: [0, 122],
      expected: [],
    },
    {
      name: 'the office is named like any unit',
      holdings: [held('dispatching', null, 0, 100)],
      span: [0, 100],
      expected: [['dispatching', null, 100, 40]],
    },
    {
      name: 'time before the clock began counts for nobody',
      holdings: [held('judging', null, -100, 10)],
      span: [0, 100],
      expected: [],
    },
    {
      name: 'an open stretch counts until now',
      holdings: [held('drafting', 'a', 0, null)],
      span: [0, 75],
      expected: [['drafting', 'a', 75, 15]],
    },
    {
      name: 'what is excused counts for nobody',
      holdings: [held('handling', 'a', 0, 500, 60, '退回成立')],
      span: [0, 500],
      expected: [],
    },
    {
      name: 'a step without a limit is never exceeded',
      holdings: [held('watching', 'a', 0, 9_000, null)],
      span: [0, 9_000],
      expected: [],
    },
    {
      name: 'the same unit in two steps has two limits',
      holdings: [held('accepting', 'a', 0, 50), held('handling', 'a', 50, 100)],
      span: [0, 100],
      expected: [],
    },
    {
      name: 'the longest over comes first',
      holdings: [held('handling', 'a', 0, 70), held('drafting', 'b', 70, 200)],
      span: [0, 200],
      expected: [
        ['drafting', 'b', 130, 70],
        ['handling', 'a', 70, 10],
      ],
    },
    {
      name: 'a stretch that a clock set back has turned round counts nothing',
      holdings: [held('handling', 'a', 100, 20)],
      span: [0, 200],
      expected: [],
    },
  ];
  test.each(table)('$name', ({ holdings, span: [from, until], expected }) => {
    expect(told(holdings, from, until)).toEqual(expected);
  });

  test('61 stretches of 59 seconds are 59 whole minutes, not none', () => {
    const holdings = Array.from({ length: 61 }, (_, n) => held('handling', 'a', n, n + 59 / 60, 10));
    expect(told(holdings, 0, 61), 'seconds of each stretch must not be cut off before they are added').toEqual([
      ['handling', 'a', 59, 49],
    ]);
  });
});

describe('the parts', () => {
  const stretches = fc.array(
    fc.record({
      step: fc.constantFrom<Holding['step']>('judging', 'accepting', 'handling', 'ruling', 'drafting'),
      unitId: fc.constantFrom<string | null>('a', 'b', null),
      seconds: fc.integer({ min: 0, max: 200_000 }),
      excused: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  );

  test('sum to the elapsed time, whatever span of an unbroken ledger is asked for', () => {
    fc.assert(
      fc.property(stretches, fc.nat(100), fc.nat(100), fc.boolean(), (parts, p, q, open) => {
        let now = 0;
        const holdings = parts.map(({ step, unitId, seconds, excused }, n) => {
          const from = now;
          now += seconds / 60;
          const to = open && n === parts.length - 1 ? null : now;
          return held(step, unitId, from, to, 60, excused ? '退回成立' : null);
        });
        const [low, high] = [Math.min(p, q), Math.max(p, q)].map((percent) => at((now * percent) / 100)) as [
          Date,
          Date,
        ];
        const sum = sharesOf(holdings, { startAt: low, until: high }).reduce((total, share) => total + share.ms, 0);
        expect(sum, 'the parts and the span differ').toBe(high.getTime() - low.getTime());
      }),
    );
  });

  test('nobody is told more than it held, and never less than nothing', () => {
    fc.assert(
      fc.property(
        stretches,
        fc.integer({ min: -500, max: 4_000 }),
        fc.integer({ min: -500, max: 4_000 }),
        (parts, a, b) => {
          const holdings = parts.map(({ step, unitId, seconds }, n) =>
            held(step, unitId, n * 100, n * 100 + seconds / 60 - 500),
          );
          for (const share of sharesOf(holdings, span(a, b))) {
            expect(share.ms).toBeGreaterThan(0);
            expect(share.ms).toBeLessThanOrEqual(Math.max(0, b - a) * 60_000 * parts.length);
          }
        },
      ),
    );
  });
});

describe('handing over', () => {
  const a = held('countersign', 'a', 0, null);
  const b = held('countersign', 'b', 0, null);
  test('who still countersigns holds on while the other is done', () => {
    const { ending, beginning } = handOver([a, b], [{ step: 'countersign', unitId: 'b' }]);
    expect([ending, beginning]).toEqual([[a], []]);
  });
  test('the same unit in another step begins anew', () => {
    const next = { step: 'drafting' as const, unitId: 'a' };
    expect(handOver([a], [next])).toEqual({ ending: [a], beginning: [next] });
  });
  test('no holders end all', () => {
    expect(handOver([a, b], [])).toEqual({ ending: [a, b], beginning: [] });
  });
});
