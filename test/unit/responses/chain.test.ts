/** The approval chain as a table, and what no sequence of edits and approvals may bring about. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APPROVAL_STEP_IDS, type ApprovalStep, type ResponseState } from '../../../server/contract/vocabulary-case.ts';
import { loadPack } from '../../../server/organisation/pack.ts';
import {
  chainOf,
  chainPlan,
  currentStep,
  holdersOf,
  holdsStep,
  isApproved,
  mayPublish,
  needsLeader,
  refusalToSign,
  reviewingOffices,
  stepsOf,
  type ApprovalRow,
  type ChainPlan,
  type Signer,
} from '../../../server/responses/chain.ts';

const { organisation } = loadPack(fileURLToPath(new URL('../../../server/samples/yunchuan/', import.meta.url)));
const AT = new Date('2026-11-20T04:00:00Z');
const OFFICE = '990100:government_office';
const PLAN: ChainPlan = { lead: 'lead', countersign: [], offices: [OFFICE, '990100:news_office'], leader: false };
const WIDE: ChainPlan = { ...PLAN, countersign: ['a', 'b'], leader: true };

const row = (step: ApprovalStep, unit_id: string | null, more: Partial<ApprovalRow> = {}): ApprovalRow => ({
  step,
  unit_id,
  account_id: 'someone',
  decision: 'approve',
  text_hash: 'h',
  void: false,
  at: AT,
  ...more,
});
const shortOf = (plan: ChainPlan, rows: ApprovalRow[], state: ResponseState = 'approving'): string =>
  chainOf(plan, 'h', rows, state)
    .map((one) => `${one.step}:${one.state}${one.units.length > 0 ? `(${one.units.join()})` : ''}`)
    .join(' ');
const LEADS = [row('section', 'lead'), row('secrecy', 'lead'), row('unit_head', 'lead')];

describe('the steps', () => {
  test('of an ordinary matter', () => {
    expect(stepsOf(PLAN)).toEqual(['section', 'secrecy', 'unit_head', 'office_review']);
  });

  test('with countersigners and of a major matter: all six, in the order of the vocabulary', () => {
    expect(stepsOf(WIDE)).toEqual(APPROVAL_STEP_IDS);
  });

  test.each([
    ['general', null, false, false],
    ['large', 'extreme', false, false],
    ['large', 'major', true, true],
    ['large', 'large', true, false],
    ['major', null, false, true],
    ['extreme', 'general', true, true],
  ] as const)(
    'opinion %s, incident %s, confirmed %s: the leader approves: %s',
    (opinion, incident, confirmed, asked) => {
      expect(needsLeader({ opinion_grade: opinion, incident_grade: incident, incident_confirmed: confirmed })).toBe(
        asked,
      );
    },
  );

  test('the office a case is closed to does not review it', () => {
    expect(reviewingOffices(organisation)[0]).toBe(OFFICE);
    expect(reviewingOffices(organisation, [OFFICE])).not.toContain(OFFICE);
    const matter = { opinion_grade: 'general', incident_grade: null, incident_confirmed: false } as const;
    expect(chainPlan(matter, { countersign: [] }, 'lead', organisation, [OFFICE]).offices).not.toContain(OFFICE);
  });
});

describe('a chain', () => {
  test.each([
    ['not submitted', PLAN, [], 'drafting', 'section:ahead(lead)'],
    ['submitted', PLAN, [], 'approving', 'section:current(lead) secrecy:ahead(lead)'],
    ['one step on', PLAN, [row('section', 'lead')], 'approving', 'section:done secrecy:current(lead)'],
    ['of another text', PLAN, [row('section', 'lead', { text_hash: 'other' })], 'approving', 'section:current(lead)'],
    ['voided', PLAN, [row('section', 'lead', { void: true })], 'approving', 'section:current(lead)'],
    ['signed by a unit that leads no more', PLAN, [row('section', 'old')], 'approving', 'section:current(lead)'],
    [
      'sent back',
      PLAN,
      [row('section', 'lead'), row('secrecy', 'lead', { decision: 'revise' })],
      'revising',
      'section:done secrecy:revise(lead) unit_head:ahead(lead)',
    ],
    ['countersigning', WIDE, [row('section', 'lead')], 'approving', 'section:done countersign:current(a,b)'],
    [
      'countersigned by one of two',
      WIDE,
      [row('section', 'lead'), row('countersign', 'b')],
      'approving',
      'section:done countersign:current(a) secrecy:ahead(lead)',
    ],
    [
      'reviewed by the other office',
      PLAN,
      [...LEADS, row('office_review', '990100:news_office')],
      'approved',
      'section:done secrecy:done unit_head:done office_review:done',
    ],
    [
      'upgraded after it was approved',
      { ...PLAN, leader: true },
      [...LEADS, row('office_review', OFFICE)],
      'approved',
      'section:done secrecy:done unit_head:done office_review:done leader:current',
    ],
  ] as const)('%s', (_name, plan, rows, state, start) => {
    expect(shortOf(plan, [...rows], state)).toContain(start);
    expect(shortOf(plan, [...rows], state).startsWith(start)).toBe(true);
  });

  test('the step that waits names its holders; the leader is a post without a unit', () => {
    const steps = chainOf(WIDE, 'h', [row('section', 'lead')], 'approving');
    const current = currentStep(steps);
    expect(current && holdersOf(current)).toEqual([
      { step: 'countersign', unitId: 'a' },
      { step: 'countersign', unitId: 'b' },
    ]);
    expect(holdersOf({ step: 'leader', state: 'current', units: [], at: null })).toEqual([
      { step: 'leader', unitId: null },
    ]);
  });

  test('a step that was done says when the last of its units signed', () => {
    const later = new Date(AT.getTime() + 1_000);
    const rows = [row('countersign', 'a', { at: later }), row('countersign', 'b')];
    expect(chainOf(WIDE, 'h', rows, 'approving')[1]?.at).toEqual(later);
  });
});

describe('who signs', () => {
  const signer = (unit: string | null, steps: ApprovalStep[], roles: Signer['roles'] = ['reviewer']): Signer => ({
    accountId: 'me',
    roles,
    unit: unit === null ? null : { id: unit },
    approvalSteps: steps,
  });

  test.each([
    ['the lead for its own step', signer('lead', ['section']), 'section', true],
    ['the lead for a step it does not hold', signer('lead', ['section']), 'secrecy', false],
    ['another unit for the same step', signer('a', ['section']), 'section', false],
    ['a countersigner', signer('b', ['countersign']), 'countersign', true],
    ['a unit that is not asked to countersign', signer('lead', ['countersign']), 'countersign', false],
    ['the office', signer(OFFICE, ['office_review']), 'office_review', true],
    ['a county office', signer('990102:government_office', ['office_review']), 'office_review', false],
    ['a leader', signer(OFFICE, ['leader'], ['leader']), 'leader', true],
    ['a reviewer who was given the leader’s step', signer(OFFICE, ['leader']), 'leader', false],
    ['somebody without a unit', signer(null, ['section']), 'section', false],
  ] as const)('%s', (_name, who, step, may) => {
    expect(holdsStep(who, step, WIDE)).toBe(may);
    expect(refusalToSign(who, step, WIDE, ['me'])).toBe(may ? 'own_text' : 'not_yours');
    expect(refusalToSign(who, step, WIDE, ['other'])).toBe(may ? null : 'not_yours');
  });

  test('publishing is for the office’s reviewer and leaders', () => {
    expect(mayPublish(signer(OFFICE, ['office_review']), PLAN)).toBe(true);
    expect(mayPublish(signer(OFFICE, ['leader'], ['leader']), PLAN)).toBe(true);
    expect(mayPublish(signer('lead', ['section', 'unit_head']), PLAN)).toBe(false);
    expect(mayPublish(signer('lead', ['office_review']), PLAN)).toBe(false);
  });
});

describe('whatever happens', () => {
  const units = ['lead', 'old', 'a', 'b', OFFICE];
  /** All that a text of any of these plans needs. */
  const all = [
    ...LEADS,
    row('countersign', 'a'),
    row('countersign', 'b'),
    row('office_review', OFFICE),
    row('leader', null),
  ];
  const noise = fc.array(
    fc.record({
      step: fc.constantFrom(...APPROVAL_STEP_IDS),
      unit_id: fc.option(fc.constantFrom(...units)),
      account_id: fc.constantFrom('x', 'y'),
      decision: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'revise' as const),
      text_hash: fc.constantFrom('h', 'h', 'g'),
      void: fc.constantFrom(false, false, false, true),
      at: fc.constant(AT),
    }),
    { maxLength: 6 },
  );
  const rows = fc
    .tuple(fc.oneof(fc.constant(all), fc.shuffledSubarray(all)), noise)
    .map(([most, more]) => [...most, ...more]);
  const plans = fc.constantFrom(PLAN, WIDE, { ...PLAN, countersign: ['a'] }, { ...PLAN, leader: true });

  test('a text is approved only where each step and each countersigner approved that text, and nobody sent it back', () => {
    let approved = 0;
    fc.assert(
      fc.property(plans, rows, (plan, given) => {
        const steps = chainOf(plan, 'h', given, 'approving');
        const valid = given.filter((one) => !one.void && one.text_hash === 'h');
        const by = (step: ApprovalStep, unit: string | null): boolean =>
          valid.some(
            (one) => one.step === step && one.decision === 'approve' && (unit === null || one.unit_id === unit),
          );
        const complete =
          !valid.some((one) => one.decision === 'revise') &&
          (['section', 'secrecy', 'unit_head'] as const).every((step) => by(step, 'lead')) &&
          plan.countersign.every((unit) => by('countersign', unit)) &&
          by('office_review', OFFICE) &&
          (!plan.leader || by('leader', null));
        if (complete) approved += 1;
        expect(isApproved(steps)).toBe(complete);
      }),
      { numRuns: 1_000, seed: 61 },
    );
    expect(approved).toBeGreaterThan(0);
  });

  test('at most one step waits, and none of a text that was sent back or not submitted', () => {
    fc.assert(
      fc.property(
        plans,
        rows,
        fc.constantFrom<ResponseState>('drafting', 'revising', 'approving'),
        (plan, given, state) => {
          const current = chainOf(plan, 'h', given, state).filter((one) => one.state === 'current');
          expect(current.length).toBeLessThanOrEqual(1);
          if (state !== 'approving') expect(current).toEqual([]);
          if (given.some((one) => one.decision === 'revise' && !one.void && one.text_hash === 'h')) {
            expect(current).toEqual([]);
          }
        },
      ),
    );
  });

  test('an author signs no step, whatever posts he holds', () => {
    fc.assert(
      fc.property(
        fc.subarray([...APPROVAL_STEP_IDS]),
        fc.constantFrom(...units),
        fc.constantFrom(...APPROVAL_STEP_IDS),
        plans,
        (held, unit, step, plan) => {
          const author: Signer = {
            accountId: 'me',
            roles: ['reviewer', 'leader'],
            unit: { id: unit },
            approvalSteps: held,
          };
          expect(refusalToSign(author, step, plan, ['other', 'me'])).not.toBeNull();
        },
      ),
    );
  });
});
