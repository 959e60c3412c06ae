/**
 * Trains the models of this folder from the corpus: `npx tsx classifiers/train.ts`. Writes models/*.json and prints the
 * scores of a five-fold cross-validation. Same corpus and lexicons, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { LABEL_IDS, SUBJECT_IDS } from '../server/contract/vocabulary.ts';
import { calibrate, type HeldOut } from './calibration.ts';
import { agreementOf, readCorpus, type CorpusLine } from './corpus.ts';
import { categoryFeatures, subjectFeatures, type DenseFeatures } from './features.ts';
import type { Judged, Scores } from './metrics.ts';
import { score } from './metrics.ts';
import { scoreText } from './model.ts';
import type { LinearModel, StoredModel } from './model.ts';
import type { Reading } from './reading.ts';
import { readText } from './reading.ts';
import { buildMatrix, type Sample } from './training-matrix.ts';
import { fit, marginsOf, pack } from './training.ts';
import type { Calibration, TrainingOptions } from './training.ts';
import { fullText } from './verdict.ts';

/** Held-out parts of a cross-validation. */
export const FOLDS = 5;

/** A model with its calibration, and what it said and scored on texts it had not seen, in the order of the samples. */
export interface Trained {
  model: StoredModel;
  judged: Judged[];
  /** Macro-F1 of each fold. */
  folds: number[];
  strict: Scores;
  lenient: Scores;
}

/** How a model is trained beside the fitting: which fold a sample is held out in, and who hears of each fold. */
export interface TrainingPlan extends TrainingOptions {
  foldOf?: (sample: number) => number;
  /** Samples that are learnt from in every fold and never held out. */
  beside?: readonly Sample[];
  progress?: (fold: number, folds: number) => void;
}

/** Fits on four fifths, predicts the fifth, five times over; then fits on everything, calibrated by what was held out. */
export function trainModel(
  task: string,
  samples: readonly Sample[],
  classes: readonly string[],
  features: DenseFeatures,
  plan: TrainingPlan = {},
): Trained {
  const { foldOf = (sample) => sample % FOLDS, beside = [], progress = () => undefined, ...options } = plan;
  const all = [...samples, ...beside];
  const labels = all.map(({ label }) => label);
  const matrix = buildMatrix(all, features);
  const rows = all.map((_, at) => at);
  const heldOut: (HeldOut & { row: number; margins: Float64Array })[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    progress(fold + 1, FOLDS);
    const held = rows.filter((row) => row < samples.length && foldOf(row) === fold);
    const inFold = new Set(held);
    const fitted = fit(
      matrix,
      rows.filter((row) => !inFold.has(row)),
      labels,
      classes,
      options,
    );
    marginsOf(matrix, held, fitted).forEach((margins, nth) => {
      const row = held[nth] ?? 0;
      const { label = '' } = samples[row] ?? {};
      heldOut.push({ row, margins, target: classes.indexOf(label) });
    });
  }
  const calibration = calibrate(heldOut, classes.length);
  const judged: Judged[] = samples.map(({ label, accepted }) => ({ truth: label, accepted, predicted: '' }));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    // What a fold is judged by comes from the other folds, the calibration too.
    const others = heldOut.filter(({ row }) => foldOf(row) !== fold);
    const learnt = calibrate(others.length > 0 ? others : heldOut, classes.length);
    for (const { row, margins } of heldOut) {
      const one = judged[row];
      if (one && foldOf(row) === fold) one.predicted = best(calibrated(margins, learnt), classes);
    }
  }
  const model = pack(task, classes, matrix, fit(matrix, rows, labels, classes, options), calibration);
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const held = judged.filter((_, row) => foldOf(row) === fold);
    return score(held, classes).macroF1;
  });
  return { model, judged, folds, strict: score(judged, classes), lenient: score(judged, classes, true) };
}

const calibrated = (margins: Float64Array, { temperature, offsets }: Calibration): Float64Array =>
  margins.map((margin, c) => margin / temperature + (offsets[c] ?? 0));

function best(margins: Float64Array, classes: readonly string[]): string {
  return classes[margins.indexOf(Math.max(...margins))] ?? '';
}

/** What a model says of a text: its likeliest class. */
export const verdictOf = (model: LinearModel, features: DenseFeatures, reading: Reading): string =>
  best(calibrated(scoreText(model, reading, features.of(reading)).margins, model), model.classes);

/** What only two of a few thousand texts hold tells a field now and then, a category by chance. */
const CATEGORY_PLAN: TrainingPlan = { leastSamples: 3 };

/** Trains both models from a corpus. Pure: writes nothing. */
export function trainAll(corpus: readonly CorpusLine[]): { category: Trained; subject: Trained } {
  const readings = corpus.map((line) => ({ line, reading: readText(fullText(line)) }));
  const byCategory = readings.map(({ line, reading }) => ({
    reading,
    label: line.category,
    accepted: line.alt ?? [],
  }));
  const bySubject = readings.flatMap(({ line, reading }) =>
    line.subject === null ? [] : [{ reading, label: line.subject, accepted: [] }],
  );
  return {
    category: trainModel('category', byCategory, LABEL_IDS, categoryFeatures, CATEGORY_PLAN),
    subject: trainModel('subject', bySubject, SUBJECT_IDS, subjectFeatures),
  };
}

/** The bytes of a stored model's file. */
export const modelFile = (model: StoredModel): string => `${JSON.stringify(model)}\n`;

function main(): void {
  const corpus = readCorpus();
  for (const [what, { texts, same, kappa }] of Object.entries(agreementOf(corpus))) {
    process.stdout.write(
      `two hands, ${what}: ${texts} texts, ${same.toFixed(3)} the same, kappa ${kappa.toFixed(3)}\n`,
    );
  }
  const trained = trainAll(corpus);
  for (const [task, { model, strict, lenient }] of Object.entries(trained)) {
    writeFileSync(new URL(`./models/${task}.json`, import.meta.url), modelFile(model));
    const figures = `macro-F1 ${strict.macroF1.toFixed(3)} (lenient ${lenient.macroF1.toFixed(3)})`;
    process.stdout.write(`${task}: ${corpus.length} texts, ${figures}, temperature ${model.temperature}\n`);
    for (const [label, { precision, recall, f1, support }] of Object.entries(strict.labels)) {
      const row = [precision, recall, f1].map((value) => value.toFixed(2)).join('  ');
      process.stdout.write(`  ${label.padEnd(24)} ${row}  ${support}\n`);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
