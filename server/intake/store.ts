/** Items as they arrive, each stored once, with their sealed originals; and the sources they come from. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { SourceKind } from '../contract/source-views.ts';
import type { Channel } from '../contract/vocabulary.ts';
import { scopedItems, THE_PROGRAM } from '../access/scope.ts';
import { transact, type Database, type Tx } from '../platform/database.ts';
import { PROGRAM, type NewEvent } from '../platform/events/catalogue.ts';
import { append } from '../platform/events/log.ts';
import type { Keys } from '../platform/keys.ts';
import type { PreparedItem } from './ingest.ts';

export interface NewSource {
  id: string;
  name: string;
  kind: SourceKind;
  channel: Channel;
  url: string;
  intervalSeconds: number;
}

/** What stands in the column of those that are not polled. */
const UNPOLLED_SECONDS = 86_400;

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

/** The source of that id, made where it is not there yet; for forms and imports, which nobody polls. */
export async function ensureSource(
  db: Database,
  source: { id: string; name: string; kind: 'form' | 'import'; channel: Channel },
  now: Date,
): Promise<{ id: string; channel: Channel }> {
  await addSource(db, { ...source, url: '', intervalSeconds: UNPOLLED_SECONDS }, now);
  return db.selectFrom('source').select(['id', 'channel']).where('id', '=', source.id).executeTakeFirstOrThrow();
}

/** Where items come from: the source's id and the channel they are told by. */
export interface Origin {
  id: string;
  channel: Channel;
}

/** What became of one item: `known` where it was there before, from this source or another. */
export interface Kept {
  itemId: string;
  known: boolean;
}

/** Items of one transaction. */
const BATCH = 200;

/**
 * Stores items, each once: by source and its own id, and by fingerprint whatever the source; a further source of the same text is
 * a sighting. 200 to a transaction, or all in the caller's own. Answers the ids of new items and of those there before, without
 * doubles, in the order given.
 */
export async function storeBatch(
  db: Database,
  keys: Keys,
  source: Origin,
  items: readonly PreparedItem[],
  judgingMinutes: number,
  now: Date,
): Promise<{ stored: string[]; known: string[] }> {
  const kept = await storeEach(db, keys, source, items, judgingMinutes, now);
  const stored = new Set(kept.filter((one) => !one.known).map((one) => one.itemId));
  const known = new Set(kept.map((one) => one.itemId).filter((id) => !stored.has(id)));
  return { stored: [...stored], known: [...known] };
}

/** As `storeBatch`, with what became of each, in the order given. */
export async function storeEach(
  db: Database,
  keys: Keys,
  source: Origin,
  items: readonly PreparedItem[],
  judgingMinutes: number,
  now: Date,
): Promise<Kept[]> {
  const judgeBy = new Date(now.getTime() + judgingMinutes * 60_000);
  const kept: Kept[] = [];
  for (let from = 0; from < items.length; from += BATCH) {
    const batch = items.slice(from, from + BATCH);
    kept.push(...(await transact(db, (tx) => storeIn(tx, keys, source, batch, judgeBy, now))));
  }
  return kept;
}

type Fingerprinted = PreparedItem & { fingerprint: string };

async function storeIn(
  tx: Tx,
  keys: Keys,
  source: Origin,
  batch: readonly PreparedItem[],
  judgeBy: Date,
  now: Date,
): Promise<Kept[]> {
  // Batches of one source follow each other: what it showed before is then known for certain.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`intake ${source.id}`}, 0))`.execute(tx);
  const seen = await seenBefore(tx, source.id, batch);
  // One its source gave twice in this batch is the first of the two.
  const fresh = new Map<string, Fingerprinted>();
  for (const item of batch)
    if (!seen.has(item.externalId) && !fresh.has(item.externalId))
      fresh.set(item.externalId, { ...item, fingerprint: keys.fingerprint(item.canonical) });
  const coming = [...fresh.values()];
  const written = await insertItems(tx, source, coming, judgeBy, now);
  const ids = await itemsOf(tx, coming);
  await insertOriginals(tx, keys, coming, ids, written);
  await insertSightings(tx, source, coming, ids, now);
  const idOf = (item: PreparedItem): string => {
    const one = fresh.get(item.externalId);
    const id = seen.get(item.externalId) ?? (one && ids.get(one.fingerprint));
    if (!id) throw new Error('an item of this fingerprint was there a moment ago');
    return id;
  };
  const told = batch.map((item) => ({ item, itemId: idOf(item) }));
  await markOrdered(tx, told);
  const arrivals = new Set<string>();
  const kept: Kept[] = [];
  const events: NewEvent[] = [];
  for (const { item, itemId } of told) {
    const known = !written.has(itemId) || arrivals.has(itemId);
    arrivals.add(itemId);
    kept.push({ itemId, known });
    const one = fresh.get(item.externalId);
    if (one && fresh.delete(item.externalId)) events.push(arrival(source, one, itemId, known, now));
  }
  await append(tx, events);
  return kept;
}

function arrival(source: Origin, item: Fingerprinted, itemId: string, known: boolean, now: Date): NewEvent {
  const of = { stream: `item:${itemId}`, actor: item.reportedBy ? `account:${item.reportedBy}` : PROGRAM, at: now };
  if (known) return { ...of, type: 'item_seen_again', data: { itemId, sourceId: source.id } };
  const { fingerprint, textHash } = item;
  return { ...of, type: 'item_received', data: { itemId, sourceId: source.id, fingerprint, textHash } };
}

/** External id to item, of what this source showed before. */
async function seenBefore(tx: Tx, sourceId: string, batch: readonly PreparedItem[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('sighting')
    .select(['external_id', 'item_id'])
    .where('source_id', '=', sourceId)
    .where('external_id', '=', sql<string>`any(${batch.map((item) => item.externalId)}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.item_id]));
}

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Inserts those whose text is nowhere yet; returns their ids. In order of fingerprint, so that two batches never deadlock. */
async function insertItems(
  tx: Tx,
  source: Origin,
  coming: readonly Fingerprinted[],
  judgeBy: Date,
  now: Date,
): Promise<Set<string>> {
  const once = new Map<string, Fingerprinted>();
  for (const item of coming) if (!once.has(item.fingerprint)) once.set(item.fingerprint, item);
  const rows = [...once.values()]
    .toSorted((one, other) => byText(one.fingerprint, other.fingerprint))
    .map((item) => ({
      id: randomUUID(),
      version: 1,
      state: 'received' as const,
      source_id: source.id,
      channel: source.channel,
      url: item.url,
      title: item.title,
      body: item.body,
      text_hash: item.textHash,
      masked_count: item.maskedCount,
      fingerprint: item.fingerprint,
      published_at: item.publishedAt,
      detected_at: now,
      judge_by: judgeBy,
      order_number: item.orderNumber ?? null,
      reported_by: item.reportedBy ?? null,
      reporting_unit: item.reportingUnit ?? null,
    }));
  if (rows.length === 0) return new Set();
  const written = await tx
    .insertInto('item')
    .values(rows)
    .onConflict((conflict) => conflict.column('fingerprint').doNothing())
    .returning('id')
    .execute();
  return new Set(written.map((row) => row.id));
}

/** Fingerprint to item, after the new ones were inserted. */
async function itemsOf(tx: Tx, coming: readonly Fingerprinted[]): Promise<Map<string, string>> {
  const rows = await scopedItems(tx, THE_PROGRAM)
    .select(['item.id', 'fingerprint'])
    .where('fingerprint', '=', sql<string>`any(${coming.map((item) => item.fingerprint)}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.fingerprint, row.id]));
}

async function insertOriginals(
  tx: Tx,
  keys: Keys,
  coming: readonly Fingerprinted[],
  ids: ReadonlyMap<string, string>,
  written: ReadonlySet<string>,
): Promise<void> {
  const originals = new Map<string, string>();
  for (const { fingerprint, original } of coming) {
    const id = ids.get(fingerprint);
    if (id && written.has(id) && !originals.has(id)) originals.set(id, original);
  }
  if (originals.size === 0) return;
  const rows = [...originals].map(([id, original]) => {
    const { keyId, ...sealed } = keys.seal(original, id);
    return { item_id: id, ...sealed, key_id: keyId };
  });
  await tx.insertInto('item_original').values(rows).execute();
}

async function insertSightings(
  tx: Tx,
  source: Origin,
  coming: readonly Fingerprinted[],
  ids: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const rows = coming.flatMap(({ externalId, fingerprint, url }) => {
    const itemId = ids.get(fingerprint);
    return itemId ? [{ source_id: source.id, external_id: externalId, item_id: itemId, url, seen_at: now }] : [];
  });
  if (rows.length > 0) await tx.insertInto('sighting').values(rows).execute();
}

/** 一事不二派: an item that came without a number takes the one a later source tells; the version moves on with it. */
async function markOrdered(tx: Tx, told: readonly { item: PreparedItem; itemId: string }[]): Promise<void> {
  const numbered = new Map(
    told.flatMap(({ item: { orderNumber }, itemId }) => (orderNumber ? [[itemId, orderNumber] as const] : [])),
  );
  if (numbered.size === 0) return;
  await sql`
    update item set order_number = told.number, version = version + 1
    from unnest(${[...numbered.keys()]}::text[], ${[...numbered.values()]}::text[]) told (id, number)
    where item.id = told.id and item.order_number is null`.execute(tx);
}
