/** The strip of 48 half hours: where bars, gaps and midnight stand. Shares of its width, 0 to 1. Pure. */
import type { SourceGap } from '../../server/contract/source-views.ts';
import { CHINA } from './local-time.ts';

const DAY_MS = 86_400_000;
/** So many items fill the height at least: a single one is no peak. */
const LEAST_SCALE = 6;

/** Heights of the bars, 0 to 1, all from zero, each row by its own highest. */
export function barHeights(bars: readonly number[]): number[] {
  const highest = Math.max(LEAST_SCALE, ...bars);
  return bars.map((count) => count / highest);
}

export interface Stretch {
  /** Where it begins, and how wide it is. */
  at: number;
  width: number;
}

/** The gaps within the 24 hours that end at `end`; one that still lasts reaches to the end. */
export function gapStretches(gaps: readonly SourceGap[], end: number): Stretch[] {
  const place = (ms: number): number => Math.min(1, Math.max(0, (ms - (end - DAY_MS)) / DAY_MS));
  return gaps
    .map(({ since, until }) => {
      const at = place(Date.parse(since));
      return { at, width: (until === null ? 1 : place(Date.parse(until))) - at };
    })
    .filter(({ width }) => width > 0);
}

/** Where China's midnight stands in them. */
export function midnightAt(end: number): number {
  const sinceMidnight = (end + CHINA) % DAY_MS;
  return 1 - sinceMidnight / DAY_MS;
}

export interface HalfHour {
  from: number;
  to: number;
  count: number;
  /** Some of it lies in a gap. */
  gap: boolean;
}

/** The same as rows of a table, latest first. */
export function halfHours(bars: readonly number[], gaps: readonly SourceGap[], end: number): HalfHour[] {
  const length = DAY_MS / bars.length;
  return bars
    .map((count, index) => {
      const from = end - (bars.length - index) * length;
      const to = from + length;
      const gap = gaps.some(
        (one) => Date.parse(one.since) < to && (one.until === null || Date.parse(one.until) > from),
      );
      return { from, to, count, gap };
    })
    .reverse();
}
