/** Which instant a rule's clock starts from, and when it is due; pure. Nowhere stated, so the profile chooses. */
import type { Calendar } from '../rules/calendar.ts';
import { deadlineOf } from '../rules/deadline.ts';
import type { ClockRule } from '../rules/rulebook.ts';

export interface Instants {
  /** When it happened, where a text says so; the moment of detection stands in for it. */
  occurred: Date | null;
  detected: Date;
  dispatched: Date;
}

/** Start and due instant of a clock. Faults as deadline.ts throws them (`calendar_not_loaded`). */
export function clockSpan(rule: ClockRule, instants: Instants, calendar: Calendar): { startAt: Date; dueAt: Date } {
  const startAt = instants[rule.startsFrom] ?? instants.detected;
  const { due } = deadlineOf({ clock: rule.counted, amount: rule.amount, start: startAt }, calendar);
  return { startAt, dueAt: due };
}
