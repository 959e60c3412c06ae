/**
 * 时段归属: who held a case from when to when. The public clock never stops; this says whose time it was. Pure but for the
 * store's rows it is given.
 */
import type { HolderStep } from '../contract/vocabulary-case.ts';
import type { ExceededHolder } from '../platform/schema-case.ts';

/** One who holds a case: the step, and the unit where it is one's. */
export interface Holder {
  step: HolderStep;
  unitId: string | null;
}

export interface Holding extends Holder {
  id: string;
  fromAt: Date;
  toAt: Date | null;
  limitMinutes: number | null;
  excuse: string | null;
}

export const minutesBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));

/**
 * The holders who exceeded their own step's limit within a clock's span, as things stand at `now`. A holder's stretches of one
 * step add up; what lies before the clock's start or is excused counts for nobody, and nobody answers for time it did not hold.
 */
export function exceededHolders(holdings: readonly Holding[], span: { startAt: Date; until: Date }): ExceededHolder[] {
  const sums = new Map<string, ExceededHolder>();
  for (const one of holdings) {
    if (one.excuse !== null) continue;
    const from = one.fromAt > span.startAt ? one.fromAt : span.startAt;
    const to = one.toAt && one.toAt < span.until ? one.toAt : span.until;
    if (to <= from) continue;
    const key = `${one.step} ${one.unitId ?? ''}`;
    const known = sums.get(key) ?? {
      step: one.step,
      unitId: one.unitId,
      minutes: 0,
      limitMinutes: one.limitMinutes,
      overMinutes: 0,
    };
    known.minutes += minutesBetween(from, to);
    sums.set(key, known);
  }
  return [...sums.values()]
    .map((sum) => ({
      ...sum,
      overMinutes: sum.limitMinutes === null ? 0 : Math.max(0, sum.minutes - sum.limitMinutes),
    }))
    .filter((sum) => sum.overMinutes > 0)
    .sort((a, b) => b.overMinutes - a.overMinutes);
}

/** Whether the same hold on: then the stretch goes on and no new one begins. */
export function sameHolders(open: readonly Holder[], next: readonly Holder[]): boolean {
  const keys = (holders: readonly Holder[]): string =>
    holders
      .map((holder) => `${holder.step} ${holder.unitId ?? ''}`)
      .sort()
      .join('|');
  return keys(open) === keys(next);
}
