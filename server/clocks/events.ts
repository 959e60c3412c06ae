/** What the log keeps of a clock: started, its end moved, past due. Pure. */
import type { ClockKind } from '../contract/vocabulary-case.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';

/** A clock as its start is logged, in the terms of its row. */
export interface StartedClock {
  id: string;
  kind: ClockKind;
  start_at: Date;
  due_at: Date | null;
  rule: string;
  rulebook_version: string;
}

/** `clock_started`: it runs in this case from now on, also where it came from another or runs again. */
export const clockStarted = (clock: StartedClock, caseId: string, actor: string, now: Date): NewEvent => ({
  stream: `case:${caseId}`,
  type: 'clock_started',
  data: {
    caseId,
    clockId: clock.id,
    kind: clock.kind,
    startAt: clock.start_at.toISOString(),
    dueAt: clock.due_at?.toISOString() ?? null,
    rule: clock.rule,
    rulebookVersion: clock.rulebook_version,
  },
  actor,
  at: now,
});

/** `clock_extended`: its end is another than before, or known for the first time. */
export const clockExtended = (
  clock: { caseId: string; clockId: string; dueAt: Date },
  actor: string,
  now: Date,
): NewEvent => ({
  stream: `case:${clock.caseId}`,
  type: 'clock_extended',
  data: { caseId: clock.caseId, clockId: clock.clockId, dueAt: clock.dueAt.toISOString() },
  actor,
  at: now,
});

/** `clock_breached`, with the calendar its end was counted by. */
export const clockBreached = (
  clock: { caseId: string; clockId: string; kind: ClockKind; dueAt: Date; calendarVersion: string | null },
  actor: string,
  now: Date,
): NewEvent => ({
  stream: `case:${clock.caseId}`,
  type: 'clock_breached',
  data: { ...clock, dueAt: clock.dueAt.toISOString() },
  actor,
  at: now,
});
