/**
 * How time limits were kept, by kind. A limit counts in the period in which it ends; one that is over and still open stays in the
 * denominator, so that leaving things lie improves nothing. Pure.
 */
import { CLOCK_KIND_IDS, type ClockEnd, type ClockKind } from '../contract/vocabulary-case.ts';
import { within, type Period } from './period.ts';

export interface ClockFact {
  caseId: string;
  kind: ClockKind;
  clause: string;
  startAt: Date;
  dueAt: Date | null;
  stoppedAt: Date | null;
  ended: ClockEnd | null;
  pastAtStart: boolean;
}

/** How one limit stands at `now`. */
export type ClockFate = 'inTime' | 'late' | 'overdue' | 'running' | 'pastAtStart' | 'notApplicable' | 'undated';

export interface ClockFigures {
  kind: ClockKind;
  clauses: string[];
  fates: Record<ClockFate, number>;
  /** inTime + late + overdue. */
  due: number;
  /** Share of inTime, or null where fewer than LEAST were due. */
  rate: number | null;
  /** Natural minutes from start to end of those that ended, in time or late. */
  medianMinutes: number | null;
  /** The longest, those still open counted up to now. */
  worstMinutes: number | null;
}

/** Below this no rates are given: one case more or less would turn them over. */
export const LEAST = 5;

export const rateOf = (part: number, all: number, least = LEAST): number | null => (all < least ? null : part / all);

/** An end at the very instant it is due is late, as for the board. */
export function fateOf(clock: ClockFact, now: Date): ClockFate {
  if (clock.ended === 'ended') return 'notApplicable';
  if (clock.dueAt === null) return 'undated';
  // 升级时已逾 belongs to judging: whoever got it late is not late.
  if (clock.pastAtStart) return 'pastAtStart';
  if (clock.stoppedAt !== null) return clock.stoppedAt < clock.dueAt ? 'inTime' : 'late';
  return clock.dueAt <= now ? 'overdue' : 'running';
}

/** The clocks whose end lies in the period; those that have none yet, by their start. */
export const clocksOfPeriod = (clocks: readonly ClockFact[], period: Period): ClockFact[] =>
  clocks.filter((clock) => within(clock.dueAt ?? clock.startAt, period));

const minutes = (from: Date, to: Date): number => Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000));

/** The middle of the values, the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function figuresOf(kind: ClockKind, clocks: readonly ClockFact[], now: Date): ClockFigures {
  const fates = { inTime: 0, late: 0, overdue: 0, running: 0, pastAtStart: 0, notApplicable: 0, undated: 0 };
  const ended: number[] = [];
  const open: number[] = [];
  for (const clock of clocks) {
    const fate = fateOf(clock, now);
    fates[fate] += 1;
    if (fate === 'inTime' || fate === 'late') ended.push(minutes(clock.startAt, clock.stoppedAt ?? now));
    if (fate === 'overdue') open.push(minutes(clock.startAt, now));
  }
  const due = fates.inTime + fates.late + fates.overdue;
  const all = [...ended, ...open];
  return {
    kind,
    clauses: [...new Set(clocks.map((clock) => clock.clause))].sort(),
    fates,
    due,
    rate: rateOf(fates.inTime, due),
    medianMinutes: median(ended),
    worstMinutes: all.length > 0 ? all.reduce((longest, one) => Math.max(longest, one)) : null,
  };
}

/** Figures of each kind that had a limit in the period, in the order of the vocabulary. `clocks` are those of the period. */
export const clockFigures = (clocks: readonly ClockFact[], now: Date): ClockFigures[] =>
  CLOCK_KIND_IDS.flatMap((kind) => {
    const own = clocks.filter((clock) => clock.kind === kind);
    return own.length > 0 ? [figuresOf(kind, own, now)] : [];
  });
