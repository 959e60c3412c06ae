/**
 * The sheets of a workbook (XLSX) from outside as plain rows of text. Reads just what a table needs, within limits: merged
 * ranges, validations and formats of a hostile file are never spread out, and no formula is ever worked out.
 */
import { posix } from 'node:path';
import { Parser } from 'htmlparser2';
import { Fault } from './fault.ts';
import { zipEntries, ZipRefused } from './zip-entries.ts';

export interface SheetRow {
  /** As the spreadsheet counts them, from 1. */
  number: number;
  cells: string[];
}

export interface Sheet {
  name: string;
  rows: SheetRow[];
  /** Ranges of merged cells, as the file writes them: A3:B4. */
  merged: string[];
  /** Cells that hold a formula. */
  formulas: string[];
}

const UNPACKED_BYTES = 48 * 1024 * 1024;
const ENTRIES = 500;
const ROWS = 50_000;
const COLUMNS = 64;
/** As many as a spreadsheet takes itself. */
const CELL_LETTERS = 32_767;
/** More of them than this say nothing new. */
const NAMED = 20;

const unreadable = (cause?: unknown): Fault =>
  new Fault('workbook_unreadable', '这个文件不是完整的 XLSX 工作簿，或者加了密码。', {
    status: 422,
    action: '请用表格软件打开，另存为不加密的“.xlsx”再试。',
    cause,
  });

const tooLarge = (): Fault =>
  new Fault('workbook_too_large', `工作簿展开后过大（最多 ${UNPACKED_BYTES / 1024 / 1024} MB、${ROWS} 行）。`, {
    status: 422,
    action: '请删去无关的工作表和空行后再试。',
  });

const WANTED = /^xl\/(workbook\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/i;

type Attributes = Readonly<Record<string, string>>;

interface Listener {
  open?(tag: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(tag: string): void;
}

/** Names without their prefix: writers differ in whether they use one. */
const bare = (tag: string): string => tag.slice(tag.indexOf(':') + 1);

function parse(xml: Buffer | undefined, { open, text, close }: Listener): void {
  if (!xml) throw unreadable();
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => open?.(bare(tag), attributes),
      ontext: (data) => text?.(data),
      onclosetag: (tag) => close?.(bare(tag)),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml.toString('utf8'));
}

/** The shared texts, without the readings (rPh) some writers put over them. */
function sharedTexts(xml: Buffer | undefined): string[] {
  if (!xml) return [];
  const texts: string[] = [];
  let depth = 0;
  let inText = false;
  let text = '';
  parse(xml, {
    open: (tag) => {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') depth += 1;
      else if (tag === 't') inText = depth === 0;
    },
    text: (data) => {
      if (inText && text.length < CELL_LETTERS) text += data;
    },
    close: (tag) => {
      if (tag === 'si') texts.push(text);
      else if (tag === 'rPh') depth -= 1;
      else if (tag === 't') inText = false;
    },
  });
  return texts;
}

/** `AB12` → 27; null where it names no column within the limit. */
function columnOf(reference: string): number | null {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column >= 1 && column <= COLUMNS ? column - 1 : null;
}

const numberText = (value: string): string => (/e/i.test(value) ? String(Number(value)) : value);

function valueOf(type: string, value: string, shared: readonly string[]): string {
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  return type === '' || type === 'n' ? numberText(value) : value;
}

function readSheet(name: string, xml: Buffer | undefined, shared: readonly string[], room: { rows: number }): Sheet {
  const sheet: Sheet = { name, rows: [], merged: [], formulas: [] };
  let row: SheetRow = { number: 0, cells: [] };
  let cell = { reference: '', type: '', text: '', column: -1 as number | null };
  let inValue = false;
  parse(xml, {
    open: (tag, attributes) => {
      if (tag === 'row') row = { number: Number(attributes.r) || row.number + 1, cells: [] };
      else if (tag === 'c') {
        const reference = attributes.r ?? '';
        const next = cell.column === null ? null : row.cells.length;
        const column = reference ? columnOf(reference) : next;
        cell = { reference, type: attributes.t ?? '', text: '', column };
      } else if (tag === 'v' || tag === 't') inValue = true;
      else if (tag === 'f' && sheet.formulas.length < NAMED) sheet.formulas.push(cell.reference);
      else if (tag === 'mergeCell' && sheet.merged.length < NAMED) sheet.merged.push(attributes.ref ?? '');
    },
    text: (data) => {
      if (inValue && cell.text.length < CELL_LETTERS) cell.text += data;
    },
    close: (tag) => {
      if (tag === 'v' || tag === 't') inValue = false;
      else if (tag === 'c' && cell.column !== null) {
        while (row.cells.length < cell.column) row.cells.push('');
        row.cells[cell.column] = valueOf(cell.type, cell.text, shared).trim();
      } else if (tag === 'row' && row.cells.some((text) => text !== '')) {
        room.rows -= 1;
        if (room.rows < 0) throw tooLarge();
        sheet.rows.push(row);
      }
    },
  });
  return sheet;
}

/** Names of the sheets and the entries that hold them, in the order of the tabs. */
function sheetEntries(entries: ReadonlyMap<string, Buffer>): { name: string; entry: string }[] {
  const targets = new Map<string, string>();
  parse(entries.get('xl/_rels/workbook.xml.rels'), {
    open: (tag, { Id = '', Target = '' }) => {
      if (tag === 'Relationship') targets.set(Id, posix.resolve('/xl', Target).slice(1));
    },
  });
  const sheets: { name: string; entry: string }[] = [];
  parse(entries.get('xl/workbook.xml'), {
    open: (tag, attributes) => {
      if (tag !== 'sheet') return;
      const [, id = ''] = Object.entries(attributes).find(([name]) => /:id$/.test(name)) ?? [];
      sheets.push({ name: attributes.name ?? '', entry: targets.get(id) ?? '' });
    },
  });
  return sheets;
}

/** The sheets of a workbook in their order, empty rows left out. Faults `workbook_unreadable`, `workbook_too_large`. */
export async function readWorkbook(bytes: Buffer): Promise<Sheet[]> {
  let entries: Map<string, Buffer>;
  try {
    entries = await zipEntries(bytes, (name) => WANTED.test(name), { entries: ENTRIES, bytes: UNPACKED_BYTES });
  } catch (error) {
    if (!(error instanceof ZipRefused)) throw error;
    throw error.why === 'too_large' ? tooLarge() : unreadable(error);
  }
  const shared = sharedTexts(entries.get('xl/sharedStrings.xml'));
  const room = { rows: ROWS };
  return sheetEntries(entries).map(({ name, entry }) => readSheet(name, entries.get(entry), shared, room));
}
