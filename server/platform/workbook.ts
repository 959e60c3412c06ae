/** Workbooks (XLSX) as exceljs writes and streams them; the only file that imports it. It is loaded when first asked for. */

export interface SheetToWrite {
  name: string;
  /** Headings of the first row and their widths in letters; none for a sheet of plain lines. */
  columns: readonly { title: string; width: number }[];
  rows: readonly (readonly string[])[];
}

/** Writes sheets of text. Each cell is text, so that a code keeps its noughts and nothing is taken for a formula. */
export async function writeWorkbook(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  for (const { name, columns, rows } of sheets) {
    const sheet = book.addWorksheet(name, columns.length > 0 ? { views: [{ state: 'frozen', ySplit: 1 }] } : {});
    columns.forEach(({ width }, index) => {
      const column = sheet.getColumn(index + 1);
      column.width = width;
      column.numFmt = '@';
    });
    if (columns.length > 0) sheet.addRow(columns.map(({ title }) => title)).font = { bold: true };
    sheet.addRows(rows.map((row) => [...row]));
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The rows of a file's first sheet as exceljs gives its cells, one at a time. Throws what reading the file throws. */
export async function* firstSheetRows(path: string): AsyncGenerator<{ number: number; cells: unknown[] }> {
  const { default: excel } = await import('exceljs');
  const book = new excel.stream.xlsx.WorkbookReader(path, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
  });
  for await (const sheet of book) {
    for await (const row of sheet) {
      yield { number: row.number, cells: Array.isArray(row.values) ? row.values.slice(1) : [] };
    }
    return; // the first sheet; notes and pivots stand behind it
  }
}
