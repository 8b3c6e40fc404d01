import type { Readable } from 'node:stream';
import { counted } from '#kernel/counted';
import { DateOrderTally, decideDateOrder, encodingName, headingsAmong, likelyHeadings, openTable, overrideMapping, readDate, UnreadableFile, type DateOrder, type DecidedOrder, type TableRow, type TableSheet } from '#parts/tables';
import { aboutCredits, sidesReader } from './debit-and-credit.ts';
import { currencyColumn } from './currency-column.ts';
import { headingMeanings, vatOfHeading } from './heading-meaning.ts';
import { findHeadings, headingRowScore, mapColumns, NEEDED, upToNextHeadings } from './map-columns.ts';
import { goesBeyond, HEADINGS_AGAIN, rowReader } from './read-row.ts';
import { SPEND_FIELDS, type RefusedRow, type SpendField, type SpendFile, type SpendMapping, type SpendRow } from './spend-row.ts';

/** What a person may say of a file, over what is found. */
export interface SpendFileOptions {
  /** Field to heading ("#3" for the third column); an empty heading takes the field away. */
  readonly map?: Readonly<Partial<Record<string, string>>>;
  readonly dateOrder?: DateOrder;
}
/** `headings` of a refused file: what could be its headings, for somebody to say what they mean; none when it is no table. */
export type OpenedSpendFile = { readonly ok: true; readonly file: SpendFile } | { readonly ok: false; readonly why: string; readonly headings?: readonly string[] };

/** Enough rows to tell a column of money from one of codes. */
const ROWS_LOOKED_AT = 400;
/** Amounts headed so are not what was paid, in pounds. */
const OTHER_UNITS: readonly (readonly [heading: RegExp, inWords: string])[] = [[/£\s*'?000|£k\b|\b(?:in )?thousands?\b/i, 'thousands of pounds'], [/\bpence\b|\(p\)/i, 'pence']];
/** Names missing in more than this share of the rows are worth a word. */
const MANY_UNNAMED = 0.2;
const MONTH_ALONE = /^(?:[a-z]{3,9}[\s/.'-]*(?:\d{4}|\d{2})|\d{1,2}[\s/.-]\d{4}|\d{4}[\s/.-](?:\d{2}|[a-z]{3,9}))$/i;
const NEEDED_WORDS: Readonly<Record<(typeof NEEDED)[number], string>> = { date: 'the date of payment', amount: 'the amount paid', supplier: 'who was paid' };

interface UnderstoodSheet {
  readonly sheet: TableSheet;
  /** The last of its rows of headings: payments stand below it. */
  readonly headerRow: number;
  readonly headings: readonly string[];
  /** Those rows as the file has them: where they stand again, nothing is new. */
  readonly headingRows: readonly (readonly string[])[];
  readonly mapping: SpendMapping;
  readonly sample: readonly TableRow[];
  readonly notes: readonly string[];
}

/**
 * Looks a spend file over: CSV and its kin, or XLSX, as councils publish them. `open` is called more than once: the file is read as a
 * stream each time and never held. What cannot be known is refused in a sentence.
 */
export async function openSpendFile(open: () => Readable, options: SpendFileOptions = {}): Promise<OpenedSpendFile> {
  const opened = await openTable(open, { unclosed: 'mend' });
  if (!opened.ok) return opened;
  const { table } = opened;
  try {
    const understood = await understand(table.sheets, options.map ?? {});
    if (!understood.ok) return { ...understood, headings: await likelyHeadings(table.sheets, findHeadings) };
    const { sheets } = understood;
    const decided = options.dateOrder ? { order: options.dateOrder, note: null } : await dateOrderOf(sheets);
    const [first] = sheets as [UnderstoodSheet];
    const batches = () => batchesOf(sheets, decided.order, options.map ?? {});
    return { ok: true, file: {
      mapping: first.mapping, encoding: encodingName(table.encoding), headerRow: first.headerRow, headings: first.headings, dateOrder: decided.order, notes: [...table.notes, ...notesOf(sheets, understood.leftOut, table.hiddenSheets), ...(decided.note ? [decided.note] : [])],
      sha256: table.sha256, sizeBytes: table.sizeBytes, batches, rows: () => singly(batches()),
    } };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message };
    throw problem;
  }
}

type Understood = { readonly ok: true; readonly sheets: readonly UnderstoodSheet[]; readonly leftOut: readonly string[] } | { readonly ok: false; readonly why: string };

/** Every sheet that is a table of payments. A workbook's other sheets (notes, summaries) are left out, and named. */
async function understand(sheets: readonly TableSheet[], map: Readonly<Record<string, string | undefined>>): Promise<Understood> {
  const understood: UnderstoodSheet[] = [];
  const leftOut: string[] = [];
  let why: string | null = null;
  for (const sheet of sheets) {
    const found = await understandSheet(sheet, map);
    if (found.ok) understood.push(found.sheet);
    else {
      why ??= found.why;
      if (sheet.name !== null) leftOut.push(sheet.name);
    }
  }
  return understood.length > 0 ? { ok: true, sheets: understood, leftOut } : { ok: false, why: why ?? 'The spreadsheet has no sheet that can be seen.' };
}

async function understandSheet(sheet: TableSheet, map: Readonly<Record<string, string | undefined>>): Promise<{ readonly ok: true; readonly sheet: UnderstoodSheet } | { readonly ok: false; readonly why: string }> {
  const first = await sheet.head(ROWS_LOOKED_AT);
  const at = headingsAmong(first.map((row) => row.cells), map, findHeadings);
  const nowhere = at < 0 ? Object.values(map).find((heading) => heading !== undefined && heading.trim() !== '' && !heading.startsWith('#') && !first.some((row) => row.cells.some((cell) => cell.trim() === heading.trim()))) : undefined;
  if (nowhere !== undefined) return { ok: false, why: `The file has no column headed ${nowhere}.` };
  if (at < 0) return { ok: false, why: first.length === 0 ? 'The file has no rows.' : 'No row of headings was found. The file needs a row that names its columns, such as “Payment Date”, “Supplier Name” and “Amount”.' };
  const below = secondHeadings(first[at]!, first[at + 1]);
  const above = below || at === 0 || !namesGroups(first[at - 1]!) ? null : secondHeadings(first[at - 1]!, first[at]);
  const headings = below ?? above ?? first[at]!.cells;
  const headingRows = first.slice(above ? at - 1 : at, at + (below ? 2 : 1));
  const sample = first.slice(at + (below ? 2 : 1));
  const mapped = mapWith(headings, sample, map);
  return mapped.ok ? { ok: true, sheet: { sheet, headerRow: headingRows.at(-1)!.row, headings, headingRows: headingRows.map((row) => row.cells), sample, mapping: mapped.mapping, notes: mapped.notes } } : mapped;
}

/** Headings over two rows ("Supplier" above "Name"), put together column by column; a second row of forms ("dd/mm/yyyy", "£") adds nothing. Null when the second row is none. */
function secondHeadings(above: TableRow, below: TableRow | undefined): readonly string[] | null {
  if (below?.row !== above.row + 1 || below.cells.some((cell) => /\d/.test(cell) || cell.length > 40)) return null;
  const both = Array.from({ length: Math.max(above.cells.length, below.cells.length) }, (_, index) => `${above.cells[index] ?? ''} ${below.cells[index] ?? ''}`.trim());
  const isOnlyForms = below.cells.every((cell) => /^\W*(?:(?:dd?|mm?m?|yy(?:yy)?)\W*)*(?:£|gbp)?\W*$/i.test(cell));
  if (isOnlyForms) return above.cells;
  return headingRowScore(both) > headingRowScore(above.cells) && headingRowScore(both) > headingRowScore(below.cells) && headingRowScore(below.cells) > 0 ? both : null;
}

/** A row that names groups of columns, and no title over the table. */
const namesGroups = ({ cells }: TableRow): boolean => cells.filter((cell) => cell.trim() !== '').length >= 2 && !cells.some((cell) => /\d/.test(cell));

/**
 * How many columns a text file has, when its rows keep to it: a comma that nobody quoted ("1,234.50") makes one more and shifts what follows.
 * Infinite where rows commonly go beyond the headings, or where nothing can shift.
 */
function widthOf(headings: readonly string[], sample: readonly TableRow[], isText: boolean): number {
  const beyond = sample.filter(({ cells }) => goesBeyond(cells, headings.length)).length;
  return isText && beyond * 2 <= sample.length ? headings.length : Infinity;
}

const sameCells = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((cell, index) => cell.trim() === other[index]!.trim());

/** What headings mean, with what a person said over it. Refused when date, amount or supplier is not among them. */
function mapWith(headings: readonly string[], sample: readonly TableRow[], map: Readonly<Record<string, string | undefined>>): { readonly ok: true; readonly mapping: SpendMapping; readonly notes: readonly string[] } | { readonly ok: false; readonly why: string } {
  const rows = upToNextHeadings(sample).map((row) => row.cells);
  const mapped = mapColumns(headings, rows);
  const present = Object.fromEntries(SPEND_FIELDS.flatMap((field) => (mapped.mapping[field] ? [[field, mapped.mapping[field]]] : [])));
  const overridden = overrideMapping<SpendField>(SPEND_FIELDS, present, headings, Object.fromEntries(Object.entries(map).map(([field, heading]) => [field, heading ?? ''])));
  if (!overridden.ok) return overridden;
  // The credits that were found are those of the amount that was found: of no other that somebody names.
  const isOther = map['credit'] === undefined && overridden.mapping.amount?.index !== mapped.mapping.amount?.index;
  const mapping = Object.fromEntries(SPEND_FIELDS.map((field) => [field, (field === 'credit' && isOther ? null : overridden.mapping[field]) ?? null])) as unknown as SpendMapping;
  const missing = NEEDED.filter((field) => mapping[field] === null);
  const unit = mapping.amount && !map['amount'] ? OTHER_UNITS.find(([heading]) => heading.test(mapping.amount!.column)) : undefined;
  if (unit) return { ok: false, why: `The amounts are in ${unit[1]} (“${mapping.amount!.column}”), and they are read in pounds here. Ask for the file in pounds.` };
  const commas = mapping.amount === null ? commasIn(headings, rows) : undefined;
  if (commas !== undefined) return { ok: false, why: `The amounts under “${commas}” have a comma where the decimal point should be, which could stand for thousands as well. Ask for the file with points, as in 1200.50.` };
  if (missing.length > 0) return { ok: false, why: `No column was recognised as ${missing.map((field) => NEEDED_WORDS[field]).join(', nor as ')}. Say which it is: ${missing.map((field) => `--map "${field}=Heading"`).join(' ')}. The headings: ${headings.filter((one) => one.trim() !== '').slice(0, 40).map((one) => one.trim().slice(0, 60)).join(', ')}.` };
  const credits = aboutCredits(mapping, rows);
  if (credits?.doubt && map['credit'] === undefined) return { ok: false, why: credits.doubt };
  return { ok: true, mapping, notes: [...(credits ? [credits.note] : []), ...mapped.notes].filter((note) => !Object.keys(map).some((field) => note.includes(`--map "${field}=`))) };
}

/** The heading of a column of amounts written as on the continent ("12,50"): nothing is read of them, since "1,200" would be a thousandth of what it says. */
const commasIn = (headings: readonly string[], rows: readonly (readonly string[])[]): string | undefined =>
  headings.find((heading, index) => headingMeanings(heading).has('amount') && rows.filter((row) => /^-?£?\d+,\d{1,2}$/.test((row[index] ?? '').trim())).length * 2 > rows.length);

/** What the dates themselves prove. The first rows settle it unless they leave a doubt: then every row is asked. */
async function dateOrderOf(sheets: readonly UnderstoodSheet[]): Promise<DecidedOrder> {
  const tally = new DateOrderTally();
  for (const { sample, mapping } of sheets) for (const { cells } of sample) tally.add(cells[mapping.date!.index] ?? '');
  const evidence = tally.evidence();
  if (evidence.monthFirst === 0 && (evidence.dayFirst > 0 || evidence.either === 0)) return decideDateOrder(evidence);
  const whole = new DateOrderTally();
  for (const { sheet, headerRow, mapping } of sheets) {
    const { index } = mapping.date!;
    for await (const batch of sheet.batches()) for (const row of batch) if (row.row > headerRow) whole.add(row.cells[index] ?? '');
  }
  return decideDateOrder(whole.evidence());
}

function notesOf(sheets: readonly UnderstoodSheet[], leftOut: readonly string[], hidden: readonly string[]): string[] {
  const notes = sheets.flatMap((one) => one.notes);
  if (sheets.length > 1) notes.push(`${sheets.length} sheets were read: ${sheets.map((one) => one.sheet.name).join(', ')}. If one repeats another, its payments are here twice.`);
  if (leftOut.length > 0) notes.push(`Left out, as no tables of payments: ${leftOut.join(', ')}.`);
  if (hidden.length > 0) notes.push(`Not read, as ${hidden.length === 1 ? 'the sheet is' : 'these sheets are'} hidden in the workbook: ${hidden.join(', ')}.`);
  const [{ mapping }] = sheets as [UnderstoodSheet];
  notes.push(...aboutRows(sheets));
  if (mapping.amount && vatOfHeading(mapping.amount.column) === 'gross') notes.push(`The amounts include VAT: “${mapping.amount.column}”.`);
  return [...new Set(notes)];
}

/** What the first rows say of names that are missing and of dates that are only months. */
function aboutRows(sheets: readonly UnderstoodSheet[]): string[] {
  const dated = sheets.flatMap(({ sample, mapping }) => sample.map(({ cells }) => ({ date: (cells[mapping.date!.index] ?? '').trim(), supplier: (cells[mapping.supplier!.index] ?? '').trim() }))).filter(({ date }) => readDate(date) !== null || readDate(date, 'month-first') !== null);
  const unnamed = dated.filter(({ supplier }) => supplier === '').length;
  const month = dated.find(({ date }) => MONTH_ALONE.test(date));
  return [
    ...(unnamed > dated.length * MANY_UNNAMED ? [`${unnamed} of the first ${counted(dated.length, 'payment')} name no supplier. They are kept as paid to nobody named: nothing is taken from the row above.`] : []),
    ...(month ? [`Dates that name a month alone, such as ${month.date}, are kept as its first day.`] : []),
  ];
}

async function* batchesOf(sheets: readonly UnderstoodSheet[], dateOrder: DateOrder, map: Readonly<Record<string, string | undefined>>): AsyncGenerator<readonly (SpendRow | RefusedRow)[]> {
  for (const { sheet, headerRow, headings, headingRows, mapping, sample } of sheets) {
    const readerOf = (under: readonly string[], by: SpendMapping, first: readonly TableRow[], width: number) => rowReader({ sheet: sheet.name, headings: under, width, mapping: by, sides: sidesReader(by, upToNextHeadings(first).map((row) => row.cells)), currencyAt: currencyColumn(under, by.amount!, first.map((row) => row.cells)), dateOrder, vat: vatOfHeading(by.amount!.column) });
    let read = readerOf(headings, mapping, sample, widthOf(headings, sample, sheet.name === null));
    for await (const batch of sheet.batches()) {
      const rows: (SpendRow | RefusedRow)[] = [];
      for (const [index, row] of batch.entries()) {
        if (row.row <= headerRow) continue;
        const found = read(row);
        rows.push(found);
        // Sheets pasted under one another have headings of their own, and not always the same columns.
        if ('refused' in found && found.refused === HEADINGS_AGAIN && !headingRows.some((cells) => sameCells(cells, row.cells))) {
          const below = batch.slice(index + 1, index + 1 + ROWS_LOOKED_AT);
          const again = mapWith(row.cells, below, map);
          if (again.ok) read = readerOf(row.cells, again.mapping, below, Infinity);
        }
      }
      if (rows.length > 0) yield rows;
    }
  }
}

async function* singly<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}
