/** What a report counts, read by the program itself: numbers alone leave this file. Walled and transferred matters stay out. */
import { sql, type SqlBool } from 'kysely';
import {
  scopedAssignments,
  scopedCases,
  scopedClocks,
  scopedCommitments,
  scopedItems,
  scopedPublications,
  scopedReturns,
  THE_PROGRAM,
} from '../access/scope.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { Facts, GapFact } from './figures.ts';
import type { Period } from './period.ts';

/** Cases nobody is shut out of. A figure that held the others would tell of them to those they are closed to. */
const openCase = (reference: string) =>
  sql<SqlBool>`not exists (select from case_audience a where a.case_id = ${sql.ref(reference)} and a.effect = 'deny')`;

const openItem = sql<SqlBool>`not exists (select from item_denial d where d.item_id = item.id)`;

/** All facts of a period, of one moment. */
export function readFacts(db: Database, period: Period, now: Date): Promise<Facts> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => ({
      items: await readItems(tx, period),
      cases: await readCases(tx, period),
      clocks: await readClocks(tx, period),
      commitments: await readCommitments(tx, period),
      returns: await readReturns(tx, period),
      ratings: await readRatings(tx, period),
      gaps: await readGaps(tx, period, now),
    }));
}

function readItems(tx: Tx, { from, until }: Period): Promise<Facts['items']> {
  return scopedItems(tx, THE_PROGRAM)
    .select(['item.state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('detected_at', '>=', from)
    .where('detected_at', '<', until)
    .where('item.state', '<>', 'transferred')
    .where(openItem)
    .where((eb) => eb.or([eb('item.case_id', 'is', null), openCase('item.case_id')]))
    .groupBy('item.state')
    .execute()
    .then((rows) => rows.map(({ state, count }) => ({ state, count: Number(count) })));
}

async function readCases(tx: Tx, { until }: Period): Promise<Facts['cases']> {
  const rows = await scopedCases(tx, THE_PROGRAM)
    .select(['case.id', 'case.state', 'opened_at as openedAt', 'closed_at as closedAt'])
    .where('opened_at', '<', until)
    .where(openCase('case.id'))
    .execute();
  const published = await scopedPublications(tx, THE_PROGRAM)
    .select(['publication.case_id', (eb) => eb.fn.min('published_at').as('at')])
    .where('publication.state', '<>', 'withdrawn')
    .groupBy('publication.case_id')
    .execute();
  // The last lead of each: one that leads no more ended before the one that does.
  const leads = await scopedAssignments(tx, THE_PROGRAM)
    .select(['assignment.case_id', 'unit_id'])
    .where('assignment.role', '=', 'lead')
    .orderBy(sql`ended_at is null`)
    .orderBy('assignment.at')
    .execute();
  const publishedAt = new Map(published.map((row) => [row.case_id, row.at]));
  const leadOf = new Map(leads.map((row) => [row.case_id, row.unit_id]));
  return rows.map((row) => ({
    ...row,
    publishedAt: publishedAt.get(row.id) ?? null,
    lead: leadOf.get(row.id) ?? null,
  }));
}

function readClocks(tx: Tx, { from, until }: Period): Promise<Facts['clocks']> {
  return scopedClocks(tx, THE_PROGRAM)
    .select(['clock.case_id as caseId', 'kind', 'clock.clause', 'start_at as startAt', 'due_at as dueAt'])
    .select(['stopped_at as stoppedAt', 'ended', 'past_at_start as pastAtStart'])
    .where(sql<SqlBool>`coalesce(due_at, start_at) >= ${from} and coalesce(due_at, start_at) < ${until}`)
    .where('clock.case_id', 'in', countedCases(tx))
    .execute();
}

/** Cases that count: open to all, and not gone into another, which has their limits. */
const countedCases = (tx: Tx) =>
  scopedCases(tx, THE_PROGRAM).select('case.id').where('case.state', '<>', 'merged').where(openCase('case.id'));

function readCommitments(tx: Tx, { from, until }: Period): Promise<Facts['commitments']> {
  return scopedCommitments(tx, THE_PROGRAM)
    .select(['due_at as dueAt', 'kept_at as keptAt'])
    .where('due_at', '>=', from)
    .where('due_at', '<', until)
    .where('commitment.case_id', 'in', countedCases(tx))
    .execute();
}

function readReturns(tx: Tx, { from, until }: Period): Promise<Facts['returns']> {
  return scopedReturns(tx, THE_PROGRAM)
    .select(['return_request.at', 'ruling'])
    .where('return_request.at', '>=', from)
    .where('return_request.at', '<', until)
    .where('return_request.case_id', 'in', countedCases(tx))
    .execute();
}

async function readRatings(tx: Tx, { from, until }: Period): Promise<Facts['ratings']> {
  const counted = scopedPublications(tx, THE_PROGRAM).select('publication.id').where(openCase('publication.case_id'));
  const rows = await tx
    .selectFrom('rating')
    .select(['value', (eb) => eb.fn.countAll<number>().as('count')])
    .where('at', '>=', from)
    .where('at', '<', until)
    .where('publication_id', 'in', counted)
    .groupBy('value')
    .execute();
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}

/** Gaps on record that reach into the period, and those of sources that fail now without one. */
async function readGaps(tx: Tx, { from, until }: Period, now: Date): Promise<GapFact[]> {
  const kept = await tx
    .selectFrom('source_gap')
    .innerJoin('source', 'source.id', 'source_gap.source_id')
    .select(['source_id as sourceId', 'source.name', 'since', 'until', 'message'])
    .where('since', '<', until)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', from)]))
    .orderBy('source.name')
    .orderBy('since')
    .execute();
  const failing = await tx
    .selectFrom('source')
    .select(['id as sourceId', 'name', 'failing_since as since', 'failure_message as message'])
    .where('failing_since', '<', until < now ? until : now)
    .where('enabled', '=', true)
    .where(sql<SqlBool>`not exists (select from source_gap g where g.source_id = source.id and g.until is null)`)
    .orderBy('name')
    .execute();
  const open = failing.flatMap(({ since, message, ...source }) =>
    since ? [{ ...source, since, until: null, message: message ?? '' }] : [],
  );
  return [...kept, ...open];
}
