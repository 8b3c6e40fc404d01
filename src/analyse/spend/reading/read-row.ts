import { dateReader, readAmount, readDate, type DateOrder, type TableRow } from '#parts/tables';
import { trimmed } from './column-cells.ts';
import { isPounds } from './currency-column.ts';
import type { ReadSides } from './debit-and-credit.ts';
import { headingRowScore } from './map-columns.ts';
import type { RefusedRow, SpendColumn, SpendMapping, SpendRow } from './spend-row.ts';

/** What is known of a sheet before its rows are read. */
export interface SheetReading {
  readonly sheet: string | null;
  readonly headings: readonly string[];
  /** Cells beyond this many columns show that the row's have shifted; infinite where nobody can say. */
  readonly width: number;
  readonly mapping: SpendMapping;
  /** Reads an amount whose credits stand apart from it; null where they do not. */
  readonly sides: ((cells: readonly string[]) => ReadSides) | null;
  /** The column that names each amount's currency; -1 where there is none. */
  readonly currencyAt: number;
  readonly dateOrder: DateOrder;
  readonly vat: 'net' | 'gross' | null;
}

const TOTAL = /^(?:grand|sub|overall|report|page|net|gross|final|monthly|cumulative)?[\s-]*totals?(?:\s*[:=£]|\s+(?:for|of|spend|spent|paid|payments?|amount|value|expenditure|to date|this|per|all)\b|$)/i;
const ENDS_AS_TOTAL = /\b(?:total|sub-?total)s?\s*:?$/i;
const ONLY_TOTAL = /^[^a-z]*(?:grand |sub[- ]?)?totals?\W*$/i;
/** Said of a row of headings among the payments. */
export const HEADINGS_AGAIN = 'The headings again, not a payment';
/** No payment is published with a date outside these; a spreadsheet's day nought is not a date. */
const [EARLIEST, LATEST] = ['1980-01-01', '2099-12-31'];
const LONGEST_TEXT = 2000;
const WITHHELD = /\bredact|^(?:name |details? |supplier )?with-?held\b|^(?:personal|sensitive|private)\s+(?:data|information|details?|individuals?|payments?)\b|^(?:commercially\s+)?(?:confidential|sensitive)(?:\s+(?:data|information|payment|name|supplier))?$|data protection|under dp act|\bgdpr\b|^[*#x]{3,}$|^(?:private |named )?individuals?$|^exempt(?: from publication| information)?$/i;

/** Whether a supplier's cell says that the name is kept back. */
export const isWithheld = (supplier: string): boolean => WITHHELD.test(supplier);

/** Whether a row says anything beyond so many columns. */
export const goesBeyond = (cells: readonly string[], width: number): boolean => cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '');

/** A reader of one sheet's rows. */
export function rowReader({ sheet, headings, width, mapping, sides, currencyAt, dateOrder, vat }: SheetReading): (row: TableRow) => SpendRow | RefusedRow {
  const dateOf = dateReader(dateOrder);
  const [dateColumn, amountColumn, supplierColumn] = [mapping.date!, mapping.amount!, mapping.supplier!];
  const at = (column: SpendColumn | null) => (column ? column.index : -1);
  const [dateAt, amountAt, supplierAt, unitAt, serviceAt, purposeAt, categoryAt] = [dateColumn.index, amountColumn.index, supplierColumn.index, at(mapping.unit), at(mapping.service), at(mapping.purpose), at(mapping.category)];
  const [transactionAt, companyAt, charityAt, numberAt, capitalAt] = [at(mapping.transactionNumber), at(mapping.companyNumber), at(mapping.charityNumber), at(mapping.supplierNumber), at(mapping.capital)];
  const withheld = new Map<string, boolean>();
  const isKeptBack = (supplier: string): boolean => {
    let known = withheld.get(supplier);
    if (known === undefined) {
      if (withheld.size > 50_000) withheld.clear();
      withheld.set(supplier, (known = supplier === '' || isWithheld(supplier)));
    }
    return known;
  };
  const refused = (row: TableRow, why: string, column: SpendColumn | null): RefusedRow => ({ row: row.row, sheet, refused: why, column: column?.column ?? null, notPayment: column === null });

  return (row) => {
    const { cells } = row;
    const dateText = trimmed(cells[dateAt]);
    const side = sides?.(cells);
    const amountText = side?.text ?? trimmed(cells[amountAt]);
    const supplier = trimmed(cells[supplierAt]);
    const date = dateText === '' ? null : dateOf(dateText);
    const amount = side?.amount ?? readAmount(amountText);
    if (date === null || !('pence' in amount) || supplier === '' || ONLY_TOTAL.test(supplier)) {
      const aside = notAPayment(row, headings, { dateText, amountText, supplier, date });
      if (aside) return refused(row, aside, null);
      if (date === null) return refused(row, dateText === '' ? 'no date' : unreadableDate(dateText, dateOrder), dateColumn);
      if (!('pence' in amount)) return refused(row, amountText === '' ? 'no amount' : `unreadable amount: ${shown(amountText)}${amount.why === 'not an amount of money' ? '' : `: ${amount.why}`}`, amountColumn);
    }
    if (cells.length > width && goesBeyond(cells, width)) return refused(row, 'more cells than there are headings: a comma without quotation marks has shifted them', amountColumn);
    if (currencyAt >= 0 && !isPounds(trimmed(cells[currencyAt]))) return refused(row, `not in pounds: ${shown(trimmed(cells[currencyAt]))}`, amountColumn);
    if (date < EARLIEST || date > LATEST) return refused(row, `not a date anybody pays on: ${shown(dateText)}`, dateColumn);
    if (supplier.length > LONGEST_TEXT) return refused(row, `longer than ${LONGEST_TEXT} characters`, supplierColumn);
    return {
      row: row.row, sheet, date, amountPence: amount.pence, vat, supplier, redacted: isKeptBack(supplier),
      unit: textAt(cells, unitAt), service: textAt(cells, serviceAt), purpose: textAt(cells, purposeAt), category: textAt(cells, categoryAt), transactionNumber: textAt(cells, transactionAt),
      companyNumber: textAt(cells, companyAt), charityNumber: textAt(cells, charityAt), supplierNumber: textAt(cells, numberAt), capital: capitalAt < 0 ? null : isCapital(cells[capitalAt] ?? ''),
    };
  };
}

function textAt(cells: readonly string[], index: number): string | null {
  if (index < 0) return null;
  const text = trimmed(cells[index]);
  return text === '' ? null : text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
}

const isCapital = (text: string): boolean | null => (/^\s*c(?:ap|$)/i.test(text) ? true : /^\s*r(?:ev|$)/i.test(text) ? false : null);
const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

function unreadableDate(text: string, order: DateOrder): string {
  const other = order === 'month-first' ? 'day-first' : 'month-first';
  return `unreadable date: ${shown(text)}${order !== 'year-first' && readDate(text, other) !== null ? `, when the file’s dates are read ${order.replace('-', ' ')}` : ''}`;
}

/** Why a row is no payment at all, or null when it may be one that cannot be read. */
function notAPayment(row: TableRow, headings: readonly string[], { dateText, amountText, supplier, date }: { readonly dateText: string; readonly amountText: string; readonly supplier: string; readonly date: string | null }): string | null {
  const filled = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const repeated = row.cells.filter((cell, index) => cell.trim() !== '' && cell.trim() === headings[index]?.trim()).length;
  if ((repeated >= 2 && repeated >= filled.length * 0.6) || (date === null && filled.length >= 3 && headingRowScore(row.cells) > 0)) return HEADINGS_AGAIN;
  const isAmount = 'pence' in readAmount(amountText) && amountText !== '';
  const saysTotal = filled.some((cell) => TOTAL.test(cell)) || (date === null && filled.some((cell) => ENDS_AS_TOTAL.test(cell)));
  // Total is also a supplier: it is a payment when it has a date.
  if (saysTotal && (date === null || (filled.length <= 3 && TOTAL.test(supplier)))) return 'A total, not a payment';
  if (supplier === '' && filled.length <= 3 && filled.some((cell) => ONLY_TOTAL.test(cell))) return 'A total, not a payment';
  if (isAmount && dateText === '' && supplier === '' && filled.length <= 2) return 'A total, not a payment';
  const hasNoneOfBoth = date === null && !isAmount;
  return hasNoneOfBoth && (filled.length <= 2 || (dateText === '' && amountText === '')) ? 'A note, not a payment' : null;
}
