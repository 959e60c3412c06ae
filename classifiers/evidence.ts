import { weightOf } from './model.ts';
import type { LinearModel } from './model.ts';
import type { Reading, ScopedHit } from './reading.ts';
import type { Evidence } from './verdict.ts';

/** At most so many pieces are shown for one label: a reader looks at a handful. */
const MOST_PIECES = 6;
const LEAST_WORD_WEIGHT = 0.6;

interface Candidate {
  start: number;
  end: number;
  term: string;
  weight: number;
}

/**
 * The words of a text that speak for a class: its lexicon terms (denied ones left out) and the words to which the model
 * gives the most weight, strongest kept, in the order of the text, none overlapping. `source` is the text as given.
 */
export function gatherEvidence(
  source: string,
  reading: Reading,
  hits: readonly ScopedHit[],
  model: LinearModel,
  label: string,
): Evidence[] {
  const candidates = [...fromLexicon(hits, label), ...fromWords(reading, model, label)];
  candidates.sort((a, b) => b.weight - a.weight || a.start - b.start);
  const kept: Candidate[] = [];
  const terms = new Set<string>();
  for (const candidate of candidates) {
    if (kept.length === MOST_PIECES) break;
    if (terms.has(candidate.term) || kept.some((k) => candidate.start < k.end && k.start < candidate.end)) continue;
    kept.push(candidate);
    terms.add(candidate.term);
  }
  kept.sort((a, b) => a.start - b.start);
  return kept.map(({ start, end }) => ({ start, end, term: source.slice(start, end), supports: label }));
}

function fromLexicon(hits: readonly ScopedHit[], label: string): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { start, end, term, senses, negated } of hits) {
    const sense = senses.find((each) => each.label === label);
    if (sense === undefined || negated || found.has(term)) continue;
    found.set(term, { start, end, term, weight: sense.strength });
  }
  return [...found.values()];
}

/** Words that pull towards the class more than towards the average class. */
function fromWords(reading: Reading, model: LinearModel, label: string): Candidate[] {
  const classAt = model.classes.indexOf(label);
  const found = new Map<string, Candidate>();
  for (const { word, start } of reading.words) {
    if (word.length < 2 || found.has(word)) continue;
    const weight = weightOf(model, `w:${word}`, classAt);
    if (weight < LEAST_WORD_WEIGHT) continue;
    found.set(word, { start, end: start + word.length, term: word, weight: Math.min(weight, 2.5) });
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight).slice(0, MOST_PIECES * 2);
}
