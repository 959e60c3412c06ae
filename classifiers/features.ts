import { SENSES } from './lexicon.ts';
import type { Reading, ScopedHit } from './reading.ts';

/** A text as a sparse vector: feature name to value. */
export type Features = ReadonlyMap<string, number>;

/** The lead is what a reader sees first: a headline, or the first words of a letter. */
const LEAD_UNITS = 60;
const STRENGTH_WEIGHT = { 1: 0.3, 2: 1.2, 3: 3 } as const;
const STOP_WORDS = new Set(
  '的 了 是 在 和 与 及 也 都 就 而 着 被 把 对 这 那 有 我 你 他 她 它 们 之 以 于 等 并 或 又 还'.split(' '),
);
const CJK = /^[\u3400-\u9fff]+$/;
const LATIN_WORD = /^[a-z]{2,}$/;
/** How much the shares of lexicon labels weigh beside the words (whose vector has length 1). */
const LEXICON_SCALE = 1.5;

/** Letters name many fields in passing, so the subject lexicon weighs less (measured; see README). */
const SUBJECT_LEXICON_WEIGHT = 0.5;

const KNOWN = new WeakMap<Reading, Map<string, number>>();

/** Words and character pairs of a text, log-damped and scaled to length 1. Word features carry `w:`, pairs `b:`. */
export function wordFeatures(reading: Reading): Map<string, number> {
  // Both models read the same words: what the first counted, the second copies.
  const known = KNOWN.get(reading) ?? countWords(reading);
  KNOWN.set(reading, known);
  return new Map(known);
}

function countWords(reading: Reading): Map<string, number> {
  const counts = new Map<string, number>();
  const bump = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  let previous = '';
  for (const { word } of reading.words) {
    if (!CJK.test(word)) {
      if (LATIN_WORD.test(word)) bump(`w:${word}`);
      previous = '';
      continue;
    }
    if (!STOP_WORDS.has(word)) bump(`w:${word}`);
    const run = previous + word;
    for (let i = 0; i + 1 < run.length; i += 1) bump(`b:${run.slice(i, i + 2)}`);
    previous = word.charAt(word.length - 1);
  }
  return unitLength(counts);
}

function unitLength(counts: Map<string, number>): Map<string, number> {
  let squares = 0;
  for (const [name, count] of counts) {
    const value = 1 + Math.log(count);
    counts.set(name, value);
    squares += value * value;
  }
  const norm = Math.sqrt(squares) || 1;
  for (const [name, value] of counts) counts.set(name, value / norm);
  return counts;
}

/** Labels whose terms a negator turns round; elsewhere a negator is part of the complaint ("没有路灯"). */
const DENIABLE = new Set(['emergency', 'morality', 'falsehood', 'emergency_management']);

/** The lexicon's word on a text: each label's share of all hits, its share in the lead, and whether a strong term stands. */
export function lexiconFeatures(hits: readonly ScopedHit[]): Map<string, number> {
  const whole = new Map<string, number>();
  const lead = new Map<string, number>();
  const strong = new Set<string>();
  const denied = new Map<string, number>();
  for (const hit of hits) {
    for (const { label, strength } of hit.senses) {
      const weight = STRENGTH_WEIGHT[strength] / hit.senses.length;
      if (hit.negated && DENIABLE.has(label)) {
        denied.set(label, (denied.get(label) ?? 0) + weight);
        continue;
      }
      whole.set(label, (whole.get(label) ?? 0) + weight);
      if (hit.start < LEAD_UNITS) lead.set(label, (lead.get(label) ?? 0) + weight);
      if (strength === 3) strong.add(label);
    }
  }
  const features = new Map<string, number>();
  addShares(features, 's:', whole, LEXICON_SCALE);
  addShares(features, 'l:', lead, LEXICON_SCALE);
  for (const label of strong) features.set(`p:${label}`, 0.5);
  for (const [label, weight] of denied) features.set(`n:${label}`, weight / (weight + 3));
  return features;
}

function addShares(into: Map<string, number>, prefix: string, sums: ReadonlyMap<string, number>, scale: number): void {
  let total = 1;
  for (const sum of sums.values()) total += sum;
  for (const [label, sum] of sums) into.set(prefix + label, (scale * sum) / total);
}

/** Only the beginning tells where a matter lies and what it is: later countries and numbers are asides. */
const SCENE_UNITS = 200;
const LOCAL_SUFFIX = /[\u4e00-\u9fff]{2}(?:市|县|区|镇|乡|村|街道|州|省)/;

/** Where a text plays (abroad or at home), whether harm is done there, and whether the lexicon knows it at all. */
function sceneFeatures(reading: Reading): Map<string, number> {
  const scene = reading.text.slice(0, SCENE_UNITS);
  const holds = (terms: readonly string[]): boolean => terms.some((term) => scene.includes(term));
  const abroad = holds(SENSES.foreign);
  const home = holds(SENSES.domestic) || LOCAL_SUFFIX.test(scene);
  const harm = holds(SENSES.alarm);
  const features = new Map<string, number>();
  if (abroad && !home) features.set(harm ? 'f:abroad&harm' : 'f:abroad', 1);
  if (home && !abroad) features.set(harm ? 'f:home&harm' : 'f:home', 0.7);
  if (harm && !abroad) features.set('f:harm', 0.7);
  if (/\d(?:\.\d)?级地震/.test(scene)) features.set(abroad && !home ? 'f:quake-abroad' : 'f:quake', 1);
  const strong = reading.categoryHits.some((hit) => hit.senses.some((s) => s.strength === 3 && s.label !== 'none'));
  if (!strong) features.set('f:no-strong-term', 0.7);
  return features;
}

/** Features for the category model. */
export function categoryFeatures(reading: Reading): Features {
  const features = wordFeatures(reading);
  for (const [name, value] of lexiconFeatures(reading.categoryHits)) features.set(name, value);
  for (const [name, value] of sceneFeatures(reading)) features.set(name, value);
  if (reading.debunk.length > 0) features.set('d:debunk', 1);
  if (reading.irrelevance.length > 0) features.set('d:irrelevance', 1);
  return features;
}

/** Features for the subject model: its own lexicon, and what kind of matter it is (a crime, a rumour, a disaster). */
export function subjectFeatures(reading: Reading): Features {
  const features = wordFeatures(reading);
  for (const [name, value] of lexiconFeatures(reading.subjectHits)) features.set(name, value * SUBJECT_LEXICON_WEIGHT);
  for (const [name, value] of lexiconFeatures(reading.categoryHits)) {
    if (name.startsWith('s:')) features.set(`k:${name}`, value);
  }
  return features;
}
