/**
 * Brings an archive back into an empty database of its own version, in one transaction: counts and hashes are compared as the rows go
 * in, keys hold, sequences go on where they stood, and the record is followed before anything is kept.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Tx } from '../database.ts';
import { verifyWithin, type Verification } from '../events/verify.ts';
import { codeOf, Fault, messageOf } from '../fault.ts';
import type { Keys } from '../keys.ts';
import { backwardKeys, migrationsRun, tablesThere, type ForeignKey } from './catalog.ts';
import { rowsOf, type Progress } from './dump.ts';
import { linesOf } from './lines.ts';
import { readManifest, type ArchiveTable, type Manifest, type ReadManifest } from './manifest.ts';
import { LEFT_OUT } from './tables.ts';

const ROWS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 2_000_000;

/** The archive's lines, unpacked as they are asked for. Faults `archive_missing`, `archive_unreadable`. */
async function* unpacked(file: string): AsyncGenerator<string> {
  const packed = createReadStream(file);
  const gunzip = createGunzip();
  packed.on('error', (error) => gunzip.destroy(error));
  try {
    yield* linesOf(packed.pipe(gunzip));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new Fault('archive_missing', `There is no file ${file}.`, { cause: error });
    throw new Fault('archive_unreadable', `The archive can't be read to its end: ${messageOf(error)}.`, {
      cause: error,
      action: 'It was cut off or changed; nothing was brought back. Use another copy.',
    });
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

/** Reads what an archive says it holds. */
export async function openArchive(file: string): Promise<ReadManifest> {
  for await (const line of unpacked(file)) return readManifest(line);
  throw new Fault('archive_unreadable', `${file} is empty.`);
}

const changed = (what: string): Fault =>
  new Fault('archive_changed', `The archive is not what was written: ${what}.`, {
    action: 'Nothing was brought back. Use another copy.',
  });

/** Refuses a database that is not as the archive's was before its first row. Faults `archive_version`, `database_not_empty`. */
async function requireEmpty(tx: Tx, { migrations, tables }: Manifest): Promise<void> {
  const run = await migrationsRun(tx);
  if (run.join() !== migrations.join()) {
    throw new Fault(
      'archive_version',
      `The archive's tables end at ${migrations.at(-1)}, the database's at ${run.at(-1)}.`,
      {
        action:
          'Import into a database that has no tables yet: they are made as the archive has them, then brought to this version.',
      },
    );
  }
  const there = await tablesThere(tx);
  for (const { name } of tables) {
    if (!there.includes(name) || Object.hasOwn(LEFT_OUT, name)) throw changed(`it names a table ${name}`);
    const first = await sql`select 1 from ${sql.table(name)} limit 1`.execute(tx);
    if (first.rows.length === 0) continue;
    const home = await tx.selectFrom('jurisdiction').select(['code', 'name']).executeTakeFirst();
    throw new Fault(
      'database_not_empty',
      `This installation already holds ${home ? `${home.name} (${home.code})` : `rows in ${name}`}; it stays as it is.`,
      { action: 'Set DATA_DIR to a new folder, or DATABASE_URL to an empty database.' },
    );
  }
}

async function insertLines(tx: Tx, table: string, lines: readonly string[]): Promise<void> {
  await sql`
    insert into ${sql.table(table)} overriding system value
    select * from json_populate_recordset(null::${sql.table(table)}, ${`[${lines.join(',')}]`}::json)`.execute(tx);
}

/** Puts one table's rows in; Fault `archive_changed` where they are not those the manifest counted and hashed. */
async function fill(
  tx: Tx,
  table: ArchiveTable,
  lines: AsyncIterator<string>,
  told: (rows: number) => void,
): Promise<void> {
  const hash = createHash('sha256');
  let batch: string[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await insertLines(tx, table.name, batch);
    told(batch.length);
    batch = [];
    characters = 0;
  };
  for (let row = 0; row < table.rows; row += 1) {
    const next = await lines.next();
    if (next.done) throw changed(`${table.name} ends after ${row} of ${table.rows} rows`);
    hash.update(`${next.value}\n`);
    batch.push(next.value);
    characters += next.value.length;
    if (batch.length >= ROWS_AT_ONCE || characters >= CHARACTERS_AT_ONCE) await flush();
  }
  await flush();
  if (hash.digest('hex') !== table.sha256) throw changed(`the rows of ${table.name} have another checksum`);
}

/** A foreign key that is checked at the end for this transaction, as the owner may say; afterwards as before. */
async function setDeferred(tx: Tx, keys: readonly ForeignKey[], deferred: boolean): Promise<void> {
  const when = deferred ? sql`deferrable initially deferred` : sql`not deferrable`;
  for (const { table, name } of keys)
    await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} ${when}`.execute(tx);
}

async function restoreSequences(tx: Tx, { sequences }: Manifest): Promise<void> {
  for (const { name, last, called } of sequences)
    await sql`select setval(quote_ident(${name})::regclass, ${last}::bigint, ${called})`.execute(tx);
}

async function bringBack(tx: Tx, file: string, manifest: Manifest, progress: Progress): Promise<void> {
  const backward = await backwardKeys(tx);
  await setDeferred(tx, backward, true);
  const lines = unpacked(file);
  try {
    await lines.next(); // the manifest, read before
    let done = 0;
    const told = (rows: number): void => progress((done += rows), rowsOf(manifest));
    for (const table of manifest.tables) await fill(tx, table, lines, told);
    if (!(await lines.next()).done) throw changed('something follows its last row');
  } finally {
    await lines.return(undefined);
  }
  await sql`set constraints all immediate`.execute(tx);
  await setDeferred(tx, backward, false);
  await restoreSequences(tx, manifest);
}

/**
 * Brings the archive back, all of it or nothing, and answers with what following the record found (which is kept either way: a wound
 * it had before is evidence). `db` is the owner's. Faults `archive_changed`, `archive_unreadable`, `archive_version`,
 * `database_not_empty`.
 */
export async function importArchive(
  db: Database,
  keys: Keys,
  file: string,
  archive: ReadManifest,
  progress: Progress = () => undefined,
): Promise<Verification> {
  if (!archive.madeWith(keys)) throw changed('its first line was written by somebody else');
  return db.transaction().execute(async (tx) => {
    await requireEmpty(tx, archive.manifest);
    await bringBack(tx, file, archive.manifest, progress).catch((error: unknown) => {
      throw refusedByDatabase(error);
    });
    return verifyWithin(tx, keys);
  });
}

/** Rows the database does not take (no JSON, a broken reference) are rows it never gave. */
const refusedByDatabase = (error: unknown): unknown =>
  error instanceof Fault || !/^2[23]...$/.test(codeOf(error))
    ? error
    : Object.assign(changed(`a row is not taken (${messageOf(error)})`), { cause: error });
