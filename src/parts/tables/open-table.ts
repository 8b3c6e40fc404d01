import type { Readable } from 'node:stream';
import { lookOver, textOf, undoubled, type Encoding } from './decode-text.ts';
import { separatorOf } from './separator.ts';
import { RowSplitter, type TableRow } from './split-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { separatorInside, unwrapped } from './wrapped-lines.ts';
import { lookIntoWorkbook } from './workbook-archive.ts';
import { sheetRows } from './workbook.ts';

/** A file of rows, looked over. Nothing of it is held: its rows are read as a stream each time they are asked for. */
export interface TableFile {
  readonly kind: 'text' | 'workbook';
  readonly encoding: Encoding;
  /** Null in a workbook. */
  readonly separator: string | null;
  readonly sha256: Buffer;
  readonly sizeBytes: number;
  /** One without a name in a file of text; the visible ones of a workbook. */
  readonly sheets: readonly TableSheet[];
  /** The names of a workbook's sheets that nobody sees: they are not read. */
  readonly hiddenSheets: readonly string[];
  /** What a person should know of how it is written, a sentence each. */
  readonly notes: readonly string[];
}

export interface TableSheet {
  readonly name: string | null;
  /** The first rows that are not blank. Throws `UnreadableFile`. */
  head(count: number): Promise<readonly TableRow[]>;
  /** All rows that are not blank, many at a time. Throws `UnreadableFile`. */
  batches(): AsyncIterable<readonly TableRow[]>;
}

export type OpenedTable = { readonly ok: true; readonly table: TableFile } | { readonly ok: false; readonly why: string };

export interface TableOptions {
  /** A quotation mark that is never closed: the file is refused, or the mark is taken for a letter. */
  readonly unclosed?: 'refuse' | 'mend';
}

const WRAPPED_LINES = 'Every line stands in quotation marks as a whole. They were taken off, and what is inside was read as the row.';
const HEAD_CHARACTERS = 65_536;
/** A workbook is held while it is read, packed as it is. */
const MOST_WORKBOOK_BYTES = 100 * 1024 * 1024;

/** Looks a file of rows over: CSV and its kin in any encoding, or an Excel workbook. `open` is called more than once. Refused in a sentence. */
export async function openTable(open: () => Readable, options: TableOptions = {}): Promise<OpenedTable> {
  const looked = await lookOver(open);
  if (looked.sizeBytes === 0) return { ok: false, why: 'The file is empty.' };
  const start = await startOf(open);
  try {
    const refused = refusedKind(start);
    if (refused) return { ok: false, why: refused };
    if (start.readUInt32BE(0) === 0x504b0304) return { ok: true, table: await workbookOf(open, looked) };
    const head = await headOf(open, looked.encoding);
    const why = refusedText(head);
    if (why) return { ok: false, why };
    const inside = separatorInside(head);
    const separator = inside ?? separatorOf(head);
    const form = { encoding: looked.encoding, separator, isWrapped: inside !== null, unclosed: options.unclosed ?? 'refuse', oldBreaks: !head.includes('\n') && head.includes('\r') } as const;
    return { ok: true, table: { kind: 'text', ...looked, separator, sheets: [textSheet(open, form)], hiddenSheets: [], notes: inside === null ? [] : [WRAPPED_LINES] } };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message };
    throw problem;
  }
}

/** What a file is by its first bytes, when it is nothing that is read here. */
function refusedKind(start: Buffer): string | null {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => start[index] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return 'This is an old Excel workbook (.xls), or one locked with a password. Open it, save it as “Excel workbook (.xlsx)” or CSV without a password, and send that.';
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'This is a PDF. Ask for the same figures as CSV or XLSX.';
  if (begins(0x1f, 0x8b) || begins(0x52, 0x61, 0x72, 0x21) || begins(0x37, 0x7a, 0xbc, 0xaf)) return 'This is a packed archive. Unpack it and send the file inside.';
  if (begins(0x89, 0x50, 0x4e, 0x47) || begins(0xff, 0xd8, 0xff) || begins(0x47, 0x49, 0x46, 0x38)) return 'This is a picture, not a table. Ask for the same figures as CSV or XLSX.';
  return null;
}

function refusedText(head: string): string | null {
  if (/^\s*<(!doctype|html|head|table)/i.test(head)) return 'This is a web page, not a CSV file. The download may have failed.';
  if (/^\s*<\?xml/i.test(head)) return 'This is an XML file, not a table. Ask for the same figures as CSV or XLSX.';
  const strange = head.slice(0, 4096).match(/[\u0001-\u0008\u000b\u000c\u000e-\u001f]/g)?.length ?? 0;
  return strange > 20 ? 'This does not look like text: it is not a CSV file. Save the table as CSV or XLSX and send that.' : null;
}

async function startOf(open: () => Readable): Promise<Buffer> {
  const source = open();
  let start = Buffer.alloc(0);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    start = Buffer.concat([start, chunk.subarray(0, 16)]);
    if (start.length >= 16) break;
  }
  source.destroy();
  return start.length >= 4 ? start : Buffer.concat([start, Buffer.alloc(4)]);
}

async function headOf(open: () => Readable, encoding: Encoding): Promise<string> {
  let head = '';
  const source = open();
  for await (const text of textOf(() => source, encoding)) {
    head += text;
    if (head.length > HEAD_CHARACTERS) break;
  }
  source.destroy();
  return head.slice(0, HEAD_CHARACTERS);
}

interface TextForm {
  readonly encoding: Encoding;
  readonly separator: string;
  /** Each line stands in quotation marks as a whole. */
  readonly isWrapped: boolean;
  readonly unclosed: 'refuse' | 'mend';
  /** Lines end in a carriage return alone, as on old Macintoshes. */
  readonly oldBreaks: boolean;
}

function textSheet(open: () => Readable, form: TextForm): TableSheet {
  return {
    name: null,
    batches: () => textBatches(open, form),
    head: (count) => firstRows(textBatches(open, form), count),
  };
}

async function* textBatches(open: () => Readable, form: TextForm): AsyncGenerator<readonly TableRow[]> {
  const splitter = new RowSplitter(form);
  const source = open();
  let isFirst = true;
  try {
    for await (const piece of textOf(() => source, form.encoding)) {
      let text = form.oldBreaks ? piece.replaceAll('\r', '\n') : piece;
      // A hint for spreadsheets, which they do not show as a row.
      if (isFirst) text = text.replace(/^sep=[,;|\t]\r?\n/i, '');
      isFirst &&= piece === '';
      const rows = splitter.push(text);
      if (rows.length > 0) yield mended(rows, form);
    }
    const rows = splitter.end();
    if (rows.length > 0) yield mended(rows, form);
  } finally {
    source.destroy();
  }
}

function mended(rows: readonly TableRow[], { encoding, isWrapped, separator }: TextForm): readonly TableRow[] {
  const cut = isWrapped ? unwrapped(rows, separator) : rows;
  // A file pasted together of Windows text and UTF-8 is Windows text as a whole, and undone cell by cell.
  return encoding === 'double-utf-8' || encoding === 'windows-1252' ? cut.map((row) => ({ ...row, cells: row.cells.map(undoubled) })) : cut;
}

async function firstRows(batches: AsyncIterable<readonly TableRow[]>, count: number): Promise<readonly TableRow[]> {
  const first: TableRow[] = [];
  for await (const batch of batches) {
    first.push(...batch.slice(0, count - first.length));
    if (first.length >= count) break;
  }
  return first;
}

async function workbookOf(open: () => Readable, looked: { readonly sha256: Buffer; readonly sizeBytes: number }): Promise<TableFile> {
  if (looked.sizeBytes > MOST_WORKBOOK_BYTES) throw new UnreadableFile('This spreadsheet is larger than 100 MB. Save the sheet as CSV and send that.');
  const bytes = await allOf(open);
  const all = await lookIntoWorkbook(bytes);
  const sheets = all.filter((sheet) => !sheet.isHidden);
  return {
    kind: 'workbook', encoding: 'utf-8', separator: null, sha256: looked.sha256, sizeBytes: looked.sizeBytes, hiddenSheets: all.filter((sheet) => sheet.isHidden).map(({ name }) => name), notes: [],
    sheets: sheets.map(({ name, index }) => ({ name, batches: () => sheetRows(bytes, index), head: (count) => firstRows(sheetRows(bytes, index, count * 4), count) })),
  };
}

async function allOf(open: () => Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of open() as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
