import { CONTRACT_FIELDS, FIELD_NAMES, type FieldName } from './contract-fields.ts';
import { isNothing, readDate, readMoney } from './read-value.ts';

/** Which column holds a field. `index` counts from 0; `confidence` is 1 for a heading that is known to mean it. */
export interface MappedColumn {
  readonly column: string;
  readonly index: number;
  readonly confidence: number;
}
export type Mapping = Readonly<Partial<Record<FieldName, MappedColumn>>>;

/** Below this a heading is left unmapped: a wrong column is worse than none. */
const LEAST_CONFIDENCE = 0.6;
/** A row is taken for the headings when it is known to name the title and at least this many fields in all. */
const LEAST_HEADINGS = 3;

/** "Total Contract Value (£)" and "total_contract-value" are one heading. */
export const plainHeading = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}+/gu, '').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replaceAll(/[£$€#*]/g, ' ').replaceAll('&', ' and ').replaceAll(/[^a-z0-9]+/g, ' ').trim();

const squeezed = (text: string): string => plainHeading(text).replaceAll(' ', '');
const FILLERS = new Set(['the', 'of', 'a', 'an', 'and', 'or', 'to', 'in', 'for', 'is', 'if', 'gbp', 'please', 'dd', 'mm', 'yyyy', 'yy', 'y', 'n']);
const tokens = (text: string): string[] => plainHeading(text).split(' ').filter((word) => word !== '' && !FILLERS.has(word));

interface KnownHeading {
  readonly field: FieldName;
  readonly squeezed: string;
  readonly tokens: ReadonlySet<string>;
}
const KNOWN: readonly KnownHeading[] = FIELD_NAMES.flatMap((field) =>
  [field, ...CONTRACT_FIELDS[field].headings].map((heading) => ({ field, squeezed: squeezed(heading), tokens: new Set(tokens(heading)) })),
);

/** How sure it is that a heading means a field, from 0 to 1. */
function confidences(heading: string): Map<FieldName, number> {
  const found = new Map<FieldName, number>();
  const [whole, words] = [squeezed(heading), new Set(tokens(heading))];
  if (whole === '') return found;
  for (const known of KNOWN) {
    const score = known.squeezed === whole ? 1 : likeness(words, known.tokens);
    if (score > (found.get(known.field) ?? 0)) found.set(known.field, score);
  }
  return found;
}

/** Shared words over all words; never as sure as a heading that is known. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared++;
  return shared === one.size && shared === other.size ? 0.95 : (shared / (one.size + other.size - shared)) * 0.9;
}

/** The row that holds the headings, among the first of a file: titles and notes often stand above it. -1 when there is none. */
export function findHeadingRow(rows: readonly (readonly string[])[]): number {
  let best = -1;
  let most = LEAST_HEADINGS - 0.01;
  for (const [index, row] of rows.entries()) {
    const known = row.map((cell) => Math.max(0, ...confidences(cell).values())).filter((score) => score >= LEAST_CONFIDENCE);
    const total = known.reduce((sum, score) => sum + score, 0);
    // Later rows must be clearly better: data that repeats a word of a heading is not one.
    if (known.length >= LEAST_HEADINGS && total > most) [best, most] = [index, total + 0.5];
  }
  return best;
}

/**
 * Maps headings to fields: the surest pairs first, each column and each field once. A column headed like a date or an amount whose
 * cells are nothing of the kind is doubted.
 * @param sample the first rows of data under the headings
 */
export function mapHeadings(headings: readonly string[], sample: readonly (readonly string[])[]): Mapping {
  const pairs = headings.flatMap((heading, index) =>
    [...confidences(heading)].map(([field, score]) => ({ field, index, column: heading.trim(), confidence: score * evidence(field, index, sample) })),
  );
  pairs.sort((a, b) => b.confidence - a.confidence || FIELD_NAMES.indexOf(a.field) - FIELD_NAMES.indexOf(b.field) || a.index - b.index);
  const mapping: Partial<Record<FieldName, MappedColumn>> = {};
  const taken = new Set<number>();
  for (const { field, index, column, confidence } of pairs) {
    if (confidence < LEAST_CONFIDENCE || mapping[field] || taken.has(index)) continue;
    mapping[field] = { column, index, confidence: Math.round(confidence * 100) / 100 };
    taken.add(index);
  }
  return mapping;
}

/** 1 when the cells are what the field needs or nothing can be said; less the more of them are not. */
function evidence(field: FieldName, index: number, sample: readonly (readonly string[])[]): number {
  const cells = sample.map((row) => row[index] ?? '').filter((cell) => !isNothing(cell));
  if (cells.length < 3) return 1;
  const { type } = CONTRACT_FIELDS[field];
  const reads = type === 'date' ? (cell: string) => readDate(cell, 'start') !== null : type === 'money' ? (cell: string) => readMoney(cell) !== null : null;
  if (!reads) return 1;
  const share = cells.filter(reads).length / cells.length;
  return share >= 0.5 ? 1 : 0.3 + share;
}

export type MappingProblem = { readonly ok: false; readonly why: string };

/** Puts what a person said ("Field=Heading") over what was found. A column they name belongs to no other field. */
export function overrideMapping(mapping: Mapping, headings: readonly string[], overrides: Readonly<Record<string, string>>): { readonly ok: true; readonly mapping: Mapping } | MappingProblem {
  const changed: Partial<Record<FieldName, MappedColumn>> = { ...mapping };
  for (const [name, heading] of Object.entries(overrides)) {
    const field = FIELD_NAMES.find((one) => one.toLowerCase() === name.trim().toLowerCase());
    if (!field) return { ok: false, why: `There is no field called ${name}. Fields: ${FIELD_NAMES.join(', ')}.` };
    if (heading.trim() === '') {
      delete changed[field];
      continue;
    }
    const index = headings.findIndex((one) => one.trim() === heading.trim() || squeezed(one) === squeezed(heading));
    if (index < 0) return { ok: false, why: `The file has no column headed ${heading}. Its headings: ${headings.filter((one) => one.trim()).join(', ')}.` };
    for (const other of FIELD_NAMES) if (changed[other]?.index === index) delete changed[other];
    changed[field] = { column: headings[index]!.trim(), index, confidence: 1 };
  }
  return { ok: true, mapping: changed };
}
