/** The tick: finds clocks past due and notes each breach, checked again under the case's lock. */
import { ENDED_STATES } from '../contract/vocabulary-case.ts';
import { transact, type Database } from '../platform/database.ts';
import { PROGRAM, type NewEvent } from '../platform/events/catalogue.ts';
import { append } from '../platform/events/log.ts';
import { codeOf } from '../platform/fault.ts';
import type { Calendar } from '../rules/calendar.ts';
import { deadlineOf } from '../rules/deadline.ts';
import { clockExtended } from './events.ts';
import type { RuleParts } from './starting.ts';
import { casesDue, casesUndated, clocksOf, dateClock, lockCaseState, noteBreach, type ClockRow } from './store.ts';

const AT_ONCE = 500;

/** Notes the breaches that are due; returns how many. An act that stopped the clock in the meantime wins. */
export async function tick(db: Database, parts: RuleParts, now: Date): Promise<number> {
  let breaches = 0;
  for (const caseId of await casesDue(db, now, AT_ONCE)) breaches += await noteCase(db, parts, caseId, now);
  return breaches;
}

function noteCase(db: Database, parts: RuleParts, caseId: string, now: Date): Promise<number> {
  return transact(db, async (tx) => {
    const state = await lockCaseState(tx, caseId);
    if (!state || ENDED_STATES.includes(state)) return 0;
    const due = (await clocksOf(tx, caseId)).filter((clock) => isDue(clock, now));
    const events: NewEvent[] = [];
    for (const clock of due) events.push(await noteBreach(tx, clock, parts.calendar().version, now));
    await append(tx, events);
    return events.length;
  });
}

/** Over at the very instant it is due. What was past when an upgrade set it (升级时已逾) belongs to judging and is no breach. */
const isDue = (clock: ClockRow, now: Date): boolean =>
  clock.stopped_at === null &&
  clock.breached_at === null &&
  !clock.past_at_start &&
  clock.due_at !== null &&
  clock.due_at <= now;

/**
 * Gives the clocks their end that a calendar year not loaded had withheld; for the start of the program, when calendars come.
 * Returns how many.
 */
export async function dateUndated(db: Database, parts: RuleParts, now: Date): Promise<number> {
  let dated = 0;
  for (const caseId of await casesUndated(db)) dated += await dateCase(db, parts.calendar(), caseId, now);
  return dated;
}

function dateCase(db: Database, calendar: Calendar, caseId: string, now: Date): Promise<number> {
  return transact(db, async (tx) => {
    await lockCaseState(tx, caseId);
    const events: NewEvent[] = [];
    for (const clock of await clocksOf(tx, caseId)) {
      if (clock.due_at !== null || clock.stopped_at !== null) continue;
      const end = endOf(clock, calendar);
      if (!end) continue;
      await dateClock(tx, clock.id, end, calendar.version);
      events.push(clockExtended({ caseId, clockId: clock.id, dueAt: end }, PROGRAM, now));
    }
    await append(tx, events);
    return events.length;
  });
}

function endOf(clock: ClockRow, calendar: Calendar): Date | null {
  try {
    return deadlineOf({ clock: clock.counted, amount: clock.amount, start: clock.start_at }, calendar).due;
  } catch (error) {
    if (codeOf(error) === 'calendar_not_loaded') return null;
    throw error;
  }
}
