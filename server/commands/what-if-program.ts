/** Declares the command `what-if`. */
import type { Command } from 'commander';
import type { Config } from '../platform/config.ts';
import type { WhatIfOptions } from './what-if.ts';

interface Surroundings {
  config: () => Config;
  print: (text: string) => void;
}

/** Adds it to the program. */
export function addWhatIfCommand(program: Command, { config, print }: Surroundings): void {
  program
    .command('what-if')
    .description(
      'Replays the cases of the last days against changes of units, duties or rules, and counts what would be assigned, timed or flagged differently. Stores nothing.',
    )
    .requiredOption('--changes <file>', 'YAML: a list of changes, as the page of changes drafts them')
    .option('--days <n>', 'how many days back, 1 to 365', '30')
    .option('--json', 'print the counts as JSON')
    .action(async (options: WhatIfOptions) =>
      print(await (await import('./what-if.ts')).runWhatIf(config(), options, process.stderr)),
    );
}
