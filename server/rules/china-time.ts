/** China Standard Time, explicit everywhere: UTC+08:00 without summer time. The machine's time zone plays no part. */
import { Fault } from '../platform/fault.ts';

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** A calendar day in China, `YYYY-MM-DD`. */
export type ChinaDay = string;

const shifted = (instant: Date): string => new Date(instant.getTime() + OFFSET_MS).toISOString();

/** The day in China on which an instant lies. */
export const chinaDay = (instant: Date): ChinaDay => shifted(instant).slice(0, 10);

/** An instant as ISO 8601 with +08:00, whole seconds (what lies below a second is cut off). */
export const chinaIso = (instant: Date): string => `${shifted(instant).slice(0, 19)}+08:00`;

/** `2026-03-12 10:20`. */
export const chinaMinute = (instant: Date): string => chinaIso(instant).slice(0, 16).replace('T', ' ');

/** `03-12 10:20`. */
export const shortMinute = (instant: Date): string => chinaMinute(instant).slice(5);

/** `3月12日 10:20`. */
export function minuteInWords(instant: Date): string {
  const minute = chinaMinute(instant);
  return `${Number(minute.slice(5, 7))}月${Number(minute.slice(8, 10))}日 ${minute.slice(11)}`;
}

/** The day after. */
export const dayAfter = (day: ChinaDay): ChinaDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** Day of the week, 0 Sunday to 6 Saturday. */
export const weekday = (day: ChinaDay): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** The first instant of a day in China. */
export const startOfDay = (day: ChinaDay): Date => new Date(`${day}T00:00:00+08:00`);

/** The last second of a day in China, 23:59:59+08:00. */
export const endOfDay = (day: ChinaDay): Date => new Date(`${day}T23:59:59+08:00`);

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

export interface Moment {
  at: Date;
  /** False where only a day was written. */
  timed: boolean;
  /** False where no offset was written and China Standard Time was taken. */
  zoned: boolean;
}

function realDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined) return OFFSET_MS / 60_000;
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.replace(':', '').slice(3, 5) || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * Reads an ISO 8601 instant, cut to whole seconds. Days that do not exist (30 February), hours past 23 and offsets past
 * ±14:00 are refused with Fault `invalid_start`, where Date would roll them over in silence. Without an offset the time is
 * China Standard Time.
 */
export function readMoment(text: string): Moment {
  const match = ISO.exec(text.trim());
  const [year, month, day, hour, minute, second] = (match?.slice(1, 7) ?? []).map((part) => Number(part ?? 0));
  const zone = match?.[7];
  const offset = offsetMinutes(zone);
  const clear =
    match !== null &&
    realDay(year ?? 0, month ?? 0, day ?? 0) &&
    (year ?? 0) >= 1900 &&
    (year ?? 0) < 2200 &&
    (hour ?? 0) <= 23 &&
    (minute ?? 0) <= 59 &&
    (second ?? 0) <= 59 &&
    Math.abs(offset) <= 14 * 60;
  if (!clear) {
    throw new Fault('invalid_start', `not a date and time that exists: ${text.slice(0, 60)}`, {
      action: 'write ISO 8601 with its offset, e.g. 2026-11-20T09:30:00+08:00',
    });
  }
  const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
  return { at: new Date(local - offset * 60_000), timed: match?.[4] !== undefined, zoned: zone !== undefined };
}
