/**
 * Batches of deliveries that are out with several processes. A handler's mark (`handler_progress.through`) stays before the
 * first batch that has not come back, in whatever order they do: what it has passed is handled or set aside.
 */
import { sql } from 'kysely';
import { transact, type Database, type Tx } from '../database.ts';
import type { EventType } from './catalogue.ts';
import { ringRelay } from './log.ts';

/** What a handler hears, and how it works beside others where several processes share the work. */
export interface Recipient {
  name: string;
  types: readonly EventType[];
  /** One batch at a time: its batches would wait for each other anyway. */
  alone?: boolean;
  /** Handlers whose work on an event it shows: it is given none that they have not passed. */
  after?: readonly string[];
}

/** Deliveries `first` to `last` for one handler. */
export interface Batch {
  handler: string;
  first: string;
  last: string;
}

/** Events of a batch: small enough that two processes share what comes in at once. */
const BATCH = 50;
/** Batches of one handler that are out at once. */
const OUT_AT_ONCE = 6;
/** Deliveries looked through at once for those that a handler hears. */
const AHEAD = 5_000;

/** The handlers for which there are deliveries not yet cut into batches. */
export async function handlersToCut<R extends Recipient>(db: Database, handlers: readonly R[]): Promise<R[]> {
  const names = handlers.map((handler) => handler.name);
  const rows = await sql<{ name: string }>`
    select h.name from unnest(${names}::text[]) h(name)
    left join handler_progress p on p.handler = h.name
    where (select max(seq) from delivery) > coalesce(
      case when exists (select from handed_batch b where b.handler = h.name) then p.handed else p.through end, 0)`.execute(
    db,
  );
  const behind = new Set(rows.rows.map((row) => row.name));
  return handlers.filter((handler) => behind.has(handler.name));
}

/** Cuts the next batches of a handler, as many as may be out; passes deliveries it does not hear. Returns whether it moved. */
export function cutBatches(db: Database, handler: Recipient): Promise<boolean> {
  return transact(db, async (tx) => {
    const { from, out } = await lockProgress(tx, handler.name);
    const room = (handler.alone ? 1 : OUT_AT_ONCE) - out;
    const end = room > 0 ? await endOfReach(tx, handler, from) : null;
    if (end === null) return false;
    const heard = await heardBetween(tx, handler, from, end, room * BATCH);
    const { batches, handed } = cut(handler.name, heard, from, heard.length < room * BATCH ? end : null);
    if (batches.length > 0) await tx.insertInto('handed_batch').values(batches).execute();
    await tx
      .updateTable('handler_progress')
      .set({ handed, ...(out + batches.length === 0 && { through: handed }) })
      .where('handler', '=', handler.name)
      .execute();
    return true;
  });
}

/** Chunks of what is heard, without gaps between them; the last reaches to `end` where nothing more is heard before it. Pure. */
export function cut(
  handler: string,
  heard: readonly string[],
  from: string,
  end: string | null,
): { batches: Batch[]; handed: string } {
  const batches: Batch[] = [];
  let handed = from;
  for (let at = 0; at < heard.length; at += BATCH) {
    const last = heard[Math.min(at + BATCH, heard.length) - 1] ?? handed;
    batches.push({ handler, first: String(BigInt(handed) + 1n), last });
    handed = last;
  }
  const final = batches.at(-1);
  if (end !== null && final) final.last = end;
  return { batches, handed: end ?? handed };
}

async function lockProgress(tx: Tx, handler: string): Promise<{ from: string; out: number }> {
  await tx
    .insertInto('handler_progress')
    .values({ handler, through: '0' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { through, handed } = await tx
    .selectFrom('handler_progress')
    .select(['through', 'handed'])
    .where('handler', '=', handler)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { n } = await tx
    .selectFrom('handed_batch')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('handler', '=', handler)
    .executeTakeFirstOrThrow();
  return { from: n === 0 ? through : handed, out: n };
}

/** The last delivery that may be cut now: none that a handler it comes after has not passed. Null where there is none. */
async function endOfReach(tx: Tx, { after = [] }: Recipient, from: string): Promise<string | null> {
  const found = await sql<{ end: string | null }>`
    select least(
      (select max(seq) from (select seq from delivery where seq > ${from} order by seq limit ${AHEAD}) ahead),
      (select min(coalesce(p.through, 0)) from unnest(${[...after]}::text[]) h(name)
         left join handler_progress p on p.handler = h.name))::text as "end"`.execute(tx);
  const end = found.rows[0]?.end ?? null;
  return end !== null && BigInt(end) > BigInt(from) ? end : null;
}

async function heardBetween(tx: Tx, handler: Recipient, from: string, end: string, limit: number): Promise<string[]> {
  const rows = await sql<{ seq: string }>`
    select d.seq::text from delivery d join event e on e.id = d.event_id
    where d.seq > ${from} and d.seq <= ${end} and e.type = any(${[...handler.types]})
    order by d.seq limit ${limit}`.execute(tx);
  return rows.rows.map((row) => row.seq);
}

/** The batches that are out, in the order in which they were cut. */
export async function batchesOut(db: Database): Promise<Batch[]> {
  return db.selectFrom('handed_batch').select(['handler', 'first', 'last']).orderBy('first').execute();
}

/** Whether this batch is still out. */
export async function isOut(db: Database, { handler, first, last }: Batch): Promise<boolean> {
  const row = await db
    .selectFrom('handed_batch')
    .select('last')
    .where('handler', '=', handler)
    .where('first', '=', first)
    .where('last', '=', last)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a batch back whose events are handled or set aside, moves the mark, and rings for who handed it out. */
export async function bringBack(tx: Tx, { handler, last }: Batch): Promise<void> {
  const gone = await tx
    .deleteFrom('handed_batch')
    .where('handler', '=', handler)
    .where('last', '=', last)
    .returning('first')
    .executeTakeFirst();
  if (!gone) return;
  // The lock is a statement of its own: the next one sees what whoever held it before has committed.
  await sql`select from handler_progress where handler = ${handler} for update`.execute(tx);
  await sql`
    update handler_progress
    set through = coalesce((select min(first) - 1 from handed_batch b where b.handler = ${handler}), handed)
    where handler = ${handler}`.execute(tx);
  await ringRelay(tx);
}

/** Forgets what is out: who works through the deliveries in one process begins at the marks, and skips what is handled. */
export async function forgetBatches(db: Database): Promise<void> {
  await db.deleteFrom('handed_batch').execute();
}
