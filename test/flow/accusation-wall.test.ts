/** The wall around an accusation: it stands from the moment an item is judged, and what accuses this office passes its queue by. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayReadItem, type DenialRow } from '../../server/access/viewer.ts';
import { transact } from '../../server/platform/database.ts';
import type { DeliveredEvent } from '../../server/platform/events/catalogue.ts';
import { directsOperator } from '../../server/responsibility/transfers/wall.ts';
import { denialsOf, denyItem } from '../../server/triage/wall/store.ts';
import {
  itemEvents,
  OF_DISCIPLINE,
  OF_GOVERNMENT_OFFICE,
  OF_NEWS_OFFICE,
  officerOf,
  postOnce,
  READERS,
  readersOf,
  receivedBy,
} from '../support/accusations.ts';
import { openHouse } from '../support/house.ts';
import { storeOf } from '../support/letters.ts';
import { postWater } from '../support/matters.ts';
import { ACCOUNTS, openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

const rowOf = (id: string) =>
  house.parts.db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('what accuses the office that runs this', () => {
  test.each([
    ['the news office', OF_NEWS_OFFICE, '990100:discipline'],
    ['the government office above it', OF_GOVERNMENT_OFFICE, '990000:discipline'],
  ])('%s: passes its queue by', async (_who, text, receiver) => {
    const live = await Promise.all((['analyst', 'leader', 'auditor'] as const).map((name) => house.live(name)));
    const id = await postOnce(house, text);
    const marker = await postWater(house);
    for (const socket of live) {
      await socket.until(() => socket.items.has(marker));
      expect(socket.raw.join('\n')).not.toContain(id);
      socket.drop();
    }
    expect(await readersOf(house, id)).toEqual([]);
    const officer = receiver === '990100:discipline' ? 'inspector' : await officerOf(house, receiver);
    expect(await receivedBy(house, officer, id)).toMatchObject({
      receiver: { id: receiver },
      reason: '程序按信访工作条例第三十条直接移送',
    });
    expect(await rowOf(id)).toMatchObject({ state: 'transferred', decided_by: null });
    expect((await itemEvents(house, id)).map((event) => [event.type, event.actor])).toEqual([
      ['item_received', 'program'],
      ['item_judged', 'program'],
      ['item_closed_to', 'program'],
      ['item_transferred', 'program'],
    ]);
  });

  test('only the office and what directs it', () => {
    const organisation = house.parts.rules.organisation();
    const found = organisation.units.filter((unit) => directsOperator(unit.id, organisation)).map((unit) => unit.id);
    expect(found.sort()).toEqual(expect.arrayContaining(['990100:government_office', '990100:news_office']));
    for (const id of ['990100:discipline', '990102:news_office', '990100:water_resources'])
      expect(found).not.toContain(id);
  });
});

describe('before and while it is judged', () => {
  test('nobody sees what is not judged, and the wall stands as soon as it is', async () => {
    const alone = await openHouse();
    try {
      await alone.relay.stop();
      const ids = [await storeOf(alone, 'forum', OF_DISCIPLINE), await storeOf(alone, 'forum', OF_NEWS_OFFICE)];
      for (const id of ids) expect(await readersOf(alone, id)).toEqual([]);
      const judge = alone.parts.handlers.find((handler) => handler.name === 'triage.judge');
      const events = ids.map((itemId, seq) => ({
        id: String(seq),
        seq: String(seq),
        stream: `item:${itemId}`,
        type: 'item_received' as const,
        data: { itemId, sourceId: '', fingerprint: '', textHash: '' },
        actor: 'program',
        at: alone.time.now,
      }));
      await transact(alone.parts.db, async (tx) => judge?.run(tx, events as DeliveredEvent[], alone.time.now));
      // No other handler has run: judging alone built the wall.
      expect(await readersOf(alone, ids[0] ?? '')).toEqual(READERS.filter((name) => name !== 'auditor'));
      expect(await readersOf(alone, ids[1] ?? '')).toEqual([]);
    } finally {
      await alone.close();
    }
  });

  test('a socket that showed an item loses it when it is closed to its viewer; one that never did hears nothing', async () => {
    const id = await postWater(house);
    const [chief, auditor] = [await house.live('chief'), await house.live('auditor')];
    const officer = await house.live('officer');
    const { accountId } = await house.viewer('auditor');
    await transact(house.parts.db, (tx) => denyItem(tx, id, { units: [], accounts: [accountId] }, house.time.now));
    await house.parts.db.insertInto('live_change').values({ kind: 'item', thing: id, at: house.time.now }).execute();
    await auditor.until(() => !auditor.items.has(id));
    expect(chief.items.has(id)).toBe(true);
    expect(officer.raw.join('\n')).not.toContain(id);
    const seen = auditor.frames.length;
    await house.parts.db.insertInto('live_change').values({ kind: 'item', thing: id, at: house.time.now }).execute();
    const marker = await postWater(house);
    await auditor.until(() => auditor.items.has(marker));
    expect(JSON.stringify(auditor.frames.slice(seen))).not.toContain(id);
    for (const socket of [chief, auditor, officer]) socket.drop();
  });

  test('the query and the decision in memory are one rule', async () => {
    const id = await postWater(house);
    const viewers = await Promise.all(ACCOUNTS.map((name) => house.viewer(name)));
    const units = ['990100:government_office', '990100:news_office', '990100:discipline', '990000:discipline'];
    const rows = fc.array(
      fc.oneof(
        fc.record({ unit_id: fc.constantFrom(...units), account_id: fc.constant(null) }),
        fc.record({
          unit_id: fc.constant(null),
          account_id: fc.constantFrom(...viewers.map((viewer) => viewer.accountId)),
        }),
      ),
      { maxLength: 3 },
    );
    const check = async (denials: DenialRow[]): Promise<void> => {
      await house.parts.db.deleteFrom('item_denial').where('item_id', '=', id).execute();
      const who = {
        units: denials.flatMap((row) => row.unit_id ?? []),
        accounts: denials.flatMap((row) => row.account_id ?? []),
      };
      await transact(house.parts.db, (tx) => denyItem(tx, id, who, house.time.now));
      const kept = (await denialsOf(house.parts.db, [id])).get(id) ?? [];
      const readers = await readersOf(house, id);
      expect(readers).toEqual(ACCOUNTS.filter((_, n) => viewers[n] && mayReadItem(viewers[n], kept)));
    };
    await fc.assert(fc.asyncProperty(rows, check), { numRuns: 25 });
  });
});
