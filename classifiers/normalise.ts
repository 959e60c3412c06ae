import { readFileSync } from 'node:fs';
import { TRADITIONAL_IN_NAMES } from './traditional-names.ts';

const UNITS = 0x10000;
/** Full-width forms U+FF01..U+FF5E stand this far above ASCII. */
const FULL_WIDTH_OFFSET = 0xfee0;
const SPACE = 0x20;
const REPLACEMENT = 0xfffd;

/** Control and format characters carry no words; a line break stays, because it ends a clause. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff]/;

/** What each UTF-16 unit is read as. 繁体字 → 简体字 is one unit each, so that folding never moves an offset. */
function foldingTable(): Uint16Array {
  const table = Uint16Array.from({ length: UNITS }, (_, unit) => foldUnit(unit));
  const listed = readFileSync(new URL('./lexicon/traditional.txt', import.meta.url), 'utf8');
  const pairs = (listed + TRADITIONAL_IN_NAMES).replace(/\s/g, '');
  for (let i = 0; i + 1 < pairs.length; i += 2) table[pairs.charCodeAt(i)] = pairs.charCodeAt(i + 1);
  return table;
}

function foldUnit(unit: number): number {
  if (unit === 0x3000 || CONTROL.test(String.fromCharCode(unit))) return SPACE;
  const narrow = unit >= 0xff01 && unit <= 0xff5e ? unit - FULL_WIDTH_OFFSET : unit;
  return narrow >= 0x41 && narrow <= 0x5a ? narrow + 0x20 : narrow;
}

const FOLDED = foldingTable();

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** The units of a folded text, as many as the text has. */
export function normaliseUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    units[at] = FOLDED[unit] ?? unit;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const paired = isHigh(unit) ? isLow(text.charCodeAt(at + 1)) : isHigh(text.charCodeAt(at - 1));
    if (!paired) units[at] = REPLACEMENT;
  }
  return units;
}

/** Text of units: they hold no lone surrogate once folded. */
export const textOfUnits = (units: Uint16Array): string =>
  Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');

/**
 * Folds a text for reading: full-width to half-width, traditional to simplified, lower case, control characters to
 * spaces, lone surrogates to U+FFFD. The result has exactly as many UTF-16 units as the text, so offsets in one are
 * offsets in the other.
 */
export const normalise = (text: string): string => textOfUnits(normaliseUnits(text));
