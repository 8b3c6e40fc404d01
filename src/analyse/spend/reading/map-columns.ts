import { surestFirst, type Candidate } from '#parts/tables';
import { cellsOf, fullRows, type ColumnCells } from './column-cells.ts';
import { areTwoSides, asOneColumn, marksIn, pairOf, type AmountPair } from './debit-and-credit.ts';
import { withoutVatOf } from './goods-and-vat.ts';
import { hasCurrencies, isInPounds } from './currency-column.ts';
import { headingMeanings, vatOfHeading, type HeadingMeaning } from './heading-meaning.ts';
import { SPEND_FIELDS, type SpendField, type SpendMapping } from './spend-row.ts';

/** Without these a row is no payment. */
export const NEEDED = ['date', 'amount', 'supplier'] as const satisfies readonly SpendField[];
/** The order in which fields are given their column where two are equally sure of it. Body and VAT number only keep theirs from the others. */
const MEANINGS: readonly HeadingMeaning[] = ['date', 'amount', 'supplier', 'body', 'vatNumber', 'companyNumber', 'charityNumber', 'unit', 'supplierNumber', 'transactionNumber', 'capital', 'category', 'purpose', 'service'];
/** Two columns as good as each other: the difference in sureness below which nobody could say. */
const AS_GOOD = 0.015;
/** Fewer cells than this are no evidence. */
const FEW = 5;
/** How surely a debit that has its credit beside it is the amount: less than a column that is called so and holds both. */
const DEBIT_OF_PAIR = 0.9;
/** How sure it is that a column whose heading and cells are both "debit or credit" marks the amounts. */
const MARKS = 0.95;
/** Beside a column of currencies, an amount that says it is in pounds is surer by this much: more than two that are as good as each other differ. */
const SAYS_POUNDS = 0.03;
/** How sure an amount is that was found by what it makes with its VAT. */
const ADDS_UP = 0.9;
/** How much less a column is taken for the service that paid, where it names the publisher throughout. */
const NAMES_PUBLISHER = 0.65;
/** How much less sure a column without a heading is of what the heading beside it says. */
const OVER_TWO = 0.9;
/** What is said of a choice between two columns as good as each other. */
const TOSSED_UP = 0.5;

export interface MappedSheet {
  readonly mapping: SpendMapping;
  /** What a person should know of the choices made, a sentence each. */
  readonly notes: readonly string[];
}

/** How well a row would do as the headings: the sum of what its cells surely mean. 0 when it cannot be them. */
export function headingRowScore(cells: readonly string[]): number {
  const best = new Map<HeadingMeaning, number>();
  for (const cell of cells) {
    if (cell.length > 150) continue;
    for (const [field, score] of headingMeanings(cell)) if (score > (best.get(field) ?? 0)) best.set(field, score);
  }
  const needed = NEEDED.filter((field) => (best.get(field) ?? 0) >= 0.55).length;
  if (needed < 2) return 0;
  return [...best.values()].reduce((sum, score) => sum + score, 0);
}

/** The row of headings among a file's first rows: -1 when none names two of date, amount and supplier in cells of their own. */
export function findHeadings(rows: readonly (readonly string[])[]): number {
  let [best, most] = [-1, 0];
  for (const [index, cells] of rows.entries()) {
    if (cells.filter((cell) => cell.trim() !== '').length < 3) continue;
    const score = headingRowScore(cells);
    // A later row must be clearly better: data may repeat the words of a heading.
    if (score > most + 0.5) [best, most] = [index, score];
  }
  return best;
}

/** Those of a table's rows that come before headings stand again: another table begins there. */
export function upToNextHeadings<Row extends { readonly cells: readonly string[] }>(rows: readonly Row[]): readonly Row[] {
  // Headings hold no figures, and payments always do.
  const next = rows.findIndex(({ cells }) => !cells.some((cell) => /\d/.test(cell)) && cells.filter((cell) => cell.trim() !== '').length >= 3 && headingRowScore(cells) > 0);
  return next < 0 ? rows : rows.slice(0, next);
}

/** Maps a sheet's headings to fields by their words and by what stands under them, together. */
export function mapColumns(headings: readonly string[], sample: readonly (readonly string[])[]): MappedSheet {
  const full = fullRows(sample);
  const pair = moneyPair(headings, full);
  const rows = pair ? full.map((row) => asOneColumn(row, pair)) : full;
  const cells = headings.map((_heading, index) => cellsOf(rows, index));
  const isCentral = headings.some((heading) => /^\W*entity(?:[\s_]*name)?\W*$/i.test(heading));
  const currencies = hasCurrencies(headings, full);
  const candidates: Candidate<HeadingMeaning>[] = headings.flatMap((heading, index) => (index === pair?.credit ? [] : candidatesOf(heading, index, cells, index === pair?.debit, headings[index - 1])))
    .map((one) => ({ ...one, confidence: one.confidence * (namesPublisher(one.field, cells[one.index]!, isCentral) ? NAMES_PUBLISHER : 1) + (one.field === 'amount' && currencies && isInPounds(one.column) ? SAYS_POUNDS : 0) }));
  const found = surestFirst(MEANINGS, candidates);
  const mapping = Object.fromEntries(SPEND_FIELDS.map((field) => [field, found[field as HeadingMeaning] ?? null])) as { -readonly [Field in SpendField]: SpendMapping[Field] };
  if (!pair) findNet(mapping, headings, full);
  findCredit(mapping, headings, full, pair);
  const notes: string[] = [];
  for (const field of [...NEEDED, 'unit'] as const) {
    const chosen = mapping[field];
    if (!chosen) continue;
    const rival = candidates.find((one) => one.field === field && one.index !== chosen.index && one.confidence >= chosen.confidence - AS_GOOD && !MEANINGS.some((other) => other !== field && found[other]?.index === one.index && (SPEND_FIELDS as readonly string[]).includes(other) && other !== 'service') && differs(full, one.index, chosen.index));
    if (!rival || field === 'unit') continue;
    mapping[field] = { ...chosen, confidence: TOSSED_UP };
    notes.push(`Two columns could be the ${field}: “${chosen.column}” (column ${chosen.index + 1}) was taken, and “${rival.column}” (column ${rival.index + 1}) was not. Say which with --map "${field}=Heading".`);
  }
  return { mapping, notes };
}

/** Takes the amount without its VAT, where the file shows which column that is and its heading did not say so. */
function findNet(mapping: { -readonly [Field in SpendField]: SpendMapping[Field] }, headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const { amount } = mapping;
  if (!amount || vatOfHeading(amount.column) === 'net') return;
  const index = withoutVatOf(amount.index, headings, rows);
  if (index < 0) return;
  for (const field of SPEND_FIELDS) if (mapping[field]?.index === index) mapping[field] = null;
  mapping.amount = { column: headings[index]!.trim(), index, confidence: Math.min(amount.confidence, ADDS_UP) };
}

/** A department that is the same throughout and is the publisher's own name: central departments head it so, beside their "Entity". */
function namesPublisher(field: HeadingMeaning, { only, filled }: ColumnCells, isCentral: boolean): boolean {
  if ((field !== 'unit' && field !== 'service') || only === null || filled < FEW) return false;
  return isCentral || PUBLIC_BODY.test(only);
}
const PUBLIC_BODY = /\b(?:council|borough|ministry|department (?:for|of)|nhs|foundation trust|authority|constabulary|cabinet office|hm treasury|home office|university)\b/i;

/** The two sides of one amount, where what stands under both is money. */
function moneyPair(headings: readonly string[], rows: readonly (readonly string[])[]): AmountPair | null {
  const pair = pairOf(headings);
  return pair && areTwoSides(rows, pair) ? pair : null;
}

/** Gives the amount the column of its credits, or of the marks that say which are credits, where there is one. */
function findCredit(mapping: { -readonly [Field in SpendField]: SpendMapping[Field] }, headings: readonly string[], rows: readonly (readonly string[])[], pair: AmountPair | null): void {
  const { amount } = mapping;
  if (!amount) return;
  const isPair = pair?.debit === amount.index;
  const index = isPair ? pair.credit : marksIn(headings, rows);
  if (index < 0 || index === amount.index) return;
  for (const field of SPEND_FIELDS) if (mapping[field]?.index === index) mapping[field] = null;
  mapping.credit = { column: headings[index]!.trim(), index, confidence: isPair ? amount.confidence : MARKS };
}

const differs = (sample: readonly (readonly string[])[], one: number, other: number): boolean => sample.some((row) => (row[one] ?? '').trim() !== (row[other] ?? '').trim());

function candidatesOf(heading: string, index: number, all: readonly ColumnCells[], isDebit: boolean, headingBefore: string | undefined): Candidate<HeadingMeaning>[] {
  const cells = all[index]!;
  // A heading over two columns, a code and its name: only the first keeps it when cells are taken apart.
  if (heading.trim() === '' && headingBefore !== undefined && cells.filled >= FEW && cells.words >= 0.8 && all[index - 1]!.filled >= FEW && all[index - 1]!.words < 0.2) {
    return (['supplier', 'unit'] as const).flatMap((field) => { const score = headingMeanings(headingBefore).get(field); return score === undefined ? [] : [{ field, index, column: '', confidence: score * OVER_TWO }]; });
  }
  const meanings = isDebit ? new Map<HeadingMeaning, number>([['amount', DEBIT_OF_PAIR]]) : headingMeanings(heading);
  // "Paid" and "Posted" are dates when dates stand under them, and nothing else then.
  if (cells.filled >= FEW && cells.writtenDates >= 0.95 && (meanings.get('date') ?? 0) < 0.8 && DATED_ALONE.test(heading.trim())) meanings.set('date', /^(?:posted|issued)/i.test(heading.trim()) ? 0.85 : 0.95);
  // Cells speak for a column whose heading says nothing, but never as loudly.
  if (cells.filled >= 5 && meanings.size === 0) {
    if (cells.writtenDates >= 0.95) meanings.set('date', 0.62);
    else if (cells.moneyLike >= 0.8 && cells.amounts >= 0.98) meanings.set('amount', 0.62);
  }
  return [...meanings].map(([field, score]) => ({ field, index, column: heading.trim(), confidence: score * fitness(field, cells, heading) }));
}

/** Headings of one word that are dates where dates stand under them. */
const DATED_ALONE = /^(?:paid|payment|cleared|clearing|settled|reconciled|posted|issued|payment made)\W*$/i;

/** 1 when a column's cells are what the field needs, or nothing can be said; less the less they are. */
function fitness(field: HeadingMeaning, cells: ColumnCells, heading: string): number {
  // "Organisation" is the publisher where it is the same throughout, and who was paid where it is not.
  if (/^\W*organi[sz]ation(?:[\W_]*name)?\W*$/i.test(heading) && cells.filled >= FEW) {
    if (field === 'body' && cells.different > FEW) return 0.5;
    if (field === 'supplier' && cells.different <= 2) return 0.3;
  }
  if (cells.filled === 0) return field === 'companyNumber' || field === 'charityNumber' || cells.total < 3 ? 1 : 0.65;
  // A few cells prove nothing against a heading, unless none of them is what it needs.
  if (cells.filled < FEW) return (field === 'date' && cells.dates === 0) || (field === 'amount' && cells.amounts === 0) || (field === 'supplier' && cells.words === 0 && cells.amounts === 1) ? 0.4 : 1;
  switch (field) {
    case 'date': return cells.dates >= 0.5 ? 0.8 + cells.dates * 0.2 : cells.dates * 0.5;
    case 'amount': return amountFitness(cells);
    case 'supplier': return cells.words >= 0.4 ? 1 : cells.writtenDates > 0.5 || cells.amounts > 0.9 ? 0.15 : 0.7;
    case 'unit': case 'service': return unitFitness(cells);
    case 'companyNumber': return cells.companyNumbers >= 0.5 ? 1 : cells.words > 0.8 ? 0.3 : 0.8;
    case 'charityNumber': case 'transactionNumber': case 'supplierNumber': return cells.words > 0.9 ? 0.6 : 1;
    case 'purpose': case 'category': return cells.words >= 0.3 ? 1 : 0.7;
    default: return 1;
  }
}

function amountFitness(cells: ColumnCells): number {
  if (cells.amounts < 0.5) return cells.amounts * 0.5;
  const read = 0.8 + cells.amounts * 0.2;
  if (cells.zeros > 0.9) return read * 0.7;
  // Whole numbers throughout are more likely codes, but some councils round to the pound.
  return cells.moneyLike === 0 && cells.filled >= 20 ? read * 0.93 : read;
}

function unitFitness(cells: ColumnCells): number {
  if (cells.words < 0.4) return 0.4;
  if (cells.filled < cells.total * 0.3) return 0.8;
  return cells.filled >= 50 && cells.variety > 0.85 ? 0.8 : 1;
}
