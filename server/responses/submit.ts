/** 送审: a draft goes into its approval chain. */
import type { SubmitDraft } from '../contract/case-requests.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { moveCase, setAudience } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { Fault } from '../platform/fault.ts';
import { awaitNext, readChain, type ChainNow } from './approve.ts';
import { chainOf } from './chain.ts';
import { requireReady } from './draft-text.ts';
import { requireAnswerable, requireLead } from './guards.ts';
import type { DraftRow } from './store.ts';

/**
 * Submits the latest draft. Faults: `not_yours`, `case_changed`, `response_missing`, `draft_changed`, `text_unchanged` (it was
 * sent back and stands as it was), `text_not_ready`.
 */
export function submitDraft(parts: RuleParts): Work<SubmitDraft> {
  return async (act) => {
    const { actor, found, input, now } = act;
    requireAnswerable(found);
    await requireLead(act);
    const chain = await readChain(act, parts, input.responseId);
    const { answer, draft } = chain;
    if (answer.n !== input.n) throw draftChanged(answer.n);
    if (answer.state !== 'drafting' && answer.state !== 'revising') throw FAULTS.changed('这篇回应已经送审或发布');
    requireReady(textOf(draft), now);
    if (chain.approvals.some((one) => isSendingBack(one, draft.text_hash))) throw textUnchanged();
    await begin(act, parts, chain);
    const data = { caseId: found.id, responseId: answer.id, n: draft.n, textHash: draft.text_hash };
    return [{ stream: `case:${found.id}`, type: 'draft_submitted', data, actor, at: now }];
  };
}

const textOf = ({ body, next_release_at, commitments, dispositions }: DraftRow) => ({
  body,
  nextReleaseAt: next_release_at,
  commitments,
  dispositions,
});

const isSendingBack = (one: { decision: string; void: boolean; text_hash: string }, hash: string): boolean =>
  one.decision === 'revise' && !one.void && one.text_hash === hash;

const draftChanged = (n: number): Fault =>
  new Fault('draft_changed', `他人已保存第 ${n} 稿，没有送审。`, { status: 409, action: '请看过现在的文本再送审。' });

const textUnchanged = (): Fault =>
  new Fault('text_unchanged', '审核要求修改，文本还没有改动，没有送审。', {
    status: 409,
    action: '请按审核意见修改并保存后再送审。',
  });

/** The office must see what it will review, wherever the lead belongs. */
async function begin(act: Act<SubmitDraft>, parts: RuleParts, chain: ChainNow): Promise<void> {
  const { tx, found, now } = act;
  const { answer, draft, plan, approvals } = chain;
  await setAudience(tx, found.id, 'grant', { units: plan.offices, accounts: [] }, now);
  await moveCase(tx, found.id, { state: 'approving' }, now);
  await awaitNext(act, parts, answer.id, chainOf(plan, draft.text_hash, approvals, 'approving'));
}
