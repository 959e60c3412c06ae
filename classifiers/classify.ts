import { createHash } from 'node:crypto';
import { LABEL_IDS, SUBJECT_IDS } from '../server/contract/vocabulary.ts';
import { categoryModelSource, judgeCategory } from './categories.ts';
import { explainText, type Explanation } from './explain.ts';
import { categoryFeatures, subjectFeatures, type DenseFeatures } from './features.ts';
import { lexiconSource } from './lexicon.ts';
import { ModelFormatError, parseModel, SHIPPED_FEATURES, type LinearModel, type StoredModel } from './model.ts';
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

/** Bytes of stored models that judge in the place of the shipped ones. */
export interface ModelSources {
  category?: string;
  subject?: string;
}

/** What a classifier is made with: how to find places in the full text (offsets as in `fullText`), and models of one's own. */
export interface ClassifierOptions {
  places: (text: string) => PlaceMention[];
  models?: ModelSources;
}

function hashModels({ category = categoryModelSource, subject = subjectModelSource }: ModelSources): string {
  const hash = createHash('sha256');
  for (const part of [category, subject, lexiconSource()]) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, at) => name === other[at]);

/** Another version of the program may read texts otherwise: a model made for that one would judge by the wrong weights. */
function ownModel(
  source: string | undefined,
  classes: readonly string[],
  { names }: DenseFeatures,
): LinearModel | undefined {
  if (source === undefined) return undefined;
  const model = parseModel(JSON.parse(source) as StoredModel, SHIPPED_FEATURES);
  if (sameNames(model.denseNames, names) && sameNames([...model.classes].sort(), [...classes].sort())) return model;
  throw new ModelFormatError('the model is of other labels, or was made for another version of the program');
}

/**
 * Makes a classifier. `classify` gives a verdict for any text, however broken (延州办发〔2018〕15号 第二十条: six priorities or `none`;
 * 事故条例 第三条: the incident grade of emergencies by their numbers); it throws only what `places` throws. Throws here, where a model
 * of one's own can't be read (SyntaxError) or does not fit (ModelFormatError).
 */
export function createClassifier(options: ClassifierOptions): Classifier {
  const { models = {} } = options;
  const categoryModel = ownModel(models.category, LABEL_IDS, categoryFeatures);
  const subjectModel = ownModel(models.subject, SUBJECT_IDS, subjectFeatures);
  const modelVersion = hashModels(models);
  const classify = (input: ClassifierInput): Verdict => {
    const text = fullText(input);
    const reading = readText(text);
    const category = judgeCategory(text, reading, categoryModel);
    const subjects =
      category.category === 'none'
        ? { subject: null, subjects: [], evidence: [] }
        : judgeSubjects(text, reading, subjectModel);
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
  const explain = (input: ClassifierInput): Explanation =>
    explainText(fullText(input), { category: categoryModel, subject: subjectModel });
  return { classify, explain, modelVersion };
}
