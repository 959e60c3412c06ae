/**
 * Two worker processes, hundreds of items, and something that breaks in the middle: afterwards each item is judged once, each
 * event handled once by each handler, each breach told once, and the record is whole.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setUpSample } from '../../server/first-run.ts';
import { grantAppRole, migrate } from '../../server/platform/migrate.ts';
import { countOf, expectWhole, judged, makeClocksDue, takeIn, tellings } from '../support/chaos.ts';
import { openDatabase, type TestDatabase } from '../support/database.ts';
import { NOON, openHouse } from '../support/house.ts';
import { openWaterCase } from '../support/matters.ts';
import { dataFolder } from '../support/program.ts';
import { startRedis, type Redis } from '../support/redis.ts';
import { startPostgres, startRoles, type Grounds, type Role } from '../support/topology.ts';

const ITEMS = 320;
const CASES = 4;
const SECRETS = {
  sessionSecret: 'test-session-secret-of-at-least-32-characters',
  sealKey: 'test-seal-key-of-at-least-32-characters-long',
};

let redis: Redis;
const cleanups: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
afterAll(() => redis.stop());

interface Scene {
  database: TestDatabase;
  workers: Role[];
}

/** Some cases whose acceptance is late, and two workers that have yet to hear of it. */
async function openScene(on?: TestDatabase): Promise<Scene> {
  const house = await openHouse(on);
  const { database } = house;
  cleanups.push(() => database.drop());
  await database.app.db.updateTable('source').set({ enabled: false }).execute();
  for (let n = 0; n < CASES; n += 1) await openWaterCase(house);
  await house.relay.stop();
  await house.parts.queue?.close();
  expect(await makeClocksDue(database.app.db)).toBe(CASES);
  const folder = await dataFolder();
  cleanups.push(() => folder.remove());
  const grounds: Grounds = { databaseUrl: database.appUrl, redisUrl: redis.url, dataDir: folder.path, ...SECRETS };
  const { workers, close } = await startRoles(grounds, { worker: 2 });
  cleanups.push(close);
  return { database, workers };
}

async function expectAllDone({ database }: Scene): Promise<void> {
  const { db } = database.app;
  await expect.poll(async () => (await tellings(db)).raised, { timeout: 60_000 }).toBe(CASES);
  await expectWhole(db, ITEMS + CASES);
  expect(await tellings(db)).toEqual({ clocks: CASES, breaches: CASES, signals: CASES, raised: CASES });
}

/** Takes the items in; `break` runs once some of them are judged, and before all are. */
async function inTheMiddle({ database }: Scene, breaks: () => Promise<void>): Promise<void> {
  const { db } = database.app;
  const intake = takeIn(db, 1, ITEMS);
  await judged(db, CASES + 40);
  expect(await countOf(db, 'verdict')).toBeLessThan(ITEMS + CASES);
  await breaks();
  await intake;
}

describe('in the middle of the work', { timeout: 180_000 }, () => {
  test('a worker is killed with -9', async () => {
    const scene = await openScene();
    await inTheMiddle(scene, () => scene.workers[0]?.kill() ?? Promise.resolve());
    await expectAllDone(scene);
    expect(await scene.workers[1]?.stop()).toBe(0);
  });

  test('Redis is emptied, and again', async () => {
    const scene = await openScene();
    await inTheMiddle(scene, async () => expect(await redis.command('FLUSHALL')).toBe('OK'));
    expect(await redis.command('FLUSHALL')).toBe('OK');
    await expectAllDone(scene);
    for (const worker of scene.workers) expect(await worker.stop()).toBe(0);
  });

  test('Redis goes and comes back', async () => {
    const scene = await openScene();
    const { port } = new URL(redis.url);
    await inTheMiddle(scene, () => redis.stop());
    await Promise.all(scene.workers.map((worker) => worker.until(/"code":"queue_unreachable"/)));
    const readiness = async () => (await fetch(`${scene.workers[0]?.address}/readyz`)).json();
    expect(await readiness()).toEqual({ ok: true, queue: 'unreachable' });
    // Work goes on without it.
    await expectAllDone(scene);
    redis = await startRedis(Number(port));
    await Promise.all(scene.workers.map((worker) => worker.until(/"code":"queue_back"/)));
    await expect.poll(readiness).toEqual({ ok: true, queue: 'reachable' });
    for (const worker of scene.workers) expect(await worker.stop()).toBe(0);
  });

  test('PostgreSQL is restarted', async () => {
    const folder = await dataFolder();
    cleanups.push(() => folder.remove());
    const postgres = await startPostgres(folder.path);
    const database = openDatabase(postgres, () => postgres.stop());
    await migrate(database.owner.db);
    await grantAppRole(database.owner.db);
    await setUpSample(database.owner.db, NOON);
    const scene = await openScene(database);
    await inTheMiddle(scene, () => postgres.restart());
    await expectAllDone(scene);
    for (const worker of scene.workers) expect(await worker.stop()).toBe(0);
  });
});
