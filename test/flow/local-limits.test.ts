/** The same case in 延边 and in 罗甸: other clocks, other returns, each by the rule that set it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmItem } from '../../server/responsibility/confirm.ts';
import { returnCase } from '../../server/responsibility/return.ts';
import { act, clockIn, hoursAfter, refusal } from '../support/acting.ts';
import { NOON, openHouse, type House } from '../support/house.ts';
import { choiceFor, detailFor, postWater } from '../support/matters.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const WATER_BUREAU = '990100:water_resources';

const rulesOf = (profile: string) => {
  const { rules } = house.parts;
  return { ...rules, organisation: () => ({ ...rules.organisation(), profile }) };
};

async function dispatched(profile: string, category: 'livelihood' | 'policy'): Promise<string> {
  house.time.now = NOON;
  const itemId = await postWater(house, `${profile}${category}`);
  const choice = choiceFor(await detailFor(house, 'analyst', itemId), { lead: WATER_BUREAU, category });
  await confirmItem(house.parts.db, rulesOf(profile), await house.viewer('analyst'), itemId, choice, NOON);
  await house.settled();
  return (await detailFor(house, 'analyst', itemId)).caseId ?? '';
}

async function returned(profile: string, caseId: string): Promise<string> {
  const lead = await house.parts.db
    .selectFrom('assignment')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('role', '=', 'lead')
    .executeTakeFirstOrThrow();
  const input = {
    assignmentId: lead.id,
    reason: 'other_duty' as const,
    clause: '职责分工 第二条',
    suggestedUnit: '990102:water_resources',
    note: '不属本单位职责',
  };
  return refusal(act(house, 'officer', caseId, returnCase(rulesOf(profile)), input));
}

test.each([
  ['yanbian', 'livelihood', 'clock.close', 10],
  ['yanbian', 'policy', 'clock.close', 10],
  ['luodian', 'livelihood', 'clock.close', 5],
  ['luodian', 'policy', 'clock.close_policy', 3],
] as const)('%s: a case of %s is closed by %s within %i working days', async (profile, category, rule, amount) => {
  const clock = await clockIn(house, await dispatched(profile, category), 'close');
  expect(clock).toMatchObject({ rule, counted: 'workdays', amount });
});

test('30 hours after its dispatch a case can be returned in 罗甸 and no more in 延边', async () => {
  const [yanbian, luodian] = [await dispatched('yanbian', 'livelihood'), await dispatched('luodian', 'livelihood')];
  house.time.now = hoursAfter(NOON, 30);
  expect(await returned('yanbian', yanbian)).toBe('return_too_late');
  expect(await returned('luodian', luodian)).toBe('done');
});
