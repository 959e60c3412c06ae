/** A workbook from outside as the tables of an organisation; every fault names sheet and row. */
import { readWorkbook, type Sheet } from '../../platform/xlsx-tables.ts';
import { TABLE_NAMES } from '../changes/check.ts';
import type { Table } from '../findings.ts';
import { ABOUT_SHEET, COLUMNS, HOME_LABEL, TABLES, type ReadRow, type ReadTables } from './columns.ts';

const placeOf = (sheet: string, row: number): string => `${sheet} 第 ${row} 行`;

/** What no table may hold: a cell for several rows, or a value that another program works out. */
function formFaults({ name, merged, formulas }: Sheet): string[] {
  return [
    ...merged.map((range) => `${name}：${range} 是合并单元格；请取消合并，每行各自填写。`),
    ...formulas.map((cell) => `${name}：${cell} 是公式；请粘贴为数值。`),
  ];
}

function readTable(table: Table, sheet: Sheet | undefined, faults: string[]): ReadRow[] {
  const name = TABLE_NAMES[table];
  if (!sheet) {
    faults.push(`缺少工作表“${name}”；请在导出的文件上修改。`);
    return [];
  }
  faults.push(...formFaults(sheet));
  const [head, ...rows] = sheet.rows;
  const titles = head?.cells ?? [];
  const columns = COLUMNS[table];
  const missing = columns.filter(({ title, optional }) => !optional && !titles.includes(title));
  const unknown = titles.filter((title) => title !== '' && !columns.some((column) => column.title === title));
  const twice = titles.filter((title, index) => title !== '' && titles.indexOf(title) !== index);
  const first = placeOf(name, head?.number ?? 1);
  if (missing.length > 0) faults.push(`${first}：缺少列 ${missing.map(({ title }) => title).join('、')}。`);
  if (unknown.length > 0) faults.push(`${first}：不认识的列 ${unknown.join('、')}；请改回原来的列名。`);
  if (twice.length > 0) faults.push(`${first}：列 ${twice.join('、')} 出现了两次。`);
  if (missing.length > 0) return [];
  return rows.map(({ number, cells }) => ({
    place: placeOf(name, number),
    cells: Object.fromEntries(columns.map(({ key, title }) => [key, cells[titles.indexOf(title)] ?? ''])),
  }));
}

/** Faults of the workbook as a whole are those of `readWorkbook`; everything else is told in `faults`. */
export async function tablesOfWorkbook(bytes: Buffer): Promise<ReadTables> {
  const sheets = await readWorkbook(bytes);
  const faults: string[] = [];
  const named = (name: string): Sheet | undefined => sheets.find((sheet) => sheet.name.trim() === name);
  const about = named(ABOUT_SHEET)?.rows.find(({ cells }) => cells[0] === HOME_LABEL);
  const rows = Object.fromEntries(TABLES.map((table) => [table, readTable(table, named(TABLE_NAMES[table]), faults)]));
  return { ...(rows as Record<Table, ReadRow[]>), home: about?.cells[1] ?? '', faults };
}
