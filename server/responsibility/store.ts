/** Who answers for a case: its assignments. */
import { randomUUID } from 'node:crypto';
import type { AssignmentRole } from '../contract/vocabulary.ts';
import type { Tx } from '../platform/database.ts';

export interface NewAssignment {
  unitId: string;
  role: AssignmentRole;
}

/** Writes the assignments of a dispatch; a unit holds a role once. */
export async function storeAssignments(
  tx: Tx,
  caseId: string,
  assignments: readonly NewAssignment[],
  by: { accountId: string; rule: string; clause: string },
  now: Date,
): Promise<void> {
  await tx
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
    .execute();
}
