/** How alike two short strings are, 0 (nothing) to 1 (the same): the package natural's distances under one measure. */
import dice from 'natural/lib/natural/distance/dice_coefficient.js';
import jaroWinklerDistance from 'natural/lib/natural/distance/jaro-winkler_distance.js';
import levenshteinDistance from 'natural/lib/natural/distance/levenshtein_distance.js';

export type Likeness = (a: string, b: string) => number;

/** By single letters added, left out or replaced, two neighbours in the wrong order counting once. */
export const byEdits: Likeness = (a, b) => {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - levenshteinDistance.DamerauLevenshteinDistance(a, b) / longest;
};

/** By letters in common and their order; a common beginning counts more (Jaro and Winkler). */
export const byOrder: Likeness = (a, b) => (a === '' || b === '' ? Number(a === b) : jaroWinklerDistance(a, b));

/** By pairs of neighbouring letters (Dice): the order of longer parts doesn't matter. */
export const byPairs: Likeness = (a, b) => (a.length < 2 || b.length < 2 ? Number(a === b) : dice(a, b));

/** By letters in common, wherever they stand: parts exchanged are alike in full. */
export const byLetters: Likeness = (a, b) => {
  if (a.length + b.length === 0) return 1;
  const left = [...a];
  const shared = [...b].filter((letter) => {
    const at = left.indexOf(letter);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (a.length + b.length);
};
