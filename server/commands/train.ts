/** `huiying train`: a model from labelled lines, taken only where it beats the present one on lines neither has seen. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { reportLabels, type LabelReport } from '../../classifiers/evaluate.ts';
import { wordsAlone } from '../../classifiers/features.ts';
import type { StoredModel } from '../../classifiers/model.ts';
import { modelFile, trainModel } from '../../classifiers/train.ts';
import { Fault, messageOf } from '../platform/fault.ts';
import type { SkippedLine } from '../platform/jsonl.ts';
import type { ModelTask } from '../platform/schema-models.ts';
import { FEATURES_OF, LABELS_OF } from './evaluate-labels.ts';
import { NONE } from './labelled.ts';
import {
  compareOnCorpus,
  compareOnLines,
  corpusBeside,
  foldOf,
  LEAST_LINES,
  refusedOnCorpus,
  refusedOnLines,
  sampleOf,
  type Candidate,
  type OnCorpus,
  type OnLines,
  type PresentModel,
  type Refusal,
} from './training/comparison.ts';
import { readMaterial, type Material, type ReadingOptions } from './training/material.ts';

export interface TrainOptions extends ReadingOptions {
  /** Where the model is written, if it is better. */
  out?: string;
  /** Learns from the lines alone, without the project's corpus. */
  alone?: boolean;
}

/**
 * `decision`: `written` to `file`, or `installed` as `version`; `kept`, the present model, and `refusal` says why; `measured`, nothing
 * more having been asked for. `present` is null where the labels are not ours: then there is no present model to beat. `corpus` is null
 * where that, where the corpus is left out, or where the lines alone decided already.
 */
export interface Training {
  task: ModelTask;
  decision: 'written' | 'installed' | 'kept' | 'measured';
  file: string | null;
  version: string | null;
  refusal: Refusal | null;
  skipped: SkippedLine[];
  people: Material['people'];
  /** Macro-F1 of each part held out, by the hash of its ids. */
  folds: number[];
  fromCorpus: number;
  candidate: LabelReport;
  present: (OnLines & { version: string | null }) | null;
  corpus: OnCorpus | null;
}

/** The model that this version of the program brings. */
export const shippedModel = (task: ModelTask): PresentModel => ({
  version: null,
  source: readFileSync(new URL(`../../classifiers/models/${task}.json`, import.meta.url), 'utf8'),
  learnt: new Set(),
});

/**
 * Trains on a file and compares with the shipped model. `say` hears of the progress. The same file gives the same bytes. Faults:
 * `file_unreadable`, `map_unreadable`, `nothing_to_evaluate`, `too_few_lines`, `one_label`, `out_unwritable`.
 */
export async function trainFromFile(
  file: string,
  options: TrainOptions,
  say: (line: string) => void,
): Promise<Training> {
  return trainOn(await readMaterial(file, options), shippedModel(options.task), options, say).training;
}

/**
 * Trains on lines, compares with the present model, and writes the file that was asked for; answers with the new model too. Faults:
 * `too_few_lines`, `one_label`, `out_unwritable`.
 */
export function trainOn(
  { lines, skipped, people }: Material,
  presentModel: PresentModel,
  { task, out, alone }: TrainOptions,
  say: (line: string) => void,
): { training: Training; model: StoredModel } {
  const labels = [...new Set(lines.map(({ label }) => label))];
  const ours = labels.every((label) => LABELS_OF[task].includes(label));
  const classes = ours ? LABELS_OF[task].filter((label) => task === 'category' || label !== NONE) : labels.sort();
  requireEnough(lines.length, labels);
  const corpus = ours && !alone ? corpusBeside(task, lines) : { ids: [], samples: [] };
  say(`reading ${lines.length} texts given, ${corpus.samples.length} of the corpus`);
  const samples = lines.map(sampleOf);
  const trained = trainModel(task, samples, classes, ours ? FEATURES_OF[task] : wordsAlone, {
    beside: corpus.samples,
    foldOf: (at) => foldOf(lines[at]?.id ?? ''),
    progress: (fold, folds) => say(`fold ${fold} of ${folds}`),
  });
  const candidate: Candidate = { task, lines, samples, judged: trained.judged, classes };
  const compared = ours ? compare(candidate, presentModel, corpus, say) : NOTHING_TO_BEAT;
  const taken = compared.refusal === null;
  if (out !== undefined && taken) writeModel(out, trained.model);
  const training: Training = {
    task,
    decision: !taken ? 'kept' : out === undefined ? 'measured' : 'written',
    file: out !== undefined && taken ? out : null,
    version: null,
    skipped,
    people,
    folds: trained.folds,
    fromCorpus: corpus.samples.length,
    candidate: reportLabels(trained.judged, classes),
    ...compared,
  };
  return { training, model: trained.model };
}

type Compared = Pick<Training, 'present' | 'corpus' | 'refusal'>;

const NOTHING_TO_BEAT: Compared = { present: null, corpus: null, refusal: null };

/** First on the lines; on the corpus, which takes longer, only where these allow it. */
function compare(
  candidate: Candidate,
  presentModel: PresentModel,
  corpus: ReturnType<typeof corpusBeside>,
  say: (line: string) => void,
): Compared {
  const onLines = compareOnLines(candidate, presentModel);
  const present = { version: presentModel.version, ...onLines };
  const refusal = refusedOnLines(onLines);
  if (refusal !== null || corpus.samples.length === 0) return { present, corpus: null, refusal };
  const onCorpus = compareOnCorpus(candidate, corpus, (run, fold, folds) =>
    say(`corpus ${run === 'alone' ? 'by itself' : 'beside the lines'}: fold ${fold} of ${folds}`),
  );
  return { present, corpus: onCorpus, refusal: refusedOnCorpus(onCorpus) };
}

function requireEnough(lines: number, labels: readonly string[]): void {
  if (lines < LEAST_LINES) {
    throw new Fault('too_few_lines', `${lines} lines are too few to learn from and to measure on.`, {
      action: `Give at least ${LEAST_LINES}.`,
    });
  }
  if (labels.length < 2)
    throw new Fault('one_label', `Every line is labelled ${labels.join('')}: nothing to tell apart.`);
}

/** Writes beside the place and moves it there, so that nobody reads half a model. */
function writeModel(file: string, model: StoredModel): void {
  const draft = `${file}.${process.pid}.part`;
  try {
    writeFileSync(draft, modelFile(model));
    renameSync(draft, file);
  } catch (error) {
    throw new Fault('out_unwritable', `${file} can't be written: ${messageOf(error)}`);
  }
}
