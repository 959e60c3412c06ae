import { readFileSync } from 'node:fs';
import type { Label } from '../server/contract/vocabulary.ts';
import { LABEL_IDS } from '../server/contract/vocabulary.ts';
import { gatherEvidence, pushesOf } from './evidence.ts';
import { categoryFeatures } from './features.ts';
import { parseModel, probabilitiesOf, scoreText, SHIPPED_FEATURES } from './model.ts';
import type { LinearModel, StoredModel } from './model.ts';
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

/**
 * Below this confidence a person looks (P: chosen on 821 texts that were never learnt from, so that of the two thirds above it nineteen
 * in twenty are right; README.md).
 */
const SURE = 0.88;

/** Bytes of the shipped category model: part of the model's version. */
export const categoryModelSource = readFileSync(new URL('./models/category.json', import.meta.url), 'utf8');
const SHIPPED = parseModel(JSON.parse(categoryModelSource) as StoredModel, SHIPPED_FEATURES);

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
export function judgeCategory(source: string, reading: Reading, model: LinearModel = SHIPPED): CategoryJudgement {
  if (!hasLetters(reading.text)) return unreadable();
  const scored = scoreText(model, reading, categoryFeatures.of(reading));
  const { debunk, irrelevance } = reading.found.wordings;
  const elsewhere = irrelevance.length > 0;
  const shares = probabilitiesOf(model, scored.margins);
  const scores = Object.fromEntries(
    LABEL_IDS.map((label) => [label, shares[model.classes.indexOf(label)] ?? 0]),
  ) as Record<Label, number>;
  if (elsewhere && debunk.length === 0) preferNone(scores);
  const [category = 'none'] = [...LABEL_IDS].sort((a, b) => scores[b] - scores[a]);
  const confidence = scores[category];
  const pushes = pushesOf(reading, model, scored, model.classes.indexOf(category));
  return {
    category,
    confidence,
    scores,
    evidence: categoryEvidence(source, reading, pushes, category),
    needsReview: confidence < SURE || elsewhere,
  };
}

/** "与我县无关": three quarters of what the other labels have goes to `none`. */
function preferNone(scores: Record<Label, number>): void {
  for (const label of LABEL_IDS) {
    if (label === 'none') continue;
    scores.none += (3 * scores[label]) / 4;
    scores[label] /= 4;
  }
}

function categoryEvidence(source: string, reading: Reading, pushes: Float64Array, category: Label): Evidence[] {
  const { debunk, irrelevance } = reading.found.wordings;
  const evidence = gatherEvidence(source, reading, reading.found.categories, pushes, category);
  const wordings = category === 'falsehood' ? debunk : category === 'none' ? irrelevance : [];
  const extra = wordings
    .slice(0, 2)
    .filter((w) => !evidence.some((e) => w.start < e.end && e.start < w.end))
    .map(({ start, end }) => ({ start, end, term: source.slice(start, end), supports: category }));
  return [...evidence, ...extra];
}
