/** 确认: an analyst's decision that an item is a matter to answer. Opens a case (立项) or joins an open one (归并). */
import type { ConfirmItem } from '../contract/requests.ts';
import type { VerdictView } from '../contract/views.ts';
import { DISMISSAL_REASONS } from '../contract/vocabulary.ts';
import { mayDispatch } from '../contract/dispatchers.ts';
import type { Viewer } from '../access/viewer.ts';
import { lockCase, openCase, touchCase } from '../cases/store.ts';
import { heldBefore, hold } from '../clocks/store.ts';
import type { Organisation } from '../organisation/model.ts';
import { transact, type Database, type Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { append } from '../platform/events/log.ts';
import { Fault } from '../platform/fault.ts';
import { lockForDecision } from '../triage/decisions.ts';
import { storeCorrection } from '../triage/corrections/store.ts';
import type { LockedItem } from '../triage/store.ts';
import { homeTerritory } from '../triage/territory.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { requireOpen } from './case-ended.ts';
import { lockAlso, settleItem } from './confirm-also.ts';
import { chosenReason, dispatchersHere, dispatchIn } from './dispatch.ts';
import { proposeFor } from './proposal.ts';
import type { Resolution } from './resolver.ts';

export interface ConfirmParts extends RuleParts {
  casePrefix: () => string;
}

/**
 * Confirms an item. Faults: `item_missing`, `item_changed`, `transfer_required`, `lead_required`, `unit_unknown`, `case_missing`,
 * `case_ended`, `hotline_handling`.
 * Where the grade asks for someone else the case waits for its dispatch, visible to who may do it.
 */
export function confirmItem(
  db: Database,
  parts: ConfirmParts,
  viewer: Viewer,
  id: string,
  input: ConfirmItem,
  now: Date,
): Promise<void> {
  return transact(db, async (tx) => {
    const { item, verdict } = await lockForDecision(tx, viewer, id, input);
    const proposal = proposeFor(item, verdict, { subject: input.subject }, parts);
    if (proposal.transfer) {
      throw new Fault('transfer_required', '内容涉及对单位或人员的检举控告，须依法移送，不能立项交办。', {
        status: 409,
        action: '请改用“移送”，交有权的机关处理。',
      });
    }
    if (item.order_number !== null) throw alreadyHandled(item.order_number);
    const also = await lockAlso(tx, parts, viewer, { ...input, id });
    const detectedAt = [item, ...also.map((one) => one.item)].map((one) => one.detected_at.getTime());
    // The clocks of a case begin with the first of what it answers.
    const first = { ...item, detected_at: new Date(Math.min(...detectedAt)) };
    const events = [
      ...(await correctionEvents(tx, item, input, viewer, now)),
      ...(input.caseId
        ? await joinCase(tx, item, input.caseId, viewer, now)
        : await openFor(tx, parts, { item: first, verdict, proposal, input }, viewer, now)),
    ];
    const caseId = caseOf(events);
    const decision = { ...input, caseId };
    const joined: NewEvent[] = [];
    for (const one of also) {
      joined.push(addedEvent(caseId, one.item.id, viewer, now), await settleItem(tx, one, decision, viewer, now));
    }
    await append(tx, [...events, ...joined, await settleItem(tx, { item, verdict }, decision, viewer, now)]);
  });
}

/** 一事不二派: what the hotline handles already is a signal here, and never dispatched a second time. */
const alreadyHandled = (orderNumber: string): Fault =>
  new Fault('hotline_handling', `热线在办(工单 ${orderNumber})。按“一事不二派”，不能再立项交办。`, {
    status: 409,
    action: `请选“不纳入”，原因选“${DISMISSAL_REASONS.hotline_handling.zh}”；办理情况以热线工单为准。`,
  });

const actorOf = (viewer: Viewer): string => `account:${viewer.accountId}`;

function caseOf(events: readonly NewEvent[]): string {
  const added = events.find((event) => event.type === 'case_item_added');
  if (!added) throw new Error('a confirmation adds the item to a case');
  return added.data.caseId;
}

async function correctionEvents(
  tx: Tx,
  item: LockedItem,
  input: ConfirmItem,
  viewer: Viewer,
  now: Date,
): Promise<NewEvent[]> {
  const { category, subject, verdictId } = input;
  // The item carries the verdict's judgment until a person corrects it.
  if (item.category === category && item.subject === subject) return [];
  await storeCorrection(tx, { itemId: item.id, verdictId, category, subject, accountId: viewer.accountId }, now);
  const data = { itemId: item.id, verdictId, category, subject };
  return [{ stream: `item:${item.id}`, type: 'item_corrected', data, actor: actorOf(viewer), at: now }];
}

async function joinCase(tx: Tx, item: LockedItem, caseId: string, viewer: Viewer, now: Date): Promise<NewEvent[]> {
  const found = await lockCase(tx, viewer, caseId);
  if (!found) throw new Fault('case_missing', '要归入的事项不存在，或您无权查看。', { status: 404 });
  await requireOpen(tx, viewer, found);
  await touchCase(tx, caseId, now);
  return [addedEvent(caseId, item.id, viewer, now)];
}

const addedEvent = (caseId: string, itemId: string, viewer: Viewer, now: Date): NewEvent => ({
  stream: `case:${caseId}`,
  type: 'case_item_added',
  data: { caseId, itemId },
  actor: actorOf(viewer),
  at: now,
});

interface Opening {
  item: LockedItem;
  verdict: VerdictView;
  proposal: Resolution;
  input: ConfirmItem;
}

async function openFor(tx: Tx, parts: ConfirmParts, opening: Opening, viewer: Viewer, now: Date): Promise<NewEvent[]> {
  const { item, verdict, proposal, input } = opening;
  const organisation = parts.organisation();
  const lead = chosenLead(organisation, proposal, input.lead);
  const reasons =
    lead === proposal.lead?.id ? proposal.reasons : [...proposal.reasons, chosenReason(organisation, lead, viewer)];
  const planned = {
    supporting: proposal.supporting.map((unit) => unit.id).filter((id) => id !== lead),
    coordinator: proposal.coordinator?.id === lead ? null : (proposal.coordinator?.id ?? null),
  };
  const { category, subject, opinionGrade } = input;
  const { rule, clause } = proposal;
  const { id, number } = await openCase(
    tx,
    parts.casePrefix(),
    {
      title: item.title,
      category,
      subject,
      opinionGrade,
      incidentGrade: verdict.severity,
      territory: homeTerritory(verdict.places, organisation),
      rule,
      clause,
      reasons,
      proposedLead: lead,
      proposedSupporting: planned.supporting,
      proposedCoordinator: planned.coordinator,
      openedBy: viewer.accountId,
      detectedAt: item.detected_at,
    },
    now,
  );
  const data = { caseId: id, number, category, opinionGrade, rule, clause };
  const opened: NewEvent = { stream: `case:${id}`, type: 'case_opened', data, actor: actorOf(viewer), at: now };
  const events = [opened, addedEvent(id, item.id, viewer, now)];
  await keepJudging(tx, parts, id, item.detected_at, now);
  if (!mayDispatch(dispatchersHere(parts), viewer.roles, opinionGrade)) {
    await hold(tx, parts, id, [{ step: 'dispatching', unitId: null }], now);
    return events;
  }
  const order = { caseId: id, lead, ...planned, reasons, rule, clause, opinionGrade, detectedAt: item.detected_at };
  return [...events, ...(await dispatchIn(tx, parts, order, viewer, now))];
}

/** 时段归属 begins with the office itself: judging, from detection to this decision. */
async function keepJudging(tx: Tx, parts: ConfirmParts, caseId: string, detectedAt: Date, now: Date): Promise<void> {
  const limitMinutes = parts.rulebook().stepMinutes('judging', parts.organisation().profile);
  await heldBefore(tx, caseId, { step: 'judging', unitId: null, fromAt: detectedAt, toAt: now, limitMinutes });
}

/** The unit a person chose, else the proposal's; a tie is for people to decide. */
function chosenLead(organisation: Organisation, proposal: Resolution, chosen: string | null): string {
  if (chosen !== null) {
    if (!organisation.unit(chosen))
      throw new Fault('unit_unknown', '所选牵头单位不在本级组织目录里。', { status: 422 });
    return chosen;
  }
  if (proposal.needsHuman || !proposal.lead) {
    throw new Fault('lead_required', '牵头单位并列或没有匹配，需要人工选定。', {
      status: 422,
      action: '请选定牵头单位后再确认。',
    });
  }
  return proposal.lead.id;
}
