/** 审核: one step's decision on one text. A decision counts for the text it was made on and no other. */
import type { Approve } from '../contract/case-requests.ts';
import { APPROVAL_STEPS, type ApprovalStep } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { denialsOf, moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import { Fault } from '../platform/fault.ts';
import { leadOf } from '../responsibility/store.ts';
import { chainOf, chainPlan, currentStep, holdersOf, refusalToSign, type ChainPlan, type StepState } from './chain.ts';
import { written } from './draft-text.ts';
import { requireAnswer, requireAnswerable, textChanged } from './guards.ts';
import { approvalsOf, draftsOf, setAnswer, storeApproval, type AnswerRow, type DraftRow } from './store.ts';

/** An answer with its chain as things stand now. */
export interface ChainNow {
  answer: AnswerRow;
  drafts: DraftRow[];
  draft: DraftRow;
  plan: ChainPlan;
  steps: StepState[];
  /** Of all its texts, void ones too, as they stood when the chain was read. */
  approvals: Awaited<ReturnType<typeof approvalsOf>>;
  lead: string | null;
}

/** Reads the chain of an answer's present text under the case's lock. Fault `response_missing`. */
export async function readChain<Input>(act: Act<Input>, parts: RuleParts, responseId: string): Promise<ChainNow> {
  const { tx, found } = act;
  const answer = await requireAnswer(act, responseId);
  const drafts = await draftsOf(tx, answer.id);
  const draft = drafts.at(-1);
  if (!draft) throw new Error('an answer has a draft');
  const lead = (await leadOf(tx, found.id))?.unit_id ?? null;
  const denied = (await denialsOf(tx, found.id)).units;
  const plan = chainPlan(found, answer, lead, parts.organisation(), denied);
  const approvals = await approvalsOf(tx, answer.id);
  const steps = chainOf(plan, draft.text_hash, approvals, answer.state);
  return { answer, drafts, draft, plan, steps, approvals, lead };
}

/** Hands an answer to those its chain now waits for: the current step, or who publishes what all have approved. */
export async function awaitNext<Input>(
  { tx, found, now }: Act<Input>,
  parts: RuleParts,
  answerId: string,
  steps: readonly StepState[],
): Promise<void> {
  const next = currentStep(steps);
  await setAnswer(tx, answerId, { state: next ? 'approving' : 'approved' }, now);
  await hold(tx, parts, found.id, next ? holdersOf(next) : [{ step: 'publishing', unitId: null }], now);
}

/**
 * Approves a text, or sends it back with a note. Faults: `case_changed`, `response_missing`, `text_changed`, `already_approved`,
 * `step_changed`, `not_yours`, `own_text` (nobody approves what he wrote himself), `note_required`.
 */
export function approve(parts: RuleParts): Work<Approve> {
  return async (act) => {
    const { found, input } = act;
    requireAnswerable(found);
    const chain = await readChain(act, parts, input.responseId);
    const { draft } = chain;
    if (draft.text_hash !== input.textHash) throw textChanged(draft.n);
    const approved = approvedBefore(act, chain);
    if (approved) throw approved;
    const current = currentStep(chain.steps);
    if (current?.step !== input.step) throw stepChanged(current);
    requireSigner(act, chain, current);
    return input.decision === 'approve' ? sign(act, parts, chain) : sendBack(act, parts, chain);
  };
}

/** 409 where this step, or this unit's part of it, has approved the text already. */
function approvedBefore({ viewer, input }: Act<Approve>, chain: ChainNow): Fault | null {
  const signed = chain.approvals.filter(
    (one) => !one.void && one.decision === 'approve' && one.step === input.step && one.text_hash === input.textHash,
  );
  const done = chain.steps.some((one) => one.step === input.step && one.state === 'done');
  const own = signed.some((one) => one.unit_id === (viewer.unit?.id ?? null) && one.step === 'countersign');
  if (!done && !own) return null;
  return new Fault('already_approved', `“${APPROVAL_STEPS[input.step].zh}”已经同意这一稿，没有重复记录。`, {
    status: 409,
    action: '请看现在到哪一步。',
  });
}

const stepChanged = (current: StepState | null): Fault =>
  new Fault('step_changed', current ? `现在等待的是“${APPROVAL_STEPS[current.step].zh}”。` : '这篇回应现在不在审核。', {
    status: 409,
    action: '请看过现在的状态再决定。',
  });

function requireSigner({ viewer }: Act<Approve>, { plan, drafts }: ChainNow, { step }: StepState): void {
  const authors = drafts.map((one) => one.account_id);
  const refused = refusalToSign(viewer, step, plan, authors);
  if (refused === 'not_yours') throw FAULTS.notYours(whoSigns(step));
  if (refused === 'own_text') throw ownText();
}

const ownText = (): Fault =>
  new Fault('own_text', '您起草或修改过这篇回应，不能审核自己的文本。', {
    status: 403,
    action: '请由同一步骤的其他人审核。',
  });

const whoSigns = (step: ApprovalStep): string => `担任“${APPROVAL_STEPS[step].zh}”的人员`;

async function sign(act: Act<Approve>, parts: RuleParts, { answer, draft, plan }: ChainNow) {
  const { tx, found, now } = act;
  const event = await keepDecision(act, answer, draft, 'response_approved');
  const steps = chainOf(plan, draft.text_hash, await approvalsOf(tx, answer.id), answer.state);
  await moveCase(tx, found.id, { state: 'approving' }, now);
  await awaitNext(act, parts, answer.id, steps);
  return [event];
}

async function sendBack(act: Act<Approve>, parts: RuleParts, { answer, draft, lead }: ChainNow) {
  const { tx, found, input, now } = act;
  if (!input.note) {
    const fields = { note: '请写明要改什么。' };
    throw new Fault('note_required', '要求修改时须写明意见。', { status: 422, fields });
  }
  const event = await keepDecision(act, answer, draft, 'response_sent_back');
  await setAnswer(tx, answer.id, { state: 'revising' }, now);
  await moveCase(tx, found.id, { state: 'drafting' }, now);
  await hold(tx, parts, found.id, [{ step: 'drafting', unitId: lead }], now);
  return [event];
}

async function keepDecision(
  { tx, viewer, actor, found, input, now }: Act<Approve>,
  answer: AnswerRow,
  draft: DraftRow,
  type: 'response_approved' | 'response_sent_back',
) {
  const { step, decision } = input;
  const textHash = draft.text_hash;
  const unitId = viewer.unit?.id ?? null;
  const note = input.note ? written(input.note, 'note') : null;
  const { accountId } = viewer;
  await storeApproval(
    tx,
    { responseId: answer.id, n: draft.n, textHash, step, unitId, accountId, decision, note },
    now,
  );
  const data = { caseId: found.id, responseId: answer.id, step, textHash, unitId };
  return { stream: `case:${found.id}`, type, data, actor, at: now } as const;
}
