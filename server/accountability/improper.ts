/** 回应不妥: a person's reasoned finding on a published answer. What a program finds in a text is advice and never comes here. */
import type { RaiseSignal } from '../contract/case-requests.ts';
import { touchCase } from '../cases/store.ts';
import type { Act } from '../cases/act.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { raisedEvent } from './raise-signals.ts';
import { answerGone } from './signals.ts';
import { publicationsOf, signalsOf, storeSignal } from './store.ts';

/** 答非所问、空洞说教、生硬冷漠 (123号), 自说自话 (61号). */
const CLAUSE = '国办发〔2018〕123号；国办发〔2016〕61号';

/** Raises it. Faults: `publication_missing`, `publication_gone`, `signal_stands`. */
export async function findImproper({ tx, viewer, actor, found, input, now }: Act<RaiseSignal>): Promise<NewEvent[]> {
  const publication = (await publicationsOf(tx, found.id)).find((one) => one.id === input.publicationId);
  if (!publication) throw new Fault('publication_missing', '这个事项没有这条公开回应。', { status: 404 });
  const gone = answerGone(publication.state);
  if (gone) throw new Fault('publication_gone', `${gone}，不再提醒。`, { status: 409, action: '请看现行的回应。' });
  const standing = (await signalsOf(tx, found.id)).some(
    (signal) => signal.publication_id === publication.id && signal.state === 'open',
  );
  if (standing)
    throw new Fault('signal_stands', '这条回应已有未消除的提醒，没有重复保存。', {
      status: 409,
      action: '请就原提醒催办。',
    });
  const signal = {
    caseId: found.id,
    kind: 'improper' as const,
    clockId: null,
    clockKind: null,
    publicationId: publication.id,
    summary: `回应不妥：${cleanText(input.reason)}`,
    clause: CLAUSE,
    holders: [],
    accountId: viewer.accountId,
  };
  const signalId = await storeSignal(tx, signal, now);
  if (!signalId) throw new Error('a signal without a clock is always written');
  await touchCase(tx, found.id, now);
  return [raisedEvent(found.id, { signalId, kind: 'improper', clockId: null }, actor, now)];
}
