import type { Readable } from 'node:stream';
import { openTable, UnreadableFile, type Encoding, type TableRow, type TableSheet } from '#parts/tables';
import { findHeadingRow, mapHeadings, overrideMapping, type Mapping } from './map-headings.ts';

export { UnreadableFile };

/** A register's file, looked over: how it is written, where its headings are and what they mean. */
export interface RegisterFile {
  readonly encoding: Encoding;
  /** Null in a workbook. */
  readonly separator: string | null;
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  /** The row that the headings stand on, as a spreadsheet shows it, counting from 1. */
  readonly headerRow: number;
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  /** The sheet the register stands on: the first whose headings are understood. */
  readonly sheet: TableSheet;
}

/** A record of the file, with its row as a spreadsheet shows it and the line it begins on. */
export type FileRow = TableRow;

export type OpenedFile = { readonly ok: true; readonly file: RegisterFile } | { readonly ok: false; readonly why: string };

const ROWS_LOOKED_AT = 60;
const NO_HEADINGS = 'No row of headings was found. The file needs a row that names its columns, such as “Contract Title”, “Supplier Name” and “Start Date”.';

/** Looks a file over. `open` is called more than once: the file is read as a stream each time and never held. */
export async function openRegisterFile(open: () => Readable, overrides: Readonly<Record<string, string>> = {}): Promise<OpenedFile> {
  const opened = await openTable(open);
  if (!opened.ok) return opened;
  const { encoding, separator, sha256, sizeBytes, sheets } = opened.table;
  try {
    for (const sheet of sheets) {
      const first = await sheet.head(ROWS_LOOKED_AT);
      const at = findHeadingRow(first.map((row) => row.cells));
      if (at < 0) continue;
      const headings = first[at]!.cells;
      const mapped = overrideMapping(mapHeadings(headings, first.slice(at + 1).map((row) => row.cells)), headings, overrides);
      if (!mapped.ok) return mapped;
      if (!mapped.mapping.ContractTitle && !mapped.mapping.Description) return { ok: false, why: 'No column was recognised as the contract’s title. Say which it is: --map "ContractTitle=Heading".' };
      return { ok: true, file: { encoding, separator, sha256, sizeBytes, headerRow: first[at]!.row, headings, mapping: mapped.mapping, sheet } };
    }
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message };
    throw problem;
  }
  return { ok: false, why: NO_HEADINGS };
}

/** The records under the headings, blank ones left out. Throws `UnreadableFile` when the file breaks off or a quote is never closed. */
export async function* dataRows(file: RegisterFile): AsyncGenerator<FileRow> {
  for await (const batch of file.sheet.batches()) {
    for (const row of batch) if (row.row > file.headerRow) yield row;
  }
}
