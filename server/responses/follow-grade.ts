/** 领导审批 comes with a graver grade and goes with a lesser one: who holds an answer in approval follows the grade. */
import type { Act } from '../cases/act.ts';
import { lockCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { awaitNext, readChain } from './approve.ts';
import { answersOf } from './store.ts';

/** Hands an answer in approval to whom it now waits for; an answer in no approval, or a step that stands, changes nothing. */
export function followGrade(parts: RuleParts): (act: Act<unknown>, caseId: string) => Promise<void> {
  return async (act, caseId) => {
    const { tx, viewer } = act;
    const found = await lockCase(tx, viewer, caseId);
    if (found?.state !== 'approving') return;
    const answer = (await answersOf(tx, caseId)).find((one) => one.state === 'approving' || one.state === 'approved');
    if (!answer) return;
    const { steps } = await readChain({ ...act, found }, parts, answer.id);
    await awaitNext({ ...act, found }, parts, answer.id, steps);
  };
}
