/** Both grades of a case: who may set them, and that no clock is ever begun anew by it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Viewer } from '../../server/access/viewer.ts';
import { tick } from '../../server/clocks/tick.ts';
import type { GradeIncident } from '../../server/contract/case-requests.ts';
import type { IncidentGrade, OpinionGrade } from '../../server/contract/vocabulary.ts';
import { gradeIncident } from '../../server/responsibility/incident-grade.ts';
import { gradeOpinion } from '../../server/responsibility/opinion-grade.ts';
import { act, clockIn, clocksIn, eventsIn, hoursAfter, refusal, rowOf } from '../support/acting.ts';
import { NOON, openHouse, type House } from '../support/house.ts';
import { changeAudience, openWaterCase } from '../support/matters.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.time.now = NOON;
});

const WATER_BUREAU = '990100:water_resources';
const open = async (opinionGrade: OpinionGrade = 'general'): Promise<string> =>
  (await openWaterCase(house, { lead: WATER_BUREAU, opinionGrade })).caseId;

async function gradeAs(
  who: string | Viewer,
  caseId: string,
  grade: IncidentGrade | null,
  from?: GradeIncident['from'],
) {
  const row = await rowOf(house, caseId);
  const seen = from ?? { grade: row.incident_grade, confirmed: row.incident_confirmed };
  return act(house, who, caseId, gradeIncident(house.parts.rules), { from: seen, grade, reason: '已核实伤亡人数' });
}
const opinionAs = async (who: string, caseId: string, grade: OpinionGrade, from?: OpinionGrade) =>
  act(house, who, caseId, gradeOpinion(house.parts.rules), {
    from: from ?? (await rowOf(house, caseId)).opinion_grade,
    grade,
    reason: '多家媒体转发',
  });
const INCIDENT = ['first_statement', 'press_conference', 'report'];
const incidentClocks = async (caseId: string) =>
  (await clocksIn(house, caseId)).filter((clock) => INCIDENT.includes(clock.kind));

/** An officer of another unit to which the case is open. */
async function officerOf(unitId: string, caseId: string): Promise<Viewer> {
  await changeAudience(house, caseId, 'grant', { units: [unitId] });
  const officer = await house.viewer('officer');
  return { ...officer, unit: { id: unitId, name: unitId }, grantUnits: [unitId], denyUnits: [unitId] };
}

describe('who confirms the incident grade', () => {
  test('the leader on duty, and the unit that leads', async () => {
    for (const who of ['leader', 'officer']) {
      const caseId = await open();
      expect(await refusal(gradeAs(who, caseId, 'large')), who).toBe('done');
      expect(await rowOf(house, caseId)).toMatchObject({
        incident_grade: 'large',
        incident_confirmed: true,
        incident_confirmed_by: (await house.viewer(who)).accountId,
        incident_confirmed_at: NOON,
      });
    }
  });

  test('the emergency department of the place or above it, but of no other place and no other department', async () => {
    const verdicts: Record<string, string> = {};
    const units = [
      '990100:emergency_management',
      '990102:emergency_management',
      '990103:emergency_management',
      '990100:health',
      '990102:water_resources',
    ];
    for (const unit of units) {
      const caseId = await open();
      verdicts[unit] = await refusal(gradeAs(await officerOf(unit, caseId), caseId, 'large'));
    }
    expect(verdicts, 'the case lies in 990102').toEqual({
      '990100:emergency_management': 'done',
      '990102:emergency_management': 'done',
      '990103:emergency_management': 'not_yours',
      '990100:health': 'not_yours',
      '990102:water_resources': 'not_yours',
    });
  });

  test('nobody who does not see the case', async () => {
    expect(await refusal(gradeAs('officer2', await open(), 'large'))).toBe('case_missing');
  });

  test('on what stands now: of two at once one wins, the other is told', async () => {
    const caseId = await open();
    const seen = { grade: null, confirmed: false };
    const tried = await Promise.all([
      refusal(gradeAs('leader', caseId, 'large', seen)),
      refusal(gradeAs('officer', caseId, 'general', seen)),
    ]);
    expect(tried.sort()).toEqual(['case_changed', 'done']);
    expect(await refusal(gradeAs('leader', caseId, 'major', seen))).toBe('case_changed');
    const { incident_grade: present } = await rowOf(house, caseId);
    expect(await refusal(gradeAs('leader', caseId, present))).toBe('grade_unchanged');
  });
});

describe('the clocks of a confirmed 重大', () => {
  test('begin at the detection, each once; a grade below starts none', async () => {
    const caseId = await open();
    await gradeAs('leader', caseId, 'large');
    expect(await incidentClocks(caseId)).toEqual([]);
    house.time.now = hoursAfter(NOON, 1);
    await gradeAs('leader', caseId, 'major');
    const clocks = await incidentClocks(caseId);
    expect(clocks.map(({ kind, start_at, due_at, past_at_start }) => [kind, start_at, due_at, past_at_start])).toEqual([
      ['first_statement', NOON, hoursAfter(NOON, 5), false],
      ['press_conference', NOON, hoursAfter(NOON, 24), false],
      ['report', NOON, hoursAfter(NOON, 2), false],
    ]);
    house.time.now = hoursAfter(NOON, 3);
    await gradeAs('leader', caseId, 'extreme');
    expect(await incidentClocks(caseId), 'a further upgrade restarts nothing').toEqual(clocks);
  });

  test('what was past at the upgrade is 升级时已逾 and breached by nobody', async () => {
    const caseId = await open();
    house.time.now = hoursAfter(NOON, 6);
    await gradeAs('leader', caseId, 'major');
    const past = (await incidentClocks(caseId)).map(({ kind, past_at_start, set_at }) => [kind, past_at_start, set_at]);
    const upgraded = hoursAfter(NOON, 6);
    expect(past).toEqual([
      ['first_statement', true, upgraded],
      ['press_conference', false, upgraded],
      ['report', true, upgraded],
    ]);
    house.time.now = hoursAfter(NOON, 30);
    await tick(house.parts.db, house.parts.rules, house.time.now);
    const breached = (await incidentClocks(caseId)).filter((clock) => clock.breached_at).map((clock) => clock.kind);
    expect(breached, 'only what ran on after the upgrade').toEqual(['press_conference']);
  });

  test('end with a downgrade and run on from their first start when it goes up again', async () => {
    const caseId = await open();
    await gradeAs('leader', caseId, 'major');
    const first = await incidentClocks(caseId);
    house.time.now = hoursAfter(NOON, 1);
    await gradeAs('leader', caseId, null);
    expect((await incidentClocks(caseId)).map((clock) => clock.ended)).toEqual(['ended', 'ended', 'ended']);
    expect(await rowOf(house, caseId)).toMatchObject({ incident_grade: null, incident_confirmed: true });
    house.time.now = hoursAfter(NOON, 4);
    await tick(house.parts.db, house.parts.rules, house.time.now);
    await gradeAs('leader', caseId, 'extreme');
    const again = await incidentClocks(caseId);
    expect(again.map(({ id, start_at, due_at }) => [id, start_at, due_at])).toEqual(
      first.map(({ id, start_at, due_at }) => [id, start_at, due_at]),
    );
    expect(
      again.map(({ kind, stopped_at, past_at_start, set_at }) => [kind, stopped_at, past_at_start, set_at]),
    ).toEqual([
      ['first_statement', null, false, NOON],
      ['press_conference', null, false, NOON],
      ['report', null, true, hoursAfter(NOON, 4)],
    ]);
  });

  test('a breach outlives the downgrade, and a clock that was met stays met', async () => {
    const caseId = await open();
    await gradeAs('leader', caseId, 'major');
    await house.parts.db
      .updateTable('clock')
      .set({ stopped_at: hoursAfter(NOON, 1), ended: 'met' })
      .where('case_id', '=', caseId)
      .where('kind', '=', 'report')
      .execute();
    house.time.now = hoursAfter(NOON, 6);
    await tick(house.parts.db, house.parts.rules, house.time.now);
    await gradeAs('leader', caseId, 'general');
    await gradeAs('leader', caseId, 'major');
    expect(await clockIn(house, caseId, 'first_statement')).toMatchObject({
      stopped_at: null,
      breached_at: hoursAfter(NOON, 6),
    });
    expect(await clockIn(house, caseId, 'report')).toMatchObject({ ended: 'met', stopped_at: hoursAfter(NOON, 1) });
  });

  test('run also for a case that still waits for its dispatch', async () => {
    const caseId = await open('major');
    await gradeAs('leader', caseId, 'major');
    expect((await incidentClocks(caseId)).map((clock) => clock.start_at)).toEqual([NOON, NOON, NOON]);
  });
});

describe('the opinion grade', () => {
  test('anyone who arranges raises it; only who may dispatch the present grade lowers it', async () => {
    const caseId = await open();
    expect(await refusal(opinionAs('analyst', caseId, 'large'))).toBe('done');
    expect(await refusal(opinionAs('analyst', caseId, 'general'))).toBe('grade_not_allowed');
    expect(await refusal(opinionAs('analyst', caseId, 'major'))).toBe('done');
    expect(await refusal(opinionAs('chief', caseId, 'large'))).toBe('grade_not_allowed');
    expect(await refusal(opinionAs('leader', caseId, 'large'))).toBe('done');
    expect(await refusal(opinionAs('chief', caseId, 'general'))).toBe('done');
  });

  test('restarts no clock', async () => {
    const caseId = await open();
    const before = await clocksIn(house, caseId);
    house.time.now = hoursAfter(NOON, 2);
    await opinionAs('analyst', caseId, 'extreme');
    expect(await clocksIn(house, caseId)).toEqual(before);
    expect((await eventsIn(house, caseId)).at(-1)).toBe('opinion_graded');
  });

  test('特别重大 waits for no acceptance', async () => {
    const caseId = await open();
    expect((await rowOf(house, caseId)).state).toBe('awaiting_acceptance');
    await opinionAs('leader', caseId, 'extreme');
    expect((await rowOf(house, caseId)).state).toBe('handling');
  });

  test('a stale one is refused, and the same again', async () => {
    const caseId = await open();
    expect(await refusal(opinionAs('analyst', caseId, 'major', 'large'))).toBe('case_changed');
    expect(await refusal(opinionAs('analyst', caseId, 'general'))).toBe('grade_unchanged');
  });

  test('the record holds a hash of the reason, never its words', async () => {
    const caseId = await open();
    const events = await opinionAs('analyst', caseId, 'large');
    expect(JSON.stringify(events)).not.toContain('媒体');
    expect(events[0]?.data).toMatchObject({ reasonHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});
