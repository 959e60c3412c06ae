/** 转办, hop by hop: prefecture → the county government's office → its bureau; each signs, and the first clocks run on. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tick } from '../../server/clocks/tick.ts';
import { CITY_WATER, COUNTY_SCHOOLS, COUNTY_WATER, openCaseTrial, said, type CaseTrial } from '../support/case-acts.ts';
import { detailOf, hopping, type Hopping } from '../support/hop-acts.ts';
import { COUNTY_OFFICE, hopsIn } from '../support/hops.ts';
import { NOON } from '../support/house.ts';
import { accountId, changeAudience, openGiven } from '../support/matters.ts';

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

describe('the way down', () => {
  test('the office holds it until it passes it on; the bureau is not asked before, and no public clock begins anew', async () => {
    const { caseId, hopId } = await acts.given();
    expect(await house.openHolders(caseId)).toEqual([['passing_on', COUNTY_OFFICE]]);
    expect([await house.seen('office3', caseId), await house.seen('officer3', caseId)]).toEqual([true, false]);
    expect(await house.runningKinds(caseId)).toEqual(['close', 'pass_on', 'progress', 'respond']);
    const before = await house.publicClocks(caseId);
    house.passes(0.5);
    const seen = await acts.passOn(caseId, hopId);
    expect(seen.status).toBe(200);
    expect(await house.publicClocks(caseId)).toEqual(before);
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
    expect(await house.seen('officer3', caseId)).toBe(true);
    expect(await acts.present(caseId)).toEqual([
      [COUNTY_OFFICE, 'coordinator', true],
      [COUNTY_WATER, 'lead', false],
    ]);
    const accept = (await house.rows.clocks(caseId)).find((one) => one.kind === 'accept');
    expect(accept).toMatchObject({ start_at: house.time.now, stopped_at: null });
    const passed = (await house.rows.clocks(caseId)).find((one) => one.kind === 'pass_on');
    expect(passed).toMatchObject({ ended: 'met', stopped_at: house.time.now, amount: 1, rule: 'step.passing_on' });
    const path = detailOf(seen).case.path;
    expect(path.map((one) => [one.kind, one.unit.id, one.byName, one.signedAt])).toEqual([
      ['dispatch', '990100:news_office', '值班研判 01', NOON.toISOString()],
      ['hop', COUNTY_OFFICE, '砚湖区政府办转办 01', house.time.now.toISOString()],
      ['unit', COUNTY_WATER, null, null],
    ]);
    expect(detailOf(seen).case.hops).toEqual([]);
    await house.act('officer3', caseId, 'accept', { assignmentId: await house.leadAssignment(caseId) });
    expect(await house.openHolders(caseId)).toEqual([['handling', COUNTY_WATER]]);
    const lead = (await house.rows.assignments(caseId)).find((one) => one.role === 'lead' && !one.ended_at);
    expect(lead?.dispatched_by).toBe(await accountId(house, 'analyst'));
  });

  test('to another unit of its own with a reason; who chose otherwise answers for the choice', async () => {
    const { caseId, hopId } = await acts.given();
    expect(said(await acts.passOn(caseId, hopId, COUNTY_SCHOOLS))).toEqual([422, 'reason_required']);
    expect((await acts.passOn(caseId, hopId, COUNTY_SCHOOLS, '学校内部管网由区教育局负责')).status).toBe(200);
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_SCHOOLS]]);
    expect([await house.seen('officer2', caseId), await house.seen('officer3', caseId)]).toEqual([true, false]);
    const event = (await house.rows.events(caseId)).find((one) => one.type === 'case_passed_on');
    expect(event?.data).toMatchObject({ hopId, unitId: COUNTY_OFFICE, to: COUNTY_SCHOOLS });
    expect(JSON.stringify(event?.data)).not.toContain('学校');
    const lead = (await house.rows.assignments(caseId)).find((one) => one.role === 'lead' && !one.ended_at);
    expect(lead?.dispatched_by).toBe(await accountId(house, 'office3'));
  });

  test('never to another territory, a body it does not direct, itself, a stranger, or one that must recuse itself', async () => {
    const { caseId, hopId } = await acts.given();
    const send = (unit: string) => acts.passOn(caseId, hopId, unit, '理由');
    for (const unit of [CITY_WATER, '990103:water_resources', COUNTY_OFFICE, '990102:discipline', '990102:tax']) {
      expect([unit, ...said(await send(unit))]).toEqual([unit, 422, 'unit_elsewhere']);
    }
    expect(said(await send('990102:nowhere'))).toEqual([422, 'unit_unknown']);
    await changeAudience(house, caseId, 'deny', { units: [COUNTY_SCHOOLS] });
    expect(said(await send(COUNTY_SCHOOLS))).toEqual([422, 'unit_recused']);
    await changeAudience(house, caseId, 'deny', { units: [COUNTY_WATER] });
    expect(said(await acts.passOn(caseId, hopId))).toEqual([422, 'unit_recused']);
    expect(await house.openHolders(caseId)).toEqual([['passing_on', COUNTY_OFFICE]]);
  });

  test('is the office’s alone, and not signed without being passed on', async () => {
    const { caseId, hopId } = await acts.given();
    expect((await house.act('officer3', caseId, 'pass-on', { hopId, unit: COUNTY_WATER, reason: null })).status).toBe(
      404,
    );
    expect(said(await house.act('chief', caseId, 'pass-on', { hopId, unit: COUNTY_WATER, reason: null }))).toEqual([
      403,
      'forbidden',
    ]);
    const assignmentId = await house.leadAssignment(caseId);
    const signed = await house.act('office3', caseId, 'accept', { assignmentId });
    expect(said(signed)).toEqual([409, 'pass_on_instead']);
    const clock = (await house.rows.clocks(caseId)).find((one) => one.kind === 'close');
    const asked = { clockId: clock?.id, workdays: 2, reason: '要开挖' };
    expect(said(await house.act('office3', caseId, 'extension', asked))).toEqual([403, 'not_yours']);
  });

  test('the office itself, vertical bodies and the jurisdiction’s own units are given it directly', async () => {
    for (const lead of [COUNTY_OFFICE, '990102:tax', CITY_WATER]) {
      const { caseId } = await openGiven(house, { lead });
      expect(await hopsIn(house, caseId)).toEqual([]);
      expect(await house.openHolders(caseId)).toEqual([['accepting', lead]]);
    }
  });

  test('late beyond its own limit, it is named in a signal, and nobody else', async () => {
    const { caseId, hopId } = await acts.given();
    house.passes(1.5);
    await tick(house.parts.db, house.parts.rules, house.time.now);
    await house.settled();
    const signals = () => house.parts.db.selectFrom('signal').selectAll().where('case_id', '=', caseId).execute();
    expect(await signals()).toMatchObject([
      {
        kind: 'slow',
        clock_kind: 'pass_on',
        holders: [{ step: 'passing_on', unitId: COUNTY_OFFICE, overMinutes: 30 }],
      },
    ]);
    const [signal] = await signals();
    const urge = { signalId: signal?.id, level: 'urge', unitId: null, note: '请立即转办', replyHours: 1 };
    expect((await house.act('supervisor', caseId, 'urge', urge)).status).toBe(200);
    const urged = (await house.rows.events(caseId)).find((one) => one.type === 'case_urged');
    expect(urged?.data).toMatchObject({ unitId: COUNTY_OFFICE });
    await acts.passOn(caseId, hopId);
    await house.settled();
    expect(await signals()).toMatchObject([{ state: 'mended', holders: [{ unitId: COUNTY_OFFICE }] }]);
    // The bureau's own time begins where the office's ends.
    house.passes(3.5);
    await tick(house.parts.db, house.parts.rules, house.time.now);
    await house.settled();
    expect(await signals()).toHaveLength(1);
  });
});
