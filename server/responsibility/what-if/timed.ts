/** 时限不同: when each clock of a past matter is due under the rules of a world, and whether it was met. Pure. */
import type { ClockDifference, ClockOutcome, ClockSide } from '../../contract/what-if-views.ts';
import type { ClockKind } from '../../contract/vocabulary-case.ts';
import { clockSpan, DISPATCH_CLOCKS, INCIDENT_CLOCKS } from '../../clocks/starting.ts';
import type { Asked, PastClock, PastMatter } from './matter.ts';

/** A clock of one matter on one side, with its end as an instant. */
export interface TimedClock {
  due: Date | null;
  outcome: ClockOutcome;
}

/** A clock of a matter under both worlds; null where a world's rules set none. */
export interface ClockPair {
  clock: PastClock;
  before: TimedClock | null;
  after: TimedClock | null;
}

/** Clocks whose end was stated in a published text: no rule moves them. */
const STATED: readonly ClockKind[] = ['next_release', 'commitment'];
const OF_DISPATCH: readonly ClockKind[] = ['accept', ...DISPATCH_CLOCKS];

/** The clocks a matter carried, and those that every dispatch starts where it carried none of the kind. */
function clocksOf({ clocks, dispatchedAt, closedAt, metAt }: PastMatter): PastClock[] {
  const carried = clocks.filter(({ kind }) => !STATED.includes(kind));
  if (dispatchedAt === null) return carried;
  const missing = OF_DISPATCH.filter((kind) => carried.every((clock) => clock.kind !== kind));
  return [
    ...carried,
    ...missing.map((kind): PastClock => {
      const met = metAt[kind] ?? null;
      return {
        kind,
        startsFrom: 'dispatched',
        startAt: dispatchedAt,
        stoppedAt: met ?? closedAt,
        ended: met ? 'met' : closedAt ? 'ended' : null,
        setAt: dispatchedAt,
        extendedMs: 0,
      };
    }),
  ];
}

function outcomeOf({ kind, setAt, stoppedAt, ended }: PastClock, due: Date | null, now: Date): ClockOutcome {
  if (ended === 'ended') return 'no_longer';
  if (due === null) return 'undated';
  // Clocks of a grave incident begin at detection and are set when the grade is confirmed.
  if (INCIDENT_CLOCKS.includes(kind) && setAt !== null && due <= setAt) return 'past_at_start';
  if (stoppedAt !== null) return stoppedAt >= due ? 'late' : 'met';
  return now >= due ? 'overdue' : 'running';
}

function timed(clock: PastClock, matter: PastMatter, world: Asked, now: Date): TimedClock | null {
  const rule = world.clock(clock.kind, matter.clockFacts);
  if (!rule) return null;
  const begun = clock.startsFrom === 'dispatched' ? clock.startAt : (matter.dispatchedAt ?? clock.startAt);
  const instants = { occurred: null, detected: matter.detectedAt, dispatched: begun };
  // A start that came with a merged case is earlier than the case's own instants, and stays.
  const span =
    rule.startsFrom === clock.startsFrom
      ? clockSpan(rule, { occurred: clock.startAt, detected: clock.startAt, dispatched: clock.startAt }, world.calendar)
      : clockSpan(rule, instants, world.calendar);
  const due = span.dueAt && new Date(span.dueAt.getTime() + clock.extendedMs);
  return { due, outcome: outcomeOf(clock, due, now) };
}

/** Every clock of the matter under both worlds. */
export function clockPairs(matter: PastMatter, before: Asked, after: Asked, now: Date): ClockPair[] {
  return clocksOf(matter).map((clock) => ({
    clock,
    before: timed(clock, matter, before, now),
    after: timed(clock, matter, after, now),
  }));
}

const sideOf = (side: TimedClock | null): ClockSide | null =>
  side && { due: side.due?.toISOString() ?? null, outcome: side.outcome };

const same = (a: TimedClock | null, b: TimedClock | null): boolean =>
  a === null || b === null ? a === b : a.due?.getTime() === b.due?.getTime() && a.outcome === b.outcome;

/** The clocks that would end at another instant, appear or be gone. */
export const timedDifferences = (pairs: readonly ClockPair[]): ClockDifference[] =>
  pairs
    .filter(({ before, after }) => !same(before, after))
    .map(({ clock, before, after }) => ({ kind: clock.kind, before: sideOf(before), after: sideOf(after) }));

/** Late by the rules: met after its end, or running past it. 升级时已逾 is nobody's lateness. */
export const isLate = (outcome: ClockOutcome): boolean => outcome === 'late' || outcome === 'overdue';
