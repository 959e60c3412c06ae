/**
 * How fast the same items are judged by one process alone, and over the queue by one and by two. `npx tsx test/bench/queue.ts [ITEMS]`
 * prints a line for each. Time runs from the first verdict, when the classifier is loaded, until nothing is left to do.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { sql } from 'kysely';
import { setUpSample } from '../../server/first-run.ts';
import { connect, type Database } from '../../server/platform/database.ts';
import { eventsBehind } from '../../server/platform/events/handling.ts';
import { openLog } from '../../server/platform/log.ts';
import { grantAppRole, migrate } from '../../server/platform/migrate.ts';
import { deriveKeys } from '../../server/platform/keys.ts';
import { HEARERS, invented } from '../support/invented.ts';
import { storeBatch } from '../../server/intake/store.ts';
import { dataFolder } from '../support/program.ts';
import { startRedis } from '../support/redis.ts';
import { newSecret, startPostgres, startRoles, type Grounds } from '../support/topology.ts';

const ITEMS = Number(process.argv[2] ?? 2_000);
const log = openLog('silent');
const secrets = { sessionSecret: newSecret(), sealKey: newSecret() };

const named = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

async function countVerdicts(db: Database): Promise<number> {
  const rows = await sql<{ n: number }>`select count(*)::int as n from verdict`.execute(db);
  return rows.rows[0]?.n ?? 0;
}

async function fill(ownerUrl: string): Promise<void> {
  const owner = connect(ownerUrl, log, 4);
  await migrate(owner.db);
  await grantAppRole(owner.db);
  await setUpSample(owner.db, new Date());
  await owner.db.updateTable('source').set({ enabled: false }).execute();
  const items = Array.from({ length: ITEMS }, (_, n) => invented(n));
  const keys = deriveKeys(secrets.sessionSecret, secrets.sealKey);
  const source = { id: 'yunchuan-forum', channel: 'forum' as const };
  await storeBatch(owner.db, keys, source, items, 60, new Date());
  await owner.close();
}

async function measure(grounds: Grounds, workers: number): Promise<{ seconds: number }> {
  const { db, close } = connect(grounds.databaseUrl, log, 2);
  const roles = await startRoles(grounds, { worker: workers });
  const until = async (holds: () => Promise<boolean>): Promise<number> => {
    while (!(await holds())) await delay(20);
    return performance.now();
  };
  const first = await until(async () => (await countVerdicts(db)) > 0);
  const already = await countVerdicts(db);
  const last = await until(async () => (await countVerdicts(db)) === ITEMS && (await eventsBehind(db, HEARERS)) === 0);
  await roles.close();
  await close();
  return { seconds: ((last - first) / 1_000) * (ITEMS / (ITEMS - already)) };
}

const folder = await dataFolder();
const redis = await startRedis();
const postgres = await startPostgres(`${folder.path}-postgres`);
try {
  await fill(postgres.ownerUrl);
  const forms = [
    ['in one process', null, 1],
    ['over the queue, one worker', redis.url, 1],
    ['over the queue, two workers', redis.url, 2],
  ] as const;
  for (const [form, redisUrl, workers] of forms) {
    const name = `bench_${randomBytes(4).toString('hex')}`;
    const owner = new pg.Client({ connectionString: named(postgres.superUrl, 'postgres') });
    await owner.connect();
    await owner.query(`create database ${name} template huiying owner huiying_owner`);
    await owner.end();
    const grounds = { databaseUrl: named(postgres.appUrl, name), redisUrl, dataDir: folder.path, ...secrets };
    const { seconds } = await measure(grounds, workers);
    console.log(
      `${form.padEnd(28)} ${ITEMS} items in ${seconds.toFixed(1)} s: ${Math.round(ITEMS / seconds)} a second`,
    );
  }
} finally {
  await postgres.stop();
  await redis.stop();
  await folder.remove();
}
