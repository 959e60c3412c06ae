/** Reads the whole log and says every place where it does not hold. */
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import type { Keys } from '../keys.ts';
import type { EventData } from './catalogue.ts';
import { hashLink, NO_PREV, type Link } from './chain.ts';
import { digestHeads, headsMoved, SEAL_STREAM, sealedContent } from './seal.ts';

export type BreachCode =
  | 'hash_differs'
  | 'version_gap'
  | 'prev_differs'
  | 'head_missing'
  | 'head_differs'
  | 'stream_missing'
  | 'seal_differs'
  | 'seal_forged'
  | 'event_undelivered';

export interface Breach {
  code: BreachCode;
  stream: string;
  version: number | null;
  message: string;
}

export interface Verification {
  events: number;
  streams: number;
  seals: number;
  breaches: Breach[];
}

interface EventRow extends Link {
  id: string;
  hash: string;
}

const BATCH = 5_000;

/** Every event in order of stream and version, in batches. A cursor: no index, which could lie, and no event before the first. */
async function* eventsByStream(db: Database): AsyncGenerator<EventRow> {
  await sql`
    declare event_reading no scroll cursor for
    select id::text, stream, version, type, data, actor, at, prev, hash from event
    order by stream collate "C", version, id`.execute(db);
  for (;;) {
    const batch = await sql<EventRow>`fetch forward ${sql.lit(BATCH)} from event_reading`.execute(db);
    yield* batch.rows;
    if (batch.rows.length < BATCH) return;
  }
}

/** Follows each chain, compares heads, re-computes the seals. A clean log has no breaches. `progress` hears the count read so far. */
export async function verifyLog(
  db: Database,
  keys: Keys,
  progress: (events: number) => void = () => undefined,
): Promise<Verification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => verifyWithin(tx, keys, progress));
}

/** As `verifyLog`, within a transaction that sees one state of the log: of repeatable read, or its only writer. */
export async function verifyWithin(
  tx: Tx,
  keys: Keys,
  progress: (events: number) => void = () => undefined,
): Promise<Verification> {
  const snapshot = tx as unknown as Database;
  const breaches: Breach[] = [];
  const heads = new Map((await tx.selectFrom('head').selectAll().execute()).map((head) => [head.stream, head]));
  const seen = await verifyChains(snapshot, heads, breaches, progress);
  for (const head of heads.values()) {
    if (seen.streams.has(head.stream)) continue;
    breaches.push({
      code: 'stream_missing',
      stream: head.stream,
      version: head.version,
      message: 'the head stands, its events are gone',
    });
  }
  const seals = await verifySeals(snapshot, keys, breaches);
  await verifyDelivery(snapshot, breaches);
  return { events: seen.events, streams: seen.streams.size, seals, breaches };
}

type Heads = Map<string, { stream: string; version: number; hash: string }>;

async function verifyChains(db: Database, heads: Heads, breaches: Breach[], progress: (events: number) => void) {
  const streams = new Set<string>();
  let events = 0;
  let last: EventRow | null = null;
  const finish = (row: EventRow): void => {
    const head = heads.get(row.stream);
    const at = { stream: row.stream, version: row.version };
    if (!head) breaches.push({ code: 'head_missing', ...at, message: 'the stream has no head' });
    else if (head.version !== row.version || head.hash !== row.hash) {
      breaches.push({
        code: 'head_differs',
        ...at,
        message: `the head names version ${head.version}, the last event is ${row.version}`,
      });
    }
  };
  for await (const row of eventsByStream(db)) {
    if (last && last.stream !== row.stream) finish(last);
    verifyLink(row, last?.stream === row.stream ? last : null, breaches);
    streams.add(row.stream);
    last = row;
    events += 1;
    if (events % BATCH === 0) progress(events);
  }
  if (last) finish(last);
  return { events, streams };
}

function verifyLink(row: EventRow, before: EventRow | null, breaches: Breach[]): void {
  const at = { stream: row.stream, version: row.version };
  const due = (before?.version ?? 0) + 1;
  if (row.version !== due) breaches.push({ code: 'version_gap', ...at, message: `version ${due} is missing` });
  if (row.prev !== (before?.hash ?? NO_PREV))
    breaches.push({ code: 'prev_differs', ...at, message: 'it does not follow the event before it' });
  if (!hashHolds(row)) breaches.push({ code: 'hash_differs', ...at, message: 'its content is not what was written' });
}

function hashHolds(row: EventRow): boolean {
  try {
    return hashLink(row) === row.hash;
  } catch {
    return false; // no canonical form (a number of 1e400, a time of 'infinity'): the program never wrote that
  }
}

/** Re-computes each seal from the events; returns how many there are. */
async function verifySeals(db: Database, keys: Keys, breaches: Breach[]): Promise<number> {
  const rows = await db
    .selectFrom('event')
    .select(['version', 'data', 'at'])
    .where('stream', '=', SEAL_STREAM)
    .orderBy('version')
    .execute();
  let after = '0';
  let digest = '';
  for (const { version, data, at: sealedAt } of rows) {
    const at = { stream: SEAL_STREAM, version };
    const readable = isSeal(data) && sealedAt instanceof Date;
    if (!readable || keys.sealMac(sealedContent(data, sealedAt)) !== data.mac) {
      breaches.push({ code: 'seal_forged', ...at, message: 'the seal was not made with the key of this installation' });
    }
    if (!readable) continue;
    const heads = await headsMoved(db, after, data.through);
    digest = digestHeads(digest, heads);
    if (digest !== data.digest || heads.length !== data.streams) {
      breaches.push({
        code: 'seal_differs',
        ...at,
        message: `of ${data.streams} streams sealed ${heads.length} stand, or one has changed`,
      });
      digest = data.digest; // so that one wound is told once
    }
    after = data.through;
  }
  return rows.length;
}

function isSeal(data: unknown): data is EventData['seal'] {
  const { through, digest } = (data ?? {}) as Partial<EventData['seal']>;
  return typeof through === 'string' && /^\d{1,18}$/.test(through) && typeof digest === 'string';
}

/** An event that is in neither outbox nor delivery would never be acted on. */
async function verifyDelivery(db: Database, breaches: Breach[]): Promise<void> {
  const lost = await sql<{ stream: string; version: number }>`
    select e.stream, e.version from event e
    where not exists (select from delivery d where d.event_id = e.id)
      and not exists (select from outbox o where o.event_id = e.id)
    order by e.id limit 100`.execute(db);
  for (const row of lost.rows) {
    breaches.push({
      code: 'event_undelivered',
      stream: row.stream,
      version: row.version,
      message: 'it was never handed on',
    });
  }
}
