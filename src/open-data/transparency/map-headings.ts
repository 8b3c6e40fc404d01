import { HeadingVocabulary, isNothing, overrideMapping as override, readDate, readMoney, type Mapping as MappingOf, type MappingProblem } from '#parts/tables';
import { CONTRACT_FIELDS, FIELD_NAMES, type FieldName } from './contract-fields.ts';

export type Mapping = MappingOf<FieldName>;

const VOCABULARY = new HeadingVocabulary<FieldName>(Object.fromEntries(FIELD_NAMES.map((field) => [field, CONTRACT_FIELDS[field].headings])) as Record<FieldName, readonly string[]>);

/** The row that holds the headings, among the first of a file. -1 when there is none. */
export const findHeadingRow = (rows: readonly (readonly string[])[]): number => VOCABULARY.findHeadingRow(rows);

/**
 * Maps headings to fields. A column headed like a date or an amount whose cells are nothing of the kind is doubted.
 * @param sample the first rows of data under the headings
 */
export const mapHeadings = (headings: readonly string[], sample: readonly (readonly string[])[]): Mapping => VOCABULARY.map(headings, (field, index) => (field === 'ContractValue' && A_YEAR.test(headings[index]!) ? 0.5 : 1) * evidence(field, index, sample));

/** What a contract is worth in a year is never taken for what it is worth. The Code's own heading names both, with "or". */
const A_YEAR = /^(?!.*\b(?:total|or)\b).*(?:annual|yearly|per annum|per year|\bp\.?a\b)/i;

/** 1 when the cells are what the field needs or nothing can be said; less the more of them are not. */
function evidence(field: FieldName, index: number, sample: readonly (readonly string[])[]): number {
  const cells = sample.map((row) => row[index] ?? '').filter((cell) => !isNothing(cell));
  if (cells.length < 3) return 1;
  const { type } = CONTRACT_FIELDS[field];
  const reads = type === 'date' ? (cell: string) => readDate(cell) !== null : type === 'money' ? (cell: string) => readMoney(cell) !== null : null;
  if (!reads) return 1;
  const share = cells.filter(reads).length / cells.length;
  return share >= 0.5 ? 1 : 0.3 + share;
}

/** Puts what a person said ("Field=Heading") over what was found. */
export const overrideMapping = (mapping: Mapping, headings: readonly string[], overrides: Readonly<Record<string, string>>): { readonly ok: true; readonly mapping: Mapping } | MappingProblem => override(FIELD_NAMES, mapping, headings, overrides);
