import type { Readable } from 'node:stream';
import { encodingName, headingsAmong, likelyHeadings, openTable, overrideMapping, UnreadableFile, type TableSheet } from '#parts/tables';
import { readSupplier, type SupplierRow } from './read-supplier.ts';
import { columnsIn, SUPPLIER_FIELDS, supplierColumns, type SupplierColumns } from './supplier-file.ts';

/** A file of suppliers, its rows read as a stream each time they are asked for. */
export interface SupplierTable {
  readonly columns: SupplierColumns;
  readonly headings: readonly string[];
  readonly encoding: string;
  /** As a spreadsheet numbers rows. */
  readonly headerRow: number;
  readonly sha256: Buffer;
  /** What a person should know of how it is written, a sentence each. */
  readonly notes: readonly string[];
  rows(): AsyncIterable<SupplierRow>;
}

/** `headings` of a refused file: what could be its headings, for somebody to say what they mean; none when it is no table. */
export type OpenedSuppliers = { readonly ok: true; readonly table: SupplierTable } | { readonly ok: false; readonly why: string; readonly headings: readonly string[] };

const HEADINGS_AMONG = 30;
const NO_NAMES = 'No column of names was found: head it "name" or "supplier name".';

/**
 * Opens CSV or XLSX; refused in a sentence when it cannot be read or has no column of names. `open` is called as often as it must be read. Its
 * rows may throw `UnreadableFile`. @param said field to heading ("#3" for the third column), over what is found; an empty heading takes the field away
 */
export async function openSupplierTable(open: () => Readable, said: Readonly<Record<string, string>> = {}): Promise<OpenedSuppliers> {
  const opened = await openTable(open, { unclosed: 'mend' });
  if (!opened.ok) return { ...opened, headings: [] };
  try {
    for (const sheet of opened.table.sheets) {
      const found = await columnsOf(sheet, said);
      if (found === null) continue;
      if ('why' in found) return { ok: false, ...found };
      const { columns, headings, headerRow } = found;
      return { ok: true, table: {
        columns, headings, encoding: encodingName(opened.table.encoding), headerRow, sha256: opened.table.sha256, notes: opened.table.notes,
        rows: async function* () {
          for await (const batch of sheet.batches()) for (const { row, cells } of batch) if (row > headerRow) yield readSupplier(row, cells, columns);
        },
      } };
    }
    return { ok: false, why: NO_NAMES, headings: await likelyHeadings(opened.table.sheets, headingRow) };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message, headings: [] };
    throw problem;
  }
}

const headingRow = (rows: readonly (readonly string[])[]): number => supplierColumns(rows)?.headingAt ?? -1;

async function columnsOf(sheet: TableSheet, said: Readonly<Record<string, string>>): Promise<{ readonly columns: SupplierColumns; readonly headings: readonly string[]; readonly headerRow: number } | { readonly why: string; readonly headings: readonly string[] } | null> {
  const head = await sheet.head(HEADINGS_AMONG);
  const at = headingsAmong(head.map(({ cells }) => cells), said, headingRow);
  if (at < 0) return null;
  const { cells: headings, row: headerRow } = head[at]!;
  const mapped = overrideMapping(SUPPLIER_FIELDS, columnsIn(headings), headings, said);
  if (!mapped.ok) return { why: mapped.why, headings };
  return mapped.mapping.name ? { columns: mapped.mapping, headings, headerRow } : { why: NO_NAMES, headings };
}
