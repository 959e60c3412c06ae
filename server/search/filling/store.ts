/** The index, filled behind: what waits, and one batch of it. */
import { sql } from 'kysely';
import {
  scopedCases,
  scopedEntries,
  scopedFindableItems,
  scopedPublications,
  scopedSearchEntries,
  searchPending,
  THE_PROGRAM,
} from '../../access/scope.ts';
import { SEARCH_KIND_IDS, type SearchKind } from '../../contract/search-views.ts';
import type { Organisation } from '../../organisation/model.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import { hashText } from '../../platform/events/chain.ts';
import { oldestUnheard, type Handler } from '../../platform/events/handling.ts';
import type { Document } from '../documents.ts';
import { documentsOf } from '../documents/store.ts';
import type { Mark } from '../marks.ts';
import { fold, termsOf } from '../terms.ts';

/** Changes with how terms are made: what was indexed in another way is then indexed anew at the next start. */
const TERMS_VERSION = '1';

/** Notes that things must be indexed anew, since the moment they changed; what waits already keeps its earlier moment. */
export async function markThings(tx: Tx, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  // In one order, so that two writers wait for each other instead of deadlocking.
  const ordered = [...marks].sort((a, b) => (a.kind + a.thing < b.kind + b.thing ? -1 : 1));
  await tx
    .insertInto('search_pending')
    .values(ordered)
    .onConflict((conflict) =>
      conflict.columns(['kind', 'thing']).doUpdateSet({ since: sql`least(search_pending.since, excluded.since)` }),
    )
    .execute();
}

/** Marks the answers and entries of a case. */
export async function markRecordsOf(tx: Tx, caseId: string, since: Date): Promise<void> {
  const entries = await scopedEntries(tx, THE_PROGRAM).select('entry.id').where('case_id', '=', caseId).execute();
  const answers = await scopedPublications(tx, THE_PROGRAM)
    .select('publication.id')
    .where('publication.case_id', '=', caseId)
    .execute();
  await markThings(tx, [
    ...entries.map(({ id }) => ({ kind: 'entry' as const, thing: id, since })),
    ...answers.map(({ id }) => ({ kind: 'response' as const, thing: id, since })),
  ]);
}

/** Marks whatever is not indexed, or was indexed in another way: what was stored before there was a search. One statement. */
export async function markUnindexed(db: Database, now: Date): Promise<number> {
  const kind = (id: SearchKind) => sql<SearchKind>`${sql.lit(id)}::text`.as('kind');
  const things = [
    scopedCases(db, THE_PROGRAM)
      .select([kind('case'), 'case.id as thing'])
      .where('case.state', '!=', 'merged'),
    scopedFindableItems(db, THE_PROGRAM).select([kind('item'), 'item.id as thing']),
    scopedPublications(db, THE_PROGRAM).select([kind('response'), 'publication.id as thing']),
    scopedEntries(db, THE_PROGRAM).select([kind('entry'), 'entry.id as thing']),
  ];
  const indexed = scopedSearchEntries(db, THE_PROGRAM)
    .select('search_entry.thing')
    .where(sql<boolean>`search_entry.kind = found.kind and search_entry.thing = found.thing`)
    .where('search_entry.text_hash', 'like', `${TERMS_VERSION}:%`);
  const done = await sql`
    insert into search_pending (kind, thing, since)
    select found.kind, found.thing, ${now} from (${sql.join(things, sql` union all `)}) found
    where not exists (${indexed})
    on conflict do nothing`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

const BATCH = 200;
/** Batches of one round: a long backlog leaves room for a stop in between. */
const BATCHES = 25;

/** Fills until nothing waits, at most a few thousand things; returns how many were done. */
export async function fillIndex(db: Database, organisation: Organisation, now: () => Date): Promise<number> {
  let done = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const filled = await fillBatch(db, organisation, now());
    done += filled;
    if (filled < BATCH) break;
  }
  return done;
}

/**
 * One batch: its marks are locked, the things read as they stand, their entries written or, where a thing is gone or sealed,
 * removed, and the marks taken away. A mark set meanwhile waits for the lock and stands again behind it.
 */
export function fillBatch(db: Database, organisation: Organisation, now: Date): Promise<number> {
  return transact(db, async (tx) => {
    const marks = await searchPending(tx, THE_PROGRAM)
      .select(['kind', 'thing'])
      .orderBy('since')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const kind of SEARCH_KIND_IDS) {
      const things = marks.filter((mark) => mark.kind === kind).map((mark) => mark.thing);
      if (things.length === 0) continue;
      const documents = await documentsOf(tx, THE_PROGRAM, organisation, kind, things);
      await keepEntries(tx, documents, now);
      const there = new Set(documents.map((one) => one.thing));
      await removeEntries(
        tx,
        kind,
        things.filter((thing) => !there.has(thing)),
      );
      await tx.deleteFrom('search_pending').where('kind', '=', kind).where('thing', 'in', things).execute();
    }
    return marks.length;
  });
}

async function removeEntries(tx: Tx, kind: SearchKind, things: readonly string[]): Promise<void> {
  if (things.length === 0) return;
  await tx
    .deleteFrom('search_entry')
    .where('kind', '=', kind)
    .where('thing', 'in', [...things])
    .execute();
}

/** Writes entries; one whose text and case are those indexed already is left alone. */
async function keepEntries(tx: Tx, documents: readonly Document[], now: Date): Promise<void> {
  const rows = documents.map((one) => {
    const title = fold(one.title);
    const body = fold(one.body);
    const terms = sql<string>`array_to_tsvector(${termsOf(title, body)}::text[])`;
    const text_hash = `${TERMS_VERSION}:${hashText(`${title}\n${body}`)}`;
    const { kind, thing, caseId, itemId, at } = one;
    return { kind, thing, case_id: caseId, item_id: itemId, text_hash, title, body, terms, at, indexed_at: now };
  });
  if (rows.length === 0) return;
  await tx
    .insertInto('search_entry')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'thing'])
        .doUpdateSet(({ ref }) => ({
          case_id: ref('excluded.case_id'),
          text_hash: ref('excluded.text_hash'),
          title: ref('excluded.title'),
          body: ref('excluded.body'),
          terms: ref('excluded.terms'),
          at: ref('excluded.at'),
          indexed_at: ref('excluded.indexed_at'),
        }))
        .where(
          sql<boolean>`(search_entry.text_hash, search_entry.case_id, search_entry.at)
            is distinct from (excluded.text_hash, excluded.case_id, excluded.at)`,
        ),
    )
    .execute();
}

export interface Lag {
  /** Whole seconds since the oldest change that is not yet in the index. */
  seconds: number;
  waiting: number;
}

const WAITING_STEP = 100;

/**
 * How far the index is behind what was stored, marks that were not even set yet included. The number is rounded up: exact, it
 * would count things the viewer may not see.
 */
export async function lagOf(db: Database | Tx, handler: Pick<Handler, 'name' | 'types'>, now: Date): Promise<Lag> {
  const marked = await searchPending(db, THE_PROGRAM)
    .select([sql<number>`count(*)::int`.as('n'), sql<Date | null>`min(since)`.as('since')])
    .executeTakeFirst();
  const unheard = await oldestUnheard(db, handler);
  const oldest = [marked?.since ?? null, unheard].filter((at) => at !== null).map((at) => at.getTime());
  if (oldest.length === 0) return { seconds: 0, waiting: 0 };
  const seconds = Math.max(0, Math.ceil((now.getTime() - Math.min(...oldest)) / 1_000));
  return { seconds, waiting: Math.max(1, Math.ceil((marked?.n ?? 0) / WAITING_STEP)) * WAITING_STEP };
}
