/** Signals and urges. Written under the case's lock, in the act's own transaction. */
import { randomUUID } from 'node:crypto';
import type { ClockKind, PublicationState, SignalKind, SignalLevel } from '../contract/vocabulary-case.ts';
import { scopedCases, scopedPublications, scopedSignals, scopedUrges, THE_PROGRAM } from '../access/scope.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { ExceededHolder } from '../platform/schema-case.ts';
import type { Stay } from './moved-ledger.ts';

export interface NewSignal {
  caseId: string;
  kind: SignalKind;
  clockId: string | null;
  clockKind: ClockKind | null;
  publicationId: string | null;
  summary: string;
  clause: string;
  holders: readonly ExceededHolder[];
  /** Null where the program raises it. */
  accountId: string | null;
}

/** Raises a signal, one for a clock; returns its id, or null where it stands already. */
export async function storeSignal(tx: Tx, fresh: NewSignal, now: Date): Promise<string | null> {
  const written = await tx
    .insertInto('signal')
    .values({
      id: randomUUID(),
      case_id: fresh.caseId,
      kind: fresh.kind,
      level: 'reminder',
      state: 'open',
      clock_id: fresh.clockId,
      clock_kind: fresh.clockKind,
      publication_id: fresh.publicationId,
      summary: fresh.summary,
      clause: fresh.clause,
      holders: JSON.stringify(fresh.holders),
      account_id: fresh.accountId,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['clock_id', 'kind']).where('clock_id', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return written?.id ?? null;
}

/** All signals of a case, oldest first; for use under the case's lock, whose right has been checked. */
export function signalsOf(tx: Tx | Database, caseId: string) {
  return scopedSignals(tx, THE_PROGRAM)
    .selectAll('signal')
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export type SignalRow = Awaited<ReturnType<typeof signalsOf>>[number];

/** Ends a signal: what it told of is mended, or it has been lifted. */
export async function endSignal(
  tx: Tx,
  id: string,
  end: { state: 'mended' | 'lifted'; note: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('signal')
    .set({ state: end.state, ended_at: now, note: end.note })
    .where('id', '=', id)
    .execute();
}

/** A mended signal stands again: its clock runs on (升级后恢复、并入). */
export async function reopenSignal(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('signal').set({ state: 'open', ended_at: null, note: null }).where('id', '=', id).execute();
}

/** Keeps who exceeded its step, as the ledger tells it now. */
export async function keepHolders(tx: Tx, id: string, holders: readonly ExceededHolder[]): Promise<void> {
  await tx
    .updateTable('signal')
    .set({ holders: JSON.stringify(holders) })
    .where('id', '=', id)
    .execute();
}

/** Raises a signal's level. */
export async function setLevel(tx: Tx, id: string, level: SignalLevel): Promise<void> {
  await tx.updateTable('signal').set({ level }).where('id', '=', id).execute();
}

export interface AnsweredPublication {
  id: string;
  unit_id: string;
  state: PublicationState;
}

/** The published answers of a case, with who published them; for use under the case's lock. */
export function publicationsOf(tx: Tx | Database, caseId: string): Promise<AnsweredPublication[]> {
  return scopedPublications(tx, THE_PROGRAM)
    .select(['publication.id', 'publication.unit_id', 'publication.state'])
    .where('case_id', '=', caseId)
    .execute();
}

export interface NewUrge {
  caseId: string;
  signalId: string;
  level: SignalLevel;
  unitId: string;
  note: string;
  replyBy: Date;
  accountId: string;
}

/** Writes an urge; returns its id. */
export async function storeUrge(tx: Tx, fresh: NewUrge, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('urge')
    .values({
      id,
      case_id: fresh.caseId,
      signal_id: fresh.signalId,
      level: fresh.level,
      unit_id: fresh.unitId,
      note: fresh.note,
      reply_by: fresh.replyBy,
      account_id: fresh.accountId,
      at: now,
    })
    .execute();
  return id;
}

/** All urges of a case, oldest first; for use under the case's lock, whose right has been checked. */
export function urgesOf(tx: Tx | Database, caseId: string) {
  return scopedUrges(tx, THE_PROGRAM).selectAll('urge').where('case_id', '=', caseId).orderBy('at').execute();
}

export type UrgeRow = Awaited<ReturnType<typeof urgesOf>>[number];

/** Keeps a unit's answer to an urge. */
export async function storeAnswer(
  tx: Tx,
  id: string,
  answer: { body: string; accountId: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('urge')
    .set({ answer: answer.body, answered_by: answer.accountId, answered_at: now })
    .where('id', '=', id)
    .execute();
}

/** Units a case is open to: one that the case was taken from, or that must recuse itself, can't be urged on it. */
export async function unitsReached(tx: Tx, caseId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('case_audience')
    .select(['unit_id', 'effect'])
    .where('case_id', '=', caseId)
    .where('unit_id', 'is not', null)
    .execute();
  const closed = new Set(rows.filter((row) => row.effect === 'deny').map((row) => row.unit_id));
  return new Set(rows.flatMap((row) => (row.unit_id !== null && !closed.has(row.unit_id) ? [row.unit_id] : [])));
}

/** This case and all that went into it, also by way of another. */
export async function caseWithMerged(db: Tx | Database, caseId: string): Promise<string[]> {
  const known = [caseId];
  for (let from: string[] = known; from.length > 0;) {
    const rows = await scopedCases(db, THE_PROGRAM).select('case.id').where('merged_into', 'in', from).execute();
    from = rows.map((row) => row.id).filter((id) => !known.includes(id));
    known.push(...from);
  }
  return known;
}

/** Where and from when on each clock of these cases ran, in the order of time: a merge starts it anew in the survivor. */
export async function staysOf(tx: Tx, caseIds: readonly string[]): Promise<Map<string, Stay[]>> {
  const rows = await tx
    .selectFrom('event')
    .select(['data', 'at'])
    .where('type', '=', 'clock_started')
    .where(
      'stream',
      'in',
      caseIds.map((id) => `case:${id}`),
    )
    .orderBy('id')
    .execute();
  const stays = new Map<string, Stay[]>();
  for (const { data, at } of rows) {
    const { clockId, caseId } = data as { clockId: string; caseId: string };
    stays.set(clockId, [...(stays.get(clockId) ?? []), { caseId, at }]);
  }
  return stays;
}
