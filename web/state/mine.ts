/** What waits for the person signed in, from the cases of the live board; pure. */
import type { CaseView } from '../../server/contract/case-views.ts';
import type { SessionView } from '../../server/contract/views.ts';

type User = SessionView['user'];

/** Cases this person's unit has been given, present assignments only. */
export function ofMyUnit(cases: Iterable<CaseView>, user: User): CaseView[] {
  return [...cases].filter((view) => view.assignments.some((one) => one.unit.id === user.unit?.id));
}

/** The unit's own assignment on a case, the lead's before another. */
export function myAssignment(view: CaseView, user: User): CaseView['assignments'][number] | null {
  return view.assignments.find((one) => one.unit.id === user.unit?.id) ?? null;
}

/** True where the answer in work waits for a step this post holds, in this unit. */
export function awaitsMyApproval(view: CaseView, user: User): boolean {
  const step = view.approval?.state === 'approving' && view.approval.steps.find((one) => one.state === 'current');
  if (!step || !user.approvalSteps.includes(step.step)) return false;
  return step.units.length === 0 || step.units.some((unit) => unit.id === user.unit?.id);
}

/** Approved and waiting to be published by the office that reviews, or a leader. */
export function awaitsMyPublishing(view: CaseView, user: User): boolean {
  if (view.approval?.state !== 'approved') return false;
  return user.approvalSteps.includes('office_review') || user.roles.includes('leader');
}
