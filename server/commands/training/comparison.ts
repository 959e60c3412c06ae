/** Whether a new model may take the place of the present one: measured on texts that neither has learnt from. */
import { createHash } from 'node:crypto';
import { readCorpus } from '../../../classifiers/corpus.ts';
import type { DenseFeatures } from '../../../classifiers/features.ts';
import { intervalOf, macroF1Of, type Judged } from '../../../classifiers/metrics.ts';
import { parseModel, type StoredModel } from '../../../classifiers/model.ts';
import { readText } from '../../../classifiers/reading.ts';
import { FOLDS, trainModel, verdictOf } from '../../../classifiers/train.ts';
import type { Sample } from '../../../classifiers/training-matrix.ts';
import { fullText } from '../../../classifiers/verdict.ts';
import type { ModelTask } from '../../platform/schema-models.ts';
import { FEATURES_OF } from '../evaluate-labels.ts';
import type { Labelled } from '../labelled.ts';
import { textKey } from './material.ts';

/** On fewer lines than these a comparison says nothing. */
export const LEAST_LINES = 20;
/** What a new model may lose, in macro-F1, of what the shipped corpus teaches. */
export const MOST_LOST = 0.01;

/** The model that judges now. */
export interface PresentModel {
  /** Null for the shipped one. */
  version: string | null;
  source: string;
  /** Keys of the texts beside the corpus that it has learnt from. */
  learnt: ReadonlySet<string>;
}

/** Both models on the lines that the present one has not learnt from. */
export interface OnLines {
  lines: number;
  macroF1: number;
  candidateMacroF1: number;
  difference: [number, number];
}

/** The shipped corpus in five folds, learnt from by itself and beside the new lines. */
export interface OnCorpus {
  texts: number;
  macroF1: number;
  candidateMacroF1: number;
}

/** Why a new model may not take the place. */
export interface Refusal {
  code: 'too_few_new_lines' | 'no_better' | 'loses_on_corpus';
  message: string;
}

/** The part in which a text is held out, by its id, so that more lines don't move the others. */
export const foldOf = (id: string): number => createHash('md5').update(id).digest().readUInt32BE(0) % FOLDS;

/** A line as a sample to learn from. */
export const sampleOf = ({ text, label, accepted }: Omit<Labelled, 'id'>): Sample => ({
  reading: readText(text),
  label,
  accepted,
});

const corpusLabels = (task: ModelTask): { id: string; text: string; label: string | null }[] =>
  readCorpus().map((line) => ({
    id: line.id,
    text: fullText(line),
    label: task === 'category' ? line.category : line.subject,
  }));

/** The corpus with its ids, without what stands in the lines: it must not be learnt from where it is held out. */
export function corpusBeside(task: ModelTask, lines: readonly Labelled[]): { ids: string[]; samples: Sample[] } {
  const given = new Set(lines.map(({ text }) => textKey(text)));
  const left = corpusLabels(task).flatMap(({ id, text, label }) =>
    label === null || given.has(textKey(text)) ? [] : [{ id, sample: sampleOf({ text, label, accepted: [] }) }],
  );
  return { ids: left.map(({ id }) => id), samples: left.map(({ sample }) => sample) };
}

/** What is compared: lines with their samples, and what the candidate said of each while it was held out. */
export interface Candidate {
  task: ModelTask;
  lines: readonly Labelled[];
  samples: readonly Sample[];
  judged: readonly Judged[];
  classes: readonly string[];
}

/** Compares on the lines that the present model has not learnt from. */
export function compareOnLines({ task, lines, samples, judged, classes }: Candidate, present: PresentModel): OnLines {
  const corpus = new Set(corpusLabels(task).map(({ text }) => textKey(text)));
  const model = parseModel(JSON.parse(present.source) as StoredModel);
  const fresh = lines.flatMap((line, at) => {
    const [sample, candidate] = [samples[at], judged[at]];
    const key = textKey(line.text);
    if (!sample || !candidate || corpus.has(key) || present.learnt.has(key)) return [];
    return [{ candidate, present: { ...candidate, predicted: verdictOf(model, FEATURES_OF[task], sample.reading) } }];
  });
  const of = macroF1Of(
    fresh.map((row) => row.present),
    classes,
  );
  const candidateOf = macroF1Of(
    fresh.map((row) => row.candidate),
    classes,
  );
  const all = [...fresh.keys()];
  return {
    lines: fresh.length,
    macroF1: of(all),
    candidateMacroF1: candidateOf(all),
    difference: intervalOf(fresh.length, (sample) => candidateOf(sample) - of(sample)),
  };
}

/** Trains on the corpus with and without the lines beside it, five folds each, and holds the corpus out. */
export function compareOnCorpus(
  { task, samples: lines, classes }: Pick<Candidate, 'task' | 'samples' | 'classes'>,
  { ids, samples }: { ids: readonly string[]; samples: readonly Sample[] },
  progress: (run: 'alone' | 'beside', fold: number, folds: number) => void,
): OnCorpus {
  const features: DenseFeatures = FEATURES_OF[task];
  const macroF1 = (run: 'alone' | 'beside', beside: readonly Sample[]): number =>
    trainModel(task, samples, classes, features, {
      beside,
      foldOf: (at) => foldOf(ids[at] ?? ''),
      progress: (fold, folds) => progress(run, fold, folds),
    }).strict.macroF1;
  return { texts: samples.length, macroF1: macroF1('alone', []), candidateMacroF1: macroF1('beside', lines) };
}

const figure = (value: number): string => value.toFixed(3);

/** Says whether figures on new lines allow it; null where they do. */
export function refusedOnLines({ lines, macroF1, candidateMacroF1 }: OnLines): Refusal | null {
  if (lines < LEAST_LINES) {
    const message = `only ${lines} lines are new to the present model, and ${LEAST_LINES} are the least to compare on; label or correct more`;
    return { code: 'too_few_new_lines', message };
  }
  if (candidateMacroF1 > macroF1) return null;
  const message = `on ${lines} lines new to both, macro-F1 ${figure(candidateMacroF1)} does not beat ${figure(macroF1)}; give more lines, above all of the labels confused above`;
  return { code: 'no_better', message };
}

/** Says whether figures on the corpus allow it; null where they do. */
export function refusedOnCorpus({ macroF1, candidateMacroF1 }: OnCorpus): Refusal | null {
  if (macroF1 - candidateMacroF1 <= MOST_LOST) return null;
  const message = `on the shipped corpus macro-F1 falls from ${figure(macroF1)} to ${figure(candidateMacroF1)}, and ${MOST_LOST} is the most it may; the lines pull to one side: give more of the other labels, or look at how these are labelled`;
  return { code: 'loses_on_corpus', message };
}
