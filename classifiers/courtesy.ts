/**
 * The formulas of letters: greetings, thanks in advance, wishes at the close. Who asks an office for something ends with 谢谢 as one does
 * who praises it, so that they tell nothing of the matter.
 */
import { isHan } from './han.ts';
import type { Wording } from './lexicon.ts';

/** 百忙之中: the clause that holds it and begins with thanks (感谢, 谢谢, 辛苦, 非常感谢, 首先感谢, 多谢) thanks for being read. */
const BUSY = '百'.charCodeAt(0);
const THANKS = new Set(Array.from('感谢辛非首多', (unit) => unit.charCodeAt(0)));
/** A longer clause says something of its own. */
const LONGEST_CLAUSE = 32;

/**
 * The stretches of folded units that are formulas, in order and without overlaps: `courtesies` (lexicon wordings in order) that end their
 * clause (谢谢! but not 谢谢你们修好了路), and clauses that give thanks for being read 百忙之中.
 */
export function formulasOf(units: Uint16Array, courtesies: readonly Wording[]): Wording[] {
  const formulas: Wording[] = [];
  for (const { start, end } of courtesies) {
    if (start < (formulas.at(-1)?.end ?? 0)) continue;
    if (units[start] === BUSY) formulas.push(thanksAround(units, start, end, formulas.at(-1)?.end ?? 0));
    else if (!isHan(units[end] ?? 0)) formulas.push({ start, end });
  }
  return formulas;
}

/** The clause around 百忙之中 where it is thanks, else these words alone: 希望您在百忙之中过问 goes on to say something. */
function thanksAround(units: Uint16Array, start: number, end: number, least: number): Wording {
  let from = start;
  while (from > least && isHan(units[from - 1] ?? 0) && end - from < LONGEST_CLAUSE) from -= 1;
  if (!THANKS.has(units[from] ?? 0)) return { start, end };
  let to = end;
  while (isHan(units[to] ?? 0) && to - from < LONGEST_CLAUSE) to += 1;
  return { start: from, end: to };
}
