import type { Readable } from 'node:stream';
import type { CalendarDate } from '#kernel/calendar-date';
import { formatDate } from '#kernel/calendar-date';
import type { Pence } from '#kernel/money';
import { normaliseCompanyNumber } from '#parties';
import { HeadingVocabulary, openTable, overrideMapping, readAmount, readDate, UnreadableFile, type Mapping, type TableSheet } from '#parts/tables';
import type { ReturnPeriod } from './return-period.ts';

const FIELDS = {
  name: ['sub-contractor', 'subcontractor', 'sub contractor name', 'supplier', 'supplier name', 'payee', 'paid to', 'business', 'company', 'organisation'],
  postcode: ['post code', 'supplier postcode', 'sub-contractor postcode', 'payee postcode'],
  companyNumber: ['company number', 'company registration number', 'companies house number', 'crn'],
  date: ['date paid', 'payment date', 'paid on', 'date of payment', 'invoice paid', 'paid'],
  amount: ['amount paid', 'net amount', 'value', 'payment', 'amount (£)', 'net', 'total'],
} as const;
export type ReturnField = keyof typeof FIELDS;
export const RETURN_FIELDS: Readonly<Record<ReturnField, string>> = { name: 'Sub-contractor', postcode: 'Postcode', companyNumber: 'Company number', date: 'Date paid', amount: 'Amount' };
const NEEDED: readonly ReturnField[] = ['name', 'date', 'amount'];
const vocabulary = new HeadingVocabulary<ReturnField>(FIELDS);
/** What a line that was typed holds, in this order. */
export const TYPED_HEADINGS = 'Sub-contractor,Postcode,Date paid,Amount';

export interface ReturnRow {
  readonly row: number;
  readonly name: string;
  /** With its space; empty where none is given. */
  readonly postcode: string;
  readonly companyNumber: string;
  readonly paidOn: CalendarDate;
  readonly pence: Pence;
}
export interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly why: string;
}
export interface ReadReturn {
  readonly rows: readonly ReturnRow[];
  readonly problems: readonly RowProblem[];
  /** Which heading was taken for what. */
  readonly columns: readonly { readonly what: string; readonly heading: string }[];
}

const HEAD = 20;
/** A return of more payments is a ledger. */
export const MOST_ROWS = 5000;
const LONGEST_NAME = 300;

/** Reads payments to sub-contractors from a file as contractors keep it. Refused in a sentence. @param said field to heading, where somebody put it right */
export async function readReturnFile(open: () => Readable, period: ReturnPeriod, said: Readonly<Record<string, string>> = {}): Promise<ReadReturn | { readonly why: string }> {
  const opened = await openTable(open, { unclosed: 'mend' });
  if (!opened.ok) return { why: opened.why };
  try {
    for (const sheet of opened.table.sheets) {
      const head = await sheet.head(HEAD);
      const at = vocabulary.findHeadingRow(head.map(({ cells }) => cells));
      if (at < 0) continue;
      const { cells: headings, row } = head[at]!;
      const mapped = overrideMapping(vocabulary.fields, vocabulary.map(headings, () => 1), headings, said);
      if (!mapped.ok) return { why: mapped.why };
      const missing = NEEDED.filter((field) => !mapped.mapping[field]);
      if (missing.length > 0) return { why: `No column was found for: ${missing.map((field) => RETURN_FIELDS[field].toLowerCase()).join(', ')}. Its headings are: ${headings.filter((heading) => heading.trim()).join(', ').slice(0, 300)}. Say below which is which, or head the columns ${TYPED_HEADINGS.replaceAll(',', ', ')}.` };
      return await readRows(sheet, row, mapped.mapping, period);
    }
    return { why: `No row of headings was found. Head the columns ${TYPED_HEADINGS.replaceAll(',', ', ')}.` };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { why: problem.message };
    throw problem;
  }
}

async function readRows(sheet: TableSheet, headerRow: number, mapping: Mapping<ReturnField>, period: ReturnPeriod): Promise<ReadReturn | { readonly why: string }> {
  const [rows, problems]: [ReturnRow[], RowProblem[]] = [[], []];
  for await (const batch of sheet.batches()) {
    for (const { row, cells } of batch) {
      if (row <= headerRow) continue;
      const read = readRow(row, (field) => cells[mapping[field]?.index ?? -1]?.trim() ?? '', period);
      if (Array.isArray(read)) problems.push(...read);
      else if (read !== null) rows.push(read);
      if (rows.length + problems.length > MOST_ROWS) return { why: `A return holds up to ${MOST_ROWS.toLocaleString('en-GB')} payments. Add up those to one sub-contractor on one day.` };
    }
  }
  const columns = vocabulary.fields.flatMap((field) => (mapping[field] ? [{ what: RETURN_FIELDS[field], heading: mapping[field].column }] : []));
  return { rows, problems, columns };
}

const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;

/** One payment; what is wrong with it; or null for a row of totals, which names nobody. */
export function readRow(row: number, cell: (field: ReturnField) => string, { fromOn, toOn }: ReturnPeriod): ReturnRow | RowProblem[] | null {
  const [name, date, amount] = [cell('name'), cell('date'), cell('amount')];
  if ((name === '' || /^(grand )?totals?\W*$/i.test(name)) && date === '') return null;
  const problems: RowProblem[] = [];
  const wrong = (field: ReturnField, why: string): void => void problems.push({ row, column: RETURN_FIELDS[field], why });
  if (name === '') wrong('name', 'names nobody');
  else if (name.length > LONGEST_NAME) wrong('name', `is longer than ${LONGEST_NAME} characters`);
  const paidOn = readDate(date);
  if (paidOn === null) wrong('date', `“${date.slice(0, 40)}” is not a date`);
  else if (paidOn < fromOn || paidOn > toOn) wrong('date', `${formatDate(paidOn)} is not between ${formatDate(fromOn)} and ${formatDate(toOn)}`);
  const money = readAmount(amount);
  if (!('pence' in money)) wrong('amount', `“${amount.slice(0, 40)}” is ${money.why}`);
  else if (money.pence <= 0n) wrong('amount', 'must be more than nothing: take a credit off the payment that it belongs to');
  const squeezed = cell('postcode').toUpperCase().replaceAll(/\s+/g, '');
  const parts = POSTCODE.exec(squeezed);
  if (squeezed !== '' && !parts) wrong('postcode', `“${squeezed.slice(0, 20)}” is not a whole UK postcode, like ME14 1XQ; leave it empty if you do not know it`);
  const number = cell('companyNumber') === '' ? null : normaliseCompanyNumber(cell('companyNumber'));
  if (number && !number.ok) wrong('companyNumber', number.why);
  if (problems.length > 0 || paidOn === null || !('pence' in money)) return problems;
  return { row, name, postcode: parts ? `${parts[1]} ${parts[2]}` : '', companyNumber: number?.ok ? number.number : '', paidOn, pence: money.pence };
}
