import { createReadStream } from 'node:fs';
import { encodingName, openTable } from '#parts/tables';
import { readSupplier, type SupplierRow } from './read-supplier.ts';
import { supplierColumns, type SupplierColumns } from './supplier-file.ts';

/** A file of suppliers, its rows read as a stream each time they are asked for. */
export interface SupplierTable {
  readonly columns: SupplierColumns;
  readonly encoding: string;
  /** As a spreadsheet numbers rows. */
  readonly headerRow: number;
  readonly sha256: Buffer;
  rows(): AsyncIterable<SupplierRow>;
}

/** Opens CSV or XLSX; a sentence when it cannot be read or has no column of names. Its rows may throw `UnreadableFile`. */
export async function openSupplierTable(file: string): Promise<SupplierTable | string> {
  const opened = await openTable(() => createReadStream(file), { unclosed: 'mend' });
  if (!opened.ok) return opened.why;
  for (const sheet of opened.table.sheets) {
    const head = await sheet.head(30);
    const found = supplierColumns(head.map(({ cells }) => cells));
    if (!found) continue;
    const headerRow = head[found.headingAt]!.row;
    return {
      columns: found.columns, encoding: encodingName(opened.table.encoding), headerRow, sha256: opened.table.sha256,
      rows: async function* () {
        for await (const batch of sheet.batches()) for (const { row, cells } of batch) if (row > headerRow) yield readSupplier(row, cells, found.columns);
      },
    };
  }
  return 'No column of names was found: head it "name" or "supplier name".';
}
