/**
 * Past matters, read for a replay in batches by id: those that may be counted for who asks (access/scope.ts), and then what hangs
 * on them. Texts are read for the resolver and go no further than the comparison.
 */
import { sql } from 'kysely';
import {
  replayableCases,
  scopedAssignments,
  scopedClocks,
  scopedEntries,
  scopedHoldings,
  scopedPublications,
  scopedReturns,
  scopedVerdicts,
  THE_PROGRAM,
} from '../../access/scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import { clockFactsOfAll } from '../../clocks/case-facts/store.ts';
import type { Holding } from '../../clocks/ledger.ts';
import type { Database } from '../../platform/database.ts';
import type { Judged } from '../proposal.ts';
import { factsOf } from '../proposal.ts';
import type { PastClock, PastMatter, PastReturn } from './matter.ts';

/** Small enough that reading one holds up nothing else for long. */
const AT_ONCE = 200;

/** Who asks; null for the command line, which is told only of what nobody is shut out of. */
export type Sight = Viewer | null;

/** Cases opened since an instant; one that went into another is answered for by that one. */
const replayed = (db: Database, sight: Sight, since: Date, until: Date) =>
  replayableCases(db, sight)
    .where('case.opened_at', '>=', since)
    .where('case.opened_at', '<=', until)
    .where('case.state', '<>', 'merged')
    .where('item.state', '<>', 'transferred');

/** How many matters there are to replay for who asks. */
export async function countMatters(db: Database, sight: Sight, since: Date, until: Date): Promise<number> {
  const row = await replayed(db, sight, since, until)
    .select((eb) => eb.fn.count<string>('case.id').distinct().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The cases of one batch with the item that opened each: of those decided first, the one whose title the case bears. */
function openingItems(db: Database, sight: Sight, span: Span, after: string) {
  return replayed(db, sight, span.since, span.until)
    .where('case.id', '>', after)
    .distinctOn('case.id')
    .select([
      'case.id as caseId',
      'case.detected_at as detectedAt',
      'case.dispatched_at as dispatchedAt',
      'case.accepted_at as acceptedAt',
      'case.closed_at as closedAt',
      'item.id as itemId',
      'item.title',
      'item.body',
      'item.subject',
      'item.cleared_by',
    ])
    .orderBy('case.id')
    .orderBy('item.decided_at')
    .orderBy(sql`item.title <> "case".title`)
    .orderBy('item.detected_at')
    .orderBy('item.id')
    .limit(AT_ONCE)
    .execute();
}
type Opening = Awaited<ReturnType<typeof openingItems>>[number];

export interface Span {
  since: Date;
  until: Date;
}

/** Streams the matters of a span, batch by batch. */
export async function* pastMatters(db: Database, sight: Sight, span: Span): AsyncGenerator<PastMatter[]> {
  for (let after = ''; ;) {
    const opening = await openingItems(db, sight, span, after);
    const last = opening.at(-1);
    if (!last) return;
    yield await withPasts(db, opening);
    after = last.caseId;
  }
}

async function withPasts(db: Database, opening: readonly Opening[]): Promise<PastMatter[]> {
  const cases = opening.map(({ caseId }) => caseId);
  const verdicts = await verdictsOf(
    db,
    opening.map(({ itemId }) => itemId),
  );
  const [clocks, holdings, returns] = [
    await clocksOf(db, cases),
    await holdingsOf(db, cases),
    await returnsOf(db, cases),
  ];
  const asked = await clockFactsOfAll(db, cases);
  const answered = await answeredAt(db, cases);
  const recorded = await recordedAt(db, cases);
  return opening.flatMap((one) => {
    const verdict = verdicts.get(one.itemId);
    const clockFacts = asked.get(one.caseId);
    if (!verdict || !clockFacts) return []; // a case without a verdict was never proposed to anyone
    const { caseId, detectedAt, dispatchedAt, acceptedAt, closedAt } = one;
    const answer = answered.get(caseId) ?? null;
    const entry = recorded.get(caseId);
    return [
      {
        caseId,
        facts: factsOf(one, verdict, { subject: one.subject }),
        clockFacts,
        detectedAt,
        dispatchedAt,
        closedAt,
        metAt: { accept: acceptedAt, respond: answer, progress: entry ?? answer, close: closedAt },
        clocks: clocks.get(caseId) ?? [],
        holdings: holdings.get(caseId) ?? [],
        returns: returns.get(caseId) ?? [],
      },
    ];
  });
}

/** Rows by their case. */
function byCase<Row extends { caseId: string }, T>(rows: readonly Row[], made: (row: Row) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.caseId);
    if (group) group.push(made(row));
    else groups.set(row.caseId, [made(row)]);
  }
  return groups;
}

async function verdictsOf(db: Database, items: readonly string[]): Promise<Map<string, Judged>> {
  const rows = await scopedVerdicts(db, THE_PROGRAM)
    .distinctOn('verdict.item_id')
    .select(['verdict.item_id', 'verdict.category', 'verdict.subject', 'verdict.subjects'])
    .select(['verdict.places', 'verdict.severity'])
    .where('verdict.item_id', 'in', [...items])
    .whereRef('verdict.text_hash', '=', 'item.text_hash')
    .orderBy('verdict.item_id')
    .orderBy('verdict.at', 'desc')
    .orderBy('verdict.id')
    .execute();
  return new Map(rows.map((row) => [row.item_id, row]));
}

async function clocksOf(db: Database, cases: readonly string[]): Promise<Map<string, PastClock[]>> {
  const rows = await scopedClocks(db, THE_PROGRAM)
    .select(['case_id as caseId', 'kind', 'starts_from', 'start_at', 'stopped_at', 'ended', 'set_at'])
    .select(['due_at', 'original_due_at'])
    .where('case_id', 'in', [...cases])
    .orderBy('clock.id')
    .execute();
  return byCase(rows, ({ kind, starts_from, start_at, stopped_at, ended, set_at, due_at, original_due_at }) => ({
    kind,
    startsFrom: starts_from,
    startAt: start_at,
    stoppedAt: stopped_at,
    ended,
    setAt: set_at,
    extendedMs: due_at && original_due_at ? due_at.getTime() - original_due_at.getTime() : 0,
  }));
}

async function holdingsOf(db: Database, cases: readonly string[]): Promise<Map<string, Holding[]>> {
  const rows = await scopedHoldings(db, THE_PROGRAM)
    .select(['case_id as caseId', 'holding.id', 'step', 'unit_id', 'from_at', 'to_at', 'limit_minutes', 'excuse'])
    .where('case_id', 'in', [...cases])
    .orderBy('from_at')
    .orderBy('holding.id')
    .execute();
  return byCase(rows, ({ id, step, unit_id, from_at, to_at, limit_minutes, excuse }) => ({
    id,
    step,
    unitId: unit_id,
    fromAt: from_at,
    toAt: to_at,
    limitMinutes: limit_minutes,
    excuse,
  }));
}

async function returnsOf(db: Database, cases: readonly string[]): Promise<Map<string, PastReturn[]>> {
  const rows = await scopedReturns(db, THE_PROGRAM)
    .select(['return_request.case_id as caseId', 'assignment_id', 'unit_id', 'at'])
    .where('case_id', 'in', [...cases])
    .execute();
  const given = await givenAt(db, rows);
  return byCase(rows, ({ assignment_id, unit_id, at }) => ({
    unitId: unit_id,
    givenAt: given.get(assignment_id) ?? at,
    at,
  }));
}

async function givenAt(db: Database, returns: readonly { assignment_id: string }[]): Promise<Map<string, Date>> {
  if (returns.length === 0) return new Map();
  const rows = await scopedAssignments(db, THE_PROGRAM)
    .select(['assignment.id', 'at'])
    .where(
      'assignment.id',
      'in',
      returns.map((one) => one.assignment_id),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row.at]));
}

/** When the first answer of each was published. */
async function answeredAt(db: Database, cases: readonly string[]): Promise<Map<string, Date>> {
  const rows = await scopedPublications(db, THE_PROGRAM)
    .select(['case_id', (eb) => eb.fn.min('published_at').as('at')])
    .where('case_id', 'in', [...cases])
    .groupBy('case_id')
    .execute();
  return new Map(rows.map((row) => [row.case_id, row.at]));
}

/** When each first told of progress: any finding or measure does. */
async function recordedAt(db: Database, cases: readonly string[]): Promise<Map<string, Date>> {
  const rows = await scopedEntries(db, THE_PROGRAM)
    .select(['case_id', (eb) => eb.fn.min('at').as('at')])
    .where('case_id', 'in', [...cases])
    .where('kind', 'in', ['finding', 'measure', 'progress'])
    .groupBy('case_id')
    .execute();
  return new Map(rows.map((row) => [row.case_id, row.at]));
}
