import { createHash } from 'node:crypto';
import { categoryModelSource, judgeCategory } from './categories.ts';
import { explainText, type Explanation } from './explain.ts';
import { lexiconSource } from './lexicon.ts';
import { readText } from './reading.ts';
import { gradeSeverity } from './severity.ts';
import { judgeSubjects, subjectModelSource } from './subjects.ts';
import { fullText } from './verdict.ts';
import type { ClassifierInput, PlaceMention, Verdict } from './verdict.ts';

/** Judges texts; the same text under the same `modelVersion` always gets the same verdict. */
export interface Classifier {
  classify(input: ClassifierInput): Verdict;
  /** Why this category and subject and not the next best ones; offsets as in the verdict. */
  explain(input: ClassifierInput): Explanation;
  /** Twelve hexadecimal digits over the models and lexicons: another value means other verdicts are possible. */
  readonly modelVersion: string;
}

/** What a classifier is made with: how to find places in the full text (offsets as in `fullText`). */
export interface ClassifierOptions {
  places: (text: string) => PlaceMention[];
}

function hashModels(): string {
  const hash = createHash('sha256');
  for (const part of [categoryModelSource, subjectModelSource, lexiconSource()]) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/**
 * Makes a classifier. `classify` gives a verdict for any text, however broken (延州办发〔2018〕15号 第二十条: six priorities or `none`;
 * 事故条例 第三条: the incident grade of emergencies by their numbers); it throws only what `places` throws.
 */
export function createClassifier(options: ClassifierOptions): Classifier {
  const modelVersion = hashModels();
  const classify = (input: ClassifierInput): Verdict => {
    const text = fullText(input);
    const reading = readText(text);
    const category = judgeCategory(text, reading);
    const subjects =
      category.category === 'none' ? { subject: null, subjects: [], evidence: [] } : judgeSubjects(text, reading);
    const severity = category.category === 'emergency' ? gradeSeverity(text) : { grade: null, evidence: [] };
    return {
      category: category.category,
      confidence: category.confidence,
      scores: category.scores,
      subject: subjects.subject,
      subjects: subjects.subjects,
      places: options.places(text),
      severity: severity.grade,
      evidence: [...category.evidence, ...subjects.evidence, ...severity.evidence],
      needsReview: category.needsReview,
      modelVersion,
    };
  };
  return { classify, explain: (input) => explainText(fullText(input)), modelVersion };
}
