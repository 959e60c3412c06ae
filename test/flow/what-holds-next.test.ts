/** What was decided holds for the next matter: a ruling kept as precedent, and a rule that was changed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CITY_WATER, COUNTY_WATER, HOUR, openCaseTrial, ruling, type CaseTrial } from '../support/case-acts.ts';
import { detailFor, openWaterCase, postWater } from '../support/matters.ts';

let house: CaseTrial;
beforeAll(async () => void (house = await openCaseTrial()));
afterAll(() => house.closeVerified());

const TERM = '加压泵房';

test('the next text that speaks of it goes by the precedent, with its number and clause; another does not', async () => {
  const { returnId, caseId } = await house.returned();
  const kept = ruling(returnId, { lead: COUNTY_WATER, precedent: true, precedentTerms: [TERM] });
  expect((await house.act('chief', caseId, 'return-ruling', kept)).status).toBe(200);
  const [precedent] = house.parts.rules.organisation().precedents ?? [];
  const { proposal } = await detailFor(house, 'analyst', await postWater(house, `,是${TERM}停了`));
  expect(proposal).toMatchObject({ rule: 'responsibility.precedent', lead: { id: COUNTY_WATER }, needsHuman: false });
  expect(JSON.stringify(proposal?.reasons)).toContain(precedent?.number ?? '?');
  const other = await detailFor(house, 'analyst', await postWater(house, ',水是黄的'));
  expect(other.proposal?.rule).not.toBe('responsibility.precedent');
});

test('a case dispatched after a rule was changed runs by the new figure, one before it by the old', async () => {
  const before = await house.given(CITY_WATER);
  const rule = house.parts.rules.rulebook().rule('clock.respond');
  const to = { ...rule, data: { ...rule.data, amount: 24 } };
  const draft = { title: '回应时限', reason: '本级要求从严', validFrom: '2026-11-20', origin: 'edit' };
  const changes = [{ kind: 'rule', profile: 'national', id: rule.id, to }];
  const steward = await house.client('steward');
  const set = (await steward.send('POST', '/api/directory/changes', { body: { ...draft, changes } })).body as {
    id: string;
  };
  const leader = await house.client('leader');
  const path = `/api/directory/changes/${set.id}/approve`;
  expect((await leader.send('POST', path, { body: { version: 1 } })).body).toMatchObject({ state: 'effective' });
  const after = (await openWaterCase(house, { lead: CITY_WATER })).caseId;
  const hoursGiven = async (caseId: string): Promise<number | undefined> => {
    const clock = (await house.rows.clocks(caseId)).find((one) => one.kind === 'respond');
    return clock?.due_at ? (clock.due_at.getTime() - clock.start_at.getTime()) / HOUR : undefined;
  };
  expect([await hoursGiven(before.caseId), await hoursGiven(after)]).toEqual([48, 24]);
});
