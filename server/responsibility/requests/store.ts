/** What units ask for and put on the record of a case: returns, extensions, entries. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import {
  IN_WORK,
  type EntryKind,
  type ResponseState,
  type ReturnReason,
  type ReturnRuling,
} from '../../contract/vocabulary-case.ts';
import {
  scopedExtensions,
  scopedPublications,
  scopedResponses,
  scopedReturns,
  THE_PROGRAM,
} from '../../access/scope.ts';
import type { Tx } from '../../platform/database.ts';
import { chinaDay } from '../../rules/china-time.ts';

export interface NewReturn {
  caseId: string;
  assignmentId: string;
  unitId: string;
  reason: ReturnReason;
  clause: string;
  suggestedUnit: string | null;
  note: string;
  accountId: string;
  dispatchedBy: string;
}

/** Writes a return that waits for its ruling; its id. */
export async function storeReturn(tx: Tx, fresh: NewReturn, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('return_request')
    .values({
      id,
      case_id: fresh.caseId,
      assignment_id: fresh.assignmentId,
      unit_id: fresh.unitId,
      reason: fresh.reason,
      clause: fresh.clause,
      suggested_unit: fresh.suggestedUnit,
      note: fresh.note,
      account_id: fresh.accountId,
      dispatched_by: fresh.dispatchedBy,
      at: now,
    })
    .execute();
  return id;
}

/** All returns of a case, oldest first; for use under the case's lock. */
export function returnsOf(tx: Tx, caseId: string) {
  return scopedReturns(tx, THE_PROGRAM)
    .selectAll('return_request')
    .where('case_id', '=', caseId)
    .orderBy('at')
    .execute();
}

export type ReturnRow = Awaited<ReturnType<typeof returnsOf>>[number];

export interface Ruling {
  ruling: ReturnRuling;
  reason: string;
  lead: string | null;
  precedent: string | null;
  accountId: string;
}

/** Writes the ruling on a return of a locked case. */
export async function storeRuling(tx: Tx, returnId: string, ruling: Ruling, now: Date): Promise<void> {
  await tx
    .updateTable('return_request')
    .set({
      ruling: ruling.ruling,
      ruling_reason: ruling.reason,
      ruling_lead: ruling.lead,
      precedent: ruling.precedent,
      ruled_by: ruling.accountId,
      ruled_at: now,
    })
    .where('id', '=', returnId)
    .execute();
}

/** The next number of a 判例: year in China Standard Time and running number, e.g. 2026-01. */
export async function nextPrecedent(tx: Tx, now: Date): Promise<string> {
  const { rows } = await sql<{ n: string }>`select nextval('precedent_number') as n`.execute(tx);
  return `${chinaDay(now).slice(0, 4)}-${(rows[0]?.n ?? '').padStart(2, '0')}`;
}

export interface NewExtension {
  caseId: string;
  clockId: string;
  unitId: string;
  workdays: number;
  reason: string;
  newDueAt: Date;
  accountId: string;
}

/** Writes an extension that waits for a decision; its id. */
export async function storeExtension(tx: Tx, fresh: NewExtension, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('extension')
    .values({
      id,
      case_id: fresh.caseId,
      clock_id: fresh.clockId,
      unit_id: fresh.unitId,
      workdays: fresh.workdays,
      reason: fresh.reason,
      new_due_at: fresh.newDueAt,
      state: 'asked',
      account_id: fresh.accountId,
      at: now,
    })
    .execute();
  return id;
}

/** All extensions of a case; for use under the case's lock. */
export function extensionsOf(tx: Tx, caseId: string) {
  return scopedExtensions(tx, THE_PROGRAM).selectAll('extension').where('case_id', '=', caseId).orderBy('at').execute();
}

/** Writes the decision on an extension of a locked case. */
export async function decideExtension(
  tx: Tx,
  id: string,
  decision: { state: 'granted' | 'refused'; note: string | null; accountId: string },
  now: Date,
): Promise<void> {
  const { state, note, accountId } = decision;
  await tx
    .updateTable('extension')
    .set({ state, note, decided_by: accountId, decided_at: now })
    .where('id', '=', id)
    .execute();
}

export interface NewEntry {
  caseId: string;
  kind: EntryKind;
  body: string;
  evidence: string | null;
  happenedAt: Date;
  unitId: string;
  accountId: string;
}

/** Writes an entry of the record; its id. */
export async function storeEntry(tx: Tx, fresh: NewEntry, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('entry')
    .values({
      id,
      case_id: fresh.caseId,
      kind: fresh.kind,
      body: fresh.body,
      evidence: fresh.evidence,
      happened_at: fresh.happenedAt,
      unit_id: fresh.unitId,
      account_id: fresh.accountId,
      at: now,
    })
    .execute();
  return id;
}

/** Whether anything of this case has been published, what was withdrawn later included. */
export async function hasPublished(tx: Tx, caseId: string): Promise<boolean> {
  const row = await scopedPublications(tx, THE_PROGRAM)
    .select('publication.id')
    .where('case_id', '=', caseId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the case has an answer in one of these states. */
export async function hasAnswerIn(tx: Tx, caseId: string, states: readonly ResponseState[]): Promise<boolean> {
  const row = await scopedResponses(tx, THE_PROGRAM)
    .select('response.id')
    .where('case_id', '=', caseId)
    .where('state', 'in', [...states])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Units that are to countersign an answer in work, whether they have or not. */
export async function countersigners(tx: Tx, caseId: string): Promise<string[]> {
  const answers = await scopedResponses(tx, THE_PROGRAM)
    .select('countersign')
    .where('case_id', '=', caseId)
    .where('state', 'in', [...IN_WORK])
    .execute();
  return answers.flatMap((one) => one.countersign);
}

/** Puts answers not yet published out of use: the unit whose they were no longer answers for the case. */
export async function discardOpenAnswers(tx: Tx, caseId: string, now: Date): Promise<void> {
  await tx
    .updateTable('response')
    .set({ state: 'discarded', updated_at: now })
    .where('case_id', '=', caseId)
    .where('state', 'in', [...IN_WORK])
    .execute();
}

/** Units that were to countersign texts now used no more, and that countersign no other text of the case. */
export async function formerCountersigners(tx: Tx, caseId: string): Promise<string[]> {
  const answers = await scopedResponses(tx, THE_PROGRAM)
    .select(['state', 'countersign'])
    .where('case_id', '=', caseId)
    .execute();
  const of = (discarded: boolean): string[] =>
    answers.filter((one) => (one.state === 'discarded') === discarded).flatMap((one) => one.countersign);
  const still = new Set(of(false));
  return [...new Set(of(true))].filter((unit) => !still.has(unit));
}
