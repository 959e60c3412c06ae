/** Answers, their drafts and approvals. Read under the case's lock, whose right has been checked. */
import { randomUUID } from 'node:crypto';
import type { ApprovalDecision, ApprovalStep, Disposition, ResponseState } from '../contract/vocabulary-case.ts';
import { scopedApprovals, scopedDrafts, scopedResponses, THE_PROGRAM } from '../access/scope.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { DraftText } from './draft-text.ts';

export interface AnswerRow {
  id: string;
  number: number;
  state: ResponseState;
  /** Number of the latest draft. */
  n: number;
  corrects: string | null;
  countersign: string[];
}

/** The answers of a case, in their order. */
export function answersOf(tx: Tx | Database, caseId: string): Promise<AnswerRow[]> {
  return scopedResponses(tx, THE_PROGRAM)
    .select(['response.id', 'number', 'state', 'n', 'corrects', 'countersign'])
    .where('response.case_id', '=', caseId)
    .orderBy('number')
    .execute();
}

/** One answer of a case, or null. */
export async function answerOf(tx: Tx, caseId: string, id: string): Promise<AnswerRow | null> {
  return (await answersOf(tx, caseId)).find((one) => one.id === id) ?? null;
}

/** Begins an answer; its first draft follows. Returns its row. */
export async function storeAnswer(
  tx: Tx,
  fresh: { caseId: string; number: number; corrects: string | null; countersign: readonly string[]; accountId: string },
  now: Date,
): Promise<AnswerRow> {
  const { caseId, number, corrects, accountId } = fresh;
  const row = { id: randomUUID(), number, state: 'drafting', n: 0, corrects } as const;
  const countersign = JSON.stringify(fresh.countersign);
  await tx
    .insertInto('response')
    .values({ ...row, case_id: caseId, countersign, account_id: accountId, at: now, updated_at: now })
    .execute();
  return { ...row, countersign: [...fresh.countersign] };
}

/** Sets what changed of an answer. */
export async function setAnswer(
  tx: Tx,
  id: string,
  columns: { state?: ResponseState; n?: number; corrects?: string | null; countersign?: readonly string[] },
  now: Date,
): Promise<void> {
  const { countersign, ...plain } = columns;
  await tx
    .updateTable('response')
    .set({ ...plain, ...(countersign ? { countersign: JSON.stringify(countersign) } : {}), updated_at: now })
    .where('id', '=', id)
    .execute();
}

export interface DraftRow {
  n: number;
  title: string;
  body: string;
  text_hash: string;
  next_release_at: Date | null;
  commitments: { what: string; dueAt: string }[];
  dispositions: { kind: Disposition; paragraph: number }[];
  account_id: string;
}

/** The drafts of an answer, oldest first. */
export function draftsOf(tx: Tx, responseId: string): Promise<DraftRow[]> {
  return scopedDrafts(tx, THE_PROGRAM)
    .select([
      'draft_version.n',
      'title',
      'body',
      'text_hash',
      'next_release_at',
      'commitments',
      'dispositions',
      'draft_version.account_id',
    ])
    .where('response_id', '=', responseId)
    .orderBy('draft_version.n')
    .execute();
}

/** The latest draft of an answer, which has one. */
export async function latestDraft(tx: Tx, responseId: string): Promise<DraftRow> {
  const draft = (await draftsOf(tx, responseId)).at(-1);
  if (!draft) throw new Error('an answer has a draft');
  return draft;
}

/** Keeps a version of a draft. */
export async function storeDraft(
  tx: Tx,
  draft: { responseId: string; n: number; text: DraftText; textHash: string; accountId: string },
  now: Date,
): Promise<void> {
  const { title, body, nextReleaseAt, commitments, dispositions } = draft.text;
  await tx
    .insertInto('draft_version')
    .values({
      response_id: draft.responseId,
      n: draft.n,
      title,
      body,
      text_hash: draft.textHash,
      next_release_at: nextReleaseAt,
      commitments: JSON.stringify(commitments),
      dispositions: JSON.stringify(dispositions),
      account_id: draft.accountId,
      at: now,
    })
    .execute();
}

/** The approvals of an answer, oldest first, void ones too. */
export function approvalsOf(tx: Tx | Database, responseId: string) {
  return scopedApprovals(tx, THE_PROGRAM)
    .select([
      'approval.id',
      'approval.n',
      'text_hash',
      'step',
      'unit_id',
      'approval.account_id',
      'decision',
      'note',
      'void',
      'approval.at',
    ])
    .where('response_id', '=', responseId)
    .orderBy('approval.at')
    .execute();
}

/** Keeps a decision of one step on one text. */
export async function storeApproval(
  tx: Tx,
  approval: {
    responseId: string;
    n: number;
    textHash: string;
    step: ApprovalStep;
    unitId: string | null;
    accountId: string;
    decision: ApprovalDecision;
    note: string | null;
  },
  now: Date,
): Promise<void> {
  const { responseId, n, textHash, step, unitId, accountId, decision, note } = approval;
  await tx
    .insertInto('approval')
    .values({
      id: randomUUID(),
      response_id: responseId,
      n,
      text_hash: textHash,
      step,
      unit_id: unitId,
      account_id: accountId,
      decision,
      note,
      at: now,
    })
    .execute();
}

/** Voids every decision on another text than this one; returns how many. */
export async function voidApprovals(tx: Tx, responseId: string, exceptHash: string): Promise<number> {
  const rows = await tx
    .updateTable('approval')
    .set({ void: true })
    .where('response_id', '=', responseId)
    .where('text_hash', '!=', exceptHash)
    .where('void', '=', false)
    .returning('id')
    .execute();
  return rows.length;
}
