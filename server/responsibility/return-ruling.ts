/** 退回裁定: the office decides whose duty it is; the ruling binds. */
import type { RuleReturn } from '../contract/case-requests.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { excuseHoldings, hold } from '../clocks/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText, hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { changeLead, stateWhenAssigned } from './assigning.ts';
import { barredFrom } from './barred.ts';
import { keepPrecedent } from './changes/precedent.ts';
import { give } from './hops/giving.ts';
import { hopBy } from './hops/store.ts';
import { requireGivable } from './recused.ts';
import { returnsOf, storeRuling, type ReturnRow } from './requests/store.ts';
import { leadOf, type Assignment } from './store.ts';

const EXCUSE = '退回成立';

/**
 * Rules on a return. Upheld: another unit leads, what the first held is excused, the dispatch counts as a wrong one. Unfounded:
 * it stays and counts against the unit. Joint: it stays and another supports. The public clocks are never restarted. Faults:
 * `case_changed` (ruled already), `own_dispatch`, `lead_required`, `same_unit`, `unit_unknown`, `unit_recused`.
 */
export const ruleReturn =
  (parts: RuleParts): Work<RuleReturn> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const { request, lead } = await openReturn(act);
    requireOther(request, viewer.accountId);
    const chosen = input.ruling === 'unfounded' ? null : await chosenUnit(act, parts, request);
    const reason = cleanText(input.reason);
    const competent = input.ruling === 'upheld' && chosen ? chosen : request.unit_id;
    const precedent = input.precedent ? await keepPrecedent(act, parts, request, competent) : null;
    const ruling = { ruling: input.ruling, reason, lead: chosen, precedent, accountId: viewer.accountId };
    await storeRuling(tx, request.id, ruling, now);
    const data = {
      caseId: found.id,
      returnId: request.id,
      ruling: input.ruling,
      lead: chosen,
      misDispatchedBy: input.ruling === 'upheld' ? request.dispatched_by : null,
      precedent,
      reasonHash: hashText(reason),
    };
    const ruled: NewEvent = { stream: `case:${found.id}`, type: 'return_ruled', data, actor, at: now };
    if (input.ruling === 'upheld' && chosen) return [ruled, ...(await uphold(act, parts, lead, chosen))];
    const joined = chosen ? await addSupporting(act, parts, chosen) : [];
    await handBack(act, parts, lead);
    return [ruled, ...joined];
  };

async function openReturn({ tx, found, input }: Act<RuleReturn>): Promise<{ request: ReturnRow; lead: Assignment }> {
  const request = (await returnsOf(tx, found.id)).find((one) => one.id === input.returnId);
  const lead = await leadOf(tx, found.id);
  if (!request || request.ruling || found.state !== 'return_ruling') throw FAULTS.changed('这次退回已经裁定');
  if (lead?.id !== request.assignment_id) throw FAULTS.changed('这项交办已经结束或改派');
  return { request, lead };
}

/** Nobody rules on a return from one's own dispatch (本系统设定). */
function requireOther(request: ReturnRow, accountId: string): void {
  if (request.dispatched_by !== accountId) return;
  throw new Fault('own_dispatch', '这个事项由您交办，退回须由他人裁定（本系统设定）。', {
    status: 403,
    action: '请由另一位值班长或分管领导裁定。',
  });
}

async function chosenUnit(act: Act<RuleReturn>, parts: RuleParts, request: ReturnRow): Promise<string> {
  const { tx, found, input } = act;
  if (input.lead === null) {
    throw new Fault('lead_required', '请选定接办或共同办理的单位。', { status: 422, fields: { lead: '请选定单位' } });
  }
  if (input.lead === request.unit_id) {
    throw new Fault('same_unit', '接办或共同办理的单位不能是退回的单位。', {
      status: 422,
      fields: { lead: '不能是退回的单位' },
    });
  }
  const organisation = parts.organisation();
  const barred = await barredFrom(tx, parts, found.id);
  // A unit that must recuse itself is not replaced by one it directs.
  const directed = request.reason === 'must_recuse' ? organisation.subordinates(request.unit_id) : [];
  requireGivable(organisation, new Set([...barred, ...directed]), input.lead);
  return input.lead;
}

async function uphold(act: Act<RuleReturn>, parts: RuleParts, lead: Assignment, to: string): Promise<NewEvent[]> {
  await excuseHoldings(act.tx, act.found.id, lead.unit_id, lead.at, EXCUSE);
  const because = { principle: EXCUSE, matched: '', clause: '本系统设定：退回以裁定为准' };
  return changeLead(act, parts, { from: lead, to, reason: 'returned', because });
}

/** Another unit supports, in a county through its office. */
async function addSupporting(act: Act<unknown>, parts: RuleParts, unitId: string): Promise<NewEvent[]> {
  const { tx, found, viewer, actor, now } = act;
  const giving = {
    caseId: found.id,
    opinionGrade: found.opinion_grade,
    gifts: [{ unitId, role: 'supporting' as const }],
    from: parts.organisation().code,
    by: { accountId: viewer.accountId, rule: found.rule, clause: found.clause },
  };
  return (await give(tx, parts, giving, actor, now)).events;
}

/** The case goes back to the unit where it stood: to its signing or passing on, or to its work. */
async function handBack({ tx, found, now }: Act<unknown>, parts: RuleParts, lead: Assignment): Promise<void> {
  const state = lead.accepted_at ? 'handling' : stateWhenAssigned(found.opinion_grade);
  await moveCase(tx, found.id, { state }, now);
  const step = lead.accepted_at ? 'handling' : (await hopBy(tx, found.id, lead.id)) ? 'passing_on' : 'accepting';
  await hold(tx, parts, found.id, [{ step, unitId: lead.unit_id }], now);
}
