/** Comma-separated tables of a pack (RFC 4180: quotes, doubled quotes, line breaks inside quotes; a byte order mark is skipped). */
import { Fault } from '../platform/fault.ts';

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  line: number;
  cells: Readonly<Record<string, string>>;
}

/** One row as its cells stand. */
export interface RawRow {
  /** Line on which the row begins, from 1. */
  line: number;
  values: string[];
}

/** Splits a table into rows of cells. Fault `pack_invalid` where a quote is not closed. */
export function splitCsv(file: string, text: string): RawRow[] {
  const rows: RawRow[] = [];
  let row: RawRow = { line: 1, values: [] };
  let value = '';
  let quoted = false;
  let line = 1;
  const endRow = (): void => {
    row.values.push(value);
    if (row.values.length > 1 || value.trim() !== '') rows.push(row);
    value = '';
    row = { line: line + 1, values: [] };
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') {
        value += '"';
        at += 1;
      } else if (char === '"') quoted = false;
      else value += char;
    } else if (char === '"' && value === '') quoted = true;
    else if (char === ',') {
      row.values.push(value);
      value = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r') value += char;
    if (char === '\n') line += 1;
  }
  if (quoted) throw new Fault('pack_invalid', `${file}:${row.line}: a quote is not closed`);
  endRow();
  return rows;
}

/**
 * Reads a table whose first row names its columns. `columns` are those that must be there; others are refused, so that a
 * misspelt one is seen. Fault `pack_invalid` names file and line.
 */
export function readCsv(file: string, text: string, columns: readonly string[]): CsvRow[] {
  const [head, ...rows] = splitCsv(file, text.replace(/^\uFEFF/, ''));
  const names = (head?.values ?? []).map((name) => name.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new Fault('pack_invalid', `${file}:1: column missing: ${missing.join(', ')}`);
  const unknown = names.filter((name) => !columns.includes(name));
  if (unknown.length > 0) throw new Fault('pack_invalid', `${file}:1: unknown column: ${unknown.join(', ')}`);
  return rows.map(({ line, values }) => {
    if (values.length !== names.length) {
      throw new Fault('pack_invalid', `${file}:${line}: ${values.length} cells, but ${names.length} columns`);
    }
    return { line, cells: Object.fromEntries(names.map((name, index) => [name, (values[index] ?? '').trim()])) };
  });
}
