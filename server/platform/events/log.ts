/** Writing to the event log: state rows, event and outbox row in one transaction. */
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import type { NewEvent } from './catalogue.ts';
import { cleanData, cleanText, hashLink, NO_PREV } from './chain.ts';

/** The channel a writer rings at commit, so that the relay need not wait for its sweep. */
export const OUTBOX_CHANNEL = 'huiying_outbox';

/**
 * Appends events inside the caller's transaction. Streams are locked in alphabetical order, so that two writers of the same
 * streams wait instead of deadlocking; within a stream the given order stands.
 */
export async function append(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  const streams = new Map<string, NewEvent[]>();
  for (const event of events) {
    const stream = cleanText(event.stream);
    const known = streams.get(stream);
    if (known) known.push(event);
    else streams.set(stream, [event]);
  }
  for (const stream of [...streams.keys()].sort()) {
    for (const event of streams.get(stream) ?? []) await appendOne(tx, stream, event);
  }
  if (events.length > 0) await sql`select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(tx);
}

async function appendOne(tx: Tx, stream: string, event: NewEvent): Promise<void> {
  // One round trip locks the head and lets the database normalise the data as it will return it (jsonb reorders keys).
  const data = JSON.stringify(cleanData(event.data));
  const locked = await sql<{ version: number; hash: string; data: unknown }>`
    insert into head as h (stream, version, hash) values (${stream}, 0, ${NO_PREV})
    on conflict (stream) do update set stream = excluded.stream
    returning h.version, h.hash, ${data}::jsonb as data`.execute(tx);
  const head = locked.rows[0];
  if (!head) throw new Error('the stream head could not be locked');
  const version = head.version + 1;
  const { type, at } = event;
  const actor = cleanText(event.actor);
  const hash = hashLink({ prev: head.hash, stream, version, type, data: head.data, actor, at });
  await sql`
    with written as (
      insert into event (stream, version, type, data, actor, at, prev, hash)
      values (${stream}, ${version}, ${type}, ${data}::jsonb, ${actor}, ${at}, ${head.hash}, ${hash})
      returning id
    ), moved as (
      update head set version = ${version}, hash = ${hash} where stream = ${stream}
    )
    insert into outbox (event_id) select id from written`.execute(tx);
}

/** 校验码: the hash of a stream's last event, or null before its first. */
export async function checksumOf(db: Database, stream: string): Promise<string | null> {
  const head = await db.selectFrom('head').select('hash').where('stream', '=', stream).executeTakeFirst();
  return head?.hash ?? null;
}
