/**
 * Trains the models of this folder from the corpus: `npx tsx classifiers/train.ts`. Writes models/*.json and prints the
 * scores of a five-fold cross-validation. Same corpus and lexicons, same bytes.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { LABEL_IDS, SUBJECT_IDS } from '../server/contract/vocabulary.ts';
import { readCorpus, type CorpusLine } from './corpus.ts';
import { categoryFeatures, subjectFeatures } from './features.ts';
import type { Judged, Scores } from './metrics.ts';
import { score } from './metrics.ts';
import { logits, parseModel } from './model.ts';
import type { LinearModel, StoredModel } from './model.ts';
import { readText } from './reading.ts';
import { calibrate, fit } from './training.ts';
import type { HeldOut, Sample, TrainingOptions } from './training.ts';
import { fullText } from './verdict.ts';

/** Held-out parts of a cross-validation. */
export const FOLDS = 5;

/** A sample with the further labels an honest reader might give. */
export interface Labelled extends Sample {
  accepted: readonly string[];
}

/** A model with its temperature set, and what it said and scored on texts it had not seen, in the order of the samples. */
export interface Trained {
  model: StoredModel;
  judged: Judged[];
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

/** Fits on four fifths, predicts the fifth, five times over; then fits on everything with the calibrated temperature. */
export function trainModel(
  task: string,
  samples: readonly Labelled[],
  classes: readonly string[],
  plan: TrainingPlan = {},
): Trained {
  const { foldOf = (sample) => sample % FOLDS, beside = [], progress = () => undefined, ...options } = plan;
  const heldOut: HeldOut[] = [];
  const judged: Judged[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    progress(fold + 1, FOLDS);
    const learnt = samples.filter((_, at) => foldOf(at) !== fold);
    const model = parseModel(fit(task, [...beside, ...learnt], classes, options));
    samples.forEach((sample, at) => {
      if (foldOf(at) !== fold) return;
      const values = logits(model, sample.features);
      heldOut.push({ logits: values, target: classes.indexOf(sample.label) });
      judged[at] = { truth: sample.label, accepted: sample.accepted, predicted: best(values, classes) };
    });
  }
  const model = { ...fit(task, [...beside, ...samples], classes, options), temperature: calibrate(heldOut) };
  return { model, judged, strict: score(judged, classes), lenient: score(judged, classes, true) };
}

const best = (values: readonly number[], classes: readonly string[]): string =>
  classes[values.indexOf(Math.max(...values))] ?? '';

/** What a model says of a sample: its likeliest class. */
export const verdictOf = (model: LinearModel, sample: Sample): string =>
  best(logits(model, sample.features), model.classes);

/** Trains both models from a corpus. Pure: writes nothing. */
export function trainAll(corpus: readonly CorpusLine[]): { category: Trained; subject: Trained } {
  const readings = corpus.map((line) => ({ line, reading: readText(fullText(line)) }));
  const byCategory = readings.map(({ line, reading }) => ({
    features: categoryFeatures(reading),
    label: line.category,
    accepted: line.alt ?? [],
  }));
  const bySubject = readings.flatMap(({ line, reading }) =>
    line.subject === null ? [] : [{ features: subjectFeatures(reading), label: line.subject, accepted: [] }],
  );
  return {
    category: trainModel('category', byCategory, LABEL_IDS),
    subject: trainModel('subject', bySubject, SUBJECT_IDS),
  };
}

/** The bytes of a stored model's file. */
export const modelFile = (model: StoredModel): string => `${JSON.stringify(model)}\n`;

function main(): void {
  const corpus = readCorpus();
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
