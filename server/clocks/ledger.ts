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

/** From when until when one asks; what lies outside counts for nobody. */
export interface LedgerSpan {
  startAt: Date;
  until: Date;
}

/** A holder's time within a span, its stretches of one step added up. */
export interface Share extends Holder {
  ms: number;
  limitMinutes: number | null;
}

const MINUTE_MS = 60_000;

const keyOf = ({ step, unitId }: Holder): string => `${step} ${unitId ?? ''}`;

/** Milliseconds of a stretch that lie within a span; never less than none, whatever was done to the clock. */
function msWithin(holding: Holding, { startAt, until }: LedgerSpan): number {
  const from = Math.max(holding.fromAt.getTime(), startAt.getTime());
  const to = Math.min((holding.toAt ?? until).getTime(), until.getTime());
  return Math.max(0, to - from);
}

/**
 * Splits a span among those who held the case in it, in the order in which they first did. Where one at a time held it without
 * a gap the parts sum to the span; several who hold it side by side (会签) each have their own time.
 */
export function sharesOf(holdings: readonly Holding[], span: LedgerSpan): Share[] {
  const shares = new Map<string, Share>();
  for (const one of holdings) {
    const ms = msWithin(one, span);
    if (ms === 0) continue;
    const { step, unitId } = one;
    const share = shares.get(keyOf(one)) ?? { step, unitId, ms: 0, limitMinutes: null };
    share.ms += ms;
    share.limitMinutes ??= one.limitMinutes;
    shares.set(keyOf(one), share);
  }
  return [...shares.values()];
}

/**
 * The holders who exceeded their own step's limit within a clock's span, as things stand at `until`. A holder's stretches of
 * one step add up to the second and are told in whole minutes; what is excused counts for nobody, and nobody answers for time
 * it did not hold.
 */
export function exceededHolders(holdings: readonly Holding[], span: LedgerSpan): ExceededHolder[] {
  const counted = holdings.filter((one) => one.excuse === null);
  return sharesOf(counted, span)
    .map(({ step, unitId, ms, limitMinutes }) => {
      const minutes = Math.floor(ms / MINUTE_MS);
      const overMinutes = limitMinutes === null ? 0 : Math.max(0, minutes - limitMinutes);
      return { step, unitId, minutes, limitMinutes, overMinutes };
    })
    .filter((sum) => sum.overMinutes > 0)
    .sort((a, b) => b.overMinutes - a.overMinutes);
}

/** Which open stretches end and which holders begin where a case goes to its next holders; who holds on, holds on. */
export function handOver<T extends Holder>(
  open: readonly T[],
  next: readonly Holder[],
): { ending: T[]; beginning: Holder[] } {
  const nextKeys = new Set(next.map(keyOf));
  const openKeys = new Set(open.map(keyOf));
  return {
    ending: open.filter((one) => !nextKeys.has(keyOf(one))),
    beginning: next.filter((one) => !openKeys.has(keyOf(one))),
  };
}
