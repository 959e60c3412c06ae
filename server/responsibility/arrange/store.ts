/** What hangs on cases that are merged or split. For use under the locks of the cases concerned. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import {
  scopedAssignments,
  scopedDispositions,
  scopedResponses,
  scopedSignals,
  THE_PROGRAM,
} from '../../access/scope.ts';
import type { AssignmentRole } from '../../contract/vocabulary.ts';
import type { Tx } from '../../platform/database.ts';

/** Tables whose rows simply belong to another case from now on. */
const FOLLOWING = [
  'publication',
  'commitment',
  'entry',
  'return_request',
  'extension',
  'signal',
  'urge',
  'accountability_lead',
] as const;

/** Moves all that was said, asked, promised and found in one case to another; answers are numbered on. */
export async function moveRecords(tx: Tx, from: string, to: string): Promise<void> {
  for (const table of FOLLOWING) await tx.updateTable(table).set({ case_id: to }).where('case_id', '=', from).execute();
  const last = await scopedResponses(tx, THE_PROGRAM)
    .select(({ fn }) => fn.max('response.number').as('number'))
    .where('response.case_id', '=', to)
    .executeTakeFirst();
  const offset = last?.number ?? 0;
  await tx
    .updateTable('response')
    .set({ case_id: to, number: sql<number>`number + ${offset}` })
    .where('case_id', '=', from)
    .execute();
  await copyDispositions(tx, from, to);
}

/** The survivor's dispositions stand; evidence that one lacks comes from the other. */
async function copyDispositions(tx: Tx, from: string, to: string): Promise<void> {
  const rows = await scopedDispositions(tx, THE_PROGRAM).selectAll('disposition').where('case_id', '=', from).execute();
  for (const row of rows) {
    await tx
      .insertInto('disposition')
      .values({ ...row, case_id: to })
      .onConflict((conflict) =>
        conflict.columns(['case_id', 'kind']).doUpdateSet({
          publication_id: sql`coalesce(disposition.publication_id, excluded.publication_id)`,
          receipt: sql`coalesce(disposition.receipt, excluded.receipt)`,
          not_unlawful_reason: sql`coalesce(disposition.not_unlawful_reason, excluded.not_unlawful_reason)`,
          handed_over_by: sql`coalesce(disposition.handed_over_by, excluded.handed_over_by)`,
          handed_over_at: sql`coalesce(disposition.handed_over_at, excluded.handed_over_at)`,
        }),
      )
      .execute();
  }
}

/**
 * Hangs the signals and extensions of clocks that went into others on those: what ends the one clock mends its signal. A
 * signal whose like stands on that clock already keeps its own.
 */
export async function followClocks(tx: Tx, caseId: string, takenIn: ReadonlyMap<string, string>): Promise<void> {
  const signals = await scopedSignals(tx, THE_PROGRAM)
    .select(['signal.id', 'clock_id', 'kind'])
    .where('case_id', '=', caseId)
    .execute();
  for (const [gone, kept] of takenIn) {
    await tx.updateTable('extension').set({ clock_id: kept }).where('clock_id', '=', gone).execute();
    for (const { id, kind } of signals.filter((signal) => signal.clock_id === gone)) {
      if (signals.some((other) => other.clock_id === kept && other.kind === kind)) continue;
      await tx.updateTable('signal').set({ clock_id: kept }).where('id', '=', id).execute();
    }
  }
}

/**
 * Copies present assignments to another case as they stand, signed or not; all as `role` where it is given, less those left
 * out. Returns which new one copies which.
 */
export async function copyAssignments(
  tx: Tx,
  from: string,
  to: string,
  options: { role?: AssignmentRole; without?: ReadonlySet<string> } = {},
): Promise<Map<string, string>> {
  const rows = await scopedAssignments(tx, THE_PROGRAM)
    .selectAll('assignment')
    .where('case_id', '=', from)
    .where('ended_at', 'is', null)
    .execute();
  const copies = new Map<string, string>();
  for (const row of rows.filter((one) => !options.without?.has(one.unit_id))) {
    const id = randomUUID();
    await tx
      .insertInto('assignment')
      .values({ ...row, id, case_id: to, role: options.role ?? row.role })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    copies.set(row.id, id);
  }
  return copies;
}
