/** Minutes of consultations and what was decided. Written once: a correction is a further version. */
import { randomUUID } from 'node:crypto';
import { scopedCommitments, scopedEntries, THE_PROGRAM } from '../../../access/scope.ts';
import type { Tx } from '../../../platform/database.ts';

export interface NewDecision {
  what: string;
  unitId: string;
  dueAt: Date;
  /** By what it was met already, where an earlier version held it too. */
  met: { entryId: string | null; commitmentId: string | null; at: Date } | null;
}

export interface NewMinutes {
  consultationId: string;
  n: number;
  body: string;
  textHash: string;
  accountId: string;
  decisions: readonly NewDecision[];
}

/** Keeps a version of minutes with its decisions, in their order. */
export async function storeMinutes(tx: Tx, fresh: NewMinutes, now: Date): Promise<void> {
  const { consultationId: consultation_id, n, body, textHash, accountId, decisions } = fresh;
  await tx
    .insertInto('consultation_minutes')
    .values({ consultation_id, n, body, text_hash: textHash, account_id: accountId, at: now })
    .execute();
  if (decisions.length === 0) return;
  await tx
    .insertInto('consultation_decision')
    .values(
      decisions.map(({ what, unitId, dueAt, met }, position) => ({
        id: randomUUID(),
        consultation_id,
        n,
        position,
        what,
        unit_id: unitId,
        due_at: dueAt,
        entry_id: met?.entryId ?? null,
        commitment_id: met?.commitmentId ?? null,
        met_at: met?.at ?? null,
      })),
    )
    .execute();
}

/** Notes by what a decision was met. */
export async function storeMet(
  tx: Tx,
  decisionId: string,
  by: { entryId: string | null; commitmentId: string | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('consultation_decision')
    .set({ entry_id: by.entryId, commitment_id: by.commitmentId, met_at: now })
    .where('id', '=', decisionId)
    .execute();
}

/** Whether the case has this entry of that unit on its record. */
export async function hasEntry(tx: Tx, caseId: string, entryId: string, unitId: string): Promise<boolean> {
  const row = await scopedEntries(tx, THE_PROGRAM)
    .select('entry.id')
    .where('entry.case_id', '=', caseId)
    .where('entry.id', '=', entryId)
    .where('entry.unit_id', '=', unitId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the case made this promise in public. */
export async function hasCommitment(tx: Tx, caseId: string, commitmentId: string): Promise<boolean> {
  const row = await scopedCommitments(tx, THE_PROGRAM)
    .select('commitment.id')
    .where('commitment.case_id', '=', caseId)
    .where('commitment.id', '=', commitmentId)
    .executeTakeFirst();
  return row !== undefined;
}
