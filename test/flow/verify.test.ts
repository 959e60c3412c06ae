/** Tampering with the event log under the owner's role: what verification finds, where, and what it cannot find. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { hashLink, NO_PREV } from '../../server/platform/events/chain.ts';
import { numberOutbox } from '../../server/platform/events/relay.ts';
import { seal } from '../../server/platform/events/seal.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { deriveKeys } from '../../server/platform/keys.ts';
import { anyEvent, upTo, write, WRITTEN_AT } from '../support/events.ts';
import { TEST_KEYS } from '../support/house.ts';
import { act, forge, placesOf, rechain, remove, resealAll, sealedLog, type Sealed } from '../support/tampering.ts';

const OTHER_KEYS = deriveKeys('another-session-secret-of-32-characters', 'another-seal-key-of-32-characters!!');

let log: Sealed;
beforeEach(async () => {
  log = await sealedLog();
});
afterEach(() => log.database.drop());

const found = async () => placesOf((await verifyLog(log.database.app.db, TEST_KEYS)).breaches);

test('a clean log has no breach, before and after delivery, and is counted whole', async () => {
  const { db } = log.database.app;
  const counts = await sql<{ events: number; streams: number }>`
    select count(*)::int as events, count(distinct stream)::int as streams from event`.execute(db);
  const clean = { ...counts.rows[0], seals: 2, breaches: [] };
  expect(await verifyLog(db, TEST_KEYS)).toEqual(clean);
  await numberOutbox(log.database.app);
  expect(await verifyLog(db, TEST_KEYS)).toEqual(clean);
});

type Tampering = [what: string, tamper: (owner: Database) => Promise<unknown>, breaches: string[]];

const event = (change: string, where: string) => (owner: Database) =>
  act(owner, `update event set ${change} where ${where}`);
const A2 = `stream = 'a' and version = 2`;

const CONTENTS: Tampering[] = [
  ['data changed', event(`data = '{"n": 7}'`, A2), ['hash_differs a 2']],
  ['data beyond JSON numbers', event(`data = '{"n": 1e400}'`, A2), ['hash_differs a 2']],
  ['data made null', event(`data = 'null'`, A2), ['hash_differs a 2']],
  ['a field added', event(`data = data || '{"x": null}'`, A2), ['hash_differs a 2']],
  ['the actor changed', event(`actor = 'someone'`, A2), ['hash_differs a 2']],
  ['the time changed by a millisecond', event(`at = at + interval '1 ms'`, A2), ['hash_differs a 2']],
  ['the time made endless', event(`at = 'infinity'`, A2), ['hash_differs a 2']],
  ['the type changed', event(`type = 'signed_out'`, A2), ['hash_differs a 2']],
  ['the hash changed', event(`hash = 'x'`, A2), ['hash_differs a 2', 'prev_differs a 3']],
  ['the link changed', event(`prev = 'x'`, A2), ['prev_differs a 2', 'hash_differs a 2']],
];

const ORDER: Tampering[] = [
  [
    'the first event deleted',
    (owner) => remove(owner, `stream = 'a' and version = 1`),
    ['version_gap a 2', 'prev_differs a 2'],
  ],
  ['a middle event deleted', (owner) => remove(owner, A2), ['version_gap a 3', 'prev_differs a 3']],
  [
    'a middle event deleted and the rest closed up',
    async (owner) => {
      await remove(owner, A2);
      await rechain(owner, 'a');
    },
    ['seal_differs seal 1'],
  ],
  [
    'the last event deleted',
    (owner) => remove(owner, `stream = 'c' and version = 3`),
    ['head_differs c 2', 'seal_differs seal 2'],
  ],
  [
    'the last event deleted and the head set back',
    async (owner) => {
      await remove(owner, `stream = 'c' and version = 3`);
      await rechain(owner, 'c');
    },
    ['seal_differs seal 2'],
  ],
  ['a whole stream deleted', (owner) => remove(owner, `stream = 'b'`), ['stream_missing b 4', 'seal_differs seal 1']],
  [
    'a whole stream and its head deleted',
    async (owner) => {
      await remove(owner, `stream = 'b'`);
      await act(owner, `delete from head where stream = 'b'`);
    },
    ['seal_differs seal 1'],
  ],
  [
    'two versions swapped',
    async (owner) => {
      await event('version = 9', A2)(owner);
      await event('version = 2', `stream = 'a' and version = 3`)(owner);
      await event('version = 3', `stream = 'a' and version = 9`)(owner);
    },
    ['prev_differs a 2', 'hash_differs a 2', 'prev_differs a 3', 'hash_differs a 3', 'prev_differs a 4'],
  ],
  [
    'an event moved to another stream',
    event(`stream = 'b', version = 5`, `stream = 'a' and version = 4`),
    ['head_differs a 3', 'prev_differs b 5', 'hash_differs b 5', 'head_differs b 5', 'seal_differs seal 1'],
  ],
];

const FORGERIES: Tampering[] = [
  [
    'an event put in without a chain',
    (owner) => forge(owner, 'd', 4),
    ['prev_differs d 4', 'hash_differs d 4', 'head_differs d 4'],
  ],
  [
    'an event hidden before the first stream',
    (owner) => forge(owner, '', 0),
    ['version_gap  0', 'hash_differs  0', 'head_missing  0'],
  ],
  [
    'a stream made up after the last one, without a head',
    (owner) => forge(owner, '~', 1),
    ['hash_differs ~ 1', 'head_missing ~ 1'],
  ],
  [
    'a rightly chained event put in below a seal',
    async (owner) => {
      await forge(owner, 'a', 5, log.freeId);
      await rechain(owner, 'a');
    },
    ['seal_differs seal 1'],
  ],
  [
    'a chain rewritten whole, with its head',
    async (owner) => {
      await event(`data = '{"n": 7}'`, `stream = 'c' and version = 1`)(owner);
      await rechain(owner, 'c');
    },
    ['seal_differs seal 2'],
  ],
  [
    "a head's hash changed",
    (owner) => act(owner, `update head set hash = 'x' where stream = 'd'`),
    ['head_differs d 3'],
  ],
  [
    "a head's version changed",
    (owner) => act(owner, `update head set version = 2 where stream = 'd'`),
    ['head_differs d 3'],
  ],
  ['a head deleted', (owner) => act(owner, `delete from head where stream = 'd'`), ['head_missing d 3']],
  ['a head made up', (owner) => act(owner, `insert into head values ('e', 2, 'x')`), ['stream_missing e 2']],
];

const sealNo = (version: number) => `stream = 'seal' and version = ${version}`;
const rechained = (change: string, where: string) => async (owner: Database) => {
  await event(change, where)(owner);
  await rechain(owner, 'seal');
};

const SEALS: Tampering[] = [
  [
    "a seal's digest changed",
    event(`data = data || '{"digest": "x"}'`, sealNo(1)),
    // The second seal is chained to the first one's digest.
    ['hash_differs seal 1', 'seal_forged seal 1', 'seal_differs seal 1', 'seal_differs seal 2'],
  ],
  ["a seal's MAC changed", rechained(`data = data || '{"mac": "x"}'`, sealNo(2)), ['seal_forged seal 2']],
  ["a seal's time changed", rechained(`at = at + interval '1 day'`, sealNo(2)), ['seal_forged seal 2']],
  [
    "a seal's count changed",
    rechained(`data = data || '{"streams": 9}'`, sealNo(2)),
    ['seal_forged seal 2', 'seal_differs seal 2'],
  ],
  ["a seal's reach made senseless", rechained(`data = data || '{"through": "x"}'`, sealNo(2)), ['seal_forged seal 2']],
  ["a seal's data made null", rechained(`data = 'null'`, sealNo(2)), ['seal_forged seal 2']],
  [
    'a stream rewritten and sealed again without the key',
    async (owner) => {
      await event(`data = '{"n": 7}'`, A2)(owner);
      await rechain(owner, 'a');
      await resealAll(owner, OTHER_KEYS);
    },
    ['seal_forged seal 1', 'seal_forged seal 2'],
  ],
  [
    'the first seal deleted and the rest closed up',
    async (owner) => {
      await remove(owner, sealNo(1));
      await rechain(owner, 'seal');
    },
    ['seal_differs seal 1'],
  ],
  [
    'a true seal put in a second time',
    async (owner) => {
      await forge(owner, 'seal', 3);
      await event(`data = (select data from event where ${sealNo(2)})`, sealNo(3))(owner);
      await rechain(owner, 'seal');
    },
    ['seal_differs seal 3'],
  ],
];

describe.each([
  ['contents', CONTENTS],
  ['order', ORDER],
  ['forgeries', FORGERIES],
  ['seals', SEALS],
])('%s', (_kind, tamperings) => {
  test.each(tamperings)('%s', async (_what, tamper, breaches) => {
    await tamper(log.database.owner.db);
    expect(await found()).toEqual(breaches);
  });
});

describe('delivery', () => {
  test.each(['outbox', 'delivery'] as const)(
    'an event whose row in %s is gone would never be acted on',
    async (table) => {
      const owner = log.database.owner.db;
      if (table === 'delivery') await numberOutbox(log.database.app);
      await act(owner, `delete from ${table} where event_id = (select id from event where ${A2})`);
      expect(await found()).toEqual(['event_undelivered a 2']);
    },
  );
});

describe('what no reading can find', () => {
  test('a rightly chained change after the last seal passes, and the next seal binds what it found', async () => {
    const owner = log.database.owner.db;
    await event(`data = '{"n": 7}'`, `stream = 'd' and version = 2`)(owner);
    await forge(owner, 'd', 4);
    await rechain(owner, 'd');
    expect(await found()).toEqual([]);
    await seal(log.database.app.db, TEST_KEYS, WRITTEN_AT);
    await event(`data = '{"n": 8}'`, `stream = 'd' and version = 2`)(owner);
    await rechain(owner, 'd');
    expect(await found()).toEqual(['seal_differs seal 3']);
  });
});

describe('sealing', () => {
  test('is not done where nothing is new, and a seal alone is nothing new', async () => {
    const { db } = log.database.app;
    expect(await seal(db, TEST_KEYS, WRITTEN_AT)).toBe(true);
    expect(await seal(db, TEST_KEYS, WRITTEN_AT)).toBe(false);
    expect((await verifyLog(db, TEST_KEYS)).seals).toBe(3);
  });

  test('among writers leaves no event between two seals', async () => {
    const { db } = log.database.app;
    const writers = upTo(60).map((n) =>
      write(db, anyEvent(`busy:${n % 7}`, { n }), anyEvent(`busy:${(n + 3) % 7}`, { n })),
    );
    const seals = upTo(6).map(() => seal(db, TEST_KEYS, WRITTEN_AT));
    await Promise.all([...writers, ...seals]);
    await seal(db, TEST_KEYS, WRITTEN_AT);
    expect(await found()).toEqual([]);
  });
});

test('a log longer than one reading is read whole, and a change at the seam is found', async () => {
  const owner = log.database.owner.db;
  await owner.deleteFrom('outbox').execute();
  await act(owner, 'truncate event, head, delivery, outbox, handled, delivery_failure');
  const { type, actor, at } = anyEvent('long', {});
  let prev = NO_PREV;
  const rows = upTo(10_003).map((version) => {
    const link = { stream: 'long', version, type, data: {}, actor, at: at.toISOString(), prev };
    prev = hashLink({ ...link, at });
    return { ...link, hash: prev };
  });
  await sql`
    insert into event (stream, version, type, data, actor, at, prev, hash)
    select stream, version, type, data, actor, at, prev, hash
    from json_populate_recordset(null::event, ${JSON.stringify(rows)}::json)`.execute(owner);
  await sql`insert into head values ('long', 10003, ${prev})`.execute(owner);
  await sql`insert into outbox select id from event`.execute(owner);
  expect(await verifyLog(log.database.app.db, TEST_KEYS)).toEqual({
    events: 10_003,
    streams: 1,
    seals: 0,
    breaches: [],
  });
  for (const version of [5_000, 5_001, 10_001]) await event(`data = '{"n": 7}'`, `version = ${version}`)(owner);
  await remove(owner, 'version = 10000');
  expect(await found()).toEqual([
    'hash_differs long 5000',
    'hash_differs long 5001',
    'version_gap long 10001',
    'prev_differs long 10001',
    'hash_differs long 10001',
  ]);
});
