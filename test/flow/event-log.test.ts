/** The event log under many writers, with data that JSON, PostgreSQL and JavaScript read differently, and under a hostile role. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact, type Tx } from '../../server/platform/database.ts';
import { append, checksumOf } from '../../server/platform/events/log.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { canRewriteEvents } from '../../server/platform/migrate.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { anyEvent, eventsOf, gate, numbered, upTo, write, WRITTEN_AT } from '../support/events.ts';
import { TEST_KEYS } from '../support/house.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

const breaches = async () => (await verifyLog(database.app.db, TEST_KEYS)).breaches;

describe('many writers', () => {
  test('on one stream: no version missing, the chain whole, no transaction tried twice', async () => {
    const { db } = database.app;
    let attempts = 0;
    const writer = () =>
      transact(db, async (tx) => {
        attempts += 1;
        await append(tx, numbered('one', 5));
      });
    await Promise.all(upTo(40).map(writer));
    const events = await eventsOf(db, 'one');
    expect(events.map((event) => event.version)).toEqual(upTo(200));
    expect(events.map((event) => (event.data as { n: number }).n)).toEqual(upTo(40).flatMap(() => [0, 1, 2, 3, 4]));
    expect(await checksumOf(db, 'one')).toBe(events.at(-1)?.hash);
    expect(attempts).toBe(40);
    expect(await breaches()).toEqual([]);
  });

  test('of the same streams in different orders wait for each other and never deadlock', async () => {
    const { db } = database.app;
    const streams = ['a', 'b', 'c', 'd', 'é', '砚'].map((name) => `shared:${name}`);
    let attempts = 0;
    const writer = (n: number) =>
      transact(db, async (tx) => {
        attempts += 1;
        const turned = [...streams.slice(n % 6), ...streams.slice(0, n % 6)];
        await append(
          tx,
          (n % 2 ? turned : turned.reverse()).map((stream) => anyEvent(stream, { n })),
        );
      });
    await Promise.all(upTo(60).map(writer));
    for (const stream of streams) expect((await eventsOf(db, stream)).map((event) => event.version)).toEqual(upTo(60));
    expect(attempts).toBe(60);
    expect(await breaches()).toEqual([]);
  });

  test('that do deadlock, each with two writes crosswise, are tried again and both land once', async () => {
    const { db } = database.app;
    const gates = { left: gate(), right: gate() };
    let attempts = 0;
    const cross = (first: 'left' | 'right', second: 'left' | 'right') =>
      transact(db, async (tx) => {
        attempts += 1;
        await append(tx, [anyEvent(`cross:${first}`, { first })]);
        gates[first].open();
        await gates[second].opened;
        await append(tx, [anyEvent(`cross:${second}`, { first })]);
      });
    await Promise.all([cross('left', 'right'), cross('right', 'left')]);
    expect(attempts).toBeGreaterThan(2);
    expect((await eventsOf(db, 'cross:')).map((event) => [event.stream, event.version])).toEqual([
      ['cross:left', 1],
      ['cross:left', 2],
      ['cross:right', 1],
      ['cross:right', 2],
    ]);
    expect(await breaches()).toEqual([]);
  });
});

describe('what is written', () => {
  test('is hashed as canonical JSON of what the database returns', async () => {
    const { db } = database.app;
    await write(db, anyEvent('hash:1', { 长: 1, b: [1, { z: null, a: true }], a: '雨' }));
    const [event] = await eventsOf(db, 'hash:1');
    const canonical = `{"actor":"program","at":${WRITTEN_AT.getTime()},"data":{"a":"雨","b":[1,{"a":true,"z":null}],"长":1},"prev":"","stream":"hash:1","type":"signed_in","version":1}`;
    expect(event?.hash).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  const strange: [string, unknown, unknown][] = [
    ['NUL in a text', { text: 'a\u0000b' }, { text: 'ab' }],
    ['NUL in a key', { 'k\u0000ey': 1 }, { key: 1 }],
    ['a lone high surrogate', { text: 'a\ud83d' }, { text: 'a\ufffd' }],
    ['a lone low surrogate', { list: ['\ude00b'] }, { list: ['\ufffdb'] }],
    ['a lone surrogate in a key', { '\ud800': { '\udfff': 1 } }, { '\ufffd': { '\ufffd': 1 } }],
    ['1e400', { n: Number('1e400') }, { n: null }],
    ['1.10', { n: JSON.parse('1.10') as number }, { n: 1.1 }],
    ['-0', { n: -0 }, { n: 0 }],
    ['the least number', { n: 5e-324 }, { n: 5e-324 }],
    ['the greatest number', { n: -Number.MAX_VALUE }, { n: -Number.MAX_VALUE }],
    ['a number beyond 2^53', { n: 2 ** 53 + 2 }, { n: 2 ** 53 + 2 }],
    ['a sum of tenths', { n: 0.1 + 0.2 }, { n: 0.30000000000000004 }],
    ['a large exponent', { n: 1e21 }, { n: 1e21 }],
    ['keys in an order jsonb changes', { bb: 1, a: 2, 砚: 3, é: 4 }, { a: 2, bb: 1, é: 4, 砚: 3 }],
    ['a key beyond the first plane', { '😀': 1, '\uff5e': 2 }, { '\uff5e': 2, '😀': 1 }],
    ['a key named __proto__', JSON.parse('{"__proto__": {"a": 1}}'), JSON.parse('{"__proto__": {"a": 1}}')],
    ['a combining letter', { text: 'e\u0301', é: 'é' }, { text: 'e\u0301', é: 'é' }],
    ['a field without a value', { a: undefined, b: 1 }, { b: 1 }],
    ['escapes', { text: '"\\\u2028\u007f\b' }, { text: '"\\\u2028\u007f\b' }],
  ];
  test.each(strange)('%s is kept so that its hash holds', async (name, data, kept) => {
    const { db } = database.app;
    const stream = `strange:${name}`;
    await write(db, anyEvent(stream, data), anyEvent(stream, { after: true }));
    const [event] = await eventsOf(db, stream);
    expect(event?.data).toStrictEqual(kept);
    expect(Object.is((event?.data as { n?: number }).n, -0)).toBe(false);
    expect(await breaches()).toEqual([]);
  });

  test('in the name of a stream or an actor that PostgreSQL would change is changed before the hash', async () => {
    const { db } = database.app;
    await write(db, anyEvent('name:\ud800\u0000', {}, { actor: 'who\udfff\u0000' }));
    await write(db, anyEvent('name:\ud800\u0000', {}, { actor: 'who' }));
    expect((await eventsOf(db, 'name:')).map(({ stream, version, actor }) => [stream, version, actor])).toEqual([
      ['name:\ufffd', 1, 'who\ufffd'],
      ['name:\ufffd', 2, 'who'],
    ]);
    expect(await breaches()).toEqual([]);
  });

  test.each([
    '1970-01-01T00:00:00.001Z',
    '2026-12-31T15:59:59.999Z',
    '2096-02-29T00:00:00.000Z',
    '1999-01-01T00:00:00Z',
  ])('the time %s is kept to the millisecond', async (at) => {
    const { db } = database.app;
    await write(db, anyEvent(`time:${at}`, {}, { at: new Date(at) }));
    expect((await eventsOf(db, `time:${at}`))[0]?.at).toEqual(new Date(at));
    expect(await breaches()).toEqual([]);
  });

  test('whatever the data, the chain holds after reading back', async () => {
    const { db } = database.app;
    const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
    const value = fc.anything({
      key: text,
      values: [text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)],
    });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, value), (data) => write(db, anyEvent('any', data))),
      { numRuns: 150 },
    );
    expect(await eventsOf(db, 'any')).toHaveLength(150);
    expect(await breaches()).toEqual([]);
  });
});

describe('a transaction', () => {
  const accountName = async () =>
    (await database.app.db.selectFrom('jurisdiction').select('office_name').executeTakeFirstOrThrow()).office_name;
  const counted = async () => ({
    state: await accountName(),
    events: await countOf('event'),
    outbox: await countOf('outbox'),
    heads: await countOf('head'),
  });
  const countOf = async (table: 'event' | 'outbox' | 'head') =>
    Number(
      (
        await database.app.db
          .selectFrom(table)
          .select(sql<string>`count(*)`.as('n'))
          .executeTakeFirst()
      )?.n,
    );
  const rename = (tx: Tx, office_name: string) => tx.updateTable('jurisdiction').set({ office_name }).execute();

  test('takes state, event, outbox row and head back together, and the next writer gets the number', async () => {
    const { db } = database.app;
    await write(db, anyEvent('back', { n: 1 }));
    const before = await counted();
    const failing = transact(db, async (tx) => {
      await rename(tx, '甲');
      await append(tx, [anyEvent('back', { n: 'lost' }), anyEvent('back:new', {})]);
      throw new Error('thought better of it');
    });
    await expect(failing).rejects.toThrow('thought better of it');
    expect(await counted()).toEqual(before);

    await transact(db, async (tx) => {
      await rename(tx, '乙');
      await append(tx, [anyEvent('back', { n: 2 }), anyEvent('back:new', {})]);
    });
    expect(await counted()).toEqual({
      state: '乙',
      events: before.events + 2,
      outbox: before.outbox + 2,
      heads: before.heads + 1,
    });
    expect((await eventsOf(db, 'back')).map(({ version, data }) => [version, data])).toEqual([
      [1, { n: 1 }],
      [2, { n: 2 }],
      [1, {}],
    ]);
    expect(await breaches()).toEqual([]);
  });

  test('whose event cannot be written leaves no state behind', async () => {
    const before = await counted();
    const failing = transact(database.app.db, async (tx) => {
      await rename(tx, '丙');
      await append(tx, [anyEvent('never', {}), anyEvent('never', {}, { at: new Date(Number.NaN) })]);
    });
    await expect(failing).rejects.toThrow();
    expect(await counted()).toEqual(before);
  });
});

describe("the application's role", () => {
  test.each([
    `update event set actor = 'other'`,
    `update event set data = '{}' where id = 1`,
    'delete from event',
    'truncate event',
    'truncate event cascade',
    'drop table event',
    'alter table event disable trigger all',
    'alter table event add column more text',
    'create trigger t before insert on event for each row execute function suppress_redundant_updates_trigger()',
    'create rule r as on insert to event do instead nothing',
    'set role huiying_owner',
    'truncate head',
    'delete from kysely_migration',
  ])('may not: %s', async (statement) => {
    const refused = sql.raw(statement).execute(database.app.db);
    await expect(refused).rejects.toMatchObject({ code: '42501' });
  });

  test('cannot give itself more', async () => {
    await sql`grant all on event to huiying_app`.execute(database.app.db); // answers with a warning only
    expect(await canRewriteEvents(database.app.db)).toBe(false);
  });

  test('is known as one that cannot rewrite events; the owner as one that can', async () => {
    expect(await canRewriteEvents(database.app.db)).toBe(false);
    expect(await canRewriteEvents(database.owner.db)).toBe(true);
  });

  test('still reads and writes events', async () => {
    await write(database.app.db, anyEvent('allowed', {}));
    expect(await eventsOf(database.app.db, 'allowed')).toHaveLength(1);
  });
});
