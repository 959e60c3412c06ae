/** The days a report is about, in China Standard Time; pure. */
import { Fault } from '../platform/fault.ts';
import { chinaDay, dayAfter, type ChinaDay } from '../rules/china-time.ts';

export interface Period {
  fromDay: ChinaDay;
  /** The last day, which counts. */
  toDay: ChinaDay;
  from: Date;
  /** The first instant that no longer counts. */
  until: Date;
}

const midnight = (day: ChinaDay): Date => new Date(`${day}T00:00:00+08:00`);

function readDay(text: string): ChinaDay {
  const day = midnight(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && chinaDay(day) === text) return text;
  throw new Fault('day_invalid', `"${text.slice(0, 20)}" is no day: write it like 2026-11-01.`);
}

/** From the first of this month to today where nothing else is said. Faults `day_invalid`, `period_invalid`. */
export function readPeriod(options: { from?: string; to?: string }, now: Date): Period {
  const toDay = options.to === undefined ? chinaDay(now) : readDay(options.to);
  const fromDay = options.from === undefined ? `${toDay.slice(0, 8)}01` : readDay(options.from);
  if (fromDay > toDay) throw new Fault('period_invalid', `The period ends (${toDay}) before it begins (${fromDay}).`);
  return { fromDay, toDay, from: midnight(fromDay), until: midnight(dayAfter(toDay)) };
}

export const within = (at: Date | null, { from, until }: Period): boolean => at !== null && at >= from && at < until;
