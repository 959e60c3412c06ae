/** A Redis that is emptied, away or hangs: batches are handed out again, or done without it, and none twice. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startRelay, type Relay } from '../../server/platform/events/relay.ts';
import type { Handler } from '../../server/platform/events/handling.ts';
import { openLog } from '../../server/platform/log.ts';
import type { JobQueue } from '../../server/platform/queue/bull-queue.ts';
import { ownerOf } from '../../server/platform/queue/owner.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { anyEvent, gate, upTo, write } from '../support/events.ts';
import { marksOf } from '../support/marks.ts';
import { effectsOf, openEffects, probe } from '../support/probes.ts';
import { queueFor } from '../support/queue.ts';
import { freePort, startRedis, type Redis } from '../support/redis.ts';

let redis: Redis;
let database: TestDatabase;
let closing: (() => Promise<void>)[];
beforeAll(async () => {
  redis = await startRedis();
});
beforeEach(async () => {
  closing = [];
  database = await cloneDatabase();
  await openEffects(database.owner.db);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await database.drop();
});
afterAll(() => redis.stop());

interface Started extends Relay {
  queue: JobQueue;
  told: string[];
}

async function start(handler: Handler, url = redis.url): Promise<Started> {
  const told: string[] = [];
  const tell = ({ code }: { code: string }): void => void told.push(code);
  const log = Object.assign(openLog('silent'), { info: tell, warn: tell, error: tell });
  const queue = await queueFor(database.app.db, log, url);
  closing.push(() => queue.close());
  const relay = startRelay(database.app, [handler], log, () => new Date(), queue);
  closing.push(() => relay.stop());
  return { ...relay, queue, told };
}

const put = (...ns: number[]) => write(database.app.db, ...ns.map((n) => anyEvent(`stream:${n % 5}`, { n })));

test('a batch that is given out twice, because Redis was emptied while it was at work, has its effects once', async () => {
  const release = gate();
  const handler = probe({ after: () => release.opened });
  const relay = await start(handler);
  closing.push(async () => release.open());
  await put(...upTo(20));
  const waitingForMarks = async (): Promise<number | undefined> => {
    const rows = await sql<{ n: number }>`
      select count(*)::int as n from pg_locks where locktype = 'transactionid' and not granted
        and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(database.app.db);
    return rows.rows[0]?.n;
  };
  await expect.poll(async () => (await marksOf(database.app.db)).out).toBe(1);
  await expect.poll(() => relay.queue.reachable()).toBe(true);
  // Emptied again and again until a second holder of the batch has come, and waits at the first one's marks.
  await expect
    .poll(
      async () => {
        await redis.command('FLUSHALL');
        return waitingForMarks();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBeGreaterThan(0);
  release.open();
  await relay.settled();
  expect(await effectsOf(database.app.db)).toEqual(upTo(20));
});

describe('without Redis', () => {
  test('work begins, and goes over the queue once it is there', async () => {
    const port = await freePort();
    const relay = await start(probe(), `redis://127.0.0.1:${port}`);
    await put(...upTo(120));
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(upTo(120));
    expect(await relay.queue.reachable()).toBe(false);
    expect(relay.told.filter((code) => code === 'queue_unreachable')).toHaveLength(1);

    const late = await startRedis(port);
    closing.unshift(() => late.stop());
    await expect.poll(() => relay.told.includes('queue_back')).toBe(true);
    // Only a process that takes jobs from it writes there.
    await late.command('CONFIG', 'RESETSTAT');
    await put(121);
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(upTo(121));
    expect(await late.command('INFO', 'commandstats')).toMatch(/cmdstat_(brpoplpush|evalsha)/);
  });

  test('a process stops, what it had begun is done', async () => {
    const own = await startRedis();
    const relay = await start(probe(), own.url);
    await expect.poll(() => relay.queue.reachable()).toBe(true);
    await own.stop();
    await put(...upTo(60));
    await relay.settled();
    await relay.stop();
    await relay.queue.close();
    expect(await effectsOf(database.app.db)).toEqual(upTo(60));
  });

  test('that hangs the work goes on, and a process stops', async () => {
    const own = await startRedis();
    closing.push(() => own.stop());
    const relay = await start(probe(), own.url);
    await expect.poll(() => relay.queue.reachable()).toBe(true);
    process.kill(own.process.pid ?? 0, 'SIGSTOP');
    await put(...upTo(60));
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(upTo(60));
    expect(relay.told).toContain('queue_unreachable');
    await relay.stop();
    await relay.queue.close();
  });
});

test('a remnant of a job, which Redis believes to have and never runs, does not stop the work', async () => {
  const handler = probe({});
  const relay = await start(handler);
  await put(1);
  await expect.poll(() => effectsOf(database.owner.db)).toHaveLength(1);
  // As a worker leaves it that writes to a job at the moment in which Redis is emptied.
  await redis.command('HSET', await nextJobKey(handler.name), 'processedOn', '1');
  await put(2);
  await expect.poll(() => effectsOf(database.owner.db), { timeout: 45_000 }).toHaveLength(2);
  expect(relay.told).not.toContain('queue_unreachable');
});

/** Where Redis would keep the job of the handler's next batch, if that is one delivery. */
async function nextJobKey(handler: string): Promise<string> {
  const { rows } = await sql<{ next: string }>`select (max(seq) + 1)::text as next from delivery`.execute(
    database.app.db,
  );
  const next = rows[0]?.next ?? '1';
  return `huiying:${await ownerOf(database.app.db)}:work:${handler}/${next}-${next}`;
}
