/** 弃稿: an answer begun and not to be published; what was written stays on the record, and the case is free for another. */
import type { DiscardDraft } from '../contract/case-requests.ts';
import { IN_WORK } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import { dismissCountersigners } from '../responsibility/countersigners.ts';
import { requireAnswer, requireAnswerable, requireLead } from './guards.ts';
import { publicationsOf } from './publications/store.ts';
import { setAnswer, voidApprovals } from './store.ts';

/** Discards an answer in work; its approvals are void. Faults: `not_yours`, `response_missing`, `case_changed`. */
export function discardDraft(parts: RuleParts): Work<DiscardDraft> {
  return async (act) => {
    const { tx, actor, found, input, now } = act;
    requireAnswerable(found);
    const lead = await requireLead(act);
    const answer = await requireAnswer(act, input.responseId);
    if (!IN_WORK.includes(answer.state)) throw FAULTS.changed('这篇回应已经发布或弃用');
    await voidApprovals(tx, answer.id, '');
    await setAnswer(tx, answer.id, { state: 'discarded' }, now);
    await dismissCountersigners(tx, parts.organisation(), found.id);
    await backToWork(act, parts, lead.unit_id);
    const data = { caseId: found.id, responseId: answer.id };
    return [{ stream: `case:${found.id}`, type: 'draft_discarded', data, actor, at: now }];
  };
}

/** The case stands where it stood without this answer: published where one still holds, else being handled. */
async function backToWork({ tx, found, now }: Act<DiscardDraft>, parts: RuleParts, lead: string): Promise<void> {
  const published = (await publicationsOf(tx, found.id)).some((one) => one.state === 'current');
  await moveCase(tx, found.id, { state: published ? 'published' : 'handling' }, now);
  await hold(tx, parts, found.id, [{ step: published ? 'watching' : 'handling', unitId: lead }], now);
}
