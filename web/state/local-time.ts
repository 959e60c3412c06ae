/** China's wall-clock time, in which all instants are shown and entered; pure. */
import { millis, type Instant } from './time-left.ts';

/** How far China's time is ahead of UTC; it knows no summer time. */
export const CHINA = 8 * 3_600_000;

/** `2026-03-13T09:00` in China's time, for a datetime-local field. */
export function localTime(instant: Instant | null): string {
  return instant === null ? '' : new Date(millis(instant) + CHINA).toISOString().slice(0, 16);
}

/** The instant of a datetime-local field; null where it is empty or no time. */
export function instantOf(local: string): string | null {
  const ms = local === '' ? NaN : Date.parse(`${local}+08:00`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** `03-06` of `2026-03-06`, whole where it is of another year than `now` (ms). */
export function shortDay(day: string, now: number): string {
  return localTime(now).startsWith(day.slice(0, 5)) ? day.slice(5) : day;
}
