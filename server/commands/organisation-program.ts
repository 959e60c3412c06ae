/** The commands on the directory of an installation: organisation export, organisation import. */
import type { Command } from 'commander';
import type { Surroundings } from './installation-program.ts';
import type { ImportOptions } from './organisation.ts';

/** Adds them to the program. */
export function addOrganisationCommands(program: Command, { config, print }: Surroundings): void {
  const organisation = program
    .command('organisation')
    .description('Territories, units, duties and precedents as a file people can edit.');
  organisation
    .command('export <file>')
    .description('Writes the organisation as it holds now, as .xlsx or .yaml.')
    .action(async (file: string) =>
      print(await (await import('./organisation.ts')).exportOrganisation(config(), file)),
    );
  organisation
    .command('import <file>')
    .description(
      'Lists every change an edited export would make. With --title, --reason, --from and --by it becomes a draft that another person approves. Exit status 2 where the file has faults.',
    )
    .option('--dry-run', 'only lists; nothing is written')
    .option('--title <text>', 'title of the draft')
    .option('--reason <text>', 'why')
    .option('--from <day>', 'day from which it is to hold, YYYY-MM-DD')
    .option('--by <account>', 'sign-in name of the person who drafts it')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: ImportOptions) => {
      const { text, sound } = await (await import('./organisation.ts')).importOrganisation(config(), file, options);
      print(text);
      if (!sound) process.exitCode = 2;
    });
}
