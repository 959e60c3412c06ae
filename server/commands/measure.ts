/** What `evaluate` and `train` print. */
import { clusterRows } from './cluster-report-text.ts';
import { evaluateFile, type EvaluateOptions, type Evaluation } from './evaluate.ts';
import { spanRows } from './report-spans.ts';
import { labelRows, placesRows, setRows, skippedRows } from './report-text.ts';
import { trainFromFile, type TrainOptions, type Training } from './train.ts';

/** Measures a task on a file and prints a table, or JSON. */
export async function runEvaluate(file: string, options: EvaluateOptions & { json?: boolean }): Promise<string> {
  const evaluation = await evaluateFile(file, options);
  return options.json ? JSON.stringify(evaluation) : evaluationText(evaluation);
}

function evaluationText(evaluation: Evaluation): string {
  const rows =
    'confusion' in evaluation
      ? labelRows(evaluation)
      : 'micro' in evaluation
        ? setRows(evaluation)
        : 'bcubed' in evaluation
          ? clusterRows(evaluation)
          : 'types' in evaluation
            ? spanRows(evaluation)
            : placesRows(evaluation);
  return [`task ${evaluation.task}`, ...rows, ...skippedRows(evaluation.skipped)].join('\n');
}

/** Trains on a file and prints what came of it, as a table or JSON. `say` hears of the progress. */
export async function runTrain(
  file: string,
  options: TrainOptions & { json?: boolean },
  say: (line: string) => void,
): Promise<string> {
  const training = await trainFromFile(file, options, say);
  return options.json ? JSON.stringify(training) : trainingText(training);
}

function trainingText(training: Training): string {
  const { task, folds, fromCorpus, candidate, skipped } = training;
  return [
    `task ${task}, ${folds.length} folds (md5 of the id); learnt from beside the file: ${fromCorpus} texts of the corpus`,
    `macro-F1 of the folds ${folds.map((f1) => f1.toFixed(4)).join(' ')}, mean ${meanOf(folds).toFixed(4)}`,
    ...labelRows(candidate),
    ...skippedRows(skipped),
    '',
    decisionText(training),
  ].join('\n');
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function decisionText({ decision, file, present }: Training): string {
  const done = {
    written: `written: ${file}`,
    kept: 'kept: the present model',
    measured: 'measured; --out FILE writes it',
  };
  if (!present) return `${done[decision]} (the file's labels are not ours: there is no present model to beat)`;
  if (present.lines === 0)
    return `${done[decision]} (it has learnt from every line of the file: nothing to compare on)`;
  const { lines, macroF1, candidateMacroF1, difference } = present;
  const [low, high] = difference.map((value) => value.toFixed(3));
  const figures = `new ${candidateMacroF1.toFixed(3)}, present ${macroF1.toFixed(3)} macro-F1`;
  return `${done[decision]} (${figures} on ${lines} lines neither has seen; difference, 95%: ${low} to ${high})`;
}
