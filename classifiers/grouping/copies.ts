/** Near-duplicates: one text reprinted, forwarded or sent again, whatever it is about. */
import dice from 'natural/lib/natural/distance/dice_coefficient.js';
import { normalise } from '../normalise.ts';

/** As alike as this, letter for letter, are copies of one text; from labelled pairs, see README.md. */
export const COPY = 0.55;

/** Longer texts are compared by their beginnings: copies differ in what is added behind. */
const COMPARED_UNITS = 4_000;

/** Letters and digits only: spacing, punctuation and emoji tell nothing about the matter. */
const skeleton = (text: string): string => normalise(text.slice(0, COMPARED_UNITS)).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * How far two texts are the same letters, 0 (nothing shared) to 1 (all): Dice's coefficient over character pairs, after folding width,
 * script and case. Symmetric. Two texts without a letter are alike only if both are empty of letters.
 */
export function resemblance(a: string, b: string): number {
  const left = skeleton(a);
  const right = skeleton(b);
  if (left === right) return 1;
  if (left === '' || right === '') return 0;
  return dice(left, right);
}
