/** The figures of a period, from plain facts; pure. Walled and transferred matters are not among the facts. */
import type { ItemState } from '../contract/vocabulary.ts';
import type { CaseState, Rating, ReturnRuling } from '../contract/vocabulary-case.ts';
import { ENDED_STATES } from '../contract/vocabulary-case.ts';
import type { Organisation } from '../organisation/model.ts';
import { clockFigures, clocksOfPeriod, fateOf, rateOf, type ClockFact, type ClockFigures } from './clock-figures.ts';
import { within, type Period } from './period.ts';

export interface CaseFact {
  id: string;
  state: CaseState;
  openedAt: Date;
  /** First publication that was not withdrawn. */
  publishedAt: Date | null;
  closedAt: Date | null;
  /** The unit that leads now, or led last. */
  lead: string | null;
}

export interface GapFact {
  sourceId: string;
  name: string;
  since: Date;
  until: Date | null;
  message: string;
}

export interface Facts {
  /** Items that came in within the period, by state. */
  items: readonly { state: ItemState; count: number }[];
  cases: readonly CaseFact[];
  clocks: readonly ClockFact[];
  commitments: readonly { dueAt: Date; keptAt: Date | null }[];
  returns: readonly { at: Date; ruling: ReturnRuling | null }[];
  /** Given within the period. */
  ratings: readonly { value: Rating; count: number }[];
  gaps: readonly GapFact[];
}

/** What became of what came in; `waiting` has no decision yet. */
export type Outcome = 'waiting' | 'in_case' | 'watched' | 'replied' | 'dismissed';

export interface UnitFigures {
  unitId: string;
  name: string;
  opened: number;
  published: number;
  closed: number;
  /** Limits that ended in the period in cases it leads. */
  due: number;
  inTime: number;
  rate: number | null;
}

export interface SourceFigures {
  sourceId: string;
  name: string;
  gaps: number;
  minutes: number;
  /** Not heard at the end of the period, or now. */
  open: boolean;
  lastMessage: string;
}

export interface Figures {
  items: { received: number } & Record<Outcome, number>;
  cases: { opened: number; published: number; closed: number; open: number };
  clocks: ClockFigures[];
  units: UnitFigures[];
  commitments: { due: number; kept: number; keptLate: number; overdue: number; running: number };
  returns: { asked: number; upheld: number; joint: number; unfounded: number; waiting: number };
  satisfaction: { ratings: number; rates: Record<Rating, number> | null };
  sources: SourceFigures[];
}

/** Fewer answers than this say nothing of a whole public. */
export const LEAST_RATINGS = 30;

/** The figures; `organisation` gives the units in the order of the directory. */
export function figuresOf(facts: Facts, organisation: Organisation, period: Period, now: Date): Figures {
  const cases = facts.cases.filter((one) => one.state !== 'merged');
  const clocks = clocksOfPeriod(facts.clocks, period);
  const count = (test: (one: CaseFact) => boolean): number => cases.filter(test).length;
  return {
    items: itemFigures(facts.items),
    cases: {
      opened: count((one) => within(one.openedAt, period)),
      published: count((one) => within(one.publishedAt, period)),
      closed: count((one) => one.state === 'closed' && within(one.closedAt, period)),
      open: count((one) => one.openedAt < period.until && !ENDED_STATES.includes(one.state)),
    },
    clocks: clockFigures(clocks, now),
    units: unitFigures(cases, clocks, organisation, period, now),
    commitments: commitmentFigures(facts.commitments, period, now),
    returns: returnFigures(facts.returns, period),
    satisfaction: satisfactionOf(facts.ratings),
    sources: sourceFigures(facts.gaps, period, now),
  };
}

const OUTCOME_OF: Readonly<Partial<Record<ItemState, Outcome>>> = {
  received: 'waiting',
  judged: 'waiting',
  in_case: 'in_case',
  watched: 'watched',
  replied: 'replied',
  dismissed: 'dismissed',
};

function itemFigures(items: Facts['items']): Figures['items'] {
  const figures = { received: 0, waiting: 0, in_case: 0, watched: 0, replied: 0, dismissed: 0 };
  for (const { state, count } of items) {
    const outcome = OUTCOME_OF[state];
    if (!outcome) continue;
    figures[outcome] += count;
    figures.received += count;
  }
  return figures;
}

function unitFigures(
  cases: readonly CaseFact[],
  clocks: readonly ClockFact[],
  organisation: Organisation,
  period: Period,
  now: Date,
): UnitFigures[] {
  const leads = new Map(cases.map((one) => [one.id, one.lead]));
  return organisation.units.flatMap(({ id, name }): UnitFigures[] => {
    const own = cases.filter((one) => one.lead === id);
    const fates = clocks.filter((clock) => leads.get(clock.caseId) === id).map((clock) => fateOf(clock, now));
    const inTime = fates.filter((fate) => fate === 'inTime').length;
    const due = inTime + fates.filter((fate) => fate === 'late' || fate === 'overdue').length;
    const of = (at: (one: CaseFact) => Date | null): number => own.filter((one) => within(at(one), period)).length;
    const counts = {
      opened: of((one) => one.openedAt),
      published: of((one) => one.publishedAt),
      closed: of((one) => (one.state === 'closed' ? one.closedAt : null)),
    };
    if (due + counts.opened + counts.published + counts.closed === 0) return [];
    return [{ unitId: id, name, ...counts, due, inTime, rate: rateOf(inTime, due) }];
  });
}

function commitmentFigures(all: Facts['commitments'], period: Period, now: Date): Figures['commitments'] {
  const due = all.filter((one) => within(one.dueAt, period));
  const count = (test: (one: { dueAt: Date; keptAt: Date | null }) => boolean): number => due.filter(test).length;
  return {
    due: due.length,
    kept: count(({ keptAt, dueAt }) => keptAt !== null && keptAt < dueAt),
    keptLate: count(({ keptAt, dueAt }) => keptAt !== null && keptAt >= dueAt),
    overdue: count(({ keptAt, dueAt }) => keptAt === null && dueAt <= now),
    running: count(({ keptAt, dueAt }) => keptAt === null && dueAt > now),
  };
}

function returnFigures(all: Facts['returns'], period: Period): Figures['returns'] {
  const asked = all.filter((one) => within(one.at, period));
  const ruled = (ruling: ReturnRuling | null): number => asked.filter((one) => one.ruling === ruling).length;
  const [upheld, joint, unfounded] = [ruled('upheld'), ruled('joint'), ruled('unfounded')];
  return { asked: asked.length, upheld, joint, unfounded, waiting: ruled(null) };
}

function satisfactionOf(ratings: Facts['ratings']): Figures['satisfaction'] {
  const of = (value: Rating): number =>
    ratings.filter((one) => one.value === value).reduce((sum, one) => sum + one.count, 0);
  const all = of('satisfied') + of('mostly') + of('dissatisfied');
  if (all < LEAST_RATINGS) return { ratings: all, rates: null };
  const share = (value: Rating): number => of(value) / all;
  const rates = { satisfied: share('satisfied'), mostly: share('mostly'), dissatisfied: share('dissatisfied') };
  return { ratings: all, rates };
}

function sourceFigures(gaps: readonly GapFact[], { from, until }: Period, now: Date): SourceFigures[] {
  const end = until < now ? until : now;
  const bySource = new Map<string, SourceFigures>();
  for (const gap of gaps) {
    const gapEnd = gap.until ?? now;
    const begins = gap.since > from ? gap.since : from;
    const ends = gapEnd < end ? gapEnd : end;
    if (ends <= begins) continue;
    const known = bySource.get(gap.sourceId);
    bySource.set(gap.sourceId, {
      sourceId: gap.sourceId,
      name: gap.name,
      gaps: (known?.gaps ?? 0) + 1,
      minutes: (known?.minutes ?? 0) + Math.round((ends.getTime() - begins.getTime()) / 60_000),
      open: (known?.open ?? false) || gapEnd >= end,
      lastMessage: gap.message,
    });
  }
  return [...bySource.values()];
}
