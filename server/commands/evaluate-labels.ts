/** Judging lines of one label each for `evaluate`: by the present models or a given one, in our labels or a file's own. */
import { readFileSync } from 'node:fs';
import { createClassifier, type ModelSources } from '../../classifiers/classify.ts';
import { reportConfidence, type Sureness } from '../../classifiers/confidence.ts';
import { OTHER, reportLabels, type LabelReport } from '../../classifiers/evaluate.ts';
import { categoryFeatures, subjectFeatures, wordsAlone, type DenseFeatures } from '../../classifiers/features.ts';
import type { Judged } from '../../classifiers/metrics.ts';
import { parseModel, type LinearModel, type StoredModel } from '../../classifiers/model.ts';
import { readText } from '../../classifiers/reading.ts';
import { verdictOf } from '../../classifiers/train.ts';
import { LABEL_IDS, SUBJECT_IDS } from '../contract/vocabulary.ts';
import { Fault, messageOf } from '../platform/fault.ts';
import { inTheirLabels, NONE, readMap, type Labelled } from './labelled.ts';
import type { ModelTask } from '../platform/schema-models.ts';

/** Our labels of a task, in their order. */
export const LABELS_OF: Record<ModelTask, readonly string[]> = {
  category: LABEL_IDS,
  subject: [...SUBJECT_IDS, NONE],
};

/** What a model of the task reads. */
export const FEATURES_OF: Record<ModelTask, DenseFeatures> = { category: categoryFeatures, subject: subjectFeatures };

/** What a given model of the task reads: models of other labels than ours know words alone. */
export const featuresFor = (task: ModelTask, { denseNames }: LinearModel): DenseFeatures =>
  denseNames.length === 0 ? wordsAlone : FEATURES_OF[task];

/** What is said of a text; `sure` where the present models say how sure they are of a category. */
interface Prediction {
  label: string;
  sure?: { confidence: number; toPeople: boolean };
}

/** A line judged. */
export type JudgedLine = Judged & { sure?: Sureness };

export interface LabelJudgeOptions {
  map?: string;
  model?: string;
  /** Models that judge in the place of the shipped ones. */
  installed?: ModelSources;
}

/** Makes a judge of lines. Without a map the labels must be ours: Fault `unknown_label` of the line. */
export function labelJudge(
  task: ModelTask,
  { map: mapFile, model: modelFile, installed }: LabelJudgeOptions,
): { judge: (line: Labelled) => JudgedLine; known: readonly string[] } {
  const map = mapFile ? readMap(mapFile, task) : null;
  const own = modelFile ? readModel(modelFile, task) : null;
  const predict = own?.predict ?? predictor(task, installed);
  const labels = own?.labels ?? LABELS_OF[task];
  const known = map ? [...map.keys()] : labels;
  const judge = (line: Labelled): JudgedLine => {
    const { label, accepted, text } = line;
    if (!known.includes(label)) {
      const hint = map ? 'the map does not hold it' : `ours are ${labels.join(', ')}; --map says what others stand for`;
      throw new Fault(map ? 'label_unmapped' : 'unknown_label', `label ${label}: ${hint}`);
    }
    const said = predict(text);
    const predicted = map ? inTheirLabels(said.label, line, map) : said.label;
    const right = predicted === label || accepted.includes(predicted);
    return { truth: label, accepted, predicted, ...(said.sure ? { sure: { ...said.sure, right } } : {}) };
  };
  return { judge, known };
}

/**
 * Reports on judged lines; with how far the confidence can be believed where it was given. In a file's own labels only those count that
 * some line bears.
 */
export function reportLines(judged: readonly JudgedLine[], known: readonly string[], mapped: boolean): LabelReport {
  const borne = new Set(judged.map(({ truth }) => truth));
  const rows = mapped ? judged.map((row) => (borne.has(row.predicted) ? row : { ...row, predicted: OTHER })) : judged;
  const sure = rows.flatMap((row) => row.sure ?? []);
  const labels = mapped ? known.filter((label) => borne.has(label)) : known;
  return { ...reportLabels(rows, labels), ...(sure.length > 0 ? { confidence: reportConfidence(sure) } : {}) };
}

function predictor(task: ModelTask, models: ModelSources = {}): (text: string) => Prediction {
  const classifier = createClassifier({ places: () => [], models });
  return (text) => {
    const { category, subject, confidence, needsReview } = classifier.classify({ text });
    return task === 'category'
      ? { label: category, sure: { confidence, toPeople: needsReview } }
      : { label: subject ?? NONE };
  };
}

function readModel(
  file: string,
  task: ModelTask,
): { predict: (text: string) => Prediction; labels: readonly string[] } {
  try {
    const model = parseModel(JSON.parse(readFileSync(file, 'utf8')) as StoredModel);
    const predict = (text: string) => ({ label: verdictOf(model, featuresFor(task, model), readText(text)) });
    return { predict, labels: model.classes };
  } catch (error) {
    throw new Fault('model_unreadable', `${file} is no model: ${messageOf(error)}`);
  }
}
