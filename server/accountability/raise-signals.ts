/**
 * Work signals (工作提醒): the accountability flags of the board. An event is a hint; what is done follows from the case's clocks,
 * ledger and answers as they stand under its lock, so that repetition and order do not matter.
 */
import type { PublicationState } from '../contract/vocabulary-case.ts';
import { clocksOf, lockCaseState, type ClockRow } from '../clocks/store.ts';
import type { Tx } from '../platform/database.ts';
import { PROGRAM, type DeliveredEvent, type NewEvent } from '../platform/events/catalogue.ts';
import type { NamedHandler } from '../platform/events/handling.ts';
import { hashText } from '../platform/events/chain.ts';
import { append } from '../platform/events/log.ts';
import { withPresentHolders } from './evidence.ts';
import { answerGone, endedBy, lateAt, sentenceOf, signalKindOf, type SignalEnd } from './signals.ts';
import { endSignal, publicationsOf, reopenSignal, signalsOf, storeSignal, type SignalRow } from './store.ts';

/** The handler of breaches and of what mends them. */
export function signalHandler(): NamedHandler {
  return {
    name: 'accountability.signal',
    async run(tx, events, now) {
      const written: NewEvent[] = [];
      // In one order for all: two batches over the same cases wait for each other instead of deadlocking.
      for (const caseId of casesIn(events)) written.push(...(await signalsFor(tx, caseId, now)));
      await append(tx, written);
    },
  };
}

function casesIn(events: readonly DeliveredEvent[]): string[] {
  const ids = events.flatMap((event) => {
    const { caseId, merged } = event.data as { caseId?: string; merged?: string };
    return [caseId, merged].filter((id) => id !== undefined);
  });
  return [...new Set(ids)].sort();
}

/** Raises what is late and not yet told, mends what is no longer so, and tells the holders anew; the events of it. */
async function signalsFor(tx: Tx, caseId: string, now: Date): Promise<NewEvent[]> {
  const state = await lockCaseState(tx, caseId);
  // What hung on a case that was merged went to the survivor, which is asked too.
  if (state === null || state === 'merged') return [];
  const clocks = await clocksOf(tx, caseId);
  const known = await signalsOf(tx, caseId);
  const raised = await raise(tx, caseId, clocks, known, now);
  const reopened = await reopen(tx, caseId, clocks, known, now);
  const signals = raised.length + reopened.length > 0 ? await signalsOf(tx, caseId) : known;
  const open = signals.filter((signal) => signal.state === 'open');
  const told = await withPresentHolders(tx, caseId, open, now);
  return [...raised, ...reopened, ...(await mend(tx, caseId, told, clocks, now))];
}

/** Raises what is late and not known; its holders are told with those of the other open ones. */
async function raise(
  tx: Tx,
  caseId: string,
  clocks: readonly ClockRow[],
  known: readonly SignalRow[],
  now: Date,
): Promise<NewEvent[]> {
  const told = new Set(known.map((signal) => signal.clock_id));
  const fresh = clocks.filter((clock) => lateAt(clock) !== null && !told.has(clock.id));
  const events: NewEvent[] = [];
  for (const clock of fresh) {
    const kind = signalKindOf(clock.kind);
    const signal = {
      caseId,
      kind,
      clockId: clock.id,
      clockKind: clock.kind,
      publicationId: null,
      summary: sentenceOf(clock),
      clause: clock.clause,
      holders: [],
      accountId: null,
    };
    const signalId = await storeSignal(tx, signal, now);
    if (signalId) events.push(raisedEvent(caseId, { signalId, kind, clockId: clock.id }, PROGRAM, now));
  }
  return events;
}

/** The event of a signal raised, by the program or a person. */
export const raisedEvent = (
  caseId: string,
  what: { signalId: string; kind: SignalRow['kind']; clockId: string | null },
  actor: string,
  now: Date,
): NewEvent => ({ stream: `case:${caseId}`, type: 'signal_raised', data: { caseId, ...what }, actor, at: now });

/** A clock that ended as not applicable and runs on again (升级、并入) is as late as it was; what was lifted stays lifted. */
async function reopen(
  tx: Tx,
  caseId: string,
  clocks: readonly ClockRow[],
  known: readonly SignalRow[],
  now: Date,
): Promise<NewEvent[]> {
  const running = new Set(clocks.filter((one) => one.stopped_at === null && lateAt(one) !== null).map((one) => one.id));
  const events: NewEvent[] = [];
  for (const { id: signalId, kind, clock_id: clockId, state } of known) {
    if (state !== 'mended' || clockId === null || !running.has(clockId)) continue;
    await reopenSignal(tx, signalId);
    events.push(raisedEvent(caseId, { signalId, kind, clockId }, PROGRAM, now));
  }
  return events;
}

async function mend(
  tx: Tx,
  caseId: string,
  open: readonly SignalRow[],
  clocks: readonly ClockRow[],
  now: Date,
): Promise<NewEvent[]> {
  const answers = new Map((await publicationsOf(tx, caseId)).map((one) => [one.id, one.state]));
  const events: NewEvent[] = [];
  for (const signal of open) {
    const clock = clocks.find((one) => one.id === signal.clock_id);
    const answer = answers.get(signal.publication_id ?? '');
    const end = clock ? endedBy(clock) : signal.clock_id !== null ? TAKEN_IN : answer ? goneBy(answer) : null;
    if (end === null) continue;
    await endSignal(tx, signal.id, end, clock?.stopped_at ?? now);
    events.push(endedEvent(caseId, signal.id, end, now));
  }
  return events;
}

/** Its clock stayed with a case that was merged, where the survivor's own clock of that kind runs on. */
const TAKEN_IN: SignalEnd = { state: 'mended', note: '已并入，由现事项的时限继续提醒' };

function goneBy(state: PublicationState): SignalEnd | null {
  const note = answerGone(state);
  return note === null ? null : { state: 'mended', note };
}

function endedEvent(caseId: string, signalId: string, { state, note }: SignalEnd, now: Date): NewEvent {
  const of = { stream: `case:${caseId}`, actor: PROGRAM, at: now };
  return state === 'mended'
    ? { ...of, type: 'signal_mended', data: { caseId, signalId } }
    : { ...of, type: 'signal_lifted', data: { caseId, signalId, reasonHash: hashText(note) } };
}
