import { streamXlsxRows } from 'hucre/xlsx';
import type { TableRow } from './split-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';

const ROWS_A_BATCH = 500;

/**
 * The rows of one sheet, every value as the text a CSV file would have: dates ISO, numbers with a point, TRUE and FALSE. Formulas are
 * the values they were saved with. Blank rows are left out. Throws `UnreadableFile`.
 */
export async function* sheetRows(bytes: Buffer, sheet: number, mostRows?: number): AsyncGenerator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet, ...(mostRows ? { maxRows: mostRows } : {}) })) {
      const cells = values.map(cellText);
      if (cells.every((cell) => cell.trim() === '')) continue;
      const dates = values.flatMap((value, at) => (value instanceof Date ? [at] : []));
      batch.push({ row: index + 1, line: index + 1, cells, ...(dates.length > 0 ? { dates } : {}) });
      if (batch.length >= ROWS_A_BATCH) {
        yield batch;
        batch = [];
      }
    }
  } catch (problem) {
    if (problem instanceof RangeError || problem instanceof TypeError) throw problem;
    throw new UnreadableFile('This spreadsheet cannot be read: the file is damaged, locked with a password or saved in an unusual way. Save it again as “Excel workbook (.xlsx)” or CSV, and send that.');
  }
  if (batch.length > 0) yield batch;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace(/T00:00:00\.000Z$/, '').replace(/\.\d{3}Z$/, '');
  return '';
}
