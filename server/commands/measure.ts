/** What `evaluate` and `train` print. */
import type { Config } from '../platform/config.ts';
import { Fault } from '../platform/fault.ts';
import { clusterRows } from './cluster-report-text.ts';
import { evaluateFile, type EvaluateOptions, type Evaluation } from './evaluate.ts';
import { spanRows } from './report-spans.ts';
import { labelRows, placesRows, setRows, skippedRows } from './report-text.ts';
import { trainFromFile, type Training } from './train.ts';
import type { OfficeOptions } from './training/office.ts';
import { trainingText } from './training/text.ts';

/** The name of the models that judge in the installation. */
const ACTIVE = 'active';

/** Measures a task on a file and prints a table, or JSON. `config` is asked for only where the installation is. */
export async function runEvaluate(
  file: string,
  { model, ...options }: EvaluateOptions & { json?: boolean },
  config: () => Config,
): Promise<string> {
  const chosen = model === ACTIVE ? { installed: await (await office()).sourcesInOffice(config()) } : { model };
  const evaluation = await evaluateFile(file, { ...options, ...chosen });
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

export interface TrainCommand extends OfficeOptions {
  /** Gives the task back to the shipped model. */
  revert?: boolean;
  json?: boolean;
}

/**
 * Trains and prints what came of it, as a table or JSON. `say` hears of the progress. A file alone needs no database. Faults:
 * `nothing_to_learn_from`, and those of `trainFromFile` and `trainWithin`.
 */
export async function runTrain(
  file: string | undefined,
  options: TrainCommand,
  config: () => Config,
  say: (line: string) => void,
): Promise<string> {
  if (options.revert) return revert(options, config());
  const training = await train(file, options, config, say);
  return options.json ? JSON.stringify(training) : trainingText(training);
}

const office = () => import('./training/office.ts');

async function revert({ task, json }: TrainCommand, config: Config): Promise<string> {
  const version = await (await office()).revertModel(config, task);
  return json
    ? JSON.stringify({ task, decision: 'reverted', version })
    : `task ${task}: the shipped model judges again, in the place of ${version}`;
}

async function train(
  file: string | undefined,
  options: TrainCommand,
  config: () => Config,
  say: (line: string) => void,
): Promise<Training> {
  if (options.corrections || options.install)
    return (await office()).trainInOffice(config(), requireMaterial(file, options), options, say);
  return trainFromFile(requireMaterial(file, options) ?? '', options, say);
}

function requireMaterial(file: string | undefined, { corrections }: TrainCommand): string | null {
  if (file !== undefined || corrections) return file ?? null;
  throw new Fault('nothing_to_learn_from', 'There is nothing to learn from.', {
    action: 'Give a file of labelled lines, or --corrections.',
  });
}
