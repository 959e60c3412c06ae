import { readFileSync } from 'node:fs';

/** Full-width forms U+FF01..U+FF5E stand this far above ASCII. */
const FULL_WIDTH_OFFSET = 0xfee0;

/** 繁体字 → 简体字, one UTF-16 unit each, so that folding never moves an offset. */
function loadTraditional(): ReadonlyMap<string, string> {
  const pairs = readFileSync(new URL('./lexicon/traditional.txt', import.meta.url), 'utf8').replace(/\s/g, '');
  const table = new Map<string, string>();
  for (let i = 0; i + 1 < pairs.length; i += 2) table.set(pairs.charAt(i), pairs.charAt(i + 1));
  return table;
}

const TRADITIONAL = loadTraditional();
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// Control characters carry no words; a line break stays, because it ends a clause.

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g;

/**
 * Folds a text for reading: full-width to half-width, traditional to simplified, lower case, control characters to
 * spaces, lone surrogates to U+FFFD. The result has exactly as many UTF-16 units as the text, so offsets in one are
 * offsets in the other.
 */
export function normalise(text: string): string {
  const plain = text.replace(LONE_SURROGATE, '\ufffd').replace(CONTROL, ' ');
  const folded = plain.replace(/[\u3000\uff01-\uff5e]|[\u4e00-\u9fff]|[A-Z]/g, foldUnit);
  return folded;
}

function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code === 0x3000) return ' ';
  if (code >= 0xff01) return String.fromCharCode(code - FULL_WIDTH_OFFSET).toLowerCase();
  if (code < 0x80) return unit.toLowerCase();
  return TRADITIONAL.get(unit) ?? unit;
}
