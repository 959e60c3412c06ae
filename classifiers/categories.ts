import { readFileSync } from 'node:fs';
import type { Label } from '../server/contract/vocabulary.ts';
import { LABEL_IDS } from '../server/contract/vocabulary.ts';
import { gatherEvidence } from './evidence.ts';
import { categoryFeatures } from './features.ts';
import { parseModel, predict } from './model.ts';
import type { StoredModel } from './model.ts';
import type { Reading } from './reading.ts';
import type { Evidence } from './verdict.ts';

/** Which of the six priorities a text belongs to, or `none`; probabilities sum to 1. */
export interface CategoryJudgement {
  category: Label;
  confidence: number;
  scores: Record<Label, number>;
  evidence: Evidence[];
  needsReview: boolean;
}

/** Below this confidence a person looks (P: chosen so that about a third of the development texts go to a person). */
const SURE = 0.5;
/** With a runner-up nearer than this a person looks. */
const CLEAR_MARGIN = 0.15;

/** Bytes of the stored category model: part of the model's version. */
export const categoryModelSource = readFileSync(new URL('./models/category.json', import.meta.url), 'utf8');
const MODEL = parseModel(JSON.parse(categoryModelSource) as StoredModel);

/** Nothing to read: not included, and certain about nothing. */
function unreadable(): CategoryJudgement {
  const scores = Object.fromEntries(LABEL_IDS.map((label) => [label, label === 'none' ? 1 : 0])) as Record<
    Label,
    number
  >;
  return { category: 'none', confidence: 1, scores, evidence: [], needsReview: false };
}

/** Whether a text has any letter at all: without one there is nothing to judge. */
const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/**
 * Judges the category of a text that was read with `readText` (`source` is that text as given). The wordings that refute
 * a rumour or place a matter elsewhere are shown as evidence, and a matter said to lie elsewhere always goes to a person
 * (a miss must stay visible).
 */
export function judgeCategory(source: string, reading: Reading): CategoryJudgement {
  if (!hasLetters(reading.text)) return unreadable();
  const probabilities = predict(MODEL, categoryFeatures(reading));
  if (reading.irrelevance.length > 0 && reading.debunk.length === 0) preferNone(probabilities);
  const scores = Object.fromEntries(LABEL_IDS.map((label) => [label, probabilities.get(label) ?? 0])) as Record<
    Label,
    number
  >;
  const ranked = [...LABEL_IDS].sort((a, b) => scores[b] - scores[a]);
  const category = ranked[0] ?? 'none';
  const confidence = scores[category];
  const margin = confidence - scores[ranked[1] ?? 'none'];
  return {
    category,
    confidence,
    scores,
    evidence: categoryEvidence(source, reading, category),
    needsReview: confidence < SURE || margin < CLEAR_MARGIN || reading.irrelevance.length > 0,
  };
}

/** "与我县无关": half of what the other labels have goes to `none`. */
function preferNone(probabilities: Map<string, number>): void {
  let moved = 0;
  for (const [label, p] of probabilities) {
    if (label === 'none') continue;
    probabilities.set(label, p / 4);
    moved += (3 * p) / 4;
  }
  probabilities.set('none', (probabilities.get('none') ?? 0) + moved);
}

function categoryEvidence(source: string, reading: Reading, category: Label): Evidence[] {
  const evidence = gatherEvidence(source, reading, reading.categoryHits, MODEL, category);
  const wordings = category === 'falsehood' ? reading.debunk : category === 'none' ? reading.irrelevance : [];
  const extra = wordings
    .slice(0, 2)
    .filter((w) => !evidence.some((e) => w.start < e.end && e.start < w.end))
    .map(({ start, end }) => ({ start, end, term: source.slice(start, end), supports: category }));
  return [...evidence, ...extra];
}
