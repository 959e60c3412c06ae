/** Sources, items as they arrive, and their sealed originals. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { SourceKind } from '../contract/source-views.ts';
import type { Channel } from '../contract/vocabulary.ts';
import { scopedItems, THE_PROGRAM } from '../access/scope.ts';
import { transact, type Database, type Tx } from '../platform/database.ts';
import { PROGRAM, type NewEvent } from '../platform/events/catalogue.ts';
import { append } from '../platform/events/log.ts';
import { codeOf, messageOf } from '../platform/fault.ts';
import type { Keys } from '../platform/keys.ts';
import type { PreparedItem } from './ingest.ts';
import type { SourceRow } from './source-health.ts';

export interface NewSource {
  id: string;
  name: string;
  kind: SourceKind;
  channel: Channel;
  url: string;
  intervalSeconds: number;
}

export interface DueSource extends NewSource {
  etag: string | null;
  lastModified: string | null;
  failures: number;
}

/** Adds a source, due at once. A source of that id already there stays as it is. */
export async function addSource(db: Database, source: NewSource, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { id, name, kind, channel, url } = source;
    const written = await tx
      .insertInto('source')
      .values({
        id,
        name,
        kind,
        channel,
        url,
        interval_seconds: source.intervalSeconds,
        enabled: true,
        next_poll_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (written)
      await append(tx, [
        { stream: `source:${id}`, type: 'source_added', data: { sourceId: id }, actor: PROGRAM, at: now },
      ]);
  });
}

/** Takes the sources due now and moves their next poll on, so that no two processes poll one at once. */
export async function takeDueSources(db: Database, now: Date): Promise<DueSource[]> {
  const rows = await sql<DueSource>`
    update source set next_poll_at = ${now}::timestamptz + interval_seconds * interval '1 second'
    where id in (select id from source where enabled and next_poll_at <= ${now} order by next_poll_at limit 20 for update skip locked)
    returning id, name, kind, channel, url, interval_seconds as "intervalSeconds", etag, last_modified as "lastModified", failures`.execute(
    db,
  );
  return rows.rows;
}

export interface PollSuccess {
  etag: string | null;
  lastModified: string | null;
}

/** Stores what a poll brought. Each item is stored once, by source and its own id and by fingerprint; returns the new ones' ids. */
export async function storeItems(
  db: Database,
  keys: Keys,
  source: { id: string; channel: Channel },
  items: readonly PreparedItem[],
  judgingMinutes: number,
  now: Date,
): Promise<string[]> {
  const stored: string[] = [];
  for (const item of items) {
    const id = await transact(db, (tx) => storeItem(tx, keys, source, item, judgingMinutes, now));
    if (id) stored.push(id);
  }
  return stored;
}

async function storeItem(
  tx: Tx,
  keys: Keys,
  source: { id: string; channel: Channel },
  item: PreparedItem,
  judgingMinutes: number,
  now: Date,
): Promise<string | null> {
  const seen = await tx
    .selectFrom('sighting')
    .select('item_id')
    .where('source_id', '=', source.id)
    .where('external_id', '=', item.externalId)
    .executeTakeFirst();
  if (seen) return null;
  const id = randomUUID();
  const fingerprint = keys.fingerprint(item.canonical);
  const row = {
    url: item.url,
    title: item.title,
    body: item.body,
    text_hash: item.textHash,
    masked_count: item.maskedCount,
  };
  const written = await tx
    .insertInto('item')
    .values({
      id,
      version: 1,
      state: 'received',
      source_id: source.id,
      channel: source.channel,
      ...row,
      fingerprint,
      published_at: item.publishedAt,
      detected_at: now,
      judge_by: new Date(now.getTime() + judgingMinutes * 60_000),
    })
    .onConflict((conflict) => conflict.column('fingerprint').doNothing())
    .returning('id')
    .executeTakeFirst();
  const itemId = written?.id ?? (await sameItem(tx, fingerprint));
  await tx
    .insertInto('sighting')
    .values({ source_id: source.id, external_id: item.externalId, item_id: itemId, url: item.url, seen_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (written) await sealOriginal(tx, keys, id, item.original);
  const received: NewEvent = written
    ? {
        stream: `item:${id}`,
        type: 'item_received',
        data: { itemId: id, sourceId: source.id, fingerprint, textHash: item.textHash },
        actor: PROGRAM,
        at: now,
      }
    : {
        stream: `item:${itemId}`,
        type: 'item_seen_again',
        data: { itemId, sourceId: source.id },
        actor: PROGRAM,
        at: now,
      };
  await append(tx, [received]);
  return written ? id : null;
}

async function sameItem(tx: Tx, fingerprint: string): Promise<string> {
  const row = await scopedItems(tx, THE_PROGRAM)
    .select('item.id')
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
  if (!row) throw new Error('an item with this fingerprint was there a moment ago');
  return row.id;
}

async function sealOriginal(tx: Tx, keys: Keys, itemId: string, original: string): Promise<void> {
  const { nonce, sealed, tag, keyId } = keys.seal(original, itemId);
  await tx.insertInto('item_original').values({ item_id: itemId, nonce, sealed, tag, key_id: keyId }).execute();
}

/** Records a poll that went well; `newest` says whether it brought anything new. */
export async function recordSuccess(
  db: Database,
  id: string,
  success: PollSuccess,
  newest: boolean,
  now: Date,
): Promise<void> {
  await db
    .updateTable('source')
    .set({
      etag: success.etag,
      last_modified: success.lastModified,
      last_success_at: now,
      failure_code: null,
      failure_message: null,
      failing_since: null,
      failures: 0,
      ...(newest && { last_item_at: now }),
    })
    .where('id', '=', id)
    .execute();
}

const BACKOFF_LIMIT_SECONDS = 3_600;

/** Records a poll that failed, in plain words; the next one waits longer, at most an hour. */
export async function recordFailure(db: Database, source: DueSource, error: unknown, now: Date): Promise<void> {
  const wait = Math.min(
    source.intervalSeconds * 2 ** Math.min(source.failures, 8),
    Math.max(BACKOFF_LIMIT_SECONDS, source.intervalSeconds),
  );
  await db
    .updateTable('source')
    .set({
      failure_code: codeOf(error),
      failure_message: messageOf(error).slice(0, 300),
      failing_since: sql`coalesce(failing_since, ${now})`,
      failures: sql`failures + 1`,
      next_poll_at: new Date(now.getTime() + wait * 1_000),
    })
    .where('id', '=', source.id)
    .execute();
}

/** The sources as they stand, in order of name. */
export async function listSources(db: Database): Promise<SourceRow[]> {
  return db
    .selectFrom('source')
    .select([
      'id',
      'name',
      'channel',
      'enabled',
      'interval_seconds',
      'last_success_at',
      'last_item_at',
      'failure_code',
      'failure_message',
      'failing_since',
    ])
    .orderBy('name')
    .execute();
}
