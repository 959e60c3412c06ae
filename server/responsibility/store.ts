/** Who answers for a case: its assignments. */
import { randomUUID } from 'node:crypto';
import type { AssignmentRole } from '../contract/vocabulary.ts';
import { scopedAssignments, THE_PROGRAM } from '../access/scope.ts';
import type { Tx } from '../platform/database.ts';
import { endHops } from './hops/store.ts';

export interface NewAssignment {
  unitId: string;
  role: AssignmentRole;
}

/** Writes the assignments of a dispatch; a unit holds a role once. Returns those written. */
export async function storeAssignments(
  tx: Tx,
  caseId: string,
  assignments: readonly NewAssignment[],
  by: { accountId: string; rule: string; clause: string },
  now: Date,
): Promise<{ id: string; unit_id: string; role: AssignmentRole }[]> {
  if (assignments.length === 0) return [];
  return tx
    .insertInto('assignment')
    .values(
      assignments.map(({ unitId, role }) => ({
        id: randomUUID(),
        case_id: caseId,
        unit_id: unitId,
        role,
        rule: by.rule,
        clause: by.clause,
        dispatched_by: by.accountId,
        at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'unit_id', 'role'])
    .execute();
}

export interface Assignment {
  id: string;
  case_id: string;
  unit_id: string;
  role: AssignmentRole;
  dispatched_by: string;
  at: Date;
  accepted_at: Date | null;
}

/** The present assignments of a case; for use under the case's lock, whose right has been checked. */
export function assignmentsOf(tx: Tx, caseId: string): Promise<Assignment[]> {
  return scopedAssignments(tx, THE_PROGRAM)
    .select(['id', 'case_id', 'unit_id', 'role', 'dispatched_by', 'at', 'accepted_at'])
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .execute();
}

/** The unit that leads a case now, or null before its dispatch. */
export async function leadOf(tx: Tx, caseId: string): Promise<Assignment | null> {
  return (await assignmentsOf(tx, caseId)).find((one) => one.role === 'lead') ?? null;
}

/** Notes who signed for an assignment (签收). */
export async function acceptAssignment(tx: Tx, id: string, accountId: string, now: Date): Promise<void> {
  await tx.updateTable('assignment').set({ accepted_at: now, accepted_by: accountId }).where('id', '=', id).execute();
}

/** Ends assignments, and the hop an office held by one: the unit no longer answers for the case. */
export async function endAssignments(
  tx: Tx,
  ids: readonly string[],
  reason: 'returned' | 'reassigned' | 'merged' | 'passed_on',
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('assignment')
    .set({ ended_at: now, end_reason: reason })
    .where('id', 'in', [...ids])
    .execute();
  await endHops(tx, ids, now);
}
