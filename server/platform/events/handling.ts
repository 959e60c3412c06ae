/** One handler's work on delivered events: batches, repetition, failures set aside and tried again. */
import { sql } from 'kysely';
import { transact, type Database, type Tx } from '../database.ts';
import { codeOf, messageOf } from '../fault.ts';
import type { Log } from '../log.ts';
import { bringBack, isOut, type Batch, type Recipient } from './batches.ts';
import type { DeliveredEvent, EventType } from './catalogue.ts';
import { cleanText } from './chain.ts';

/**
 * A handler takes a batch and treats each event as a hint: it locks rows, reads their present state and does what is still
 * due. It must not mind order or repetition.
 */
export interface NamedHandler {
  name: string;
  run(tx: Tx, events: readonly DeliveredEvent[], now: Date): Promise<void>;
}

/** A handler with the events the flow gives it. */
export type Handler = NamedHandler & Recipient;

const BATCH = 200;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 600_000;

interface DeliveredRow {
  id: string;
  seq: string;
  stream: string;
  type: EventType;
  data: unknown;
  actor: string;
  at: Date;
}

/** Handles the next batch; returns how many deliveries it passed. A batch that fails is tried event by event. */
export async function handleBatch(db: Database, handler: Handler, log: Log, now: Date): Promise<number> {
  const from = await progressOf(db, handler.name);
  const upTo = await sql<{ seq: string | null }>`
    select max(seq)::text as seq from (select seq from delivery where seq > ${from} order by seq limit ${BATCH}) next`.execute(
    db,
  );
  const through = upTo.rows[0]?.seq;
  if (!through) return 0;
  const events = await due(db, handler, from, through);
  await handleEvents(db, handler, events, log, now, (tx) => moveProgress(tx, handler.name, through));
  return Number(BigInt(through) - BigInt(from));
}

/** Handles a batch that was handed out, unless it has come back already; `first` and `last` belong to it. */
export async function handleHanded(db: Database, handler: Handler, batch: Batch, log: Log, now: Date): Promise<void> {
  if (!(await isOut(db, batch))) return;
  const events = await due(db, handler, String(BigInt(batch.first) - 1n), batch.last);
  await handleEvents(db, handler, events, log, now, (tx) => bringBack(tx, batch));
}

/** All in one transaction with `end`; where that fails, event by event and `end` after. */
async function handleEvents(
  db: Database,
  handler: Handler,
  events: DeliveredEvent[],
  log: Log,
  now: Date,
  end: (tx: Tx) => Promise<void>,
): Promise<void> {
  try {
    await transact(db, async (tx) => {
      await handleIn(tx, handler, events, now);
      await end(tx);
    });
  } catch (error) {
    log.warn(
      { code: codeOf(error), handler: handler.name, events: events.length, reason: messageOf(error) },
      'a batch failed; trying its events one by one',
    );
    for (const event of events) await handleSingly(db, handler, event, log, now);
    await transact(db, end);
  }
}

async function progressOf(db: Database, handler: string): Promise<string> {
  const row = await db
    .selectFrom('handler_progress')
    .select('through')
    .where('handler', '=', handler)
    .executeTakeFirst();
  return row?.through ?? '0';
}

async function due(db: Database, handler: Handler, from: string, through: string): Promise<DeliveredEvent[]> {
  const rows = await sql<DeliveredRow>`
    select e.id::text, d.seq::text, e.stream, e.type, e.data, e.actor, e.at
    from delivery d join event e on e.id = d.event_id
    where d.seq > ${from} and d.seq <= ${through} and e.type = any(${[...handler.types]})
      and not exists (select from handled h where h.handler = ${handler.name} and h.event_id = e.id)
    order by d.seq`.execute(db);
  return rows.rows as DeliveredEvent[];
}

async function handleIn(tx: Tx, handler: Handler, events: DeliveredEvent[], now: Date): Promise<void> {
  // The marks come first: a second holder of the same event waits here and then finds them taken.
  const fresh = await markHandled(tx, handler.name, events, now);
  if (fresh.length > 0) await handler.run(tx, fresh, now);
}

async function markHandled(tx: Tx, handler: string, events: DeliveredEvent[], at: Date): Promise<DeliveredEvent[]> {
  if (events.length === 0) return [];
  const marked = await tx
    .insertInto('handled')
    .values(events.map((event) => ({ handler, event_id: event.id, at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .execute();
  const taken = new Set(marked.map((row) => row.event_id));
  return events.filter((event) => taken.has(event.id));
}

async function moveProgress(tx: Tx, handler: string, through: string): Promise<void> {
  await tx
    .insertInto('handler_progress')
    .values({ handler, through })
    .onConflict((conflict) =>
      conflict.column('handler').doUpdateSet({ through: sql`greatest(handler_progress.through, excluded.through)` }),
    )
    .execute();
}

/** Handles one event and clears what was noted of its failures; returns whether it is handled. */
async function handleSingly(
  db: Database,
  handler: Handler,
  event: DeliveredEvent,
  log: Log,
  now: Date,
): Promise<boolean> {
  try {
    await transact(db, async (tx) => {
      await handleIn(tx, handler, [event], now);
      // A statement after the handler's: where it hid an error of the database this one fails, while a bare commit would pass.
      await tx
        .deleteFrom('delivery_failure')
        .where('handler', '=', handler.name)
        .where('event_id', '=', event.id)
        .execute();
    });
    return true;
  } catch (error) {
    await setAside(db, handler, event, error, log, now);
    return false;
  }
}

async function setAside(
  db: Database,
  handler: Handler,
  event: DeliveredEvent,
  error: unknown,
  log: Log,
  now: Date,
): Promise<void> {
  const before = await db
    .selectFrom('delivery_failure')
    .select('attempts')
    .where('handler', '=', handler.name)
    .where('event_id', '=', event.id)
    .executeTakeFirst();
  const attempts = (before?.attempts ?? 0) + 1;
  const next_at = new Date(now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LAST_RETRY_MS));
  const message = cleanText(messageOf(error)).slice(0, 500);
  const failure = { attempts, next_at, code: cleanText(codeOf(error)), message };
  await db
    .insertInto('delivery_failure')
    .values({ handler: handler.name, event_id: event.id, ...failure })
    .onConflict((conflict) => conflict.columns(['handler', 'event_id']).doUpdateSet(failure))
    .execute();
  log.error(
    { code: failure.code, handler: handler.name, event: event.id, type: event.type, attempts, reason: failure.message },
    'an event could not be handled; it will be tried again',
  );
}

/** Tries again what was set aside and is due; returns how many are now handled. */
export async function retryFailures(db: Database, handler: Handler, log: Log, now: Date): Promise<number> {
  const rows = await sql<DeliveredRow>`
    select e.id::text, d.seq::text, e.stream, e.type, e.data, e.actor, e.at
    from delivery_failure f join event e on e.id = f.event_id join delivery d on d.event_id = e.id
    where f.handler = ${handler.name} and f.next_at <= ${now} order by d.seq limit ${BATCH}`.execute(db);
  let done = 0;
  for (const event of rows.rows as DeliveredEvent[]) {
    if (await handleSingly(db, handler, event, log, now)) done += 1;
  }
  return done;
}

/** Names of those handlers that set something aside which is due again. */
export async function dueAgain(db: Database, handlers: readonly Handler[], now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery_failure')
    .select('handler')
    .distinct()
    .where(
      'handler',
      'in',
      handlers.map((handler) => handler.name),
    )
    .where('next_at', '<=', now)
    .execute();
  return rows.map((row) => row.handler);
}

/** How many delivered events no handler has passed yet, counting the outbox: what the screens show as "behind". */
export async function eventsBehind(db: Database, handlers: readonly Handler[]): Promise<number> {
  const names = handlers.map((handler) => handler.name);
  const answer = await sql<{ n: string }>`
    select (select count(*) from outbox)
         + coalesce((select max(seq) from delivery), 0)
         - coalesce((select min(coalesce(p.through, 0)) from unnest(${names}::text[]) h(name)
             left join handler_progress p on p.handler = h.name), 0) as n`.execute(db);
  return Number(answer.rows[0]?.n ?? 0);
}

/** When the oldest event happened that this handler has yet to hear or had to set aside; null where there is none. */
export async function oldestUnheard(
  db: Database,
  { name, types }: Pick<Handler, 'name' | 'types'>,
): Promise<Date | null> {
  const list = [...types];
  const answer = await sql<{ at: Date | null }>`
    select min(e.at) as at from event e where e.type = any(${list}) and e.id in (
      select event_id from outbox
      union all select event_id from delivery
        where seq > coalesce((select through from handler_progress where handler = ${name}), 0)
      union all select event_id from delivery_failure where handler = ${name})`.execute(db);
  return answer.rows[0]?.at ?? null;
}
