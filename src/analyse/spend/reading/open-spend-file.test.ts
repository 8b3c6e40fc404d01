import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { openSpendFile, type SpendFileOptions } from './open-spend-file.ts';
import { isWithheld } from './read-row.ts';
import { countSpend } from './spend-lines.ts';
import { isRefused, type SpendFile, type SpendRow } from './spend-row.ts';

const HEAD = 'Payment Date,Supplier Name,Amount,Directorate\n';

async function opened(content: Buffer | string, options: SpendFileOptions = {}): Promise<SpendFile> {
  const found = await openSpendFile(() => Readable.from([Buffer.from(content as string)]), options);
  if (!found.ok) throw new Error(found.why);
  return found.file;
}
const whyNot = async (content: Buffer | string, options: SpendFileOptions = {}) => opened(content, options).then(() => 'read', (problem: Error) => problem.message);
async function read(content: Buffer | string, options: SpendFileOptions = {}) {
  const file = await opened(content, options);
  const rows = [];
  for await (const row of file.rows()) rows.push(row);
  return { file, rows, good: rows.filter((row): row is SpendRow => !isRefused(row)), refused: rows.filter(isRefused) };
}

describe('as councils publish it', () => {
  test.each([
    ['manchester-2022-05', 'Invoice Payment Date', 'Net Amount', 'Service Area', 'net'], ['newcastle-2019-09', 'Paid Date', 'Total (excludes VAT)', 'Directorate', 'net'], ['calderdale-2015-12-card', 'Transaction Date', 'Net Amount', 'Expense Area', 'net'],
  ] as const)('AN-16: %s is understood without help, every row to the penny', async (name, date, amount, unit, vat) => {
    const bytes = readFileSync(join(import.meta.dirname, `fixtures/${name}-excerpt.csv`));
    const { file, rows } = await read(bytes);
    expect([file.mapping.date?.column, file.mapping.amount?.column, file.mapping.supplier?.column, file.mapping.unit?.column, file.encoding, file.headerRow]).toEqual([date, amount, 'Supplier Name', unit, 'utf-8', 1]);
    const cells = parse(bytes.toString('utf8').replace(/^ï»¿/, ''), { columns: true }) as Record<string, string>[];
    expect(rows).toMatchObject(cells.map((cell, index) => ({ row: index + 2, date: cell[date]!, amountPence: BigInt(Math.round(Number(cell[amount]) * 100)), supplier: cell['Supplier Name']!, unit: cell[unit]!, vat })));
  });

  test('AN-16: a title above the headings, blank rows, headings again, totals and notes are none of them payments', async () => {
    const { file, rows, good } = await read(`Payments over £500\n\n,,,\n${HEAD}01/04/2024,A Ltd,"1,200.00",Adults\n\n30/04/2024,Total Gas & Power Ltd,5.00,Adults\n${HEAD},Sub total,"1,205.00",\n,,"1,205.00",\nGrand Total,,1205.00,\n30/04/2024,Total,1205.00,\nPublished under the Open Government Licence,,,\n`);
    expect(file.headerRow).toBe(4);
    expect(good.map((row) => [row.row, row.supplier, row.amountPence])).toEqual([[5, 'A Ltd', 120000n], [7, 'Total Gas & Power Ltd', 500n]]);
    expect(rows.filter(isRefused).map((row) => [row.row, row.refused, row.column])).toEqual([
      [8, 'The headings again, not a payment', null], [9, 'A total, not a payment', null], [10, 'A total, not a payment', null], [11, 'A total, not a payment', null], [12, 'A total, not a payment', null], [13, 'A note, not a payment', null],
    ]);
    expect(await countSpend(file)).toEqual({ rows: 8, refused: 6, notPayments: 6 });
  });

  test('a second table on the same sheet, with other columns, is read by its own headings', async () => {
    const { good } = await read(`${HEAD}01/04/2024,A Ltd,1.00,Adults\nSupplier Name,Category,Payment Date,Amount\nB Ltd,Care,02/04/2024,2.00\nC Ltd,Care,13/04/2024,3.00\n`);
    expect(good.map((row) => [row.date, row.supplier, row.amountPence, row.unit])).toEqual([['2024-04-01', 'A Ltd', 100n, 'Adults'], ['2024-04-02', 'B Ltd', 200n, null], ['2024-04-13', 'C Ltd', 300n, null]]);
  });

  test('every sheet of payments in a workbook is read, and the others are named', async () => {
    const day = (number: number) => new Date(Date.UTC(2024, 3, number));
    const bytes = Buffer.from(await writeXlsx({ sheets: [
      { name: 'Notes', rows: [['About this file']] }, { name: 'April', rows: [['Paid'], ['Date', 'Supplier', 'Net amount', 'Service'], [day(1), 'A Ltd', 1200.5, 'Parks'], [null, null, null, null], ['Total', null, 1200.5, null]] }, { name: 'May', rows: [['Supplier', 'Date', 'Net amount', 'Service'], ['B Ltd', 45413, 3, 'Parks']] },
    ] }));
    const { file, good, refused } = await read(bytes);
    expect(good.map((row) => [row.sheet, row.row, row.date, row.amountPence])).toEqual([['April', 3, '2024-04-01', 120050n], ['May', 2, '2024-05-01', 300n]]);
    expect(refused).toMatchObject([{ sheet: 'April', row: 5, refused: 'A total, not a payment' }]);
    expect(file.notes).toEqual([expect.stringContaining('2 sheets were read: April, May'), 'Left out, as no tables of payments: Notes.']);
  });

  test('names that are withheld, and firms that only sound so', () => {
    expect(['REDACTED PERSONAL DATA', 'Redacted', 'Personal information', 'Withheld', 'REDACTED UNDER DP ACT', '****', 'Confidential', 'Individual'].map(isWithheld)).toEqual(Array<boolean>(8).fill(true));
    expect(['Confidential Waste Ltd', 'Personalised Care Ltd', 'Exempt Accommodation CIC', 'A Ltd', 'Individual Care Services'].map(isWithheld)).toEqual(Array<boolean>(5).fill(false));
  });
});

describe('dates that could be read two ways', () => {
  const dates = (...list: string[]) => `${HEAD}${list.map((date) => `${date},A Ltd,1.00,X\n`).join('')}`;
  test('AN-16: the custom is followed and said; the order can be given', async () => {
    const text = dates('04/05/2023', '06/07/2023');
    const { file, good } = await read(text);
    expect([file.dateOrder, file.notes[0], good[0]!.date]).toEqual(['day-first', expect.stringContaining('They were read day first, as is the custom in the United Kingdom'), '2023-05-04']);
    const told = await read(text, { dateOrder: 'month-first' });
    expect([told.file.dateOrder, told.file.notes, told.good[0]!.date]).toEqual(['month-first', [], '2023-04-05']);
  });
  test('one date at the end of a long file that can only be month first settles it', async () => {
    const { file, good } = await read(dates(...Array<string>(3000).fill('04/05/2023'), '04/28/2023'));
    expect([file.dateOrder, good[0]!.date, good.at(-1)!.date]).toEqual(['month-first', '2023-04-05', '2023-04-28']);
  });
  test('a mixture: those that cannot be in the file’s order are refused, not turned round', async () => {
    const { refused } = await read(dates('28/04/2023', '27/04/2023', '04/28/2023'));
    expect(refused).toEqual([{ row: 4, sheet: null, refused: 'unreadable date: "04/28/2023", when the file’s dates are read day first', column: 'Payment Date', notPayment: false }]);
  });
});

describe('what cannot be known is refused', () => {
  test.each([
    ['no headings', '1,2,3\n4,5,6\n', 'No row of headings'], ['no amount', 'Payment Date,Supplier Name,Directorate\n01/04/2024,A,B\n', '--map "amount=Heading"'], ['no date', 'Supplier,Amount,Directorate\nA,1.00,B\n', '--map "date=Heading"'],
    ['nothing', '', 'empty'], ['blank rows', ',,\n,,\n', 'no rows'],
  ])('%s', async (_name, text, words) => expect(await whyNot(text)).toContain(words));
  test('what a person says is taken over what is found: a heading, a place, or none', async () => {
    const text = 'When,Whomever,How many,Other\n01/04/2024,A,1.00,x\n13/04/2024,B,2.00,y\n';
    expect(await whyNot(text)).toContain('No row of headings');
    const { good, file } = await read(text, { map: { date: 'When', supplier: 'Whomever', amount: '#3' } });
    expect([good.length, good[1]!.supplier, file.mapping.amount]).toEqual([2, 'B', { column: 'How many', index: 2, confidence: 1 }]);
    expect((await opened(`${HEAD}01/04/2024,A,1.00,x\n`, { map: { unit: '' } })).mapping.unit).toBeNull();
    expect(await whyNot(`${HEAD}01/04/2024,A,1.00,x\n`, { map: { date: 'Nowhere' } })).toContain('no column headed Nowhere');
  });
  test('rows say what is wrong with them, and where', async () => {
    const { refused } = await read(`${HEAD}soon,A,1.00,X\n01/04/2024,B,lots,X\n01/04/2024,C,,X\n,D,2.00,X\n01/01/1900,E,2.00,X\n01/04/2024,F,"12,5",X\n01/04/2024,G,€5.00,X\n`);
    expect(refused.map((row) => [row.row, row.refused, row.column])).toEqual([
      [2, 'unreadable date: "soon"', 'Payment Date'], [3, 'unreadable amount: "lots"', 'Amount'], [4, 'no amount', 'Amount'], [5, 'no date', 'Payment Date'], [6, 'not a date anybody pays on: "01/01/1900"', 'Payment Date'],
      [7, 'unreadable amount: "12,5": a comma stands where the decimal point should be', 'Amount'], [8, 'unreadable amount: "€5.00": not in pounds', 'Amount'],
    ]);
  });
});

describe('hostile files', () => {
  test('only headings is no rows; a formula is text; zeros vanish; a name that is missing is none', async () => {
    expect((await read(HEAD)).rows).toEqual([]);
    const { good } = await read(`${HEAD}01/04/2024,"=cmd|' /C calc'!A0",1.00,'=X\n01/04/2024,\0,1.00,\n`);
    expect(good.map((row) => [row.supplier, row.unit, row.redacted])).toEqual([["=cmd|' /C calc'!A0", '=X', false], ['', null, true]]);
  });
  test('a quotation mark never closed spoils one row, not the file', async () => {
    const { good } = await read(`${HEAD}01/04/2024,"Bob's shop,1.00,X\n${'02/04/2024,A Ltd,2.00,X\n'.repeat(500)}`);
    expect([good.length, good[0]!.supplier]).toEqual([501, '"Bob\'s shop']);
  });
  test('16,384 columns, and duplicate and empty headings among them', async () => {
    const wide = `Payment Date,Supplier Name,Amount,${','.repeat(8000)}Amount,${','.repeat(8378)}Directorate\n01/04/2024,A,1.00,${','.repeat(8000)}1.00,${','.repeat(8378)}X\n`;
    const { good } = await read(wide);
    expect(good).toMatchObject([{ amountPence: 100n, unit: 'X' }]);
  });
});
