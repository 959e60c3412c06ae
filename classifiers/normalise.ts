import { readFileSync } from 'node:fs';
import { TRADITIONAL_IN_NAMES } from './traditional-names.ts';

/** Full-width forms U+FF01..U+FF5E stand this far above ASCII. */
const FULL_WIDTH_OFFSET = 0xfee0;

/** What each UTF-16 unit folds to. One unit each, so that folding never moves an offset. */
function foldTable(): Uint16Array {
  const table = Uint16Array.from({ length: 65536 }, (_, unit) => unit);
  const listed = readFileSync(new URL('./lexicon/traditional.txt', import.meta.url), 'utf8');
  const pairs = (listed + TRADITIONAL_IN_NAMES).replace(/\s/g, '');
  // 繁体字 → 简体字.
  for (let i = 0; i + 1 < pairs.length; i += 2) table[pairs.charCodeAt(i)] = pairs.charCodeAt(i + 1);
  const lowerCase = (unit: number): number => (unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit);
  for (let unit = 0xff01; unit <= 0xff5e; unit++) table[unit] = lowerCase(unit - FULL_WIDTH_OFFSET);
  for (let unit = 0x41; unit <= 0x5a; unit++) table[unit] = lowerCase(unit);
  // Control characters carry no words; a line break stays, because it ends a clause.
  for (const [from, to] of CONTROLS) table.fill(0x20, from, to + 1);
  table[0x0a] = 0x0a;
  return table;
}

/** Ranges of units that are read as a space: controls, marks without width, the wide space. */
const CONTROLS = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2060],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
] as const;

const FOLDED = foldTable();
const REPLACEMENT = 0xfffd;
/** As many units as are made into a string at once: more arguments would overflow the stack. */
const CHUNK = 8192;

/**
 * Folds a text for reading: full-width to half-width, traditional to simplified, lower case, control characters to
 * spaces, lone surrogates to U+FFFD. The result has exactly as many UTF-16 units as the text, so offsets in one are
 * offsets in the other.
 */
export function normalise(text: string): string {
  const from = firstFolded(text);
  if (from === text.length) return text;
  const parts = [text.slice(0, from)];
  const units = new Uint16Array(Math.min(CHUNK, text.length - from));
  for (let start = from; start < text.length; start += CHUNK) {
    const count = Math.min(CHUNK, text.length - start);
    for (let i = 0; i < count; i++) units[i] = foldUnit(text, start + i);
    parts.push(Reflect.apply(String.fromCharCode, String, units.subarray(0, count)) as string);
  }
  return parts.join('');
}

/** Where the first unit stands that folding changes; the text's length where there is none. */
function firstFolded(text: string): number {
  let at = 0;
  while (at < text.length && foldUnit(text, at) === text.charCodeAt(at)) at += 1;
  return at;
}

function foldUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if ((unit & 0xf800) !== 0xd800) return FOLDED[unit] ?? unit;
  const isHigh = unit < 0xdc00;
  const other = text.charCodeAt(isHigh ? at + 1 : at - 1);
  return (other & 0xfc00) === (isHigh ? 0xdc00 : 0xd800) ? unit : REPLACEMENT;
}
