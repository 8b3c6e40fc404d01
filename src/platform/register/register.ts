import { Readable } from 'node:stream';
import { poundsDecimal } from '#kernel/money';
import { page, pageOf, payload, type Answer, type PageContext, type Route } from '../web/route.ts';
import { csvLine, plainCell, textCell } from './csv.ts';
import type { RegisterDefinition, RegisterField } from './register-definition.ts';
import type { Read } from '../database/connection.ts';
import { onlyRow, registerAddress, readRegisterQuery, withNames, type RegisterQuery } from './register-query.ts';
import { fieldOf, plainValue, registerPage } from './register.page.ts';
import { readAllRows, readRegisterPage, readRegisterTotals, type FieldValue, type RegisterRow } from './register.store.ts';

export type { RegisterDefinition, RegisterField, RegisterFilter, RegisterSort, RegisterWithholding } from './register-definition.ts';

/** The licence under which a public authority's registers are given (the Transparency Code asks for it). */
export const OPEN_GOVERNMENT_LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

export interface Register {
  readonly definition: RegisterDefinition;
  readonly routes: readonly Route[];
}

/** Files are heavier than pages, so fewer of them are given in a minute to one address. */
const FILES_A_MINUTE = 60;

/**
 * A public list from one definition: the page at its url, the same rows at `.csv` (all of them, streamed) and at `.json` (a page
 * at a time, `next` leading on). All three read the same rows by the same rule, so their totals agree.
 */
export function register(definition: RegisterDefinition): Register {
  const shared = { act: definition.act };
  return {
    definition,
    routes: [
      { ...page({ ...shared, url: definition.url, show: (context) => answerWithPage(definition, context) }), register: definition },
      page({ ...shared, url: `${definition.url}.csv`, perMinute: FILES_A_MINUTE, show: (context) => answerWithFile(definition, context) }),
      page({ ...shared, url: `${definition.url}.json`, show: (context) => answerWithJson(definition, context) }),
    ],
  };
}

/** One row as JSON gives it: every field by name, a withheld one left out and its reason under `withheld`. */
export function rowAsJson(definition: RegisterDefinition, row: RegisterRow): Record<string, unknown> {
  const item: Record<string, unknown> = { id: row.id, address: definition.address(row.id) };
  const withheld: Record<string, string> = {};
  for (const field of definition.fields) {
    const held = fieldOf(definition, row, field);
    if ('withheld' in held) withheld[field.key] = held.withheld;
    else item[field.key] = jsonValue(field, held.value);
  }
  return Object.keys(withheld).length > 0 ? { ...item, withheld } : item;
}

/** A definition's page. For a list whose rows depend on who asks: it makes its definition for each question, and has routes of its own. */
export async function answerWithPage(asked: RegisterDefinition, context: PageContext): Promise<Answer> {
  const definition = await withNames(asked, context.read, context.query, { all: true });
  const query = readRegisterQuery(definition, context.query);
  const found = await readRegisterPage(context.read, definition, query);
  const totals = await readRegisterTotals(context.read, definition, query, found);
  return pageOf(definition.title, registerPage(definition, query, found, totals ?? undefined), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: definition.title }] });
}

/** Every row that was asked for, as CSV. */
export async function answerWithFile(asked: RegisterDefinition, context: PageContext): Promise<Answer> {
  const definition = await withNames(asked, context.read, context.query, { all: false });
  const query = readRegisterQuery(definition, context.query);
  if (query.errors.length > 0) return badRequest(query.errors);
  const lines = async function* (): AsyncGenerator<string> {
    yield csvLine(['Identifier', ...definition.fields.map((field) => field.heading)].map(plainCell));
    for await (const rows of readAllRows(context.services.database, definition, query)) yield rows.map((row) => rowAsCsv(definition, row)).join('');
  };
  return payload('text/csv; charset=utf-8', Readable.from(lines()), { fileName: `${definition.name}.csv` });
}

/** A page of the rows that were asked for, as JSON. */
export async function answerWithJson(definition: RegisterDefinition, context: PageContext): Promise<Answer> {
  const found = await readAsJson(definition, context.read, context.query, context.services.config.siteUrl, `${definition.url}.json`);
  return found.ok ? payload('application/json; charset=utf-8', JSON.stringify(found.list)) : badRequest(found.problems);
}

/** A page of a register as programs read it. */
export interface RegisterList {
  readonly title: string;
  readonly licence: string;
  /** Null where there are more than the register counts. */
  readonly total: number | null;
  /** What the total is made of, by kind, where the register counts its kinds apart. */
  readonly counted?: Readonly<Record<string, number>>;
  readonly totals?: Readonly<Record<string, unknown>>;
  /** The address of the next page; null on the last. */
  readonly next: string | null;
  readonly items: readonly Record<string, unknown>[];
}

/** The rows that were asked for, a page at a time. @param url where the next page is asked for, on this site */
export async function readAsJson(given: RegisterDefinition, read: Read, asked: unknown, siteUrl: string, url: string): Promise<{ readonly ok: true; readonly list: RegisterList } | { readonly ok: false; readonly problems: RegisterQuery['errors'] }> {
  const definition = await withNames(given, read, asked, { all: false });
  const query = readRegisterQuery(definition, asked);
  if (query.errors.length > 0) return { ok: false, problems: query.errors };
  const found = await readRegisterPage(read, definition, query);
  const next = found.next ? siteUrl + registerAddress(url, query.typed, { from: found.next }) : null;
  const totals = await readRegisterTotals(read, definition, query, found);
  return { ok: true, list: { title: definition.title, licence: OPEN_GOVERNMENT_LICENCE, total: found.hasMore ? null : found.total, ...(found.counted ? { counted: found.counted } : {}), ...(totals ? { totals: totals.json } : {}), next, items: found.rows.map((row) => rowAsJson(definition, row)) } };
}

/** One row by its id, as its register tells it; null when it is not in it. */
export async function readOneAsJson(definition: RegisterDefinition, read: Read, id: string): Promise<Record<string, unknown> | null> {
  const query = readRegisterQuery(definition, {});
  const { rows } = await readRegisterPage(read, definition, { ...query, conditions: [onlyRow(id)] });
  return rows[0] ? rowAsJson(definition, rows[0]) : null;
}

const badRequest = (errors: readonly { readonly field: string; readonly message: string }[]): Answer =>
  payload('application/json; charset=utf-8', JSON.stringify({ error: 'This question cannot be answered as it was asked', problems: errors }), { status: 400 });

function rowAsCsv(definition: RegisterDefinition, row: RegisterRow): string {
  const cells = definition.fields.map((field) => {
    const held = fieldOf(definition, row, field);
    if ('withheld' in held) return textCell(held.withheld);
    const text = plainValue(field, held.value);
    return field.type === 'text' ? textCell(text) : plainCell(text);
  });
  return csvLine([row.id, ...cells]);
}

function jsonValue(field: RegisterField, value: FieldValue): FieldValue {
  if (value === null || value === '') return null;
  // Pounds as a JSON number: exact to the penny for every amount that a public body has spent.
  return field.type === 'money' ? Number(poundsDecimal(BigInt(value))) : value;
}
