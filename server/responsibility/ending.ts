/** Takes a case from units that answer for it no more. */
import { withdrawGrants } from '../cases/store.ts';
import type { Tx } from '../platform/database.ts';
import { assignmentsOf, endAssignments, type Assignment } from './store.ts';

/** Ends assignments and takes the case out of sight of the units that have no other part in it. */
export async function endParts(
  tx: Tx,
  caseId: string,
  ending: readonly Assignment[],
  reason: 'returned' | 'reassigned',
  now: Date,
): Promise<void> {
  await endAssignments(
    tx,
    ending.map((one) => one.id),
    reason,
    now,
  );
  const still = new Set((await assignmentsOf(tx, caseId)).map((one) => one.unit_id));
  const gone = ending.map((one) => one.unit_id).filter((unitId) => !still.has(unitId));
  await withdrawGrants(tx, caseId, gone);
}
