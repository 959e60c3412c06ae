import { readFileSync } from 'node:fs';
import type { Label } from '../server/contract/vocabulary.ts';
import { LABEL_IDS } from '../server/contract/vocabulary.ts';
import { gatherEvidence, pushesOf } from './evidence.ts';
import { categoryFeatures } from './features.ts';
import { parseModel, probabilitiesOf, scoreText, SHIPPED_FEATURES } from './model.ts';
import type { LinearModel, Scoring, StoredModel } from './model.ts';
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
 * Below this confidence a person looks (P: chosen on 1,061 texts that were never learnt from, so that of the two thirds above it more
 * than nineteen in twenty are right; README.md).
 */
const SURE = 0.84;

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
export const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/** What is said of each label, the likeliest first; `ruled` is the probability once the rule of "与我县无关" has been heard. */
export interface CategoryScoring extends Scoring {
  ranked: { code: Label; share: number; ruled: number }[];
}

/** Scores all labels of a text read with `readText`. */
export function scoreCategory(reading: Reading, model: LinearModel = SHIPPED): CategoryScoring {
  const dense = categoryFeatures.of(reading);
  const scored = scoreText(model, reading, dense);
  const shares = probabilitiesOf(model, scored.margins);
  const shareOf = (label: Label): number => shares[model.classes.indexOf(label)] ?? 0;
  const ruled = Object.fromEntries(LABEL_IDS.map((label) => [label, shareOf(label)])) as Record<Label, number>;
  const { debunk, irrelevance, request } = reading.found.wordings;
  // Who asks for something has a matter here, whatever else is said to lie elsewhere ("那边说不归我们管,请协调").
  if (irrelevance.length > 0 && debunk.length === 0 && request.length === 0) preferNone(ruled);
  const ranked = LABEL_IDS.map((code) => ({ code, share: shareOf(code), ruled: ruled[code] }));
  return { model, dense, scored, ranked: ranked.sort((a, b) => b.ruled - a.ruled) };
}

/**
 * Judges the category of a text that was read with `readText` (`source` is that text as given). The wordings that refute
 * a rumour or place a matter elsewhere are shown as evidence, and a matter said to lie elsewhere always goes to a person
 * (a miss must stay visible).
 */
export function judgeCategory(source: string, reading: Reading, model: LinearModel = SHIPPED): CategoryJudgement {
  if (!hasLetters(reading.text)) return unreadable();
  const { scored, ranked } = scoreCategory(reading, model);
  const category = ranked[0]?.code ?? 'none';
  const confidence = ranked[0]?.ruled ?? 0;
  const scores = Object.fromEntries(
    LABEL_IDS.map((label) => [label, ranked.find(({ code }) => code === label)?.ruled ?? 0]),
  ) as Record<Label, number>;
  const elsewhere = reading.found.wordings.irrelevance.length > 0;
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
