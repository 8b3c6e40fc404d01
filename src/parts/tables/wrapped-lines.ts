import { separatorOf } from './separator.ts';
import { RowSplitter, type TableRow } from './split-rows.ts';

/** A line in quotation marks from end to end, those inside doubled: one cell by the letter, and a whole row by what was meant. */
const WRAPPED = /^"((?:[^"]|"")*)"\s*$/;
const LEAST_LINES = 2;
const MOST_OF_THEM = 0.6;

/**
 * The separator inside lines that were each put in quotation marks as a whole ("a,b,""c, d"""), as happens where a file is saved once too often; null
 * where lines are as they should be. @param head the first lines of the file
 */
export function separatorInside(head: string): string | null {
  const lines = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const inside = lines.flatMap((line) => { const found = WRAPPED.exec(line); return found ? [found[1]!.replaceAll('""', '"')] : []; });
  if (inside.length < LEAST_LINES || inside.length < lines.length * MOST_OF_THEM) return null;
  const separator = separatorOf(inside.join('\n'));
  const counts = inside.map((line) => cellsOf(line, separator).length);
  const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)]!;
  // A column of names with a comma in each is one column: a table has the same number of cells in nearly every line, and more than two.
  return usual > 2 && counts.filter((count) => count === usual).length >= counts.length * MOST_OF_THEM ? separator : null;
}

/** The cells of rows that were wrapped; a row that has cells already keeps them. */
export const unwrapped = (rows: readonly TableRow[], separator: string): readonly TableRow[] => rows.map((row) => (row.cells.length === 1 ? { ...row, cells: cellsOf(row.cells[0]!, separator) } : row));

function cellsOf(line: string, separator: string): readonly string[] {
  const splitter = new RowSplitter({ separator, unclosed: 'mend' });
  return [...splitter.push(line), ...splitter.end()].flatMap(({ cells }) => cells);
}
