/** Rows of change sets, and what the units they touch hold. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ChangeOrigin, ChangeState } from '../../contract/directory-views.ts';
import { ENDED_STATES } from '../../contract/vocabulary-case.ts';
import { scopedAssignments, scopedCases, THE_PROGRAM, unclosedCases } from '../../access/scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import { lockCase, type LockedCase } from '../../cases/store.ts';
import { changesSchema, type Change } from '../../organisation/changes/change.ts';
import type { Database, Tx } from '../../platform/database.ts';

export interface ChangeSet {
  id: string;
  version: number;
  state: ChangeState;
  origin: ChangeOrigin;
  title: string;
  reason: string;
  /** `YYYY-MM-DD`, a day in China. */
  validFrom: string;
  changes: Change[];
  caseId: string | null;
  draftedBy: string;
  draftedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** Why it was withdrawn. */
  decisionNote: string | null;
  effectiveAt: Date | null;
}

export type NewChangeSet = Pick<
  ChangeSet,
  'origin' | 'title' | 'reason' | 'validFrom' | 'changes' | 'caseId' | 'draftedBy'
>;

/** All of a set but its replay, which may be large and is shown by its own route to the right people (what-if/runs/store.ts). */
const COLUMNS = [
  'id',
  'version',
  'state',
  'origin',
  'title',
  'reason',
  'valid_from',
  'changes',
  'case_id',
  'drafted_by',
  'drafted_at',
  'decided_by',
  'decided_at',
  'decision_note',
  'effective_at',
] as const;
const rows = (db: Database | Tx) => db.selectFrom('change_set').select(COLUMNS);
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

const setOf = (row: Row): ChangeSet => ({
  id: row.id,
  version: row.version,
  state: row.state,
  origin: row.origin,
  title: row.title,
  reason: row.reason,
  validFrom: row.valid_from,
  changes: changesSchema.parse(row.changes),
  caseId: row.case_id,
  draftedBy: row.drafted_by,
  draftedAt: row.drafted_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  decisionNote: row.decision_note,
  effectiveAt: row.effective_at,
});

/** Writes a draft; returns its id. */
export async function storeChangeSet(tx: Tx, fresh: NewChangeSet, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('change_set')
    .values({
      id,
      state: 'draft',
      origin: fresh.origin,
      title: fresh.title,
      reason: fresh.reason,
      valid_from: fresh.validFrom,
      changes: JSON.stringify(fresh.changes),
      case_id: fresh.caseId,
      drafted_by: fresh.draftedBy,
      drafted_at: now,
    })
    .execute();
  return id;
}

/** The newest change sets, at most `limit`. */
export async function listChangeSets(db: Database | Tx, limit: number): Promise<ChangeSet[]> {
  return (await rows(db).orderBy('drafted_at', 'desc').orderBy('id').limit(limit).execute()).map(setOf);
}

export async function readChangeSet(db: Database | Tx, id: string): Promise<ChangeSet | null> {
  const row = await rows(db).where('id', '=', id).executeTakeFirst();
  return row ? setOf(row) : null;
}

/** The sets that hold, in the order in which they came to. */
export async function effectiveSets(db: Database | Tx): Promise<ChangeSet[]> {
  return (await rows(db).where('state', '=', 'effective').orderBy('effective_version').execute()).map(setOf);
}

/** The sets that are drafted, or approved and wait for their day, by that day. */
export async function waitingSets(db: Database | Tx): Promise<ChangeSet[]> {
  const found = rows(db).where('state', 'in', ['draft', 'approved']).orderBy('valid_from').orderBy('drafted_at');
  return (await found.execute()).map(setOf);
}

export async function lockChangeSet(tx: Tx, id: string): Promise<ChangeSet | null> {
  const row = await rows(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? setOf(row) : null;
}

/** Notes who decided on a locked set. */
export async function decideChangeSet(
  tx: Tx,
  id: string,
  decision: { state: 'approved' | 'withdrawn'; note: string | null; accountId: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('change_set')
    .set({
      state: decision.state,
      decided_by: decision.accountId,
      decided_at: now,
      decision_note: decision.note,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** Approved sets whose day has come, by that day. */
export async function changeSetsDue(db: Database, day: string): Promise<string[]> {
  const due = await db
    .selectFrom('change_set')
    .select('id')
    .where('state', '=', 'approved')
    .where('valid_from', '<=', day)
    .orderBy('valid_from')
    .orderBy('decided_at')
    .execute();
  return due.map((row) => row.id);
}

/** Takes the turn of a change that comes to hold: one at a time; returns its number. */
export async function nextDirectoryVersion(tx: Tx): Promise<number> {
  const row = await tx
    .updateTable('jurisdiction')
    .set({ directory_version: sql`directory_version + 1` })
    .returning('directory_version')
    .executeTakeFirstOrThrow();
  return row.directory_version;
}

export async function markEffective(tx: Tx, id: string, version: number, now: Date): Promise<void> {
  await tx
    .updateTable('change_set')
    .set({ state: 'effective', effective_at: now, effective_version: version, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** The channel that tells each process to read the directory anew. */
export const DIRECTORY_CHANNEL = 'huiying_directory';

export async function tellProcesses(tx: Tx, version: number): Promise<void> {
  await sql`select pg_notify(${DIRECTORY_CHANNEL}, ${String(version)})`.execute(tx);
}

/** Writes the rows that other tables refer to for units and territories a change brings. */
export async function addIdentities(tx: Tx, setId: string, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.kind === 'territory' && change.to) {
      await tx
        .insertInto('territory')
        .values({ ...change.to, position: 0, added_by: setId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    } else if (change.kind === 'unit' && change.to) {
      const { to } = change;
      await tx
        .insertInto('unit')
        .values({
          id: to.id,
          name: to.name,
          short_name: to.shortName,
          territory: to.territory,
          kind: to.kind,
          subject: to.subject ?? null,
          vertical: to.vertical ?? null,
          parent: null,
          aliases: JSON.stringify(to.aliases),
          position: 0,
          added_by: setId,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
}

export interface OpenPart {
  caseId: string;
  unitId: string;
  role: 'lead' | 'supporting' | 'coordinator';
}

/** The parts that units have in cases that have not ended, by case; for the program alone. */
export async function openPartsOf(db: Database | Tx, unitIds: readonly string[]): Promise<OpenPart[]> {
  if (unitIds.length === 0) return [];
  const parts = await scopedAssignments(db, THE_PROGRAM)
    .select(['case_id as caseId', 'unit_id as unitId', 'role'])
    .where('ended_at', 'is', null)
    .where('unit_id', 'in', [...unitIds])
    .orderBy('case_id')
    .execute();
  const ids = [...new Set(parts.map((part) => part.caseId))];
  if (ids.length === 0) return [];
  const open = await scopedCases(db, THE_PROGRAM)
    .select('case.id')
    .where('case.id', 'in', ids)
    .where('case.state', 'not in', [...ENDED_STATES])
    .execute();
  const standing = new Set(open.map((row) => row.id));
  return parts.filter((part) => standing.has(part.caseId));
}

/** In how many cases that have not ended each unit has a part, as far as the number may be told to this person. */
export async function openCaseCounts(
  db: Database | Tx,
  viewer: Viewer,
  unitIds: readonly string[],
): Promise<Map<string, number>> {
  const parts = await openPartsOf(db, unitIds);
  const ids = [...new Set(parts.map((part) => part.caseId))];
  if (ids.length === 0) return new Map();
  const told = await unclosedCases(db, viewer).select('case.id').where('case.id', 'in', ids).execute();
  const counted = new Set(told.map((row) => row.id));
  const casesOf = (unitId: string) => parts.filter((part) => part.unitId === unitId && counted.has(part.caseId));
  return new Map(unitIds.map((id) => [id, new Set(casesOf(id).map((part) => part.caseId)).size]));
}

/** Locks a case for what a change does to it, whoever may see it. */
export const lockForRelease = (tx: Tx, caseId: string): Promise<LockedCase | null> => lockCase(tx, THE_PROGRAM, caseId);

/** Enabled accounts of a unit. */
export async function accountsOf(db: Database | Tx, unitId: string): Promise<number> {
  const row = await db
    .selectFrom('account')
    .select((select) => select.fn.countAll<string>().as('n'))
    .where('unit_id', '=', unitId)
    .where('enabled', '=', true)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
