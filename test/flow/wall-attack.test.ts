/**
 * Ways past the wall (信访工作条例 第三十条), each really tried: somebody gives the accused side the case, or it asks, guesses, counts,
 * or goes on listening. All fail closed.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccount } from '../../server/access/store.ts';
import { NOWHERE } from '../support/bodies.ts';
import {
  CITY_HEALTH,
  CITY_WATER,
  COUNTY_WATER,
  openCaseTrial,
  RETURN,
  ruling,
  said,
  type CaseTrial,
} from '../support/case-acts.ts';
import { Client, codeOf, type Answer } from '../support/client.ts';
import { likeNowhere } from '../support/closed-doors.ts';
import { hopsIn } from '../support/hops.ts';
import { NOON } from '../support/house.ts';
import { openGiven, openWaterCase } from '../support/matters.ts';

/** The county's namesake of the accused, one level down. */
const COUNTY_HEALTH = '990102:health';
const BARRED = [CITY_HEALTH, COUNTY_HEALTH];
const PASSWORD = 'a-long-enough-phrase-for-this-test';
const reason = '按职责分工办理。';
const LATER = '2026-11-25T04:00:00.000Z';

let house: CaseTrial;
/** Officers of the accused unit and of its namesake, signed in. */
const accused = new Map<string, Client>();
beforeAll(async () => {
  house = await openCaseTrial();
  for (const unitId of BARRED) {
    const name = `officer.of.${unitId.slice(0, 6)}`;
    const account = { name, displayName: unitId, roles: ['officer' as const], unitId, password: PASSWORD };
    await createAccount(house.parts.db, account, house.time.now);
    const client = new Client(house.origin);
    await client.signIn(name, PASSWORD);
    accused.set(unitId, client);
  }
});
beforeEach(() => {
  house.time.now = NOON;
});
afterAll(() => house.closeVerified());

async function recused(caseId: string, accounts: string[] = [], units = [CITY_HEALTH]): Promise<string> {
  expect(said(await house.act('chief', caseId, 'recuse', { units, accounts, reason: '反映到该单位' }))).toEqual([
    200,
    null,
  ]);
  await house.settled();
  return caseId;
}

/** A case led by the city's waterworks, signed, and then closed to the accused. */
async function walled(): Promise<{ caseId: string; assignmentId: string }> {
  const given = await house.given(CITY_WATER);
  await house.act('officer', given.caseId, 'accept', { assignmentId: given.assignmentId });
  await recused(given.caseId);
  return given;
}

const calling = (...units: string[]) => ({
  topic: '停水期间的安排',
  facts: reason,
  place: '',
  meetsAt: LATER,
  participants: units.map((unitId) => ({ unitId, post: '' })),
});

const consultationIn = (caseId: string) =>
  house.parts.db
    .selectFrom('consultation')
    .select(['id', 'version'])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();

/** What the accused side is told of a case must be what it is told of one that is nowhere. */
async function knowsNothing(caseId: string): Promise<void> {
  for (const [unitId, client] of accused) {
    for (const path of ['', '/consultations'])
      expect([unitId, likeNowhere(await client.send('GET', `/api/cases/${caseId}${path}`))]).toEqual([
        unitId,
        likeNowhere(await client.send('GET', `/api/cases/${NOWHERE}${path}`)),
      ]);
  }
  const parts = (await house.rows.assignments(caseId)).filter((one) => !one.ended_at);
  for (const unitId of BARRED) expect(parts.map((one) => one.unit_id)).not.toContain(unitId);
}

interface Way {
  way: string;
  code: string;
  /** Somebody in good faith gives that unit the case; the case and what was answered. */
  tried(unitId: string): Promise<{ caseId: string; answer: Answer }>;
}

const WAYS: Way[] = [
  {
    way: 'the first dispatch',
    code: 'unit_recused',
    async tried(lead) {
      const { caseId } = await openGiven(house, { lead: CITY_WATER, opinionGrade: 'major' });
      await recused(caseId);
      const { version } = await house.rows.case(caseId);
      return { caseId, answer: await house.act('leader', caseId, 'dispatch', { version, lead }) };
    },
  },
  {
    way: 'a reassignment',
    code: 'unit_recused',
    async tried(lead) {
      const { caseId, assignmentId } = await walled();
      return { caseId, answer: await house.act('chief', caseId, 'reassign', { assignmentId, lead, reason }) };
    },
  },
  {
    way: 'a county office passing it on',
    code: 'unit_recused',
    async tried(unit) {
      const { caseId } = await openGiven(house, { lead: COUNTY_WATER });
      await recused(caseId);
      const hopId = (await hopsIn(house, caseId))[0]?.id ?? '';
      return { caseId, answer: await house.act('office3', caseId, 'pass-on', { hopId, unit, reason }) };
    },
  },
  {
    way: 'a return that suggests it',
    code: 'unit_recused',
    async tried(suggestedUnit) {
      const { caseId, assignmentId } = await walled();
      const answer = await house.act('officer', caseId, 'return', { assignmentId, ...RETURN, suggestedUnit });
      return { caseId, answer };
    },
  },
  ...(['upheld', 'joint'] as const).map((kind): Way => ({
    way: `a ruling: ${kind}`,
    code: 'unit_recused',
    async tried(lead) {
      // It was suggested before anybody knew.
      const { caseId, returnId } = await house.returned({ suggestedUnit: lead });
      await recused(caseId);
      const ruled = ruling(returnId, { ruling: kind, lead });
      return { caseId, answer: await house.act('chief', caseId, 'return-ruling', ruled) };
    },
  })),
  {
    way: 'a consultation',
    code: 'unit_recused',
    async tried(unitId) {
      const { caseId } = await walled();
      return { caseId, answer: await house.act('chief', caseId, 'consultation', calling(CITY_WATER, unitId)) };
    },
  },
  {
    way: 'a consultation called by the lead, and the unit invited later',
    code: 'unit_recused',
    async tried(unitId) {
      const { caseId } = await walled();
      expect(said(await house.act('officer', caseId, 'consultation', calling('990102:education')))).toEqual([
        200,
        null,
      ]);
      const { id: consultationId, version } = await consultationIn(caseId);
      const invite = { consultationId, version, invite: [{ unitId, post: '' }], release: [] };
      return { caseId, answer: await house.act('officer', caseId, 'consultation-invite', invite) };
    },
  },
  {
    way: 'a decision in the minutes of a consultation it took part in',
    code: 'unit_recused',
    async tried(unitId) {
      const { caseId, assignmentId } = await house.given(CITY_WATER);
      await house.act('officer', caseId, 'accept', { assignmentId });
      expect(said(await house.act('chief', caseId, 'consultation', calling(CITY_WATER, unitId)))).toEqual([200, null]);
      const called = await consultationIn(caseId);
      await house.act('chief', caseId, 'consultation-hold', { consultationId: called.id, version: called.version });
      await recused(caseId);
      const { id: consultationId, version } = await consultationIn(caseId);
      const decisions = [{ what: '每日送水', unitId, dueAt: LATER }];
      const minutes = { consultationId, version, body: '议定送水。', decisions, confirmHours: 24 };
      return { caseId, answer: await house.act('chief', caseId, 'consultation-minutes', minutes) };
    },
  },
  {
    way: 'a text to countersign',
    code: 'countersign_refused',
    async tried(unitId) {
      const { caseId } = await walled();
      const draft = {
        responseId: null,
        n: 0,
        title: '关于供水情况的说明',
        body: '供水管道已更换，水质恢复正常。',
        nextReleaseAt: null,
        commitments: [],
        dispositions: [{ kind: 'resolve', paragraph: 1 }],
        countersign: [unitId],
        corrects: null,
      };
      return { caseId, answer: await house.act('officer', caseId, 'draft', draft) };
    },
  },
  {
    way: 'a merge into a case that it leads',
    code: 'lead_recused',
    async tried(unitId) {
      const { caseId } = await walled();
      const own = await openWaterCase(house, { lead: unitId });
      return { caseId, answer: await house.act('chief', caseId, 'merge', { into: own.caseId, reason }) };
    },
  },
];

describe.each(WAYS)('$way', ({ code, tried }) => {
  test.each(BARRED)('gives %s nothing', async (unitId) => {
    const { caseId, answer } = await tried(unitId);
    expect([answer.status >= 400, codeOf(answer)]).toEqual([true, code]);
    await knowsNothing(caseId);
  });
});
