import type { Readable } from 'node:stream';
import { encodingName, headingsAmong, likelyHeadings, openTable, UnreadableFile, type TableRow, type TableSheet } from '#parts/tables';
import { findHeadingRow, mapHeadings, overrideMapping, type Mapping } from './map-headings.ts';

export { UnreadableFile };

/** A register's file, looked over: how it is written, where its headings are and what they mean. */
export interface RegisterFile {
  /** The name that the Encoding Standard has for it. */
  readonly encoding: string;
  /** Null in a workbook. */
  readonly separator: string | null;
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  /** The row that the headings stand on, as a spreadsheet shows it, counting from 1. */
  readonly headerRow: number;
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  /** What a person should know of how it was read, a sentence each. */
  readonly notes: readonly string[];
  /** The sheet the register stands on: the first whose headings are understood. */
  readonly sheet: TableSheet;
}

/** A record of the file, with its row as a spreadsheet shows it and the line it begins on. */
export type FileRow = TableRow;

/** `headings` of a refused file: what could be its headings, for somebody to say what they mean; none when it is no table. */
export type OpenedFile = { readonly ok: true; readonly file: RegisterFile } | { readonly ok: false; readonly why: string; readonly headings: readonly string[] };

const ROWS_LOOKED_AT = 60;
const NO_HEADINGS = 'No row of headings was found. The file needs a row that names its columns, such as “Contract Title”, “Supplier Name” and “Start Date”.';

/** Looks a file over. `open` is called more than once: the file is read as a stream each time and never held. */
export async function openRegisterFile(open: () => Readable, overrides: Readonly<Record<string, string>> = {}): Promise<OpenedFile> {
  const opened = await openTable(open);
  if (!opened.ok) return { ...opened, headings: [] };
  const { encoding, separator, sha256, sizeBytes, sheets } = opened.table;
  const { hiddenSheets } = opened.table;
  const notes = encoding === 'double-utf-8' ? ['The file was encoded twice; its letters are read as they were meant.'] : [];
  try {
    for (const sheet of sheets) {
      const first = await sheet.head(ROWS_LOOKED_AT);
      const at = headingsAmong(first.map((row) => row.cells), overrides, findHeadingRow);
      if (at < 0) continue;
      const headings = first[at]!.cells;
      const mapped = overrideMapping(mapHeadings(headings, first.slice(at + 1).map((row) => row.cells)), headings, overrides);
      if (!mapped.ok) return { ...mapped, headings };
      if (!mapped.mapping.ContractTitle && !mapped.mapping.Description) return { ok: false, headings, why: 'No column was recognised as the contract’s title. Say which it is: --map "ContractTitle=Heading".' };
      const others = [...sheets.filter((other) => other !== sheet).map((other) => other.name ?? ''), ...hiddenSheets.map((name) => `${name} (hidden)`)];
      if (others.length > 0) notes.push(`Only the sheet “${sheet.name ?? ''}” was read. Not read: ${others.join(', ')}. A register on several sheets is imported a sheet at a time: save each as a file of its own.`);
      return { ok: true, file: { encoding: encodingName(encoding), separator, sha256, sizeBytes, headerRow: first[at]!.row, headings, mapping: mapped.mapping, notes, sheet } };
    }
    return { ok: false, why: NO_HEADINGS, headings: await likelyHeadings(sheets, findHeadingRow) };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message, headings: [] };
    throw problem;
  }
}

/** The records under the headings, blank ones left out. Throws `UnreadableFile` when the file breaks off or a quote is never closed. */
export async function* dataRows(file: RegisterFile): AsyncGenerator<FileRow> {
  for await (const batch of file.sheet.batches()) {
    for (const row of batch) if (row.row > file.headerRow) yield row;
  }
}
