import { poundsDecimal } from '#kernel/money';
import { CONTRACT_FIELDS, FIELD_NAMES, type FieldName } from './contract-fields.ts';
import type { ContractTerm } from './contract-term.ts';
import type { MappedColumn } from '#parts/tables';
import { readContract, type ContractValues, type RefusedCell } from './read-contract.ts';
import { dataRows, type RegisterFile, type RegisterRow } from './register-file.ts';

/** Where a row stands: the row a spreadsheet shows, counting from 1 with the heading; the line of the file; the sheet, where several were read. */
export interface RowPlace {
  readonly row: number;
  readonly line: number;
  readonly sheet: string | null;
}

/** One row of a file as it would be imported, or why not. */
export type CheckedRow = RowPlace & (
  | { readonly kind: 'contract'; readonly values: ContractValues; readonly term: ContractTerm }
  | { readonly kind: 'refused'; readonly cells: readonly RefusedCell[] }
  | { readonly kind: 'skipped'; readonly why: string }
);

/** Where a row stands, as people are told. */
export const placeInWords = ({ line, sheet }: RowPlace): string => `${sheet === null ? '' : `sheet ${sheet}, `}line ${line}`;

export const placeOf = (file: RegisterFile, { record, sheet }: RegisterRow): RowPlace => ({ row: record.row, line: record.line, sheet: file.sheets.length > 1 ? sheet.name : null });

/** Every row of a file, checked, in file order. Nothing is stored. */
export async function* checkRows(file: RegisterFile): AsyncGenerator<CheckedRow> {
  for await (const found of dataRows(file)) {
    const place = placeOf(file, found);
    const read = readContract(found.record, found.sheet.mapping, found.sheet.headings);
    if (read.kind === 'skipped') yield { kind: 'skipped', ...place, why: read.why };
    else if (read.kind === 'refused') yield { kind: 'refused', ...place, cells: read.cells };
    else yield { kind: 'contract', ...place, values: read.values, term: read.term };
  }
}

/** How many rows a file has, and how many of them are refused. */
export async function countRows(file: RegisterFile): Promise<{ rows: number; refused: number; skipped: number }> {
  const counts = { rows: 0, refused: 0, skipped: 0 };
  for await (const row of checkRows(file)) {
    if (row.kind === 'skipped') counts.skipped++;
    else counts.rows++;
    if (row.kind === 'refused') counts.refused++;
  }
  return counts;
}

/** The first line of the machine-readable check: what was understood of the file. */
export const summaryLine = (file: RegisterFile, counts: { readonly rows: number; readonly refused: number; readonly skipped: number }): Record<string, unknown> => ({
  mapping: Object.fromEntries(FIELD_NAMES.map((field) => [field, file.mapping[field] ?? null])) satisfies Readonly<Partial<Record<FieldName, MappedColumn | null>>>,
  encoding: file.encoding,
  separator: file.separator,
  headerRow: file.headerRow,
  ...counts,
  notes: file.notes,
});

/** A row by the schema's own field names: ISO dates, amounts in pounds as numbers, booleans; null where the cell says nothing. */
export function rowLine(row: Exclude<CheckedRow, { kind: 'skipped' }>): Record<string, unknown> {
  const sheet = row.sheet === null ? {} : { sheet: row.sheet };
  if (row.kind === 'refused') return { row: row.row, line: row.line, ...sheet, refused: row.cells[0]!.reason, column: row.cells[0]!.column, ...(row.cells.length > 1 ? { all: row.cells } : {}) };
  const values = Object.fromEntries(FIELD_NAMES.filter((name) => row.values[name] !== undefined).map((name) => [name, plain(name, row.values[name]!)]));
  // The cells stand as they are; what follows of two of them together is said beside them.
  const inForce = row.term.endsOn !== (row.values.EndDate ?? null) ? { endInForce: row.term.endsOn } : {};
  return { row: row.row, ...sheet, ...values, ...inForce };
}

const plain = (name: FieldName, value: NonNullable<ContractValues[FieldName]> | null): unknown =>
  CONTRACT_FIELDS[name].type === 'money' && typeof value === 'bigint' ? Number(poundsDecimal(value)) : value;
