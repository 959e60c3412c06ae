/**
 * 首接负责: until a case moves, its present unit answers for it. After any sequence of acts one holder stands in the ledger, and
 * from the detection to now there is neither gap nor overlap.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CITY_HEALTH,
  CITY_WATER,
  COUNTY_SCHOOLS,
  COUNTY_WATER,
  openCaseTrial,
  type CaseTrial,
} from '../support/case-acts.ts';
import { hopsIn } from '../support/hops.ts';
import { NOON } from '../support/house.ts';
import { openGiven } from '../support/matters.ts';
import type { AccountName } from '../support/served-house.ts';

let house: CaseTrial;
beforeAll(async () => {
  house = await openCaseTrial();
});
afterAll(() => house.closeVerified());

const UNITS = [CITY_WATER, CITY_HEALTH, COUNTY_WATER, COUNTY_SCHOOLS, '990102:health', '990102:government_office'];
/** Who acts for a unit of the sample. */
const CLERKS: Readonly<Record<string, AccountName>> = {
  [CITY_WATER]: 'officer',
  [COUNTY_WATER]: 'officer3',
  [COUNTY_SCHOOLS]: 'officer2',
  '990102:government_office': 'office3',
};
const KINDS = [
  'pass-on',
  'accept',
  'return',
  'return-ruling',
  'reassign',
  'entries',
  'opinion-grade',
  'recuse',
] as const;

interface Step {
  kind: (typeof KINDS)[number];
  unit: string;
  turn: number;
  minutes: number;
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    unit: fc.constantFrom(...UNITS),
    turn: fc.nat({ max: 5 }),
    minutes: fc.nat({ max: 90 }),
  }),
  { minLength: 4, maxLength: 14 },
);

/** Does what the step asks, as the one who may; what is refused changes nothing. */
async function take(caseId: string, { kind, unit, turn }: Step): Promise<number> {
  const present = (await house.rows.assignments(caseId)).filter((one) => !one.ended_at);
  const lead = present.find((one) => one.role === 'lead');
  const clerk = CLERKS[lead?.unit_id ?? ''] ?? 'officer';
  const assignmentId = lead?.id ?? '';
  const reason = '按职责分工办理。';
  const hop = (await hopsIn(house, caseId)).find((one) => !one.ended_at);
  const request = (await house.rows.returns(caseId)).find((one) => !one.ruling);
  const found = await house.rows.case(caseId);
  const rulings = ['upheld', 'unfounded', 'joint'] as const;
  const grades = ['general', 'large', 'extreme'] as const;
  const bodies: Record<Step['kind'], [AccountName, object]> = {
    'pass-on': ['office3', { hopId: hop?.id ?? '-', unit: turn < 4 ? (hop?.proposed[0] ?? unit) : unit, reason }],
    accept: [clerk, { assignmentId }],
    return: [clerk, { assignmentId, reason: 'other_duty', clause: reason, suggestedUnit: unit, note: reason }],
    'return-ruling': [
      turn % 2 ? 'chief' : 'leader',
      {
        returnId: request?.id ?? '-',
        ruling: rulings[turn % 3],
        lead: turn % 3 === 1 ? null : unit,
        reason,
        precedent: false,
      },
    ],
    reassign: ['leader', { assignmentId, lead: unit, reason }],
    entries: [clerk, { kind: 'finding', body: reason, evidence: null, happenedAt: null }],
    'opinion-grade': ['leader', { from: found.opinion_grade, grade: grades[turn % 3], reason }],
    recuse: ['leader', { units: [unit], accounts: [], reason }],
  };
  const [who, body] = bodies[kind];
  return (await house.act(who, caseId, kind, body)).status;
}

async function expectOneHolder(caseId: string, told: unknown): Promise<void> {
  const { detected_at } = await house.rows.case(caseId);
  const ledger = (await house.rows.holdings(caseId)).sort(
    (a, b) =>
      a.from_at.getTime() - b.from_at.getTime() ||
      Number(a.to_at === null) - Number(b.to_at === null) ||
      (a.to_at?.getTime() ?? 0) - (b.to_at?.getTime() ?? 0),
  );
  const open = ledger.filter((one) => one.to_at === null);
  expect([told, open.length]).toEqual([told, 1]);
  let at = detected_at.getTime();
  for (const one of ledger) {
    expect([told, one.step, one.from_at.getTime()]).toEqual([told, one.step, at]);
    at = one.to_at?.getTime() ?? at;
  }
  expect([told, ledger.at(-1)?.to_at]).toEqual([told, null]);
}

test('one holder, no gap and no overlap, whatever is done', { timeout: 300_000 }, async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(CITY_WATER, COUNTY_WATER), async (sequence, lead) => {
      house.time.now = NOON;
      const { caseId } = await openGiven(house, { lead });
      await expectOneHolder(caseId, 'dispatched');
      for (const [index, step] of sequence.entries()) {
        house.time.now = new Date(house.time.now.getTime() + step.minutes * 60_000);
        const status = await take(caseId, step);
        expect([step, status >= 500]).toEqual([step, false]);
        if (status === 200) done.set(step.kind, (done.get(step.kind) ?? 0) + 1);
        await expectOneHolder(caseId, sequence.slice(0, index + 1));
      }
    }),
    { numRuns: 18, seed: 20_261_120 },
  );
  // Each kind of act was done, or the property says nothing of it.
  expect([...done.keys()].sort()).toEqual([...KINDS].sort());
});
