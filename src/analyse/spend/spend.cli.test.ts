import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookOverSpendCli, type LookOverSpendArguments } from './spend.cli.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'wantsum-spend-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function lookOver(content: string | Buffer, rest: Partial<LookOverSpendArguments> = {}) {
  const file = rest.file ?? join(folder, `${++files}.csv`);
  if (!rest.file) await writeFile(file, content);
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = ['', ''];
  out.on('data', (chunk: Buffer) => (texts[0] += chunk.toString()));
  err.on('data', (chunk: Buffer) => (texts[1] += chunk.toString()));
  const status = await lookOverSpendCli({ file, json: true, ...rest }, { out, err });
  await new Promise((resolve) => setImmediate(resolve));
  return { status, out: texts[0]!, err: texts[1]!, lines: texts[0]!.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as unknown) };
}

// No database is opened by any of these.
describe('import spend FILE --dry-run --json', () => {
  test('AN-16: the first line says what was understood, then one line a row in file order', async () => {
    const { status, lines, err } = await lookOver('Directorate,Supplier Name,Company Number,Paid Date,Net Amount\nAdults,A Ltd,01234567,07/09/2018,"1,200.00"\nAdults,B Ltd,,31/02/2018,5\n,Total,,,1205.00\n,C Ltd,,08/09/2018,(0.50)\n');
    expect(lines).toEqual([
      {
        mapping: {
          date: { column: 'Paid Date', index: 3, confidence: 1 }, amount: { column: 'Net Amount', index: 4, confidence: 1 }, credit: null, supplier: { column: 'Supplier Name', index: 1, confidence: 1 }, unit: { column: 'Directorate', index: 0, confidence: 1 },
          service: null, purpose: null, category: null, transactionNumber: null, companyNumber: { column: 'Company Number', index: 2, confidence: 1 }, charityNumber: null, supplierNumber: null, capital: null,
        },
        encoding: 'utf-8', headerRow: 1, rows: 4, refused: 2, notPayments: 1, dateOrder: 'day-first', notes: [],
      },
      { row: 2, date: '2018-09-07', amountPence: 120000, supplier: 'A Ltd', unit: 'Adults', companyNumber: '01234567' },
      { row: 3, refused: 'unreadable date: "31/02/2018"', column: 'Paid Date' },
      { row: 4, refused: 'A total, not a payment', column: null },
      { row: 5, date: '2018-09-08', amountPence: -50, supplier: 'C Ltd', unit: null, companyNumber: null },
    ]);
    expect([status, err]).toEqual([1, '']);
  });
  test('totals alone refuse nothing; the custom is said on stderr beside the mapping', async () => {
    const { status, lines, err } = await lookOver('Date,Supplier,Amount,Service\n04/05/2018,A,1,X\n,Total,1,\n');
    expect([status, lines.length]).toEqual([0, 3]);
    expect(err).toContain('custom in the United Kingdom');
    expect((await lookOver('Date,Supplier,Amount,Service\n04/05/2018,A,1,X\n', { dateOrder: 'month-first' })).lines[1]).toMatchObject({ date: '2018-04-05' });
  });
  test.each([['utf-16le', Buffer.from('\uFEFFDate\tSupplier\tAmount\tService\n13/05/2018\tCafé\t£1.00\tX\n', 'utf16le')], ['windows-1252', Buffer.from('Date,Supplier,Amount,Service\n13/05/2018,Caf\xe9,\xa31.00,X\n', 'latin1')], ['utf-8', Buffer.from('\uFEFFDate;Supplier;Amount;Service\n13/05/2018;Café;£1.00;X\n')]])('%s is named as the web names it', async (encoding, bytes) => {
    const { lines } = await lookOver(bytes);
    expect(lines).toMatchObject([{ encoding }, { row: 2, date: '2018-05-13', amountPence: 100, supplier: 'Café' }]);
  });
  test('--map says what a heading means; a field there is none of, a file there is none of and a map that is none are misuse', async () => {
    expect((await lookOver('Date,Supplier,Amount,Service,Team\n13/05/2018,A,1,X,Y\n', { map: ['Unit=Team'] })).lines[1]).toMatchObject({ unit: 'Y' });
    expect([(await lookOver('', { map: ['colour=Team'] })).status, (await lookOver('', { map: ['nonsense'] })).status, (await lookOver('', { file: join(folder, 'nowhere.csv') })).status]).toEqual([2, 2, 2]);
  });
  test('a file that is none is refused in a sentence, as JSON too', async () => {
    const { status, lines, err } = await lookOver(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    expect([status, lines, err]).toEqual([1, [{ refused: expect.stringContaining('.xls') as string }], expect.stringContaining('.xls')]);
  });
  test('in words without --json', async () => {
    const { out } = await lookOver('Date,Supplier,Amount,Service\n13/05/2018,A,1,X\n', { json: false });
    expect(out).toContain('1 row, 0 refused, 0 left out (totals, notes). Encoding utf-8; headings on row 1; dates read day first.');
    expect(out).toContain('amount from "Amount" (96% sure)');
  });
});
