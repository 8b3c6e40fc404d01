import { readAmount, readDate } from '#parts/tables';
import { undefused } from '#platform/register/csv';

/** What the cells of a column look like, as shares of those that are filled. */
export interface ColumnCells {
  readonly filled: number;
  readonly total: number;
  readonly dates: number;
  /** Dates written as such, not an Excel day number, which could be any number. */
  readonly writtenDates: number;
  readonly amounts: number;
  /** Amounts with pennies, commas, a pound sign or a sign for a credit: nobody writes a code so. */
  readonly moneyLike: number;
  readonly zeros: number;
  /** Cells of words: letters, and no more digits than letters. */
  readonly words: number;
  readonly companyNumbers: number;
  /** Different values over filled cells. */
  readonly variety: number;
  /** How many different values. */
  readonly different: number;
  /** What every cell says, where all say the same. */
  readonly only: string | null;
}

/** Rows that hold far less than most do: totals and notes, which say nothing of what a column holds. */
export function fullRows(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const filled = rows.map((row) => row.filter((cell) => cell.trim() !== '').length);
  const usual = filled.toSorted((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0;
  const full = rows.filter((_row, index) => filled[index]! * 2 > usual);
  return full.length * 2 > rows.length ? full : rows;
}

/** Looks at the cells of one column. */
export function cellsOf(rows: readonly (readonly string[])[], index: number): ColumnCells {
  const cells = rows.map((row) => trimmed(row[index])).filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean) => (cells.length === 0 ? 0 : cells.filter(test).length / cells.length);
  const isDate = (cell: string) => readDate(cell, 'day-first') !== null || readDate(cell, 'month-first') !== null;
  const isAmount = (cell: string) => 'pence' in readAmount(cell);
  const different = new Set(cells).size;
  return {
    filled: cells.length, total: rows.length,
    dates: share(isDate), writtenDates: share((cell) => !/^\d{5}(\.\d+)?$/.test(cell) && isDate(cell)),
    amounts: share(isAmount), moneyLike: share((cell) => /[.£(,-]/.test(cell) && isAmount(cell)), zeros: share((cell) => /^[-£0.,\s]+$/.test(cell)),
    words: share((cell) => (cell.match(/\p{L}/gu)?.length ?? 0) > Math.max(1, cell.match(/\d/g)?.length ?? 0)),
    companyNumbers: share((cell) => /^(?:[A-Z]{2}\d{4,6}[A-Z]?|\d{6,8})$/i.test(cell)),
    variety: cells.length === 0 ? 0 : different / cells.length, different, only: different === 1 ? cells[0]! : null,
  };
}

/** A cell without what stands around its text: spaces of any kind, and what was added to keep a spreadsheet from changing it. */
export function trimmed(cell: string | undefined): string {
  if (cell === undefined || cell === '') return '';
  // `trim` takes no-break spaces too. An apostrophe before a formula was put there by whoever made the file safe.
  const text = cell.trim();
  // How a spreadsheet's export keeps a number's zeros: ="00123".
  if (text.charCodeAt(0) === 61 && /^="[^"]*"$/.test(text)) return text.slice(2, -1).trim();
  if (text.charCodeAt(0) !== 39) return text;
  // So does an apostrophe before a figure.
  return /^'[-+£(\d][-+£\d.,/\s)]*$/.test(text) ? text.slice(1) : undefused(text);
}
