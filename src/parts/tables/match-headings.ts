import { headingLikeness, headingWords, squeezedHeading } from './heading-words.ts';

/** Which column holds a field. `index` counts from 0; `confidence` is 1 for a heading that is known to mean it. */
export interface MappedColumn {
  readonly column: string;
  readonly index: number;
  readonly confidence: number;
}
export type Mapping<Field extends string> = Readonly<Partial<Record<Field, MappedColumn>>>;

/** A column that may hold a field, and how sure that is. */
export interface Candidate<Field extends string> extends MappedColumn {
  readonly field: Field;
}

/** Below this a heading is left unmapped: a wrong column is worse than none. */
export const LEAST_CONFIDENCE = 0.6;
/** A row is taken for the headings when it is known to name at least this many fields. */
const LEAST_HEADINGS = 3;

interface KnownHeading<Field extends string> {
  readonly field: Field;
  readonly squeezed: string;
  readonly words: ReadonlySet<string>;
}

/** The headings that people give to the fields of one kind of table. */
export class HeadingVocabulary<Field extends string> {
  readonly fields: readonly Field[];
  private readonly known: readonly KnownHeading<Field>[];

  /** @param headings for each field, in order of preference, what it is called; its own name is known too */
  constructor(headings: Readonly<Record<Field, readonly string[]>>) {
    this.fields = Object.keys(headings) as Field[];
    this.known = this.fields.flatMap((field) => [field, ...headings[field]].map((heading) => ({ field, squeezed: squeezedHeading(heading), words: new Set(headingWords(heading)) })));
  }

  /** How sure it is that a heading means each field, from 0 to 1. */
  confidences(heading: string): Map<Field, number> {
    const found = new Map<Field, number>();
    const [whole, words] = [squeezedHeading(heading), new Set(headingWords(heading))];
    if (whole === '') return found;
    for (const known of this.known) {
      const score = known.squeezed === whole ? 1 : headingLikeness(words, known.words);
      if (score > (found.get(known.field) ?? 0)) found.set(known.field, score);
    }
    return found;
  }

  /** The row that holds the headings, among the first of a file: titles and notes often stand above it. -1 when there is none. */
  findHeadingRow(rows: readonly (readonly string[])[]): number {
    let best = -1;
    let most = LEAST_HEADINGS - 0.01;
    for (const [index, row] of rows.entries()) {
      const known = row.map((cell) => Math.max(0, ...this.confidences(cell).values())).filter((score) => score >= LEAST_CONFIDENCE);
      const total = known.reduce((sum, score) => sum + score, 0);
      // Later rows must be clearly better: data that repeats a word of a heading is not one.
      if (known.length >= LEAST_HEADINGS && total > most) [best, most] = [index, total + 0.5];
    }
    return best;
  }

  /**
   * Maps headings to fields. A column whose cells are nothing of the kind is doubted.
   * @param evidence 1 when the cells of a column are what the field needs or nothing can be said; less the more of them are not
   */
  map(headings: readonly string[], evidence: (field: Field, index: number) => number): Mapping<Field> {
    return surestFirst(this.fields, headings.flatMap((heading, index) =>
      [...this.confidences(heading)].map(([field, score]) => ({ field, index, column: heading.trim(), confidence: score * evidence(field, index) }))));
  }
}

/** The surest pairs first, each column and each field once. */
export function surestFirst<Field extends string>(fields: readonly Field[], candidates: readonly Candidate<Field>[]): Mapping<Field> {
  const pairs = candidates.toSorted((a, b) => b.confidence - a.confidence || fields.indexOf(a.field) - fields.indexOf(b.field) || a.index - b.index);
  const mapping: Partial<Record<Field, MappedColumn>> = {};
  const taken = new Set<number>();
  for (const { field, index, column, confidence } of pairs) {
    if (confidence < LEAST_CONFIDENCE || mapping[field] || taken.has(index)) continue;
    mapping[field] = { column, index, confidence: Math.round(confidence * 100) / 100 };
    taken.add(index);
  }
  return mapping;
}

export type MappingProblem = { readonly ok: false; readonly why: string };

/** Puts what a person said ("Field=Heading") over what was found. A column they name belongs to no other field; an empty heading takes the field away. */
export function overrideMapping<Field extends string>(fields: readonly Field[], mapping: Mapping<Field>, headings: readonly string[], overrides: Readonly<Record<string, string>>): { readonly ok: true; readonly mapping: Mapping<Field> } | MappingProblem {
  const changed: Partial<Record<Field, MappedColumn>> = { ...mapping };
  for (const [name, heading] of Object.entries(overrides)) {
    const field = fields.find((one) => one.toLowerCase() === name.trim().toLowerCase());
    if (!field) return { ok: false, why: `There is no field called ${name}. Fields: ${fields.join(', ')}.` };
    if (heading.trim() === '') {
      delete changed[field];
      continue;
    }
    const index = columnNamed(headings, heading);
    if (index < 0) return { ok: false, why: `The file has no column headed ${heading}. Its headings: ${headings.filter((one) => one.trim()).join(', ')}.` };
    for (const other of fields) if (changed[other]?.index === index) delete changed[other];
    changed[field] = { column: headings[index]!.trim(), index, confidence: 1 };
  }
  return { ok: true, mapping: changed };
}

/** A column by its heading, or by its place as "#3" where headings are empty or stand twice. -1 when there is none. */
export function columnNamed(headings: readonly string[], heading: string): number {
  const exact = headings.findIndex((one) => one.trim() === heading.trim());
  if (exact >= 0) return exact;
  const place = /^#(\d+)$/.exec(heading.trim());
  if (place) return Number(place[1]) >= 1 && Number(place[1]) <= headings.length ? Number(place[1]) - 1 : -1;
  const squeezed = squeezedHeading(heading);
  return squeezed === '' ? -1 : headings.findIndex((one) => squeezedHeading(one) === squeezed);
}
