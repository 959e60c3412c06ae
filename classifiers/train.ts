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
import type { StoredModel } from './model.ts';
import { readText } from './reading.ts';
import { calibrate, fit } from './training.ts';
import type { HeldOut, Sample, TrainingOptions } from './training.ts';
import { fullText } from './verdict.ts';

const FOLDS = 5;

interface Labelled extends Sample {
  accepted: readonly string[];
}

/** A model with its temperature set, and what it scored on texts it had not seen. */
export interface Trained {
  model: StoredModel;
  strict: Scores;
  lenient: Scores;
}

/** Fits on four fifths, predicts the fifth, five times over; then fits on everything with the calibrated temperature. */
export function trainModel(
  task: string,
  samples: readonly Labelled[],
  classes: readonly string[],
  options: TrainingOptions = {},
): Trained {
  const heldOut: HeldOut[] = [];
  const judged: Judged[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = parseModel(
      fit(
        task,
        samples.filter((_, i) => i % FOLDS !== fold),
        classes,
        options,
      ),
    );
    for (const sample of samples.filter((_, i) => i % FOLDS === fold)) {
      const values = logits(model, sample.features);
      const predicted = classes[values.indexOf(Math.max(...values))] ?? '';
      heldOut.push({ logits: values, target: classes.indexOf(sample.label) });
      judged.push({ truth: sample.label, accepted: sample.accepted, predicted });
    }
  }
  const model = { ...fit(task, samples, classes, options), temperature: calibrate(heldOut) };
  return { model, strict: score(judged, classes), lenient: score(judged, classes, true) };
}

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
