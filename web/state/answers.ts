/** The approvals that wait for one person, and what deciding leads to; pure. */
import type { ResponseView } from '../../server/contract/case-detail-views.ts';
import type { CaseView } from '../../server/contract/case-views.ts';
import type { SessionView } from '../../server/contract/views.ts';
import type { ApprovalStep } from '../../server/contract/vocabulary-case.ts';
import { awaitsMe } from './mine.ts';
import { primaryClock } from './primary-clock.ts';

type User = SessionView['user'];

/** Cases whose answer waits for this person, those due soonest first. */
export function waitingForMe(cases: Iterable<CaseView>, user: User): CaseView[] {
  const due = (view: CaseView): string => primaryClock(view)?.dueAt ?? '9999';
  return [...cases]
    .filter((view) => awaitsMe(view, user))
    .sort((a, b) => due(a).localeCompare(due(b)) || a.number.localeCompare(b.number));
}

/** Answers that are on their way, for looking only. */
export function onTheirWay(cases: Iterable<CaseView>, user: User): CaseView[] {
  return [...cases]
    .filter((view) => view.approval !== null && view.approval.state !== 'published')
    .filter((view) => !awaitsMe(view, user))
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

/** The step that now decides, and where the text goes from there: the next step, or publication. */
export function stepNow(view: CaseView): { step: ApprovalStep; next: ApprovalStep | 'publish' } | null {
  const steps = view.approval?.steps ?? [];
  const at = steps.findIndex((one) => one.state === 'current');
  const current = steps[at];
  if (view.approval?.state !== 'approving' || !current) return null;
  const still = current.units.length > 1; // 会签 by several goes on in the same step
  return { step: current.step, next: still ? current.step : (steps[at + 1]?.step ?? 'publish') };
}

/** The answer in work of a case. */
export function answerInWork(responses: readonly ResponseView[], view: CaseView): ResponseView | null {
  return responses.find((one) => one.id === view.approval?.responseId) ?? null;
}
