import { createInflateRaw } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.ts';

/** What a workbook's parts may unpack to. A sheet of a million rows is some 300 MB of XML; its other parts are far smaller. */
const MOST_SHEET_BYTES = 768 * 1024 * 1024;
const MOST_STRINGS_BYTES = 192 * 1024 * 1024;
const MOST_OTHER_BYTES = 32 * 1024 * 1024;
const MOST_PARTS = 2000;
/** Rows of figures shrink ten or thirty times. What shrinks far more, and is large, is a trap. */
const [MOST_SHRUNK, LARGE] = [250, 32 * 1024 * 1024];
const READ_FOR_NAMES = /^(?:xl\/workbook\.xml|\[Content_Types\]\.xml)$/;

const BROKEN = 'This spreadsheet cannot be read: the file is damaged or was saved in an unusual way. Open it, save it again as “Excel workbook (.xlsx)” or CSV, and send that.';
const TRAP = 'This spreadsheet unpacks to far more than a table holds, so it was not read. Save the sheet as CSV and send that.';

export interface WorkbookSheet {
  readonly name: string;
  /** Where it stands among all the workbook's sheets, counting from 0. */
  readonly index: number;
  readonly isHidden: boolean;
}

interface Part {
  readonly name: string;
  readonly method: number;
  readonly start: number;
  readonly packed: number;
}

/**
 * Unpacks every part of a workbook once, counting and keeping nothing, before anything reads it: a trap is noticed while it is small.
 * Throws `UnreadableFile`: damaged, no workbook, macros, document type declarations (which could name other files), more than a table holds.
 * @returns its sheets in their order
 */
export async function lookIntoWorkbook(bytes: Buffer): Promise<readonly WorkbookSheet[]> {
  const parts = partsOf(bytes);
  const names = new Set(parts.map((part) => part.name));
  if (names.size !== parts.length) throw new UnreadableFile(BROKEN);
  if (names.has('mimetype') && !names.has('xl/workbook.xml')) throw new UnreadableFile('This is an OpenDocument file. Save it as “Excel workbook (.xlsx)” or CSV, and send that.');
  if (names.has('xl/workbook.bin')) throw new UnreadableFile('This is a binary Excel workbook (.xlsb). Save it as “Excel workbook (.xlsx)” or CSV, and send that.');
  if (!names.has('xl/workbook.xml')) throw new UnreadableFile('This is a ZIP archive, not a spreadsheet. Unpack it and send the file inside.');
  if (parts.some((part) => /(?:^|\/)vba/i.test(part.name))) throw new UnreadableFile('This workbook holds macros, which are not taken here. Save it as “Excel workbook (.xlsx)” and send it again.');
  let workbook = '';
  for (const part of parts) {
    const text = await unpack(bytes, part);
    if (part.name === 'xl/workbook.xml') workbook = text;
  }
  return sheetsOf(workbook);
}

/** The parts by the archive's own list at its end, which is what readers go by. */
function partsOf(bytes: Buffer): Part[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw new UnreadableFile(BROKEN);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_PARTS) throw new UnreadableFile(TRAP);
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new UnreadableFile(BROKEN);
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const [packed, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50) throw new UnreadableFile(BROKEN);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (start + packed > bytes.length) throw new UnreadableFile(BROKEN);
    parts.push({ name: bytes.toString('utf8', at + 46, at + 46 + nameLength), method: bytes.readUInt16LE(at + 10), start, packed });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

async function unpack(bytes: Buffer, part: Part): Promise<string> {
  const packed = bytes.subarray(part.start, part.start + part.packed);
  const most = part.name.startsWith('xl/worksheets/') ? MOST_SHEET_BYTES : /sharedStrings/i.test(part.name) ? MOST_STRINGS_BYTES : MOST_OTHER_BYTES;
  const kept: Buffer[] = [];
  let size = 0;
  const look = (chunk: Buffer) => {
    // A declaration stands at the head of a part; it could make names stand for other files or for endless text.
    if (size < 65_536 && /\.(?:xml|rels)$/i.test(part.name) && /<!(?:DOCTYPE|ENTITY)/i.test(chunk.toString('latin1'))) throw new UnreadableFile(BROKEN);
    size += chunk.length;
    if (size > most || (size > LARGE && size > part.packed * MOST_SHRUNK)) throw new UnreadableFile(TRAP);
    if (READ_FOR_NAMES.test(part.name)) kept.push(chunk);
  };
  if (part.method === 0) look(packed);
  else if (part.method === 8) await inflate(packed, look);
  else throw new UnreadableFile(BROKEN);
  return Buffer.concat(kept).toString('utf8');
}

async function inflate(packed: Buffer, look: (chunk: Buffer) => void): Promise<void> {
  const stream = createInflateRaw({ chunkSize: 65_536 });
  stream.end(packed);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) look(chunk);
  } catch (problem) {
    if (problem instanceof UnreadableFile) throw problem;
    throw new UnreadableFile(BROKEN);
  } finally {
    stream.destroy();
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string => text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_whole, name: string) => ENTITIES[name]!);

function sheetsOf(workbook: string): WorkbookSheet[] {
  const found = [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes]) => attributes!)
    .filter((attributes) => /\bname="[^"]+"/.test(attributes) && /:id="[^"]+"/.test(attributes));
  return found.map((attributes, index) => ({ name: decoded(/\bname="([^"]+)"/.exec(attributes)![1]!), index, isHidden: /\bstate="(?:hidden|veryHidden)"/.test(attributes) }));
}
