import { Readable } from 'node:stream';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { openSpendFile } from './open-spend-file.ts';
import { spendLine } from './spend-lines.ts';
import { isRefused, type RefusedRow, type SpendRow } from './spend-row.ts';
import { headingStyles, writeStyle } from './spend-styles.fixture.ts';

async function read(content: Buffer | string) {
  const opened = await openSpendFile(() => Readable.from([Buffer.from(content as string)]));
  if (!opened.ok) throw new Error(opened.why);
  const rows: (SpendRow | RefusedRow)[] = [];
  for await (const row of opened.file.rows()) rows.push(row);
  return { file: opened.file, rows, lines: rows.map((row) => spendLine(row, opened.file)) };
}
const whyNot = (content: string) => read(content).then(() => 'read', (problem: Error) => problem.message);

describe('every style of headings there is a row for, written in its own mixture of dates, amounts, encodings and totals', () => {
  test.each(headingStyles().map((style, index) => [style.line.replaceAll(/=\w+/g, ''), style, index] as const))('AN-16: %s', async (_line, style, index) => {
    const written = writeStyle(style, index);
    const { file, rows } = await read(written.bytes);
    const expected = Object.fromEntries((['date', 'amount', 'supplier', 'unit'] as const).map((field) => [field, style.columns.find((column) => column.field === field)?.heading]));
    expect({ date: file.mapping.date?.column, amount: file.mapping.amount?.column, supplier: file.mapping.supplier?.column, unit: file.mapping.unit?.column }).toEqual(expected);
    expect([file.encoding, file.headerRow]).toEqual([written.encoding, written.headerRow]);
    const payments = rows.filter((row): row is SpendRow => !isRefused(row)).map(({ row, date, amountPence, supplier, unit }) => ({ row, date, amountPence: Number(amountPence), supplier, unit }));
    expect(payments).toEqual(written.truth);
    expect(rows.filter((row) => isRefused(row) && row.notPayment === true)).toHaveLength(written.asides);
  });
});

describe('how the rows of headings stand', () => {
  const body = 'Adults,Firm 1 Ltd,13/04/2019,1.50\nPlace,Firm 2 Ltd,14/04/2019,2.50\n';
  test('AN-16: headings over two rows are put together, and their second row is no payment', async () => {
    const { file, lines } = await read(`Directorate,Supplier,Payment,Net\n,Name,Date,Amount\n${body}Directorate,Supplier,Payment,Net\n,Name,Date,Amount\n${body}`);
    expect([file.headerRow, file.mapping.date?.column, file.mapping.amount?.column, file.mapping.supplier?.column]).toEqual([2, 'Payment Date', 'Net Amount', 'Supplier Name']);
    expect(lines.filter((line) => !('refused' in line)).map((line) => [line.row, line.unit])).toEqual([[3, 'Adults'], [4, 'Place'], [7, 'Adults'], [8, 'Place']]);
  });
  test('groups of columns named above the headings belong to them; a title does not', async () => {
    const { file, lines } = await read(`Payments to suppliers,,,\nService,Supplier,Payment,\nArea,Name,Date,Amount\n${body}`);
    expect([file.headerRow, file.mapping.unit?.column, file.mapping.supplier?.column, file.mapping.amount?.column, lines.length]).toEqual([3, 'Service Area', 'Supplier Name', 'Amount', 2]);
  });
  test('a comma that nobody quoted shifts a row, which is refused and not read as a pound; a last column without a heading shifts nothing', async () => {
    const { lines } = await read(`Directorate,Supplier Name,Payment Date,Amount\n${body}Adults,Firm 3 Ltd,13/04/2019,1,234.50\n${body}`);
    expect(lines[2]).toEqual({ row: 4, refused: 'more cells than there are headings: a comma without quotation marks has shifted them', column: 'Amount' });
    expect((await read(`Directorate,Supplier Name,Payment Date,Amount\n${body.replaceAll('.50', '.50,paid')}`)).lines).toMatchObject([{ amountPence: 150 }, { amountPence: 250 }]);
  });
  test('a second row that says how cells are written adds nothing to the headings', async () => {
    const { file, lines } = await read(`Directorate,Supplier Name,Payment Date,Net Amount\n,,(dd/mm/yyyy),£\n${body}`);
    expect([file.headerRow, file.mapping.date?.column, lines.length]).toEqual([2, 'Payment Date', 2]);
  });
  test('a total below says nothing of a column that is otherwise empty', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `,Firm ${index} Ltd,2019-04-13,${index}.50`).join('\n');
    expect((await read(`Supplier,Supplier Name,Payment Date,Amount\n${rows}\nTotal,,,450.00\n`)).file.mapping.supplier?.column).toBe('Supplier Name');
  });
  test('“Organisation” is the publisher where it never changes', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `Wantshire,Firm ${index} Ltd,2019-04-13,${index}.50`).join('\n');
    expect(await whyNot(`Organisation,Details,Payment Date,Amount\n${rows}\n`)).toContain('who was paid');
  });
  test('amounts in thousands are not pounds, and nobody is told they are', async () => {
    expect(await whyNot(`Directorate,Supplier Name,Payment Date,Amount (£000s)\n${body}`)).toContain('in thousands of pounds');
  });
  test('cells kept from a spreadsheet’s changes, dates with other dashes, and a total that has a date', async () => {
    const { lines } = await read('Directorate,Supplier Name,Company Number,Payment Date,Amount\nAdults,A Ltd,"=""00123456""","=""13/04/2019""",5\nAdults,B Ltd,,14–04–2019,6\nTotal,,,30/04/2019,11\n');
    expect(lines).toEqual([
      { row: 2, date: '2019-04-13', amountPence: 500, supplier: 'A Ltd', unit: 'Adults', companyNumber: '00123456' }, { row: 3, date: '2019-04-14', amountPence: 600, supplier: 'B Ltd', unit: 'Adults', companyNumber: null }, { row: 4, refused: 'A total, not a payment', column: null },
    ]);
  });
  test('a heading over two columns, a code and its name: the name is who was paid', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => `Adults,${1000 + index},Firm ${index} Ltd,2019-04-13,'1.50`).join('\n');
    const { file, lines } = await read(`Directorate,Supplier,,Payment Date,Net Amount\n${rows}\n`);
    expect(file.mapping.supplier).toMatchObject({ column: '', index: 2 });
    expect(lines[1]).toMatchObject({ row: 3, supplier: 'Firm 1 Ltd', amountPence: 150 });
  });
  test('a total with its VAT gives way to what it is made of only where they add up and some VAT was paid', async () => {
    const amounts = async (row: (pence: number) => string, vat = 'VAT') => (await read(`Goods,${vat},Total,Supplier,Date\n${Array.from({ length: 12 }, (_, index) => `${row(1000 + index * 10)},Firm ${index} Ltd,2019-04-13`).join('\n')}\n`)).file.mapping.amount?.column;
    expect(await amounts((pence) => `${pence}.00,${pence / 5}.00,${(pence * 6) / 5}.00`)).toBe('Goods');
    expect(await amounts((pence) => `${pence}.00,0.00,${pence}.00`)).toBe('Total');
    expect(await amounts((pence) => `${pence}.00,${pence / 5}.00,${pence * 2}.00`)).toBe('Total');
    expect(await amounts((pence) => `${pence}.00,${pence / 5}.00,${(pence * 6) / 5}.00`, 'Irrecoverable VAT')).toBe('Total');
  });
  test('a department that is the publisher throughout gives way, and is kept where nothing else says who spent', async () => {
    const unit = async (headings: string, cells: string) => (await read(`${headings},Supplier,Date,Amount\n${Array.from({ length: 12 }, (_, index) => `${cells},Firm ${index} Ltd,2019-04-13,${index}.50`).join('\n')}\n`)).file.mapping.unit?.column;
    expect(await unit('Department,Cost Centre Name', 'Wantshire Borough Council,Parks')).toBe('Cost Centre Name');
    expect(await unit('Department,Cost Centre Name', 'Public Health,Parks')).toBe('Department');
    expect(await unit('Department,Other', 'Wantshire Borough Council,x')).toBe('Department');
  });
  test('Windows text with UTF-8 pasted among it is put right cell by cell', async () => {
    const { file, lines } = await read(Buffer.concat([Buffer.from('Directorate,Supplier Name,Payment Date,Amount\nAdults,Caf\xe9 One,13/04/2019,5\n', 'latin1'), Buffer.from('Adults,Café Two’s,14/04/2019,6\n')]));
    expect([file.encoding, lines[0]!.supplier, lines[1]!.supplier]).toEqual(['windows-1252', 'Café One', 'Café Two’s']);
  });
  test('a hidden sheet is named, since it is not read', async () => {
    const rows = [['Date', 'Supplier', 'Net amount'], ['13/04/2019', 'A Ltd', 5]];
    const { file, lines } = await read(Buffer.from(await writeXlsx({ sheets: [{ name: 'April', rows }, { name: 'Old', hidden: true, rows }] })));
    expect(lines).toHaveLength(1);
    expect(file.notes).toContain('Not read, as the sheet is hidden in the workbook: Old.');
  });
});
