import type { TableSheet } from './open-table.ts';

/** Headings stand among the first so many rows: titles and notes often stand above them. */
const HEADINGS_AMONG = 60;
/** A row of fewer filled cells is a title or a note, not a table's headings. */
const LEAST_FILLED = 2;

/** The row of headings among the first, recognised by `find`; before that, the first that holds every heading a person named. -1 when there is none. */
export function headingsAmong(rows: readonly (readonly string[])[], said: Readonly<Record<string, string | undefined>>, find: (rows: readonly (readonly string[])[]) => number): number {
  const first = rows.slice(0, HEADINGS_AMONG);
  const named = Object.values(said).filter((heading): heading is string => heading !== undefined && heading.trim() !== '' && !/^#\d+$/.test(heading.trim()));
  const at = named.length === 0 ? -1 : first.findIndex((cells) => named.every((heading) => cells.some((cell) => cell.trim() === heading.trim())));
  return at >= 0 ? at : find(first);
}

/** What may be the headings of a file in which none were understood, for somebody to say what they mean: of the first sheet with rows, those recognised, else the fullest row. None when it is no table. */
export async function likelyHeadings(sheets: readonly TableSheet[], find: (rows: readonly (readonly string[])[]) => number): Promise<readonly string[]> {
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length;
  for (const sheet of sheets) {
    const first = (await sheet.head(HEADINGS_AMONG)).map((row) => row.cells);
    if (first.length === 0) continue;
    const at = find(first);
    const best = at >= 0 ? first[at]! : first.reduce((fullest, cells) => (filled(cells) > filled(fullest) ? cells : fullest));
    return filled(best) >= LEAST_FILLED ? best : [];
  }
  return [];
}
