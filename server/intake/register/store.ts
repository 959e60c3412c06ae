/** What the page of sources reads: settings, figures, gaps, tokens. Figures and settings, never a post. */
import { sql } from 'kysely';
import { scopedCaseItems, scopedCases } from '../../access/scope.ts';
import { permits, type Viewer } from '../../access/viewer.ts';
import { itemsClosedTo } from '../../access/visible.ts';
import type { SourceDetail, SourcesView } from '../../contract/source-views.ts';
import { ENDED_STATES } from '../../contract/vocabulary-case.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { SourceRow } from '../source-health.ts';
import { DAY_MS, detailView, rowView, spanOf, type BarRow, type GapRow, type TokenRow } from './view.ts';

const GAP_DAYS = 7;
/** Cases shown beside a source, those last moved first. */
const CASES = 20;

/** A source's first event says since when it is here. */
const addedAt = sql<Date | null>`(select e.at from event e where e.stream = 'source:' || source.id and e.version = 1)`;

const HEALTH = [
  'source.id',
  'source.name',
  'source.kind',
  'source.channel',
  'source.enabled',
  'source.interval_seconds',
  'source.quiet_after_minutes',
  'source.last_success_at',
  'source.last_item_at',
  'source.failure_code',
  'source.failure_message',
  'source.failing_since',
] as const;

/** The sources as they stand, in order of name. */
export async function listSources(db: Database): Promise<SourceRow[]> {
  return db.selectFrom('source').select(HEALTH).select(addedAt.as('added_at')).orderBy('source.name').execute();
}

function registerRows(db: Database | Tx) {
  return db
    .selectFrom('source')
    .leftJoin('account as allower', 'allower.id', 'source.allowed_by')
    .leftJoin('account as pauser', 'pauser.id', 'source.paused_by')
    .select(HEALTH)
    .select([
      addedAt.as('added_at'),
      'source.version',
      'source.url',
      'source.allow_private',
      'allower.display_name as allowed_by_name',
      'source.paused_reason',
      'pauser.display_name as paused_by_name',
      'source.paused_at',
      'source.last_warnings',
      'source.last_test',
    ]);
}

/**
 * Half hours in which something new came, of all sources (or of one), in one query over the index of sightings; less what is
 * closed to the viewer.
 */
async function barRows(db: Database | Tx, viewer: Viewer, now: Date, id: string | null): Promise<BarRow[]> {
  const { from, midnight, barMs } = spanOf(now);
  const { rows } = await sql<BarRow>`
    select source.id as source_id, counted.* from source cross join lateral (
      select floor(extract(epoch from s.seen_at - ${from}::timestamptz) * 1000 / ${barMs}::integer)::integer as bar,
        count(*)::integer as count,
        (count(*) filter (where s.seen_at >= ${midnight}::timestamptz))::integer as today
      from sighting s
      where s.source_id = source.id and s.seen_at >= ${from}::timestamptz and s.seen_at <= ${now}::timestamptz
        and s.item_id not in ${itemsClosedTo(viewer)}
      group by 1
    ) counted
    where ${id}::text is null or source.id = ${id}::text`.execute(db);
  return rows;
}

async function gapRows(db: Database | Tx, since: Date, id: string | null): Promise<GapRow[]> {
  return db
    .selectFrom('source_gap')
    .select(['source_id', 'since', 'until', 'code', 'message', 'recovered'])
    .where((where) => where.or([where('until', 'is', null), where('until', '>', since)]))
    .$if(id !== null, (query) => query.where('source_id', '=', id))
    .orderBy('since', 'desc')
    .orderBy('source_gap.id', 'desc')
    .execute();
}

/** GET /api/sources: every source with its last 24 hours, in order of name. */
export async function readSources(db: Database, viewer: Viewer, now: Date): Promise<SourcesView> {
  const [rows, bars, gaps] = await Promise.all([
    registerRows(db).orderBy('source.name').orderBy('source.id').execute(),
    barRows(db, viewer, now, null),
    gapRows(db, spanOf(now).from, null),
  ]);
  const [barsOf, gapsOf] = [bySource(bars), bySource(gaps)];
  const sources = rows.map((row) => rowView(row, barsOf.get(row.id) ?? [], gapsOf.get(row.id) ?? [], now));
  return { at: now.toISOString(), sources };
}

function bySource<Row extends { source_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.source_id);
    if (group) group.push(row);
    else groups.set(row.source_id, [row]);
  }
  return groups;
}

/** GET /api/sources/:id, or null where there is none. `cases` as far as the viewer may see them. */
export async function readSource(db: Database, viewer: Viewer, id: string, now: Date): Promise<SourceDetail | null> {
  const row = await registerRows(db).where('source.id', '=', id).executeTakeFirst();
  if (!row) return null;
  const [bars, gaps, tokens, cases] = await Promise.all([
    barRows(db, viewer, now, id),
    gapRows(db, new Date(now.getTime() - GAP_DAYS * DAY_MS), id),
    tokenRows(db, id),
    openCasesOf(db, viewer, id),
  ]);
  return detailView({ row, bars, gaps, tokens, cases, manages: permits(viewer, 'source.manage'), now });
}

async function tokenRows(db: Database, id: string): Promise<TokenRow[]> {
  return db
    .selectFrom('source_token')
    .innerJoin('account', 'account.id', 'source_token.created_by')
    .select([
      'source_token.id',
      'source_token.name',
      'source_token.created_at',
      'account.display_name as created_by_name',
      'source_token.last_used_at',
      'source_token.revoked_at',
    ])
    .where('source_id', '=', id)
    .orderBy('source_token.created_at', 'desc')
    .orderBy('source_token.id')
    .execute();
}

/** Open cases with items seen at the source, by the viewer's right to case and item. */
async function openCasesOf(db: Database, viewer: Viewer, id: string): Promise<SourceDetail['cases']> {
  const items = scopedCaseItems(db, viewer)
    .select('item.case_id')
    .where('item.id', 'in', db.selectFrom('sighting').select('item_id').where('source_id', '=', id));
  return scopedCases(db, viewer)
    .select(['case.id', 'case.number', 'case.title'])
    .where('case.state', 'not in', [...ENDED_STATES])
    .where('case.id', 'in', items)
    .orderBy('case.updated_at', 'desc')
    .orderBy('case.id')
    .limit(CASES)
    .execute();
}
