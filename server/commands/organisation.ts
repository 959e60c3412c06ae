/** The command `organisation`: the directory out as a file, and an edited one back as a draft for a second person. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { listAccounts, viewerOf } from '../access/store.ts';
import { permits, type Viewer } from '../access/viewer.ts';
import { draftChangesSchema } from '../contract/directory-views.ts';
import { planImport, type ImportPlan } from '../organisation/exchange/plan.ts';
import { organisationWorkbook, organisationYaml } from '../organisation/exchange/write.ts';
import type { Organisation } from '../organisation/model.ts';
import { readOrganisation } from '../organisation/store.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { codeOf, Fault } from '../platform/fault.ts';
import { draftChanges } from '../responsibility/changes/draft.ts';
import { withDatabase } from './database.ts';

export interface ImportOptions {
  dryRun?: boolean;
  title?: string;
  reason?: string;
  from?: string;
  by?: string;
  json?: boolean;
}

function bytesOf(file: string, organisation: Organisation): Promise<Buffer> | string {
  if (/\.xlsx$/i.test(file)) return organisationWorkbook(organisation);
  if (/\.ya?ml$/i.test(file)) return organisationYaml(organisation);
  throw new Fault('export_kind_unknown', `${basename(file)}: name a file that ends in .xlsx or .yaml.`);
}

/** `organisation export FILE`. Faults: `export_kind_unknown`, `file_exists`, `jurisdiction_missing`. */
export function exportOrganisation(config: Config, file: string): Promise<string> {
  return withDatabase(config, async ({ db }) => {
    const organisation = await readOrganisation(db);
    const bytes = await bytesOf(file, organisation);
    try {
      await writeFile(file, bytes, { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      throw new Fault('file_exists', `${file} is there already and stays as it is.`, { action: 'Name another file.' });
    }
    const { name, code, territories, units, duties, precedents = [] } = organisation;
    return `Wrote ${file}: ${name} (${code}), ${territories.length} territories, ${units.length} units, ${duties.length} duties, ${precedents.length} precedents.`;
  });
}

/**
 * `organisation import FILE`. `sound` is false where the file has faults, which the text lists. Faults: those of `planImport`,
 * `file_missing`, `draft_incomplete`, `account_unknown`, `change_not_yours`.
 */
export async function importOrganisation(
  config: Config,
  file: string,
  options: ImportOptions,
): Promise<{ text: string; sound: boolean }> {
  const bytes = await read(file);
  return withDatabase(config, async ({ db }) => {
    const organisation = await readOrganisation(db);
    const plan = await planImport(organisation, basename(file), bytes);
    const drafts = !options.dryRun && plan.faults.length === 0 && plan.changes.length > 0 && asksForDraft(options);
    const id = drafts ? await draft(db, organisation, plan, options) : null;
    const text = options.json ? JSON.stringify({ ...plan, changeSetId: id }) : describePlan(plan, id);
    return { text, sound: plan.faults.length === 0 };
  });
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Fault('file_missing', `${file} can't be read (${codeOf(error)}).`, { cause: error });
  }
}

const asksForDraft = ({ title, reason, from, by }: ImportOptions): boolean =>
  [title, reason, from, by].some((given) => given !== undefined);

async function draft(
  db: Database,
  organisation: Organisation,
  { changes }: ImportPlan,
  { title, reason, from, by }: ImportOptions,
): Promise<string> {
  const input = draftChangesSchema.safeParse({ title, reason, validFrom: from, origin: 'import', changes });
  if (!input.success || by === undefined) {
    throw new Fault(
      'draft_incomplete',
      'A draft needs --title and --reason (at least two letters), --from YYYY-MM-DD and --by ACCOUNT.',
      { action: 'Nothing was written.' },
    );
  }
  return draftChanges(db, await drafter(db, organisation, by), input.data, systemClock());
}

async function drafter(db: Database, organisation: Organisation, name: string): Promise<Viewer> {
  const account = (await listAccounts(db)).find((row) => row.name === name);
  const viewer = account ? await viewerOf(db, organisation, account.id) : null;
  if (viewer && permits(viewer, 'directory.draft')) return viewer;
  throw new Fault('account_unknown', `${name} is no enabled account that may draft changes.`, {
    action: 'Name an admin or steward: `user list` prints the accounts.',
  });
}

const KINDS = { territory: '属地', unit: '单位', duty: '职责', precedent: '判例' } as const;

/** Counts first, then every line. */
export function describePlan(plan: ImportPlan, changeSetId: string | null): string {
  const { changes, counts, lines, faults, warnings } = plan;
  if (faults.length > 0) return [`文件有 ${faults.length} 处错误，没有写入任何内容：`, ...indented(faults)].join('\n');
  if (changes.length === 0) return '文件与现行组织一致，没有变更。';
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => `${KINDS[kind]} ${counts[kind]}`);
  return [
    `共 ${changes.length} 处变更：${kinds.join('，')}。`,
    ...indented(lines),
    ...(warnings.length > 0 ? [`需要留意 ${warnings.length} 处：`, ...indented(warnings)] : []),
    changeSetId === null
      ? '这是试运行，没有写入。加上 --title、--reason、--from、--by 起草变更。'
      : `已起草变更 ${changeSetId}，由另一人批准后，自生效日起生效。`,
  ].join('\n');
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
