/** What the board keeps: views of cases, and the trail of changes that web processes follow. */
import { sql } from 'kysely';
import { scopedCaseViews, scopedCases, scopedItems, THE_PROGRAM } from '../access/scope.ts';
import { audienceClass, madeFor, type AudienceClass, type AudienceRow, type Viewer } from '../access/viewer.ts';
import type { CaseView } from '../contract/case-views.ts';
import type { Database, Tx } from '../platform/database.ts';
import { leavingBoard, leftBoardBefore, onBoard } from './on-board.ts';

/** The channel a projector rings at commit. */
export const LIVE_CHANNEL = 'huiying_live';

/**
 * One writer of views and trail at a time. Taken before the rows are read: a projector and the hourly refresh that read side by
 * side would collide on a view's version, or the later one would keep what the other already knew to be old.
 */
export async function lockTrail(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LIVE_LOCK})`.execute(tx);
}

/** A stored view, and the units and accounts to whom the case was open when it was made. */
export interface KeptView {
  view: CaseView;
  granted: readonly string[];
}

/** Keeps a view where it differs from the last one kept; returns whether it did. */
export async function keepView(tx: Tx, audience: AudienceClass, kept: KeptView, now: Date): Promise<boolean> {
  const json = JSON.stringify(kept.view);
  const granted = [...kept.granted];
  const { id } = kept.view;
  const done = await sql`
    with last as (
      select version, view, granted from case_view where case_id = ${id} and audience = ${audience} order by version desc limit 1
    )
    insert into case_view (case_id, version, audience, at, view, granted)
    select ${id}, coalesce((select version from last), 0) + 1, ${audience}, ${now}, ${json}::jsonb, ${granted}::text[]
    where (select view from last) is distinct from ${json}::jsonb
      or (select granted from last) is distinct from ${granted}::text[]`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** Held while changes are noted, so that positions become visible in their order. */
const LIVE_LOCK = 7_306_002;

/** Notes what changed, for the web processes to follow; positions grow in order of commit. */
export async function noteChanges(
  tx: Tx,
  changes: readonly { kind: 'case' | 'item'; thing: string }[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await lockTrail(tx);
  await tx
    .insertInto('live_change')
    .values(changes.map((change) => ({ ...change, at: now })))
    .execute();
  await sql`select pg_notify(${LIVE_CHANNEL}, '')`.execute(tx);
}

export interface LiveChange {
  position: string;
  kind: 'case' | 'item';
  thing: string;
}

const FOLLOWED_AT_ONCE = 2_000;

/** Changes after a position, oldest first. */
export async function changesAfter(db: Database, position: string): Promise<LiveChange[]> {
  return db
    .selectFrom('live_change')
    .select(['position', 'kind', 'thing'])
    .where('position', '>', position)
    .orderBy('position')
    .limit(FOLLOWED_AT_ONCE)
    .execute();
}

/** First and last position kept; changes older than the first have been purged. */
export async function positions(db: Database): Promise<{ first: string; last: string }> {
  const row = await sql<{ first: string; last: string }>`
    select coalesce(min(position), 0)::text as first, coalesce(max(position), 0)::text as last from live_change`.execute(
    db,
  );
  return row.rows[0] ?? { first: '0', last: '0' };
}

/** Cases on the board that the viewer may see; the same rule as onBoard in on-board.ts, over rows. */
function casesOnBoard(db: Database, viewer: Viewer, now: Date) {
  return scopedCases(db, viewer)
    .select('case.id')
    .where('case.state', '!=', 'merged')
    .where((where) =>
      where.or([where('case.state', '!=', 'closed'), where('case.closed_at', '>=', leftBoardBefore(now))]),
    );
}

/** The present views of all cases on the board that a viewer may see. */
export async function viewsFor(db: Database, viewer: Viewer, now: Date): Promise<CaseView[]> {
  const rows = await presentViews(db, viewer)
    .where('case_view.case_id', 'in', casesOnBoard(db, viewer, now))
    .execute();
  return shownTo(viewer, rows);
}

/** The present views of the given cases, as far as the viewer may see them. */
export async function viewsOf(db: Database, viewer: Viewer, ids: readonly string[]): Promise<CaseView[]> {
  if (ids.length === 0) return [];
  const rows = await presentViews(db, viewer)
    .where('case_view.case_id', 'in', [...ids])
    .execute();
  return shownTo(viewer, rows);
}

function presentViews(db: Database, viewer: Viewer) {
  return scopedCaseViews(db, viewer)
    .distinctOn('case_view.case_id')
    .select(['view', 'granted'])
    .where('audience', '=', audienceClass(viewer))
    .orderBy('case_view.case_id')
    .orderBy('case_view.version', 'desc');
}

/** Less the views made before the case was opened to the viewer: the projector is about to make theirs. */
function shownTo(viewer: Viewer, rows: readonly { view: unknown; granted: string[] }[]): CaseView[] {
  return rows.filter((row) => madeFor(viewer, row.granted)).map((row) => row.view as CaseView);
}

/** Audience rows of the given cases. */
export async function audiencesOf(db: Database | Tx, ids: readonly string[]): Promise<Map<string, AudienceRow[]>> {
  const audiences = new Map<string, AudienceRow[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return audiences;
  const rows = await db
    .selectFrom('case_audience')
    .select(['case_id', 'unit_id', 'account_id', 'effect'])
    .where('case_id', 'in', [...ids])
    .execute();
  for (const { case_id, ...row } of rows) audiences.get(case_id)?.push(row);
  return audiences;
}

/** Present views of cases on the board by audience class, for sending one to many. For the gateway, which applies mayView to each. */
export async function viewsByClass(
  db: Database,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Map<AudienceClass, KeptView>>> {
  const views = new Map<string, Map<AudienceClass, KeptView>>();
  if (ids.length === 0) return views;
  const rows = await scopedCaseViews(db, THE_PROGRAM)
    .distinctOn(['case_view.case_id', 'case_view.audience'])
    .select(['case_view.case_id', 'case_view.audience', 'view', 'granted'])
    .where('case_view.case_id', 'in', [...ids])
    .orderBy('case_view.case_id')
    .orderBy('case_view.audience')
    .orderBy('case_view.version', 'desc')
    .execute();
  for (const row of rows) {
    const view = row.view as unknown as CaseView;
    if (!onBoard(view, now)) continue;
    const byClass = views.get(row.case_id) ?? new Map<AudienceClass, KeptView>();
    byClass.set(row.audience as AudienceClass, { view, granted: row.granted });
    views.set(row.case_id, byClass);
  }
  return views;
}

/** Ids of the cases whose views show hours of arrivals that have since moved on. */
export async function casesWithRecentArrivals(db: Database | Tx, since: Date): Promise<string[]> {
  const rows = await scopedItems(db, THE_PROGRAM)
    .select('case_id')
    .distinct()
    .where('case_id', 'is not', null)
    .where('detected_at', '>=', since)
    .execute();
  return rows.flatMap((row) => (row.case_id ? [row.case_id] : []));
}

/** Ids of the closed cases that have just left the board and of which open screens have yet to be told. */
export async function casesLeavingBoard(tx: Tx, now: Date): Promise<string[]> {
  const { from, before, notedAfterMs } = leavingBoard(now);
  const rows = await scopedCases(tx, THE_PROGRAM)
    .select('case.id')
    .where('case.state', '=', 'closed')
    .where('case.closed_at', '>=', from)
    .where('case.closed_at', '<', before)
    .where(
      sql<boolean>`not exists (
        select from live_change l where l.kind = 'case' and l.thing = "case".id
          and l.at >= "case".closed_at + ${notedAfterMs} * interval '1 millisecond')`,
    )
    .execute();
  return rows.map((row) => row.id);
}

/** Forgets changes nobody can still ask for; whoever asks for older ones is given a fresh snapshot. */
export async function purgeChanges(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('live_change').where('at', '<', before).execute();
}

/** Which of the given cases the board shows the viewer. */
export async function shownCases(
  db: Database,
  viewer: Viewer,
  ids: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await casesOnBoard(db, viewer, now)
    .where('case.id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Which of the given cases the viewer may see. */
export async function visibleCases(db: Database | Tx, viewer: Viewer, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await scopedCases(db, viewer)
    .select('case.id')
    .where('case.id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Which of the given sessions still stand, by the real clock: the session store knows no other. */
export async function standingSessions(db: Database, sids: readonly string[]): Promise<Set<string>> {
  if (sids.length === 0) return new Set();
  const rows = await db
    .selectFrom('session')
    .select('sid')
    .where('sid', 'in', [...sids])
    .where('expire', '>', sql<Date>`now()`)
    .execute();
  return new Set(rows.map((row) => row.sid));
}
