import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { findHeadingRow, mapHeadings, overrideMapping, type Mapping } from './map-headings.ts';
import { lookOver, textOf, undoubled, type Encoding } from './decode-text.ts';

/** A register's file, looked over: how it is written, where its headings are and what they mean. */
export interface RegisterFile {
  readonly encoding: Encoding;
  readonly separator: string;
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  /** The line of the file that the headings stand on, counting from 1. */
  readonly headerRow: number;
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly open: () => Readable;
}

/** A record of the file with the line it begins on. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export type OpenedFile = { readonly ok: true; readonly file: RegisterFile } | { readonly ok: false; readonly why: string };

const ROWS_LOOKED_AT = 60;
const SEPARATORS = [',', ';', '\t', '|'] as const;
/** No honest cell is longer; a quote that is never closed would swallow the file. */
const LONGEST_RECORD = 1_000_000;

/** Looks a file over. `open` is called more than once: the file is read as a stream each time and never held. */
export async function openRegisterFile(open: () => Readable, overrides: Readonly<Record<string, string>> = {}): Promise<OpenedFile> {
  const { encoding, sha256, sizeBytes } = await lookOver(open);
  if (sizeBytes === 0) return { ok: false, why: 'The file is empty.' };
  const head = await headOf(open, encoding);
  if (head.startsWith('PK\u0003\u0004')) return { ok: false, why: 'This is a spreadsheet (XLSX). Save it as CSV and import that.' };
  if (head.startsWith('%PDF')) return { ok: false, why: 'This is a PDF. Ask for the register as CSV.' };
  if (/^\s*<(!doctype|html)/i.test(head)) return { ok: false, why: 'This is a web page, not a CSV file. The download may have failed.' };
  const separator = separatorOf(head);
  const first: FileRow[] = [];
  try {
    for await (const row of recordsOf(open, encoding, separator)) {
      first.push(row);
      if (first.length >= ROWS_LOOKED_AT) break;
    }
  } catch (problem) {
    return { ok: false, why: csvProblem(problem) };
  }
  const at = findHeadingRow(first.map((row) => row.cells));
  if (at < 0) return { ok: false, why: 'No row of headings was found. The file needs a row that names its columns, such as “Contract Title”, “Supplier Name” and “Start Date”.' };
  const headings = first[at]!.cells;
  const mapped = overrideMapping(mapHeadings(headings, first.slice(at + 1).map((row) => row.cells)), headings, overrides);
  if (!mapped.ok) return mapped;
  if (!mapped.mapping.ContractTitle && !mapped.mapping.Description) return { ok: false, why: 'No column was recognised as the contract’s title. Say which it is: --map "ContractTitle=Heading".' };
  return { ok: true, file: { encoding, separator, sha256, sizeBytes, headerRow: first[at]!.line, headings, mapping: mapped.mapping, open } };
}

/** The records under the headings, blank ones left out. Throws `UnreadableFile` when the file breaks off or a quote is never closed. */
export async function* dataRows(file: RegisterFile): AsyncGenerator<FileRow> {
  try {
    for await (const row of recordsOf(file.open, file.encoding, file.separator)) {
      if (row.line > file.headerRow) yield row;
    }
  } catch (problem) {
    throw new UnreadableFile(csvProblem(problem));
  }
}

/** Not a fault of ours: the file is not what it says. */
export class UnreadableFile extends Error {}

async function* recordsOf(open: () => Readable, encoding: Encoding, separator: string): AsyncGenerator<FileRow> {
  const parser = parse({ delimiter: separator, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: LONGEST_RECORD });
  const source = Readable.from(textOf(open, encoding));
  source.on('error', (problem) => parser.destroy(problem));
  source.pipe(parser);
  let ended = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      // The parser counts the line a record ends on; one that spans several begins earlier.
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
      const line = Math.max(ended + 1, info.lines - breaks);
      ended = info.lines;
      if (record.every((cell) => cell.trim() === '')) continue;
      yield { line, cells: encoding === 'double-utf-8' ? record.map(undoubled) : record };
    }
  } finally {
    source.destroy();
    parser.destroy();
  }
}

async function headOf(open: () => Readable, encoding: Encoding): Promise<string> {
  let head = '';
  const source = open();
  for await (const text of textOf(() => source, encoding)) {
    head += text;
    if (head.length > 65_536) break;
  }
  source.destroy();
  return head.slice(0, 65_536);
}

/** The separator that cuts the first lines into most columns, quoted text left out. */
function separatorOf(head: string): string {
  const lines = head.replaceAll(/"[^"]*"/g, '""').split(/\r\n|\n|\r/).slice(0, 40);
  const columns = (separator: string) => lines.map((line) => line.split(separator).length).sort((a, b) => b - a).slice(0, 10).reduce((sum, count) => sum + count, 0);
  return SEPARATORS.reduce((best, separator) => (columns(separator) > columns(best) ? separator : best));
}

function csvProblem(problem: unknown): string {
  const { code, lines } = problem as { code?: string; lines?: number };
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') return `The file cannot be read as CSV: a quotation mark is opened and never closed${lines ? `, at or before line ${lines}` : ''}.`;
  if (code?.startsWith('CSV_')) return `The file cannot be read as CSV${lines ? ` at line ${lines}` : ''}.`;
  throw problem;
}
