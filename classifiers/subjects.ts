import { readFileSync } from 'node:fs';
import type { Subject } from '../server/contract/vocabulary.ts';
import { SUBJECT_IDS } from '../server/contract/vocabulary.ts';
import { gatherEvidence, pushesOf } from './evidence.ts';
import { subjectFeatures } from './features.ts';
import { parseModel, probabilitiesOf, scoreText, SHIPPED_FEATURES } from './model.ts';
import type { LinearModel, Scoring, StoredModel } from './model.ts';
import type { Reading } from './reading.ts';
import type { Evidence } from './verdict.ts';

/** Whose field a matter is: the likeliest subject, all likely ones (best first), and the words that say so. */
export interface SubjectJudgement {
  subject: Subject | null;
  subjects: { code: Subject; confidence: number }[];
  evidence: Evidence[];
}

/** A further subject is named from this share on, or where its own machine says so or nearly (0 is its border). */
const WORTH_NAMING = 0.15;
const NEARLY_OWN = -0.35;
/** Below this no subject is named (the office decides); without a term of weight of any subject the bar is higher. */
const LEAST = 0.15;
const LEAST_WITHOUT_TERMS = 0.5;
const STRENGTH_OF_WEIGHT = 2;
const MOST_SUBJECTS = 4;
const MOST_PIECES_OF_ONE = 4;
const WITH_EVIDENCE = 2;

/** Bytes of the shipped subject model: part of the model's version. */
export const subjectModelSource = readFileSync(new URL('./models/subject.json', import.meta.url), 'utf8');
const SHIPPED = parseModel(JSON.parse(subjectModelSource) as StoredModel, SHIPPED_FEATURES);

/** What is said of each subject, the likeliest first. */
export interface SubjectScoring extends Scoring {
  ranked: { code: Subject; confidence: number; margin: number }[];
}

/** Scores all subjects of a text read with `readText`. */
export function scoreSubjects(reading: Reading, model: LinearModel = SHIPPED): SubjectScoring {
  const dense = subjectFeatures.of(reading);
  const scored = scoreText(model, reading, dense);
  const shares = probabilitiesOf(model, scored.margins);
  const ranked = SUBJECT_IDS.map((code) => {
    const c = model.classes.indexOf(code);
    return { code, confidence: shares[c] ?? 0, margin: scored.margins[c] ?? -1 };
  });
  return { model, dense, scored, ranked: ranked.sort((a, b) => b.confidence - a.confidence) };
}

/**
 * Judges the subjects of a text read with `readText` (`source` is that text as given). Petitions as such (信访) and texts
 * without a word of any field have no subject. Confidences are calibrated probabilities among the twenty subjects.
 */
export function judgeSubjects(source: string, reading: Reading, model: LinearModel = SHIPPED): SubjectJudgement {
  const { scored, ranked } = scoreSubjects(reading, model);
  const best = ranked[0];
  const { subjects: hits } = reading.found;
  const weighty = hits.some(({ senses }) => senses.some(({ strength }) => strength >= STRENGTH_OF_WEIGHT));
  if (best === undefined || best.confidence < (weighty ? LEAST : LEAST_WITHOUT_TERMS)) {
    return { subject: null, subjects: [], evidence: [] };
  }
  const subjects = ranked
    .filter(({ confidence, margin }, at) => at === 0 || confidence >= WORTH_NAMING || margin >= NEARLY_OWN)
    .slice(0, MOST_SUBJECTS)
    .map(({ code, confidence }) => ({ code, confidence }));
  const evidence = subjects.slice(0, WITH_EVIDENCE).flatMap(({ code }) => {
    const pushes = pushesOf(reading, model, scored, model.classes.indexOf(code));
    return gatherEvidence(source, reading, hits, pushes, code).slice(0, MOST_PIECES_OF_ONE);
  });
  return { subject: best.code, subjects, evidence };
}
