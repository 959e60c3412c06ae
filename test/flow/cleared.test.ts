/** 不属检举控告: what the program took for an accusation may be answered once a named person has found that it is none. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { denialsOf } from '../../server/triage/wall/store.ts';
import { OF_COUNTY_WATER, postOnce } from '../support/accusations.ts';
import { codeOf } from '../support/client.ts';
import { choiceFor, detailFor, postWater } from '../support/matters.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

const seen = (item: { version: number; verdict: { id: string } | null }) => ({
  version: item.version,
  verdictId: item.verdict?.id ?? '',
  reason: '所述为窗口排队时间，不涉及违纪违法。',
});

test('a duty chief clears it, the wall comes down, and it may be confirmed', async () => {
  const id = await postOnce(house, OF_COUNTY_WATER);
  const chief = await house.client('chief');
  const before = await detailFor(house, 'chief', id);
  expect(before.proposal?.transfer).toBe(true);
  expect((await denialsOf(house.parts.db, [id])).get(id)).not.toEqual([]);

  const answer = await chief.send('POST', `/api/items/${id}/clear`, { body: seen(before) });
  expect(answer.status).toBe(200);
  const after = await detailFor(house, 'chief', id);
  expect(after).toMatchObject({ state: 'judged', version: before.version + 1, proposal: { transfer: false } });
  expect((await denialsOf(house.parts.db, [id])).get(id)).toEqual([]);

  const body = choiceFor(after, { lead: '990100:water_resources' });
  expect((await chief.send('POST', `/api/items/${id}/confirm`, { body })).status).toBe(200);
  const row = await house.parts.db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row.cleared_by).toBe((await house.viewer('chief')).accountId);
});

test('an analyst may not, an item that accuses nobody need not, and an old version is a clash', async () => {
  const id = await postOnce(house, OF_COUNTY_WATER);
  const item = await detailFor(house, 'analyst', id);
  const analyst = await house.client('analyst');
  expect((await analyst.send('POST', `/api/items/${id}/clear`, { body: seen(item) })).status).toBe(403);
  const chief = await house.client('chief');
  const old = await chief.send('POST', `/api/items/${id}/clear`, { body: { ...seen(item), version: 99 } });
  expect([old.status, codeOf(old)]).toEqual([409, 'item_changed']);
  const water = await postWater(house);
  const plain = await chief.send('POST', `/api/items/${water}/clear`, {
    body: seen(await detailFor(house, 'chief', water)),
  });
  expect([plain.status, codeOf(plain)]).toEqual([409, 'no_accusation']);
});
