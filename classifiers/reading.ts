import type { Words } from './dictionary.ts';
import type { FeatureCounts } from './feature-counts.ts';
import { countFeatures } from './feature-counts.ts';
import { findTerms, type Found } from './lexicon.ts';
import { normaliseUnits, textOfUnits } from './normalise.ts';
import { cutUnits } from './segment.ts';

/** Everything that the classifiers read from one text, made once. All offsets are those of the text as given. */
export interface Reading {
  /** The folded text. */
  text: string;
  units: Uint16Array;
  words: Words;
  /** Terms of the lexicons with their scope, and wordings. */
  found: Found;
  /** The words and characters that the models weigh. */
  counts: FeatureCounts;
}

/** Reads a text (any text: empty, huge, with control characters or lone surrogates). Linear in its length. */
export function readText(raw: string): Reading {
  const units = normaliseUnits(raw);
  const words = cutUnits(units);
  return {
    text: textOfUnits(units),
    units,
    words,
    found: findTerms(units, words),
    counts: countFeatures(units, words),
  };
}
