/** What stands on the time axis of a case: heat, arrivals, clocks, and who held it when. Pure. */
import type { CaseDetail, HoldingView } from '../../server/contract/case-detail-views.ts';
import type { ClockView } from '../../server/contract/case-views.ts';
import { CLOCK_KIND_IDS, type HolderStep } from '../../server/contract/vocabulary-case.ts';
import type { Channel } from '../../server/contract/vocabulary.ts';
import { isOpen } from './ended.ts';
import { bandOf, millis, type Band } from './time-left.ts';
import { HOUR, type Span } from './timeline.ts';

/** From the detection to now, or to the end of the case. */
export function elapsedOf(detail: CaseDetail, now: number): Span {
  const from = millis(detail.case.detectedAt);
  if (isOpen(detail.case)) return { from, to: Math.max(now, from) };
  const ends = detail.holdings.map((one) => (one.toAt ? millis(one.toAt) : from));
  const to = detail.case.closedAt ? millis(detail.case.closedAt) : Math.max(from, ...ends);
  return { from, to: Math.max(from, to) };
}

export interface HeatPoint {
  /** Middle of its bucket, but never after the last instant. */
  at: number;
  count: number;
  perHour: number;
}

const BUCKET_HOURS = [1, 2, 3, 6, 12, 24];

/** Arrivals per hour, in even buckets from the first to the last hour; longer buckets where hours would be too thin. */
export function heatOf(ats: readonly number[], span: Span, pixelsPerHour: number): HeatPoint[] {
  const hours = BUCKET_HOURS.find((each) => each * pixelsPerHour >= 3) ?? 24;
  const length = hours * HOUR;
  const begin = ats.reduce((least, at) => Math.min(least, at), span.from);
  const end = ats.reduce((most, at) => Math.max(most, at), span.to);
  const first = Math.floor(begin / length);
  const last = Math.max(first, Math.floor(end / length));
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const at of ats) {
    const index = Math.floor(at / length) - first;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  // The bucket that still runs stands at its end so far: nothing is drawn of what hasn't come.
  const middle = (index: number): number => Math.min((first + index + 0.5) * length, end);
  return counts.map((count, index) => ({ at: middle(index), count, perHour: count / hours }));
}

/** The heat at an instant, between the points of the curve. */
export function heatAt(points: readonly HeatPoint[], at: number): number {
  const after = points.findIndex((point) => point.at >= at);
  const right = points[after];
  const left = points[after - 1];
  if (!right) return points.at(-1)?.perHour ?? 0;
  if (!left) return right.perHour;
  return left.perHour + ((at - left.at) / (right.at - left.at)) * (right.perHour - left.perHour);
}

export const SHAPES = ['social', 'hotline', 'media'] as const;
export type Shape = (typeof SHAPES)[number];

export const SHAPE_OF: Readonly<Record<Channel, Shape>> = {
  forum: 'social',
  microblog: 'social',
  video: 'social',
  letter: 'hotline',
  hotline: 'hotline',
  media: 'media',
  unit_report: 'media',
};

export interface Mark {
  x: number;
  count: number;
}

/** Marks of one row; those that would touch stand as one with their number, for which there is always room. */
export function marksOf(xs: readonly number[], size: number): Mark[] {
  const marks: Mark[] = [];
  for (const x of [...xs].sort((a, b) => a - b)) {
    const mark = marks.at(-1);
    if (mark && x - mark.x < roomOf(mark.count, size)) mark.count += 1;
    else marks.push({ x, count: 1 });
  }
  return marks;
}

const roomOf = (count: number, size: number): number =>
  count === 1 ? size : size * (1.4 + 0.75 * String(count).length);

export type ClockStatus = 'met' | 'late' | 'running' | 'over' | 'past' | 'ended';

export interface ClockBar {
  clock: ClockView;
  status: ClockStatus;
  band: Band;
  start: number;
  due: number;
  /** How far its own time is used: never past the due time. */
  used: number;
  /** The end of what lies past the due time; the due time itself where nothing does. */
  over: number;
}

/** A bar of a clock as things stand at `now`. */
export function clockBar(clock: ClockView, now: number): ClockBar {
  const start = millis(clock.startAt);
  const due = millis(clock.dueAt);
  const end = Math.max(start, clock.stoppedAt ? millis(clock.stoppedAt) : now);
  return {
    clock,
    status: statusOf(clock, due, end),
    band: bandOf({ ...clock, now }),
    start,
    due,
    used: Math.max(start, Math.min(due, end)),
    over: Math.max(due, end),
  };
}

function statusOf(clock: ClockView, due: number, end: number): ClockStatus {
  if (clock.pastAtStart) return 'past';
  if (clock.end === 'ended') return 'ended';
  if (clock.stoppedAt) return end > due ? 'late' : 'met';
  return end >= due ? 'over' : 'running';
}

/**
 * Bars in lanes: a kind's own, and a further one where two of a kind run side by side or are about different things. One that
 * was stopped before its due time leaves the rest of its lane to the next: a clock started anew at each report needs one row.
 */
export function lanesOf(bars: readonly ClockBar[]): ClockBar[][] {
  const order = (bar: ClockBar): number => CLOCK_KIND_IDS.indexOf(bar.clock.kind);
  const sorted = [...bars].sort((a, b) => order(a) - order(b) || a.start - b.start || a.due - b.due);
  const lanes: ClockBar[][] = [];
  for (const bar of sorted) {
    const lane = lanes.find((each) => follows(each.at(-1), bar));
    if (lane) lane.push(bar);
    else lanes.push([bar]);
  }
  return lanes;
}

function follows(last: ClockBar | undefined, bar: ClockBar): boolean {
  if (!last || last.clock.kind !== bar.clock.kind || last.clock.subject !== bar.clock.subject) return false;
  return runsUntil(last) <= bar.start;
}

/** The last instant a clock ran; while it runs, now or its due time, whichever is later. */
function runsUntil(bar: ClockBar): number {
  if (!bar.clock.stoppedAt) return Math.max(bar.due, bar.over);
  return bar.over > bar.due ? bar.over : bar.used;
}

/**
 * How far the frame of the unused time reaches: to the due time, or to where the next bar of the lane begins. A report that is
 * over leaves none: what was left of its time went to the next report.
 */
export function frameUntil(bar: ClockBar, next: ClockBar | undefined): number {
  if (bar.clock.kind === 'progress' && bar.clock.stoppedAt) return bar.used;
  return next ? Math.min(bar.due, next.start) : bar.due;
}

/** A part of the elapsed time and who held the case in it; several hold it side by side in 会签, none where nobody did. */
export interface Stretch {
  from: number;
  to: number;
  holders: HoldingView[];
}

/** Parts the elapsed time without gap or overlap: the lengths sum to it. */
export function stretchesOf(holdings: readonly HoldingView[], { from, to }: Span): Stretch[] {
  const within = (at: number): number => Math.min(to, Math.max(from, at));
  const begin = (one: HoldingView): number => within(millis(one.fromAt));
  const finish = (one: HoldingView): number => within(one.toAt ? millis(one.toAt) : to);
  const edges = [...new Set([from, to, ...holdings.flatMap((one) => [begin(one), finish(one)])])].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (const [index, edge] of edges.slice(0, -1).entries()) {
    const next = edges[index + 1] ?? to;
    const holders = holdings.filter((one) => begin(one) <= edge && finish(one) >= next);
    const last = stretches.at(-1);
    if (last && sameHolders(last.holders, holders)) last.to = next;
    else stretches.push({ from: edge, to: next, holders });
  }
  return stretches;
}

const sameHolders = (a: readonly HoldingView[], b: readonly HoldingView[]): boolean =>
  a.length === b.length && a.every((one, index) => one.id === b[index]?.id);

export const holderKey = (one: { step: HolderStep; unit: { id: string } | null }): string =>
  `${one.step} ${one.unit?.id ?? ''}`;

export interface HolderSum {
  ms: number;
  limitMs: number | null;
  over: boolean;
}

/** Each holder's time in one step, its stretches added up, against its own limit; excused time counts for nobody. */
export function holderSums(holdings: readonly HoldingView[], { from, to }: Span): Map<string, HolderSum> {
  const sums = new Map<string, HolderSum>();
  for (const one of holdings) {
    if (one.excuse !== null) continue;
    const begun = Math.max(from, millis(one.fromAt));
    const ended = Math.min(to, one.toAt ? millis(one.toAt) : to);
    const sum = sums.get(holderKey(one)) ?? { ms: 0, limitMs: null, over: false };
    sum.ms += Math.max(0, ended - begun);
    sum.limitMs ??= one.limitMinutes === null ? null : one.limitMinutes * 60_000;
    sum.over = sum.limitMs !== null && sum.ms > sum.limitMs;
    sums.set(holderKey(one), sum);
  }
  return sums;
}
