/** A YAML document from outside as the tables of an organisation; every fault names its line. */
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap } from 'yaml';
import { Fault } from '../../platform/fault.ts';
import { TABLE_NAMES } from '../changes/check.ts';
import type { Table } from '../findings.ts';
import { COLUMNS, LIST_SEPARATOR, TABLES, type ReadRow, type ReadTables } from './columns.ts';

/** More faults than this of the notation itself say nothing new. */
const TOLD = 20;

const unreadable = (message: string, action: string, cause?: unknown): Fault =>
  new Fault('document_unreadable', message, { status: 422, action, cause });

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable('这个文件不是 UTF-8 编码的文本。', '请用文本编辑器另存为 UTF-8 编码再试。', cause);
  }
}

/** A value as a cell: text as it stands, a list joined; null where it is neither. */
function cellOf(node: unknown): string | null {
  // What was written, not what YAML makes of it: a code without quotes keeps its noughts.
  if (isScalar(node)) return node.value === null ? '' : (node.source ?? String(node.value)).trim();
  if (!isSeq(node)) return null;
  const parts = node.items.map((item) => (isScalar(item) ? cellOf(item) : null));
  return parts.includes(null) ? null : parts.join(LIST_SEPARATOR);
}

class Reading {
  readonly faults: string[] = [];
  private readonly lines = new LineCounter();
  private readonly root: YAMLMap | null;

  constructor(text: string) {
    const document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true });
    for (const { pos, message } of document.errors.slice(0, TOLD)) {
      const [what = ''] = message.split('\n');
      this.faults.push(
        `第 ${this.lines.linePos(pos[0]).line} 行：不是有效的 YAML（${what.replace(/ at line.*$/, '')}）。`,
      );
    }
    // What a broken notation leaves over would be told as missing.
    const whole = document.errors.length === 0;
    this.root = whole && isMap(document.contents) ? document.contents : null;
    if (!this.root && this.faults.length === 0) this.faults.push('第 1 行：文件里没有组织信息；请在导出的文件上修改。');
  }

  placeOf(node: unknown): string {
    const { range } = node as Partial<Node>;
    return `第 ${range ? this.lines.linePos(range[0]).line : 1} 行`;
  }

  home(): string {
    return cellOf(this.root?.get('code', true)) ?? '';
  }

  table(table: Table): ReadRow[] {
    const list = this.root?.get(table, true);
    if (list === undefined) {
      if (this.root) this.faults.push(`缺少 ${table}（${TABLE_NAMES[table]}）；请在导出的文件上修改。`);
      return [];
    }
    if (isScalar(list) && list.value === null) return [];
    if (!isSeq(list)) {
      this.faults.push(`${this.placeOf(list)}：${table} 应当是一个列表。`);
      return [];
    }
    return list.items.flatMap((item) => this.row(table, item));
  }

  private row(table: Table, item: unknown): ReadRow[] {
    const place = this.placeOf(item);
    if (!isMap(item)) {
      this.faults.push(`${place}：${TABLE_NAMES[table]}的每一项应当写成 { 名: 值 }。`);
      return [];
    }
    const cells: Record<string, string> = {};
    for (const { key, value } of item.items) {
      const name = cellOf(key) ?? '';
      const cell = cellOf(value);
      if (!COLUMNS[table].some((column) => column.key === name)) this.faults.push(`${place}：不认识的名 ${name}。`);
      else if (cell === null) this.faults.push(`${place}：${name} 应当是文本或文本的列表。`);
      else cells[name] = cell;
    }
    return [{ place, cells }];
  }
}

/** Fault `document_unreadable` where the bytes are no text; everything else is told in `faults`. Aliases (&, *) are not followed. */
export function tablesOfYaml(bytes: Buffer): ReadTables {
  const reading = new Reading(textOf(bytes));
  const rows = Object.fromEntries(TABLES.map((table) => [table, reading.table(table)]));
  return { ...(rows as Record<Table, ReadRow[]>), home: reading.home(), faults: reading.faults };
}
