/** Every act that gives a case to somebody refuses the accused side: the unit, what it directs, its namesakes below (信访工作条例 第三十条). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../server/organisation/changes/change.ts';
import { CITY_WATER, openCaseTrial, RETURN, ruling, said, type CaseTrial } from '../support/case-acts.ts';
import { NOON } from '../support/house.ts';
import { hopsIn } from '../support/hops.ts';
import { changeAudience, openGiven, openWaterCase } from '../support/matters.ts';

const HEALTH = '990100:health';
/** The accused unit, and its namesake in a county. */
const SIDE = [HEALTH, '990102:health'];
const reason = '按职责分工办理。';
const MEETS = '2026-11-21T04:00:00.000Z';
let house: CaseTrial;
beforeAll(async () => void (house = await openCaseTrial()));
beforeEach(() => void (house.time.now = NOON));
afterAll(() => house.closeVerified());

const wall = (caseId: string): Promise<void> => changeAudience(house, caseId, 'deny', { units: [HEALTH] });

/** Units that have a part in the case, or sight of it. */
async function partsIn(caseId: string): Promise<string[]> {
  const assigned = (await house.rows.assignments(caseId)).map((one) => one.unit_id);
  const granted = (await house.rows.audience(caseId)).filter((one) => one.effect === 'grant');
  return [...assigned, ...granted.flatMap((one) => one.unit_id ?? [])].filter((id) => SIDE.includes(id));
}

async function walledCase(): Promise<{ caseId: string; assignmentId: string }> {
  const found = await house.given(CITY_WATER);
  await wall(found.caseId);
  return found;
}

describe.each(SIDE)('%s is given nothing', (unit) => {
  test('by a dispatch', async () => {
    const { caseId } = await openWaterCase(house, { opinionGrade: 'major' });
    await wall(caseId);
    const { version } = await house.rows.case(caseId);
    expect(said(await house.act('leader', caseId, 'dispatch', { version, lead: unit }))).toEqual([422, 'unit_recused']);
    expect(await partsIn(caseId)).toEqual([]);
  });

  test('as what the rules had proposed to support or coordinate', async () => {
    const { caseId } = await openWaterCase(house, { opinionGrade: 'major' });
    await wall(caseId);
    const proposed = { proposed_supporting: JSON.stringify([unit]), proposed_coordinator: unit };
    await house.parts.db.updateTable('case').set(proposed).where('id', '=', caseId).execute();
    const { version } = await house.rows.case(caseId);
    expect((await house.act('leader', caseId, 'dispatch', { version, lead: CITY_WATER })).status).toBe(200);
    expect(await partsIn(caseId)).toEqual([]);
  });

  test('by a reassignment', async () => {
    const { caseId, assignmentId } = await walledCase();
    const answer = await house.act('chief', caseId, 'reassign', { assignmentId, lead: unit, reason });
    expect(said(answer)).toEqual([422, 'unit_recused']);
    expect(await partsIn(caseId)).toEqual([]);
  });

  test('by a return that suggests it, or a ruling that names it', async () => {
    const { caseId, assignmentId, returnId } = await house.returned();
    await wall(caseId);
    for (const kind of ['upheld', 'joint'] as const) {
      const answer = await house.act('chief', caseId, 'return-ruling', ruling(returnId, { ruling: kind, lead: unit }));
      expect([kind, ...said(answer)]).toEqual([kind, 422, 'unit_recused']);
    }
    expect(await partsIn(caseId)).toEqual([]);
    const other = await walledCase();
    const asked = { ...RETURN, assignmentId: other.assignmentId, suggestedUnit: unit };
    expect(said(await house.act('officer', other.caseId, 'return', asked))).toEqual([422, 'unit_recused']);
    expect(assignmentId).toBeTruthy();
  });

  test('by an invitation to a consultation', async () => {
    const { caseId } = await walledCase();
    const participants = [{ unitId: unit, post: '' }];
    const consultation = { topic: '供水会商', facts: '水压不足', place: '', meetsAt: MEETS, participants };
    expect(said(await house.act('chief', caseId, 'consultation', consultation))).toEqual([422, 'unit_recused']);
    expect(await partsIn(caseId)).toEqual([]);
  });

  test('by a merge into a case it has', async () => {
    const { caseId } = await walledCase();
    const { caseId: into } = await openWaterCase(house, { lead: unit });
    await house.act('chief', caseId, 'merge', { into, reason });
    // Either refused, or the survivor is closed to it too.
    const { state } = await house.rows.case(caseId);
    const client = await house.client('countersign');
    if (state === 'merged') expect((await client.send('GET', `/api/cases/${into}`)).status).toBe(404);
    expect((await client.send('GET', `/api/cases/${caseId}`)).status).toBe(404);
  });

  test('by the search for a unit to choose', async () => {
    const { caseId } = await walledCase();
    const chief = await house.client('chief');
    const found = JSON.stringify((await chief.send('GET', `/api/units?q=卫生健康局&case=${caseId}`)).body);
    expect(found).not.toContain(`"${unit}"`);
    expect(JSON.stringify((await chief.send('GET', '/api/units?q=卫生健康局')).body)).toContain(`"${unit}"`);
  });
});

test('an office on the way cannot pass a case on to its own accused bureau', async () => {
  const { caseId } = await openGiven(house, { lead: '990102:water_resources' });
  await wall(caseId);
  const hop = (await hopsIn(house, caseId)).find((one) => one.ended_at === null);
  const answer = await house.act('office3', caseId, 'pass-on', { hopId: hop?.id, unit: '990102:health', reason });
  expect(said(answer)).toEqual([422, 'unit_recused']);
  expect(await partsIn(caseId)).toEqual([]);
});

test('a dissolved unit does not hand its part in the case to the accused one', async () => {
  const { caseId } = await walledCase();
  const organisation = house.parts.rules.organisation();
  const duties = organisation.duties.filter((duty) => duty.unit === CITY_WATER);
  const changes: Change[] = [
    { kind: 'unit', id: CITY_WATER, to: null, successor: HEALTH },
    ...duties.map(({ territory, subject }): Change => ({ kind: 'duty', territory, subject, to: [HEALTH] })),
  ];
  const draft = { title: '机构改革', reason, validFrom: '2026-11-20', origin: 'edit', changes };
  const set = (await (await house.client('admin')).send('POST', '/api/directory/changes', { body: draft })).body as {
    id: string;
    version: number;
  };
  const approved = await (
    await house.client('steward')
  ).send('POST', `/api/directory/changes/${set.id}/approve`, {
    body: { version: set.version },
  });
  expect(approved.status).toBe(200);
  expect(await partsIn(caseId)).toEqual([]);
  expect((await house.rows.case(caseId)).state).toBe('awaiting_dispatch');
});
