/** 拆分: some items of a case become a case of their own, with the clocks, denials and units of the one they come from. */
import type { SplitCase } from '../contract/case-requests.ts';
import type { CaseState } from '../contract/vocabulary-case.ts';
import type { Act, Work } from '../cases/act.ts';
import { copyAudience, itemsOf, itemsSeen, moveItems } from '../cases/arrange/store.ts';
import { keepReason } from '../cases/reasons/store.ts';
import { moveCase, openCase, touchCase } from '../cases/store.ts';
import { copyClocks, copyHoldings } from '../clocks/arrange/store.ts';
import { hold } from '../clocks/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { copyAssignments } from './arrange/store.ts';
import { requireNotReturned } from './case-ended.ts';
import type { ConfirmParts } from './confirm.ts';
import { copyHops } from './hops/store.ts';
import { incidentOf } from './incident-grade.ts';
import { leadOf } from './store.ts';

/** States before an answer was begun; a part taken out later has its answer still before it. */
const BEFORE_ANSWERING: readonly CaseState[] = ['awaiting_dispatch', 'awaiting_acceptance', 'handling'];

/**
 * Splits items off into a new case. Its clocks keep their starts and breaches; publications, promises, dispositions and
 * signals stay where they were made. Faults: `items_elsewhere`, `nothing_left`, `return_under_way`.
 */
export const splitCase =
  (parts: ConfirmParts): Work<SplitCase> =>
  async (act) => {
    const { tx, found, actor, input, now } = act;
    requireNotReturned(found);
    const items = await itemsToMove(act);
    const fresh = await openPart(act, parts);
    await moveItems(tx, found.id, fresh.id, items);
    const assignments = await copyAssignments(tx, found.id, fresh.id);
    await copyHops(tx, found.id, fresh.id, assignments);
    await copyAudience(tx, found.id, fresh.id, ['grant', 'deny'], now);
    const clocks = await copyClocks(tx, found.id, fresh.id, assignments, actor, now);
    await keepHolding(act, parts, fresh);
    await touchCase(tx, found.id, now);
    const reasonHash = await keepReason(act, fresh.id, input.reason);
    const { category, opinion_grade: opinionGrade, rule, clause } = found;
    const opened = { caseId: fresh.id, number: fresh.number, category, opinionGrade, rule, clause };
    const split = { caseId: fresh.id, from: found.id, items, reasonHash };
    const events: NewEvent[] = [
      { stream: `case:${fresh.id}`, type: 'case_opened', data: opened, actor, at: now },
      { stream: `case:${fresh.id}`, type: 'case_split', data: split, actor, at: now },
      ...clocks,
      {
        stream: `case:${found.id}`,
        type: 'case_split_off',
        data: { caseId: found.id, to: fresh.id, items },
        actor,
        at: now,
      },
    ];
    return events;
  };

/** The case with which the command answers. */
export const splitOff = (events: readonly NewEvent[]): string | null =>
  events.find((event) => event.type === 'case_split')?.data.caseId ?? null;

async function itemsToMove({ tx, viewer, found, input }: Act<SplitCase>): Promise<string[]> {
  const chosen = [...new Set(input.itemIds)];
  const seen = new Set(await itemsSeen(tx, viewer, found.id, chosen));
  const elsewhere = chosen.filter((id) => !seen.has(id)).length;
  if (elsewhere > 0) {
    throw new Fault('items_elsewhere', `所选信息有 ${elsewhere} 条不在这个事项里，没有拆分。`, {
      status: 422,
      action: '请看过现在的信息再选。',
    });
  }
  if (chosen.length === (await itemsOf(tx, found.id)).length) {
    throw new Fault('nothing_left', '所有信息都选中了，原事项将没有信息，没有拆分。', {
      status: 422,
      action: '请至少留下一条。',
    });
  }
  return chosen;
}

interface Part {
  id: string;
  number: string;
  state: CaseState;
}

async function openPart({ tx, viewer, found, input, now }: Act<SplitCase>, parts: ConfirmParts): Promise<Part> {
  const fresh = await openCase(
    tx,
    parts.casePrefix(),
    {
      title: cleanText(input.title),
      category: found.category,
      subject: found.subject,
      opinionGrade: found.opinion_grade,
      incidentGrade: found.incident_grade,
      territory: found.territory,
      rule: found.rule,
      clause: found.clause,
      reasons: found.reasons,
      proposedLead: found.proposed_lead,
      proposedSupporting: found.proposed_supporting,
      proposedCoordinator: found.proposed_coordinator,
      openedBy: viewer.accountId,
      detectedAt: found.detected_at,
    },
    now,
  );
  const state = BEFORE_ANSWERING.includes(found.state) ? found.state : 'handling';
  const { dispatched_at, accepted_at } = found;
  const columns = {
    state,
    split_from: found.id,
    accepted_at,
    ...(dispatched_at ? { dispatched_at } : {}),
    ...(found.incident_confirmed ? incidentOf(found) : {}),
  };
  await moveCase(tx, fresh.id, columns, now);
  return { ...fresh, state };
}

/** Who held the matter until now held it for both; a part whose answer starts anew goes back to the lead. */
async function keepHolding({ tx, found, now }: Act<SplitCase>, parts: ConfirmParts, fresh: Part): Promise<void> {
  await copyHoldings(tx, found.id, fresh.id);
  if (fresh.state === found.state) return;
  const lead = await leadOf(tx, fresh.id);
  const step = lead && !lead.accepted_at ? 'accepting' : 'handling';
  await hold(tx, parts, fresh.id, [{ step, unitId: lead?.unit_id ?? null }], now);
}
