/**
 * When a time limit ends (民法典 第二百零一条至第二百零三条): hours run from the stated moment; of working days the
 * start day is not counted, and the last one ends at 23:59:59 China Standard Time.
 */
import { Fault } from '../platform/fault.ts';
import type { Calendar } from './calendar.ts';
import type { ChinaDay } from './china-time.ts';
import { chinaDay, chinaIso, dayAfter, endOfDay, readMoment } from './china-time.ts';

export type Counted = 'hours' | 'workdays';

export interface Limit {
  clock: Counted;
  /** Hours (may be a fraction) or working days (whole). */
  amount: number;
  /** ISO 8601, or an instant. A bare day will do for working days. */
  start: string | Date;
}

export interface Deadline {
  /** Whole seconds. */
  due: Date;
  /** The steps of the count, in Chinese, in order. */
  explain: string[];
}

/** A limit beyond this is a slip of the pen, not a rule. */
export const LARGEST_AMOUNT = 10_000;

const HOUR_MS = 3_600_000;
const CODE_CIVIL = '民法典 第二百零一条';
const wholeSeconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);

function checkAmount(clock: Counted, amount: number): void {
  const refuse = (message: string): never => {
    throw new Fault('invalid_amount', message, { action: `amount 须大于 0 且不超过 ${LARGEST_AMOUNT}` });
  };
  if (typeof amount !== 'number' || !Number.isFinite(amount)) refuse('amount is not a number');
  if (amount <= 0) refuse(`amount must be greater than 0, not ${amount}`);
  if (amount > LARGEST_AMOUNT) refuse(`amount must not exceed ${LARGEST_AMOUNT}, not ${amount}`);
  if (clock === 'workdays' && !Number.isInteger(amount)) refuse(`working days are whole numbers, not ${amount}`);
}

function startOf(limit: Limit): { at: Date; notes: string[] } {
  if (limit.start instanceof Date) {
    if (Number.isNaN(limit.start.getTime())) throw new Fault('invalid_start', 'start is not a date');
    return { at: wholeSeconds(limit.start.getTime()), notes: [] };
  }
  const moment = readMoment(limit.start);
  if (limit.clock === 'hours' && !moment.timed) {
    throw new Fault('invalid_start', `按小时计的时限要写明时刻: ${limit.start}`, {
      action: 'e.g. 2026-11-20T09:30:00+08:00',
    });
  }
  return { at: moment.at, notes: moment.timed && !moment.zoned ? ['起点未写时区，按北京时间计'] : [] };
}

function afterHours(at: Date, amount: number): Deadline {
  const due = wholeSeconds(at.getTime() + Math.round(amount * HOUR_MS));
  return {
    due,
    explain: [`自 ${chinaIso(at)} 起，按自然小时连续计算，节假日不扣除`, `加 ${amount} 小时，于 ${chinaIso(due)} 届满`],
  };
}

/** Joins days that were skipped for one reason into spans: 2026-10-01–2026-10-07 国庆节. */
function spans(days: readonly { day: ChinaDay; name: string }[]): string[] {
  const joined: { from: ChinaDay; to: ChinaDay; name: string }[] = [];
  for (const { day, name } of days) {
    const last = joined.at(-1);
    if (last && last.name === name && dayAfter(last.to) === day) last.to = day;
    else joined.push({ from: day, to: day, name });
  }
  return joined.map(({ from, to, name }) => `${from === to ? from : `${from}–${to}`} ${name}`);
}

function afterWorkdays(at: Date, amount: number, calendar: Calendar): Deadline {
  const first = chinaDay(at);
  const skipped: { day: ChinaDay; name: string }[] = [];
  const madeUp: string[] = [];
  // The start day is asked for although it is not counted: a span that begins outside the loaded years is not known whole.
  calendar.workday(first);
  let day = first;
  for (let left = amount; left > 0;) {
    day = dayAfter(day);
    const name = calendar.nameOf(day);
    if (!calendar.workday(day)) skipped.push({ day, name: name ?? '周末' });
    else {
      left -= 1;
      if (name !== null) madeUp.push(`${day} 因${name}调休上班`);
    }
  }
  const due = endOfDay(day);
  const holidays = spans(skipped.filter((each) => each.name !== '周末'));
  const weekends = skipped.filter((each) => each.name === '周末').length;
  return {
    due,
    explain: [
      `起算日 ${first} 不计入，自次日起数 ${amount} 个工作日(${CODE_CIVIL})`,
      ...(weekends > 0 ? [`跳过周末 ${weekends} 天`] : []),
      ...(holidays.length > 0 ? [`跳过放假:${holidays.join(';')}`] : []),
      ...(madeUp.length > 0 ? [`计入调休上班日:${madeUp.join(';')}`] : []),
      `末日 ${day},于 ${chinaIso(due)} 届满`,
    ],
  };
}

/**
 * The end of a limit. Faults: `invalid_amount` (not a number, ≤ 0, > 10,000, part of a working day), `invalid_start` (no such
 * moment), `calendar_not_loaded` (a working-day span that leaves the loaded years).
 */
export function deadlineOf(limit: Limit, calendar: Calendar): Deadline {
  checkAmount(limit.clock, limit.amount);
  const { at, notes } = startOf(limit);
  const deadline = limit.clock === 'hours' ? afterHours(at, limit.amount) : afterWorkdays(at, limit.amount, calendar);
  return { due: deadline.due, explain: [...notes, ...deadline.explain] };
}
