import dice from 'natural/lib/natural/distance/dice_coefficient.js';
import { normalise } from './normalise.ts';

/** Longer texts are compared by their beginnings: two reports of one event differ in their tails. */
const COMPARED_UNITS = 4000;

/** Letters and digits only: spacing, punctuation and emoji tell nothing about the matter. */
const skeleton = (text: string): string => normalise(text.slice(0, COMPARED_UNITS)).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * How alike two texts are, 0 (nothing shared) to 1 (the same letters): Dice's coefficient over character pairs, after
 * folding width, script and case. Symmetric. Two texts without a letter are alike only if both are empty of letters.
 */
export function similarity(a: string, b: string): number {
  const left = skeleton(a);
  const right = skeleton(b);
  if (left === right) return 1;
  if (left === '' || right === '') return 0;
  return dice(left, right);
}
