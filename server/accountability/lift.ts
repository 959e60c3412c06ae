/** 撤销提醒, with reason: a gap of the source, a cause beyond the unit. A lifted signal supports no lead. */
import type { LiftSignal } from '../contract/case-requests.ts';
import type { Act } from '../cases/act.ts';
import { touchCase } from '../cases/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText, hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { endSignal, signalsOf } from './store.ts';

/** Lifts a signal, also one that has been mended. Faults: `signal_missing`, `signal_ended`. */
export async function liftSignal({ tx, actor, found, input, now }: Act<LiftSignal>): Promise<NewEvent[]> {
  const signal = (await signalsOf(tx, found.id)).find((one) => one.id === input.signalId);
  if (!signal) throw signalMissing();
  if (signal.state === 'lifted')
    throw new Fault('signal_ended', '这条提醒已经撤销，没有重复保存。', { status: 409, action: '请看现在的状态。' });
  const reason = cleanText(input.reason);
  await endSignal(tx, signal.id, { state: 'lifted', note: reason }, signal.ended_at ?? now);
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, signalId: signal.id, reasonHash: hashText(reason) };
  return [{ stream: `case:${found.id}`, type: 'signal_lifted', data, actor, at: now }];
}

export const signalMissing = (): Fault => new Fault('signal_missing', '这个事项没有这条提醒。', { status: 404 });
