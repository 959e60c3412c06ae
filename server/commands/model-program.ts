/** The commands that train and measure models: evaluate, train, bench. */
import { Option, type Command } from 'commander';
import { LABEL_IDS, PERSONAL_DATA } from '../contract/vocabulary.ts';
import { MODEL_TASKS } from '../platform/schema-models.ts';
import type { EvaluateOptions } from './evaluate.ts';
import type { Surroundings } from './installation-program.ts';
import type { TrainCommand } from './measure.ts';
import { TASKS } from './tasks.ts';

const LABELLED = `
FILE holds JSON Lines {"id", "title"?, "text", …} with the label:
  category  "category" or "label": ${LABEL_IDS.join(', ')}
  subject   "subject" or "label": a subject code, or null
            both: "alt" (category) or "subjectAlt" (subject): further labels an honest reader might give (counted as right in the lenient figures)
  places    "territories": names as they stand, or "places": names or codes, with "jurisdiction"?; only codes: the very set is asked for
  replies   "reply", and "codes": what check-reply should find, [] for a fine reply
  cluster   "event", "cluster" or "caseKey", and "publishedAt" or "time"; lines without an event are grouped along, not measured
            --pairs FILE: lines {"a": id, "b": id, "kind"?, "why"?} of items alike that are two events; template_rumour stands apart
  redact    "spans": [{"type", "start", "end"}] of the text, or in the place of both "marked": a text with [name:陈桂兰] and the like;
            types: ${Object.keys(PERSONAL_DATA).join(', ')}
--map FILE holds {"label of the file": "ours" | ["ours", …] | null}, or tables {"…": {"label": {"six": "ours", "dept": ["住建", …]}}};
 figures then are in the file's labels, null is passed over.
A line that can't be used is skipped with its code; the rest goes on.`;

/** Adds them to the program. */
export function addModelCommands(program: Command, { config, print }: Surroundings): void {
  const measured = () => import('./measure.ts');
  program
    .command('evaluate <file>')
    .description('Measures a task on labelled lines: precision, recall, F1, confusion, and how sure the figures are.')
    .addOption(new Option('--task <task>', 'what is measured').choices(TASKS).makeOptionMandatory())
    .option('--label-field <name>', 'field that holds the label')
    .option('--map <file>', "map of the file's labels to ours")
    .option('--pairs <file>', 'pairs of items that are two events (cluster)')
    .option(
      '--model <file>',
      'measures this model in the place of the shipped one (category, subject); `active`: those that judge in the installation',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', LABELLED)
    .action(async (file: string, options: EvaluateOptions & { json?: boolean }) =>
      print(await (await measured()).runEvaluate(file, options, config)),
    );
  program
    .command('train [file]')
    .description(
      "Trains a model on an office's own labels and the corpus; five folds by hash of id. Keeps the present model unless the new one is better on at least 20 lines neither has seen and loses at most 0.01 macro-F1 on the corpus. Places and replies are rules, not trained.",
    )
    .addOption(new Option('--task <task>', 'what is trained').choices(MODEL_TASKS).makeOptionMandatory())
    .option(
      '--corrections',
      'learns from what people confirmed and corrected in the installation, beside the file if there is one',
    )
    .option(
      '--install',
      'lets the model judge in the installation, if it is better; every process takes it at its next batch',
    )
    .addOption(
      new Option('--revert', 'lets the shipped model judge again').conflicts([
        'corrections',
        'install',
        'out',
        'alone',
      ]),
    )
    .option('--out <file>', 'where the model is written, if it is better')
    .addOption(new Option('--alone', "learns without the project's corpus").conflicts('install'))
    .option('--label-field <name>', 'field that holds the label')
    .option('--map <file>', "map of the file's labels to ours; of a list the first counts")
    .option('--json', 'print JSON')
    .addHelpText('after', LABELLED)
    .action(async (file: string | undefined, options: TrainCommand) =>
      print(await (await measured()).runTrain(file, options, config, (line) => void process.stderr.write(`${line}\n`))),
    );
  program
    .command('bench [names...]')
    .description(
      'Measures this machine: ours beside the bare packages and plain tables, in turns; what counts is the ratio.',
    )
    .option('--rounds <n>', 'rounds of each comparison')
    .option('--json', 'print JSON')
    .action(async (names: string[], options: { json?: boolean; rounds?: string }) => {
      process.exitCode = await (await import('./bench.ts')).runBenches(names, options);
    });
}
