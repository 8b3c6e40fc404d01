import { undefused } from '#platform/register/csv';
import { CONTRACT_FIELDS, FIELD_NAMES, type FieldName } from './contract-fields.ts';
import { termOf, type ContractTerm } from './contract-term.ts';
import type { Mapping } from './map-headings.ts';
import { isNothing, readDate, readMoney, readMonths, readYesNo } from '#parts/tables';
import type { FileRow } from './register-file.ts';

/** A row's values by the schema's names: dates ISO, money in whole pence, yes and no as booleans; null where the cell says nothing. */
export type ContractValues = { readonly [Name in FieldName]?: string | bigint | boolean | number | null };

export interface RefusedCell {
  /** The heading of the column, or the field's name where the file has no such column. */
  readonly column: string;
  readonly reason: string;
}

export type ReadContract =
  | { readonly kind: 'contract'; readonly values: ContractValues; readonly term: ContractTerm; readonly texts: Readonly<Partial<Record<FieldName, string>>> }
  | { readonly kind: 'refused'; readonly cells: readonly RefusedCell[] }
  /** Not a contract: a row of totals, a repeat of the headings or a note under the table. */
  | { readonly kind: 'skipped'; readonly why: string };

/** Dates that must be readable; the others are often words ("annually"), which are kept but say no date. */
const DATES_NEEDED = new Set<FieldName>(['StartDate', 'EndDate']);
/** Words that say nothing of a date or a name, and much of how a contract was made: the open procedure is the commonest of all. */
const SAYS_HOW = new Set<FieldName>(['ProcessType', 'ContractType', 'Description', 'ProcurementCategory']);
const HOW = /^(?:open|rolling|rolling contract|annual rolling|call[- ]off|spot purchase|ad[- ]hoc|as and when|rate based|evergreen)$/i;
const LONGEST: Readonly<Partial<Record<FieldName, number>>> = { ContractTitle: 2000, ContractReference: 200, SupplierName: 1000 };

/** Reads one row, and says all that is wrong with it. What is missing is not wrong, but for the title: the import marks it as work. */
export function readContract(row: FileRow, mapping: Mapping, headings: readonly string[]): ReadContract {
  const aside = notAContract(row, mapping, headings);
  if (aside) return { kind: 'skipped', why: aside };
  const texts: Partial<Record<FieldName, string>> = {};
  const values: { [Name in FieldName]?: string | bigint | boolean | number | null } = {};
  const wrong: RefusedCell[] = [];
  for (const field of FIELD_NAMES) {
    const mapped = mapping[field];
    if (!mapped) continue;
    const text = undefused((row.cells[mapped.index] ?? '').replaceAll('\u00a0', ' ').trim());
    const longest = LONGEST[field] ?? 20_000;
    if (text.length > longest) wrong.push({ column: mapped.column, reason: `longer than ${longest} characters` });
    texts[field] = text.slice(0, longest);
    const read = readCell(field, text);
    if ('reason' in read) wrong.push({ column: mapped.column, reason: read.reason });
    else values[field] = read.value;
  }
  // A register without titles has only descriptions; the first line of one stands for it.
  if (!mapping.ContractTitle && typeof values.Description === 'string') values.ContractTitle = values.Description.split('\n')[0]!.slice(0, 200);
  if (!values.ContractTitle) wrong.push({ column: mapping.ContractTitle?.column ?? 'ContractTitle', reason: 'missing title' });
  const [start, end] = [values.StartDate, values.EndDate];
  if (typeof start === 'string' && typeof end === 'string' && end < start) wrong.push({ column: mapping.EndDate!.column, reason: `end before start: it ends on ${end} and starts on ${start}` });
  return wrong.length > 0 ? { kind: 'refused', cells: wrong } : { kind: 'contract', values, term: termOf(values, mapping.LastExtensionDate?.column.trim()), texts };
}

function readCell(field: FieldName, text: string): { readonly value: string | bigint | boolean | number | null } | { readonly reason: string } {
  const { type } = CONTRACT_FIELDS[field];
  if (type === 'text') return { value: text === '' || (field !== 'ContractTitle' && isNothing(text) && !(SAYS_HOW.has(field) && HOW.test(text))) ? null : text };
  if (type === 'yes-no') return { value: readYesNo(text) };
  if (isNothing(text)) return { value: null };
  switch (type) {
    case 'date': {
      const date = readDate(text, 'day-first', field === 'StartDate' ? 'start' : 'end');
      // Spreadsheets write the last day they know for "no end".
      if (date !== null) return { value: date.startsWith('9999') || date < '1901-01-01' ? null : date };
      return DATES_NEEDED.has(field) ? { reason: `unreadable date: ${shown(text)}` } : { value: null };
    }
    case 'money': {
      const pence = readMoney(text);
      if (pence === null) return { reason: `unreadable amount: ${shown(text)}` };
      return pence < 0n ? { reason: `negative value: ${shown(text)}` } : { value: pence };
    }
    case 'number': return { value: readMonths(text) };
  }
}

const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

function notAContract(row: FileRow, mapping: Mapping, headings: readonly string[]): string | null {
  const filled = row.cells.filter((cell) => cell.trim() !== '');
  const title = mapping.ContractTitle ? (row.cells[mapping.ContractTitle.index] ?? '').trim() : '';
  if (/^(grand |sub[- ]?)?totals?\b/i.test(filled[0] ?? '') && filled.length <= Math.max(3, row.cells.length / 3)) return 'a row of totals';
  if (mapping.ContractTitle && title === mapping.ContractTitle.column && filled.length > 1 && row.cells.every((cell, index) => cell.trim() === '' || cell.trim() === headings[index]?.trim())) return 'the headings again';
  const reference = mapping.ContractReference ? (row.cells[mapping.ContractReference.index] ?? '').trim() : '';
  if (title === '' && filled.length === 1 && (reference === '' || /\s/.test(reference))) return 'a note, not a contract';
  return null;
}
