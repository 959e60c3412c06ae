/** 转办 where nobody may wait for it, where it goes back, and what goes with it: 特别重大, 退回, 改派, supporting units. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CITY_WATER,
  COUNTY_SCHOOLS,
  COUNTY_WATER,
  openCaseTrial,
  RETURN,
  ruling,
  said,
  type CaseTrial,
} from '../support/case-acts.ts';
import { detailOf, hopping, type Hopping } from '../support/hop-acts.ts';
import { COUNTY_OFFICE, hopsIn } from '../support/hops.ts';
import { NOON } from '../support/house.ts';
import { openGiven } from '../support/matters.ts';

let house: CaseTrial;
let acts: Hopping;
beforeAll(async () => {
  house = await openCaseTrial();
  acts = hopping(house);
});
beforeEach(() => {
  house.time.now = NOON;
});
afterAll(() => house.closeVerified());

/** 特别重大, dispatched by the leader. */
async function extreme(lead = COUNTY_WATER): Promise<string> {
  const { caseId } = await openGiven(house, { lead, opinionGrade: 'extreme' });
  const { version } = await house.rows.case(caseId);
  expect((await house.act('leader', caseId, 'dispatch', { version, lead })).status).toBe(200);
  return caseId;
}

describe('特别重大 waits for nobody', () => {
  test('all are given it at once, the office signs afterwards, and nothing runs against it', async () => {
    const caseId = await extreme();
    expect((await house.rows.case(caseId)).state).toBe('handling');
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
    expect([await house.seen('office3', caseId), await house.seen('officer3', caseId)]).toEqual([true, true]);
    expect(await house.runningKinds(caseId)).not.toContain('pass_on');
    const hop = (await hopsIn(house, caseId))[0];
    expect(hop).toMatchObject({ unit_id: COUNTY_OFFICE, passed_to: COUNTY_WATER, signed_at: null, ended_at: null });
    house.passes(2);
    const again = await acts.passOn(caseId, hop?.id ?? '');
    expect(said(again)).toEqual([409, 'case_changed']);
    const signed = await house.act('office3', caseId, 'accept', { assignmentId: hop?.assignment_id });
    expect(signed.status).toBe(200);
    expect(detailOf(signed).case.path.map((one) => [one.unit.id, one.signedAt !== null])).toEqual([
      ['990100:government_office', true],
      [COUNTY_OFFICE, true],
      [COUNTY_WATER, false],
    ]);
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
  });

  test('raised to it while the office holds it: the bureau is given it at once', async () => {
    const { caseId } = await acts.given();
    const before = await house.publicClocks(caseId);
    house.passes(0.25);
    const grade = { from: 'general', grade: 'extreme', reason: '事态扩大' };
    expect((await house.act('chief', caseId, 'opinion-grade', grade)).status).toBe(200);
    expect((await house.rows.case(caseId)).state).toBe('handling');
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
    expect(await house.seen('officer3', caseId)).toBe(true);
    expect(await house.publicClocks(caseId)).toEqual(before);
    expect(await house.runningKinds(caseId)).toEqual(['accept', 'close', 'progress', 'respond']);
    const hop = (await hopsIn(house, caseId))[0];
    expect((await house.act('office3', caseId, 'accept', { assignmentId: hop?.assignment_id })).status).toBe(200);
  });
});

describe('退回 and 改派 by way of an office', () => {
  const back = async (caseId: string) => ({
    assignmentId: await house.leadAssignment(caseId),
    ...RETURN,
    reason: 'other_place',
    suggestedUnit: CITY_WATER,
  });

  test('an office returns it like a lead; unfounded, it passes on, and returns no second time', async () => {
    const { caseId, hopId } = await acts.given();
    house.passes(0.5);
    expect((await house.act('office3', caseId, 'return', await back(caseId))).status).toBe(200);
    expect(await house.openHolders(caseId)).toEqual([['ruling', null]]);
    expect(said(await acts.passOn(caseId, hopId))).toEqual([409, 'case_changed']);
    const [request] = await house.rows.returns(caseId);
    const stays = ruling(request?.id ?? '', { ruling: 'unfounded', lead: null });
    expect((await house.act('chief', caseId, 'return-ruling', stays)).status).toBe(200);
    expect(await house.openHolders(caseId)).toEqual([['passing_on', COUNTY_OFFICE]]);
    expect(said(await house.act('office3', caseId, 'return', await back(caseId)))).toEqual([409, 'return_not_open']);
    expect((await acts.passOn(caseId, hopId)).status).toBe(200);
    // The bureau has a return of its own, once.
    house.passes(0.5);
    expect((await house.act('officer3', caseId, 'return', await back(caseId))).status).toBe(200);
  });

  test('upheld: the hop is needed no more, its time is excused, the case leaves its screens', async () => {
    const { caseId, hopId } = await acts.given();
    house.passes(2);
    await house.act('office3', caseId, 'return', await back(caseId));
    const [request] = await house.rows.returns(caseId);
    const up = ruling(request?.id ?? '', { lead: CITY_WATER });
    expect((await house.act('chief', caseId, 'return-ruling', up)).status).toBe(200);
    expect(await house.openHolders(caseId)).toEqual([['accepting', CITY_WATER]]);
    expect(await house.seen('office3', caseId)).toBe(false);
    const held = (await house.rows.holdings(caseId)).filter((one) => one.step === 'passing_on');
    expect(held.map((one) => one.excuse)).toEqual(['退回成立']);
    expect((await hopsIn(house, caseId)).map((hop) => [hop.signed_at, hop.ended_at !== null])).toEqual([[null, true]]);
    expect((await acts.passOn(caseId, hopId)).status).toBe(404);
  });

  test('to another unit of the county it goes by the office again, and the office that has no part any more leaves', async () => {
    const { caseId, hopId } = await acts.given();
    await acts.passOn(caseId, hopId);
    const assignmentId = await house.leadAssignment(caseId);
    const order = { assignmentId, lead: COUNTY_SCHOOLS, reason: '职责调整' };
    expect((await house.act('chief', caseId, 'reassign', order)).status).toBe(200);
    expect(await house.openHolders(caseId)).toEqual([['passing_on', COUNTY_OFFICE]]);
    const proposed = { assignmentId: await house.leadAssignment(caseId), lead: COUNTY_SCHOOLS, reason: '再派' };
    expect(said(await house.act('chief', caseId, 'reassign', proposed))).toEqual([422, 'same_unit']);
    await acts.passOn(caseId, await acts.openHop(caseId), COUNTY_SCHOOLS);
    const city = { assignmentId: await house.leadAssignment(caseId), lead: CITY_WATER, reason: '市管管网' };
    const seen = await house.act('chief', caseId, 'reassign', city);
    expect(await acts.present(caseId)).toEqual([
      ['990100:government_office', 'coordinator', false],
      [CITY_WATER, 'lead', false],
    ]);
    expect(await house.seen('office3', caseId)).toBe(false);
    expect(detailOf(seen).case.path).toEqual([]);
  });

  test('a unit that supports already needs no second signature to lead', async () => {
    const { caseId, returnId } = await house.returned();
    await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: 'joint' }));
    expect(await acts.present(caseId)).toContainEqual([COUNTY_OFFICE, 'supporting', false]);
    expect(await house.openHolders(caseId)).toEqual([['accepting', CITY_WATER]]);
    await acts.passOn(caseId, await acts.openHop(caseId));
    expect(await acts.present(caseId)).toContainEqual([COUNTY_WATER, 'supporting', false]);
    const assignmentId = await house.leadAssignment(caseId);
    await house.act('chief', caseId, 'reassign', { assignmentId, lead: COUNTY_WATER, reason: '区级管网' });
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
  });
});

describe('units beside the lead', () => {
  /** A case that waits for the chief's dispatch, with units that are to support. */
  async function dispatched(lead: string, supporting: string[]): Promise<string> {
    const { caseId } = await openGiven(house, { lead, opinionGrade: 'large' });
    const planned = { proposed_supporting: JSON.stringify(supporting) };
    await house.parts.db.updateTable('case').set(planned).where('id', '=', caseId).execute();
    const { version } = await house.rows.case(caseId);
    expect((await house.act('chief', caseId, 'dispatch', { version, lead })).status).toBe(200);
    return caseId;
  }

  test('one signature of the office covers its territory; another county’s units come through their own', async () => {
    const caseId = await dispatched(COUNTY_WATER, [COUNTY_SCHOOLS, '990103:health', '990100:health']);
    const hops = await hopsIn(house, caseId);
    expect(hops.map((hop) => [hop.unit_id, hop.role, hop.proposed]).sort()).toEqual([
      [COUNTY_OFFICE, 'lead', [COUNTY_WATER, COUNTY_SCHOOLS]],
      ['990103:government_office', 'supporting', ['990103:health']],
    ]);
    const units = (await acts.present(caseId)).map(([unit]) => unit);
    expect(units).toContain('990100:health');
    expect(units).not.toContain(COUNTY_SCHOOLS);
    const mine = hops.find((hop) => hop.unit_id === COUNTY_OFFICE);
    await acts.passOn(caseId, mine?.id ?? '');
    expect(await acts.present(caseId)).toContainEqual([COUNTY_SCHOOLS, 'supporting', false]);
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
    await house.passedOn(caseId);
    expect(await acts.present(caseId)).toContainEqual(['990103:health', 'supporting', false]);
    expect(await acts.present(caseId)).toContainEqual(['990103:government_office', 'coordinator', true]);
  });

  test('an office that recuses itself while it was to pass supporting parts on is gone past', async () => {
    const caseId = await dispatched(CITY_WATER, [COUNTY_SCHOOLS]);
    expect((await hopsIn(house, caseId)).map((hop) => hop.unit_id)).toEqual([COUNTY_OFFICE]);
    const recused = await house.act('chief', caseId, 'recuse', {
      units: [COUNTY_OFFICE],
      accounts: [],
      reason: '回避',
    });
    expect(recused.status).toBe(200);
    expect(await house.seen('office3', caseId)).toBe(false);
    // All it directs is on the same side of the wall.
    expect((await acts.present(caseId)).map(([unit]) => unit)).toEqual([CITY_WATER]);
    expect((await hopsIn(house, caseId)).every((hop) => hop.ended_at && !hop.signed_at)).toBe(true);
  });
});
