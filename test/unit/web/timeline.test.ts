import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HoldingView } from '../../../server/contract/case-detail-views.ts';
import type { ClockView } from '../../../server/contract/case-views.ts';
import { placeNodes, type TimeNode } from '../../../web/state/timeline-nodes.ts';
import {
  clockBar,
  frameUntil,
  heatAt,
  heatOf,
  holderKey,
  holderSums,
  lanesOf,
  marksOf,
  stretchesOf,
} from '../../../web/state/timeline-rows.ts';
import {
  DAY,
  farTicks,
  HOUR,
  panned,
  scaleOf,
  shadesOf,
  spanOf,
  ticksOf,
  wholeCase,
  zoomed,
} from '../../../web/state/timeline.ts';
import { clockResult, holderWords } from '../../../web/text/timeline-facts.ts';
import { length } from '../../../web/text/timeline.ts';

/** A time of March 2026 in China: `12 14:36`. */
const china = (time: string): number => Date.parse(`2026-03-${time.replace(' ', 'T')}:00+08:00`);
const iso = (time: string): string => new Date(china(time)).toISOString();

const START = china('10 21:16');
const NOW = china('12 14:36');
const instant = fc.integer({ min: START - 30 * DAY, max: START + 60 * DAY });
const windows = fc
  .tuple(instant, fc.integer({ min: 2 * HOUR, max: 60 * DAY }))
  .map(([from, span]) => ({ from, to: from + span }));

describe('the scale', () => {
  it('never goes back as time goes on, with and without a break', () => {
    fc.assert(
      fc.property(windows, fc.array(instant), fc.array(instant), (window, dues, ats) => {
        const { x } = scaleOf(window, 1200, dues);
        const xs = ats.sort((a, b) => a - b).map(x);
        expect(xs.every((each, index) => index === 0 || each >= (xs[index - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it('keeps every due time in sight, and the window even', () => {
    fc.assert(
      fc.property(windows, fc.array(instant), (window, dues) => {
        const scale = scaleOf(window, 1200, dues);
        for (const due of dues) expect(scale.x(due)).toBeLessThanOrEqual(1200);
        expect(scale.x(window.from)).toBe(0);
        expect(scale.x((window.from + window.to) / 2)).toBeCloseTo(scale.even / 2, 3);
      }),
    );
  });

  it('breaks the axis only for what is due after the window', () => {
    const window = wholeCase({ from: START, to: NOW }, [china('12 16:30'), china('18 23:59')]);
    expect(scaleOf(window, 1200, [china('12 16:30')]).far).toBeNull();
    const scale = scaleOf(window, 1200, [china('18 23:59')]);
    expect(scale.far?.to).toBe(china('19 00:00'));
    expect(scale.x(window.to + 1)).toBeGreaterThan(scale.even);
    expect(
      farTicks(scale, 10)
        .map((tick) => tick.at)
        .at(-1),
    ).toBe(china('18 00:00'));
  });

  it('zooms about a point that stays where it is, and moves without losing the case', () => {
    const window = { from: START, to: START + 2 * DAY };
    const about = START + 12 * HOUR;
    const near = zoomed(window, 0.5, about);
    expect(spanOf(near)).toBe(DAY);
    expect(scaleOf(near, 1000, []).x(about)).toBeCloseTo(scaleOf(window, 1000, []).x(about), 6);
    let moved = window;
    for (let step = 0; step < 50; step += 1) moved = panned(moved, 0.2, window);
    expect(moved.from).toBeLessThan(window.to);
    for (let step = 0; step < 50; step += 1) moved = zoomed(moved, 0.5, START);
    expect(spanOf(moved)).toBe(2 * HOUR);
  });

  it('names days at midnight in China, and hours only where there is room', () => {
    const wide = ticksOf(scaleOf({ from: START, to: START + 2 * DAY }, 1200, []), 72);
    const days = wide.filter((tick) => tick.day).map((tick) => tick.at);
    expect(days).toEqual([china('11 00:00'), china('12 00:00')]);
    expect(wide.some((tick) => tick.named && !tick.day)).toBe(true);
    const weeks = ticksOf(scaleOf({ from: START, to: START + 60 * DAY }, 1200, []), 72);
    expect(weeks.every((tick) => tick.day)).toBe(true);
    const named = weeks.filter((tick) => tick.named).map((tick) => tick.x);
    expect(named.every((x, index) => index === 0 || x - (named[index - 1] ?? 0) >= 72)).toBe(true);
  });

  it('shades nights and weekends', () => {
    const scale = scaleOf({ from: china('13 12:00'), to: china('16 12:00') }, 720, []);
    const weekend = shadesOf(scale).filter((shade) => shade.kind === 'weekend');
    expect(weekend.map((shade) => [shade.x, shade.width])).toEqual([[120, 480]]);
    const nights = shadesOf(scale).filter((shade) => shade.kind === 'night');
    expect(nights.map((shade) => [shade.x, shade.width])).toEqual([
      [100, 80],
      [340, 80],
      [580, 80],
    ]);
  });
});

describe('heat and arrivals', () => {
  it('counts every arrival once, whatever the bucket', () => {
    fc.assert(
      fc.property(fc.array(instant), fc.double({ min: 0.01, max: 80, noNaN: true }), (ats, perHour) => {
        const points = heatOf(ats, { from: START, to: NOW }, perHour);
        expect(points.reduce((sum, point) => sum + point.count, 0)).toBe(ats.length);
        expect(points.every((point) => point.at <= Math.max(NOW, ...ats))).toBe(true);
      }),
    );
  });

  it('reads the curve between its points', () => {
    const points = heatOf([china('11 08:10'), china('11 08:20'), china('11 09:05')], { from: START, to: NOW }, 20);
    expect(heatAt(points, china('11 08:30'))).toBe(2);
    expect(heatAt(points, china('11 09:00'))).toBe(1.5);
  });

  it('joins marks that would touch, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1200 })), (xs) => {
        const marks = marksOf(xs, 9);
        expect(marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(xs.length);
        expect(marks.every((mark, index) => index === 0 || mark.x - (marks[index - 1]?.x ?? 0) >= 9)).toBe(true);
      }),
    );
    expect(marksOf([10, 12, 100], 9)).toEqual([
      { x: 10, count: 2 },
      { x: 100, count: 1 },
    ]);
  });
});

const clock = (more: Partial<ClockView>): ClockView => ({
  ...{ id: 'c', kind: 'respond', label: '48 小时回应', counted: 'hours', amount: 48, stoppedAt: null, end: null },
  ...{
    breachedAt: null,
    pastAtStart: false,
    pastBy: null,
    extended: false,
    rule: '',
    clause: '',
    source: '',
    startsFrom: 'detected',
  },
  ...{ subject: null, startAt: iso('10 21:16'), dueAt: iso('12 21:16') },
  ...more,
});
const resultOf = (more: Partial<ClockView>): [string, string] => {
  const bar = clockBar(clock(more), NOW);
  return [bar.status, clockResult(bar)];
};

describe('the bars of clocks', () => {
  it('tell how each ended or how long it has', () => {
    expect(resultOf({ stoppedAt: iso('11 16:10'), end: 'met' })).toEqual(['met', '✓ 提前 29:06']);
    expect(resultOf({ dueAt: iso('12 13:00'), stoppedAt: iso('12 14:00'), end: 'met' })).toEqual([
      'late',
      '! 超时 1:00',
    ]);
    expect(resultOf({ dueAt: iso('12 16:30') })).toEqual(['running', '剩 1:54']);
    expect(resultOf({ dueAt: iso('12 13:00'), extended: true })).toEqual(['over', '! 超时 1:36 · 已延期']);
    expect(resultOf({ stoppedAt: iso('12 13:00'), end: 'ended' })).toEqual(['ended', '不再适用']);
  });

  it('leave to judging what was past when the matter was graded upward', () => {
    const past = { dueAt: iso('11 02:16'), pastAtStart: true };
    expect(resultOf({ ...past, pastBy: 834 })).toEqual(['past', '升级时已逾 13:54，归研判']);
    expect(resultOf(past)).toEqual(['past', '升级时已逾，归研判']);
  });

  it('never overlap in a lane', () => {
    const bar = (id: string, from: string, to: string) =>
      clockBar(clock({ id, kind: 'progress', startAt: iso(from), dueAt: iso(to), stoppedAt: iso(to) }), NOW);
    const bars = [bar('a', '11 08:00', '11 12:00'), bar('b', '11 12:00', '11 16:00'), bar('c', '11 13:00', '11 17:00')];
    expect(lanesOf(bars).map((lane) => lane.map((one) => one.clock.id))).toEqual([['a', 'b'], ['c']]);
  });

  it('need one lane for a clock that each report stops and starts anew, and are framed no further than the next', () => {
    const bar = (id: string, from: string, stop: string | null, kind: ClockView['kind'] = 'progress') => {
      const times = { startAt: iso(from), dueAt: iso('13 08:00'), stoppedAt: stop && iso(stop) };
      return clockBar(clock({ id, kind, ...times }), NOW);
    };
    const reports = [bar('a', '11 08:00', '11 12:00'), bar('b', '11 12:00', '12 09:00'), bar('c', '12 09:00', null)];
    const lanes = lanesOf([...reports, bar('d', '12 10:00', null), bar('e', '12 10:00', null, 'close')]);
    expect(lanes.map((lane) => lane.map((one) => one.clock.id))).toEqual([['a', 'b', 'c'], ['d'], ['e']]);
    const [, second, third] = lanes[0] ?? [];
    const [answer, next] = [bar('f', '11 08:00', '11 12:00', 'respond'), bar('g', '11 12:00', null, 'respond')];
    expect(frameUntil(answer, next), 'to the next').toBe(china('11 12:00'));
    expect(frameUntil(answer, undefined)).toBe(china('13 08:00'));
    expect(second && frameUntil(second, undefined), 'a report: to its stop').toBe(china('12 09:00'));
    expect(third && frameUntil(third, undefined), 'the one that runs').toBe(china('13 08:00'));
  });

  it('of many met reports fill one lane, in one count', () => {
    const hour = (n: number): string => new Date(START + n * HOUR).toISOString();
    const met = Array.from({ length: 40 }, (_, n) => {
      const more = { startAt: hour(n), dueAt: hour(n + 48), stoppedAt: hour(n + 1), end: 'met' as const };
      return clockBar(clock({ id: String(n), kind: 'progress', ...more }), NOW);
    });
    expect(lanesOf(met.toReversed()).map((lane) => lane.length)).toEqual([40]);
  });
});

const holding = (from: number, to: number | null, more: Partial<HoldingView> = {}): HoldingView => ({
  ...{ id: `${from} ${to}`, step: 'handling', unit: { id: 'u', name: '市水务局' }, limitMinutes: null, excuse: null },
  ...{ fromAt: new Date(from).toISOString(), toAt: to === null ? null : new Date(to).toISOString() },
  ...more,
});

describe('who held the case', () => {
  it('parts the elapsed time: the widths of the stretches sum to it', () => {
    const held = fc.tuple(instant, fc.option(fc.integer({ min: 0, max: 20 * DAY })));
    fc.assert(
      fc.property(fc.array(held, { maxLength: 8 }), (spans) => {
        const holdings = spans.map(([from, long], id) =>
          holding(from, long === null ? null : from + long, { id: String(id) }),
        );
        const elapsed = { from: START, to: NOW };
        const { x } = scaleOf(elapsed, 1000, []);
        const stretches = stretchesOf(holdings, elapsed);
        const widths = stretches.reduce((sum, one) => sum + x(one.to) - x(one.from), 0);
        expect(widths).toBeCloseTo(x(NOW) - x(START), 6);
        expect(stretches.reduce((sum, one) => sum + one.to - one.from, 0)).toBe(NOW - START);
      }),
    );
  });

  it('shows those side by side together, and time nobody held as such', () => {
    const a = holding(START, START + HOUR, { step: 'countersign' });
    const b = holding(START, START + 2 * HOUR, { id: 'b', step: 'countersign', unit: { id: 'v', name: '市卫健委' } });
    const stretches = stretchesOf([a, b], { from: START, to: START + 3 * HOUR });
    expect(stretches.map((one) => holderWords(one.holders))).toEqual(['会签 2 家', '市卫健委 会签', '无人持有']);
  });

  it('measures a holder by all its stretches of a step, without those excused', () => {
    const stretch = (from: number, more: Partial<HoldingView> = {}) =>
      holding(START + from * HOUR, START + (from + 1) * HOUR, { limitMinutes: 90, ...more });
    const over = (holdings: HoldingView[]) =>
      holderSums(holdings, { from: START, to: NOW }).get(holderKey(stretch(0)))?.over;
    expect(over([stretch(0)])).toBe(false);
    expect(over([stretch(0), stretch(2)])).toBe(true);
    expect(over([stretch(0), stretch(2, { excuse: '退回成立' })])).toBe(false);
  });

  it('writes lengths as hours and minutes', () => {
    expect([length(28 * 60_000), length(NOW - START), length(5 * DAY + HOUR)]).toEqual(['0:28', '41:20', '5 天 1:00']);
  });
});

describe('nodes', () => {
  it('stand beside each other: no shape or words of a lane overlap', () => {
    const kinds = fc.constantFrom<TimeNode['kind']>('published', 'draft', 'signal', 'return', 'plain');
    const node = fc.tuple(kinds, fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 2, max: 20 }));
    fc.assert(
      fc.property(fc.array(node, { maxLength: 12 }), (list) => {
        const nodes = list.map(([kind, at, long], index): TimeNode => {
          return { key: String(index), kind, at, words: '字'.repeat(long), level: null };
        });
        const wordsWidth = (words: string): number => words.length * 12;
        const placed = placeNodes(nodes, (at) => at, { width: 1000, lanes: 3, shape: 14, wordsWidth });
        expect(placed).toHaveLength(nodes.length);
        const told = placed.filter((one) => one.side !== null);
        const extents = told.map((one) => {
          const long = wordsWidth(one.node.words) + 10.5;
          return one.side === 'right' ? [one.x - 7, one.x + 7 + long] : [one.x - 7 - long, one.x + 7];
        }) as [number, number][];
        for (const [a, one] of told.entries())
          for (const [b, other] of told.entries()) {
            if (a >= b || one.lane !== other.lane) continue;
            const [left, right] = [extents[a], extents[b]];
            expect(left && right && (left[1] <= right[0] || right[1] <= left[0])).toBe(true);
          }
      }),
    );
  });
});
