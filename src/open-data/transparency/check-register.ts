import { poundsDecimal } from '#kernel/money';
import { CONTRACT_FIELDS, FIELD_NAMES, type FieldName } from './contract-fields.ts';
import type { MappedColumn } from '#parts/tables';
import { readContract, type ContractValues, type RefusedCell } from './read-contract.ts';
import { dataRows, type RegisterFile } from './register-file.ts';

/** One row of a file as it would be imported, or why not. `row` is the row a spreadsheet shows, counting from 1 with the heading; `line` is the line of the file. */
export type CheckedRow =
  | { readonly kind: 'contract'; readonly row: number; readonly line: number; readonly values: ContractValues }
  | { readonly kind: 'refused'; readonly row: number; readonly line: number; readonly cells: readonly RefusedCell[] }
  | { readonly kind: 'skipped'; readonly row: number; readonly line: number; readonly why: string };

/** Every row of a file, checked, in file order. Nothing is stored. */
export async function* checkRows(file: RegisterFile): AsyncGenerator<CheckedRow> {
  for await (const record of dataRows(file)) {
    const { row, line } = record;
    const read = readContract(record, file.mapping, file.headings);
    if (read.kind === 'skipped') yield { kind: 'skipped', row, line, why: read.why };
    else if (read.kind === 'refused') yield { kind: 'refused', row, line, cells: read.cells };
    else yield { kind: 'contract', row, line, values: read.values };
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
  if (row.kind === 'refused') return { row: row.row, line: row.line, refused: row.cells[0]!.reason, column: row.cells[0]!.column, ...(row.cells.length > 1 ? { all: row.cells } : {}) };
  const values = Object.fromEntries(FIELD_NAMES.filter((name) => row.values[name] !== undefined).map((name) => [name, plain(name, row.values[name]!)]));
  return { row: row.row, ...values };
}

const plain = (name: FieldName, value: NonNullable<ContractValues[FieldName]> | null): unknown =>
  CONTRACT_FIELDS[name].type === 'money' && typeof value === 'bigint' ? Number(poundsDecimal(value)) : value;
