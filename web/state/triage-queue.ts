/** The order and grouping of the triage queue. Pure. */
import type { ItemView } from '../../server/contract/views.ts';
import { rowWindow } from './row-window.ts';

/** Items due within this time stand in the first group (先看). */
export const FIRST_WITHIN_MS = 15 * 60_000;

export type QueueTab = 'all' | 'human';

// Times of the server are ISO 8601 in UTC, so that their order is that of their characters.
const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

/** Over before the rest, then by when judging must be done; of two alike, the earlier detected. */
export function byJudgeBy(one: ItemView, other: ItemView): number {
  return compare(one.judgeBy, other.judgeBy) || compare(one.detectedAt, other.detectedAt) || compare(one.id, other.id);
}

/** Items that wait for a person, in order. */
export function waiting(items: Iterable<ItemView>): ItemView[] {
  return [...items].filter((item) => item.state === 'judged').sort(byJudgeBy);
}

/**
 * What to show of `items` (in order) while the hands are on the keys: those shown before, less what is gone; and how many are kept
 * back. With `hold` false everything is shown.
 */
export function held(
  items: readonly ItemView[],
  shown: readonly string[],
  hold: boolean,
): { items: ItemView[]; back: number } {
  if (!hold) return { items: [...items], back: 0 };
  const known = new Set(shown);
  const kept = items.filter((item) => known.has(item.id));
  return { items: kept, back: items.length - kept.length };
}

/** How many of an ordered queue stand in the first group (先看) at `now` (ms). */
export function firstCount(items: readonly ItemView[], now: number): number {
  const at = items.findIndex((item) => Date.parse(item.judgeBy) - now > FIRST_WITHIN_MS);
  return at < 0 ? items.length : at;
}

/** Heights in rem, so that the large density needs no other figures. */
export const ROW_REM = 5.25;
export const HEAD_REM = 1.75;

export interface Layout {
  /** Where each group's heading stands; null for a group without rows. */
  firstHead: number | null;
  restHead: number | null;
  height: number;
}

/** Places the two groups of `count` rows, `first` of them in 先看. In rem. */
export function layoutOf(count: number, first: number): Layout {
  const firstHead = first > 0 ? 0 : null;
  const above = first > 0 ? HEAD_REM + first * ROW_REM : 0;
  const restHead = count > first ? above : null;
  return {
    firstHead,
    restHead,
    height: above + (restHead === null ? 0 : HEAD_REM + (count - first) * ROW_REM),
  };
}

/** Top of row `index` in rem. */
export function topOf(index: number, first: number): number {
  const heads = (first > 0 ? 1 : 0) + (index >= first ? 1 : 0);
  return heads * HEAD_REM + index * ROW_REM;
}

/** The rows to draw for a view from `top`, `height` rem high, with `over` rows more on both sides: start, and end (exclusive). */
export function rowsIn(view: { top: number; height: number }, count: number, over = 6): { start: number; end: number } {
  // Headings only push rows down: what is drawn begins that much earlier.
  const heads = 2 * HEAD_REM;
  return rowWindow({ top: view.top - heads, height: view.height + heads }, count, ROW_REM, over);
}

/** How many items wait for judging at `now` (ms), and how many of them longer than they may. */
export function judging(items: Iterable<ItemView>, now: number): { count: number; over: number } {
  let count = 0;
  let over = 0;
  for (const item of items) {
    if (item.state !== 'judged') continue;
    count += 1;
    if (Date.parse(item.judgeBy) <= now) over += 1;
  }
  return { count, over };
}
