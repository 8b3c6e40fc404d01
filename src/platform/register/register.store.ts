import { sql, type RawBuilder } from 'kysely';
import type { Database, Read } from '../database/connection.ts';
import { nothing, type Html } from '../pages/html.ts';
import { streamRows } from '../database/stream-rows.ts';
import { cursorText, type RegisterQuery } from './register-query.ts';
import type { RegisterDefinition, RegisterTotals } from './register-definition.ts';

/** What a field can hold: the database gives dates as text and pence as bigint. */
export type FieldValue = string | number | bigint | boolean | null;

/** A row as the database gives it: each field by its key, the order's value, and the labels on it. */
export interface RegisterRow {
  readonly id: string;
  readonly sort_value: string;
  readonly labels: unknown;
  readonly [field: string]: unknown;
}

export interface RegisterPage {
  readonly rows: readonly RegisterRow[];
  /** So many were counted. */
  readonly total: number;
  /** There are more than `total`: counting stopped there. */
  readonly hasMore: boolean;
  /** How many of each kind, where the register counts its kinds apart and there are not more than it counts. */
  readonly counted: Readonly<Record<string, number>> | null;
  readonly offset: number;
  /** Found by likeness, because no word matched. */
  readonly byLikeness: boolean;
  /** Cursors of the pages beside this one. */
  readonly previous: string | null;
  readonly next: string | null;
}

/** Rows that words find lie all over a table, so each is far dearer to count than those that an index has side by side. */
const MOST_FOUND = 10_000;

/** One page: a count, one more of the unusual kinds where kinds are counted apart, and a page query. Where words match nothing, one more count, by likeness. */
export async function readRegisterPage(read: Read, definition: RegisterDefinition, query: RegisterQuery): Promise<RegisterPage> {
  let where = whereOf(definition, query, definition.search.words);
  let { total, hasMore, counted } = await countRows(read, definition, query, where);
  let byLikeness = false;
  if (total === 0 && query.words && definition.search.likeness) {
    where = whereOf(definition, query, definition.search.likeness);
    ({ total, hasMore, counted } = await countRows(read, definition, query, where));
    byLikeness = total > 0;
  }
  if (total === 0) return { rows: [], total, hasMore, counted: null, offset: 0, byLikeness, previous: null, next: null };
  const backwards = query.cursor?.direction === 'before';
  const { rows: found } = await pageQuery(definition, query, where, query.limit + 1, await orderOf(read, definition, query)).execute(read);
  const rows = found.slice(0, query.limit);
  if (backwards) rows.reverse();
  const more = found.length > query.limit;
  const offset = Math.max(0, backwards ? query.cursor!.offset - rows.length : (query.cursor?.offset ?? 0));
  const hasNext = backwards || more;
  const hasPrevious = backwards ? more : query.cursor !== null;
  return {
    rows, total, hasMore, counted, byLikeness, offset,
    previous: hasPrevious && rows[0] ? cursorText({ direction: 'before', value: rows[0].sort_value, id: rows[0].id, offset }) : null,
    next: hasNext && rows.at(-1) ? cursorText({ direction: 'after', value: rows.at(-1)!.sort_value, id: rows.at(-1)!.id, offset: offset + rows.length }) : null,
  };
}

/** Every row that was asked for, in order, a few hundred at a time: the memory it takes does not grow with the register. */
export async function* readAllRows(database: Database, definition: RegisterDefinition, query: RegisterQuery): AsyncGenerator<readonly RegisterRow[]> {
  yield* streamRows(database, await database.read(async (read) => pageQuery(definition, { ...query, cursor: null }, await whereThatFinds(read, definition, query), null, await orderOf(read, definition, query))));
}

/** What the definition says of the question and of all that were found, `found` being a page of them; null where it says nothing. */
export async function readRegisterTotals(read: Read, definition: RegisterDefinition, query: RegisterQuery, found: RegisterPage): Promise<{ readonly lead: Html; readonly part: Html; readonly json: RegisterTotals['json'] } | null> {
  const search = found.byLikeness ? definition.search.likeness! : definition.search.words;
  const matching = sql`from ${sql.raw(definition.table)} r where ${whereOf(definition, query, search)}`;
  const asked = (await definition.asked?.(read, query, matching)) ?? null;
  const totals = definition.totals && found.total > 0 ? await definition.totals(read, matching) : null;
  return asked || totals ? { lead: asked?.part ?? nothing, part: totals?.part ?? nothing, json: { ...asked?.json, ...totals?.json } } : null;
}

async function whereThatFinds(read: Read, definition: RegisterDefinition, query: RegisterQuery): Promise<RawBuilder<unknown>> {
  const byWords = whereOf(definition, query, definition.search.words);
  if (!query.words || !definition.search.likeness) return byWords;
  return (await countRows(read, definition, query, byWords)).total > 0 ? byWords : whereOf(definition, query, definition.search.likeness);
}

async function countRows(read: Read, definition: RegisterDefinition, query: RegisterQuery, where: RawBuilder<unknown>): Promise<Pick<RegisterPage, 'total' | 'hasMore' | 'counted'>> {
  const most = definition.mostCounted === undefined ? null : query.words ? Math.min(definition.mostCounted, MOST_FOUND) : definition.mostCounted;
  const from = sql`${sql.raw(definition.table)} r where ${where}`;
  const { rows } = await sql<{ total: bigint }>`select count(*) as total from ${most === null ? from : sql`(select 1 from ${from} limit ${most + 1}) counted`}`.execute(read);
  const total = Number(rows[0]!.total);
  if (most !== null && total > most) return { total: most, hasMore: true, counted: null };
  return { total, hasMore: false, counted: total === 0 ? null : await countKinds(read, definition, where, total) };
}

/** How many there are of each kind: the kinds that are few are counted, and what is left is of the usual one. */
async function countKinds(read: Read, { table, counted }: RegisterDefinition, where: RawBuilder<unknown>, total: number): Promise<RegisterPage['counted']> {
  if (!counted) return null;
  const { rows } = await sql<{ kind: string; total: bigint }>`select ${sql.raw(counted.sql)} as kind, count(*) as total from ${sql.raw(table)} r where ${where} and ${sql.raw(counted.unusual)} group by 1`.execute(read);
  const found = new Map(rows.map((row) => [row.kind, Number(row.total)]));
  found.set(counted.usual, total - [...found.values()].reduce((sum, one) => sum + one, 0));
  return Object.fromEntries(Object.keys(counted.nouns).flatMap((kind) => (found.get(kind) ? [[kind, found.get(kind)!]] : [])));
}

function whereOf(definition: RegisterDefinition, query: RegisterQuery, search: (words: string) => RawBuilder<unknown>): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql.raw(`(${definition.publicWhere})`)];
  for (const { filter, sql: condition } of query.conditions) {
    conditions.push(sql`(${condition})`);
    if (filter.label && definition.withholding) conditions.push(sql.raw(`not ${definition.withholding.isWithheld(filter.label)}`));
  }
  if (query.words) conditions.push(sql`(${search(query.words)})`);
  return sql.join(conditions, sql` and `);
}

/** The page's rows are found on the table alone, by an index, and only then joined. */
function pageQuery(definition: RegisterDefinition, query: RegisterQuery, where: RawBuilder<unknown>, limit: number | null, key: string): RawBuilder<RegisterRow> {
  const { sort, cursor } = query;
  const forwards = cursor?.direction !== 'before';
  const direction = query.descending === forwards ? 'desc' : 'asc';
  const from = cursor
    ? sql` and (${sql.raw(key)}, r.id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${cursor.value}::${sql.raw(sort.type)}${sql.raw(sort.type === 'text' ? ' collate "C"' : '')}, ${cursor.id}::uuid)`
    : sql``;
  const fields = definition.fields.map((field) => `(${field.sql}) as "${field.key}"`).join(', ');
  const labels = definition.withholding ? `, (${definition.withholding.labelsSql}) as labels` : ', null as labels';
  const order = sql.raw(`order by ${key} ${direction}, r.id ${direction}`);
  return sql<RegisterRow>`select r.id, (${sql.raw(key)})::text as sort_value, ${sql.raw(fields + labels)}
    from (select r.* from ${sql.raw(definition.table)} r where ${where}${from} ${order}${limit === null ? sql`` : sql` limit ${limit}`}) r
    ${sql.raw(definition.joins ?? '')} ${order}`;
}

/**
 * The SQL of an order. Where it would give a withheld value away, those rows stand at the end instead, among the rows without one.
 * That order has no index, so it is used only while something is withheld.
 */
async function orderOf(read: Read, definition: RegisterDefinition, { sort }: RegisterQuery): Promise<string> {
  if (!sort.label || !definition.withholding) return sort.sql;
  const { rows } = await sql<{ any: boolean }>`select ${sql.raw(definition.withholding.anyWithheld(sort.label))} as any`.execute(read);
  if (!rows[0]!.any) return sort.sql;
  const nothing = sort.type === 'date' ? `date '-infinity'` : sort.type === 'bigint' ? '-1::bigint' : `''`;
  return `case when ${definition.withholding.isWithheld(sort.label)} then ${nothing} else ${sort.sql} end`;
}
