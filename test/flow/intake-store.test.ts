/** Items are stored once, however many come at once and whoever brings them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSource, ensureSource } from '../../server/intake/store.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { NOON, openHouse, SAMPLE_SOURCE, TEST_KEYS, type House } from '../support/house.ts';
import { posted, store } from '../support/incoming.ts';

let house: House;
const OTHER = 'other-forum';
beforeAll(async () => {
  house = await openHouse();
  const source = {
    id: OTHER,
    name: '栖云论坛',
    kind: 'file',
    channel: 'forum',
    url: 'x',
    intervalSeconds: 60,
  } as const;
  await addSource(house.parts.db, source, NOON);
});
afterAll(() => house.close());

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

async function eventsOf(itemId: string): Promise<string[]> {
  const rows = await house.parts.db
    .selectFrom('event')
    .select('type')
    .where('stream', '=', `item:${itemId}`)
    .orderBy('version')
    .execute();
  return rows.map((row) => row.type);
}

const sightingsOf = (itemId: string) =>
  house.parts.db
    .selectFrom('sighting')
    .select(['source_id', 'external_id'])
    .where('item_id', '=', itemId)
    .orderBy('source_id')
    .orderBy('external_id')
    .execute();

describe('a batch', () => {
  test('is stored whole, in its order, each item with its sealed original and its event', async () => {
    const items = numbers(0, 450).map((n) => posted(n));
    const { stored, known } = await store(house, items);
    expect([stored.length, known]).toEqual([450, []]);
    const { db } = house.parts;
    const rows = await db.selectFrom('item').select(['id', 'title']).where('id', 'in', stored).execute();
    const titles = new Map(rows.map((row) => [row.id, row.title]));
    expect(stored.map((id) => titles.get(id))).toEqual(items.map((item) => item.title));
    const first = stored[0] ?? '';
    const sealed = await db
      .selectFrom('item_original')
      .selectAll()
      .where('item_id', '=', first)
      .executeTakeFirstOrThrow();
    expect(TEST_KEYS.unseal({ ...sealed, keyId: sealed.key_id }, first)).toBe(items[0]?.original);
    const received = await db
      .selectFrom('event')
      .select('data')
      .where('type', '=', 'item_received')
      .where(
        'stream',
        'in',
        stored.map((id) => `item:${id}`),
      )
      .orderBy('id')
      .execute();
    expect(received.map((row) => row.data.itemId)).toEqual(stored);
    expect((await verifyLog(db, TEST_KEYS)).breaches).toEqual([]);
  });

  test('that comes again stores nothing and says which it knew', async () => {
    const items = numbers(1_000, 5).map((n) => posted(n));
    const { stored } = await store(house, items);
    expect(await store(house, [...items, posted(1_005)])).toMatchObject({
      stored: [expect.any(String)],
      known: stored,
    });
    for (const id of stored) expect(await eventsOf(id)).toEqual(['item_received']);
  });

  test('that holds one text under two ids, and one id twice, makes one item of each', async () => {
    const text = { title: '汀洲区公交改线', text: '汀洲区的公交改线以后要多走两公里。' };
    const { stored, known } = await store(house, [
      posted(2_000, text),
      posted(2_001, text),
      posted(2_000, { text: '同一编号,别的文字。' }),
    ]);
    expect([stored.length, known]).toEqual([1, []]);
    const [id = ''] = stored;
    expect((await sightingsOf(id)).map((row) => row.external_id)).toEqual(['post-2000', 'post-2001']);
    expect(await eventsOf(id)).toEqual(['item_received', 'item_seen_again']);
  });

  test('of nothing is nothing', async () => {
    expect(await store(house, [])).toEqual({ stored: [], known: [] });
  });
});

test('three sightings of one post are one item: the feed twice, another source, one more', async () => {
  const one = posted(3_000);
  const { stored } = await store(house, [one]);
  const [id = ''] = stored;
  expect(await store(house, [one])).toEqual({ stored: [], known: [id] });
  expect(await store(house, [posted(3_000, { externalId: 'theirs' })], OTHER)).toEqual({ stored: [], known: [id] });
  // Layout apart, the text is the same.
  const spaced = posted(3_000, { externalId: 'spaced', text: ' 砚湖区第3000号路灯 从上周起就不亮。晚上看不清路 ' });
  expect(await store(house, [spaced], OTHER)).toEqual({ stored: [], known: [id] });
  expect((await sightingsOf(id)).map((row) => `${row.source_id} ${row.external_id}`)).toEqual([
    `${OTHER} spaced`,
    `${OTHER} theirs`,
    `${SAMPLE_SOURCE} post-3000`,
  ]);
  expect(await eventsOf(id)).toEqual(['item_received', 'item_seen_again', 'item_seen_again']);
});

test('many at once, of two sources and in both orders, store each text once and leave nothing behind', async () => {
  const items = numbers(4_000, 60).map((n) => posted(n));
  const batches = numbers(0, 12).map((n) => {
    const turned = [...items.slice(n * 5), ...items.slice(0, n * 5)];
    return store(house, n % 2 ? turned : turned.toReversed(), n % 3 ? SAMPLE_SOURCE : OTHER);
  });
  const answers = await Promise.all(batches);
  const stored = answers.flatMap((answer) => answer.stored);
  expect([stored.length, new Set(stored).size]).toEqual([60, 60]);
  for (const answer of answers) expect(new Set([...answer.stored, ...answer.known])).toEqual(new Set(stored));
  for (const id of stored) {
    expect((await sightingsOf(id)).map((row) => row.source_id).sort()).toEqual([OTHER, SAMPLE_SOURCE]);
    expect(await eventsOf(id)).toEqual(['item_received', 'item_seen_again']);
  }
  expect((await verifyLog(house.parts.db, TEST_KEYS)).breaches).toEqual([]);
});

test('一事不二派: a number told later stands on the item, and the first one stays', async () => {
  const number = async (id: string) =>
    (await house.parts.db.selectFrom('item').select('order_number').where('id', '=', id).executeTakeFirstOrThrow())
      .order_number;
  const { stored } = await store(house, [posted(5_000), posted(5_001, { orderNumber: 'YC-1' })]);
  const [plain = '', numbered = ''] = stored;
  expect([await number(plain), await number(numbered)]).toEqual([null, 'YC-1']);
  await store(
    house,
    [posted(5_000, { externalId: 'a', orderNumber: 'YC-2' }), posted(5_001, { externalId: 'b', orderNumber: 'YC-3' })],
    OTHER,
  );
  expect([await number(plain), await number(numbered)]).toEqual(['YC-2', 'YC-1']);
});

test('what PostgreSQL could not keep is left out before it gets there', async () => {
  const spoiled = {
    externalId: 'nul\u0000\ud800',
    url: 'https://example.org/\u0000',
    title: '禾渡县\u0000停水\udc00',
    text: '禾渡县停水两天。\u0000\ud800',
    publishedAt: new Date(Number.NaN),
  };
  const { stored } = await store(house, [posted(6_000, spoiled), posted(6_001)]);
  expect(stored).toHaveLength(2);
});

test('a source for forms or files is made once, and is nobody to poll', async () => {
  const source = { id: 'import-letters', name: '来信文件', kind: 'import', channel: 'letter' } as const;
  const made = await Promise.all([1, 2].map(() => ensureSource(house.parts.db, source, NOON)));
  expect(made).toEqual([
    { id: source.id, channel: source.channel },
    { id: source.id, channel: source.channel },
  ]);
  const added = await house.parts.db
    .selectFrom('event')
    .select('id')
    .where('stream', '=', `source:${source.id}`)
    .execute();
  expect(added).toHaveLength(1);
});
