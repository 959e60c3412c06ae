import type { Words } from './dictionary.ts';
import { countFeatures, type FeatureCounts } from './feature-counts.ts';
import type { FeatureIndex } from './feature-index.ts';
import { formulasOf } from './courtesy.ts';
import { findTerms, type Found, type Wording } from './lexicon.ts';
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
  /** Greetings, thanks in advance and wishes, in order: they count for nothing. */
  formulas: readonly Wording[];
  /** What an index knows of it, once it was counted. */
  counted?: { by: FeatureIndex; counts: FeatureCounts };
}

/** Reads a text (any text: empty, huge, with control characters or lone surrogates). Linear in its length. */
export function readText(raw: string): Reading {
  const units = normaliseUnits(raw);
  const words = cutUnits(units);
  const found = findTerms(units, words);
  return { text: textOfUnits(units), units, words, found, formulas: formulasOf(units, found.wordings.courtesy) };
}

/** The features of a text that an index knows; counted once for all models that share the index. */
export function countsBy(index: FeatureIndex, reading: Reading): FeatureCounts {
  if (reading.counted?.by !== index) {
    reading.counted = { by: index, counts: countFeatures(reading, index) };
  }
  return reading.counted.counts;
}
