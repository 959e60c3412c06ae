/** Hops of a case (转办): who was to pass it on, and who signed. For use under the case's lock, whose right has been checked. */
import { randomUUID } from 'node:crypto';
import { scopedHops, THE_PROGRAM } from '../../access/scope.ts';
import type { Tx } from '../../platform/database.ts';

export interface NewHop {
  caseId: string;
  assignmentId: string;
  unitId: string;
  role: 'lead' | 'supporting';
  proposed: readonly string[];
  givenBy: string;
  dueAt: Date | null;
  /** The assignment already given, where nobody waits for the office (特别重大). */
  gave?: { id: string; unitId: string } | null;
}

/** All hops of a case, in the order in which they were given. */
export function hopsOf(tx: Tx, caseId: string) {
  return scopedHops(tx, THE_PROGRAM)
    .selectAll('hop')
    .where('hop.case_id', '=', caseId)
    .orderBy('at')
    .orderBy('position')
    .execute();
}

export type HopRow = Awaited<ReturnType<typeof hopsOf>>[number];

/** Hops that wait for their office: to pass on, or where the units were given the case already, to sign. */
export async function openHops(tx: Tx, caseId: string): Promise<HopRow[]> {
  return (await hopsOf(tx, caseId)).filter((hop) => hop.ended_at === null);
}

/** The hop that an office holds by an assignment, or null. */
export async function hopBy(tx: Tx, caseId: string, assignmentId: string): Promise<HopRow | null> {
  return (await openHops(tx, caseId)).find((hop) => hop.assignment_id === assignmentId) ?? null;
}

/** Writes a hop; its id. */
export async function storeHop(tx: Tx, fresh: NewHop, now: Date): Promise<string> {
  const id = randomUUID();
  const before = (await hopsOf(tx, fresh.caseId)).find((hop) => hop.gave_id === fresh.assignmentId);
  await tx
    .insertInto('hop')
    .values({
      id,
      case_id: fresh.caseId,
      assignment_id: fresh.assignmentId,
      unit_id: fresh.unitId,
      role: fresh.role,
      position: (before?.position ?? 0) + 1,
      proposed: JSON.stringify(fresh.proposed),
      passed_to: fresh.gave?.unitId ?? null,
      gave_id: fresh.gave?.id ?? null,
      given_by: fresh.givenBy,
      at: now,
      due_at: fresh.dueAt,
    })
    .execute();
  return id;
}

/** Notes to whom a hop gave the case. */
export async function giveHop(tx: Tx, id: string, gave: { id: string; unitId: string }): Promise<void> {
  await tx.updateTable('hop').set({ passed_to: gave.unitId, gave_id: gave.id }).where('id', '=', id).execute();
}

/** Signs a hop that has given the case. */
export async function signHop(tx: Tx, id: string, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('hop')
    .set({ signed_at: now, signed_by: accountId, ended_at: now })
    .where('id', '=', id)
    .execute();
}

/** Hangs a hop on another assignment of its office: it waits for the signature alone from now on. */
export async function hangHop(tx: Tx, id: string, assignmentId: string): Promise<void> {
  await tx.updateTable('hop').set({ assignment_id: assignmentId, due_at: null }).where('id', '=', id).execute();
}

/** Sets whom a hop means; where another case's is added to it (并入). */
export async function setProposed(tx: Tx, id: string, proposed: readonly string[]): Promise<void> {
  await tx
    .updateTable('hop')
    .set({ proposed: JSON.stringify(proposed) })
    .where('id', '=', id)
    .execute();
}

/** Ends the hops that hang on assignments which end; nobody needs their signature any more. */
export async function endHops(tx: Tx, assignmentIds: readonly string[], now: Date): Promise<void> {
  if (assignmentIds.length === 0) return;
  await tx
    .updateTable('hop')
    .set({ ended_at: now })
    .where('assignment_id', 'in', [...assignmentIds])
    .where('ended_at', 'is', null)
    .execute();
}

/** Copies the way of a case to one split off from it; `assignments` gives the copy of each present assignment. */
export async function copyHops(
  tx: Tx,
  from: string,
  to: string,
  assignments: ReadonlyMap<string, string>,
): Promise<void> {
  for (const hop of await hopsOf(tx, from)) {
    const assignment_id = assignments.get(hop.assignment_id) ?? hop.assignment_id;
    const gave_id = hop.gave_id === null ? null : (assignments.get(hop.gave_id) ?? hop.gave_id);
    await tx
      .insertInto('hop')
      .values({ ...hop, id: randomUUID(), case_id: to, assignment_id, gave_id, proposed: JSON.stringify(hop.proposed) })
      .execute();
  }
}
