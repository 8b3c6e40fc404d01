import { Readable } from 'node:stream';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { checkRows, countRows, rowLine, summaryLine, type CheckedRow } from './check-register.ts';
import { openRegisterFile } from './register-file.ts';

type Cells = readonly (string | number | Date | null)[][];
async function opened(sheets: { name: string; hidden?: boolean; rows: Cells }[], map: Readonly<Record<string, string>> = {}) {
  const bytes = Buffer.from(await writeXlsx({ sheets: sheets as never }));
  const found = await openRegisterFile(() => Readable.from([bytes]), map);
  if (!found.ok) return { why: found.why, headings: found.headings };
  const rows: CheckedRow[] = [];
  for await (const row of checkRows(found.file)) rows.push(row);
  return { file: found.file, counts: await countRows(found.file), lines: rows.map((row) => (row.kind === 'skipped' ? row : rowLine(row))), summary: summaryLine(found.file, await countRows(found.file)) };
}

const HEADINGS = ['Contract Reference', 'Contract Title', 'Supplier Name', 'Start Date', 'End Date', 'Contract Value'];
const contract = (reference: string, title: string, value: number | string = 1000) => [reference, title, 'A Ltd', '01/04/2026', '31/03/2027', value];

describe('a register on several sheets', () => {
  test('XC-12: every sheet with the headings of contracts is read by its own columns; the others are named with the reason', async () => {
    const { file, lines, counts } = await opened([
      { name: 'Read me', rows: [['About this register']] },
      { name: 'Adults', rows: [['Adults’ contracts'], HEADINGS, contract('A1', 'Home care'), contract('A2', 'Day care', 'lots')] },
      { name: 'Suppliers', rows: [['Supplier Name', 'Company Number', 'Contract Title', 'Postcode'], ['A Ltd', '01234569', 'Home care', 'AB1 2CD']] },
      { name: 'Place', rows: [['Title', 'Value', 'Supplier', 'Start', 'End'], ['Street lights', 250.5, 'B Ltd', new Date(Date.UTC(2026, 3, 1)), new Date(Date.UTC(2028, 2, 31))]] },
      { name: 'Old', hidden: true, rows: [HEADINGS, contract('O1', 'Gone')] },
    ]) as Exclude<Awaited<ReturnType<typeof opened>>, { why: string }>;
    expect(file.sheets.map(({ name, headerRow }) => [name, headerRow])).toEqual([['Adults', 2], ['Place', 1]]);
    expect(counts).toEqual({ rows: 3, refused: 1, skipped: 0 });
    expect(lines).toMatchObject([
      { sheet: 'Adults', row: 3, ContractTitle: 'Home care', ContractValue: 1000 }, { sheet: 'Adults', row: 4, column: 'Contract Value', refused: 'unreadable amount: "lots"' },
      { sheet: 'Place', row: 2, ContractTitle: 'Street lights', ContractValue: 250.5, StartDate: '2026-04-01', EndDate: '2028-03-31', SupplierName: 'B Ltd' },
    ]);
    expect(file.notes).toEqual(['2 sheets were read: Adults, Place. If one repeats another, its contracts are here twice.', 'Not read: Old (hidden), Read me (no headings of contracts), Suppliers (too few columns of a contract).']);
  });
  test('one sheet of contracts is read as before, without a sheet beside the rows', async () => {
    const { lines, file } = await opened([{ name: 'Register', rows: [HEADINGS, contract('A1', 'Home care')] }, { name: 'Empty', rows: [] }]) as Exclude<Awaited<ReturnType<typeof opened>>, { why: string }>;
    expect(lines[0]).not.toHaveProperty('sheet');
    expect(file.notes).toEqual(['Only the sheet “Register” was read. Not read: Empty (empty).']);
  });
  test('what a person names is looked for on every sheet; one without it is left out, and none with it is refused', async () => {
    const sheets = [{ name: 'One', rows: [HEADINGS, contract('A1', 'Home care')] as Cells }, { name: 'Two', rows: [['What it is', ...HEADINGS.slice(2)], ['Roads', ...contract('', '').slice(2)]] as Cells }];
    expect(await opened(sheets, { ContractTitle: 'What it is' })).toMatchObject({ lines: [{ ContractTitle: 'Roads' }], file: { notes: ['Only the sheet “Two” was read. Not read: One (not all the headings that were named).'] } });
    expect(await opened(sheets, { ContractTitle: 'Nowhere' })).toMatchObject({ why: expect.stringContaining('no column headed Nowhere') as string, headings: HEADINGS });
  });
});
