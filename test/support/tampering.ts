/** What somebody with the owner's role can do to the log: the tools of tests that try to do it unseen. */
import { sql } from 'kysely';
import type { Database } from '../../server/platform/database.ts';
import type { EventData } from '../../server/platform/events/catalogue.ts';
import { hashLink, NO_PREV } from '../../server/platform/events/chain.ts';
import { digestHeads, headsMoved, seal, sealedContent, SEAL_STREAM } from '../../server/platform/events/seal.ts';
import type { Breach } from '../../server/platform/events/verify.ts';
import type { Keys } from '../../server/platform/keys.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';
import { anyEvent, numbered, write, WRITTEN_AT } from './events.ts';
import { TEST_KEYS } from './house.ts';

/** Name of an id that no event bears, below the first seal: a writer's transaction was taken back there. */
export interface Sealed {
  database: TestDatabase;
  freeId: string;
}

/** A log of its own: streams a (4 events) and b (4) under seal 1, c (3) under seal 2, d (3) under none yet. */
export async function sealedLog(): Promise<Sealed> {
  const database = await cloneDatabase();
  const { db } = database.app;
  await write(db, ...numbered('a', 4));
  const taken = await sql<{ id: string }>`
    select nextval(pg_get_serial_sequence('event', 'id'))::text as id`.execute(db);
  await write(db, ...numbered('b', 4));
  await seal(db, TEST_KEYS, WRITTEN_AT);
  await write(db, ...numbered('c', 3));
  await seal(db, TEST_KEYS, WRITTEN_AT);
  await write(db, ...numbered('d', 3));
  return { database, freeId: taken.rows[0]?.id ?? '' };
}

/** Runs one statement as it stands. */
export const act = (db: Database, statement: string) => sql.raw(statement).execute(db);

/** Deletes events and every trace of their delivery. */
export async function remove(db: Database, where: string): Promise<void> {
  for (const table of ['outbox', 'delivery', 'handled', 'delivery_failure'])
    await act(db, `delete from ${table} where event_id in (select id from event where ${where})`);
  await act(db, `delete from event where ${where}`);
}

/** Puts in an event, into the outbox too, with a chain that holds after `rechain`. */
export async function forge(db: Database, stream: string, version: number, id: string | null = null): Promise<void> {
  const { type, data, actor, at } = anyEvent(stream, { forged: true });
  const row = await sql<{ id: string }>`
    insert into event (id, stream, version, type, data, actor, at, prev, hash) overriding system value
    values (coalesce(${id}::bigint, nextval(pg_get_serial_sequence('event', 'id'))), ${stream}, ${version}, ${type},
      ${JSON.stringify(data)}::jsonb, ${actor}, ${at}, '', '') returning id::text`.execute(db);
  await sql`insert into outbox values (${row.rows[0]?.id}::bigint)`.execute(db);
}

/** Makes a stream's numbers, chain and head right for what stands there now. */
export async function rechain(db: Database, stream: string): Promise<void> {
  const rows = await db.selectFrom('event').selectAll().where('stream', '=', stream).orderBy('version').execute();
  let prev = NO_PREV;
  for (const [index, row] of rows.entries()) {
    const version = index + 1;
    const hash = hashLink({ ...row, prev, version });
    await db.updateTable('event').set({ prev, hash, version }).where('id', '=', row.id).execute();
    prev = hash;
  }
  await db.updateTable('head').set({ version: rows.length, hash: prev }).where('stream', '=', stream).execute();
}

/** Seals the whole log anew over what stands there now, with somebody's own keys, and makes the seals' chain right. */
export async function resealAll(db: Database, keys: Keys): Promise<void> {
  const rows = await db.selectFrom('event').selectAll().where('stream', '=', SEAL_STREAM).orderBy('version').execute();
  let after = '0';
  let digest = '';
  for (const row of rows) {
    const { through } = row.data as EventData['seal'];
    const heads = await headsMoved(db, after, through);
    digest = digestHeads(digest, heads);
    const content = { through, streams: heads.length, digest };
    const data = JSON.stringify({ ...content, mac: keys.sealMac(sealedContent(content, row.at)) });
    await db.updateTable('event').set({ data }).where('id', '=', row.id).execute();
    after = through;
  }
  await rechain(db, SEAL_STREAM);
}

/** Breaches as "code stream version", for comparison. */
export const placesOf = (breaches: readonly Breach[]): string[] =>
  breaches.map(({ code, stream, version }) => `${code} ${stream} ${version}`);
