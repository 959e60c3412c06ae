/** The commands that set up, keep and show an installation: init, export, import, report, demo. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { COLUMN_HELP } from '../organisation/pack-columns.ts';
import type { Config } from '../platform/config.ts';
import type { DemoOptions } from './demo.ts';
import type { InitOptions } from './init.ts';

/** What a group of commands is given. */
export interface Surroundings {
  config: () => Config;
  print: (text: string) => void;
}

/** Adds them to the program. */
export function addInstallationCommands(program: Command, { config, print }: Surroundings): void {
  program
    .command('init')
    .description("Sets up an office's own place instead of the sample city. Run it before the first start.")
    .addOption(
      new Option(
        '--jurisdiction <code>',
        'GB/T 2260 code of a prefecture, municipality or county: its organisation is generated',
      ).conflicts('pack'),
    )
    .option('--pack <dir>', "an office's own pack")
    .addOption(
      new Option('--write <dir>', 'only writes the generated pack there, to be edited').conflicts(['pack', 'prefix']),
    )
    .option('--prefix <text>', 'begins each case number (default: the code and a dash)')
    .addHelpText('after', `\nA pack is a folder with:\n\n${COLUMN_HELP}`)
    .action(async (options: InitOptions) => print(await (await import('./init.ts')).runInit(config(), options)));
  program
    .command('export <file>')
    .description('Writes the whole installation into one archive (gzip of JSON Lines). The program may run meanwhile.')
    .action(async (file: string) => print(await (await import('./archive.ts')).runExport(config(), file)));
  program
    .command('import <file>')
    .description(
      "Brings an archive back into an installation that holds nothing, all of it or nothing, and follows its record. With DATABASE_URL use the owner's. Exit status 2 where the record does not hold.",
    )
    .option('--keys <file>', 'the keys.json kept with the archive, for a new DATA_DIR')
    .action(async (file: string, options: { keys?: string }) => {
      const { text, whole } = await (await import('./archive.ts')).runImport(config(), file, options);
      print(text);
      if (!whole) process.exitCode = 2;
    });
  program
    .command('report')
    .description('Prints what was answered in a period, and what was late: Chinese, as Markdown.')
    .option('--from <day>', 'first day, YYYY-MM-DD (default: the first of that month)')
    .option('--to <day>', 'last day (default: today)')
    .option('--json', 'print one JSON document')
    .action(async (options: { from?: string; to?: string; json?: boolean }) =>
      print(await (await import('./report.ts')).runReport(config(), options)),
    );
  program
    .command('demo')
    .description(
      'Plays invented posts about places of the jurisdiction into a running installation; what happens to them is done in the browser.',
    )
    .option('--items <n>', 'how many', wholeNumber, 20)
    .option('--minutes <n>', 'within how many minutes', wholeNumber, 10)
    .option('--yes', 'also where there are real sources')
    .action(async (options: DemoOptions) =>
      print(await (await import('./demo.ts')).runDemo(config(), options, (line) => print(line))),
    );
}

const MOST = 1_000;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST) return value;
  throw new InvalidArgumentError(`a whole number from 1 to ${MOST}`);
}
