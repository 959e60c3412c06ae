/** `huiying train`: a model from labelled lines, kept only where it beats the present one on lines neither has seen. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readCorpus } from '../../classifiers/corpus.ts';
import { reportLabels, type LabelReport } from '../../classifiers/evaluate.ts';
import { intervalOf, macroF1Of, type Judged } from '../../classifiers/metrics.ts';
import { wordsAlone } from '../../classifiers/features.ts';
import { parseModel, type StoredModel } from '../../classifiers/model.ts';
import { normalise } from '../../classifiers/normalise.ts';
import { readText } from '../../classifiers/reading.ts';
import { FOLDS, modelFile, trainModel, verdictOf } from '../../classifiers/train.ts';
import type { Sample } from '../../classifiers/training-matrix.ts';
import { fullText } from '../../classifiers/verdict.ts';
import { Fault, messageOf } from '../platform/fault.ts';
import type { SkippedLine } from '../platform/jsonl.ts';
import { ALT_FIELDS, FIELDS_OF, nothingUsable } from './evaluate.ts';
import { FEATURES_OF, LABELS_OF } from './evaluate-labels.ts';
import { gatherFile, labelReader, NONE, readMap, type Labelled } from './labelled.ts';
import type { ModelTask } from './tasks.ts';

export interface TrainOptions {
  task: ModelTask;
  labelField?: string;
  map?: string;
  /** Where the model is written, if it is better. */
  out?: string;
  /** Learns from the file alone, without the project's corpus. */
  alone?: boolean;
}

/**
 * `decision`: `written` to `file`; `kept`, the present model being as good or better; `measured`, no file having been asked for.
 * `present` is null where the file's labels are not ours: then there is no present model to beat.
 */
export interface Training {
  task: ModelTask;
  decision: 'written' | 'kept' | 'measured';
  file: string | null;
  skipped: SkippedLine[];
  /** Macro-F1 of each part held out, by the hash of its ids. */
  folds: number[];
  fromCorpus: number;
  candidate: LabelReport;
  /** Both on the lines that the present model has not learnt from. */
  present: { lines: number; macroF1: number; candidateMacroF1: number; difference: [number, number] } | null;
}

const LEAST_LINES = 20;

const keyOf = (text: string): string => normalise(text).replace(/\s+/g, '');

/**
 * Trains and compares. `say` hears of the progress. The same file gives the same bytes. Faults: `file_unreadable`, `map_unreadable`,
 * `nothing_to_evaluate`, `too_few_lines`, `one_label`, `out_unwritable`.
 */
export async function trainFromFile(
  file: string,
  options: TrainOptions,
  say: (line: string) => void,
): Promise<Training> {
  const { task, out } = options;
  const { lines, skipped } = await readLines(file, options);
  const labels = [...new Set(lines.map(({ label }) => label))];
  const ours = labels.every((label) => LABELS_OF[task].includes(label));
  const classes = ours ? LABELS_OF[task].filter((label) => task === 'category' || label !== NONE) : labels.sort();
  requireEnough(lines, labels);
  const corpus = ours && !options.alone ? corpusBeside(task, lines) : [];
  say(`reading ${lines.length} texts of the file, ${corpus.length} of the corpus`);
  const samples = lines.map(sampleOf);
  const trained = trainModel(task, samples, classes, ours ? FEATURES_OF[task] : wordsAlone, {
    beside: corpus,
    foldOf: (at) => foldOf(lines[at]?.id ?? ''),
    progress: (fold, folds) => say(`fold ${fold} of ${folds}`),
  });
  const present = ours ? comparePresent(task, lines, samples, trained.judged, classes) : null;
  const better = present === null || present.candidateMacroF1 > present.macroF1;
  if (out !== undefined && better) writeModel(out, trained.model);
  return {
    task,
    decision: !better ? 'kept' : out === undefined ? 'measured' : 'written',
    file: out !== undefined && better ? out : null,
    skipped,
    folds: trained.folds,
    fromCorpus: corpus.length,
    candidate: reportLabels(trained.judged, classes),
    present,
  };
}

/** Lines with their labels in ours, each text once: copies on both sides of a fold would flatter the model. */
async function readLines(file: string, options: TrainOptions): Promise<{ lines: Labelled[]; skipped: SkippedLine[] }> {
  const read = labelReader(
    options.labelField ? [options.labelField] : FIELDS_OF[options.task],
    ALT_FIELDS[options.task],
  );
  const map = options.map ? readMap(options.map, options.task) : null;
  const seen = new Set<string>();
  const { rows, skipped } = await gatherFile(file, (value, number) => {
    const line = read(value, number);
    const label = map ? map.get(line.label)?.[0] : line.label;
    if (label === undefined) throw new Fault('label_unmapped', `label ${line.label}: the map does not hold it`);
    if (options.task === 'subject' && label === NONE) throw new Fault('no_subject', 'a line without a subject');
    const key = keyOf(line.text);
    if (seen.has(key)) throw new Fault('duplicate', 'the same text stands in an earlier line');
    seen.add(key);
    return { ...line, label };
  });
  if (rows.length === 0) throw nothingUsable(skipped);
  return { lines: rows, skipped };
}

function requireEnough(lines: readonly Labelled[], labels: readonly string[]): void {
  if (lines.length < LEAST_LINES) {
    throw new Fault('too_few_lines', `${lines.length} lines are too few to learn from and to measure on.`, {
      action: `Give at least ${LEAST_LINES}.`,
    });
  }
  if (labels.length < 2)
    throw new Fault('one_label', `Every line is labelled ${labels.join('')}: nothing to tell apart.`);
}

/** The part of a line in the cross-validation, by its id, so that more lines don't move the others. */
const foldOf = (id: string): number => createHash('md5').update(id).digest().readUInt32BE(0) % FOLDS;

const sampleOf = ({ text, label, accepted }: Omit<Labelled, 'id'>): Sample => ({
  reading: readText(text),
  label,
  accepted,
});

const corpusLabels = (task: ModelTask): { text: string; label: string | null }[] =>
  readCorpus().map((line) => ({ text: fullText(line), label: task === 'category' ? line.category : line.subject }));

/** The corpus without what stands in the file: it must not be learnt from where it is held out. */
function corpusBeside(task: ModelTask, lines: readonly Labelled[]): Sample[] {
  const inFile = new Set(lines.map(({ text }) => keyOf(text)));
  return corpusLabels(task).flatMap(({ text, label }) =>
    label === null || inFile.has(keyOf(text)) ? [] : [sampleOf({ text, label, accepted: [] })],
  );
}

/** Both models on the lines that the present one has not learnt from. Without any the present one stays. */
function comparePresent(
  task: ModelTask,
  lines: readonly Labelled[],
  samples: readonly Sample[],
  judged: readonly Judged[],
  classes: readonly string[],
): NonNullable<Training['present']> {
  const learnt = new Set(corpusLabels(task).map(({ text }) => keyOf(text)));
  const stored = readFileSync(new URL(`../../classifiers/models/${task}.json`, import.meta.url), 'utf8');
  const model = parseModel(JSON.parse(stored) as StoredModel);
  const fresh = lines.flatMap((line, at) => {
    const [sample, candidate] = [samples[at], judged[at]];
    if (!sample || !candidate || learnt.has(keyOf(line.text))) return [];
    return [{ candidate, present: { ...candidate, predicted: verdictOf(model, FEATURES_OF[task], sample.reading) } }];
  });
  const of = macroF1Of(
    fresh.map(({ present }) => present),
    classes,
  );
  const candidateOf = macroF1Of(
    fresh.map(({ candidate }) => candidate),
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
