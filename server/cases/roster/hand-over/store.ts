/** 交接班 on record, and what is open at a hand-over. Cases are read through the scope of who asks, writer and reader alike. */
import { randomUUID } from 'node:crypto';
import { sql, type SqlBool } from 'kysely';
import { scopedCases, scopedClocks, scopedReturns } from '../../../access/scope.ts';
import type { Viewer } from '../../../access/viewer.ts';
import type { OpenMatter } from '../../../contract/vocabulary-duty.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { HandedMatter } from '../../../platform/schema-duty.ts';

type Db = Tx | Database;

export interface Open {
  why: OpenMatter;
  caseId: string;
  dueAt: Date | null;
}

/** More matters of one kind are not listed one by one. */
const MOST = 200;

/** What is open for the next shift, as far as the viewer may see it: each case once for each reason. */
export async function openMatters(db: Db, viewer: Viewer, until: Date): Promise<Open[]> {
  const waiting = await scopedCases(db, viewer)
    .select(['case.id', 'case.opened_at'])
    .where('case.state', '=', 'awaiting_dispatch')
    .orderBy('case.opened_at')
    .limit(MOST)
    .execute();
  const due = await scopedClocks(db, viewer)
    .select((eb) => ['clock.case_id', eb.fn.min('clock.due_at').as('due_at')])
    .where('clock.stopped_at', 'is', null)
    .where('clock.due_at', '<=', until)
    .groupBy('clock.case_id')
    .orderBy('due_at')
    .limit(MOST)
    .execute();
  const returned = await scopedReturns(db, viewer)
    .select(['return_request.case_id', 'return_request.at'])
    .where('return_request.ruling', 'is', null)
    .orderBy('return_request.at')
    .limit(MOST)
    .execute();
  return [
    ...waiting.map(({ id }): Open => ({ why: 'awaiting_dispatch', caseId: id, dueAt: null })),
    ...due.map(({ case_id, due_at }): Open => ({ why: 'due', caseId: case_id, dueAt: due_at })),
    ...returned.map(({ case_id }): Open => ({ why: 'return_ruling', caseId: case_id, dueAt: null })),
  ];
}

/** Number and title of those cases that the viewer may see. */
export async function casesNamed(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, { number: string; title: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await scopedCases(db, viewer)
    .select(['case.id', 'case.number', 'case.title'])
    .where('case.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, number, title }) => [id, { number, title }]));
}

/** The number of a case that these words name by number or title, and that is closed to somebody; of those the viewer sees, or null. */
export async function walledCaseNamed(tx: Tx, viewer: Viewer, words: string): Promise<string | null> {
  const row = await scopedCases(tx, viewer)
    .select('case.number')
    .where(sql<SqlBool>`exists (select from case_audience a where a.case_id = "case".id and a.effect = 'deny')`)
    .where(sql<SqlBool>`(strpos(upper(${words}), upper("case".number)) > 0 or strpos(${words}, "case".title) > 0)`)
    .orderBy('case.number')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? null;
}

const rowsNamed = (db: Db) =>
  db
    .selectFrom('hand_over')
    .innerJoin('account as writer', 'writer.id', 'hand_over.account_id')
    .leftJoin('account as decider', 'decider.id', 'hand_over.decided_by')
    .innerJoin('duty_shift as leaving', 'leaving.id', 'hand_over.outgoing')
    .innerJoin('duty_shift as coming', 'coming.id', 'hand_over.incoming')
    .innerJoin('account as from', 'from.id', 'leaving.holder')
    .innerJoin('account as to', 'to.id', 'coming.holder')
    .selectAll('hand_over')
    .select([
      'writer.display_name as writer_name',
      'decider.display_name as decider_name',
      'leaving.holder as from_id',
      'from.display_name as from_name',
      'coming.holder as to_id',
      'to.display_name as to_name',
      'coming.from_at as takes_over_at',
    ]);

/** Hand-overs, newest first. */
export const handOvers = (db: Db, limit: number) =>
  rowsNamed(db).orderBy('hand_over.at', 'desc').orderBy('hand_over.id').limit(limit).execute();

export type HandOverRow = Awaited<ReturnType<typeof handOvers>>[number];

/** The hand-over between two shifts that was not refused, or null. */
export async function handOverBetween(db: Db, outgoing: string, incoming: string): Promise<HandOverRow | null> {
  const row = await rowsNamed(db)
    .where('hand_over.outgoing', '=', outgoing)
    .where('hand_over.incoming', '=', incoming)
    .where('hand_over.state', '<>', 'refused')
    .executeTakeFirst();
  return row ?? null;
}

/** One hand-over, locked for its decision, or null. */
export async function lockHandOver(tx: Tx, id: string): Promise<HandOverRow | null> {
  await tx.selectFrom('hand_over').select('id').where('id', '=', id).forUpdate().execute();
  return (await rowsNamed(tx).where('hand_over.id', '=', id).executeTakeFirst()) ?? null;
}

/** Puts a hand-over on record; its id. */
export async function storeHandOver(
  tx: Tx,
  fresh: { outgoing: string; incoming: string; note: string; matters: readonly HandedMatter[]; accountId: string },
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const { outgoing, incoming, note, matters, accountId } = fresh;
  await tx
    .insertInto('hand_over')
    .values({
      id,
      outgoing,
      incoming,
      state: 'written',
      note,
      matters: JSON.stringify(matters),
      account_id: accountId,
      at: now,
    })
    .execute();
  return id;
}

/** Puts the decision on record. */
export async function storeDecision(
  tx: Tx,
  row: HandOverRow,
  by: { accountId: string; refusal: string | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('hand_over')
    .set({
      state: by.refusal === null ? 'signed' : 'refused',
      refusal: by.refusal,
      decided_by: by.accountId,
      decided_at: now,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute();
}
