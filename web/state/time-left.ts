/** Time left: the one algorithm of bands for all screens, and its words. Pure; `now` is an argument. */
import { pick } from '../text/language.ts';
import { hoursMinutes } from '../text/time.ts';

export type Band = 'over' | 'urg' | 'soon' | 'ok' | 'met';
/** ISO 8601 or milliseconds. */
export type Instant = string | number;

export interface Running {
  dueAt: Instant;
  startAt: Instant;
  now: Instant;
  counted: 'hours' | 'workdays';
  /** When it was met or ended; absent while it runs. */
  stoppedAt?: Instant | null;
  /** The clock of judging (研判时限), which has bands of its own. */
  judging?: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds since 1970. */
export function millis(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}

/** Milliseconds until due, negative once over. A stopped clock stands at its stop. */
export function millisLeft(clock: Running): number {
  return millis(clock.dueAt) - millis(clock.stoppedAt ?? clock.now);
}

/** The band of a clock (界面设计「剩余时间取档」): the first condition that holds. */
export function bandOf(clock: Running): Band {
  const left = millisLeft(clock);
  if (clock.stoppedAt != null) return left >= 0 ? 'met' : 'over';
  if (left <= 0) return 'over';
  if (clock.judging) return judgingBand(left);
  if (clock.counted === 'workdays') return workdayBand(left);
  return hoursBand(left, millis(clock.dueAt) - millis(clock.startAt));
}

function judgingBand(left: number): Band {
  if (left <= 10 * MINUTE) return 'urg';
  return left <= 15 * MINUTE ? 'soon' : 'ok';
}

function workdayBand(left: number): Band {
  if (left <= 4 * HOUR) return 'urg';
  return left <= DAY ? 'soon' : 'ok';
}

function hoursBand(left: number, total: number): Band {
  if (left <= (total >= 5 * HOUR ? 2 * HOUR : total / 3)) return 'urg';
  return left <= 12 * HOUR || left <= total / 4 ? 'soon' : 'ok';
}

/** Share of the time still left, 0 to 1; 0 once over. */
export function sharesLeft(clock: Pick<Running, 'dueAt' | 'startAt' | 'now'>): number {
  const total = millis(clock.dueAt) - millis(clock.startAt);
  if (!(total > 0)) return 0;
  return Math.min(1, Math.max(0, (millis(clock.dueAt) - millis(clock.now)) / total));
}

/** Whole minutes: what is left is rounded up and what is over down, so that neither ever reads 0. */
export function wholeMinutes(ms: number): { over: boolean; minutes: number } {
  if (ms > 0) return { over: false, minutes: Math.ceil(ms / MINUTE) };
  return { over: true, minutes: Math.max(1, Math.floor(-ms / MINUTE)) };
}

const LONG = 100 * 60;

/**
 * `剩 1:47`, `超时 3:12`; below an hour `剩 9 分`, `超时 4 分钟` (or `剩 0:09` with `clock`); from 100 hours in whole days.
 * What isn't known is `—`, never 0.
 */
export function formatLeft(ms: number | null, options: { clock?: boolean } = {}): string {
  if (ms === null || !Number.isFinite(ms)) return '—';
  const { over, minutes } = wholeMinutes(ms);
  const lead = over ? pick('超时', 'over') : pick('剩', 'left');
  if (minutes >= LONG) return `${lead} ${Math.floor(minutes / 1440)} ${pick('天', 'd')}`;
  if (minutes >= 60 || options.clock) return `${lead} ${hoursMinutes(minutes)}`;
  return `${lead} ${minutes} ${over ? pick('分钟', 'min') : pick('分', 'min')}`;
}

/** The same in full words, for screen readers: `剩 1 小时 47 分`. */
export function speakLeft(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return pick('剩余时间未知', 'time left unknown');
  const { over, minutes } = wholeMinutes(ms);
  const lead = over ? pick('超时', 'over by') : pick('剩', 'left:');
  const hours = Math.floor(minutes / 60);
  const parts = [
    hours > 0 ? `${hours} ${pick('小时', 'hours')}` : '',
    minutes % 60 > 0 ? `${minutes % 60} ${pick('分', 'minutes')}` : '',
  ];
  return [lead, ...parts.filter(Boolean)].join(' ');
}
