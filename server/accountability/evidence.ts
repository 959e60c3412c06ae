/** The evidence of a signal: who exceeded its own step's limit within the span of its clock. */
import { exceededHolders, type Holder, type Holding } from '../clocks/ledger.ts';
import { clocksOf, holdingsOf, type ClockRow } from '../clocks/store.ts';
import type { Tx } from '../platform/database.ts';
import type { ExceededHolder } from '../platform/schema-case.ts';
import { ledgerOfClock } from './moved-ledger.ts';
import { evidenceSpan } from './signals.ts';
import { caseWithMerged, keepHolders, staysOf, type SignalRow } from './store.ts';

interface CaseLedger {
  /** The stretches that answer for a clock of the case. */
  of(clockId: string): Holding[];
  /** All stretches of the cases merged into it. */
  merged: readonly Holding[];
}

/** The ledger of the case, first, and of each that went into it, whose holders keep their own sums. */
export async function ledgersOf(tx: Tx, caseId: string): Promise<Map<string, Holding[]>> {
  const ledgers = new Map<string, Holding[]>();
  for (const id of await caseWithMerged(tx, caseId)) ledgers.set(id, await holdingsOf(tx, id));
  return ledgers;
}

/** Reads the ledger of a case and of those merged into it: a clock that came with one counts there as long as it ran there. */
async function readLedger(tx: Tx, caseId: string): Promise<CaseLedger> {
  const ledgers = await ledgersOf(tx, caseId);
  const cases = [...ledgers.keys()];
  const stays = cases.length > 1 ? await staysOf(tx, cases) : new Map<string, never[]>();
  return {
    of: (clockId) => ledgerOfClock(stays.get(clockId) ?? [], ledgers, caseId),
    merged: cases.slice(1).flatMap((id) => ledgers.get(id) ?? []),
  };
}

/**
 * Tells the holders of clock signals anew from the ledger as it stands, and keeps them: a stretch excused since (退回成立) counts
 * for nobody, and one that went on counts whole. Returns the signals with their holders; lifted ones stay as they were.
 */
export async function withPresentHolders(
  tx: Tx,
  caseId: string,
  signals: readonly SignalRow[],
  now: Date,
): Promise<SignalRow[]> {
  if (!signals.some(isTold)) return [...signals];
  const clocks = new Map((await clocksOf(tx, caseId)).map((clock) => [clock.id, clock]));
  const ledger = await readLedger(tx, caseId);
  const told: SignalRow[] = [];
  for (const signal of signals) {
    const clock = isTold(signal) ? clocks.get(signal.clock_id ?? '') : undefined;
    const holders = clock ? tellAnew(signal.holders, ledger, clock, now) : signal.holders;
    if (clock) await keepHolders(tx, signal.id, holders);
    told.push({ ...signal, holders });
  }
  return told;
}

/** What was told from the ledger of a case merged since, whose clock was taken into one of this case, stays as it was told. */
function tellAnew(before: readonly ExceededHolder[], ledger: CaseLedger, clock: ClockRow, now: Date): ExceededHolder[] {
  const own = ledger.of(clock.id);
  const kept = before.filter((one) => !heldIn(own, one) && heldIn(ledger.merged, one));
  return [...exceededHolders(own, evidenceSpan(clock, now)), ...kept];
}

const heldIn = (holdings: readonly Holding[], { step, unitId }: Holder): boolean =>
  holdings.some((one) => one.step === step && one.unitId === unitId);

const isTold = (signal: SignalRow): boolean => signal.clock_id !== null && signal.state !== 'lifted';
