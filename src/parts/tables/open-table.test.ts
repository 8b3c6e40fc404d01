import { Readable } from 'node:stream';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { openTable } from './open-table.ts';

const TEXT = 'Name,Amount\nCafé £ “works”,1\n';
const source = (bytes: Buffer | string, piece = 7) => () => Readable.from(function* pieces() {
  const all = Buffer.from(bytes as string);
  for (let at = 0; at < all.length; at += piece) yield all.subarray(at, at + piece);
}(), { objectMode: false });

async function rowsOf(bytes: Buffer | string): Promise<{ encoding: string; rows: (readonly string[])[]; sheets: (string | null)[] }> {
  const opened = await openTable(source(bytes, 65_536));
  if (!opened.ok) throw new Error(opened.why);
  const rows: (readonly string[])[] = [];
  for (const sheet of opened.table.sheets) for await (const batch of sheet.batches()) rows.push(...batch.map((row) => row.cells));
  return { encoding: opened.table.encoding, rows, sheets: opened.table.sheets.map((sheet) => sheet.name) };
}
const whyNot = async (bytes: Buffer | string): Promise<string> => {
  const opened = await openTable(source(bytes, 65_536));
  return opened.ok ? 'read' : opened.why;
};

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(TEXT)], ['utf-8-bom', Buffer.from(`\uFEFF${TEXT}`)], ['double-utf-8', Buffer.from(Buffer.from(`\uFEFF${TEXT}`).toString('latin1'))],
    ['utf-16le', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')], ['utf-16be', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()], ['windows-1252', Buffer.from('Name,Amount\nCaf\xe9 \xa3 \x93works\x94,1\n', 'latin1')],
  ])('%s, cut anywhere', async (encoding, bytes) => {
    for (const piece of [1, 3, 1000]) {
      const opened = await openTable(source(bytes, piece));
      expect(opened.ok && opened.table.encoding).toBe(encoding);
      expect(opened.ok && (await opened.table.sheets[0]!.head(5)).map((row) => row.cells)).toEqual([['Name', 'Amount'], ['Café £ “works”', '1']]);
    }
  });
  test('a byte at the very end that is no UTF-8 makes it Windows text; zeros are taken out', async () => {
    expect((await rowsOf(Buffer.concat([Buffer.from(`a,b\n${'x,y\n'.repeat(50_000)}`), Buffer.from([0x63, 0x2c, 0xe9])]))).rows.at(-1)).toEqual(['c', 'é']);
    expect((await rowsOf('a,b\nx\0y,1\n')).rows[1]).toEqual(['xy', '1']);
  });
  test('lines of old Macintoshes, and a hint for spreadsheets', async () => {
    expect((await rowsOf('a;b\r1;2\r')).rows).toEqual([['a', 'b'], ['1', '2']]);
    expect((await rowsOf('sep=;\r\na;b\r\n1;2\r\n')).rows).toEqual([['a', 'b'], ['1', '2']]);
  });
});

describe('lines that stand in quotation marks as a whole', () => {
  test('they are taken apart, marks inside them and all, and it is said', async () => {
    const opened = await openTable(source('"Date,Supplier,Amount"\r\n"01/04/2024,""A, B & Co"",""1,200.00"""\r\n"02/04/2024,C Ltd,5"\r\n\r\n"03/04/2024,""The """"Works"""""",6"\r\n', 5));
    expect(opened.ok && [opened.table.separator, opened.table.notes]).toEqual([',', [expect.stringContaining('quotation marks as a whole')]]);
    expect(opened.ok && (await opened.table.sheets[0]!.head(9)).map((row) => [row.row, ...row.cells])).toEqual([[1, 'Date', 'Supplier', 'Amount'], [2, '01/04/2024', 'A, B & Co', '1,200.00'], [3, '02/04/2024', 'C Ltd', '5'], [5, '03/04/2024', 'The "Works"', '6']]);
  });
  test('a title above them, headings that are not wrapped, and semicolons inside', async () => {
    expect((await rowsOf('Payments\nDate;Supplier;Amount\n"01/04/2024;A;5"\n"02/04/2024;B;6"\n"03/04/2024;C;7"\n"04/04/2024;D;8"\n')).rows).toEqual([['Payments'], ['Date', 'Supplier', 'Amount'], ['01/04/2024', 'A', '5'], ['02/04/2024', 'B', '6'], ['03/04/2024', 'C', '7'], ['04/04/2024', 'D', '8']]);
  });
  test('one column of names with a comma in each stays one column; a cell in marks is only a cell', async () => {
    expect((await rowsOf('"Name"\n"Smith, John"\n"Jones, Ann"\n')).rows).toEqual([['Name'], ['Smith, John'], ['Jones, Ann']]);
    expect((await rowsOf('"a","b"\n"1,2","3"\n')).rows).toEqual([['a', 'b'], ['1,2', '3']]);
  });
});

describe('what is no table is refused in a sentence', () => {
  test.each([
    ['empty', '', 'The file is empty'], ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '(.xls)'], ['a PDF', '%PDF-1.7', 'PDF'], ['a page', '<!DOCTYPE html><html>', 'web page'], ['XML', '<?xml version="1.0"?><a/>', 'XML'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture'], ['packed', Buffer.from('1f8b0800', 'hex'), 'archive'], ['bytes', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 37) % 32)), 'not look like text'],
    ['a broken archive', 'PK\u0003\u0004rest', 'damaged'], ['another archive', Buffer.from(zipSync({ 'a.txt': strToU8('x') })), 'ZIP archive'],
  ])('%s', async (_name, bytes, words) => expect(await whyNot(bytes)).toContain(words));
});

describe('workbooks', () => {
  const workbook = async (...sheets: { name: string; rows: (string | number | boolean | Date | null)[][] }[]) => Buffer.from(await writeXlsx({ sheets }));
  const repacked = (bytes: Buffer, change: (parts: Record<string, Uint8Array>) => void) => {
    const parts = unzipSync(bytes);
    change(parts);
    return Buffer.from(zipSync(parts));
  };

  test('sheets in order; dates, numbers and truth as text; rows as the spreadsheet counts them', async () => {
    const bytes = await workbook({ name: 'One & two', rows: [['Date', 'Amount', 'Yes'], [new Date(Date.UTC(2018, 8, 7)), 1428.6399999999999, true], [null, null, null], [new Date(Date.UTC(2018, 8, 8)), -5, false]] }, { name: 'Notes', rows: [['=cmd|x']] });
    expect(await rowsOf(bytes)).toEqual({ encoding: 'utf-8', sheets: ['One & two', 'Notes'], rows: [['Date', 'Amount', 'Yes'], ['2018-09-07', '1428.6399999999999', 'TRUE'], ['2018-09-08', '-5', 'FALSE'], ['=cmd|x']] });
    const opened = await openTable(source(bytes, 65_536));
    expect(opened.ok && (await opened.table.sheets[0]!.head(9)).map((row) => row.row)).toEqual([1, 2, 4]);
  });
  test('a trap that unpacks to far more than a table, a declaration that names other files, macros, parts twice: none is read', async () => {
    const good = await workbook({ name: 'A', rows: [['a', 'b']] });
    const part = 'xl/worksheets/sheet1.xml';
    expect(await whyNot(repacked(good, (parts) => void (parts[part] = Buffer.concat([Buffer.from(parts[part]!), Buffer.alloc(48 * 1024 * 1024, 32)]))))).toContain('far more than a table holds');
    expect(await whyNot(repacked(good, (parts) => void (parts[part] = strToU8(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>`))))).toContain('cannot be read');
    expect(await whyNot(repacked(good, (parts) => void (parts['xl/vbaProject.bin'] = strToU8('x'))))).toContain('macros');
    expect(await whyNot(good.subarray(0, good.length - 30))).toContain('damaged');
    expect(await whyNot(repacked(good, (parts) => void (parts[part] = strToU8('<worksheet><sheetData><row r="1"><c r="A1"')))).then((why) => why === 'read' || why.includes('cannot be read'))).toBe(true);
  });
});
