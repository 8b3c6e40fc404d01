import { plainHeading, readAmount, wordsApart, type Amount } from '#parts/tables';
import { trimmed } from './column-cells.ts';
import type { SpendMapping } from './spend-row.ts';

/** Where a file keeps its credits apart: which column has what was paid, and which what came back. */
export interface AmountPair {
  readonly debit: number;
  readonly credit: number;
}

const WORDS = new Set(['debit', 'debits', 'credit', 'credits', 'amount', 'value', 'total', 'payment', 'payments', 'receipt', 'receipts', 'expenditure', 'income', 'paid', 'money', 'refund', 'refunds']);
const MONEY = '(?:net|gross|total|line|transaction|invoice|amount|amounts|amt|value|val|sterling|gbp|ex|exc|excl|excluding|inc|incl|including|of|vat|s) ';
/** Heading words of two columns that are one amount's two sides, what was paid first. */
const SIDES: readonly (readonly [paid: RegExp, back: RegExp])[] = [
  [side('debits?|dr'), side('credits?|cr')],
  [side('payments?|paid out|payments? out|money out|expenditure'), side('receipts?|paid in|payments? in|money in|income|refunds?')],
];
function side(words: string): RegExp {
  return new RegExp(`^(?:${MONEY})*(?:${words})(?: (?:${MONEY.slice(0, -1)}))*$`);
}

/** The columns headed as the two sides of one amount ("Debit" and "Credit", "Amount Dr" and "Amount Cr", "Payments" and "Receipts"): null when there are none, or more than one pair. */
export function pairOf(headings: readonly string[]): AmountPair | null {
  const plain = headings.map((heading) => wordsApart(plainHeading(heading), WORDS).join(' '));
  for (const [paid, back] of SIDES) {
    const [debits, credits] = [paid, back].map((pattern) => plain.flatMap((text, index) => (pattern.test(text) ? [index] : []))) as [number[], number[]];
    if (debits.length === 1 && credits.length === 1) return { debit: debits[0]!, credit: credits[0]! };
  }
  return null;
}

/** A column that marks each amount as a debit or a credit: both words in its heading. */
const MARKED = /^(?:is )?(?:d|dr|debit|c|cr|credit) (?:or )?(?:d|dr|debit|c|cr|credit)(?: (?:indicator|ind|flag|marker|mark|code|type|sign))?$/;
const isMark = (cell: string): boolean => /^(?:d|dr|debit|c|cr|credit)\.?$/i.test(cell);
const isCreditMark = (cell: string): boolean => /^c/i.test(cell);
/** Fewer cells than this share being marks, the column is something else. */
const NEARLY_ALL = 0.95;
const MOSTLY = 0.5;

/** The column whose cells mark an amount as a debit or a credit ("DR", "C"); -1 when there is none. */
export function marksIn(headings: readonly string[], rows: readonly (readonly string[])[]): number {
  return headings.findIndex((heading, index) => {
    if (!MARKED.test(plainHeading(heading))) return false;
    const cells = rows.map((row) => trimmed(row[index])).filter((cell) => cell !== '');
    return areMarks(cells);
  });
}

/** Nothing, or nought however it is written. */
const isNothing = (text: string): boolean => {
  if (text === '') return true;
  const amount = readAmount(text);
  return 'pence' in amount && amount.pence === 0n;
};

/** The two columns as one, so that what stands under them can be looked at as one column of money. */
export const asOneColumn = (row: readonly string[], { debit, credit }: AmountPair): readonly string[] => (isNothing(trimmed(row[debit])) && trimmed(row[credit]) !== '' ? row.map((cell, index) => (index === debit ? (row[credit] ?? '') : cell)) : row);

/** Whether what stands under a pair is two sides of one amount: money in both, and seldom in both of one row. "Receipt" beside "Payment" may be a number. */
export const areTwoSides = (rows: readonly (readonly string[])[], { debit, credit }: AmountPair): boolean =>
  holdsMoney(rows, debit) && holdsMoney(rows, credit) && rows.filter((row) => !isNothing(trimmed(row[debit])) && !isNothing(trimmed(row[credit]))).length <= rows.length * MOSTLY;

/** Money, or nothing at all. A cell that cannot be read spoils its row and not the column. */
function holdsMoney(rows: readonly (readonly string[])[], index: number): boolean {
  const cells = rows.map((row) => trimmed(row[index])).filter((cell) => cell !== '');
  return cells.filter((cell) => 'pence' in readAmount(cell)).length >= cells.length * MOSTLY;
}

/** What an amount's cells say: its text, for whoever must be told of it, and its pence or why it cannot be read. */
export interface ReadSides {
  readonly text: string;
  readonly amount: Amount;
}

/**
 * How to read an amount whose credits stand in a column of their own, or are marked in one; null where there is none. In a column of credits, figures that
 * are all below nought already say that they are taken off; one that differs from the others is refused, since nobody can say what it means.
 */
export function sidesReader({ amount, credit }: SpendMapping, sample: readonly (readonly string[])[]): ((cells: readonly string[]) => ReadSides) | null {
  if (!amount || !credit) return null;
  const filled = sample.map((row) => trimmed(row[credit.index])).filter((cell) => cell !== '');
  if (areMarks(filled)) return (cells) => markedAmount(trimmed(cells[amount.index]), trimmed(cells[credit.index]));
  const isBelowNought = allBelowNought(filled);
  return (cells) => eitherSide(trimmed(cells[amount.index]), trimmed(cells[credit.index]), isBelowNought);
}

const areMarks = (cells: readonly string[]): boolean => cells.length > 0 && cells.filter(isMark).length >= cells.length * NEARLY_ALL;

function allBelowNought(cells: readonly string[]): boolean {
  const signs = cells.flatMap((cell) => { const read = readAmount(cell); return 'pence' in read && read.pence !== 0n ? [read.pence < 0n] : []; });
  return signs.length > 0 && signs.every(Boolean);
}

function markedAmount(text: string, mark: string): ReadSides {
  const amount = readAmount(text);
  if (!('pence' in amount) || mark === '') return { text, amount };
  if (!isMark(mark)) return { text, amount: { why: `neither a debit nor a credit: ${JSON.stringify(mark.slice(0, 20))}` } };
  return { text, amount: isCreditMark(mark) && amount.pence > 0n ? { pence: -amount.pence } : amount };
}

function eitherSide(debitText: string, creditText: string, isBelowNought: boolean): ReadSides {
  if (isNothing(creditText)) return { text: debitText === '' ? creditText : debitText, amount: readAmount(debitText === '' ? creditText : debitText) };
  const credit = readAmount(creditText);
  if (!('pence' in credit)) return { text: creditText, amount: credit };
  if (!isNothing(debitText)) return { text: `${debitText}, ${creditText}`, amount: { why: 'both a debit and a credit' } };
  if (credit.pence < 0n !== isBelowNought) return { text: creditText, amount: { why: `${isBelowNought ? 'above' : 'below'} nought, unlike other credits, so it could be taken off or added` } };
  return { text: creditText, amount: { pence: isBelowNought ? credit.pence : -credit.pence } };
}

/** More credits than this share of the sample: nobody can say which of the two was paid. */
const MOST_CREDITS = 0.5;
const LEAST_ROWS = 5;

/** What was done with the credits, in a sentence; or why nobody can say which of the two was paid: a bank's "credit" may be what came in or what went out. */
export function aboutCredits(mapping: SpendMapping, sample: readonly (readonly string[])[]): { readonly note: string; readonly doubt: string | null } | null {
  const { amount, credit } = mapping;
  const read = sidesReader(mapping, sample);
  if (!amount || !credit || !read) return null;
  const marked = areMarks(sample.map((row) => trimmed(row[credit.index])).filter((cell) => cell !== ''));
  const signs = sample.flatMap((row) => { const { amount: one } = read(row); return 'pence' in one && one.pence !== 0n ? [one.pence < 0n] : []; });
  const isDoubtful = signs.length >= LEAST_ROWS && signs.filter(Boolean).length > signs.length * MOST_CREDITS;
  const said = `Say which it is: --map "amount=${amount.column}" --map "credit=${marked ? '' : credit.column}".`;
  return {
    note: marked ? `Amounts that “${credit.column}” marks as credits were taken off.` : `What stands under “${credit.column}” was taken off, as credits of “${amount.column}”.`,
    doubt: isDoubtful ? `Most rows are credits by “${credit.column}”, so nobody can say whether that is what was paid or what came back. ${said}` : null,
  };
}
