import { parseCalendarDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import type { Read } from '../database/connection.ts';
import { formatDate, formatPounds } from '../pages/presentation.ts';
import { parsePounds } from '#kernel/money';
import { sql, type RawBuilder } from 'kysely';
import type { FilterChoice, RegisterDefinition, RegisterFilter, RegisterSort } from './register-definition.ts';

/** Where a page begins: after (or before) the row with this sort value and id. */
export interface RegisterCursor {
  readonly direction: 'after' | 'before';
  readonly value: string;
  readonly id: string;
  /** Rows before this page, to say "51 to 100 of 281". */
  readonly offset: number;
}

/** A filter as it was used. */
export interface RegisterCondition {
  readonly filter: RegisterFilter;
  readonly sql: RawBuilder<unknown>;
  /** What was chosen, as a reader says it; null where only an identifier says it. */
  readonly says: string | null;
}

/** What a visitor asked of a register, read and checked. */
export interface RegisterQuery {
  readonly words: string;
  readonly conditions: readonly RegisterCondition[];
  readonly sort: RegisterSort;
  readonly descending: boolean;
  readonly cursor: RegisterCursor | null;
  readonly limit: number;
  /** As typed, to be shown again and carried through the links. */
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}

export const ROWS_A_PAGE = 50;
const MOST_ROWS = 1000;
const LONGEST_WORDS = 200;
const LONGEST_VALUE = 200;

/** Reads an address's query. What cannot be read is told and left out; it never fails the page. */
export function readRegisterQuery(definition: RegisterDefinition, query: unknown): RegisterQuery {
  const raw = textValues(query);
  const typed: Record<string, string> = {};
  const errors: { field: string; message: string }[] = [];
  const conditions: RegisterCondition[] = [];
  for (const filter of definition.filters) {
    const text = (raw[filter.key] ?? '').trim().slice(0, LONGEST_VALUE);
    if (text === '') continue;
    typed[filter.key] = text;
    const read = readFilter(filter, text);
    if ('why' in read) errors.push({ field: filter.key, message: read.why });
    else conditions.push({ filter, ...read });
  }
  const words = (raw['q'] ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_WORDS);
  if (words) typed['q'] = words;
  const sort = definition.sorts.find((one) => one.key === (raw['sort'] ?? '').replace(/^-/, '')) ?? definition.sorts[0];
  const usual = sort === definition.sorts[0] && raw['sort'] === undefined;
  const descending = usual ? sort.descending === true : (raw['sort'] ?? '').startsWith('-');
  if (raw['sort'] !== undefined && definition.sorts.some((one) => one.key === raw['sort']!.replace(/^-/, ''))) typed['sort'] = raw['sort'];
  else if (raw['sort'] !== undefined) errors.push({ field: 'sort', message: `Sort by one of: ${definition.sorts.map((one) => one.key).join(', ')}` });
  const limit = readLimit(raw['limit']);
  if (limit === null) errors.push({ field: 'limit', message: `Ask for 1 to ${MOST_ROWS} rows` });
  else if (raw['limit'] !== undefined) typed['limit'] = String(limit);
  const cursor = readCursor(raw['from'], sort);
  if (raw['from'] !== undefined && cursor === null) errors.push({ field: 'from', message: 'This page is no longer where it was. Start again from the first page.' });
  return { words, conditions, sort, descending, cursor, limit: limit ?? ROWS_A_PAGE, typed, errors };
}

/** The condition that leaves one row of a register. @param id checked to be one */
export const onlyRow = (id: string): RegisterQuery['conditions'][number] => {
  const filter = { key: 'id', words: 'Identifier', type: 'id' as const, sql: (value: string) => sql`r.id = ${value}::uuid` };
  return { filter, sql: filter.sql(id), says: null };
};

/** The text of a cursor in an address. */
export const cursorText = ({ direction, value, id, offset }: RegisterCursor): string =>
  Buffer.from(JSON.stringify([direction === 'after' ? 1 : 0, value, id, offset])).toString('base64url');

/** An address of the register that keeps what was asked and changes some of it; an undefined value leaves a name out. */
export function registerAddress(url: string, typed: Readonly<Record<string, string>>, changes: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...typed, ...changes })) if (value) parameters.set(name, value);
  return parameters.size === 0 ? url : `${url}?${parameters}`;
}

type ReadFilter = Omit<RegisterCondition, 'filter'> | { readonly why: string };

function readFilter(filter: RegisterFilter, text: string): ReadFilter {
  switch (filter.type) {
    case 'choice': {
      const choice = filter.choices.find(({ value }) => value === text);
      return choice ? { sql: filter.sql(text), says: choice.text } : { why: `${filter.words}: choose one from the list` };
    }
    case 'named': return readNamed(filter, text);
    case 'date': {
      const date = readTypedDate(text);
      return date ? { sql: filter.sql(date), says: formatDate(date) } : { why: `${filter.words}: enter a date like 31/3/2016` };
    }
    case 'money': {
      const parsed = parsePounds(text);
      return parsed.ok ? { sql: filter.sql(parsed.pence), says: formatPounds(parsed.pence) } : { why: `${filter.words}: ${parsed.why.charAt(0).toLowerCase()}${parsed.why.slice(1)}` };
    }
    case 'words': return text.includes('\0') ? { why: `${filter.words}: this cannot be read` } : { sql: filter.sql(text), says: text };
    case 'id': return isId(text) ? { sql: filter.sql(text), says: null } : { why: `${filter.words}: this link is not complete` };
    case 'slug': return /^[a-z0-9-]+$/.test(text) ? { sql: filter.sql(text), says: null } : { why: `${filter.words}: this link is not complete` };
  }
}

/** Those that were meant: the one with this short name, else those of exactly this name, else all with it in their names. */
export function namedBy(choices: readonly FilterChoice[], text: string): readonly FilterChoice[] {
  const asked = text.toLowerCase();
  const tests: readonly ((choice: FilterChoice) => boolean)[] = [({ value }) => value === asked, ({ text: name }) => name.toLowerCase() === asked, ({ text: name }) => name.toLowerCase().includes(asked)];
  return tests.map((test) => choices.filter(test)).find((found) => found.length > 0) ?? [];
}

const MOST_SAID = 5;

function readNamed(filter: RegisterFilter & { readonly type: 'named' }, text: string): ReadFilter {
  // Where nobody read which there are, only a short name can be understood.
  const found = namedBy(filter.choices ?? [{ value: text, text }], text);
  if (found.length === 0) return { why: `${filter.words}: none here has “${text.replaceAll('\0', '')}” in its name` };
  const names = found.slice(0, MOST_SAID).map((choice) => choice.text).join(' or ');
  return { sql: filter.sql(found.map(({ value }) => value)), says: found.length > MOST_SAID ? `${names} or ${found.length - MOST_SAID} more with “${text}” in their names` : names };
}

/** The definition with the names that its filters ask for, read where the form needs them (`all`) or the address has such a filter. One query a filter. */
export async function withNames(definition: RegisterDefinition, read: Read, query: unknown, { all }: { readonly all: boolean }): Promise<RegisterDefinition> {
  const raw = textValues(query);
  const filters: RegisterFilter[] = [];
  for (const filter of definition.filters) {
    const asked = (raw[filter.key] ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_VALUE);
    filters.push(filter.type === 'named' && (all || asked !== '') ? { ...filter, choices: await filter.named(read, asked.toLowerCase()) } : filter);
  }
  return { ...definition, filters };
}

/** "31/3/2016", "31 March 2016" or "2016-03-31". */
function readTypedDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const british = /^(\d{1,2})[ /.-]+(\d{1,2}|[A-Za-z]{3,9})[ /.-]+(\d{4})$/.exec(text);
  const parts = iso ? [iso[3]!, iso[2]!, iso[1]!] : british ? [british[1]!, british[2]!, british[3]!] : null;
  if (!parts) return null;
  const parsed = parseCalendarDate(parts[0]!, parts[1]!, parts[2]!);
  return parsed.ok ? parsed.date : null;
}

function readLimit(text: string | undefined): number | null {
  if (text === undefined) return ROWS_A_PAGE;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MOST_ROWS ? limit : null;
}

const VALUE_FORMS: Readonly<Record<RegisterSort['type'], RegExp>> = { date: /^(\d{4}-\d{2}-\d{2}|-?infinity)$/, bigint: /^-?\d{1,18}$/, text: /^[^\0]*$/ };

function readCursor(text: string | undefined, sort: RegisterSort): RegisterCursor | null {
  if (!text) return null;
  try {
    const [after, value, id, offset] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof value !== 'string' || !VALUE_FORMS[sort.type].test(value) || !isId(id) || typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0) return null;
    if (sort.type === 'date' && /^\d/.test(value) && readTypedDate(value) === null) return null;
    return { direction: after === 1 ? 'after' : 'before', value, id, offset };
  } catch {
    return null;
  }
}

function textValues(query: unknown): Record<string, string | undefined> {
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string').at(-1)]));
}
