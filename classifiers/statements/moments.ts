/** Points of time in Chinese reports: "11月20日凌晨2时许", "十一日14:30", "20日18时前". Pure. */
import { parseNumeral } from '../numerals.ts';
import type { Moment } from './fact.ts';

const NUM = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const PARTS_OF_DAY: Readonly<Record<string, readonly [number, number]>> = {
  凌晨: [0, 6], 清晨: [5, 8], 早上: [5, 9], 早晨: [5, 9], 上午: [6, 12], 中午: [11, 14], 下午: [12, 18],
  傍晚: [17, 20], 晚上: [18, 24], 晚间: [18, 24], 晚: [18, 24], 夜间: [18, 24], 深夜: [22, 24], 夜里: [20, 24],
}; // prettier-ignore
const PART = Object.keys(PARTS_OF_DAY)
  .sort((a, b) => b.length - a.length)
  .join('|');

/** A day, with or without year and month, and the hour if told; or an hour by itself. For text that passed `normalise`. */
const MOMENT = new RegExp(
  `(?:(?:(?<year>20\\d{2})年)?(?<month>${NUM})月)?(?<day>${NUM})(?:日|号(?![楼院门线库井桥机车口厅馆]))(?<part>${PART})?(?:(?<hour>${NUM})(?:[时点]|:(?=\\d))(?:(?<minute>${NUM})分?|(?<half>半))?(?<loose>许|左右|前后|多)?)?` +
    `|(?<part2>${PART})?(?<hour2>${NUM})(?:[时点](?!间|评|多钟)|:(?=\\d))(?:(?<minute2>${NUM})分?|(?<half2>半))?(?<loose2>许|左右|前后|多)?`,
  'g',
);
/** "许" and "左右" leave room, in minutes. */
const LOOSE = 20;

/** A point of time and where it stands. */
export interface FoundMoment {
  moment: Moment;
  start: number;
  end: number;
}

/** All points of time of a text, in its order. Hours without a day keep day and month null. Linear in its length. */
export function momentsOf(text: string): FoundMoment[] {
  return [...text.matchAll(MOMENT)].flatMap((match) => {
    const found = momentIn(match.groups ?? {});
    return found === null ? [] : [{ moment: found, start: match.index, end: match.index + match[0].length }];
  });
}

const read = (written: string | undefined): number | null => (written === undefined ? null : parseNumeral(written));

function momentIn(groups: Record<string, string | undefined>): Moment | null {
  const [year, month, day] = [read(groups['year']), read(groups['month']), read(groups['day'])];
  if ((month !== null && month > 12) || (day !== null && day > 31)) return null;
  const part = groups['part'] ?? groups['part2'];
  const hour = read(groups['hour'] ?? groups['hour2']);
  const half = groups['half'] ?? groups['half2'];
  const minute = half === undefined ? (read(groups['minute'] ?? groups['minute2']) ?? 0) : 30;
  if (hour !== null && (hour > 24 || minute > 59)) return null;
  return { year, month, day, minutes: minutesOf(part, hour, minute, groups['loose'] ?? groups['loose2']) };
}

function minutesOf(
  part: string | undefined,
  hour: number | null,
  minute: number,
  loose: string | undefined,
): readonly [number, number] | null {
  const range = part === undefined ? undefined : PARTS_OF_DAY[part];
  if (hour === null) return range ? [range[0] * 60, range[1] * 60] : null;
  // "下午3时", "晚上8点" on the clock of twelve.
  const late =
    range !== undefined && range[0] >= 11 && hour < 12 && hour + 12 <= 24 && !(part === '中午' && hour >= 11);
  const at = (late ? hour + 12 : hour) * 60 + minute;
  return loose === undefined ? [at, at] : [at - LOOSE, at + LOOSE];
}

/** Room for one clock beside another, in minutes. */
const SAME = 15;

/** Whether two moments cannot be the same: what both tell differs; what only one tells is no difference. */
export function differ(a: Moment, b: Moment): boolean {
  const differs = (x: number | null, y: number | null): boolean => x !== null && y !== null && x !== y;
  if (differs(a.year, b.year) || differs(a.month, b.month) || differs(a.day, b.day)) return true;
  if (a.minutes === null || b.minutes === null) return false;
  return a.minutes[1] + SAME < b.minutes[0] || b.minutes[1] + SAME < a.minutes[0];
}

/** -1, 0 or 1 for earlier, same or not known, later. */
export function order(a: Moment, b: Moment): number {
  for (const [x, y] of [[a.year, b.year], [a.month, b.month], [a.day, b.day]] as const) {
    if (x !== null && y !== null && x !== y) return Math.sign(x - y);
  } // prettier-ignore
  if (a.minutes === null || b.minutes === null) return 0;
  return Math.sign(a.minutes[0] - b.minutes[0]);
}
