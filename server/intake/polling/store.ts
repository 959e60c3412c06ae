/** What polling reads and keeps of a source: whose turn it is, what a reading brought, how it went. */
import { sql } from 'kysely';
import type { SourceWarning } from '../../contract/source-views.ts';
import type { Channel } from '../../contract/vocabulary.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import type { Keys } from '../../platform/keys.ts';
import type { PreparedItem } from '../ingest.ts';
import { isOverdue } from '../source-health.ts';
import { storeEach } from '../store.ts';
import { closeGap, keepGap, openGap } from './gaps/store.ts';

export interface DueSource {
  id: string;
  /** Of the settings it is read by: what was read by others is not kept. */
  version: number;
  kind: 'http' | 'file';
  channel: Channel;
  url: string;
  /** Null for a file. */
  host: string | null;
  allowPrivate: boolean;
  intervalSeconds: number;
  etag: string | null;
  lastModified: string | null;
  failures: number;
}

/** Between two visits to one host. */
export const HOST_PAUSE_MS = 3_000;
/** Longer than any visit lasts: a process that died gives the host free by itself. */
const VISIT_MS = 45_000;
/** No source waits longer; one that seems to was put off by a clock that ran ahead. */
const LONGEST_WAIT = sql`interval '25 hours'`;
/** One taker at a time, so that two processes never choose two sources of one host. */
const TAKERS = 'intake take';

/** The host of an address, as politeness counts it: whatever the port. */
const hostOf = sql<string | null>`lower(substring(source.url from '^https?://(?:[^/?#@]*@)?(\\[[^\\]]*\\]|[^/?#:]+)'))`;

/** A host is free at its time, or where that lies so far ahead that the clock was set back. */
const isFree = (now: Date) =>
  sql<boolean>`(turn.free_at is null or turn.free_at <= ${now} or turn.free_at > ${new Date(now.getTime() + VISIT_MS)})`;

/**
 * Takes sources due now, at most `most`, one of each host that is free: those that wait longest. Their next poll moves on and
 * their hosts are taken, so that no two processes read one source, or two of one host, at once.
 */
export function takeDueSources(db: Database, most: number, now: Date): Promise<DueSource[]> {
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${TAKERS}, 0))`.execute(tx);
    const { rows } = await sql<DueSource>`
      update source set next_poll_at = ${now}::timestamptz + interval_seconds * interval '1 second'
      from (
        select id, host from (
          select distinct on (coalesce(host, id)) id, host, next_poll_at from (
            select id, next_poll_at, case when kind = 'http' then ${hostOf} end as host from source
            where enabled and kind in ('http', 'file')
              and (next_poll_at <= ${now} or next_poll_at > ${now}::timestamptz + ${LONGEST_WAIT})
          ) due left join host_turn turn using (host)
          where ${isFree(now)}
          order by coalesce(host, id), next_poll_at, id
        ) first order by next_poll_at, id limit ${most}
      ) chosen
      where source.id = chosen.id
      returning source.id, version, kind, channel, url, chosen.host, allow_private as "allowPrivate",
        interval_seconds as "intervalSeconds", etag, last_modified as "lastModified", failures`.execute(tx);
    for (const { host } of rows) if (host) await takeHost(tx, host, now);
    return rows;
  });
}

async function takeHost(tx: Tx, host: string, now: Date): Promise<void> {
  const free = new Date(now.getTime() + VISIT_MS);
  await sql`
    insert into host_turn (host, free_at) values (${host}, ${free})
    on conflict (host) do update set free_at = excluded.free_at`.execute(tx);
}

/** Takes the host of an address for a visit, as polling does; false where it is being visited, or was a moment ago. */
export function takeTurn(db: Database, host: string, now: Date): Promise<boolean> {
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${TAKERS}, 0))`.execute(tx);
    const { rows } = await sql<{ free: boolean }>`
      select ${isFree(now)} as free from host_turn turn where host = ${host}`.execute(tx);
    if (rows[0]?.free === false) return false;
    await takeHost(tx, host, now);
    return true;
  });
}

/** The visit is over: the next one after a pause. */
export async function endTurn(db: Database, host: string, now: Date): Promise<void> {
  const free = new Date(now.getTime() + HOST_PAUSE_MS);
  await db.updateTable('host_turn').set({ free_at: free }).where('host', '=', host).execute();
}

/** Reads the source again after the pause of its host: this visit went for the site's rules. */
export async function pollSoon(db: Database, source: DueSource, now: Date): Promise<void> {
  await db
    .updateTable('source')
    .set({ next_poll_at: new Date(now.getTime() + HOST_PAUSE_MS) })
    .where('id', '=', source.id)
    .where('version', '=', source.version)
    .execute();
}

/** What a reading brought; nothing where the source had nothing new to say. */
export interface Brought {
  items: readonly PreparedItem[];
  warnings: SourceWarning[] | null;
  etag: string | null;
  lastModified: string | null;
}

/**
 * Keeps a reading in one transaction: its items, the conditions of the next request, the end of a gap. Nothing is kept, and null
 * answered, where the source was paused or changed meanwhile.
 */
export function keepReading(
  db: Database,
  keys: Keys,
  source: DueSource,
  brought: Brought,
  judgingMinutes: number,
  now: Date,
): Promise<string[] | null> {
  return transact(db, async (tx) => {
    const found = await lockAsRead(tx, source);
    if (!found) return null;
    const kept = await storeEach(tx, keys, source, brought.items, judgingMinutes, now);
    const fresh = kept.flatMap((one, index) => (one.known ? [] : [{ ...one, item: brought.items[index] }]));
    const published = fresh.flatMap(({ item }) => item?.publishedAt ?? []);
    const heard = found.last_success_at;
    if (heard && !found.failing_since && isOverdue(heard, source.intervalSeconds, now)) {
      const gap = { sourceId: source.id, since: heard, code: 'source_overdue', message: '本系统这段时间没有读取' };
      await keepGap(tx, gap, published, now);
    } else await closeGap(tx, source.id, published, now);
    await tx
      .updateTable('source')
      .set({
        etag: brought.etag,
        last_modified: brought.lastModified,
        last_success_at: now,
        failure_code: null,
        failure_message: null,
        failing_since: null,
        failures: 0,
        ...(brought.warnings && { last_warnings: JSON.stringify(brought.warnings) }),
        ...(fresh.length > 0 && { last_item_at: now }),
      })
      .where('id', '=', source.id)
      .execute();
    return fresh.map((one) => one.itemId);
  });
}

/** Locks the source where it still is as it was read: not paused, not changed. */
async function lockAsRead(tx: Tx, source: DueSource) {
  return tx
    .selectFrom('source')
    .select(['last_success_at', 'failing_since'])
    .where('id', '=', source.id)
    .where('version', '=', source.version)
    .where('enabled', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

const BACKOFF_LIMIT_SECONDS = 3_600;

/**
 * Records a reading that failed, in plain words, and the gap it makes; the next one waits longer, at most an hour or what the
 * source asks for. Nothing is recorded where it was paused or changed meanwhile.
 */
export function recordFailure(
  db: Database,
  source: DueSource,
  failure: { code: string; message: string; retryMs: number | null },
  now: Date,
): Promise<void> {
  const longest = Math.max(BACKOFF_LIMIT_SECONDS, source.intervalSeconds);
  const wait = Math.min(source.intervalSeconds * 2 ** Math.min(source.failures, 8), longest) * 1_000;
  return transact(db, async (tx) => {
    const found = await lockAsRead(tx, source);
    if (!found) return;
    const { code, message } = failure;
    await tx
      .updateTable('source')
      .set({
        failure_code: code,
        failure_message: message,
        failing_since: found.failing_since ?? now,
        failures: source.failures + 1,
        next_poll_at: new Date(now.getTime() + Math.max(wait, failure.retryMs ?? 0)),
      })
      .where('id', '=', source.id)
      .execute();
    await openGap(tx, { sourceId: source.id, since: found.last_success_at ?? now, code, message });
  });
}
