/** Returns and the rulings on them: whose duty it is, whose time it was, who sees it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CITY_HEALTH,
  CITY_WATER,
  COUNTY_WATER,
  HOUR,
  refusalOf,
  RETURN,
  ruling,
  said,
  openCaseTrial,
  type CaseTrial,
} from '../support/case-acts.ts';
import { codeOf } from '../support/client.ts';
import { NOON } from '../support/house.ts';
import { accountId, changeAudience } from '../support/matters.ts';

let house: CaseTrial;
beforeAll(async () => {
  house = await openCaseTrial();
});
beforeEach(() => {
  house.time.now = NOON;
});
afterAll(() => house.closeVerified());

describe('退回', () => {
  test('waits for a ruling; the public clocks run on, the office holds it, who dispatched is kept', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const before = await house.publicClocks(caseId);
    house.passes(3);
    const answer = await house.act('officer', caseId, 'return', { assignmentId, ...RETURN, note: '不是\u0000市管' });
    expect(answer.status).toBe(200);
    expect((await house.rows.case(caseId)).state).toBe('return_ruling');
    expect(await house.openHolders(caseId)).toEqual([['ruling', null]]);
    expect(await house.publicClocks(caseId)).toEqual(before);
    expect(await house.rows.returns(caseId)).toMatchObject([
      {
        assignment_id: assignmentId,
        unit_id: CITY_WATER,
        suggested_unit: COUNTY_WATER,
        note: '不是市管',
        dispatched_by: await accountId(house, 'analyst'),
        at: house.time.now,
        ruling: null,
      },
    ]);
    expect(JSON.stringify(await house.rows.events(caseId))).not.toContain('市管');
    expect(said(await house.act('officer', caseId, 'accept', { assignmentId }))).toEqual([409, 'case_changed']);
    expect(said(await house.act('officer', caseId, 'return', { assignmentId, ...RETURN }))).toEqual([
      409,
      'case_changed',
    ]);
  });

  test('within 24 hours of the dispatch and not after, signed or not', async () => {
    const late = await house.given(CITY_WATER);
    const body = { assignmentId: late.assignmentId, ...RETURN };
    await house.act('officer', late.caseId, 'accept', { assignmentId: late.assignmentId });
    house.time.now = new Date(NOON.getTime() + 24 * HOUR + 1);
    const refused = await house.act('officer', late.caseId, 'return', body);
    expect(said(refused)).toEqual([409, 'return_too_late']);
    expect(refusalOf(refused).message).toContain('2026年11月21日 12:00');
    house.time.now = new Date(NOON.getTime() + 24 * HOUR);
    expect((await house.act('officer', late.caseId, 'return', body)).status).toBe(200);
  });

  test('names a unit that could do it', async () => {
    const { caseId, assignmentId } = await house.given(CITY_WATER);
    const send = (change: object) => house.act('officer', caseId, 'return', { assignmentId, ...RETURN, ...change });
    const without = await send({ suggestedUnit: null });
    expect(said(without)).toEqual([422, 'suggestion_required']);
    expect(refusalOf(without).fields).toHaveProperty('suggestedUnit');
    expect(said(await send({ reason: 'other_place', suggestedUnit: null }))).toEqual([422, 'suggestion_required']);
    expect(said(await send({ suggestedUnit: CITY_WATER }))).toEqual([422, 'suggestion_own']);
    expect(said(await send({ suggestedUnit: '990100:nowhere' }))).toEqual([422, 'unit_unknown']);
    await changeAudience(house, caseId, 'deny', { units: [COUNTY_WATER] });
    expect(said(await send({}))).toEqual([422, 'unit_recused']);
    expect((await send({ reason: 'unclear_facts', suggestedUnit: null })).status).toBe(200);
  });

  test('is the lead unit’s alone, and not open once an answer is on its way', async () => {
    const { caseId, returnId } = await house.returned();
    await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: 'joint' }));
    await house.passedOn(caseId);
    const supporting = (await house.rows.assignments(caseId)).find((one) => one.unit_id === COUNTY_WATER);
    const body = { assignmentId: supporting?.id, ...RETURN, suggestedUnit: CITY_HEALTH };
    expect(said(await house.act('officer3', caseId, 'return', body))).toEqual([403, 'not_yours']);
    const { caseId: other, assignmentId } = await house.given(CITY_WATER);
    await house.parts.db.updateTable('case').set({ state: 'approving' }).where('id', '=', other).execute();
    expect(said(await house.act('officer', other, 'return', { assignmentId, ...RETURN }))).toEqual([
      409,
      'case_changed',
    ]);
  });
});

describe('退回裁定', () => {
  test('upheld: another leads, what the first held is excused, and no public clock begins anew', async () => {
    const { caseId, assignmentId, returnId } = await house.returned({}, { accepted: true });
    const before = await house.publicClocks(caseId);
    const live = await house.live('officer');
    expect(live.cases.has(caseId)).toBe(true);
    house.passes(1);
    const answer = await house.act(
      'chief',
      caseId,
      'return-ruling',
      ruling(returnId, { precedent: true, precedentTerms: ['二次供水'] }),
    );
    expect(answer.status).toBe(200);
    expect(await house.rows.case(caseId)).toMatchObject({ state: 'awaiting_acceptance', accepted_at: null });
    expect(await house.publicClocks(caseId)).toEqual(before);
    await house.passedOn(caseId);
    const lead = (await house.rows.assignments(caseId)).filter((one) => one.role === 'lead');
    expect(lead.find((one) => one.id === assignmentId)).toMatchObject({ end_reason: 'returned' });
    const fresh = lead.find((one) => !one.ended_at);
    expect(fresh).toMatchObject({ unit_id: COUNTY_WATER, dispatched_by: await accountId(house, 'chief') });
    const accepts = (await house.rows.clocks(caseId)).filter((one) => one.kind === 'accept');
    expect(accepts.find((one) => one.about === fresh?.id)).toMatchObject({
      start_at: house.time.now,
      stopped_at: null,
    });
    expect(await house.openHolders(caseId)).toEqual([['accepting', COUNTY_WATER]]);
    const held = (await house.rows.holdings(caseId)).filter((one) => one.unit_id === CITY_WATER);
    expect(held.length).toBeGreaterThan(0);
    expect(held.every((one) => one.excuse === '退回成立')).toBe(true);
    const [row] = await house.rows.returns(caseId);
    expect(row).toMatchObject({ ruling: 'upheld', ruling_lead: COUNTY_WATER, ruled_at: house.time.now });
    expect(row?.precedent).toMatch(/^2026-\d{2,}$/);
    expect(house.parts.rules.organisation().precedents).toEqual([
      expect.objectContaining({ number: row?.precedent, unit: COUNTY_WATER, terms: ['二次供水'] }),
    ]);
    const event = (await house.rows.events(caseId)).find((one) => one.type === 'return_ruled');
    expect(event?.data).toMatchObject({ misDispatchedBy: await accountId(house, 'analyst'), lead: COUNTY_WATER });
    expect([await house.seen('officer', caseId), await house.seen('officer3', caseId)]).toEqual([false, true]);
    await live.until(() => !live.cases.has(caseId));
    live.drop();
    expect(said(await house.act('officer', caseId, 'accept', { assignmentId }))).toEqual([404, 'case_missing']);
  });

  test('an unsigned clock of the old lead ends as no longer owed', async () => {
    const { caseId, assignmentId, returnId } = await house.returned();
    await house.act('chief', caseId, 'return-ruling', ruling(returnId));
    const accept = (await house.rows.clocks(caseId)).find((one) => one.about === assignmentId);
    expect(accept).toMatchObject({ kind: 'accept', ended: 'ended' });
  });

  test('unfounded: it stays where it stood, nothing is excused, a second return is not open', async () => {
    const { caseId, assignmentId, returnId } = await house.returned({}, { accepted: true });
    const stays = ruling(returnId, { ruling: 'unfounded', lead: null });
    expect((await house.act('chief', caseId, 'return-ruling', stays)).status).toBe(200);
    expect((await house.rows.case(caseId)).state).toBe('handling');
    expect(await house.openHolders(caseId)).toEqual([['handling', CITY_WATER]]);
    expect((await house.rows.holdings(caseId)).every((one) => one.excuse === null)).toBe(true);
    expect(await house.rows.returns(caseId)).toMatchObject([{ ruling: 'unfounded', ruling_lead: null }]);
    const event = (await house.rows.events(caseId)).find((one) => one.type === 'return_ruled');
    expect(event?.data).toMatchObject({ misDispatchedBy: null, lead: null, precedent: null });
    const again = await house.act('officer', caseId, 'return', { assignmentId, ...RETURN });
    expect(said(again)).toEqual([409, 'return_not_open']);
  });

  test('unfounded before the signing: it waits for the signing again', async () => {
    const { caseId, assignmentId, returnId } = await house.returned({ reason: 'unclear_facts' });
    await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: 'unfounded', lead: null }));
    expect((await house.rows.case(caseId)).state).toBe('awaiting_acceptance');
    expect(await house.openHolders(caseId)).toEqual([['accepting', CITY_WATER]]);
    expect((await house.act('officer', caseId, 'accept', { assignmentId })).status).toBe(200);
  });

  test('joint: the first stays lead, the other supports and sees it', async () => {
    const { caseId, returnId } = await house.returned();
    expect(await house.seen('officer3', caseId)).toBe(false);
    await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: 'joint' }));
    await house.passedOn(caseId);
    const present = (await house.rows.assignments(caseId)).filter((one) => !one.ended_at);
    expect(present).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ unit_id: CITY_WATER, role: 'lead' }),
        expect.objectContaining({ unit_id: COUNTY_WATER, role: 'supporting' }),
      ]),
    );
    expect(await house.seen('officer3', caseId)).toBe(true);
  });

  test('upheld to a supporter: it leads, and supports no longer', async () => {
    const { caseId, returnId } = await house.returned();
    await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: 'joint' }));
    await house.passedOn(caseId);
    const assignmentId = await house.leadAssignment(caseId);
    await house.act('chief', caseId, 'reassign', { assignmentId, lead: COUNTY_WATER, reason: '区级管网' });
    const theirs = (await house.rows.assignments(caseId)).filter(
      (one) => one.unit_id === COUNTY_WATER && !one.ended_at,
    );
    expect(theirs.map((one) => one.role)).toEqual(['lead']);
    expect(await house.seen('officer3', caseId)).toBe(true);
  });

  test('nobody rules on a return from one’s own dispatch', async () => {
    const { caseId } = await house.dispatchedBy('chief', 'large', CITY_WATER);
    const assignmentId = await house.leadAssignment(caseId);
    await house.act('officer', caseId, 'return', { assignmentId, ...RETURN });
    const [request] = await house.rows.returns(caseId);
    const body = ruling(request?.id ?? '');
    expect(said(await house.act('chief', caseId, 'return-ruling', body))).toEqual([403, 'own_dispatch']);
    expect((await house.act('leader', caseId, 'return-ruling', body)).status).toBe(200);
  });

  test('names a unit that may have it', async () => {
    const { caseId, returnId } = await house.returned();
    const send = (change: object) => house.act('chief', caseId, 'return-ruling', ruling(returnId, change));
    expect(said(await send({ lead: null }))).toEqual([422, 'lead_required']);
    expect(said(await send({ lead: CITY_WATER }))).toEqual([422, 'same_unit']);
    expect(said(await send({ lead: '990100:nowhere' }))).toEqual([422, 'unit_unknown']);
    await changeAudience(house, caseId, 'deny', { units: ['990100:health'] });
    expect(said(await send({ lead: '990100:health' }))).toEqual([422, 'unit_recused']);
    expect(said(await send({ lead: '990102:health' }))).toEqual([422, 'unit_recused']);
    expect(said(await house.act('officer', caseId, 'return-ruling', ruling(returnId)))).toEqual([403, 'forbidden']);
    expect((await house.rows.case(caseId)).state).toBe('return_ruling');
  });

  test('a unit that must recuse itself is not replaced by one it directs', async () => {
    const { caseId, returnId } = await house.returned({ reason: 'must_recuse', suggestedUnit: CITY_HEALTH });
    expect(said(await house.act('chief', caseId, 'return-ruling', ruling(returnId)))).toEqual([422, 'unit_recused']);
    expect((await house.act('chief', caseId, 'return-ruling', ruling(returnId, { lead: CITY_HEALTH }))).status).toBe(
      200,
    );
  });

  test('of two rulings at once, one binds', async () => {
    const { caseId, returnId } = await house.returned();
    const answers = await Promise.all([
      house.act('chief', caseId, 'return-ruling', ruling(returnId)),
      house.act('leader', caseId, 'return-ruling', ruling(returnId, { ruling: 'unfounded', lead: null })),
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(answers.map(codeOf)).toContain('case_changed');
    expect((await house.eventTypes(caseId)).filter((one) => one === 'return_ruled')).toHaveLength(1);
  });
});

describe('判例', () => {
  test('a case that is closed to somebody leaves none; without words there is none', async () => {
    const { caseId, returnId } = await house.returned();
    const bare = await house.act('chief', caseId, 'return-ruling', ruling(returnId, { precedent: true }));
    expect(said(bare)).toEqual([422, 'precedent_terms_required']);
    await changeAudience(house, caseId, 'deny', { units: [CITY_HEALTH] });
    const kept = ruling(returnId, { precedent: true, precedentTerms: ['二次供水'] });
    expect(said(await house.act('chief', caseId, 'return-ruling', kept))).toEqual([409, 'precedent_walled']);
    expect((await house.rows.returns(caseId))[0]?.ruling).toBeNull();
  });

  test('it is told to who keeps the duties of units, without a word of the matter', async () => {
    const { caseId, returnId } = await house.returned();
    const kept = ruling(returnId, { precedent: true, precedentTerms: ['加压泵房'], reason: '某小区某楼的泵房' });
    expect((await house.act('chief', caseId, 'return-ruling', kept)).status).toBe(200);
    await house.parts.directory.refresh(house.parts.db);
    const precedent = house.parts.rules.organisation().precedents?.find((one) => one.terms.includes('加压泵房'));
    const admin = await house.client('admin');
    const note = await admin.send('GET', `/api/directory/precedents/${precedent?.id}/note`);
    expect(note.status).toBe(200);
    expect(JSON.stringify(note.body)).toContain('加压泵房');
    const sets = JSON.stringify((await admin.send('GET', '/api/directory/changes')).body);
    expect(sets).toContain(`判例 ${precedent?.number}`);
    expect(sets + JSON.stringify(note.body)).not.toMatch(/某小区|YC-|云网/);
  });
});
