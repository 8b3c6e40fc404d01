import type { Readable } from 'node:stream';
import { encodingName, headingsAmong, likelyHeadings, openTable, UnreadableFile, type TableRow, type TableSheet } from '#parts/tables';
import { findHeadingRow, mapHeadings, overrideMapping, type Mapping } from './map-headings.ts';

export { UnreadableFile };

/** A sheet of a register: where its headings are and what they mean. A file of text is one sheet without a name. */
export interface RegisterSheet {
  readonly name: string | null;
  /** The row that the headings stand on, as a spreadsheet shows it, counting from 1. */
  readonly headerRow: number;
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly sheet: TableSheet;
}

/** A register's file, looked over: how it is written, where its headings are and what they mean. Those of the first of its sheets stand for it. */
export interface RegisterFile extends Pick<RegisterSheet, 'headerRow' | 'headings' | 'mapping'> {
  /** The name that the Encoding Standard has for it. */
  readonly encoding: string;
  /** Null in a workbook. */
  readonly separator: string | null;
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  /** What a person should know of how it was read, a sentence each. */
  readonly notes: readonly string[];
  /** Every sheet that is a register, at least one. */
  readonly sheets: readonly RegisterSheet[];
}

/** A record of the file, with its row as a spreadsheet shows it and the line it begins on. */
export type FileRow = TableRow;

/** `headings` of a refused file: what could be its headings, for somebody to say what they mean; none when it is no table. */
export type OpenedFile = { readonly ok: true; readonly file: RegisterFile } | { readonly ok: false; readonly why: string; readonly headings: readonly string[] };

const ROWS_LOOKED_AT = 60;
const NO_HEADINGS = 'No row of headings was found. The file needs a row that names its columns, such as “Contract Title”, “Supplier Name” and “Start Date”.';

/** A sheet after the first is read when it has a title and so many of these: a list of suppliers or codes is no register. */
const LEAST_FURTHER = 2;
const OF_A_CONTRACT = ['SupplierName', 'StartDate', 'EndDate', 'ContractValue'] as const;

/** Looks a file over. `open` is called more than once: the file is read as a stream each time and never held. */
export async function openRegisterFile(open: () => Readable, overrides: Readonly<Record<string, string>> = {}): Promise<OpenedFile> {
  const opened = await openTable(open);
  if (!opened.ok) return { ...opened, headings: [] };
  const { encoding, separator, sha256, sizeBytes, sheets, hiddenSheets } = opened.table;
  try {
    const found: RegisterSheet[] = [];
    const leftOut: string[] = hiddenSheets.map((name) => `${name} (hidden)`);
    let refused: NotARegister | null = null;
    for (const sheet of sheets) {
      const one = await understandSheet(sheet, overrides, found.length === 0);
      if ('mapping' in one) found.push(one);
      else {
        refused = refused && refused.headings.length > 0 ? refused : one;
        leftOut.push(`${sheet.name ?? ''} (${one.short})`);
      }
    }
    const [first] = found;
    if (!first) return { ok: false, why: refused?.why ?? NO_HEADINGS, headings: refused && refused.headings.length > 0 ? refused.headings : await likelyHeadings(sheets, findHeadingRow) };
    const notes = [...(encoding === 'double-utf-8' ? ['The file was encoded twice; its letters are read as they were meant.'] : []), ...opened.table.notes, ...sheetNotes(found, leftOut)];
    return { ok: true, file: { encoding: encodingName(encoding), separator, sha256, sizeBytes, headerRow: first.headerRow, headings: first.headings, mapping: first.mapping, notes, sheets: found } };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message, headings: [] };
    throw problem;
  }
}

interface NotARegister {
  readonly why: string;
  /** In a few words, beside the sheet's name. */
  readonly short: string;
  /** None where no row of headings was found. */
  readonly headings: readonly string[];
}

async function understandSheet(sheet: TableSheet, overrides: Readonly<Record<string, string>>, isFirst: boolean): Promise<RegisterSheet | NotARegister> {
  const first = await sheet.head(ROWS_LOOKED_AT);
  const at = headingsAmong(first.map((row) => row.cells), overrides, findHeadingRow);
  if (at < 0) return { why: NO_HEADINGS, short: first.length === 0 ? 'empty' : 'no headings of contracts', headings: [] };
  const { cells: headings, row: headerRow } = first[at]!;
  const mapped = overrideMapping(mapHeadings(headings, first.slice(at + 1).map((row) => row.cells)), headings, overrides);
  if (!mapped.ok) return { why: mapped.why, short: 'not all the headings that were named', headings };
  const { mapping } = mapped;
  if (!mapping.ContractTitle && !mapping.Description) return { why: 'No column was recognised as the contract’s title. Say which it is: --map "ContractTitle=Heading".', short: 'no column of titles', headings };
  if (!isFirst && OF_A_CONTRACT.filter((field) => mapping[field]).length < LEAST_FURTHER) return { why: NO_HEADINGS, short: 'too few columns of a contract', headings };
  return { name: sheet.name, headerRow, headings, mapping, sheet };
}

function sheetNotes(found: readonly RegisterSheet[], leftOut: readonly string[]): string[] {
  const names = found.map(({ name }) => name ?? '').join(', ');
  const notes: string[] = [];
  if (found.length > 1) notes.push(`${found.length} sheets were read: ${names}. If one repeats another, its contracts are here twice.`);
  if (leftOut.length > 0) notes.push(`${found.length === 1 ? `Only the sheet “${names}” was read. ` : ''}Not read: ${leftOut.join(', ')}.`);
  return notes;
}

/** A record with the sheet it stands on. */
export interface RegisterRow {
  readonly record: FileRow;
  readonly sheet: RegisterSheet;
}

/** The records under the headings of every sheet, blank ones left out. Throws `UnreadableFile` when the file breaks off or a quote is never closed. */
export async function* dataRows(file: RegisterFile): AsyncGenerator<RegisterRow> {
  for (const sheet of file.sheets) {
    for await (const batch of sheet.sheet.batches()) for (const record of batch) if (record.row > sheet.headerRow) yield { record, sheet };
  }
}
