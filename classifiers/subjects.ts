import { readFileSync } from 'node:fs';
import type { Subject } from '../server/contract/vocabulary.ts';
import { SUBJECT_IDS } from '../server/contract/vocabulary.ts';
import { gatherEvidence } from './evidence.ts';
import { subjectFeatures } from './features.ts';
import { parseModel, predict } from './model.ts';
import type { StoredModel } from './model.ts';
import type { Reading } from './reading.ts';
import type { Evidence } from './verdict.ts';

/** Whose field a matter is: the likeliest subject, all likely ones (best first), and the words that say so. */
export interface SubjectJudgement {
  subject: Subject | null;
  subjects: { code: Subject; confidence: number }[];
  evidence: Evidence[];
}

/** A further subject is named from this share on. */
const WORTH_NAMING = 0.12;
/** Below this no subject is named (the office decides); without any term of any subject the bar is higher. */
const LEAST = 0.15;
const LEAST_WITHOUT_TERMS = 0.5;
const MOST_SUBJECTS = 4;

/** Bytes of the stored subject model: part of the model's version. */
export const subjectModelSource = readFileSync(new URL('./models/subject.json', import.meta.url), 'utf8');
const MODEL = parseModel(JSON.parse(subjectModelSource) as StoredModel);

/**
 * Judges the subjects of a text read with `readText` (`source` is that text as given). Petitions as such (信访) and texts
 * without a word of any field have no subject. Confidences are calibrated probabilities among the twenty subjects.
 */
export function judgeSubjects(source: string, reading: Reading): SubjectJudgement {
  const probabilities = predict(MODEL, subjectFeatures(reading));
  const ranked = SUBJECT_IDS.map((code) => ({ code, confidence: probabilities.get(code) ?? 0 })).sort(
    (a, b) => b.confidence - a.confidence,
  );
  const best = ranked[0];
  const certain = reading.subjectHits.length > 0 ? LEAST : LEAST_WITHOUT_TERMS;
  if (best === undefined || best.confidence < certain) return { subject: null, subjects: [], evidence: [] };
  const subjects = ranked
    .filter(({ confidence }, at) => at === 0 || confidence >= WORTH_NAMING)
    .slice(0, MOST_SUBJECTS);
  const evidence = subjects
    .slice(0, 2)
    .flatMap(({ code }) => gatherEvidence(source, reading, reading.subjectHits, MODEL, code).slice(0, 4));
  return { subject: best.code, subjects, evidence };
}
