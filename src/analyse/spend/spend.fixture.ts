import { hash } from 'node:crypto';
import { calendarDate } from '#kernel/calendar-date';
import { SPEND_FIELDS, type RefusedRow, type SpendFile, type SpendMapping, type SpendRow } from './reading/spend-row.ts';

const AT_A_TIME = 1000;
const NOTHING_MAPPED = Object.fromEntries(SPEND_FIELDS.map((field) => [field, null])) as SpendMapping;

/** What a test or the demonstration says of a payment; the rest is as a plain file would leave it. */
export type GivenRow = Partial<Omit<SpendRow, 'date'>> & { readonly date: string; readonly amountPence: bigint };

/** A payment as a reader gives it. */
export const spendRow = (given: GivenRow, row = 2): SpendRow => ({
  row, sheet: null, vat: null, supplier: 'Supplier', redacted: false, unit: null, service: null, purpose: null, category: null, transactionNumber: null, companyNumber: null, charityNumber: null, supplierNumber: null, capital: null,
  ...given, date: calendarDate(given.date),
});

/** An open spend file of rows that are at hand already. */
export function spendFile(rows: Iterable<SpendRow | RefusedRow>, words = 'spend'): SpendFile {
  async function* batches(): AsyncGenerator<(SpendRow | RefusedRow)[]> {
    let batch: (SpendRow | RefusedRow)[] = [];
    for (const row of rows) {
      batch.push(row);
      if (batch.length < AT_A_TIME) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }
  async function* one(): AsyncGenerator<SpendRow | RefusedRow> {
    for await (const batch of batches()) yield* batch;
  }
  return { mapping: NOTHING_MAPPED, encoding: 'utf-8', headerRow: 1, headings: [], dateOrder: 'day-first', notes: [], sha256: Buffer.from(hash('sha256', words), 'hex'), sizeBytes: words.length, rows: one, batches };
}
/** As `spendFile`, of what is said of each payment, in file order. */
export const fileOf = (rows: readonly GivenRow[], words?: string): SpendFile => spendFile(rows.map((row, index) => spendRow(row, index + 2)), words);
