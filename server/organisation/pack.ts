/**
 * A pack: the organisation of one jurisdiction as an office states it, in a folder with pack.yaml, territories.csv, units.csv and
 * duties.csv; users.yaml and sources.yaml may stand beside them. Every fault names file and line, and all are told at once.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, isNode, parseDocument } from 'yaml';
import { z } from 'zod';
import { oneOf } from '../contract/one-of.ts';
import {
  CHANNEL_IDS,
  ROLE_IDS,
  SUBJECT_IDS,
  TERRITORY_LEVELS,
  UNIT_KINDS,
  VERTICAL_IDS,
} from '../contract/vocabulary.ts';
import type { Subject, TerritoryLevel, UnitKind, Vertical } from '../contract/vocabulary.ts';
import { APPROVAL_STEP_IDS } from '../contract/vocabulary-case.ts';
import { Fault, codeOf } from '../platform/fault.ts';
import type { CsvRow } from './csv.ts';
import { readCsv } from './csv.ts';
import type { Duty, Organisation, Territory, Unit } from './model.ts';
import { organisationOf } from './model.ts';
import type { Placed } from './pack-check.ts';
import { packFaults } from './pack-check.ts';
import { PACK_COLUMNS } from './pack-columns.ts';

const packSchema = z.strictObject({
  code: z.string().regex(/^\d{6}$/, 'a code has six digits, in quotes'),
  name: z.string().min(1),
  officeName: z.string().min(1),
  profile: z.string().min(1).default('national'),
});

const userSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/, 'a sign-in name is written in small letters'),
  displayName: z.string().min(1),
  roles: z.array(oneOf(ROLE_IDS)).min(1),
  unit: z.string().nullable().default(null),
  /** Steps of the approval chain this post holds. */
  steps: z.array(oneOf(APPROVAL_STEP_IDS)).default([]),
});
export type PackUser = z.infer<typeof userSchema>;

const sourceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1),
  channel: oneOf(CHANNEL_IDS),
  /** `file` is read from the pack's folder, `url` is fetched. */
  kind: z.enum(['file', 'url']),
  location: z.string().min(1),
});
export type PackSource = z.infer<typeof sourceSchema>;

export interface Pack {
  organisation: Organisation;
  users: PackUser[];
  sources: PackSource[];
}

const fail = (faults: readonly string[]): never => {
  throw new Fault('pack_invalid', faults.join('\n'), { action: '改正所列各行后重新载入' });
};

/** Text of one file of a pack, or null where it has none of that name. */
export type PackFiles = (file: string) => string | null;

const filesIn =
  (folder: string): PackFiles =>
  (file) => {
    try {
      return readFileSync(join(folder, file), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw new Fault('pack_unreadable', `${file}: cannot be read`, { cause: error });
    }
  };

const needText = (files: PackFiles, file: string): string =>
  files(file) ?? fail([`${file}: is missing from the pack folder`]);

function readYaml<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): { value: T; lineOf: (path: PropertyKey[]) => number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) return fail([`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`]);
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, lineOf };
  return fail(
    parsed.error.issues.map(
      (issue) => `${file}:${lineOf(issue.path)}: ${issue.path.join('.') || 'file'}: ${issue.message}`,
    ),
  );
}

const isOneOf = <T extends string>(known: readonly T[], value: string): value is T =>
  (known as readonly string[]).includes(value);

interface Reader<T> {
  file: keyof typeof PACK_COLUMNS;
  /** A row as a value, or the sentences that say what is wrong with it. */
  read: (cells: CsvRow['cells']) => T | string[];
}

const territories: Reader<Territory> = {
  file: 'territories.csv',
  read: ({ code = '', name = '', level = '', parent = '' }) => {
    const faults: string[] = [];
    if (!/^\d{6}(\d{3})?$/.test(code)) faults.push(`code must have six or nine digits: ${code || '(empty)'}`);
    if (!name) faults.push('name is empty');
    if (!isOneOf(Object.keys(TERRITORY_LEVELS) as TerritoryLevel[], level))
      return [...faults, `unknown level: ${level || '(empty)'}`];
    return faults.length > 0 ? faults : { code, name, level, parent: parent || null };
  },
};

const units: Reader<Unit> = {
  file: 'units.csv',
  read: ({
    id = '',
    name = '',
    shortName = '',
    territory = '',
    kind = '',
    subject = '',
    vertical = '',
    parent = '',
    aliases = '',
  }) => {
    const faults: string[] = [];
    if (!/^[\w.:-]+$/.test(id))
      faults.push(`id is empty or has other characters than letters, digits and . : _ -: ${id}`);
    if (!name) faults.push('name is empty');
    if (subject && !isOneOf(SUBJECT_IDS, subject)) faults.push(`unknown subject: ${subject}`);
    if (vertical && !isOneOf(VERTICAL_IDS, vertical)) faults.push(`unknown vertical: ${vertical}`);
    if (kind === 'vertical' && !vertical) faults.push('a vertical unit names its vertical');
    if (!isOneOf(Object.keys(UNIT_KINDS) as UnitKind[], kind)) faults.push(`unknown kind: ${kind || '(empty)'}`);
    if (faults.length > 0) return faults;
    return {
      id,
      name,
      shortName: shortName || name,
      territory,
      kind: kind as UnitKind,
      ...(subject ? { subject: subject as Subject } : {}),
      ...(vertical ? { vertical: vertical as Vertical } : {}),
      ...(parent ? { parent } : {}),
      aliases: aliases
        .split('|')
        .map((alias) => alias.trim())
        .filter(Boolean),
    };
  },
};

const duties: Reader<Duty> = {
  file: 'duties.csv',
  read: ({ subject = '', territory = '', unit = '' }) =>
    isOneOf(SUBJECT_IDS, subject) ? { subject, territory, unit } : [`unknown subject: ${subject || '(empty)'}`],
};

function readTable<T>(files: PackFiles, { file, read }: Reader<T>, faults: string[]): Placed<T>[] {
  return readCsv(file, needText(files, file), PACK_COLUMNS[file]).flatMap(({ line, cells }) => {
    const value = read(cells);
    if (!Array.isArray(value)) return [{ file, line, value }];
    faults.push(...value.map((fault) => `${file}:${line}: ${fault}`));
    return [];
  });
}

/** Reads one of the two lists and checks what it refers to; a list that is not there is empty. */
function readList<T>(
  files: PackFiles,
  file: string,
  schema: z.ZodType<T>,
  wrong: (value: T, before: readonly T[]) => string | null,
): T[] {
  const text = files(file);
  if (text === null) return [];
  const { value, lineOf } = readYaml(file, text, z.array(schema));
  const faults = value.flatMap((each, index) => {
    const fault = wrong(each, value.slice(0, index));
    return fault === null ? [] : [`${file}:${lineOf([index])}: ${fault}`];
  });
  return faults.length > 0 ? fail(faults) : value;
}

/**
 * Loads a pack folder. Faults: `pack_invalid` with one line for each mistake (`units.csv:7: unknown territory 990199`), also for a
 * missing file; `pack_unreadable` where the folder cannot be read.
 */
export const loadPack = (folder: string): Pack => readPack(filesIn(folder));

/** As `loadPack`, from files that lie anywhere. */
export function readPack(files: PackFiles): Pack {
  const about = readYaml('pack.yaml', needText(files, 'pack.yaml'), packSchema).value;
  const faults: string[] = [];
  const tables = {
    territories: readTable(files, territories, faults),
    units: readTable(files, units, faults),
    duties: readTable(files, duties, faults),
  };
  faults.push(...packFaults(about.code, tables));
  if (faults.length > 0) fail(faults);
  const organisation = organisationOf({
    ...about,
    territories: tables.territories.map((row) => row.value),
    units: tables.units.map((row) => row.value),
    duties: tables.duties.map((row) => row.value),
  });
  const users = readList(files, 'users.yaml', userSchema, (user, before) => {
    if (before.some((other) => other.name === user.name)) return `user ${user.name} stands twice`;
    return user.unit !== null && !organisation.unit(user.unit) ? `unknown unit ${user.unit}` : null;
  });
  const sources = readList(files, 'sources.yaml', sourceSchema, (source, before) =>
    before.some((other) => other.id === source.id) ? `source ${source.id} stands twice` : null,
  );
  return { organisation, users, sources };
}
