/** 交办: gives a case to the units that must answer, opens it to them, and starts its clock, all in one transaction. */
import type { DispatchCase } from '../contract/requests.ts';
import type { Reason } from '../contract/views.ts';
import type { OpinionGrade } from '../contract/vocabulary.ts';
import { OPINION_GRADES } from '../contract/vocabulary.ts';
import { dispatchersInWords, mayDispatch, type Dispatchers } from '../contract/dispatchers.ts';
import type { Viewer } from '../access/viewer.ts';
import { FAULTS, type Work } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import { clockFactsOf } from '../clocks/case-facts/store.ts';
import { DISPATCH_CLOCKS, startClocks, type RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { Fault } from '../platform/fault.ts';
import { startSigning, stateWhenAssigned } from './assigning.ts';
import { barredFrom } from './barred.ts';
import { give } from './hops/giving.ts';
import { requireGivable } from './recused.ts';
import type { NewAssignment } from './store.ts';

export interface DispatchOrder {
  caseId: string;
  lead: string;
  supporting: readonly string[];
  coordinator: string | null;
  reasons: Reason[];
  rule: string;
  clause: string;
  opinionGrade: OpinionGrade;
  detectedAt: Date;
  /** Of a case that lost its lead and is given anew: its first dispatch, from which its clocks run. */
  dispatchedAt?: Date | null;
}

/** Who may dispatch which grade here, by the rulebook (本系统设定 dispatch.*). */
export const dispatchersHere = (parts: RuleParts): Dispatchers =>
  parts.rulebook().dispatchers(parts.organisation().profile);

/** Refuses with `dispatch_not_allowed` whose grade asks for someone else. */
export function requireDispatcher(parts: RuleParts, viewer: Viewer, grade: OpinionGrade): void {
  const dispatchers = dispatchersHere(parts);
  if (mayDispatch(dispatchers, viewer.roles, grade)) return;
  throw new Fault(
    'dispatch_not_allowed',
    `舆情等级“${OPINION_GRADES[grade].zh}”的事项由${dispatchersInWords(dispatchers, grade)}交办。`,
    {
      status: 403,
      action: '请报有权的人交办。',
    },
  );
}

/**
 * Dispatches inside the caller's transaction, to a county's units through its office (hops/way.ts); returns the events to
 * append. Faults `unit_unknown`, `unit_recused`.
 */
export async function dispatchIn(
  tx: Tx,
  parts: RuleParts,
  order: DispatchOrder,
  viewer: Viewer,
  now: Date,
): Promise<NewEvent[]> {
  const supporting = order.supporting.filter((id) => id !== order.lead);
  const assignments: NewAssignment[] = [
    { unitId: order.lead, role: 'lead' },
    ...supporting.map((unitId): NewAssignment => ({ unitId, role: 'supporting' })),
    ...(order.coordinator && order.coordinator !== order.lead
      ? [{ unitId: order.coordinator, role: 'coordinator' } as const]
      : []),
  ];
  const { rule, clause, caseId } = order;
  const barred = await barredFrom(tx, parts, caseId);
  for (const { unitId, role } of assignments) requireGivable(parts.organisation(), barred, unitId, role);
  const actor = `account:${viewer.accountId}`;
  const { opinionGrade } = order;
  const by = { accountId: viewer.accountId, rule, clause };
  const from = parts.organisation().code;
  const given = await give(tx, parts, { caseId, opinionGrade, gifts: assignments, from, by }, actor, now);
  const state = stateWhenAssigned(opinionGrade);
  const dispatched_at = order.dispatchedAt ?? now;
  await moveCase(tx, caseId, { state, dispatched_at, reasons: [...order.reasons, ...given.reasons] }, now);
  await hold(tx, parts, caseId, given.holder ? [given.holder] : [], now);
  const data = {
    caseId,
    lead: order.lead,
    supporting,
    coordinator: order.coordinator,
    rule,
    clause,
    opinionGrade,
    hops: given.hops,
  };
  const dispatched: NewEvent = { stream: `case:${caseId}`, type: 'case_dispatched', data, actor, at: now };
  return [dispatched, ...given.events, ...(await dispatchClocks(tx, parts, order, actor, now))];
}

/** Signing where the lead has the case, 48 hours to respond (国办发〔2016〕61号), progress and closing, each from the instant the profile chooses. */
async function dispatchClocks(
  tx: Tx,
  parts: RuleParts,
  order: DispatchOrder,
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  const { caseId } = order;
  const instants = { occurred: null, detected: order.detectedAt, dispatched: now };
  const facts = await clockFactsOf(tx, caseId);
  return [
    ...(await startSigning(tx, parts, order, actor, now)),
    ...(await startClocks(tx, parts, DISPATCH_CLOCKS, { caseId, instants, facts }, actor, now)),
  ];
}

/**
 * 交办 of a case that waited for whom its grade asks for. Supporters and a coordinator the rules proposed and who must recuse
 * themselves are left out. Faults: `case_changed`, `dispatch_not_allowed`, `unit_unknown`, `unit_recused`.
 */
export const dispatchCase =
  (parts: RuleParts): Work<DispatchCase> =>
  async ({ tx, viewer, found, input, now }) => {
    if (found.state !== 'awaiting_dispatch' || found.version !== input.version) {
      throw FAULTS.changed('这个事项刚被他人处理');
    }
    requireDispatcher(parts, viewer, found.opinion_grade);
    const barred = await barredFrom(tx, parts, found.id);
    const organisation = parts.organisation();
    // What was proposed may have been dissolved since.
    const standing = (id: string): boolean => organisation.unit(id) !== undefined && !barred.has(id);
    const proposed = found.proposed_coordinator;
    const coordinator = proposed && standing(proposed) ? proposed : defaultCoordinator(organisation, input.lead);
    const chosen = input.lead === found.proposed_lead ? [] : [chosenReason(organisation, input.lead, viewer)];
    const order = {
      caseId: found.id,
      lead: input.lead,
      supporting: found.proposed_supporting.filter(standing),
      coordinator: coordinator && standing(coordinator) ? coordinator : null,
      reasons: [...found.reasons, ...chosen],
      rule: found.rule,
      clause: found.clause,
      opinionGrade: found.opinion_grade,
      detectedAt: found.detected_at,
      dispatchedAt: found.dispatched_at,
    };
    return dispatchIn(tx, parts, order, viewer, now);
  };

/** 本级政府办公室 of the lead's territory coordinates, unless it leads itself (延边 第十九条). */
function defaultCoordinator(organisation: Organisation, lead: string): string | null {
  const unit = organisation.unit(lead);
  const office = unit && organisation.body(unit.territory, 'government_office');
  return office && office.id !== lead ? office.id : null;
}

/** A person's choice where the rules proposed another unit, or none. */
export const chosenReason = (organisation: Organisation, lead: string, viewer: Viewer): Reason => ({
  principle: '人工选定',
  matched: `${viewer.displayName} → ${organisation.unit(lead)?.name ?? lead}`,
  clause: '本系统设定：规则不能确定时由人决定',
});
