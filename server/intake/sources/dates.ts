/**
 * The dates of feeds and pages: RFC 822, ISO 8601, what Java and Chinese editorial systems print. A time without zone is China
 * Standard Time, and so is "CST", which RFC 822 reads as Chicago: the sources are Chinese offices.
 */

export type DateFault = 'date_missing' | 'date_unreadable' | 'date_too_old' | 'date_in_future';

export interface ReadDate {
  /** ISO 8601 with +08:00, whole seconds; null where there is none to trust. */
  at: string | null;
  fault: DateFault | null;
}

const CST_MINUTES = 8 * 60;
const DAY_MS = 86_400_000;
/** No feed is older; systems print their epoch (1970, 1900, 0001) where they know no date. */
const EARLIEST = Date.UTC(1990, 0, 1);

const ZONES: Readonly<Record<string, number>> = {
  z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, bst: 60, cet: 60, met: 60, cest: 120, eet: 120, eest: 180, msk: 180, ist: 330,
  cst: CST_MINUTES, hkt: 480, sgt: 480, 北京时间: 480, 中国标准时间: 480, jst: 540, kst: 540, aest: 600, aedt: 660,
  ast: -240, edt: -240, est: -300, cdt: -300, mdt: -360, mst: -420, pdt: -420, pst: -480,
}; // prettier-ignore

const MONTH_WORDS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Months as Portuguese, Spanish, French and German feeds write them where they differ in the first three letters. */
const FOREIGN_MONTHS: Readonly<Record<string, number>> = {
  fev: 2, fév: 2, abr: 4, avr: 4, mai: 5, mag: 5, giu: 6, lug: 7, ago: 8, aoû: 8, aou: 8, set: 9, out: 10, okt: 10, oct: 10,
  dez: 12, dic: 12, déc: 12, ene: 1, mär: 3, gen: 1, ott: 10,
}; // prettier-ignore
const HANZI_MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Minutes east of Greenwich. */
  zone: number;
}

/** Minutes east of Greenwich of "+0800", "GMT+8", "CST", "" (none: China Standard Time); null where it is no zone. */
function zoneMinutes(text: string): number | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^\((.*)\)$/, '$1');
  if (word === '') return CST_MINUTES;
  const named = ZONES[word];
  if (named !== undefined) return named;
  const offset = /^(?:gmt|utc|z)?\s*([+-])(\d{1,2}):?(\d{2})?(?:\s*\(.*\)|\s+[a-z]{2,5})?$/.exec(word);
  if (!offset) return null;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return minutes > 14 * 60 ? null : offset[1] === '-' ? -minutes : minutes;
}

function monthNumber(word: string): number | null {
  const digits = /^(\d{1,2})月?$/.exec(word);
  if (digits) return Number(digits[1]);
  const hanzi = HANZI_MONTHS.indexOf(word.replace(/月$/, ''));
  if (hanzi >= 0) return hanzi + 1;
  const short = word.toLowerCase().slice(0, 3);
  const english = MONTH_WORDS.indexOf(short);
  return english >= 0 ? english + 1 : (FOREIGN_MONTHS[short] ?? null);
}

/** A two-digit year as RFC 2822 reads it. */
const fullYear = (digits: string): number =>
  digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 50 ? 2000 : 1900);

interface Clock {
  hour: number;
  minute: number;
  second: number;
  zone: number;
}

const CLOCK =
  /^(上午|下午|中午|晚上|晚|凌晨|早上|am\b|pm\b)?\s*(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2}))?(?:[.,]\d+)?秒?分?\s*(am\b|pm\b)?\s*(.*)$/i;

/** The clock and zone after a date; an empty rest is midnight. */
function clockOf(rest: string): Clock | null {
  const text = rest.trim();
  if (text === '') return { hour: 0, minute: 0, second: 0, zone: CST_MINUTES };
  const match = CLOCK.exec(text);
  if (!match) {
    const zone = zoneMinutes(text);
    return zone === null ? null : { hour: 0, minute: 0, second: 0, zone };
  }
  const zone = zoneMinutes(match[6] ?? '');
  if (zone === null) return null;
  const half = (match[1] ?? match[5] ?? '').toLowerCase();
  let hour = Number(match[2]);
  if (/下午|晚|pm/.test(half) && hour < 12) hour += 12;
  if (/上午|凌晨|am/.test(half) && hour === 12) hour = 0;
  return { hour, minute: Number(match[3] ?? 0), second: Number(match[4] ?? 0), zone };
}

const dated = (year: number, month: number | null, day: number, rest: string): Parts | null => {
  const clock = clockOf(rest);
  return month === null || clock === null ? null : { year, month, day, ...clock };
};

/** 2026-03-12 14:36, 2026-03-12T14:36:05.000+08:00, 2026/3/12, 2026年3月12日 14时36分, 2026.03.12 */
function yearFirst(text: string): Parts | null {
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s*t\s*(?=\d)|\s+|(?=[上下中晚凌早\d])|$)(.*)$/i.exec(
      text,
    );
  return match ? dated(Number(match[1]), Number(match[2]), Number(match[3]), match[4] ?? '') : null;
}

/** 20260312, 20260312143605, 20260312T143605Z */
function compact(text: string): Parts | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?\s*(.*))?$/i.exec(text);
  if (!match) return null;
  const clock = match[4] === undefined ? '' : `${match[4]}:${match[5]}:${match[6] ?? '00'} ${match[7] ?? ''}`;
  return dated(Number(match[1]), Number(match[2]), Number(match[3]), clock);
}

/** 12 Mar 2026 14:36:00 +0800, 12-Mar-26, 12 三月 2026 14:36:00 +0800 */
function dayFirst(text: string): Parts | null {
  const match = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+(\p{L}+|\d{1,2}月)\.?[\s,-]+(\d{4}|\d{2})(?:\s+|$)(.*)$/u.exec(text);
  return match ? dated(fullYear(match[3] ?? ''), monthNumber(match[2] ?? ''), Number(match[1]), match[4] ?? '') : null;
}

/** Mar 12, 2026 14:36 and what Java's Date prints: Mar 12 14:36:00 CST 2026 */
function monthFirst(text: string): Parts | null {
  const java = /^([a-z]{3,9})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*(.*?)\s*(\d{4})$/i.exec(text);
  if (java) return dated(Number(java[5]), monthNumber(java[1] ?? ''), Number(java[2]), `${java[3]} ${java[4]}`);
  const match = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(.*))?$/i.exec(text);
  return match ? dated(Number(match[3]), monthNumber(match[1] ?? ''), Number(match[2]), match[4] ?? '') : null;
}

/** The instant of parts in ms, or null where no calendar has them (31 June, 25:00). 24:00 is the next midnight. */
function instantOf(parts: Parts): number | null {
  const { year, month, day, hour, minute, zone } = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const second = Math.min(parts.second, 59);
  if (hour > 24 || minute > 59 || parts.second > 60 || (hour === 24 && minute + second > 0)) return null;
  return date.getTime() + ((hour * 60 + minute - zone) * 60 + second) * 1000;
}

/** Full-width forms as ASCII; labels before, weekdays and blanks too many go. */
const tidy = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replace(/^(?:发布|更新|发表|发稿)?(?:时间|日期)\s*:\s*/, '')
    .replace(/\(?(?:星期|周)[一二三四五六日天]\)?,?/g, ' ')
    .replace(/^\s*\p{L}{2,9}\.?,\s*/u, '')
    .replace(/^\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+/i, '')
    .replace(/\s+/g, ' ')
    .trim();

function parse(raw: string): number | null {
  const text = tidy(raw);
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  const parts = yearFirst(text) ?? compact(text) ?? dayFirst(text) ?? monthFirst(text);
  return parts && instantOf(parts);
}

/** ISO 8601 in China Standard Time, whole seconds. */
export function isoCst(ms: number): string {
  return `${new Date(ms + CST_MINUTES * 60_000).toISOString().slice(0, 19)}+08:00`;
}

/**
 * Reads one date as a source wrote it. Before 1990 or more than a day after `now` it is not believed: `at` is null and `fault`
 * names why.
 */
export function readDate(raw: string | null | undefined, now: Date): ReadDate {
  if (!raw || raw.trim() === '') return { at: null, fault: 'date_missing' };
  const ms = raw.length > 100 ? null : parse(raw);
  if (ms === null) return { at: null, fault: 'date_unreadable' };
  if (ms < EARLIEST) return { at: null, fault: 'date_too_old' };
  if (ms > now.getTime() + DAY_MS) return { at: null, fault: 'date_in_future' };
  return { at: isoCst(ms), fault: null };
}

/** The first believable of several dates of one item, else the fault of the first that was written at all. */
export function firstDate(raws: readonly (string | undefined)[], now: Date): ReadDate {
  let worst: ReadDate = { at: null, fault: 'date_missing' };
  for (const raw of raws) {
    const read = readDate(raw, now);
    if (read.at !== null) return read;
    if (worst.fault === 'date_missing') worst = read;
  }
  return worst;
}
