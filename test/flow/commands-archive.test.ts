/** `export` and `import`: a house that was lived in comes back as it was, or not at all. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { backwardKeys, tablesThere } from '../../server/platform/archive/catalog.ts';
import { exportArchive } from '../../server/platform/archive/dump.ts';
import type { Manifest } from '../../server/platform/archive/manifest.ts';
import { importArchive, openArchive } from '../../server/platform/archive/restore.ts';
import { CARRIED, LEFT_OUT } from '../../server/platform/archive/tables.ts';
import { deriveKeys } from '../../server/platform/keys.ts';
import { codeOf } from '../../server/platform/fault.ts';
import { migrate, pendingMigrations } from '../../server/platform/migrate.ts';
import { bareDatabase, emptyDatabase, type TestDatabase } from '../support/database.ts';
import { NOON, openHouse, TEST_KEYS, TEST_SECRETS, type House } from '../support/house.ts';
import { liveIn, standing, type Standing } from '../support/lived-in.ts';
import { openWaterCase } from '../support/matters.ts';
import { dataFolder, runCommand } from '../support/program.ts';

let house: House;
let folder: string;
let file: string;
let manifest: Manifest;
let before: Standing;
beforeAll(async () => {
  house = await openHouse();
  await liveIn(house);
  folder = await mkdtemp(join(tmpdir(), 'huiying-archive-'));
  file = join(folder, 'house.gz');
  before = await standing(house.database.owner.db);
  manifest = await exportArchive(house.parts.db, TEST_KEYS, file, NOON);
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const databases: TestDatabase[] = [];
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});
async function fresh(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
}

const bring = async (to: TestDatabase, from = file, keys = TEST_KEYS) =>
  importArchive(to.owner.db, keys, from, await openArchive(from));

describe('the list of tables', () => {
  test('names every table of the database, as carried or as left out', async () => {
    const named = [...CARRIED, ...Object.keys(LEFT_OUT)].sort();
    expect(named).toEqual((await tablesThere(house.parts.db)).sort());
  });

  test('puts each table after those it refers to; what remains refers to itself or in a circle', async () => {
    const keys = await backwardKeys(house.database.owner.db);
    expect(keys.map(({ name }) => name).sort()).toEqual([
      'case_merged_into_fkey',
      'case_split_from_fkey',
      'publication_corrected_by_fkey',
      'publication_corrects_fkey',
      'response_corrects_fkey',
      'territory_added_by_fkey',
      'unit_added_by_fkey',
    ]);
  });

  test('a table nobody named stops the export, and nothing is written', async () => {
    const { db } = house.database.owner;
    await sql`create table later (id text primary key)`.execute(db);
    const other = join(folder, 'later.gz');
    const refused = await exportArchive(db, TEST_KEYS, other, NOON).catch(codeOf);
    await sql`drop table later`.execute(db);
    expect(refused).toBe('archive_incomplete');
    await expect(readFile(other)).rejects.toThrow('ENOENT');
  });
});

describe('a lived-in house', () => {
  test('has rows in every table, or the comparison below says little', () => {
    const bare = Object.entries(before.tables).filter(([, { rows }]) => rows === 0);
    expect(bare.map(([name]) => name)).toEqual([]);
  });

  test('comes back equal in every table, sequence and constraint, with its record whole', async () => {
    const to = await fresh();
    const found = await bring(to);
    expect(found.breaches).toEqual([]);
    expect(found.seals).toBe(2);
    expect(await standing(to.owner.db)).toEqual(before);
    expect(await sql`select 1 from session`.execute(to.owner.db)).toMatchObject({ rows: [] });
  });

  test('is lived in again: originals open, numbers go on, nothing handled is handled twice', async () => {
    const to = await fresh();
    await bring(to);
    databases.pop(); // the house closes it
    const again = await openHouse(to);
    try {
      await again.settled();
      const cases = await again.parts.db.selectFrom('case').select('number').execute();
      const { caseId } = await openWaterCase(again, {}, '(搬家以后)');
      const opened = await again.parts.db
        .selectFrom('case')
        .selectAll()
        .where('id', '=', caseId)
        .executeTakeFirstOrThrow();
      expect(cases.map((row) => row.number)).not.toContain(opened.number);
      const originals = await again.parts.db.selectFrom('item_original').selectAll().execute();
      for (const { key_id: keyId, item_id: itemId, ...sealed } of originals)
        expect(TEST_KEYS.unseal({ ...sealed, keyId }, itemId)).toContain('"text"');
    } finally {
      await again.close();
    }
  });

  test('an archive that is there is never written over', async () => {
    const kept = await readFile(file);
    expect(await exportArchive(house.parts.db, TEST_KEYS, file, NOON).catch(codeOf)).toBe('archive_exists');
    expect(await readFile(file)).toEqual(kept);
  });
});

describe('is refused, and nothing is written', () => {
  let to: TestDatabase;
  let nothing: Standing;
  beforeAll(async () => {
    to = await emptyDatabase();
    nothing = await standing(to.owner.db);
  });
  afterAll(() => to.drop());

  const lines = async (): Promise<string[]> =>
    gunzipSync(await readFile(file))
      .toString()
      .trimEnd()
      .split('\n');
  const packed = (all: readonly string[]): Buffer => gzipSync(`${all.join('\n')}\n`);
  /** Where the first row of a table stands among the lines. */
  const firstOf = (table: string): number => {
    const at = manifest.tables.findIndex(({ name }) => name === table);
    return 1 + manifest.tables.slice(0, at).reduce((sum, { rows }) => sum + rows, 0);
  };
  const edited = (table: string, edit: (row: string) => string[]) => async (): Promise<Buffer> => {
    const all = await lines();
    const at = firstOf(table);
    return packed([...all.slice(0, at), ...edit(all[at] ?? ''), ...all.slice(at + 1)]);
  };
  const counted = (change: (kept: { manifest: Manifest; mac: string }) => void) => async (): Promise<Buffer> => {
    const [head = '', ...rows] = await lines();
    const kept = JSON.parse(head) as { manifest: Manifest; mac: string };
    change(kept);
    return packed([JSON.stringify(kept), ...rows]);
  };

  test.each<[string, () => Promise<Buffer>, string]>([
    ['cut off in the middle', async () => (await readFile(file)).subarray(0, -2_000), 'archive_unreadable'],
    ['cut off after its manifest', async () => packed((await lines()).slice(0, 1)), 'archive_changed'],
    ['without its last row', async () => packed((await lines()).slice(0, -1)), 'archive_changed'],
    ['with a row more', async () => packed([...(await lines()), '{}']), 'archive_changed'],
    ['with another word in a row', edited('publication', (row) => [row.replace('发黄', '正常')]), 'archive_changed'],
    ['with a row twice', edited('unit', (row) => [row, row]), 'archive_changed'],
    ['with a row that is none', edited('account', () => ['{"id":']), 'archive_changed'],
    [
      'with a reference to nobody',
      edited('item', (row) => [row.replace(/"source_id":"[^"]+"/, '"source_id":"x"')]),
      'archive_changed',
    ],
    [
      'with a manifest made to fit',
      counted((kept) => {
        kept.manifest.tables = kept.manifest.tables.filter(({ rows }) => rows !== 1);
      }),
      'archive_changed',
    ],
    ['of another format', counted((kept) => (kept.manifest.format = 2)), 'archive_format'],
    ['no archive', async () => gzipSync('{"a":1}\n'), 'archive_unreadable'],
    ['not packed', async () => Buffer.from('hello'), 'archive_unreadable'],
    ['empty', async () => Buffer.alloc(0), 'archive_unreadable'],
  ])('%s', async (_name, bytes, code) => {
    const wrong = join(folder, 'wrong.gz');
    await writeFile(wrong, await bytes());
    expect(await bring(to, wrong).catch(codeOf)).toBe(code);
    expect(await standing(to.owner.db)).toEqual(nothing);
  });

  test('with other keys', async () => {
    const other = deriveKeys('another-session-secret-of-32-characters', 'another-seal-key-of-at-least-32-characters');
    expect(await bring(to, file, other).catch(codeOf)).toBe('archive_changed');
    expect(await standing(to.owner.db)).toEqual(nothing);
  });

  test('where something is already', async () => {
    const refused = await bring(house.database).catch((error: Error & { code: string }) => error);
    expect(refused).toMatchObject({ code: 'database_not_empty', message: expect.stringContaining('云川市') });
    expect(await standing(house.database.owner.db)).toEqual(before);
  });
});

test('a wound the record had before comes back with it, and is told', async () => {
  const wounded = await fresh();
  await bring(wounded);
  await sql`update event set actor = 'x' where id = (select min(id) from event)`.execute(wounded.owner.db);
  const other = join(folder, 'wounded.gz');
  await exportArchive(wounded.owner.db, TEST_KEYS, other, NOON);
  const to = await fresh();
  const found = await bring(to, other);
  expect(found.breaches.map(({ code }) => code)).toContain('hash_differs');
  expect(await standing(to.owner.db)).toEqual(await standing(wounded.owner.db));
});

test('an archive of an earlier version goes into a database without tables, which then is brought to this one', async () => {
  const last = '0006_granted_views';
  const older = await bareDatabase();
  databases.push(older);
  await migrate(older.owner.db, last);
  const name = { code: '990100', name: '云川市', office_name: '新闻办', profile: 'national', case_prefix: 'YC' };
  await older.owner.db
    .insertInto('jurisdiction')
    .values({ id: 1, ...name })
    .execute();
  const other = join(folder, 'older.gz');
  const written = await exportArchive(older.owner.db, TEST_KEYS, other, NOON);
  expect(written.migrations.at(-1)).toBe(last);
  expect(written.tables.map((table) => table.name)).not.toContain('search_entry');

  const made = await fresh();
  expect(await bring(made, other).catch(codeOf)).toBe('archive_version');
  const to = await bareDatabase();
  databases.push(to);
  const env = { DATABASE_URL: to.ownerUrl, DATA_DIR: folder, ...TEST_SECRETS };
  const { code, said } = await runCommand(['import', other], env);
  expect([code, said]).toEqual([0, expect.stringContaining('云川市')]);
  expect(await pendingMigrations(to.owner.db)).toEqual([]);
  expect(await to.app.db.selectFrom('jurisdiction').select('name').execute()).toEqual([{ name: '云川市' }]);
  expect(await to.app.db.selectFrom('search_entry').selectAll().execute()).toEqual([]);
});

test('at the command line: only with the keys kept beside it, and once', async () => {
  const [from, to] = [await dataFolder(), await dataFolder()];
  const [old, next] = [{ DATA_DIR: from.path }, { DATA_DIR: to.path }];
  const archive = join(folder, 'moved.gz');
  const wrong = join(folder, 'wrong.json');
  await writeFile(wrong, JSON.stringify({ sessionSecret: 'x'.repeat(32), sealKey: 'y'.repeat(32) }));
  const run = async (args: string[], env: Record<string, string>): Promise<string> =>
    (await runCommand(args, env)).said;
  try {
    await run(['init', '--jurisdiction', '222424'], old);
    expect(await run(['export', archive], old)).toMatch(/汪清县 \(222424\)[^]*keys\.json/);
    expect(await run(['import', archive], next)).toContain('(keys_missing)');
    expect(await run(['import', archive, '--keys', wrong], next)).toContain('(keys_differ)');
    expect(await run(['user', 'list'], next)).toContain('(installation_missing)');
    const keys = join(from.path, 'keys.json');
    const brought = await runCommand(['import', archive, '--keys', keys], next);
    expect([brought.code, brought.said]).toEqual([0, expect.stringContaining('The record is whole')]);
    expect(await run(['user', 'list'], next)).toBe(await run(['user', 'list'], old));
    expect(await run(['verify'], next)).toContain('The record is whole');
    expect(await readFile(join(to.path, 'keys.json'))).toEqual(await readFile(keys));
    expect((await stat(join(to.path, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(await run(['import', archive], next)).toMatch(/汪清县.*database_not_empty/);
  } finally {
    await from.remove();
    await to.remove();
  }
});
