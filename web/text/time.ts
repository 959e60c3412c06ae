/** Times as people read them, in China's time. Takes ISO 8601 or milliseconds. */
import { pick } from './language.ts';

type Instant = string | number;

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
/** `周一`, for an instant of that day. */
export const weekdayOf = (instant: string | number): string => weekday.format(new Date(instant));

const weekday = new Intl.DateTimeFormat(pick('zh-CN', 'en-GB'), {
  timeZone: 'Asia/Shanghai',
  weekday: 'short',
});

function read(instant: Instant): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

/** `14:36:20` */
export function clockTime(instant: Instant): string {
  const { hour, minute, second } = read(instant);
  return `${hour}:${minute}:${second}`;
}

/** `03-12 14:36` */
export function dayTime(instant: Instant): string {
  const { month, day, hour, minute } = read(instant);
  return `${month}-${day} ${hour}:${minute}`;
}

/** `14:36` on the day of `now`, else `03-11 22:10`. */
export const timeOrDay = (instant: Instant, now: Instant): string => {
  const at = dayTime(instant);
  return at.slice(0, 5) === dayTime(now).slice(0, 5) ? at.slice(6) : at;
};

/** `03-12 周四 14:36:20` */
export function fullTime(instant: Instant): string {
  const { month, day } = read(instant);
  return `${month}-${day} ${weekday.format(new Date(instant))} ${clockTime(instant)}`;
}

/** How long ago: `12 秒前`, `4 分钟前`, `3 小时前`, `2 天前`. Takes milliseconds. */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return pick(`${seconds} 秒前`, `${seconds} s ago`);
  if (seconds < 3600) return pick(`${Math.floor(seconds / 60)} 分钟前`, `${Math.floor(seconds / 60)} min ago`);
  if (seconds < 86_400) return pick(`${Math.floor(seconds / 3600)} 小时前`, `${Math.floor(seconds / 3600)} h ago`);
  return pick(`${Math.floor(seconds / 86_400)} 天前`, `${Math.floor(seconds / 86_400)} d ago`);
}

/** A length of time: `12 秒`, `3 分 12 秒`, `2 小时 5 分`. Takes milliseconds. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return pick(`${seconds} 秒`, `${seconds} s`);
  if (minutes < 60) return pick(`${minutes} 分 ${seconds % 60} 秒`, `${minutes} min ${seconds % 60} s`);
  return pick(
    `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`,
    `${Math.floor(minutes / 60)} h ${minutes % 60} min`,
  );
}

/** `3:05`, hours and minutes of a length of time in whole minutes. */
export const hoursMinutes = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
