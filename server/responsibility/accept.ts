/** 签收: a unit takes over what it was given. */
import type { AcceptCase } from '../contract/case-requests.ts';
import type { CaseState, HolderStep } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { moveCase, touchCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold, holdingsOf, stopClocks } from '../clocks/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { Fault } from '../platform/fault.ts';
import { hopBy, signHop } from './hops/store.ts';
import { acceptAssignment, assignmentsOf, type Assignment } from './store.ts';

/**
 * Signs for an assignment of the viewer's own unit. Clocks run from the dispatch and never from here (本系统设定). An office
 * of the way that nobody waits for (特别重大) signs its hop by it. Faults: `case_changed` where the assignment has ended or waits
 * for a ruling, `not_yours`, `already_accepted`, `pass_on_instead`.
 */
export const acceptCase =
  (parts: RuleParts): Work<AcceptCase> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const assignment = (await assignmentsOf(tx, found.id)).find((one) => one.id === input.assignmentId);
    if (!assignment) throw FAULTS.changed('这项交办已经结束或改派');
    if (assignment.unit_id !== viewer.unit?.id) throw FAULTS.notYours('承办单位自己的人员');
    if (assignment.role === 'lead' && found.state === 'return_ruling')
      throw FAULTS.changed('本单位已申请退回，正等待裁定');
    if (assignment.accepted_at) throw alreadyAccepted();
    const hop = await hopBy(tx, found.id, assignment.id);
    if (hop && hop.gave_id === null) throw passOnInstead();
    await acceptAssignment(tx, assignment.id, viewer.accountId, now);
    if (hop) await signHop(tx, hop.id, viewer.accountId, now);
    const data = { caseId: found.id, assignmentId: assignment.id, unitId: assignment.unit_id };
    const accepted: NewEvent = { stream: `case:${found.id}`, type: 'case_accepted', data, actor, at: now };
    if (assignment.role === 'lead') return [accepted, ...(await leadAccepts(act, parts, assignment))];
    await touchCase(tx, found.id, now);
    return [accepted];
  };

const alreadyAccepted = (): Fault =>
  new Fault('already_accepted', '本单位已经签收，没有重复记录。', { status: 409, action: '请直接办理下一步。' });

const passOnInstead = (): Fault =>
  new Fault('pass_on_instead', '这项交办由本单位转办，不能只签收。', {
    status: 409,
    action: '请选“转办”：转办即签收，并交给承办单位。',
  });

/** What the lead does next in each state; before the acceptance it only signs. */
const NEXT_STEP: Partial<Record<CaseState, HolderStep>> = {
  awaiting_acceptance: 'handling',
  handling: 'handling',
  drafting: 'drafting',
  published: 'watching',
};

async function leadAccepts(act: Act<unknown>, parts: RuleParts, lead: Assignment): Promise<NewEvent[]> {
  const { tx, found, actor, now } = act;
  const state = found.state === 'awaiting_acceptance' ? 'handling' : found.state;
  await moveCase(tx, found.id, { state, accepted_at: now }, now);
  const step = NEXT_STEP[found.state];
  const signing = (await holdingsOf(tx, found.id)).some(
    (one) => one.toAt === null && one.step === 'accepting' && one.unitId === lead.unit_id,
  );
  if (step && signing) await hold(tx, parts, found.id, [{ step, unitId: lead.unit_id }], now);
  return stopClocks(tx, found.id, { kinds: ['accept'], about: lead.id }, 'met', actor, now);
}
