import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openSpendFile, type SpendFileOptions } from './open-spend-file.ts';
import { spendLine, summaryLine } from './spend-lines.ts';

async function read(content: string, options: SpendFileOptions = {}) {
  const opened = await openSpendFile(() => Readable.from([Buffer.from(content)]), options);
  if (!opened.ok) throw new Error(opened.why);
  const lines: Record<string, unknown>[] = [];
  for await (const row of opened.file.rows()) lines.push(spendLine(row, opened.file));
  return { lines, ...summaryLine(opened.file, { rows: lines.length, refused: 0, notPayments: 0 }) as { mapping: Record<string, { column: string } | null>; notes: string[] } };
}
const whyNot = (content: string, options: SpendFileOptions = {}) => read(content, options).then(() => 'read', (problem: Error) => problem.message);
const pence = (lines: readonly Record<string, unknown>[]) => lines.map((line) => line['amountPence'] ?? line['refused']);
const file = (headings: string, ...amounts: string[]) => `Date,Supplier,${headings}\n${amounts.map((amount, index) => `${10 + index}/04/2024,Firm ${index} Ltd,${amount}\n`).join('')}`;

describe('an amount in two columns', () => {
  test('AN-16: what stands under Credit is taken off, and the mapping and a note say so', async () => {
    const { lines, mapping, notes } = await read(file('Debit,Credit', '"1,200.00",', '0.00,35.50', '7.5,0', ',"£1,000"', '3,-'));
    expect(pence(lines)).toEqual([120000, -3550, 750, -100000, 300]);
    expect([mapping['amount']?.column, mapping['credit']?.column]).toEqual(['Debit', 'Credit']);
    expect(notes).toContain('What stands under “Credit” was taken off, as credits of “Debit”.');
  });
  test.each(['DR,CR', 'Amount Dr,Amount Cr', 'Debit (£),Credit (£)', 'Net Debit,Net Credit', 'DebitAmount,CreditAmount', 'Payments,Receipts', 'Paid Out,Paid In', 'Debits,Credits'])('%s', async (headings) => {
    expect(pence((await read(file(headings, '5.00,', ',2.00', '3.00,'))).lines)).toEqual([500, -200, 300]);
  });
  test('a row that says both, and one that says neither, is refused; a total is no error', async () => {
    const { lines } = await read(`${file('Debit,Credit', '5.00,2.00', ',', '1.00,', ',lots', '6.00,', '7.00,')}Total,,19.00,2.00\n`);
    expect(pence(lines)).toEqual(['unreadable amount: "5.00, 2.00": both a debit and a credit', 'no amount', 100, 'unreadable amount: "lots"', 600, 700, 'A total, not a payment']);
  });
  test('credits that are written below nought are taken off once; one unlike the others is refused', async () => {
    expect(pence((await read(file('Debit,Credit', '5.00,', '6.00,', ',-2.00', ',(3.00)', '9.00,'))).lines)).toEqual([500, 600, -200, -300, 900]);
    expect(pence((await read(file('Debit,Credit', '5.00,', '6.00,', ',-2.00', ',3.00', '9.00,'))).lines)[2]).toContain('below nought, unlike other credits');
  });
  test('where most rows are credits, nobody can say which was paid, until somebody does', async () => {
    const bank = file('Debit,Credit', ',5.00', ',6.00', '1.00,', ',7.00', ',8.00', ',9.00');
    expect(await whyNot(bank)).toContain('Most rows are credits by “Credit”');
    expect(pence((await read(bank, { map: { amount: 'Credit', credit: 'Debit' } })).lines)).toEqual([500, 600, -100, 700, 800, 900]);
    expect(pence((await read(bank, { map: { amount: 'Debit', credit: 'Credit' } })).lines)).toEqual([-500, -600, 100, -700, -800, -900]);
  });
  test('two columns that are commonly filled both are not one amount: “Receipt” may be a number', async () => {
    expect(pence((await read(file('Payment,Receipt', '5.00,10012', '6.00,10013', '7.00,'))).lines)).toEqual([500, 600, 700]);
  });
  test('another column of amounts, and what a person says, is taken over the pair; a column of words is no credit', async () => {
    const three = file('Debit,Credit,Net Amount', '5.00,,5.00', ',2.00,-2.00', '3.00,,3.00');
    expect(await read(three)).toMatchObject({ mapping: { amount: { column: 'Net Amount' }, credit: null } });
    expect(await read(three, { map: { amount: 'Net Amount' } })).toMatchObject({ mapping: { credit: null } });
    expect(await read(file('Debit,Credit', '5.00,yes', '6.00,no', '7.00,yes'))).toMatchObject({ mapping: { amount: { column: 'Debit' }, credit: null } });
    expect(pence((await read(file('Debit,Credit', '5.00,', ',2.00', '3.00,'), { map: { credit: '' } })).lines)).toEqual([500, 'no amount', 300]);
  });
});

describe('an amount with a mark beside it', () => {
  test('AN-16: a mark of credit takes the amount off, once', async () => {
    const { lines, mapping, notes } = await read(file('Amount,Dr/Cr', '5.00,DR', '6.00,CR', '-7.00,CR', '8.00,', '9.00,Debit'));
    expect(pence(lines)).toEqual([500, -600, -700, 800, 900]);
    expect(mapping['credit']?.column).toBe('Dr/Cr');
    expect(notes).toContain('Amounts that “Dr/Cr” marks as credits were taken off.');
  });
  test('a mark that is neither is refused; where most are credits somebody must say', async () => {
    expect(pence((await read(`${file('Amount,Debit/Credit', ...Array<string>(30).fill('5.00,D'))}${'20/05/2024,Z Ltd,6.00,X\n'}`)).lines).at(-1)).toContain('neither a debit nor a credit: "X"');
    const all = file('Amount,D/C', '5.00,C', '6.00,C', '7.00,C', '8.00,C', '9.00,D');
    expect(await whyNot(all)).toContain('Most rows are credits by “D/C”');
    expect(pence((await read(all, { map: { credit: '' } })).lines)).toEqual([500, 600, 700, 800, 900]);
  });
});

describe('amounts that are not pounds', () => {
  const currencies = (headings: string) => `Date,Supplier,${headings}\n13/04/2024,A Ltd,5.00,GBP\n14/04/2024,B GmbH,6.00,EUR\n15/04/2024,C Ltd,7.00,\n`;
  test('a row whose currency is another is refused, and one that names none is not', async () => {
    expect(pence((await read(currencies('Amount,Currency'))).lines)).toEqual([500, 'not in pounds: "EUR"', 700]);
    expect(pence((await read(currencies('Amount,Currency_Code'))).lines)[1]).toContain('not in pounds');
  });
  test('where the amount says pounds, or the column another amount’s currency, nothing is refused', async () => {
    for (const headings of ['Amount (£),Currency', 'Billing Amount,Currency', 'Amount in Local Currency,Currency', 'Amount,Original Currency']) expect(pence((await read(currencies(headings))).lines)).toEqual([500, 600, 700]);
  });
  test('pence, and commas for the decimal point, are refused in a sentence', async () => {
    expect(await whyNot(file('Amount (pence)', '500', '600'))).toContain('The amounts are in pence');
    expect(await whyNot('Date;Supplier;Amount\n13/04/2024;A;12,50\n14/04/2024;B;1200,75\n')).toContain('“Amount” have a comma where the decimal point should be');
  });
  test('names that are commonly missing, and dates of a month alone, are told of', async () => {
    const { notes } = await read('Month,Supplier,Amount\nSept 2018,A,5.00\nSept 2018,,6.00\nSept 2018,,7.00\n');
    expect(notes).toEqual(['2 of the first 3 payments name no supplier. They are kept as paid to nobody named: nothing is taken from the row above.', 'Dates that name a month alone, such as Sept 2018, are kept as its first day.']);
  });
});
