/** The days of a working-day clock as its bar shows them, in China's time; pure. */
import { CHINA } from './local-time.ts';
import { millis, type Instant } from './time-left.ts';

const DAY = 24 * 3_600_000;

/** Days since 1970-01-01 in China. */
export const dayNumber = (instant: Instant): number => Math.floor((millis(instant) + CHINA) / DAY);

/** A Saturday or Sunday. Holidays and make-up days stand in the server's calendar alone. */
const isWeekend = (day: number): boolean => [0, 6].includes((day + 4) % 7);

export interface DayCell {
  /** `2026-03-12` */
  day: string;
  /** Day of the month, as it stands under the cell. */
  label: string;
  rest: boolean;
  /** Share of the day that is gone, 0 to 1. */
  gone: number;
  today: boolean;
  due: boolean;
}

/** Bars longer than this leave out the days long gone. */
const MOST_CELLS = 16;

/** One cell a day from the later of start and today's neighbourhood to the day the clock is due. */
export function dayCells(clock: { startAt: Instant; dueAt: Instant; now: Instant }): DayCell[] {
  const today = dayNumber(clock.now);
  const due = dayNumber(clock.dueAt);
  const from = Math.max(Math.min(dayNumber(clock.startAt), due), due - MOST_CELLS + 1);
  return Array.from({ length: due - from + 1 }, (_, index) => {
    const day = from + index;
    const iso = new Date(day * DAY).toISOString().slice(0, 10);
    return {
      day: iso,
      label: String(Number(iso.slice(8))),
      rest: isWeekend(day),
      gone: Math.min(1, Math.max(0, (millis(clock.now) + CHINA - day * DAY) / DAY)),
      today: day === today,
      due: day === due,
    };
  });
}

export interface WorkdaysLeft {
  /** Whole days after today until the due one; the last day reads in hours instead. */
  days: number;
  /** False where a holiday or make-up day may lie between: then `days` counts calendar days. */
  exact: boolean;
}

/**
 * How many working days are left after today. `amount` is what the rule grants: where the weekdays between start and due don't
 * add up to it, holidays lie between, and the days left are counted by the calendar instead of guessed.
 */
export function workdaysLeft(clock: {
  startAt: Instant;
  dueAt: Instant;
  now: Instant;
  amount?: number | undefined;
}): WorkdaysLeft {
  const due = dayNumber(clock.dueAt);
  const today = dayNumber(clock.now);
  const weekdays = (after: number): number => {
    let count = 0;
    for (let day = after + 1; day <= due; day += 1) if (!isWeekend(day)) count += 1;
    return count;
  };
  const exact = clock.amount === undefined || weekdays(dayNumber(clock.startAt)) === clock.amount;
  return { days: exact ? weekdays(today) : Math.max(0, due - today), exact };
}
