/** What a file would change, before anything is written: counts, every change in words, every fault with its place. */
import { IMPORT_BYTES } from '../../contract/import-limit.ts';
import { Fault } from '../../platform/fault.ts';
import type { Change } from '../changes/change.ts';
import { faultsOf, remarksOf, type Remark } from '../changes/check.ts';
import { describeChanges } from '../changes/describe.ts';
import { changesBetween } from '../changes/difference.ts';
import { withChanges } from '../changes/fold.ts';
import type { OrganisationData } from '../model.ts';
import { tablesOfYaml } from './document.ts';
import { organisationOfTables, type ReadOrganisation } from './read.ts';
import { tablesOfWorkbook } from './sheets.ts';

export type ChangedKind = 'territory' | 'unit' | 'duty' | 'precedent';

export interface ImportPlan {
  changes: Change[];
  /** How many of each kind. */
  counts: Record<ChangedKind, number>;
  /** One line for each change. */
  lines: string[];
  /** Each for itself keeps the file from being taken. */
  faults: string[];
  warnings: string[];
}

/** The tables in a file, by its ending. */
function tablesOf(name: string, bytes: Buffer) {
  if (bytes.length > IMPORT_BYTES)
    throw new Fault('import_too_large', `文件超过 ${IMPORT_BYTES / 1024 / 1024} MB。`, {
      status: 413,
      action: '请删去无关的工作表后再试。',
    });
  if (/\.xlsx$/i.test(name)) return tablesOfWorkbook(bytes);
  if (/\.ya?ml$/i.test(name)) return tablesOfYaml(bytes);
  throw new Fault('import_kind_unknown', `不能导入 ${name.slice(0, 80)}：只接受 .xlsx 和 .yaml 文件。`, {
    status: 422,
    action: '请先从本系统导出，在导出的文件上修改。',
  });
}

const kindCount = (changes: readonly Change[], kind: ChangedKind): number =>
  changes.filter((change) => change.kind === kind).length;

/** Faults of the contents, by their places; once rows are missing because they couldn't be read, what refers to them says nothing. */
function contentFaults(read: ReadOrganisation, changes: readonly Change[], before: OrganisationData): string[] {
  if (read.faults.length > 0) return [];
  const placed = ({ row, text }: Remark): string => {
    const place = row && read.placeOf(row);
    return place ? `${place}：${text}` : text;
  };
  const remarks = remarksOf(read.data).faults;
  const plain = new Set(remarks.map(({ text }) => text));
  const ofChanges = faultsOf(withChanges(before, changes), changes).filter((text) => !plain.has(text));
  return [...remarks.map(placed), ...ofChanges];
}

/**
 * Reads a file (by its ending `.xlsx`, `.yaml`) and says what it would change in `before`; writes nothing. Faults of the file as a
 * whole: `import_too_large`, `import_kind_unknown`, `workbook_unreadable`, `workbook_too_large`, `document_unreadable`.
 */
export async function planImport(before: OrganisationData, name: string, bytes: Buffer): Promise<ImportPlan> {
  const read = organisationOfTables(await tablesOf(name, bytes), before);
  const changes = read.faults.length > 0 ? [] : changesBetween(before, read.data, read.successors);
  const faults = [...read.faults, ...contentFaults(read, changes, before)];
  return {
    changes: faults.length > 0 ? [] : changes,
    counts: {
      territory: kindCount(changes, 'territory'),
      unit: kindCount(changes, 'unit'),
      duty: kindCount(changes, 'duty'),
      precedent: kindCount(changes, 'precedent'),
    },
    lines: describeChanges(changes, before),
    faults,
    warnings: faults.length > 0 ? [] : remarksOf(withChanges(before, changes)).warnings.map(({ text }) => text),
  };
}
