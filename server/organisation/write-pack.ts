/** An organisation as the files of a pack, to be edited and loaded back: `readPack` of what this writes gives the same; pure. */
import { stringify } from 'yaml';
import type { OrganisationData } from './model.ts';
import { PACK_COLUMNS } from './pack-columns.ts';
import type { PackUser } from './pack.ts';

const cell = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

function table(file: keyof typeof PACK_COLUMNS, rows: readonly Readonly<Record<string, string>>[]): string {
  const columns: readonly string[] = PACK_COLUMNS[file];
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

const ABOUT = '# 本级政府的组织信息:改好后用 huiying init --pack 载入。列的含义见 huiying init --help。\n';
const USERS = '# 首批账户:改成真实的岗位。口令在载入时生成,不写在这里。\n';

/** File names of the pack and their texts. */
export function packFiles(data: OrganisationData, users: readonly PackUser[]): Record<string, string> {
  const { code, name, officeName, profile } = data;
  const territories = data.territories.map((territory) => ({ ...territory, parent: territory.parent ?? '' }));
  const units = data.units.map(({ aliases, formerNames = [], ...unit }) => ({
    ...unit,
    // A pack has no history: a former name is one people still write.
    aliases: [...aliases, ...formerNames].join('|'),
  }));
  const posts = users.map(({ unit, steps, ...user }) => ({
    ...user,
    ...(unit === null ? {} : { unit }),
    ...(steps.length > 0 ? { steps } : {}),
  }));
  return {
    'pack.yaml': ABOUT + stringify({ code, name, officeName, profile }),
    'territories.csv': table('territories.csv', territories),
    'units.csv': table('units.csv', units),
    'duties.csv': table(
      'duties.csv',
      data.duties.map((duty) => ({ ...duty })),
    ),
    'users.yaml': USERS + stringify(posts),
  };
}
