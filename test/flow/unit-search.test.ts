/** Searching for a unit on behalf of a case or an item: whom it is closed to is not offered, own territory comes first. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UnitSearch } from '../../server/contract/views.ts';
import { postOnce, OF_COUNTY_WATER } from '../support/accusations.ts';
import { codeOf, type Client } from '../support/client.ts';
import { changeAudience, openWaterCase } from '../support/matters.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let analyst: Client;
beforeAll(async () => {
  house = await openServedTrial();
  analyst = await house.client('analyst');
});
afterAll(() => house.close());

const ask = (client: Client, asked: Record<string, string>) =>
  client.send('GET', `/api/units?${new URLSearchParams(asked).toString()}`);
const idsFor = async (client: Client, asked: Record<string, string>): Promise<string[]> =>
  ((await ask(client, asked)).body as UnitSearch).units.map(({ id }) => id);

test('former names and slips are found, and told', async () => {
  const { units } = (await ask(analyst, { q: '工商局' })).body as UnitSearch;
  expect(units[0]).toMatchObject({ id: '990100:market_regulation', match: { by: 'former', until: 2018 } });
  expect((await idsFor(analyst, { q: '砚湖区水物局' }))[0]).toBe('990102:water_resources');
});

test('a unit’s own territory comes first', async () => {
  const county = await house.client('officer3');
  const own = (await house.viewer('officer3')).unit?.id.split(':')[0];
  expect((await idsFor(county, { q: '教育局' }))[0]).toBe(`${own}:education`);
});

test('for a case, those it is closed to are left out with all they direct', async () => {
  const { caseId } = await openWaterCase(house);
  expect(await idsFor(analyst, { q: '水务局', case: caseId })).toContain('990100:water_resources');
  await changeAudience(house, caseId, 'deny', { units: ['990100:water_resources'] });
  expect(
    (await idsFor(analyst, { q: '水务局', case: caseId })).filter((id) => id.endsWith(':water_resources')),
  ).toEqual(['990000:water_resources']);
  expect(await idsFor(analyst, { q: '水务局' })).toContain('990100:water_resources');
  const foreign = await ask(await house.client('officer3'), { q: '水务局', case: caseId });
  expect([foreign.status, codeOf(foreign)]).toEqual([404, 'case_missing']);
  for (const nowhere of ['x', '00000000-0000-4000-8000-000000000000'])
    expect(codeOf(await ask(analyst, { q: '水务局', case: nowhere }))).toBe('case_missing');
});

test('for an item, those it accuses are left out, and nothing is told to whom it is closed', async () => {
  const item = await postOnce(house, OF_COUNTY_WATER);
  const accused = (
    await house.parts.db.selectFrom('item_denial').select('unit_id').where('item_id', '=', item).execute()
  ).flatMap(({ unit_id }) => unit_id ?? []);
  expect(accused.length).toBeGreaterThan(0);
  const offered = await idsFor(analyst, { q: '水务局', item });
  expect(accused.filter((id) => offered.includes(id))).toEqual([]);
  const unseeing = await house.client('officer');
  expect(await idsFor(unseeing, { q: '水务局', item })).toEqual(await idsFor(unseeing, { q: '水务局' }));
});
