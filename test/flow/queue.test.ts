/** Delivery over the queue: several processes, batches that come back in any order, a Redis that fails. Each effect once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { eventsBehind, type Handler } from '../../server/platform/events/handling.ts';
import { startRelay, type Relay } from '../../server/platform/events/relay.ts';
import { openLog } from '../../server/platform/log.ts';
import type { JobQueue } from '../../server/platform/queue/bull-queue.ts';
import type { Job } from '../../server/platform/queue/jobs.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { anyEvent, gate, numbered, upTo, write } from '../support/events.ts';
import { marksOf, passedOver } from '../support/marks.ts';
import { effectsOf, openEffects, probe } from '../support/probes.ts';
import { queueFor } from '../support/queue.ts';

/** More batches than may be out at once. */
const MANY = 450;
const all = (count: number): number[] => upTo(count).map((n) => n - 1);
const time = new Date('2026-11-20T04:00:00Z');

let database: TestDatabase;
let closing: (() => Promise<void>)[];
beforeEach(async () => {
  closing = [];
  database = await cloneDatabase();
  await openEffects(database.owner.db);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await database.drop();
});

interface Started extends Relay {
  queue: JobQueue;
  /** Codes of the warnings and errors it has logged. */
  told: string[];
}

async function start(handlers: readonly Handler[], on = database, now = (): Date => time): Promise<Started> {
  const told: string[] = [];
  const tell = ({ code }: { code: string }): void => void told.push(code);
  const log = Object.assign(openLog('silent'), { warn: tell, error: tell });
  const queue = await queueFor(on.app.db, log);
  closing.push(() => queue.close());
  const relay = startRelay(on.app, handlers, log, now, queue);
  closing.push(() => relay.stop());
  return { ...relay, queue, told };
}

/** Settled as the one of them that holds the lock says; the others wait for it. */
const settledBy = (relays: readonly Relay[]): Promise<void> => Promise.race(relays.map((relay) => relay.settled()));

/** A gate that opens at the end of the test, whatever became of it: a batch must not be held for ever. */
function heldGate(): ReturnType<typeof gate> {
  const held = gate();
  closing.push(async () => held.open());
  return held;
}

/** The number of the last delivery: the template's own events come first. */
async function lastDelivery(): Promise<number> {
  const rows = await database.app.db.selectFrom('event').select('id').execute();
  return rows.length;
}

const put = (...ns: number[]) => write(database.app.db, ...ns.map((n) => anyEvent(`stream:${n % 5}`, { n })));

describe('over the queue', () => {
  test('each event comes to each handler that hears it, once, and the marks reach the end', async () => {
    const deaf: Handler = { name: 'deaf', types: ['item_received'], run: () => Promise.reject(new Error('not mine')) };
    const handlers = [probe(), probe({ name: 'second' }), deaf];
    const relay = await start(handlers);
    await write(database.app.db, ...numbered('one', MANY));
    await relay.settled();
    for (const name of ['probe', 'second']) expect(await effectsOf(database.app.db, name)).toEqual(all(MANY));
    const end = await lastDelivery();
    expect(await marksOf(database.app.db)).toEqual({ through: { probe: end, second: end, deaf: end }, out: 0 });
    expect(await eventsBehind(database.app.db, handlers)).toBe(0);
  });

  test('what was committed before the question is settled, each time', async () => {
    const relay = await start([probe()]);
    for (const n of upTo(20)) {
      await put(n);
      await Promise.all([relay.settled(), relay.settled()]);
      expect(await effectsOf(database.app.db)).toEqual(upTo(n));
    }
  });

  test('two processes share what comes in', async () => {
    // Each does its first batch only when the other has one too.
    const both = [heldGate(), heldGate()] as const;
    const meeting = (mine: 0 | 1) => async (): Promise<void> => {
      both[mine].open();
      await both[1 - mine]?.opened;
    };
    const relays = [
      await start([probe({ doer: 'first', after: meeting(0) })]),
      await start([probe({ doer: 'second', after: meeting(1) })]),
    ];
    await put(...all(MANY));
    await settledBy(relays);
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
    for (const doer of ['first', 'second']) {
      expect((await effectsOf(database.app.db, 'probe', doer)).length).toBeGreaterThan(0);
    }
  });

  test('a mark waits for the batch that is still out, whatever came back after it', async () => {
    let held = 0;
    const handler = probe({
      async each(n) {
        if (n !== 10) return;
        held += 1;
        await release.opened;
      },
    });
    const relay = await start([handler]);
    const release = heldGate();
    await relay.settled();
    const before = await marksOf(database.app.db);
    await put(...all(MANY));
    // All but the batch of number 10 come back; more are cut while it is out.
    const done = async (): Promise<number> =>
      (await database.app.db.selectFrom('handled').select('event_id').execute()).length;
    await expect.poll(done, { timeout: 20_000 }).toBe(MANY - 50);
    expect(await marksOf(database.app.db)).toEqual({ ...before, out: 1 });
    expect(await eventsBehind(database.app.db, [handler])).toBe(MANY);
    release.open();
    await relay.settled();
    expect(held).toBe(1);
    expect(await marksOf(database.app.db)).toEqual({ through: { probe: await lastDelivery() }, out: 0 });
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
  });

  test('a handler that works alone never meets itself', async () => {
    let inside = 0;
    let most = 0;
    const counted = probe({
      each: () => void (most = Math.max(most, inside)),
      after: async () => void (inside -= 1),
    });
    const alone: Handler = {
      ...counted,
      alone: true,
      run(tx, events, now) {
        inside += 1;
        return counted.run(tx, events, now);
      },
    };
    const relays = [await start([alone]), await start([alone])];
    await put(...all(MANY));
    await settledBy(relays);
    expect(most).toBe(1);
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
  });

  test('a handler that shows what another has done comes after it', async () => {
    const early: number[] = [];
    const maker = probe({ name: 'maker' });
    const shown = probe({
      name: 'shown',
      async each(n) {
        if (!(await effectsOf(database.app.db, 'maker')).includes(n)) early.push(n);
      },
    });
    const handlers = [maker, { ...shown, after: ['maker'] }];
    const relays = [await start(handlers), await start(handlers)];
    await put(...all(200));
    await settledBy(relays);
    expect(early).toEqual([]);
    expect(await effectsOf(database.app.db, 'shown')).toEqual(all(200));
  });

  test('an event that fails holds up no other, is set aside and tried when time moves on', async () => {
    let broken = true;
    let present = time;
    const each = (n: number): void => {
      if (broken && n === 3) throw new Error('not today');
    };
    const handler = probe({ each });
    const relay = await start([handler], database, () => present);
    await put(...all(100));
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(all(100).filter((n) => n !== 3));
    expect((await marksOf(database.app.db)).through).toEqual({ probe: await lastDelivery() });
    const failures = () => database.app.db.selectFrom('delivery_failure').select('attempts').execute();
    expect(await failures()).toEqual([{ attempts: 1 }]);
    expect(await passedOver(database.app.db, [handler])).toEqual([]);
    present = new Date(time.getTime() + 1_000);
    await relay.settled();
    expect(await failures()).toEqual([{ attempts: 2 }]);
    broken = false;
    present = new Date(time.getTime() + 3_000);
    await relay.settled();
    expect(await failures()).toEqual([]);
    expect(await effectsOf(database.app.db)).toEqual(all(100));
  });

  test('a job that cannot be read is dropped, and the next one done', async () => {
    const relay = await start([probe()]);
    const unreadable = [
      { kind: 'batch', handler: 'probe', first: 'one', last: '2' },
      { kind: 'all' },
      { kind: 'batch', handler: 'nobody', first: '1', last: '2' },
    ];
    await expect.poll(() => relay.queue.reachable()).toBe(true);
    await relay.queue.add(unreadable.map((job, at) => ({ job: job as Job, id: `unreadable-${at}` })));
    await put(1, 2);
    await relay.settled();
    await expect.poll(() => relay.told.toSorted()).toEqual(['handler_unknown', 'job_unreadable', 'job_unreadable']);
    expect(await effectsOf(database.app.db)).toEqual([1, 2]);
  });

  test('two installations on one Redis keep apart', async () => {
    const other = await cloneDatabase();
    closing.unshift(() => other.drop());
    await openEffects(other.owner.db);
    const relays = [await start([probe()]), await start([probe({ name: 'other' })], other)];
    await put(...all(MANY));
    await write(other.app.db, ...numbered('one', MANY));
    await Promise.all(relays.map((relay) => relay.settled()));
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
    expect(await effectsOf(other.app.db, 'other')).toEqual(all(MANY));
    // Neither was given a job of the other's, whose handler it does not know.
    expect(relays.flatMap((relay) => relay.told)).toEqual([]);
  });

  test('what was out is taken over by a process without a queue', async () => {
    const entered = gate();
    const first = await start([
      probe({
        async after() {
          entered.open();
          await release.opened;
        },
      }),
    ]);
    const release = heldGate();
    await put(...all(MANY));
    await entered.opened;
    const stopped = first.stop();
    const direct = startRelay(database.app, [probe({ doer: 'direct' })], openLog('silent'), () => time);
    closing.push(() => direct.stop());
    release.open();
    await stopped;
    await direct.settled();
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
    expect((await effectsOf(database.app.db, 'probe', 'direct')).length).toBeGreaterThan(0);
    expect(await marksOf(database.app.db)).toEqual({ through: { probe: await lastDelivery() }, out: 0 });
  });

  test('a process that stops ends what it has begun', async () => {
    const entered = gate();
    const relay = await start([
      probe({
        async after() {
          entered.open();
          await release.opened;
        },
      }),
    ]);
    const release = heldGate();
    await put(...all(10));
    await entered.opened;
    let stopped = false;
    const stopping = relay.stop().then(() => (stopped = true));
    for (let asked = 0; asked < 50; asked += 1) expect((await marksOf(database.app.db)).out).toBe(1);
    expect(stopped).toBe(false);
    release.open();
    await stopping;
    expect(await effectsOf(database.app.db)).toEqual(all(10));
    expect((await marksOf(database.app.db)).out).toBe(0);
  });
});

test('a process killed with -9 in the middle of a batch: another takes it, and each effect is there once', async () => {
  const script = fileURLToPath(new URL('../support/relay-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, DATABASE_URL: database.appUrl, REDIS_URL: inject('redis').url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await put(...all(MANY));
  await once(child.stdout, 'data');
  const relay = await start([probe({ doer: 'heir' })]);
  child.kill('SIGKILL');
  await exited;
  await relay.settled();
  expect(await effectsOf(database.app.db)).toEqual(all(MANY));
  expect(await passedOver(database.app.db, [probe()])).toEqual([]);
});
