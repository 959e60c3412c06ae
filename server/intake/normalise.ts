/**
 * The one form in which texts are stored, and the form they are compared in. Both are pure: string in, string out.
 */

const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Control characters but tab and line feed, among them NUL, which PostgreSQL refuses. */
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
/** Invisible marks that split words or turn their direction (watermarks, byte order marks); the joiner of emoji stays. */
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/**
 * Text as it is stored: NFC, line feeds only, no control or invisible characters, lone surrogates as U+FFFD, no blanks at the
 * ends of lines, at most two blank lines together, trimmed. Offsets of verdicts refer to this form; applying it twice changes nothing.
 */
export function normaliseText(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(/\r\n?|\u0085|[\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}

/** A title or name: as `normaliseText`, on one line, each run of blanks one space. */
export function normaliseLine(text: string): string {
  return normaliseText(text).replace(/\s+/g, ' ');
}

const canonical = (text: string): string =>
  text
    .replace(LONE_SURROGATE, '\uFFFD')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{Z}\p{C}]/gu, '');

/**
 * What the HMAC fingerprint of an item is computed from: title and text each in NFKC, lower case, without blanks, punctuation and
 * control characters, joined by a line feed. Two copies of a text that differ in layout alone give the same string; texts of
 * punctuation alone keep it, so that "?" and "!!!" stay two items.
 */
export function fingerprintText(title: string, text: string): string {
  const form = `${canonical(title)}\n${canonical(text)}`;
  return form === '\n' ? `${title.normalize('NFKC').trim()}\n${text.normalize('NFKC').trim()}` : form;
}

/** The first `limit` UTF-16 units of a text, never ending in half a surrogate pair. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
