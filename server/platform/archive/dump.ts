/**
 * Writes the whole installation as one archive: gzip'd JSON Lines, a manifest first, then each table's rows as PostgreSQL itself
 * writes them as JSON (no number passes through JavaScript). One repeatable-read transaction, read twice through a cursor: once for
 * counts and hashes, once to write, so that memory stays flat and the program may go on meanwhile.
 */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import { Fault } from '../fault.ts';
import type { Keys } from '../keys.ts';
import { migrationsRun, primaryKey, sequencesThere, tablesThere } from './catalog.ts';
import { ARCHIVE_FORMAT, manifestLine, type ArchiveTable, type Manifest } from './manifest.ts';
import { programVersion } from './program-version.ts';
import { CARRIED, unnamed } from './tables.ts';

const ROWS_AT_ONCE = 200;

/** The lines of a table, in order of its primary key, some at a time. */
async function* linesOfTable(tx: Tx, table: string): AsyncGenerator<string[]> {
  const key = await primaryKey(tx, table);
  if (key.length === 0) throw new Error(`the table ${table} has no primary key to order it by`);
  const order = sql.join(key.map((column) => sql.ref(`t.${column}`)));
  await sql`
    declare archive_reading no scroll cursor for
    select row_to_json(t)::text as line from ${sql.table(table)} t order by ${order}`.execute(tx);
  for (;;) {
    const batch = await sql<{ line: string }>`
      fetch forward ${sql.lit(ROWS_AT_ONCE)} from archive_reading`.execute(tx);
    if (batch.rows.length > 0) yield batch.rows.map((row) => `${row.line}\n`);
    if (batch.rows.length < ROWS_AT_ONCE) break;
  }
  await sql`close archive_reading`.execute(tx);
}

async function measure(tx: Tx, name: string): Promise<ArchiveTable> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const lines of linesOfTable(tx, name)) {
    for (const line of lines) hash.update(line);
    rows += lines.length;
  }
  return { name, rows, sha256: hash.digest('hex') };
}

async function manifestOf(tx: Tx, keys: Keys, now: Date): Promise<Manifest> {
  const there = await tablesThere(tx);
  const strangers = unnamed(there);
  if (strangers.length > 0)
    throw new Fault('archive_incomplete', `The export does not know the tables ${strangers.join(', ')}.`, {
      action: 'Nothing was written. Use the version of the program that made these tables.',
    });
  const home = await tx.selectFrom('jurisdiction').select(['code', 'name']).executeTakeFirst();
  const tables: ArchiveTable[] = [];
  for (const name of CARRIED) if (there.includes(name)) tables.push(await measure(tx, name));
  return {
    format: ARCHIVE_FORMAT,
    program: programVersion(),
    at: now.toISOString(),
    jurisdiction: home ?? null,
    keyId: keys.keyId,
    migrations: await migrationsRun(tx),
    tables,
    sequences: await sequencesThere(tx),
  };
}

export type Progress = (rows: number, all: number) => void;

/**
 * Writes `file` (600), whole or not at all; returns its manifest. Faults `archive_exists`, `archive_incomplete` (a table it doesn't
 * know). `progress` hears of rows written.
 */
export async function exportArchive(
  db: Database,
  keys: Keys,
  file: string,
  now: Date,
  progress: Progress = () => undefined,
): Promise<Manifest> {
  if (existsSync(file)) throw new Fault('archive_exists', `${file} is there already; it stays as it is.`);
  const part = `${file}.part`;
  try {
    const manifest = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const made = await manifestOf(tx, keys, now);
        const out = createWriteStream(part, { mode: 0o600, flush: true });
        await pipeline(archiveText(tx, made, keys, progress), createGzip(), out);
        return made;
      });
    await rename(part, file);
    return manifest;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* archiveText(tx: Tx, manifest: Manifest, keys: Keys, progress: Progress): AsyncGenerator<string> {
  const all = rowsOf(manifest);
  let written = 0;
  yield `${manifestLine(manifest, keys)}\n`;
  for (const { name } of manifest.tables) {
    for await (const lines of linesOfTable(tx, name)) {
      yield lines.join('');
      written += lines.length;
      progress(written, all);
    }
  }
}

/** Rows of all tables together. */
export const rowsOf = ({ tables }: Manifest): number => tables.reduce((sum, table) => sum + table.rows, 0);
