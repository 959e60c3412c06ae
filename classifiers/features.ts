/** What the lexicons and the scene say of a text, as a short dense vector beside the counted words (feature-counts.ts). */
import { LABEL_IDS, SUBJECT_IDS } from '../server/contract/vocabulary.ts';
import type { Hit } from './lexicon.ts';
import type { Reading } from './reading.ts';

/** A kind of dense vector: what its entries are called, and how it is made of a text. */
export interface DenseFeatures {
  names: readonly string[];
  of: (reading: Reading) => Float64Array;
}

/** The lead is what a reader sees first: a headline, or the first words of a letter. */
const LEAD_UNITS = 60;
/** Only the beginning tells where a matter lies and what it is: later countries and numbers are asides. */
const SCENE_UNITS = 200;
const STRENGTH_WEIGHT = { 1: 0.3, 2: 1.2, 3: 3 } as const;
/** How much the shares of lexicon labels weigh beside the words (whose vector has length 1). */
const LEXICON_SCALE = 1.5;
/** Letters name many fields in passing, so the subject lexicon weighs less. */
const SUBJECT_LEXICON_SCALE = 0.75;

/** Labels whose terms a negator turns round; elsewhere a negator is part of the complaint ("没有路灯"). */
const DENIABLE = new Set(['emergency', 'morality', 'falsehood', 'emergency_management']);

/** For each label: its share of all hits, its share in the lead, whether a strong term stands, how much is denied. */
const ASPECTS = ['s:', 'l:', 't:', 'n:'] as const;
const SHARE = 0;
const LEAD = 1;
const STRONG = 2;
const DENIED = 3;

const namesOf = (labels: readonly string[]): string[] =>
  ASPECTS.flatMap((aspect) => labels.map((label) => aspect + label));

/** Writes the aspects of all labels, from `from` on, in the order of `namesOf`. */
function lexiconInto(
  into: Float64Array,
  from: number,
  hits: readonly Hit[],
  place: ReadonlyMap<string, number>,
  scale: number,
): void {
  const labels = place.size;
  const sums = new Float64Array(labels * ASPECTS.length);
  const bump = (aspect: number, at: number, weight: number): void => {
    const index = aspect * labels + at;
    sums[index] = (sums[index] ?? 0) + weight;
  };
  for (const { senses, negated, start } of hits) {
    for (const { label, strength } of senses) {
      const at = place.get(label) ?? 0;
      const weight = STRENGTH_WEIGHT[strength] / senses.length;
      if (negated && DENIABLE.has(label)) {
        bump(DENIED, at, weight);
        continue;
      }
      bump(SHARE, at, weight);
      if (start < LEAD_UNITS) bump(LEAD, at, weight);
      if (strength === 3) bump(STRONG, at, 1);
    }
  }
  const totalOf = (aspect: number): number =>
    sums.subarray(aspect * labels, (aspect + 1) * labels).reduce((a, b) => a + b, 1);
  const share = scale / totalOf(SHARE);
  const lead = scale / totalOf(LEAD);
  for (let at = 0; at < labels; at += 1) {
    const denied = sums[DENIED * labels + at] ?? 0;
    into[from + at] = (sums[at] ?? 0) * share;
    into[from + LEAD * labels + at] = (sums[LEAD * labels + at] ?? 0) * lead;
    into[from + STRONG * labels + at] = (sums[STRONG * labels + at] ?? 0) > 0 ? scale / 3 : 0;
    into[from + DENIED * labels + at] = denied / (denied + 3);
  }
}

const placesOf = (labels: readonly string[]): ReadonlyMap<string, number> =>
  new Map(labels.map((label, at) => [label, at]));

const CATEGORY_PLACES = placesOf(LABEL_IDS);
const SUBJECT_PLACES = placesOf(SUBJECT_IDS);
const SCENE = [
  'f:abroad',
  'f:abroad&harm',
  'f:home',
  'f:home&harm',
  'f:harm',
  'f:quake',
  'f:quake-abroad',
  'f:no-strong-term',
  'd:debunk',
  'd:irrelevance',
  'f:asks',
  'f:addresses',
  'f:requests',
] as const;
type Scene = (typeof SCENE)[number];

const LOCAL_SUFFIX = /[\u4e00-\u9fff]{2}(?:市|县|区|镇|乡|村|街道|州|省)/;
/** How people begin who want something of an office, and whom they speak to. */
const ASKS =
  /^(?:[^\n，。]{0,12}?)(?:咨询|请问|请求|恳请|恳求|反映|投诉|举报|建议|希望|盼望|呼吁|求助|要求|能否|何时|什么时候|怎么办|质疑)/;
const ADDRESSES = /尊敬的|您好|你好|领导[:：,，]|(?:书记|市长|县长|区长|局长|主任)[:：,，]/;
const QUAKE = /\d(?:\.\d)?级地震/;

/** Where a text plays (abroad or at home), whether harm is done there, and whether the lexicon knows it at all. */
function sceneInto(into: Float64Array, from: number, { text, found }: Reading): void {
  const scene = text.slice(0, SCENE_UNITS);
  const { wordings, categories } = found;
  const set = (name: Scene, value: number): void => {
    into[from + SCENE.indexOf(name)] = value;
  };
  const early = (kind: 'foreign' | 'domestic' | 'alarm'): boolean =>
    (wordings[kind][0]?.end ?? Infinity) <= SCENE_UNITS;
  const abroad = early('foreign');
  const home = early('domestic') || LOCAL_SUFFIX.test(scene);
  const harm = early('alarm');
  if (abroad && !home) set(harm ? 'f:abroad&harm' : 'f:abroad', 1);
  if (home && !abroad) set(harm ? 'f:home&harm' : 'f:home', 0.7);
  if (harm && !abroad) set('f:harm', 0.7);
  if (QUAKE.test(scene)) set(abroad && !home ? 'f:quake-abroad' : 'f:quake', 1);
  const strong = categories.some(({ senses }) => senses.some((one) => one.strength === 3 && one.label !== 'none'));
  if (!strong) set('f:no-strong-term', 0.7);
  if (ASKS.test(scene)) set('f:asks', 0.7);
  if (ADDRESSES.test(scene)) set('f:addresses', 0.7);
  if (wordings.request.length > 0) set('f:requests', 0.7);
  if (wordings.debunk.length > 0) set('d:debunk', 1);
  if (wordings.irrelevance.length > 0) set('d:irrelevance', 1);
}

const CATEGORY_NAMES = [...namesOf(LABEL_IDS), ...SCENE];

/** For the category model: the category lexicon and the scene. */
export const categoryFeatures: DenseFeatures = {
  names: CATEGORY_NAMES,
  of: (reading) => {
    const dense = new Float64Array(CATEGORY_NAMES.length);
    lexiconInto(dense, 0, reading.found.categories, CATEGORY_PLACES, LEXICON_SCALE);
    sceneInto(dense, CATEGORY_NAMES.length - SCENE.length, reading);
    return dense;
  },
};

const SUBJECT_NAMES = [...namesOf(SUBJECT_IDS), ...namesOf(LABEL_IDS).map((name) => `k:${name}`)];

/** For the subject model: its own lexicon, and what kind of matter it is (a crime, a rumour, a disaster). */
export const subjectFeatures: DenseFeatures = {
  names: SUBJECT_NAMES,
  of: (reading) => {
    const dense = new Float64Array(SUBJECT_NAMES.length);
    lexiconInto(dense, 0, reading.found.subjects, SUBJECT_PLACES, SUBJECT_LEXICON_SCALE);
    lexiconInto(dense, ASPECTS.length * SUBJECT_IDS.length, reading.found.categories, CATEGORY_PLACES, 0.5);
    return dense;
  },
};

/** For models of labels that no lexicon knows: words alone. */
export const wordsAlone: DenseFeatures = { names: [], of: () => new Float64Array(0) };
