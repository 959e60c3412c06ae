/** Every command. Each loads only what it needs; faults are one clear sentence on stderr and exit status 1. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { EvaluateOptions } from './commands/evaluate.ts';
import type { IngestOptions } from './commands/ingest.ts';
import { addInstallationCommands } from './commands/installation-program.ts';
import type { TrainCommand } from './commands/measure.ts';
import { TASKS } from './commands/tasks.ts';
import {
  CHANNEL_IDS,
  LABEL_IDS,
  PERSONAL_DATA,
  ROLE_IDS,
  VERDICT_REASON_IDS,
  type Role,
} from './contract/vocabulary.ts';
import { HEADING_HELP } from './intake/sources/table-headings.ts';
import { readConfig, type Config } from './platform/config.ts';
import { codeOf, Fault, messageOf } from './platform/fault.ts';
import { pipeLines } from './platform/jsonl.ts';
import { MODEL_TASKS } from './platform/schema-models.ts';

const LINES = 'Reads JSON Lines on stdin and answers each line on stdout, in order, with the same id.';

const config = (): Config => readConfig(process.env, process.cwd());
const print = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);

function buildProgram(): Command {
  const program = new Command('huiying')
    .description(
      "Huiying 回应: hears what the public says about a government's work and gives each matter to the unit that must answer.",
    )
    .showHelpAfterError('(--help prints the usage)')
    .exitOverride();
  addProcessCommands(program);
  addIntakeCommand(program);
  addUserCommand(program);
  addTextCommands(program);
  addModelCommands(program);
  addRuleCommands(program);
  addInstallationCommands(program, { config, print });
  return program;
}

function addProcessCommands(program: Command): void {
  program
    .command('start')
    .description('Starts the program (ROLE: all, web or worker) and stays until Ctrl-C.')
    .action(async () => (await import('./main.ts')).runUntilSignal(config()));
  program
    .command('migrate')
    .description("Brings the database to this version; with DATABASE_URL use the owner's.")
    .action(async () => print(await (await import('./commands/database.ts')).runMigrate(config())));
  program
    .command('verify')
    .description(
      'Follows the whole event log and says every place where it does not hold. Exit status 2 where it found one.',
    )
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const { text, whole } = await (await import('./commands/database.ts')).runVerify(config(), options);
      print(text);
      if (!whole) process.exitCode = 2;
    });
}

function addIntakeCommand(program: Command): void {
  program
    .command('ingest <file...>')
    .description(
      'Takes in files of letters, orders or posts (.jsonl, .csv, .xlsx); returns when all is judged and grouped.',
    )
    .option('--no-wait', 'return as soon as all is stored')
    .addOption(new Option('--channel <channel>', 'where they come from').choices([...CHANNEL_IDS]).default('letter'))
    .option('--name <text>', "name of the source on screens; default: the file's")
    .option('--json', 'print the result as JSON')
    .addHelpText('after', () => `\nColumns or keys that are read, by their names:\n${HEADING_HELP}`)
    .action(async (files: string[], options: IngestOptions) =>
      print(await (await import('./commands/ingest.ts')).runIngest(config(), files, options)),
    );
}

const asRole = (value: string, before: Role[] = []): Role[] => {
  if (!ROLE_IDS.includes(value as Role)) throw new InvalidArgumentError(`one of ${ROLE_IDS.join(', ')}`);
  return [...before, value as Role];
};

function addUserCommand(program: Command): void {
  const user = program.command('user').description('Accounts of persons. A change ends their sessions at once.');
  const database = () => import('./commands/user.ts');
  user
    .command('list')
    .description('Prints all accounts.')
    .action(async () => print(await (await database()).listUsers(config())));
  user
    .command('add <name>')
    .description('Adds an account; its password is made and printed once.')
    .requiredOption('--display <text>', 'name shown on screens')
    .addOption(
      new Option('--role <role>', `may be repeated: ${ROLE_IDS.join(', ')}`)
        .argParser(asRole)

        .makeOptionMandatory(),
    )
    .option('--unit <id>', 'unit the person works in')
    .option('--step <steps...>', 'steps of the approval chain the post holds (reviewers)')
    .action(async (name: string, options: { display: string; role: Role[]; unit?: string; step?: string[] }) =>
      print(await (await database()).addUser(config(), name, options)),
    );
  user
    .command('password <name>')
    .description('Makes a new password and prints it once.')
    .action(async (name: string) => print(await (await database()).resetPassword(config(), name)));
  user
    .command('roles <name> <roles...>')
    .description('Sets the roles.')
    .action(async (name: string, roles: string[]) => print(await (await database()).setRoles(config(), name, roles)));
  user
    .command('steps <name> [steps...]')
    .description('Sets the steps of the approval chain the post holds; none takes them away.')
    .action(async (name: string, steps: string[]) => print(await (await database()).setSteps(config(), name, steps)));
  user
    .command('disable <name>')
    .description('Closes an account.')
    .action(async (name: string) => print(await (await database()).setEnabled(config(), name, false)));
  user
    .command('enable <name>')
    .description('Opens a closed or locked account.')
    .action(async (name: string) => print(await (await database()).setEnabled(config(), name, true)));
}

async function answerLines(work: Promise<(line: unknown) => Record<string, unknown>>): Promise<void> {
  await pipeLines(process.stdin, process.stdout, await work);
}

const EXPLANATION = `
--explain: "explanation": {"category", "subject"}, each null (nothing to read, no subject) or
  first, second  {"code", "probability"}: the class given and its runner-up
  logOdds        ln(p first / p second), the sum of all pushes: above 0 they speak for the first class, below 0 for the second
  words          [{"start", "end", "term", "push"}] in the order of the text
  reasons        [{"code", "push", "terms"}], the strongest first: ${VERDICT_REASON_IDS.join(', ')}`;

function addTextCommands(program: Command): void {
  const jurisdiction = (command: Command): Command =>
    command
      .addOption(new Option('--jurisdiction <code>', 'GB/T 2260 code of a prefecture or county').conflicts('pack'))
      .option('--pack <dir>', 'folder of a pack: pack.yaml, territories.csv, units.csv, duties.csv');
  type Where = { jurisdiction?: string; pack?: string };
  const text = () => import('./commands/text.ts');
  jurisdiction(program.command('classify'))
    .description(`Category, subject, places and severity of each text, with evidence. ${LINES}`)
    .option('--explain', 'adds "explanation": why this category and subject and not the next best ones')
    .addHelpText('after', EXPLANATION)
    .action((options: Where & { explain?: boolean }) =>
      answerLines(text().then((module) => module.classifyLine(options))),
    );
  jurisdiction(program.command('route'))
    .description(`Who must answer, and why. Needs --jurisdiction or --pack. ${LINES}`)
    .action((where: Where) => answerLines(text().then((module) => module.routeLine(where))));
  jurisdiction(program.command('cluster'))
    .description(`Which texts are about one event; lines in order of time. ${LINES}`)
    .action((where: Where) => answerLines(text().then((module) => module.clusterLine(where))));
  program
    .command('redact')
    .description(`Masks personal data. ${LINES}`)
    .action(() => answerLines(text().then((module) => module.redactLine())));
  program
    .command('check-reply')
    .description(`What is wrong with a reply to a letter, and where. ${LINES}`)
    .action(() => answerLines(text().then((module) => module.checkReplyLine())));
  program
    .command('feed <target>')
    .description('Prints the items of a feed (file or URL), one JSON line each.')
    .option('--content-type <type>', 'stands in the place of the Content-Type header')
    .action(async (target: string, options: { contentType?: string }) => {
      const { readFeed } = await import('./commands/feed-line.ts');
      for await (const item of readFeed(target, options)) print(JSON.stringify(item));
    });
}

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

function addModelCommands(program: Command): void {
  const measured = () => import('./commands/measure.ts');
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
      process.exitCode = await (await import('./commands/bench.ts')).runBenches(names, options);
    });
}

function addRuleCommands(program: Command): void {
  program
    .command('deadline')
    .description(`When a time limit ends. ${LINES}`)
    .option('--profile <profile>', 'profile of the rulebook whose local holidays count')
    .action((options: { profile?: string }) =>
      answerLines(import('./commands/deadline-line.ts').then((module) => module.createDeadlineLine(options))),
    );
  program
    .command('rules')
    .description('Prints the rulebook: each rule with id, clause and source.')
    .option('--json', 'print JSON')
    .option('--profile <profile>', 'a profile, e.g. national')
    .action(async (options: { json?: boolean; profile?: string }) => {
      const { printRules } = await import('./commands/rules-line.ts');
      const { loadRulebook } = await import('./rules/rulebook.ts');
      print(printRules(loadRulebook(), options));
    });
  program
    .command('flow')
    .description("Prints the conductor's table: event, and who hears it.")
    .action(async () => print((await import('./flow.ts')).printFlow()));
}

/** Runs one command line; returns the exit status. A reader that stops reading (`| head`) is no failure. */
async function run(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    await buildProgram().parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (codeOf(error).startsWith('commander.')) return (error as { exitCode?: number }).exitCode ?? 1;
    const action = error instanceof Fault && error.action ? ` ${error.action}` : '';
    process.stderr.write(`huiying: ${messageOf(error)}${action} (${codeOf(error)})\n`);
    if (!(error instanceof Fault)) process.stderr.write(`${(error as Error | null)?.stack ?? ''}\n`);
    return 1;
  }
}

process.exitCode = await run(process.argv.slice(2));
