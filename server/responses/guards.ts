/** Who may work on an answer, and on which; checks that several commands share. */
import type { CaseState } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act } from '../cases/act.ts';
import type { LockedCase } from '../cases/store.ts';
import { Fault } from '../platform/fault.ts';
import { assignmentsOf, leadOf, type Assignment } from '../responsibility/store.ts';
import { answerOf, type AnswerRow } from './store.ts';

/** States of a case in which an answer may be written, approved and published. */
export const ANSWERABLE: readonly CaseState[] = ['handling', 'drafting', 'approving', 'published'];

/** Fault `case_changed` before the acceptance and while a return waits for its ruling. */
export function requireAnswerable(found: LockedCase): void {
  if (!ANSWERABLE.includes(found.state)) throw FAULTS.changed('这个事项还没有签收，或正在裁定退回');
}

/** The lead's assignment, where the viewer belongs to that unit and it has accepted. Fault `not_yours`. */
export async function requireLead<Input>({ tx, viewer, found }: Act<Input>): Promise<Assignment> {
  const lead = await leadOf(tx, found.id);
  if (!lead || viewer.unit?.id !== lead.unit_id) throw FAULTS.notYours('牵头单位的承办员');
  return requireAccepted(lead);
}

/** The viewer's own lead or supporting assignment, accepted. Fault `not_yours`. */
export async function requireOwnAssignment<Input>({ tx, viewer, found }: Act<Input>): Promise<Assignment> {
  const own = (await assignmentsOf(tx, found.id)).filter((one) => one.unit_id === viewer.unit?.id);
  const working = own.filter((one) => one.role !== 'coordinator');
  const accepted = working.find((one) => one.accepted_at !== null) ?? working[0];
  if (!accepted) throw FAULTS.notYours('牵头或配合单位的承办员');
  return requireAccepted(accepted);
}

function requireAccepted(assignment: Assignment): Assignment {
  if (assignment.accepted_at !== null) return assignment;
  throw new Fault('not_yours', '您的单位还没有签收这个事项。', { status: 403, action: '请先签收。' });
}

/** An answer of this case. Fault `response_missing`. */
export async function requireAnswer<Input>({ tx, found }: Act<Input>, id: string): Promise<AnswerRow> {
  const answer = await answerOf(tx, found.id, id);
  if (!answer) throw new Fault('response_missing', '这个事项里没有这篇回应。', { status: 404 });
  return answer;
}

/** 409: the text is another one than the person decided on. */
export const textChanged = (n: number): Fault =>
  new Fault('text_changed', `文本已改动，现在是第 ${n} 稿，此前的审核已作废。`, {
    status: 409,
    action: '请看过现在的文本再决定。',
  });
