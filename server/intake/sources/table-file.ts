/** Files of rows: JSON Lines, CSV in whatever character set a spreadsheet wrote it, XLSX. One row at a time. */
import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { splitCsv } from '../../organisation/csv.ts';
import { codeOf, Fault } from '../../platform/fault.ts';
import { linesOf } from '../../platform/jsonl.ts';
import { firstSheetRows } from '../../platform/workbook.ts';
import { readFileSource } from '../fetcher.ts';
import { decodeBytes } from './charset.ts';

/** A row with where it stands, or why it could not be read. */
export type FileRow = { place: string; row: Record<string, unknown> } | { place: string; fault: string };

const CSV_LIMIT = 200_000_000;

/**
 * The rows of a file, by its ending (.jsonl, .csv, .xlsx). A spoiled line yields its fault and the rest goes on. Faults:
 * `file_kind_unknown`, `source_not_found`, `source_too_large`, `table_unreadable`.
 */
export async function* readRows(path: string): AsyncGenerator<FileRow> {
  const kind = extname(path).toLowerCase();
  if (kind === '.jsonl' || kind === '.ndjson') yield* jsonRows(path);
  else if (kind === '.csv') yield* csvRows(path);
  else if (kind === '.xlsx') yield* sheetRows(path);
  else {
    throw new Fault('file_kind_unknown', `${basename(path)}: a file to take in ends in .jsonl, .csv or .xlsx.`);
  }
}

async function* jsonRows(path: string): AsyncGenerator<FileRow> {
  let line = 0;
  try {
    for await (const raw of linesOf(createReadStream(path))) {
      line += 1;
      const text = raw.replace(/^\uFEFF/, '').trim();
      if (text === '') continue;
      const place = `${basename(path)}:${line}`;
      const value = parsed(text);
      yield isRecord(value) ? { place, row: value } : { place, fault: 'invalid_json' };
    }
  } catch (error) {
    throw fileFault(path, error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told as invalid_json by whoever asked
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function* csvRows(path: string): AsyncGenerator<FileRow> {
  const { text } = decodeBytes(await readFileSource(path, { maxBytes: CSV_LIMIT }), undefined);
  const [head, ...rows] = splitCsv(basename(path), text.replace(/^\uFEFF/, ''));
  const names = head?.values.map((name) => name.trim()) ?? [];
  for (const { line, values } of rows) {
    const place = `${basename(path)}:${line}`;
    if (values.length > names.length) yield { place, fault: 'too_many_cells' };
    else yield { place, row: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])) };
  }
}

async function* sheetRows(path: string): AsyncGenerator<FileRow> {
  try {
    let names: string[] | null = null;
    for await (const { number, cells: raw } of firstSheetRows(path)) {
      const cells = raw.map(cellValue);
      if (names === null) names = cells.map((cell) => String(cell ?? '').trim());
      else yield { place: `${basename(path)}:${number}`, row: rowOf(names, cells) };
    }
  } catch (error) {
    throw fileFault(path, error);
  }
}

const rowOf = (names: readonly string[], cells: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name, at) => [name, cells[at]]));

/** What a cell shows: the result of a formula, the words of rich text and links. */
function cellValue(value: unknown): unknown {
  if (!isRecord(value) || value instanceof Date) return value;
  if ('result' in value) return value.result;
  if ('text' in value) return cellValue(value.text);
  if (Array.isArray(value.richText)) return value.richText.map((part) => (part as { text: string }).text).join('');
  return '';
}

function fileFault(path: string, error: unknown): unknown {
  if (error instanceof Fault) return error;
  if (codeOf(error) === 'ENOENT') return new Fault('source_not_found', `There is no file ${path}.`, { cause: error });
  return new Fault(
    'table_unreadable',
    `${basename(path)} could not be read: it is damaged, or not what its ending says.`,
    {
      cause: error,
    },
  );
}
