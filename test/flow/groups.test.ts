/** 同题: items about one event stand in one group, decided once; an analyst puts them into a case together. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupHandler } from '../../server/cases/groups/handler.ts';
import { transact } from '../../server/platform/database.ts';
import type { DeliveredEvent } from '../../server/platform/events/catalogue.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { prepareItem } from '../../server/intake/ingest.ts';
import { storeBatch } from '../../server/intake/store.ts';
import { confirmItem } from '../../server/responsibility/confirm.ts';
import { NOON, openHouse, SAMPLE_SOURCE, TEST_KEYS, type House } from '../support/house.ts';
import { ACCUSATION, choiceFor, detailFor } from '../support/matters.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const GARAGE = [
  ['柳溪苑强制捆绑车位才卖房', '柳溪苑开发商要求买房必须同时买十二万元的车位,否则取消购房资格,请住建局查处。'],
  ['投诉柳溪苑捆绑销售车位', '我在汀洲区柳溪苑认购了房子,开发商说不买车位就不签合同,车位要十二万元。'],
  ['柳溪苑不买车位不给签购房合同', '柳溪苑项目捆绑销售车位,十二万元一个,业主都不同意,开发商威胁取消购房资格。'],
] as const;
const LIGHTS = ['梧桐路路灯不亮', '青禾县梧桐路的路灯坏了半个月,晚上走路看不见。'] as const;

const groupOf = async (id: string): Promise<string | null> => (await detailFor(house, 'analyst', id)).groupId;

describe('groups', () => {
  test('hold what is about one event, and nothing else', async () => {
    const ids: string[] = [];
    for (const [title, text] of GARAGE) ids.push(await house.post(title, text));
    const other = await house.post(...LIGHTS);
    const [first, second, third] = await Promise.all(ids.map(groupOf));
    expect(first).not.toBeNull();
    expect([second, third]).toEqual([first, first]);
    expect(await groupOf(other)).not.toBe(first);
    const { same } = await detailFor(house, 'analyst', ids[0] ?? '');
    expect(same.map(({ id }) => id).sort()).toEqual(ids.slice(1).sort());
    expect(same.every(({ likeness }) => likeness !== null && likeness >= 0.2)).toBe(true);
  });

  test('are decided once, also where the transaction that decided was broken off', async () => {
    const { db } = house.parts;
    const before = await db.selectFrom('group_member').select(['item_id', 'group_id']).orderBy('item_id').execute();
    const handler = groupHandler();
    const events = await db.selectFrom('event').selectAll().where('type', '=', 'item_judged').execute();
    await transact(db, (tx) => handler.run(tx, events as unknown as DeliveredEvent[], NOON));
    expect(await db.selectFrom('group_member').select(['item_id', 'group_id']).orderBy('item_id').execute()).toEqual(
      before,
    );

    await house.relay.stop(); // the handler under test alone decides now
    const prepared = [GARAGE, LIGHTS].map((_, at) =>
      prepareItem(
        {
          externalId: `late-${at}`,
          url: null,
          title: `柳溪苑车位捆绑销售第${at}起`,
          text: '买房必须买十二万元的车位。',
          publishedAt: NOON,
        },
        [],
      ),
    );
    const source = { id: SAMPLE_SOURCE, channel: 'forum' } as const;
    const { stored: ids } = await storeBatch(db, house.parts.keys, source, prepared, 60, NOON);
    await db.updateTable('item').set({ state: 'judged' }).where('id', 'in', ids).execute();
    const judged = ids.map((itemId) => ({ type: 'item_judged', data: { itemId } }) as unknown as DeliveredEvent);
    const broken = transact(db, async (tx) => {
      await handler.run(tx, judged, NOON);
      throw new Error('broken off');
    });
    await expect(broken).rejects.toThrow('broken off');
    const kept = () => db.selectFrom('group_member').select('group_id').where('item_id', 'in', ids).execute();
    expect(await kept()).toEqual([]);
    await transact(db, (tx) => handler.run(tx, judged, NOON));
    const groups = new Set((await kept()).map((row) => row.group_id));
    expect(groups.size).toBe(1);
    expect(before.map((row) => row.group_id)).toContain([...groups][0]);
    // Every group that stands has a row, and every row a member: nothing is left of what was broken off.
    const empty = await db
      .selectFrom('item_group')
      .leftJoin('group_member', 'group_member.group_id', 'item_group.id')
      .select('item_group.id')
      .where('group_member.item_id', 'is', null)
      .execute();
    expect(empty).toEqual([]);
  });
});

describe('连同同题', () => {
  let road: House;
  beforeAll(async () => {
    road = await openHouse();
  });
  afterAll(() => road.close());

  test('what the person ticked goes into the case, and its clocks begin with the first of it', async () => {
    const { db, rules } = road.parts;
    const ids: string[] = [];
    for (const [title, text] of GARAGE) {
      ids.push(await road.post(title, text));
      road.time.now = new Date(road.time.now.getTime() + 20 * 60_000);
    }
    const accusation = await road.post(ACCUSATION.title, ACCUSATION.text);
    const last = await detailFor(road, 'analyst', ids[2] ?? '');
    const seen = last.same.map(({ id, version }) => ({ id, version }));
    const accused = await detailFor(road, 'analyst', accusation);
    const stale = { id: seen[0]?.id ?? '', version: (seen[0]?.version ?? 0) + 7 };
    const choice = choiceFor(last, {
      subject: 'housing_construction',
      lead: '990100:housing_construction',
      also: [stale, ...seen.slice(1), { id: accusation, version: accused.version }],
    });
    await confirmItem(db, rules, await road.viewer('analyst'), last.id, choice, road.time.now);
    await road.settled();

    const states = await Promise.all(
      [...ids, accusation].map(async (id) => [id, (await detailFor(road, 'analyst', id)).state]),
    );
    // One had moved on, and an accusation is never answered in a case: both still wait.
    const joined = seen[1]?.id ?? '';
    const stays = seen[0]?.id ?? '';
    expect(Object.fromEntries(states)).toEqual({
      [last.id]: 'in_case',
      [joined]: 'in_case',
      [stays]: 'judged',
      [accusation]: 'judged',
    });
    const { caseId } = await detailFor(road, 'analyst', last.id);
    const { detected_at } = await db
      .selectFrom('case')
      .select('detected_at')
      .where('id', '=', caseId ?? '')
      .executeTakeFirstOrThrow();
    expect(detected_at.toISOString()).toBe((await detailFor(road, 'analyst', joined)).detectedAt);

    // The one that stayed is offered the case of its group first.
    const left = await detailFor(road, 'analyst', stays);
    expect(left.caseCandidates[0]).toMatchObject({ caseId, sameGroup: true, itemCount: 2 });
    expect(left.same).toEqual([]);
    expect((await verifyLog(db, TEST_KEYS)).breaches).toEqual([]);
  });
});
