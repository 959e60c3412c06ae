/** The approval chain of the answer in work, as the board shows it; pure. It carries the title of the draft, never its text. */
import type { ApprovalView } from '../contract/case-views.ts';
import type { UnitRef } from '../contract/views.ts';
import type { ResponseState } from '../contract/vocabulary-case.ts';
import { chainOf, type ApprovalRow, type ChainPlan } from '../responses/chain.ts';

/** An answer with its latest draft. */
export interface AnswerRows {
  id: string;
  number: number;
  state: ResponseState;
  n: number;
  title: string;
  text_hash: string;
  plan: ChainPlan;
  /** Decisions on any of its drafts. */
  approvals: readonly ApprovalRow[];
}

/** Builds the view: how far the present text has come. */
export function approvalView(answer: AnswerRows, unitRef: (id: string) => UnitRef): ApprovalView {
  const steps = chainOf(answer.plan, answer.text_hash, answer.approvals, answer.state);
  return {
    responseId: answer.id,
    number: answer.number,
    state: answer.state,
    n: answer.n,
    title: answer.title,
    textHash: answer.text_hash,
    steps: steps.map(({ step, state, units, at }) => ({
      step,
      state,
      units: units.map(unitRef),
      at: at?.toISOString() ?? null,
    })),
  };
}
