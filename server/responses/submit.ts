/** 送审: a draft goes into its approval chain. */
import type { SubmitDraft } from '../contract/case-requests.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { denialsOf, moveCase, setAudience } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import { Fault } from '../platform/fault.ts';
import type { ChainNow } from './approve.ts';
import { chainOf, chainPlan, currentStep, holdersOf } from './chain.ts';
import { requireReady } from './draft-text.ts';
import { requireAnswer, requireAnswerable, requireLead } from './guards.ts';
import { approvalsOf, latestDraft, setAnswer, type DraftRow } from './store.ts';

/**
 * Submits the latest draft. Faults: `not_yours`, `case_changed`, `response_missing`, `draft_changed`, `text_unchanged` (it was
 * sent back and stands as it was), `text_not_ready`.
 */
export function submitDraft(parts: RuleParts): Work<SubmitDraft> {
  return async (act) => {
    const { tx, actor, found, input, now } = act;
    requireAnswerable(found);
    const lead = await requireLead(act);
    const answer = await requireAnswer(act, input.responseId);
    if (answer.n !== input.n) throw draftChanged(answer.n);
    if (answer.state !== 'drafting' && answer.state !== 'revising') throw FAULTS.changed('这篇回应已经送审或发布');
    const draft = await latestDraft(tx, answer.id);
    requireReady(textOf(draft), now);
    const approvals = await approvalsOf(tx, answer.id);
    const sentBack = approvals.some((one) => isSendingBack(one, draft.text_hash));
    if (sentBack) throw textUnchanged();
    await begin(act, parts, { answer, draft, approvals }, lead.unit_id);
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
async function begin(
  { tx, found, now }: Act<SubmitDraft>,
  parts: RuleParts,
  { answer, draft, approvals }: Pick<ChainNow, 'answer' | 'draft' | 'approvals'>,
  lead: string,
): Promise<void> {
  const denied = (await denialsOf(tx, found.id)).units;
  const plan = chainPlan(found, answer, lead, parts.organisation(), denied);
  const steps = chainOf(plan, draft.text_hash, approvals, 'approving');
  const first = currentStep(steps);
  await setAudience(tx, found.id, 'grant', { units: plan.offices, accounts: [] }, now);
  await setAnswer(tx, answer.id, { state: first ? 'approving' : 'approved' }, now);
  await moveCase(tx, found.id, { state: 'approving' }, now);
  await hold(tx, parts, found.id, first ? holdersOf(first) : [{ step: 'publishing', unitId: null }], now);
}
