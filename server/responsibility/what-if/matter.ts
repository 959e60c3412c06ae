/** A past matter and the world it is asked against; what all comparisons of a replay share. Pure. */
import type { ClockEnd, ClockKind, HolderStep } from '../../contract/vocabulary-case.ts';
import { HOLDER_STEP_IDS } from '../../contract/vocabulary-case.ts';
import type { OpinionGrade, Role } from '../../contract/vocabulary.ts';
import type { Holding } from '../../clocks/ledger.ts';
import type { Organisation } from '../../organisation/model.ts';
import type { Calendar } from '../../rules/calendar.ts';
import type { ClockFacts } from '../../rules/facts.ts';
import type { PeriodRule } from '../../rules/rule-schema.ts';
import type { ClockRule, Rulebook } from '../../rules/rulebook.ts';
import type { Facts } from '../resolver.ts';

/** A clock as the case carried it. */
export interface PastClock {
  kind: ClockKind;
  startsFrom: 'occurred' | 'detected' | 'dispatched' | 'stated';
  startAt: Date;
  stoppedAt: Date | null;
  ended: ClockEnd | null;
  setAt: Date | null;
  /** What a granted extension added, in milliseconds. */
  extendedMs: number;
}

export interface PastReturn {
  unitId: string;
  /** When the unit was given the case, and when it handed it back. */
  givenAt: Date;
  at: Date;
}

/** A matter as it was. `facts` are those of the item that opened it, as of its dispatch; its text never leaves the comparison. */
export interface PastMatter {
  caseId: string;
  facts: Facts;
  /** What the rules of time limits ask about it, as it stood last. */
  clockFacts: ClockFacts;
  detectedAt: Date;
  dispatchedAt: Date | null;
  closedAt: Date | null;
  /** When what a clock asks for was done, for clocks that the case did not carry. */
  metAt: Partial<Record<ClockKind, Date | null>>;
  clocks: readonly PastClock[];
  holdings: readonly Holding[];
  returns: readonly PastReturn[];
}

/** Organisation, rules and calendar that hold together. */
export interface World {
  organisation: Organisation;
  rulebook: Rulebook;
  calendar: Calendar;
}

/** A world with what every matter asks of it looked up once. */
export interface Asked extends World {
  clock(kind: ClockKind, facts: ClockFacts): ClockRule | null;
  /** 环节时限 in minutes. */
  stepMinutes(step: HolderStep): number | null;
  returnPeriod: PeriodRule['data'] | null;
  dispatcher(grade: OpinionGrade): Role | null;
}

/** Looks up what every matter asks of a world. */
export function asked(world: World): Asked {
  const { rulebook, organisation } = world;
  const { profile } = organisation;
  const clocks = new Map<string, ClockRule | null>();
  const steps = new Map(HOLDER_STEP_IDS.map((step) => [step, rulebook.stepMinutes(step, profile)]));
  const rules = rulebook.rules(profile);
  const period = rules.find((rule) => rule.id === 'period.return');
  const dispatchers = new Map(
    rules.flatMap((rule) => (rule.kind === 'dispatch' ? [[rule.data.opinionGrade, rule.data.role] as const] : [])),
  );
  return {
    ...world,
    clock: (kind, facts) => {
      const key = [kind, facts.category, facts.opinionGrade, facts.incidentGrade, facts.units].join(' ');
      const known = clocks.get(key);
      if (known !== undefined) return known;
      const rule = rulebook.clockRuleOf(kind, profile, facts);
      clocks.set(key, rule);
      return rule;
    },
    stepMinutes: (step) => steps.get(step) ?? null,
    returnPeriod: period?.kind === 'period' ? period.data : null,
    dispatcher: (grade) => dispatchers.get(grade) ?? null,
  };
}
