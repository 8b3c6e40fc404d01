import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One heading style of fixtures/heading-styles.txt: its columns, what stands under them and the field each must be read as. */
export interface HeadingStyle {
  readonly line: string;
  readonly columns: readonly { readonly heading: string; readonly kind: string; readonly field: string | null }[];
}
/** What a file of a style must be read as. */
export interface StyleTruth {
  readonly row: number;
  readonly date: string;
  readonly amountPence: number;
  readonly supplier: string;
  readonly unit: string | null;
}

/** Every style of the fixture file. */
export const headingStyles = (): HeadingStyle[] => readFileSync(join(import.meta.dirname, 'fixtures/heading-styles.txt'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => ({
  line,
  columns: line.split(' | ').map((column) => {
    const [, field, heading, kind] = /^(?:(date|amount|supplier|unit):)?(.*)=(\w+)$/.exec(column)!;
    return { heading: heading!, kind: kind!, field: field ?? null };
  }),
}));

/** Numbers by a seed: the same file each time. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 12_345;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (value: number | string) => String(value).padStart(2, '0');
type Parts = readonly [year: number, month: number, day: number];
const DATES: readonly ((date: Parts) => string)[] = [
  ([y, m, d]) => `${two(d)}/${two(m)}/${y}`, ([y, m, d]) => `${d}/${m}/${String(y).slice(2)}`, ([y, m, d]) => `${y}-${two(m)}-${two(d)}`, ([y, m, d]) => `${two(d)}-${MONTHS[m - 1]!.slice(0, 3)}-${String(y).slice(2)}`, ([y, m, d]) => `${d}.${m}.${y}`,
  ([y, m, d]) => `${y}-${two(m)}-${two(d)}T00:00:00`, ([y, m, d]) => `${y}${two(m)}${two(d)}`, ([y, m, d]) => `${d} ${MONTHS[m - 1]!} ${y}`, ([y, m, d]) => String(Math.round((Date.UTC(y, m - 1, d) - Date.UTC(1899, 11, 30)) / 86_400_000)),
  ([y, m, d]) => `${two(d)}/${two(m)}/${y} 00:00`, ([y, m, d]) => `${two(d)}-${MONTHS[m - 1]!.slice(0, 3).toUpperCase()}-${y}`, ([y, m, d]) => `${two(d)}/${two(m)}/${y} 12:00:00 AM`, ([y, m, d]) => `${y}-${two(m)}-${two(d)} 00:00:00.000`, ([y, m, d]) => `${y}/${two(m)}/${two(d)}`, ([y, m, d]) => `${MONTHS[m - 1]!.slice(0, 3)} ${d}, ${y}`,
];
const pounds = (pence: number) => (Math.abs(pence) / 100).toFixed(2);
const grouped = (pence: number) => pounds(pence).replace(/\B(?=(\d{3})+\.)/g, ',');
const AMOUNTS: readonly ((pence: number) => string)[] = [
  (pence) => (pence / 100).toFixed(2), (pence) => `${pence < 0 ? '-' : ''}£${grouped(pence)}`, (pence) => grouped(pence) + (pence < 0 ? '-' : ''), (pence) => (pence < 0 ? `(${grouped(pence)})` : grouped(pence)), (pence) => (pence < 0 ? `${pounds(pence)} CR` : pounds(pence)),
  (pence) => String(pence / 100), (pence) => ` £ ${pence < 0 ? '-' : ''}${grouped(pence)} `, (pence) => `${pence < 0 ? '-' : ''}${pounds(pence)}000001`.slice(0, -1), (pence) => (pence < 0 ? `£(${grouped(pence)})` : `£${grouped(pence)}`),
];
const [FIRST, SECOND, LAST] = [['Harbour', 'Calder', 'Moorland', 'Beacon', 'Saltmarsh', 'Aire', 'Castle', 'Fell', 'Wharfe'], ['Care', 'Building', 'Highways', 'Training', 'Catering', 'Youth', 'Legal', 'Taxi'], ['Ltd', 'Limited', 'CIC', 'LLP', '& Sons', 'Services (UK) Ltd', 'Trust', 'Café']];
const UNITS = ['Adult Social Care', 'Children & Families', 'Environment, Highways and Planning', 'Corporate Services', 'Public Health', 'Place'];
const CATEGORIES = ['Agency Staff', 'Equipment Purchase', 'Repairs & Maintenance', 'Third Party Payments', 'Transport', 'Fees and Charges', 'Private Contractors'];

interface Payment {
  readonly index: number;
  readonly parts: Parts;
  readonly pence: number;
  readonly name: string;
  readonly unit: string;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly number: (below: number) => number;
}

/** What stands in a column of a kind, for one payment. */
function cell(kind: string, payment: Payment, dateForm: (date: Parts) => string, amountForm: (pence: number) => string): string {
  const { index, parts: [y, m, d], pence, pick, number } = payment;
  const near = (days: number): Parts => { const date = new Date(Date.UTC(y, m - 1, d + days)); return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]; };
  const cells: Readonly<Record<string, () => string>> = {
    day: () => dateForm(payment.parts), early: () => dateForm(near(-5 - number(30))), late: () => dateForm(near(20 + number(20))), month: () => `${MONTHS[m - 1]!} ${y}`, monthname: () => MONTHS[m - 1]!, monthname4: () => `${MONTHS[m - 1]!.slice(0, 3)}-${String(y).slice(2)}`,
    money: () => amountForm(pence), debit: () => (pence > 0 ? amountForm(pence) : ''), credit: () => (pence < 0 ? amountForm(-pence) : ''), nought: () => (pence < 0 ? amountForm(-pence) : amountForm(0)), mark: () => (pence < 0 ? 'CR' : 'DR'), size: () => amountForm(Math.abs(pence)), gross: () => amountForm(Math.round(pence * 1.2)), vat: () => amountForm(Math.round(pence * 0.2)), name: () => payment.name, unit: () => payment.unit, service: () => `${payment.unit.split(' ')[0]!} team ${number(4)}`, body: () => 'Wantshire County Council', central: () => 'DfX',
    url: () => 'http://opendatacommunities.org/id/county-council/wantshire', category: () => pick(CATEGORIES), words: () => `${pick(CATEGORIES)} for ${pick(['week', 'order', 'case'])} ${1000 + index}`, code: () => String(5_100_000 + number(900_000)), small: () => String(index + 1), letter: () => pick(['A', 'B', 'P']),
    company: () => (index % 3 ? '' : `0${number(8_999_999) + 1_000_000}`), charity: () => (index % 5 ? '' : `10${number(89_999) + 10_000}`), vatnumber: () => `GB${number(899_999_999) + 100_000_000}`, postcode: () => `WN${1 + number(9)} ${1 + number(9)}AB`, address: () => `${number(90) + 1} ${pick(FIRST)} Road, Wantbridge`, town: () => pick(['Wantbridge', 'Saltby', 'Fellside']),
    class: () => pick(['Private', 'VCSE', 'Public body']), yesno: () => pick(['Y', 'N']), caprev: () => pick(['Revenue', 'Revenue', 'Capital']), currency: () => 'GBP', year: () => '2019/20', period: () => String(1 + number(12)), mcc: () => String(5000 + number(999)), person: () => `Cardholder ${number(9)}`, blank: () => '',
  };
  return cells[kind]!();
}

/** How the file of a style is written; each style has its own mixture. */
export interface WrittenStyle {
  readonly bytes: Buffer;
  readonly truth: readonly StyleTruth[];
  readonly encoding: string;
  readonly headerRow: number;
  /** Rows that are no payments: totals and notes. */
  readonly asides: number;
}

const quoted = (text: string, separator: string) => (text.includes(separator) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A file of forty payments under a style's headings: dates, amounts, separator, encoding, title rows, totals and notes by its number. */
export function writeStyle(style: HeadingStyle, seed: number, payments = 40): WrittenStyle {
  const number = numbersFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[number(from.length)]!;
  const [dateForm, amountForm] = [DATES[seed % DATES.length]!, AMOUNTS[seed % AMOUNTS.length]!];
  const separator = [',', ',', ',', '\t', ';'][seed % 5]!;
  const lines: string[][] = [];
  const { columns } = style;
  if (seed % 4 === 1) lines.push(['Wantshire County Council: payments over £500'], []);
  if (seed % 4 === 2) lines.push(['Payments to suppliers', ...Array<string>(columns.length - 1).fill('')], ['Report run: 14/05/2019', 'Page 1'], []);
  const headerRow = lines.length + 1;
  lines.push(columns.map(({ heading }) => heading));
  const truth: StyleTruth[] = [];
  const isMonth = columns.some(({ field, kind }) => field === 'date' && kind !== 'day');
  for (let index = 0; index < payments; index++) {
    if (index === 17 && seed % 3 === 0) lines.push([]);
    const pence = (number(9) === 0 ? -1 : 1) * (50_000 + number(90_000_000));
    const payment: Payment = { index, parts: [2019, 4 + (seed % 3), 1 + ((index * 7) % 28)], pence, name: `${pick(FIRST)} ${pick(SECOND)} ${pick(LAST)}`, unit: pick(UNITS), number, pick };
    const cells = columns.map(({ kind }) => cell(kind, payment, dateForm, amountForm));
    const gross = columns.some(({ field, kind }) => field === 'amount' && kind === 'gross');
    truth.push({ row: lines.length + 1, date: `2019-${two(payment.parts[1])}-${two(isMonth ? 1 : payment.parts[2])}`, amountPence: gross ? Math.round(pence * 1.2) : pence, supplier: payment.name, unit: columns.some(({ field }) => field === 'unit') ? payment.unit : null });
    lines.push(cells);
  }
  let asides = 0;
  const amountAt = columns.findIndex(({ field }) => field === 'amount');
  const total = columns.map((_column, index) => (index === amountAt ? amountForm(truth.reduce((sum, row) => sum + row.amountPence, 0)) : ''));
  if (seed % 3 === 1) { total[amountAt === 0 ? 1 : 0] = 'Total'; lines.push(total); asides++; }
  if (seed % 3 === 2) { lines.push(total, [], ['Contains public sector information licensed under the Open Government Licence v3.0']); asides += 2; }
  const text = lines.map((cells) => cells.map((one) => quoted(one, separator)).join(separator)).join(seed % 2 ? '\r\n' : '\n') + '\n';
  const [encoding, bytes] = ([['utf-8', () => Buffer.from(text)], ['utf-8', () => Buffer.from(`\uFEFF${text}`)], ['windows-1252', () => Buffer.from(text, 'latin1')], ['utf-16le', () => Buffer.from(`\uFEFF${text}`, 'utf16le')]] as const)[seed % 7 < 4 ? seed % 7 : 0]!;
  return { bytes: bytes(), truth, encoding, headerRow, asides };
}
