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

/** The step of the chain the answer in work waits at; null where none is in approval. */
export function stepInApproval({ approval }: CaseView): NonNullable<CaseView['approval']>['steps'][number] | null {
  if (approval?.state !== 'approving') return null;
  return approval.steps.find((one) => one.state === 'current') ?? null;
}

/** True where the answer in work waits for a step this post holds, in this unit. */
export function awaitsMyApproval(view: CaseView, user: User): boolean {
  const step = stepInApproval(view);
  if (!step || !user.approvalSteps.includes(step.step)) return false;
  return step.units.length === 0 || step.units.some((unit) => unit.id === user.unit?.id);
}

/** Who publishes, and withdraws: the office that reviews, or a leader. */
export const publishes = (user: User): boolean =>
  user.approvalSteps.includes('office_review') || user.roles.includes('leader');

/** Approved and waiting to be published by this person. */
export const awaitsMyPublishing = (view: CaseView, user: User): boolean =>
  view.approval?.state === 'approved' && publishes(user);

/** The answer in work waits for this person, to be approved or to be published. */
export const awaitsMe = (view: CaseView, user: User): boolean =>
  awaitsMyApproval(view, user) || awaitsMyPublishing(view, user);
