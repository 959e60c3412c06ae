/** Every command. Each loads only what it needs; faults are one clear sentence on stderr and exit status 1. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { IngestOptions } from './commands/ingest.ts';
import { addInstallationCommands } from './commands/installation-program.ts';
import { addModelCommands } from './commands/model-program.ts';
import { addOrganisationCommands } from './commands/organisation-program.ts';
import { addWhatIfCommand } from './commands/what-if-program.ts';
import { CHANNEL_IDS, ROLE_IDS, VERDICT_REASON_IDS, type Role } from './contract/vocabulary.ts';
import { HEADING_HELP } from './intake/sources/table-headings.ts';
import { readConfig, type Config } from './platform/config.ts';
import { codeOf, Fault, messageOf } from './platform/fault.ts';
import { pipeLines } from './platform/jsonl.ts';

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
  addModelCommands(program, { config, print });
  addRuleCommands(program);
  addInstallationCommands(program, { config, print });
  addOrganisationCommands(program, { config, print });
  addWhatIfCommand(program, { config, print });
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
      new Option('--role <role>', `may be repeated: ${ROLE_IDS.join(', ')}`).argParser(asRole).makeOptionMandatory(),
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
