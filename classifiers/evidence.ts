import { spread } from './feature-counts.ts';
import type { Hit } from './lexicon.ts';
import type { LinearModel, Scored } from './model.ts';
import { countsBy, type Reading } from './reading.ts';
import type { Evidence } from './verdict.ts';

/** At most so many pieces are shown for one label: a reader looks at a handful. */
const MOST_PIECES = 6;
/** A word is shown from this push on its class's margin on, and from this share of the strongest word's. */
const LEAST_PUSH = 0.03;
const LEAST_SHARE = 0.3;
/** How much of a term's strength counts as push: terms stand before words of like push. */
const PUSH_OF_STRENGTH = 0.08;

/**
 * The words of a text that speak for a class: its lexicon terms (denied ones left out) and the words by which the model
 * moved most towards it, strongest kept, in the order of the text, none overlapping. `source` is the text as given.
 */
export function gatherEvidence(
  source: string,
  reading: Reading,
  hits: readonly Hit[],
  pushes: Float64Array,
  label: string,
): Evidence[] {
  const candidates = [...fromLexicon(hits, label), ...fromWords(reading, pushes)];
  candidates.sort((a, b) => b.push - a.push || a.start - b.start);
  const kept: (WordPush & { term: string })[] = [];
  for (const candidate of candidates) {
    if (kept.length === MOST_PIECES) break;
    const term = source.slice(candidate.start, candidate.end);
    if (kept.some((k) => k.term === term || (candidate.start < k.end && k.start < candidate.end))) continue;
    kept.push({ ...candidate, term });
  }
  kept.sort((a, b) => a.start - b.start);
  return kept.map(({ start, end, term }) => ({ start, end, term, supports: label }));
}

function fromLexicon(hits: readonly Hit[], label: string): WordPush[] {
  const found = new Map<number, WordPush>();
  for (const { start, end, term, senses, negated } of hits) {
    if (negated || found.has(term)) continue;
    const sense = senses.find((each) => each.label === label);
    if (sense !== undefined) found.set(term, { start, end, push: sense.strength * PUSH_OF_STRENGTH });
  }
  return [...found.values()];
}

/** A word of a text and what all that the model knows within it pushes. */
export interface WordPush {
  start: number;
  end: number;
  push: number;
}

/** Words of two units and more that hold a letter and push at least so much either way, in order, by the pushes of their units. */
export function wordPushes({ words, text }: Reading, pushes: Float64Array, least = Number.MIN_VALUE): WordPush[] {
  const found: WordPush[] = [];
  for (let word = 0; word < words.count; word += 1) {
    const start = words.starts[word] ?? 0;
    const end = words.starts[word + 1] ?? start;
    if (end - start < 2) continue;
    let push = 0;
    for (let at = start; at < end; at += 1) push += pushes[at] ?? 0;
    if (Math.abs(push) >= least && /\p{L}/u.test(text.slice(start, end))) found.push({ start, end, push });
  }
  return found;
}

function fromWords(reading: Reading, pushes: Float64Array): WordPush[] {
  const found = wordPushes(reading, pushes, LEAST_PUSH).filter(({ push }) => push > 0);
  const strongest = found.reduce((top, { push }) => Math.max(top, push), 0);
  return found.filter(({ push }) => push >= strongest * LEAST_SHARE);
}

/**
 * How much each unit of a text moved the margin of a class, or of one class against another: what a feature moved is shared
 * among the units it covers where it is first met. Lexicon shares and scene are not in it.
 */
export function pushesOf(
  reading: Reading,
  model: LinearModel,
  scored: Scored,
  forClass: number,
  against: number | null = null,
): Float64Array {
  const counts = countsBy(model.index, reading);
  const pushes = new Float64Array(reading.units.length);
  const width = model.classes.length;
  for (let nth = 0; nth < scored.known; nth += 1) {
    const row = scored.rows[nth] ?? 0;
    const weight = model.weights[row * width + forClass] ?? 0;
    const other = against === null ? 0 : (model.weights[row * width + against] ?? 0);
    spread(counts, reading.words, scored.places[nth] ?? 0, (scored.values[nth] ?? 0) * (weight - other), pushes);
  }
  return pushes;
}
