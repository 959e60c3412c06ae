/** Two people act on one part of a case at once: one wins, and the other is told how it stands. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CITY_HEALTH,
  CITY_WATER,
  COUNTY_SCHOOLS,
  COUNTY_WATER,
  openCaseTrial,
  refusalOf,
  RETURN,
  ruling,
  type CaseTrial,
} from '../support/case-acts.ts';
import { codeOf, type Answer } from '../support/client.ts';
import { hopping, type Hopping } from '../support/hop-acts.ts';
import { NOON } from '../support/house.ts';
import { openGiven } from '../support/matters.ts';
import type { AccountName } from '../support/served-house.ts';

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

type Ask = readonly [who: AccountName, command: string, body: object];

/** A pair of acts on a case fresh for it, the events of which one may happen, and with what the other is refused. */
interface Pair {
  name: string;
  begin(): Promise<{ caseId: string; asks: [Ask, Ask] }>;
  events: string[];
  refused: string[];
}

const back = (assignmentId: string): object => ({ assignmentId, ...RETURN });

const PAIRS: Pair[] = [
  {
    name: 'pass-on / pass-on',
    async begin() {
      const { caseId, hopId } = await acts.given();
      const to = (unit: string, reason: string | null): Ask => ['office3', 'pass-on', { hopId, unit, reason }];
      return { caseId, asks: [to(COUNTY_WATER, null), to(COUNTY_SCHOOLS, '学校内部管网')] };
    },
    events: ['case_passed_on'],
    refused: ['case_changed'],
  },
  {
    name: 'pass-on / return of the office',
    async begin() {
      const { caseId, hopId } = await acts.given();
      const assignmentId = await house.leadAssignment(caseId);
      const away = { ...back(assignmentId), suggestedUnit: CITY_WATER };
      const on: Ask = ['office3', 'pass-on', { hopId, unit: COUNTY_WATER, reason: null }];
      return { caseId, asks: [on, ['office3', 'return', away]] };
    },
    events: ['case_passed_on', 'case_returned'],
    refused: ['case_changed'],
  },
  {
    name: 'pass-on / reassign',
    async begin() {
      const { caseId, hopId } = await acts.given();
      const assignmentId = await house.leadAssignment(caseId);
      const away: Ask = ['chief', 'reassign', { assignmentId, lead: CITY_HEALTH, reason: '职责调整' }];
      return { caseId, asks: [['office3', 'pass-on', { hopId, unit: COUNTY_WATER, reason: null }], away] };
    },
    events: ['case_passed_on', 'case_reassigned'],
    // Reassigned first, the case has left the office's sight.
    refused: ['case_changed', 'case_missing'],
  },
  {
    name: 'accept / return',
    async begin() {
      const { caseId, assignmentId } = await house.given(CITY_WATER);
      return {
        caseId,
        asks: [
          ['officer', 'accept', { assignmentId }],
          ['officer', 'return', back(assignmentId)],
        ],
      };
    },
    // Signed first, it may still be returned: signing admits no duty.
    events: ['case_returned'],
    refused: ['case_changed'],
  },
  {
    name: 'reassign / accept',
    async begin() {
      const { caseId, assignmentId } = await house.given(CITY_WATER);
      const away: Ask = ['chief', 'reassign', { assignmentId, lead: CITY_HEALTH, reason: '职责调整' }];
      return { caseId, asks: [away, ['officer', 'accept', { assignmentId }]] };
    },
    // Signed first, it is reassigned all the same: the assignment still stands.
    events: ['case_reassigned'],
    refused: ['case_changed', 'case_missing'],
  },
  {
    name: 'ruling / ruling',
    async begin() {
      const { caseId, returnId } = await house.returned();
      const stays = ruling(returnId, { ruling: 'unfounded', lead: null });
      return {
        caseId,
        asks: [
          ['chief', 'return-ruling', ruling(returnId)],
          ['leader', 'return-ruling', stays],
        ],
      };
    },
    events: ['return_ruled'],
    refused: ['case_changed'],
  },
  {
    name: 'extension granted / refused',
    async begin() {
      const { caseId, assignmentId } = await house.given(CITY_WATER);
      await house.act('officer', caseId, 'accept', { assignmentId });
      const clock = (await house.rows.clocks(caseId)).find((one) => one.kind === 'close');
      await house.act('officer', caseId, 'extension', { clockId: clock?.id, workdays: 2, reason: '要开挖' });
      const extensionId = (await house.rows.extensions(caseId))[0]?.id ?? '';
      const no = { extensionId, grant: false, note: '现有期限够用' };
      const yes = { extensionId, grant: true, note: null };
      return {
        caseId,
        asks: [
          ['chief', 'extension-ruling', yes],
          ['leader', 'extension-ruling', no],
        ],
      };
    },
    events: ['extension_decided'],
    refused: ['case_changed'],
  },
  {
    name: 'dispatch / dispatch',
    async begin() {
      const { caseId } = await openGiven(house, { lead: COUNTY_WATER, opinionGrade: 'large' });
      const { version } = await house.rows.case(caseId);
      const to = (who: AccountName, lead: string): Ask => [who, 'dispatch', { version, lead }];
      return { caseId, asks: [to('chief', COUNTY_WATER), to('leader', CITY_WATER)] };
    },
    events: ['case_dispatched'],
    refused: ['case_changed'],
  },
];

describe.each(PAIRS)('$name', ({ begin, events, refused }) => {
  test.each([false, true])('one is done, the other is told (turned round: %s)', async (turned) => {
    const { caseId, asks } = await begin();
    const count = async (): Promise<number> =>
      (await house.eventTypes(caseId)).filter((type) => events.includes(type)).length;
    const before = await count();
    const sent = turned ? [...asks].reverse() : asks;
    const answers = await Promise.all(sent.map(([who, command, body]) => house.act(who, caseId, command, body)));
    expect((await count()) - before).toBe(1);
    const lost = answers.filter((one) => one.status !== 200);
    expect(lost.length).toBeLessThanOrEqual(1);
    for (const one of lost) expectTold(one, refused, caseId);
    // However it went, one holds the case.
    const holders = (await house.openHolders(caseId)).length;
    expect(holders).toBe(1);
  });
});

function expectTold(answer: Answer, codes: string[], caseId: string): void {
  const code = codeOf(answer) ?? '';
  expect(codes).toContain(code);
  expect(answer.status).toBe(code === 'case_missing' ? 404 : 409);
  expect(refusalOf(answer).message).toMatch(/\p{Script=Han}/u);
  if (answer.status === 409) expect(refusalOf(answer).current).toMatchObject({ case: { id: caseId } });
}
