import { isRefused, type RefusedRow, type SpendFile, type SpendRow } from './spend-row.ts';

/** How many rows a file has below its headings, blank ones left out, and how many of them are refused; of those, how many are no payments at all. */
export interface SpendCounts {
  readonly rows: number;
  readonly refused: number;
  readonly notPayments: number;
}

/** Reads the whole file once to count it. Throws `UnreadableFile`. */
export async function countSpend(file: SpendFile): Promise<SpendCounts> {
  let [rows, refused, notPayments] = [0, 0, 0];
  for await (const batch of file.batches()) {
    rows += batch.length;
    for (const row of batch) {
      if (!isRefused(row)) continue;
      refused++;
      if (row.notPayment) notPayments++;
    }
  }
  return { rows, refused, notPayments };
}

/** The first line of the machine-readable check: what was understood of the file. Other people's scripts stand on its names (docs/importing.md). */
export const summaryLine = (file: SpendFile, counts: SpendCounts): Record<string, unknown> => ({
  mapping: file.mapping, encoding: file.encoding, headerRow: file.headerRow, rows: counts.rows, refused: counts.refused, notPayments: counts.notPayments, dateOrder: file.dateOrder, notes: file.notes,
});

/** One row of the machine-readable check. `amountPence` is a JSON integer; numbers of companies and charities are there when the file has a column for them. */
export function spendLine(row: SpendRow | RefusedRow, { mapping }: Pick<SpendFile, 'mapping'>): Record<string, unknown> {
  const place = row.sheet === null ? { row: row.row } : { row: row.row, sheet: row.sheet };
  if (isRefused(row)) return { ...place, refused: row.refused, column: row.column };
  return {
    ...place, date: row.date, amountPence: Number(row.amountPence), supplier: row.supplier, unit: row.unit,
    ...(mapping.companyNumber ? { companyNumber: row.companyNumber } : {}), ...(mapping.charityNumber ? { charityNumber: row.charityNumber } : {}),
  };
}
