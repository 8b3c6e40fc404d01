import { readAmount, readDate } from '#parts/tables';

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
}

/** Looks at the cells of one column. */
export function cellsOf(rows: readonly (readonly string[])[], index: number): ColumnCells {
  const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean) => (cells.length === 0 ? 0 : cells.filter(test).length / cells.length);
  const isDate = (cell: string) => readDate(cell, 'day-first') !== null || readDate(cell, 'month-first') !== null;
  const isAmount = (cell: string) => 'pence' in readAmount(cell);
  return {
    filled: cells.length, total: rows.length,
    dates: share(isDate), writtenDates: share((cell) => !/^\d{5}(\.\d+)?$/.test(cell) && isDate(cell)),
    amounts: share(isAmount), moneyLike: share((cell) => /[.£(,-]/.test(cell) && isAmount(cell)), zeros: share((cell) => /^[-£0.,\s]+$/.test(cell)),
    words: share((cell) => (cell.match(/\p{L}/gu)?.length ?? 0) > Math.max(1, cell.match(/\d/g)?.length ?? 0)),
    companyNumbers: share((cell) => /^(?:[A-Z]{2}\d{4,6}[A-Z]?|\d{6,8})$/i.test(cell)),
    variety: cells.length === 0 ? 0 : new Set(cells).size / cells.length,
  };
}
