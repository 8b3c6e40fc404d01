import type { CalendarDate } from '#kernel/calendar-date';
import type { DateOrder } from '#parts/tables';

/**
 * What a column of a spend file can mean. The names are those of the machine-readable mapping and of `--map "field=Heading"`. `credit` is there where amounts have
 * two sides: the column of what came back beside that of what was paid, or the one that marks an amount as a debit or a credit.
 */
export const SPEND_FIELDS = ['date', 'amount', 'credit', 'supplier', 'unit', 'service', 'purpose', 'category', 'transactionNumber', 'companyNumber', 'charityNumber', 'supplierNumber', 'capital'] as const;
export type SpendField = (typeof SPEND_FIELDS)[number];

/** Which column holds a field. `index` counts from 0; `confidence` from 0 to 1. */
export interface SpendColumn {
  readonly column: string;
  readonly index: number;
  readonly confidence: number;
}
/** Every field, null when the file has no column for it. */
export type SpendMapping = Readonly<Record<SpendField, SpendColumn | null>>;

/** One payment as a file has it: dates and amounts read, everything else text, trimmed, null where the cell says nothing. */
export interface SpendRow {
  /** The row of the file as a spreadsheet shows it, counting from 1 with the heading. */
  readonly row: number;
  /** The sheet's name, or null in a file that has no sheets. */
  readonly sheet: string | null;
  readonly date: CalendarDate;
  readonly amountPence: bigint;
  /** What the file says of its amounts; null when it does not say. */
  readonly vat: 'net' | 'gross' | null;
  /** As written, "REDACTED" and the like included; "" where the file names nobody. */
  readonly supplier: string;
  /** The supplier's cell is empty or says that the name is withheld. */
  readonly redacted: boolean;
  readonly unit: string | null;
  readonly service: string | null;
  readonly purpose: string | null;
  readonly category: string | null;
  readonly transactionNumber: string | null;
  /** As written: nothing is padded or checked here. */
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  readonly supplierNumber: string | null;
  readonly capital: boolean | null;
}

/** A row that cannot be read, or is no payment: why, in a few words, and the column at fault where there is one. */
export interface RefusedRow {
  readonly row: number;
  readonly sheet: string | null;
  readonly refused: string;
  readonly column: string | null;
  /** A total, a note or the headings again: nothing is lost by leaving it out. */
  readonly notPayment?: boolean;
}

/** Whether a row was refused. */
export const isRefused = (row: SpendRow | RefusedRow): row is RefusedRow => 'refused' in row;

/** A spend file, looked over: how it is written, what its columns mean and how its dates are read. */
export interface SpendFile {
  readonly mapping: SpendMapping;
  /** Lower case, as the WHATWG names it: "utf-8", "utf-16le", "windows-1252". An XLSX file is "utf-8". */
  readonly encoding: string;
  readonly headerRow: number;
  readonly headings: readonly string[];
  readonly dateOrder: DateOrder;
  /** What a person should know of how it was understood, a sentence each. */
  readonly notes: readonly string[];
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  /** The rows in file order, as often as asked for. Throws `UnreadableFile` when the file breaks off midway. */
  rows(): AsyncIterable<SpendRow | RefusedRow>;
  /** The same, many at a time, for those in a hurry. */
  batches(): AsyncIterable<readonly (SpendRow | RefusedRow)[]>;
}
