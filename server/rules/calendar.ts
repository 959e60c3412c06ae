/**
 * The working days of China: the holidays and make-up days that the State Council announces year by year
 * (全国年节及纪念日放假办法). Data of the package chinese-days; its own functions are not used, for they answer for a year
 * without an announcement as if it had no holidays, and read days in the machine's time zone.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Fault } from '../platform/fault.ts';
import type { ChinaDay } from './china-time.ts';
import { weekday } from './china-time.ts';

export interface Calendar {
  /** Short hash over all days, recorded in each breach. */
  readonly version: string;
  /** The years that are loaded, ascending. */
  readonly years: readonly number[];
  /** Whether a day is worked. A day of a year that is not loaded throws Fault `calendar_not_loaded`. */
  workday(day: ChinaDay): boolean;
  /** Why a day is not an ordinary one: the holiday's name, or that of the holiday it makes up for; else null. */
  nameOf(day: ChinaDay): string | null;
}

/** Days that differ from the ordinary week, each with its name. */
export interface CalendarDays {
  holidays: Readonly<Record<ChinaDay, string>>;
  workdays: Readonly<Record<ChinaDay, string>>;
}

const yearOf = (day: ChinaDay): number => Number(day.slice(0, 4));

/** A year counts as announced only where both its Spring Festival and its National Day are in the data. */
function announcedYears(days: CalendarDays): number[] {
  const all = Object.keys(days.holidays);
  const years = new Set(all.map(yearOf));
  const has = (year: number, from: string, to: string): boolean =>
    all.some((day) => day >= `${year}-${from}` && day <= `${year}-${to}`);
  return [...years].filter((year) => has(year, '01-20', '02-29') && has(year, '10-01', '10-07')).sort((a, b) => a - b);
}

/**
 * A calendar over national days and, where a profile has them, local ones (州庆 of an autonomous place); a local day wins over a
 * national one, and loads no year by itself.
 */
export function calendarOf(national: CalendarDays, local: CalendarDays = { holidays: {}, workdays: {} }): Calendar {
  const years = announcedYears(national);
  const loaded = new Set(years);
  const special = new Map<ChinaDay, { work: boolean; name: string }>();
  for (const days of [national, local]) {
    for (const [day, name] of Object.entries(days.holidays)) special.set(day, { work: false, name });
    for (const [day, name] of Object.entries(days.workdays)) special.set(day, { work: true, name });
  }
  const content = [...special].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, at]) => `${day}${at.work}${at.name}`);
  const check = (day: ChinaDay): void => {
    if (loaded.has(yearOf(day))) return;
    throw new Fault(
      'calendar_not_loaded',
      `${day.slice(0, 4)} 年的放假安排尚未载入(已载入 ${years[0]}–${years.at(-1)})`,
      {
        action: '等国务院办公厅公布该年放假安排并更新日历后再算',
        status: 422,
      },
    );
  };
  return {
    version: createHash('sha256').update(content.join('\n')).digest('hex').slice(0, 8),
    years,
    workday: (day) => {
      check(day);
      const known = special.get(day);
      if (known) return known.work;
      const dayOfWeek = weekday(day);
      return dayOfWeek !== 0 && dayOfWeek !== 6;
    },
    nameOf: (day) => special.get(day)?.name ?? null,
  };
}

/** The package writes `English,中文,days`; the Chinese name is kept. */
function named(days: Record<string, string>): Record<ChinaDay, string> {
  return Object.fromEntries(Object.entries(days).map(([day, names]) => [day, names.split(',')[1] ?? names]));
}

/** The national days as the package carries them. */
export function nationalDays(): CalendarDays {
  const data = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Record<
    'holidays' | 'workdays',
    Record<string, string>
  >;
  return { holidays: named(data.holidays), workdays: named(data.workdays) };
}

/** The national calendar, with a profile's local days where given. */
export const loadCalendar = (local?: CalendarDays): Calendar => calendarOf(nationalDays(), local);
