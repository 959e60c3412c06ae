/** Which clocks begin at which act, from which instant, and when they are due. */
import type { ClockKind, HolderStep } from '../contract/vocabulary-case.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { codeOf, messageOf } from '../platform/fault.ts';
import type { Calendar } from '../rules/calendar.ts';
import { deadlineOf } from '../rules/deadline.ts';
import type { ClockFacts } from '../rules/facts.ts';
import type { ClockRule, Rulebook } from '../rules/rulebook.ts';
import { startClock } from './store.ts';

/** What every act reads of the rules. */
export interface RuleParts {
  organisation: () => Organisation;
  rulebook: () => Rulebook;
  calendar: () => Calendar;
  /** Reads what holds anew where another process has changed it: before a case is given to anybody. */
  fresh(tx: Tx): Promise<void>;
}

export interface Instants {
  /** When it happened, where a text says so; the moment of detection stands in for it. */
  occurred: Date | null;
  detected: Date;
  dispatched: Date;
}

/** Clocks that begin with the dispatch. */
export const DISPATCH_CLOCKS: readonly ClockKind[] = ['respond', 'progress', 'close'];
/** Clocks that hang on a confirmed incident grade 特别重大 or 重大 (国办发〔2016〕61号、80号). */
export const INCIDENT_CLOCKS: readonly ClockKind[] = ['first_statement', 'press_conference', 'report'];

export interface Span {
  startAt: Date;
  dueAt: Date | null;
  /** Why there is no end yet: a calendar year that is not loaded. */
  undated: string | null;
}

/** Start and due instant of a clock. A working-day clock that leaves the loaded years has no end yet, and says why. */
export function clockSpan(rule: ClockRule, instants: Instants, calendar: Calendar): Span {
  const startAt = instants[rule.startsFrom] ?? instants.detected;
  try {
    const { due } = deadlineOf({ clock: rule.counted, amount: rule.amount, start: startAt }, calendar);
    return { startAt, dueAt: due, undated: null };
  } catch (error) {
    if (codeOf(error) !== 'calendar_not_loaded') throw error;
    return { startAt, dueAt: null, undated: messageOf(error) };
  }
}

/**
 * Starts the clocks of these kinds that the profile sets for a case of these facts (without facts: for every case), each once. One that an upgrade sets and that is past already is
 * marked 升级时已逾: that time belongs to judging. Returns the events.
 */
export async function startClocks(
  tx: Tx,
  parts: RuleParts,
  kinds: readonly ClockKind[],
  of: { caseId: string; instants: Instants; facts?: ClockFacts; about?: string; upgrade?: boolean },
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  const rulebook = parts.rulebook();
  const calendar = parts.calendar();
  const events: NewEvent[] = [];
  for (const kind of kinds) {
    const rule = rulebook.clockRuleOf(kind, parts.organisation().profile, of.facts);
    if (!rule) continue;
    const span = clockSpan(rule, of.instants, calendar);
    const { counted, amount, startsFrom, clause, source } = rule;
    const clock = {
      caseId: of.caseId,
      kind,
      counted,
      amount,
      startsFrom,
      ...span,
      rule: rule.id,
      clause,
      source,
      rulebookVersion: rulebook.version,
      calendarVersion: counted === 'workdays' ? calendar.version : null,
      pastAtStart: of.upgrade === true && span.dueAt !== null && span.dueAt <= now,
      ...(of.about === undefined ? {} : { about: of.about }),
    };
    const started = await startClock(tx, clock, actor, now);
    if (started) events.push(started);
  }
  return events;
}

/**
 * Starts a clock that asks a step to keep its own limit (环节时限), where the profile sets one. `about` tells it from others of
 * its kind, `subject` says the same in words.
 */
export function startStepClock(
  tx: Tx,
  parts: RuleParts,
  of: { caseId: string; kind: 'pass_on'; step: HolderStep; about: string; subject: string },
  actor: string,
  now: Date,
): Promise<NewEvent | null> {
  const rule = parts.rulebook().stepRule(of.step, parts.organisation().profile);
  if (!rule) return Promise.resolve(null);
  const { caseId, kind, about, subject } = of;
  const { id, clause, source, data } = rule;
  const { due } = deadlineOf({ clock: 'hours', amount: data.hours, start: now }, parts.calendar());
  const counted = { counted: 'hours', amount: data.hours, startsFrom: 'dispatched', startAt: now, dueAt: due } as const;
  const grounds = { rule: id, clause, source, rulebookVersion: parts.rulebook().version };
  return startClock(tx, { caseId, kind, about, subject, ...counted, ...grounds }, actor, now);
}

/**
 * Starts the clock of a stated time: a promise in a published text or the next release it names (本系统设定). The amount is
 * what was stated, in hours.
 */
export function startStatedClock(
  tx: Tx,
  parts: RuleParts,
  stated: { caseId: string; kind: 'next_release' | 'commitment'; about: string; subject: string; dueAt: Date },
  actor: string,
  now: Date,
): Promise<NewEvent | null> {
  const { caseId, kind, about, subject, dueAt } = stated;
  return startClock(
    tx,
    {
      caseId,
      kind,
      counted: 'hours',
      amount: Math.max(0, Math.round((dueAt.getTime() - now.getTime()) / 360_000) / 10),
      startsFrom: 'stated',
      startAt: now,
      dueAt,
      rule: `clock.${kind}`,
      clause: '本系统设定：公开文本中的承诺按所写时间计',
      source: '本系统设定',
      rulebookVersion: parts.rulebook().version,
      about,
      subject,
    },
    actor,
    now,
  );
}
