/** The ledger of a clock that went with a merge: each case's holders answer for the time the clock was theirs. Pure. */
import type { Holding } from '../clocks/ledger.ts';

/** From `at` on the clock ran in this case. */
export interface Stay {
  caseId: string;
  at: Date;
}

/**
 * Joins the ledgers of the cases in which a clock ran, each cut to the time it ran there; the first reaches back without limit,
 * since a clock may count from before it was set. `stays` in the order of time; none: the present case alone.
 */
export function ledgerOfClock(
  stays: readonly Stay[],
  ledgers: ReadonlyMap<string, readonly Holding[]>,
  present: string,
): Holding[] {
  if (stays.length === 0) return [...(ledgers.get(present) ?? [])];
  return stays.flatMap((stay, index) => {
    const from = index === 0 ? null : stay.at;
    const to = stays[index + 1]?.at ?? null;
    return (ledgers.get(stay.caseId) ?? []).flatMap((one) => cut(one, from, to));
  });
}

function cut(one: Holding, from: Date | null, to: Date | null): Holding[] {
  const fromAt = from !== null && from > one.fromAt ? from : one.fromAt;
  const toAt = to !== null && (one.toAt === null || to < one.toAt) ? to : one.toAt;
  return toAt !== null && toAt <= fromAt ? [] : [{ ...one, fromAt, toAt }];
}
