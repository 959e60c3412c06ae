/** What was published, the promises in it, and the dispositions it is evidence of. Read under the case's lock. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ApprovalStep, Disposition, PublicationState } from '../../contract/vocabulary-case.ts';
import {
  scopedCommitments,
  scopedDispositions,
  scopedExtensions,
  scopedPublications,
  scopedReturns,
  THE_PROGRAM,
} from '../../access/scope.ts';
import type { Tx } from '../../platform/database.ts';
import type { DispositionRow } from '../closing.ts';

export interface PublicationRow {
  id: string;
  response_id: string;
  number: string;
  title: string;
  state: PublicationState;
  published_at: Date;
}

/** The publications of a case, oldest first. */
export function publicationsOf(tx: Tx, caseId: string): Promise<PublicationRow[]> {
  return scopedPublications(tx, THE_PROGRAM)
    .select(['publication.id', 'response_id', 'publication.number', 'publication.title', 'state', 'published_at'])
    .where('publication.case_id', '=', caseId)
    .orderBy('published_at')
    .orderBy('publication.number')
    .execute();
}

/** One publication of a case, or null. */
export async function publicationOf(tx: Tx, caseId: string, id: string): Promise<PublicationRow | null> {
  return (await publicationsOf(tx, caseId)).find((one) => one.id === id) ?? null;
}

/** The next running number of a publication. */
export async function nextPublicationNumber(tx: Tx): Promise<number> {
  const running = await sql<{ n: string }>`select nextval('publication_number') as n`.execute(tx);
  return Number(running.rows[0]?.n);
}

export interface Approver {
  step: ApprovalStep;
  unit: string;
  name: string;
  at: string;
}

export interface NewPublication {
  caseId: string;
  responseId: string;
  number: string;
  title: string;
  body: string;
  textHash: string;
  unitId: string;
  accountId: string;
  nextReleaseAt: Date | null;
  corrects: string | null;
  approvers: readonly Approver[];
}

/** Publishes a text; returns its id. */
export async function storePublication(tx: Tx, fresh: NewPublication, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('publication')
    .values({
      id,
      case_id: fresh.caseId,
      response_id: fresh.responseId,
      number: fresh.number,
      title: fresh.title,
      body: fresh.body,
      text_hash: fresh.textHash,
      unit_id: fresh.unitId,
      account_id: fresh.accountId,
      published_at: now,
      state: 'current',
      next_release_at: fresh.nextReleaseAt,
      corrects: fresh.corrects,
      approvers: JSON.stringify(fresh.approvers),
    })
    .execute();
  return id;
}

/** What was said stays, marked as corrected by a later text. */
export async function markCorrected(tx: Tx, id: string, by: string): Promise<void> {
  await tx.updateTable('publication').set({ state: 'corrected', corrected_by: by }).where('id', '=', id).execute();
}

/** What was said stays, marked as withdrawn, with the reason. */
export async function markWithdrawn(
  tx: Tx,
  id: string,
  by: { accountId: string; reason: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('publication')
    .set({ state: 'withdrawn', withdrawn_at: now, withdrawn_by: by.accountId, withdrawal_reason: by.reason })
    .where('id', '=', id)
    .execute();
}

export interface CommitmentRow {
  id: string;
  publication_id: string;
  what: string;
  due_at: Date;
  kept_at: Date | null;
}

/** The promises of a case, by when they are due. */
export function commitmentsOf(tx: Tx, caseId: string): Promise<CommitmentRow[]> {
  return scopedCommitments(tx, THE_PROGRAM)
    .select(['commitment.id', 'publication_id', 'what', 'due_at', 'kept_at'])
    .where('commitment.case_id', '=', caseId)
    .orderBy('due_at')
    .orderBy('commitment.id')
    .execute();
}

/** Keeps a promise made in a published text; returns its id. */
export async function storeCommitment(
  tx: Tx,
  promise: { caseId: string; publicationId: string; what: string; dueAt: Date },
): Promise<string> {
  const id = randomUUID();
  const { caseId, publicationId, what, dueAt } = promise;
  await tx
    .insertInto('commitment')
    .values({ id, case_id: caseId, publication_id: publicationId, what, due_at: dueAt })
    .execute();
  return id;
}

/** Notes that a promise was kept, with its proof. */
export async function markKept(tx: Tx, id: string, by: { accountId: string; proof: string }, now: Date): Promise<void> {
  await tx
    .updateTable('commitment')
    .set({ kept_at: now, proof: by.proof, kept_by: by.accountId })
    .where('id', '=', id)
    .execute();
}

/** The dispositions set for a case. */
export function dispositionsOf(tx: Tx, caseId: string): Promise<DispositionRow[]> {
  return scopedDispositions(tx, THE_PROGRAM)
    .select(['kind', 'publication_id', 'receipt', 'not_unlawful_reason'])
    .where('disposition.case_id', '=', caseId)
    .orderBy('kind')
    .execute();
}

/** Adds dispositions; those set already stay as they are. */
export async function addDispositions(
  tx: Tx,
  caseId: string,
  kinds: readonly Disposition[],
  accountId: string,
  now: Date,
): Promise<void> {
  if (kinds.length === 0) return;
  await tx
    .insertInto('disposition')
    .values(kinds.map((kind) => ({ case_id: caseId, kind, account_id: accountId, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes dispositions back. */
export async function removeDispositions(tx: Tx, caseId: string, kinds: readonly Disposition[]): Promise<void> {
  if (kinds.length === 0) return;
  await tx
    .deleteFrom('disposition')
    .where('case_id', '=', caseId)
    .where('kind', 'in', [...kinds])
    .execute();
}

/** Names the publication that is a disposition's evidence, or none. */
export async function setEvidence(
  tx: Tx,
  caseId: string,
  kinds: readonly Disposition[],
  publicationId: string | null,
): Promise<void> {
  if (kinds.length === 0) return;
  await tx
    .updateTable('disposition')
    .set({ publication_id: publicationId })
    .where('case_id', '=', caseId)
    .where('kind', 'in', [...kinds])
    .execute();
}

/** Notes a hand-over, or why none was due. */
export async function setHandOver(
  tx: Tx,
  caseId: string,
  kind: Disposition,
  handed: { receipt: string | null; notUnlawfulReason: string | null; accountId: string },
  now: Date,
): Promise<void> {
  const { receipt, notUnlawfulReason, accountId } = handed;
  await tx
    .updateTable('disposition')
    .set({ receipt, not_unlawful_reason: notUnlawfulReason, handed_over_by: accountId, handed_over_at: now })
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .execute();
}

/** Whether a return or an extension of the case waits for its decision. */
export async function undecided(tx: Tx, caseId: string): Promise<{ returned: boolean; extension: boolean }> {
  const returned = await scopedReturns(tx, THE_PROGRAM)
    .select('return_request.id')
    .where('return_request.case_id', '=', caseId)
    .where('ruling', 'is', null)
    .executeTakeFirst();
  const extension = await scopedExtensions(tx, THE_PROGRAM)
    .select('extension.id')
    .where('extension.case_id', '=', caseId)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return { returned: returned !== undefined, extension: extension !== undefined };
}
