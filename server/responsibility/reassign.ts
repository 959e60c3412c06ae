/** 改派: the office gives a case to another lead without a return. */
import type { ReassignCase } from '../contract/case-requests.ts';
import { FAULTS, type Work } from '../cases/act.ts';
import { keepReason } from '../cases/reasons/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { changeLead } from './assigning.ts';
import { barredFrom } from './barred.ts';
import { requireDispatcher } from './dispatch.ts';
import { hopBy } from './hops/store.ts';
import { requireGivable } from './recused.ts';
import { leadOf } from './store.ts';

/**
 * Makes another unit the lead, by whom the grade asks for. What the first unit held stays counted; the public clocks run on.
 * Faults: `case_changed`, `dispatch_not_allowed`, `same_unit`, `unit_unknown`, `unit_recused`.
 */
export const reassignCase =
  (parts: RuleParts): Work<ReassignCase> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const lead = await leadOf(tx, found.id);
    if (lead?.id !== input.assignmentId) throw FAULTS.changed('这项交办已经结束或改派');
    if (found.state === 'return_ruling') throw FAULTS.changed('牵头单位已申请退回，须先裁定');
    requireDispatcher(parts, viewer, found.opinion_grade);
    const hop = await hopBy(tx, found.id, lead.id);
    if (input.lead === lead.unit_id || input.lead === hop?.proposed[0]) {
      throw new Fault(
        'same_unit',
        hop ? '这个事项正由该地政府办公室转办，所选单位就是拟承办单位。' : '所选单位就是现在的牵头单位。',
        { status: 422, fields: { lead: '请选定其他单位' } },
      );
    }
    requireGivable(parts.organisation(), await barredFrom(tx, parts, found.id), input.lead);
    const reason = cleanText(input.reason);
    // Units are shown the principle and clause alone, so the words stay with the office.
    const because = { principle: '改派', matched: reason, clause: '本系统设定' };
    const clocks = await changeLead(act, parts, { from: lead, to: input.lead, reason: 'reassigned', because });
    const reasonHash = await keepReason(act, found.id, reason);
    const data = { caseId: found.id, from: lead.unit_id, to: input.lead, reasonHash };
    const reassigned: NewEvent = { stream: `case:${found.id}`, type: 'case_reassigned', data, actor, at: now };
    return [reassigned, ...clocks];
  };
