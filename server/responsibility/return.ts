/** 退回: the lead says that the matter is not its duty, with reason, clause and the unit it thinks competent. */
import type { ReturnCase } from '../contract/case-requests.ts';
import type { ReturnReason } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText, hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { chinaDay, minuteInWords } from '../rules/china-time.ts';
import { deadlineOf } from '../rules/deadline.ts';
import { barredFrom } from './barred.ts';
import { requireGivable } from './recused.ts';
import { hasAnswerIn, returnsOf, storeReturn } from './requests/store.ts';
import { assignmentsOf, type Assignment } from './store.ts';

/** Reasons that say somebody else is competent: they name who. */
const NAMES_ANOTHER: readonly ReturnReason[] = ['other_duty', 'other_place'];

/**
 * Hands the case back for a ruling; the public clocks run on, the ledger goes to the office that rules. Faults: `case_changed`,
 * `not_yours`, `return_not_open` (a ruling binds), `return_too_late` (本系统设定 period.return), and 422 for the unit suggested.
 */
export const returnCase =
  (parts: RuleParts): Work<ReturnCase> =>
  async (act) => {
    const { tx, found, viewer, actor, now } = act;
    const lead = await returnable(act);
    await requireFirst(act, lead);
    requireInTime(parts, lead, now);
    await requireSuggestion(act, parts, lead);
    const { reason, suggestedUnit } = act.input;
    const note = cleanText(act.input.note);
    const clause = cleanText(act.input.clause);
    const id = await storeReturn(
      tx,
      {
        caseId: found.id,
        assignmentId: lead.id,
        unitId: lead.unit_id,
        reason,
        clause,
        suggestedUnit,
        note,
        accountId: viewer.accountId,
        dispatchedBy: lead.dispatched_by,
      },
      now,
    );
    await moveCase(tx, found.id, { state: 'return_ruling' }, now);
    await hold(tx, parts, found.id, [{ step: 'ruling', unitId: null }], now);
    const data = {
      caseId: found.id,
      returnId: id,
      unitId: lead.unit_id,
      reason,
      suggestedUnit,
      noteHash: hashText(note),
    };
    const returned: NewEvent = { stream: `case:${found.id}`, type: 'case_returned', data, actor, at: now };
    return [returned];
  };

async function returnable({ tx, found, viewer, input }: Act<ReturnCase>): Promise<Assignment> {
  const assignment = (await assignmentsOf(tx, found.id)).find((one) => one.id === input.assignmentId);
  if (!assignment) throw FAULTS.changed('这项交办已经结束或改派');
  if (assignment.unit_id !== viewer.unit?.id || assignment.role !== 'lead') throw FAULTS.notYours('牵头单位');
  if (found.state === 'return_ruling') throw FAULTS.changed('本单位已申请退回，正等待裁定');
  if (found.state !== 'awaiting_acceptance' && found.state !== 'handling')
    throw FAULTS.changed('事项已进入起草回应或之后的环节');
  const submitted = await hasAnswerIn(tx, found.id, ['approving', 'approved', 'published']);
  if (submitted) throw FAULTS.changed('回应已送审或发布');
  return assignment;
}

async function requireFirst({ tx, found }: Act<unknown>, lead: Assignment): Promise<void> {
  if (!(await returnsOf(tx, found.id)).some((one) => one.unit_id === lead.unit_id)) return;
  throw new Fault('return_not_open', '本单位已就这个事项申请过退回，裁定为准，不再受理。', {
    status: 409,
    action: '请按裁定办理；有新的情况请与交办单位联系。',
  });
}

function requireInTime(parts: RuleParts, lead: Assignment, now: Date): void {
  const { counted, amount } = parts.rulebook().period('period.return', parts.organisation().profile).data;
  const { due } = deadlineOf({ clock: counted, amount, start: lead.at }, parts.calendar());
  if (now <= due) return;
  const limit = counted === 'hours' ? `${amount} 小时` : `${amount} 个工作日`;
  const until = `${chinaDay(due).slice(0, 4)}年${minuteInWords(due)}`;
  throw new Fault('return_too_late', `退回须在交办后 ${limit}内提出，期限已于 ${until} 届满。`, {
    status: 409,
    action: '请先行办理，并与交办单位联系改派。',
  });
}

async function requireSuggestion(act: Act<ReturnCase>, parts: RuleParts, lead: Assignment): Promise<void> {
  const { tx, found, input } = act;
  if (input.suggestedUnit === null) {
    if (!NAMES_ANOTHER.includes(input.reason)) return;
    throw new Fault('suggestion_required', '请写明应当由哪个单位办理。', {
      status: 422,
      fields: { suggestedUnit: '请选定建议单位' },
    });
  }
  if (input.suggestedUnit === lead.unit_id) {
    throw new Fault('suggestion_own', '建议单位不能是本单位。', {
      status: 422,
      fields: { suggestedUnit: '不能是本单位' },
    });
  }
  const barred = await barredFrom(tx, parts, found.id);
  requireGivable(parts.organisation(), barred, input.suggestedUnit, 'suggestedUnit');
}
