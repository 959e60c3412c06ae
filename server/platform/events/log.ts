/** Writing to the event log: state rows, event and outbox row in one transaction. */
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import type { NewEvent } from './catalogue.ts';
import { cleanData, cleanText, hashLink, NO_PREV, type Link } from './chain.ts';

/** The channel a writer rings at commit, so that the relay need not wait for its sweep. */
export const OUTBOX_CHANNEL = 'huiying_outbox';

/**
 * Appends events inside the caller's transaction, all of them in three round trips. Streams are locked in alphabetical order, so
 * that two writers of the same streams wait instead of deadlocking; the events themselves keep the order given.
 */
export async function append(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const heads = await lockHeads(tx, [...new Set(events.map((event) => cleanText(event.stream)))].sort());
  const normalised = await normaliseData(tx, events);
  const links = events.map((event, index) => {
    const stream = cleanText(event.stream);
    const head = heads.get(stream);
    if (!head) throw new Error('the stream head could not be locked');
    const link = {
      prev: head.hash,
      stream,
      version: head.version + 1,
      type: event.type,
      data: normalised[index],
      actor: cleanText(event.actor),
      at: event.at,
    };
    const hash = hashLink(link);
    heads.set(stream, { version: link.version, hash });
    return { ...link, hash };
  });
  await writeLinks(tx, links, heads);
}

/** Rings for the relay: something was committed, or has come back. */
export async function ringRelay(db: Database | Tx): Promise<void> {
  await sql`select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(db);
}

interface Head {
  version: number;
  hash: string;
}

/** Locks the heads in the order given, making those of new streams. */
async function lockHeads(tx: Tx, streams: readonly string[]): Promise<Map<string, Head>> {
  const { rows } = await sql<Head & { stream: string }>`
    insert into head as h (stream, version, hash)
    select stream, 0, ${NO_PREV} from unnest(${streams}::text[]) with ordinality given (stream, n) order by n
    on conflict (stream) do update set stream = excluded.stream
    returning h.stream, h.version, h.hash`.execute(tx);
  return new Map(rows.map(({ stream, version, hash }) => [stream, { version, hash }]));
}

/** Data as the database will return it: jsonb reorders keys and rewrites numbers, and the hash is computed from what it keeps. */
async function normaliseData(tx: Tx, events: readonly NewEvent[]): Promise<unknown[]> {
  const data = events.map((event) => JSON.stringify(cleanData(event.data)));
  const { rows } = await sql<{ data: unknown }>`
    select given.data::jsonb as data from unnest(${data}::text[]) with ordinality given (data, n) order by n`.execute(
    tx,
  );
  return rows.map((row) => row.data);
}

type HashedLink = Link & { hash: string };

async function writeLinks(tx: Tx, links: readonly HashedLink[], heads: ReadonlyMap<string, Head>): Promise<void> {
  const column = <K extends keyof HashedLink>(name: K): HashedLink[K][] => links.map((link) => link[name]);
  const last = [...heads];
  await sql`
    with written as (
      insert into event (stream, version, type, data, actor, at, prev, hash)
      select stream, version, type, data::jsonb, actor, at, prev, hash
      from unnest(${column('stream')}::text[], ${column('version')}::integer[], ${column('type')}::text[],
        ${column('data').map((data) => JSON.stringify(data))}::text[], ${column('actor')}::text[],
        ${column('at')}::timestamptz[], ${column('prev')}::text[], ${column('hash')}::text[])
        with ordinality given (stream, version, type, data, actor, at, prev, hash, n)
      order by n
      returning id
    ), moved as (
      update head set version = m.version, hash = m.hash
      from unnest(${last.map(([stream]) => stream)}::text[], ${last.map(([, head]) => head.version)}::integer[],
        ${last.map(([, head]) => head.hash)}::text[]) m (stream, version, hash)
      where head.stream = m.stream
    ), queued as (
      insert into outbox (event_id) select id from written
    )
    select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(tx);
}

/** 校验码: the hash of a stream's last event, or null before its first. */
export async function checksumOf(db: Database, stream: string): Promise<string | null> {
  const head = await db.selectFrom('head').select('hash').where('stream', '=', stream).executeTakeFirst();
  return head?.hash ?? null;
}
