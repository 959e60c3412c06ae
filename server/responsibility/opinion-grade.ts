/** 舆情等级: set by a person; it decides who dispatches and restarts no clock. */
import type { GradeOpinion } from '../contract/case-requests.ts';
import { dispatchersInWords, mayDispatch } from '../contract/dispatchers.ts';
import type { CaseState } from '../contract/vocabulary-case.ts';
import { OPINION_GRADE_IDS, OPINION_GRADES, type OpinionGrade } from '../contract/vocabulary.ts';
import type { Viewer } from '../access/viewer.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { keepReason } from '../cases/reasons/store.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { Fault } from '../platform/fault.ts';
import { dispatchersHere } from './dispatch.ts';
import { releaseHops } from './hops/release.ts';
import { stateWhenAssigned } from './assigning.ts';
import { gradeUnchanged } from './incident-grade.ts';

const rank = (grade: OpinionGrade): number => OPINION_GRADE_IDS.indexOf(grade);

/** True where the first grade is graver than the second. */
export const graver = (a: OpinionGrade, b: OpinionGrade): boolean => rank(a) > rank(b);

/**
 * Raises or lowers the opinion grade. Any who arranges cases may raise it; to lower it one must be able to dispatch the
 * present grade (本系统设定). Raised to 特别重大, the case waits for no office of its way. Faults: `case_changed`, `grade_unchanged`, `grade_not_allowed`.
 */
export const gradeOpinion =
  (parts: RuleParts): Work<GradeOpinion> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const { opinion_grade: from } = found;
    if (input.from !== from) throw FAULTS.changed('舆情等级刚被他人调整');
    if (input.grade === from) throw gradeUnchanged();
    if (graver(from, input.grade)) requireMayLower(parts, viewer, from);
    await moveCase(tx, found.id, { opinion_grade: input.grade, ...stateOf(act) }, now);
    const reasonHash = await keepReason(act, found.id, input.reason);
    const data = { caseId: found.id, from, grade: input.grade, reasonHash };
    const graded: NewEvent = { stream: `case:${found.id}`, type: 'opinion_graded', data, actor, at: now };
    if (input.grade !== 'extreme') return [graded];
    const raised = { ...act, found: { ...found, opinion_grade: input.grade } };
    return [graded, ...(await releaseHops(raised, parts))];
  };

/** What waits for its acceptance waits as its new grade asks. */
const stateOf = ({ found, input }: Act<GradeOpinion>): { state?: CaseState } =>
  found.state === 'awaiting_acceptance' ? { state: stateWhenAssigned(input.grade) } : {};

function requireMayLower(parts: RuleParts, viewer: Viewer, grade: OpinionGrade): void {
  const dispatchers = dispatchersHere(parts);
  if (mayDispatch(dispatchers, viewer.roles, grade)) return;
  throw new Fault(
    'grade_not_allowed',
    `舆情等级“${OPINION_GRADES[grade].zh}”的事项由${dispatchersInWords(dispatchers, grade)}调低。`,
    {
      status: 403,
      action: '请报有权的人调整。',
    },
  );
}
