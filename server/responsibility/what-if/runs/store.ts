/**
 * The replay of a change set, as its row keeps it: one run at a time with its progress, then what was found. Every process sees the
 * same, and a run whose process is gone is known by its silence.
 */
import { sql } from 'kysely';
import { replayableCases } from '../../../access/scope.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { changesSchema, type Change } from '../../../organisation/changes/change.ts';
import type { Database } from '../../../platform/database.ts';
import type { MatterDifference } from '../compare.ts';

/** A run that has told nothing for so long has died with its process. */
const SILENT_MS = 30_000;

export interface StoredRun {
  id: string;
  /** Account that started it. */
  by: string;
  done: number;
  total: number;
  /** ISO instant of the last sign of life. */
  at: string;
}

export interface StoredResult {
  days: number;
  since: string;
  at: string;
  by: string;
  directoryVersion: number;
  changesHash: string;
}

export interface StoredReplay {
  run: StoredRun | null;
  result: StoredResult | null;
  ended: 'cancelled' | 'failed' | null;
}

export interface SetToReplay extends StoredReplay {
  id: string;
  state: 'draft' | 'approved' | 'effective' | 'withdrawn';
  changes: Change[];
}

/** A change set with its replay, without what was found; null where there is none. */
export async function setToReplay(db: Database, id: string): Promise<SetToReplay | null> {
  const row = await db
    .selectFrom('change_set')
    .select(['id', 'state', 'changes'])
    .select(sql<StoredReplay | null>`replay - 'differences'`.as('kept'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { run = null, result = null, ended = null } = row.kept ?? {};
  return { id: row.id, state: row.state, changes: changesSchema.parse(row.changes), run, result, ended };
}

/** Whether a run still lives at `now`. */
export const isAlive = (run: StoredRun | null, now: Date): run is StoredRun =>
  run !== null && now.getTime() - Date.parse(run.at) < SILENT_MS;

/** Begins a run unless one lives; what an earlier one found goes with it. False where another was faster. */
export async function beginRun(db: Database, id: string, run: StoredRun, now: Date): Promise<boolean> {
  const silentSince = new Date(now.getTime() - SILENT_MS).toISOString();
  const begun = await db
    .updateTable('change_set')
    .set({ replay: JSON.stringify({ run, result: null, ended: null }) })
    .where('id', '=', id)
    .where('state', 'in', ['draft', 'approved'])
    .where((eb) =>
      eb.or([
        eb('replay', 'is', null),
        eb(sql`jsonb_typeof(replay->'run')`, '=', 'null'),
        eb(sql`(replay->'run'->>'at')::timestamptz`, '<', silentSince),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return begun !== undefined;
}

const ofRun = (db: Database, id: string, runId: string) =>
  db
    .updateTable('change_set')
    .where('id', '=', id)
    .where(sql`replay->'run'->>'id'`, '=', runId);

/** Tells how far a run is; false where it has been cancelled. */
export async function noteProgress(db: Database, id: string, run: StoredRun): Promise<boolean> {
  const kept = await ofRun(db, id, run.id)
    .set({ replay: sql`jsonb_set(replay, '{run}', ${JSON.stringify(run)}::jsonb)` })
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** Keeps what a run found, each difference as JSON text; nothing where it has been cancelled. */
export async function keepResult(
  db: Database,
  id: string,
  runId: string,
  result: StoredResult,
  differences: readonly string[],
): Promise<void> {
  const replay = `{"run":null,"ended":null,"result":${JSON.stringify(result)},"differences":[${differences.join(',')}]}`;
  await ofRun(db, id, runId).set({ replay }).execute();
}

/** Ends a run without a result; false where that run is over already. */
export async function endRun(db: Database, id: string, runId: string, ended: 'cancelled' | 'failed'): Promise<boolean> {
  const replay = JSON.stringify({ run: null, result: null, ended });
  return (await ofRun(db, id, runId).set({ replay }).returning('id').executeTakeFirst()) !== undefined;
}

export type FoundMatter = MatterDifference & { number: string; title: string };

/** What was found on the cases that may be counted for this viewer as the wall stands now. */
export async function foundFor(db: Database, viewer: Viewer, id: string): Promise<FoundMatter[]> {
  const found = sql<{ difference: MatterDifference }>`(
    select d as difference from change_set s, jsonb_array_elements(s.replay->'differences') d where s.id = ${id})`;
  const rows = await replayableCases(db, viewer)
    .innerJoin(found.as('found'), (join) => join.on(sql`found.difference->>'caseId'`, '=', sql.ref('case.id')))
    .distinctOn(['case.opened_at', 'case.id'])
    .select(['case.number', 'case.title', 'found.difference'])
    .orderBy('case.opened_at', 'desc')
    .orderBy('case.id')
    .execute();
  return rows.map(({ number, title, difference }) => ({ ...difference, number, title }));
}
