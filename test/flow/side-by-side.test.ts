/** What two processes do at the same moment is done once: first start, migration, seals, hourly rounds. */
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAccounts, namesSignedIn } from '../../server/access/store.ts';
import { firstPasswords, setUpSample } from '../../server/first-run.ts';
import { connect, type Database } from '../../server/platform/database.ts';
import { lastSeal, SEAL_EVERY_MS, sealWhenDue } from '../../server/platform/events/seal.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { openLog } from '../../server/platform/log.ts';
import { grantAppRole, migrate, pendingMigrations } from '../../server/platform/migrate.ts';
import { oncePer } from '../../server/platform/rounds.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { anyEvent, upTo, write } from '../support/events.ts';
import { NOON, TEST_KEYS } from '../support/house.ts';
import { ACCOUNTS } from '../support/served-house.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await cloneDatabase();
  db = database.app.db;
});
afterAll(() => database.drop());

const atOnce = <T>(n: number, work: () => Promise<T>): Promise<T[]> => Promise.all(upTo(n).map(work));

describe('several processes', () => {
  test('seal what came since the last seal once, and again when the hour is over', async () => {
    await write(db, anyEvent('one', { n: 1 }));
    const done = await atOnce(6, () => sealWhenDue(db, TEST_KEYS, NOON));
    expect(done.filter(Boolean)).toHaveLength(1);
    // What comes a moment later waits for the next hour, whoever looks.
    await write(db, anyEvent('one', { n: 2 }));
    const soon = new Date(NOON.getTime() + SEAL_EVERY_MS - 1);
    expect(await atOnce(3, () => sealWhenDue(db, TEST_KEYS, soon))).toEqual([false, false, false]);
    const later = new Date(NOON.getTime() + SEAL_EVERY_MS);
    expect((await atOnce(6, () => sealWhenDue(db, TEST_KEYS, later))).filter(Boolean)).toHaveLength(1);
    expect((await lastSeal(db))?.at).toEqual(later);
    expect((await verifyLog(db, TEST_KEYS)).seals).toBe(2);
  });

  test('that wait for each other seal once, even where something is written in between', async () => {
    const now = new Date(NOON.getTime() + 3 * SEAL_EVERY_MS);
    const waiting = async (): Promise<number | undefined> => {
      const rows = await sql<{ n: number }>`
        select count(*)::int as n from pg_locks where relation = 'head'::regclass and not granted`.execute(db);
      return rows.rows[0]?.n;
    };
    await write(db, anyEvent('two', { n: 0 }));
    const inLine: Promise<unknown>[] = [];
    await database.owner.db.transaction().execute(async (tx) => {
      await sql`lock table head in row exclusive mode`.execute(tx);
      const works = [
        () => sealWhenDue(db, TEST_KEYS, now),
        () => write(db, anyEvent('two', { n: 1 })),
        () => sealWhenDue(db, TEST_KEYS, now),
      ];
      for (const work of works) {
        inLine.push(work());
        await expect.poll(waiting).toBe(inLine.length);
      }
    });
    expect(await Promise.all(inLine)).toEqual([true, undefined, false]);
  });

  test('do the round of an hour once; what failed is done by the next', async () => {
    let done = 0;
    const round = (hour: number) => oncePer(db, 'test', hour, async () => void (done += 1));
    await expect(oncePer(db, 'test', 7, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    expect((await atOnce(5, () => round(7))).filter(Boolean)).toHaveLength(1);
    expect(await round(7)).toBe(false);
    expect((await atOnce(5, () => round(8))).filter(Boolean)).toHaveLength(1);
    expect(done).toBe(2);
    // A clock that was set back must not stop it.
    expect(await round(7)).toBe(true);
  });

  test('bring an empty database up at once, with rights and the sample city, which one of them makes', async () => {
    const name = `${new URL(database.ownerUrl).pathname.slice(1)}_empty`;
    await sql.raw(`create database ${name}`).execute(database.owner.db);
    const url = new URL(database.ownerUrl);
    url.pathname = `/${name}`;
    const starts = upTo(4).map(() => connect(url.href, openLog('silent'), 2));
    try {
      const ran = await Promise.all(
        starts.map(async (one) => {
          const names = await migrate(one.db);
          await grantAppRole(one.db);
          return names.length;
        }),
      );
      expect(ran.filter((count) => count > 0)).toHaveLength(1);
      const first = starts[0]?.db as Database;
      expect(await pendingMigrations(first)).toEqual([]);
      const made = await Promise.all(starts.map((one) => setUpSample(one.db, NOON)));
      expect(made.filter((passwords) => passwords !== null)).toHaveLength(1);
      expect(await listAccounts(first)).toHaveLength(ACCOUNTS.length);
    } finally {
      await Promise.all(starts.map((one) => one.close()));
      await sql.raw(`drop database ${name}`).execute(database.owner.db);
    }
  });

  test('each first password leaves the file at its first use, at whichever process that was', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huiying-first-'));
    const path = join(folder, 'data', 'first-run.json');
    const passwords = firstPasswords(join(folder, 'data'));
    const kept = async () => Object.keys(JSON.parse(await readFile(path, 'utf8')) as object);
    try {
      await passwords.keep(
        ['analyst', 'leader'].map((one) => ({ name: one, displayName: one, roles: [], password: 'x' })),
      );
      await passwords.forgetUsed(() => namesSignedIn(db));
      expect(await kept()).toEqual(['analyst', 'leader']);
      const account = db.updateTable('account').set({ first_sign_in_at: NOON });
      await account.where('name', '=', 'leader').execute();
      await passwords.forgetUsed(() => namesSignedIn(db));
      expect(await kept()).toEqual(['analyst']);
      await account.where('name', '=', 'analyst').execute();
      await passwords.forgetUsed(() => namesSignedIn(db));
      await expect(access(path)).rejects.toThrow('ENOENT');
      await passwords.forgetUsed(() => Promise.reject(new Error('nobody is asked where none is left')));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
