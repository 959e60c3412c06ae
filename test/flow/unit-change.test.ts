/** Another lead without a return, and those who must have no part: 改派 and 回避. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CITY_HEALTH,
  CITY_WATER,
  COUNTY_SCHOOLS,
  COUNTY_WATER,
  refusalOf,
  ruling,
  RETURN,
  said,
  openCaseTrial,
  type CaseTrial,
} from '../support/case-acts.ts';
import { NOON } from '../support/house.ts';
import { accountId, changeAudience, openWaterCase } from '../support/matters.ts';

let house: CaseTrial;
beforeAll(async () => {
  house = await openCaseTrial();
});
beforeEach(() => {
  house.time.now = NOON;
});
afterAll(() => house.closeVerified());

describe('改派', () => {
  const REASON = { reason: '职责调整' };

  test('another leads; what the first held stays counted', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const before = await house.publicClocks(caseId);
    house.passes(2);
    const body = { assignmentId, lead: COUNTY_WATER, ...REASON };
    expect((await house.act('chief', caseId, 'reassign', body)).status).toBe(200);
    const old = (await house.rows.assignments(caseId)).find((one) => one.id === assignmentId);
    expect(old).toMatchObject({ end_reason: 'reassigned', ended_at: house.time.now });
    expect((await house.rows.holdings(caseId)).every((one) => one.excuse === null)).toBe(true);
    expect(await house.publicClocks(caseId)).toEqual(before);
    expect((await house.rows.case(caseId)).reasons.at(-1)).toMatchObject({ principle: '改派', clause: '本系统设定' });
    const event = (await house.rows.events(caseId)).find((one) => one.type === 'case_reassigned');
    expect(event?.data).toMatchObject({ from: CITY_WATER, to: COUNTY_WATER });
    expect([await house.seen('officer', caseId), await house.seen('officer3', caseId)]).toEqual([false, false]);
    await house.passedOn(caseId);
    expect(await house.seen('officer3', caseId)).toBe(true);
    expect(said(await house.act('chief', caseId, 'reassign', body))).toEqual([409, 'case_changed']);
  });

  test('an answer in work belonged to the unit that goes: it is used no more', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const { db } = house.parts;
    const account_id = await accountId(house, 'officer');
    const at = house.time.now;
    const plain = { case_id: caseId, n: 1, corrects: null, countersign: '[]', account_id, at, updated_at: at };
    await db
      .insertInto('response')
      .values([
        { ...plain, id: `one-${caseId}`, number: 1, state: 'published' },
        { ...plain, id: `two-${caseId}`, number: 2, state: 'approved' },
      ])
      .execute();
    await house.act('chief', caseId, 'reassign', { assignmentId, lead: COUNTY_WATER, ...REASON });
    const answers = await db
      .selectFrom('response')
      .select('state')
      .where('case_id', '=', caseId)
      .orderBy('number')
      .execute();
    expect(answers.map((one) => one.state)).toEqual(['published', 'discarded']);
  });

  test('after a publication it stays published; the new lead signs and watches on', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    await house.parts.db.updateTable('case').set({ state: 'published' }).where('id', '=', caseId).execute();
    await house.act('chief', caseId, 'reassign', { assignmentId, lead: COUNTY_WATER, ...REASON });
    expect((await house.rows.case(caseId)).state).toBe('published');
    await house.passedOn(caseId);
    expect((await house.rows.case(caseId)).state).toBe('published');
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
    await house.act('officer3', caseId, 'accept', { assignmentId: await house.leadAssignment(caseId) });
    expect(await house.openHolders(caseId)).toEqual([['watching', COUNTY_WATER]]);
  });

  test('of two at once, one is heard', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const answers = await Promise.all(
      [COUNTY_WATER, CITY_HEALTH].map((lead) =>
        house.act('chief', caseId, 'reassign', { assignmentId, lead, ...REASON }),
      ),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    expect((await house.rows.assignments(caseId)).filter((one) => one.role === 'lead' && !one.ended_at)).toHaveLength(
      1,
    );
  });

  test('not to the same, a stranger, or one that must recuse itself; not over a return', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const send = (lead: string) => house.act('chief', caseId, 'reassign', { assignmentId, lead, ...REASON });
    expect(said(await send(CITY_WATER))).toEqual([422, 'same_unit']);
    expect(said(await send('990100:nowhere'))).toEqual([422, 'unit_unknown']);
    await changeAudience(house, caseId, 'deny', { units: [CITY_HEALTH] });
    expect(said(await send(CITY_HEALTH))).toEqual([422, 'unit_recused']);
    await house.act('officer', caseId, 'return', { assignmentId, ...RETURN });
    expect(said(await send(COUNTY_WATER))).toEqual([409, 'case_changed']);
  });
});

describe('回避', () => {
  const REASON = '被反映单位应当回避';

  test('a lead is replaced first; a supporter is let go and sees it no more', async () => {
    const { caseId, returnId } = await house.returned();
    await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: 'joint' }));
    const city = { units: [CITY_WATER], accounts: [], reason: REASON };
    expect(said(await house.act('chief', caseId, 'recuse', city))).toEqual([409, 'recused_holds']);
    expect((await house.rows.audience(caseId)).some((one) => one.effect === 'deny')).toBe(false);
    const county = { units: [COUNTY_WATER], accounts: ['supervisor'], reason: REASON };
    expect((await house.act('chief', caseId, 'recuse', county)).status).toBe(200);
    const theirs = (await house.rows.assignments(caseId)).filter((one) => one.unit_id === COUNTY_WATER);
    expect(theirs.every((one) => one.ended_at)).toBe(true);
    expect([await house.seen('officer3', caseId), await house.seen('supervisor', caseId)]).toEqual([false, false]);
    expect(await house.seen('officer', caseId)).toBe(true);
    const event = (await house.rows.events(caseId)).find((one) => one.type === 'case_recused');
    expect(event?.data).toMatchObject({ units: [COUNTY_WATER], accounts: [await accountId(house, 'supervisor')] });
  });

  test('a county namesake that leads is on the denied side too', async () => {
    const { caseId } = await house.given(COUNTY_WATER);
    const body = { units: [CITY_WATER], accounts: [], reason: REASON };
    expect(said(await house.act('chief', caseId, 'recuse', body))).toEqual([409, 'recused_holds']);
  });

  test('one that countersigns an answer in work is taken off it first', async () => {
    const { caseId } = await house.given(CITY_WATER);
    const { db } = house.parts;
    const account_id = await accountId(house, 'officer');
    const at = house.time.now;
    const plain = { case_id: caseId, n: 1, corrects: null, account_id, at, updated_at: at };
    const [old, inWork] = [`old-${caseId}`, `new-${caseId}`];
    await db
      .insertInto('response')
      .values([
        { ...plain, id: old, number: 1, state: 'published', countersign: JSON.stringify(['990100:education']) },
        { ...plain, id: inWork, number: 2, state: 'approving', countersign: JSON.stringify([CITY_HEALTH]) },
      ])
      .execute();
    const send = (unit: string) =>
      house.act('chief', caseId, 'recuse', { units: [unit], accounts: [], reason: REASON });
    const refused = await send(CITY_HEALTH);
    expect(said(refused)).toEqual([409, 'recused_holds']);
    expect(refusalOf(refused).message).toContain('该单位正在会签');
    expect((await house.rows.audience(caseId)).some((one) => one.effect === 'deny')).toBe(false);
    expect((await send('990100:education')).status, 'it countersigned what is published').toBe(200);
    await db.updateTable('response').set({ state: 'discarded' }).where('id', '=', inWork).execute();
    expect((await send(CITY_HEALTH)).status).toBe(200);
  });

  test('names somebody, and somebody there is', async () => {
    const { caseId } = await house.given(CITY_WATER);
    const send = (units: string[], accounts: string[]) =>
      house.act('chief', caseId, 'recuse', { units, accounts, reason: REASON });
    expect(said(await send([], []))).toEqual([422, 'nobody_named']);
    expect(said(await send(['990100:nowhere'], []))).toEqual([422, 'unit_unknown']);
    const unknown = await send([], ['analyst', 'nobody-here']);
    expect(said(unknown)).toEqual([422, 'account_unknown']);
    expect(refusalOf(unknown).fields?.accounts).toContain('nobody-here');
    expect((await house.rows.audience(caseId)).some((one) => one.effect === 'deny')).toBe(false);
  });

  test('who recuses oneself is answered, and sees the case no more', async () => {
    const { caseId } = await house.given(CITY_WATER);
    const answer = await house.act('chief', caseId, 'recuse', { units: [], accounts: ['chief'], reason: REASON });
    expect(answer.status).toBeLessThan(300);
    expect(await house.seen('chief', caseId)).toBe(false);
  });

  test('a dispatch asks again: no recused lead, and a recused supporter is left out', async () => {
    const { caseId } = await openWaterCase(house, { opinionGrade: 'large', lead: CITY_WATER });
    const { db } = house.parts;
    const planned = JSON.stringify([COUNTY_SCHOOLS, '990102:health']);
    await db.updateTable('case').set({ proposed_supporting: planned }).where('id', '=', caseId).execute();
    await house.act('chief', caseId, 'recuse', { units: [CITY_WATER, CITY_HEALTH], accounts: [], reason: REASON });
    const { version } = await house.rows.case(caseId);
    for (const lead of [CITY_WATER, COUNTY_WATER]) {
      expect(said(await house.act('chief', caseId, 'dispatch', { version, lead }))).toEqual([422, 'unit_recused']);
    }
    expect((await house.act('chief', caseId, 'dispatch', { version, lead: '990100:utilities' })).status).toBe(200);
    await house.passedOn(caseId);
    const units = (await house.rows.assignments(caseId)).map((one) => one.unit_id);
    expect(units).toContain(COUNTY_SCHOOLS);
    expect(units).not.toContain('990102:health');
    const stale = await house.act('chief', caseId, 'dispatch', { version, lead: '990100:utilities' });
    expect(said(stale)).toEqual([409, 'case_changed']);
    expect(refusalOf(stale).current).toMatchObject({ case: { id: caseId } });
  });
});
