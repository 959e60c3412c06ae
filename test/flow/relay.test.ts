/** Delivery of events when handlers fail, relays die and two of them run: each effect once, none lost. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '../../server/platform/database.ts';
import { eventsBehind, type Handler } from '../../server/platform/events/handling.ts';
import { numberOutbox, startRelay, type Relay } from '../../server/platform/events/relay.ts';
import { openLog, type Log } from '../../server/platform/log.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { anyEvent, gate, numbered, upTo, write } from '../support/events.ts';
import { effectsOf, endLockHolder, lockHolders, openEffects, probe } from '../support/probes.ts';

/** More than two batches. */
const MANY = 450;
const all = (count: number): number[] => upTo(count).map((n) => n - 1);

let database: TestDatabase;
let time: Date;
let relays: Relay[];
beforeEach(async () => {
  database = await cloneDatabase();
  await openEffects(database.owner.db);
  time = new Date('2026-11-20T04:00:00Z');
  relays = [];
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await database.drop();
});

function start(handlers: readonly Handler[], log: Log = openLog('silent')): Relay {
  const relay = startRelay(database.app, handlers, log, () => time);
  relays.push(relay);
  return relay;
}

const put = (...ns: number[]) => write(database.app.db, ...ns.map((n) => anyEvent(`stream:${n % 5}`, { n })));
const rowsOf = async (table: 'handled' | 'outbox' | 'delivery_failure') =>
  Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(database.app.db)).rows[0]?.n);

async function expectNumberedWithoutGap(): Promise<void> {
  const found = await sql<{ seqs: number; first: number; last: number; events: number }>`
    select count(seq)::int as seqs, min(seq)::int as first, max(seq)::int as last, (select count(*)::int from event) as events
    from delivery`.execute(database.app.db);
  const { events } = found.rows[0] ?? { events: 0 };
  expect(found.rows[0]).toEqual({ seqs: events, first: 1, last: events, events });
  expect(await rowsOf('outbox')).toBe(0);
}

describe('a relay', () => {
  test('brings each event to each handler that hears it, once, in order within a stream', async () => {
    const heard: number[] = [];
    const deaf: Handler = { name: 'deaf', types: ['item_received'], run: () => Promise.reject(new Error('not mine')) };
    const relay = start([probe({ each: (n) => heard.push(n) }), probe({ name: 'second' }), deaf]);
    await write(database.app.db, ...numbered('one', MANY));
    await relay.settled();
    expect(heard).toEqual(all(MANY));
    expect(await effectsOf(database.app.db, 'second')).toEqual(all(MANY));
    expect(await rowsOf('handled')).toBe(MANY * 2);
    expect(await eventsBehind(database.app.db, [probe(), probe({ name: 'second' }), deaf])).toBe(0);
    await expectNumberedWithoutGap();
  });

  test('has settled what was committed before the question, each time', async () => {
    const relay = start([probe()]);
    await relay.settled();
    for (const n of upTo(30)) {
      await put(n);
      await Promise.all([relay.settled(), relay.settled()]);
      expect(await effectsOf(database.app.db)).toEqual(upTo(n));
    }
  });

  test('numbers without gaps while many write', async () => {
    const relay = start([probe()]);
    await Promise.all(upTo(100).map((n) => put(n, n + 1000)));
    await relay.settled();
    await expectNumberedWithoutGap();
    expect(await effectsOf(database.app.db)).toEqual([...upTo(100), ...upTo(100).map((n) => n + 1000)]);
  });

  test('that loses its lock while numbering cannot number twice', async () => {
    await Promise.all(upTo(40).map((n) => put(n)));
    const attempts = await Promise.allSettled(upTo(8).map(() => numberOutbox(database.app)));
    expect(attempts.some(({ status }) => status === 'fulfilled')).toBe(true);
    while ((await numberOutbox(database.app)) > 0);
    await expectNumberedWithoutGap();
  });

  test('sent back to the beginning does nothing again', async () => {
    const relay = start([probe()]);
    await put(...all(MANY));
    await relay.settled();
    const handled = await rowsOf('handled');
    await sql`update handler_progress set through = 0`.execute(database.app.db);
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
    expect(await rowsOf('handled')).toBe(handled);
    const progress = await database.app.db.selectFrom('handler_progress').select('through').execute();
    expect(progress).toEqual([{ through: String(await eventCount()) }]);
  });

  test('that was stopped keeps nobody waiting', async () => {
    const relay = start([probe()]);
    await relay.settled();
    await relay.stop();
    await relay.settled();
  });
});

const eventCount = async () =>
  Number((await sql<{ n: string }>`select count(*) as n from event`.execute(database.app.db)).rows[0]?.n);

describe('a handler that fails', () => {
  const failures = () => database.app.db.selectFrom('delivery_failure').selectAll().execute();
  const later = (ms: number): Date => (time = new Date(time.getTime() + ms));

  test('for one event holds up no other; that one is set aside, tried when time moves on, and then done', async () => {
    let broken = true;
    const each = (n: number) => {
      if (broken && n === 3) throw Object.assign(new Error('a\u0000 note with NUL'), { code: 'not_today' });
    };
    const relay = start([probe({ each }), probe({ name: 'second' })]);
    await put(...upTo(6));
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual([1, 2, 4, 5, 6]);
    expect(await effectsOf(database.app.db, 'second')).toEqual(upTo(6));
    const due = new Date(time.getTime() + 1_000);
    const first = { handler: 'probe', attempts: 1, next_at: due, code: 'not_today', message: 'a note with NUL' };
    expect(await failures()).toEqual([expect.objectContaining(first)]);

    later(999);
    await relay.settled();
    expect(await failures()).toEqual([expect.objectContaining({ attempts: 1 })]);
    later(1);
    await relay.settled();
    const second = { attempts: 2, next_at: new Date(time.getTime() + 2_000) };
    expect(await failures()).toEqual([expect.objectContaining(second)]);

    broken = false;
    await put(7);
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual([1, 2, 4, 5, 6, 7]);
    later(2_000);
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(upTo(7));
    expect(await failures()).toEqual([]);
    expect(await rowsOf('handled')).toBe(14);
  });

  test('in the middle of a batch leaves nothing of it behind', async () => {
    let calls = 0;
    const each = (n: number) => {
      calls += 1;
      if (calls === 5) throw new Error(`once, at ${n}`);
    };
    const relay = start([probe({ each })]);
    await put(...upTo(9));
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(upTo(9));
    expect(await failures()).toEqual([]);
  });

  test("and hides the database's error has not handled the event", async () => {
    let broken = true;
    const each = async (n: number, tx: Tx) => {
      if (broken && n === 3) await sql`select 1 / 0`.execute(tx);
    };
    const honest = probe({ each });
    const hiding: Handler = { ...honest, run: (tx, events, now) => honest.run(tx, events, now).catch(() => undefined) };
    const relay = start([hiding]);
    await put(...upTo(5));
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual([1, 2, 4, 5]);
    expect(await failures()).toEqual([expect.objectContaining({ attempts: 1 })]);
    broken = false;
    later(1_000);
    await relay.settled();
    expect(await effectsOf(database.app.db)).toEqual(upTo(5));
  });
});

describe('a relay that dies', () => {
  test('by kill -9 in the middle of a batch is followed by another, and each event has its effect once', async () => {
    await put(...all(MANY));
    const script = fileURLToPath(new URL('../support/relay-child.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, DATABASE_URL: database.appUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    const relay = start([probe({ doer: 'heir' })]);
    const settled = relay.settled();
    child.kill('SIGKILL');
    await exited;
    await settled;
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
    const byChild = (await effectsOf(database.app.db, 'probe', 'child')).length;
    expect(byChild).toBeGreaterThan(0);
    expect(byChild).toBeLessThan(MANY - 200);
    await expectNumberedWithoutGap();
  });

  test('at the lock alone, its batch still at work, gives way to the second, and nothing is done twice', async () => {
    const entered = gate();
    const release = gate();
    const held = probe({
      doer: 'first',
      async after() {
        entered.open();
        await release.opened;
      },
    });
    start([held]);
    await put(...all(MANY));
    await entered.opened;
    const second = start([probe({ doer: 'second' })]);
    const lost = await endLockHolder(database.app.db);
    const others = async () => (await lockHolders(database.app.db)).filter((pid) => pid !== lost);
    await expect.poll(others, { timeout: 20_000 }).toHaveLength(1);
    release.open();
    await second.settled();
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
    expect((await effectsOf(database.app.db, 'probe', 'second')).length).toBeGreaterThan(0);
    expect(await lockHolders(database.app.db)).toHaveLength(1);
    await expectNumberedWithoutGap();
  });

  test('has not settled what it had left to do', async () => {
    await put(...all(MANY));
    const entered = gate();
    const release = gate();
    const relay = start([
      probe({
        async after() {
          entered.open();
          await release.opened;
        },
      }),
    ]);
    const settled = relay.settled();
    await entered.opened;
    const lost = await endLockHolder(database.app.db);
    await expect.poll(() => lockHolders(database.app.db)).not.toContain(lost);
    release.open();
    await settled;
    expect(await effectsOf(database.app.db)).toEqual(all(MANY));
  });

  test('for a moment of a database that refuses still settles', async () => {
    const failed = gate();
    const log = Object.assign(openLog('silent'), { error: () => failed.open() });
    await sql`revoke insert on delivery from huiying_app`.execute(database.owner.db);
    await put(1);
    const relay = start([probe()], log);
    const settled = relay.settled();
    await failed.opened;
    await sql`grant insert on delivery to huiying_app`.execute(database.owner.db);
    await settled;
    expect(await effectsOf(database.app.db)).toEqual([1]);
  });
});

test('of two relays one works and the other waits, and takes over when the first stops', async () => {
  const first = start([probe({ doer: 'first' })]);
  await first.settled();
  const second = start([probe({ doer: 'second' })]);
  await Promise.all(upTo(50).map((n) => put(n)));
  await first.settled();
  expect(await effectsOf(database.app.db, 'probe', 'first')).toEqual(upTo(50));
  expect(await lockHolders(database.app.db)).toHaveLength(1);
  await first.stop();
  await put(51);
  await second.settled();
  expect(await effectsOf(database.app.db, 'probe', 'second')).toEqual([51]);
  await expectNumberedWithoutGap();
});
