import type { Sector, Size } from '#parties';
import { rowNumbers } from './numbers.ts';
import type { SupplierColumns, SupplierField } from './supplier-file.ts';

/** A supplier as one row of a file tells of it. */
export interface SupplierValues {
  readonly name: string;
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  readonly size: Size | null;
  readonly sector: Sector | null;
  readonly postcode: string | null;
  readonly website: string | null;
}

export type SupplierRow =
  | { readonly kind: 'read'; readonly row: number; readonly values: SupplierValues; readonly notes: readonly string[] }
  | { readonly kind: 'refused'; readonly row: number; readonly column: string; readonly reason: string };

const SIZE_WORDS: readonly (readonly [RegExp, Size])[] = [[/^micro|sole trader/i, 'micro'], [/^small$/i, 'small'], [/^medium$/i, 'medium'], [/^large/i, 'large']];
const SECTOR_WORDS: readonly (readonly [RegExp, Sector])[] = [[/vcse?|voluntary|charit|third sector|community|social enterprise|not.for.profit/i, 'vcse'], [/^public|council|government|nhs|local authority/i, 'public'], [/^private|commercial|company|limited|sole trader|partnership|business/i, 'private']];
const LONGEST_NAME = 300;

/** Reads one row. A number that is none, or an address that is none, refuses the row with its column; words for size and kind that say nothing are left empty. */
export function readSupplier(row: number, cells: readonly string[], columns: SupplierColumns): SupplierRow {
  const at = (field: SupplierField): string => (cells[columns[field]?.index ?? -1] ?? '').replaceAll(/\s+/g, ' ').trim();
  const refused = (field: SupplierField, reason: string): SupplierRow => ({ kind: 'refused', row, column: columns[field]?.column ?? field, reason });
  const name = at('name');
  if (name === '') return refused('name', 'There is no name');
  if (name.length > LONGEST_NAME) return refused('name', `The name is longer than ${LONGEST_NAME} characters`);
  const numbers = rowNumbers(at('companyNumber'), at('charityNumber'));
  const unreadable = numbers.notes.find((note) => !note.includes('placeholder'));
  if (unreadable) return refused(unreadable.startsWith('the charity') ? 'charityNumber' : 'companyNumber', unreadable.slice(0, 1).toUpperCase() + unreadable.slice(1));
  const website = at('website');
  const address = website === '' ? null : webAddress(website);
  if (website !== '' && address === null) return refused('website', `“${website}” is no web address`);
  return {
    kind: 'read', row, notes: numbers.notes,
    values: { name, companyNumber: numbers.company, charityNumber: numbers.charity, size: wordIn(SIZE_WORDS, at('size')), sector: wordIn(SECTOR_WORDS, at('sector')), postcode: at('postcode').toUpperCase().slice(0, 10) || null, website: address },
  };
}

const wordIn = <Word>(list: readonly (readonly [RegExp, Word])[], text: string): Word | null => list.find(([pattern]) => pattern.test(text))?.[1] ?? null;

function webAddress(text: string): string | null {
  const parsed = URL.parse(/^[a-z]+:/i.test(text) ? text : `https://${text}`);
  return parsed && /^https?:$/.test(parsed.protocol) && parsed.hostname.includes('.') && !parsed.username ? parsed.href : null;
}
