/**
 * Work signals (工作提醒, 延州办发〔2018〕15号 第二十二条): what a clock says about lateness, in one sentence of fact. Pure.
 */
import type { ClockEnd, ClockKind, PublicationState, SignalKind, SignalLevel } from '../contract/vocabulary-case.ts';
import { CLOCK_KINDS, SIGNAL_LEVEL_IDS } from '../contract/vocabulary-case.ts';
import { shortMinute } from '../rules/china-time.ts';

/** What a signal is told from: a clock as it stands. */
export interface ClockFacts {
  kind: ClockKind;
  start_at: Date;
  due_at: Date | null;
  stopped_at: Date | null;
  ended: ClockEnd | null;
  breached_at: Date | null;
  past_at_start: boolean;
  subject: string | null;
}

/** 未按时上报 for a report upward, else 超时. A gap of time is shown; what it was meant for is never guessed (突发事件应对法). */
export const signalKindOf = (kind: ClockKind): SignalKind => (kind === 'report' ? 'unreported' : 'slow');

/**
 * The moment at which a clock is known to be late, or null. It counts from the tick's note, and also where it was met after its
 * end before a tick saw it: a pause of the program must not favour anyone. 升级时已逾 is the upgrade's, no signal of the unit's.
 */
export function lateAt(clock: ClockFacts): Date | null {
  const { due_at, breached_at, stopped_at } = clock;
  if (clock.past_at_start || due_at === null) return null;
  if (breached_at !== null && breached_at >= due_at) return breached_at;
  return clock.ended === 'met' && stopped_at !== null && stopped_at >= due_at ? stopped_at : null;
}

/** One sentence of fact: `48 小时回应超时：11-22 12:00 到期`. */
export function sentenceOf(clock: ClockFacts): string {
  const about = clock.subject ? `“${clock.subject}”` : '';
  const due = clock.due_at ? `${shortMinute(clock.due_at)} 到期` : '尚无到期时刻';
  return `${CLOCK_KINDS[clock.kind].zh}超时：${about}${about ? '，' : ''}${due}`;
}

export interface SignalEnd {
  state: 'mended' | 'lifted';
  note: string;
}

/**
 * Why a signal is over, or null while its clock runs late. Lifted where the clock is not late at all: an act timely by its own
 * time had waited while the tick noted a breach, or the limit has been extended since.
 */
export function endedBy(clock: ClockFacts): SignalEnd | null {
  if (clock.ended !== 'ended' && lateAt(clock) === null)
    return { state: 'lifted', note: clock.stopped_at ? '在时限内完成' : '时限已延长' };
  if (clock.stopped_at === null) return null;
  const note = clock.ended === 'ended' ? '时限不再适用' : `${shortMinute(clock.stopped_at)} 完成`;
  return { state: 'mended', note };
}

/** Why an improper answer no longer stands, or null while it does. */
export function answerGone(state: PublicationState): string | null {
  if (state === 'withdrawn') return '该回应已撤回';
  return state === 'corrected' ? '该回应已更正' : null;
}

/** The stretch for which the ledger is asked: from the clock's start until it stopped, or until now. */
export const evidenceSpan = (clock: ClockFacts, now: Date): { startAt: Date; until: Date } => ({
  startAt: clock.start_at,
  until: clock.stopped_at ?? now,
});

/** The higher of two levels: a signal never steps back from 督办 to 催办. */
export const higherLevel = (one: SignalLevel, other: SignalLevel): SignalLevel =>
  SIGNAL_LEVEL_IDS.indexOf(one) >= SIGNAL_LEVEL_IDS.indexOf(other) ? one : other;
