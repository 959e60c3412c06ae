/** What waits for whom: approvals, publishing, the ledger's sums. */
import { describe, expect, test } from 'vitest';
import type { ApprovalView, CaseView } from '../../../server/contract/case-views.ts';
import type { SessionView } from '../../../server/contract/views.ts';
import { onTheirWay, stepNow, waitingForMe } from '../../../web/state/answers.ts';
import { awaitsMyApproval, awaitsMyPublishing, myAssignment, ofMyUnit } from '../../../web/state/mine.ts';
import { primaryClock, workdayClock } from '../../../web/state/primary-clock.ts';

const WATER = { id: 'city:water', name: '市水务局' };
const HEALTH = { id: 'city:health', name: '市卫健委' };
const OFFICE = { id: 'city:office', name: '市政府办' };

type User = SessionView['user'];
const user = (change: Partial<User>): User => ({
  id: 'u',
  name: 'u',
  displayName: 'U',
  roles: ['reviewer'],
  unit: WATER,
  approvalSteps: [],
  ...change,
});

function approval(change: Partial<ApprovalView>): ApprovalView {
  return { responseId: 'r', number: 1, state: 'approving', n: 2, title: '说明', textHash: 'h', steps: [], ...change };
}

function view(change: Partial<CaseView>): CaseView {
  return {
    id: 'c',
    number: 'YC26-0001',
    state: 'approving',
    updatedAt: '2026-11-20T04:00:00Z',
    assignments: [{ id: 'a', unit: WATER, role: 'lead', at: '2026-11-20T04:00:00Z', acceptedAt: null }],
    clocks: [],
    approval: null,
    ...change,
  } as CaseView;
}

const steps = (current: ApprovalView['steps'][number]['step'], units = [WATER]): ApprovalView['steps'] => [
  { step: 'section', state: current === 'section' ? 'current' : 'done', units, at: null },
  { step: 'secrecy', state: current === 'secrecy' ? 'current' : 'ahead', units, at: null },
  { step: 'office_review', state: current === 'office_review' ? 'current' : 'ahead', units: [OFFICE], at: null },
];

describe('an approval waits', () => {
  const waits = view({ approval: approval({ steps: steps('section') }) });

  test('for the post that holds the step, in the unit whose turn it is', () => {
    expect(awaitsMyApproval(waits, user({ approvalSteps: ['section'] }))).toBe(true);
    expect(awaitsMyApproval(waits, user({ approvalSteps: ['secrecy'] }))).toBe(false);
    expect(awaitsMyApproval(waits, user({ approvalSteps: ['section'], unit: HEALTH }))).toBe(false);
  });

  test('for nobody while the text is being changed', () => {
    const revising = view({ approval: approval({ state: 'revising', steps: steps('section') }) });
    expect(awaitsMyApproval(revising, user({ approvalSteps: ['section'] }))).toBe(false);
  });

  test('to be published by the office that reviews, or a leader', () => {
    const approved = view({ approval: approval({ state: 'approved' }) });
    expect(awaitsMyPublishing(approved, user({ approvalSteps: ['office_review'], unit: OFFICE }))).toBe(true);
    expect(awaitsMyPublishing(approved, user({ roles: ['leader'] }))).toBe(true);
    expect(awaitsMyPublishing(approved, user({ approvalSteps: ['section'] }))).toBe(false);
    expect(awaitsMyPublishing(waits, user({ roles: ['leader'] }))).toBe(false);
  });

  test('the lists part: mine first due first, the rest on their way', () => {
    const clock = (dueAt: string) => ({ counted: 'hours', stoppedAt: null, pastAtStart: false, dueAt }) as never;
    const soon = view({ ...waits, id: 'soon', clocks: [clock('2026-11-20T05:00:00Z')] });
    const later = view({ ...waits, id: 'later', clocks: [clock('2026-11-21T05:00:00Z')] });
    const other = view({ id: 'other', approval: approval({ steps: steps('secrecy') }) });
    const me = user({ approvalSteps: ['section'] });
    expect(waitingForMe([later, soon, other], me).map((one) => one.id)).toEqual(['soon', 'later']);
    expect(onTheirWay([later, soon, other], me).map((one) => one.id)).toEqual(['other']);
  });

  test('the button says where the text goes: the next step, the same while others countersign, or publication', () => {
    expect(stepNow(waits)).toEqual({ step: 'section', next: 'secrecy' });
    const two = view({
      approval: approval({ steps: [{ step: 'countersign', state: 'current', units: [HEALTH, OFFICE], at: null }] }),
    });
    expect(stepNow(two)).toEqual({ step: 'countersign', next: 'countersign' });
    const last = view({ approval: approval({ steps: steps('office_review').slice(2) }) });
    expect(stepNow(last)).toEqual({ step: 'office_review', next: 'publish' });
    expect(stepNow(view({ approval: null }))).toBeNull();
  });
});

test('a desk holds the cases of its unit alone', () => {
  const mine = view({ id: 'mine' });
  expect(ofMyUnit([mine], user({}))).toEqual([mine]);
  expect(ofMyUnit([mine], user({ unit: HEALTH }))).toEqual([]);
  expect(ofMyUnit([mine], user({ unit: null }))).toEqual([]);
  expect(myAssignment(mine, user({}))?.id).toBe('a');
});

test('a head shows the running clock due first, of each way of counting', () => {
  const clock = (id: string, counted: string, dueAt: string, change = {}) =>
    ({ id, counted, dueAt, stoppedAt: null, pastAtStart: false, ...change }) as never;
  const one = view({
    clocks: [
      clock('late', 'hours', '2026-11-22T00:00:00Z'),
      clock('met', 'hours', '2026-11-20T00:00:00Z', { stoppedAt: '2026-11-19T00:00:00Z' }),
      clock('past', 'hours', '2026-11-18T00:00:00Z', { pastAtStart: true }),
      clock('soon', 'hours', '2026-11-21T00:00:00Z'),
      clock('days', 'workdays', '2026-11-20T00:00:00Z'),
    ],
  });
  expect(primaryClock(one)?.id).toBe('soon');
  expect(workdayClock(one)?.id).toBe('days');
});
