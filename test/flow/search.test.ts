/** Searching over real HTTP: what is found, how a query is read, what is refused, how far the index is behind. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWaterCase } from '../support/matters.ts';
import { searchIn } from '../support/searching.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

test('a case and its item are found by their words', async () => {
  const { caseId } = await openWaterCase(house, { lead: '990100:water_resources' }, '(甲)');
  const search = await searchIn(house, 'analyst');
  const found = await search('自来水 发黄');
  expect(found.hits.map((hit) => hit.caseId)).toContain(caseId);
});
