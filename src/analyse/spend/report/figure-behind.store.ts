import { sql, type RawBuilder } from 'kysely';
import type { Pence } from '#kernel/money';
import type { Read } from '#platform/database/connection';
import type { RegisterQuery } from '#platform/register/register-query';
import { NAME_WITHHELD } from '../listing.ts';
import { PLACE_JOINS, PLACE_KEYS, placeConditions } from '../narrowing.store.ts';
import { daysOfYear, isSpendKind, kindsIn, USUAL_VALUES, yearOfWords, type Spent } from '../spend.ts';
import { agreementSpend } from './agreements.store.ts';
import { valueFigures } from './figures.store.ts';
import { spellingsBehind, type SuppliersQuestion } from './suppliers.store.ts';

/** A figure of a report, as its own rollup has it, beside the payments of it that a list can show. */
export interface FigureBehind {
  readonly figure: Spent;
  /** What the keeper of the ledger said that the file adds up to, where one file is asked for. */
  readonly controlPence: Pence | null;
  /** Those of them that the list holds; null where there are more than are counted. */
  readonly listed: Spent | null;
}

const MOST_LISTED = 10_000;
type Asked = Readonly<Record<string, string>>;
const only = (asked: Asked, ...allowed: readonly string[]): boolean => Object.keys(asked).every((key) => allowed.includes(key));

/**
 * What the question of a list comes to, where it is the question of a report's figure. Null for any other: a sum of all payments that
 * anybody could narrow by day and amount would list them one by one after all.
 * @param suppliers what narrows the suppliers, for lists that are for staff alone
 */
export async function figureBehind(read: Read, query: RegisterQuery, matching: RawBuilder<unknown>, suppliers: SuppliersQuestion | null = null): Promise<FigureBehind | null> {
  const { sort: _sort, limit: _limit, body, ...asked } = query.typed;
  if (query.errors.length > 0 || query.words || !body) return null;
  const { rows: bodies } = await sql<{ id: string }>`select id from body where slug = ${body}`.execute(read);
  const found = bodies[0] && (await figureOf(read, bodies[0].id, asked, suppliers));
  if (!found) return null;
  const { rows } = await sql<Spent>`select count(*)::int as lines, coalesce(sum(amount_pence), 0)::bigint as pence from (select r.amount_pence ${matching} limit ${MOST_LISTED + 1}) listed`.execute(read);
  const listed = rows[0]!.lines > MOST_LISTED ? null : rows[0]!;
  return { controlPence: null, ...found, listed };
}

async function figureOf(read: Read, bodyId: string, asked: Asked, suppliers: SuppliersQuestion | null): Promise<Pick<FigureBehind, 'figure'> & { readonly controlPence?: Pence | null } | null> {
  if (asked['load']) {
    if (!only(asked, 'load')) return null;
    const { rows } = await sql<Spent & { controlPence: Pence | null }>`select lines, total_pence as pence, control_total_pence as "controlPence" from spend_load where import_id = ${asked['load']} and body_id = ${bodyId}`.execute(read);
    return rows[0] ? { figure: { lines: rows[0].lines, pence: rows[0].pence }, controlPence: rows[0].controlPence } : null;
  }
  const agreement = asked['agreement'] ?? asked['alone'];
  if (agreement) {
    if (!only(asked, asked['alone'] ? 'alone' : 'agreement')) return null;
    const spent = (await agreementSpend(read, bodyId, 1, agreement))[0];
    return spent ? { figure: asked['alone'] ? spent.alone : { lines: spent.lines, pence: spent.pence } } : null;
  }
  const year = yearOfWords(asked['year'] ?? '');
  if (year === null) return null;
  if (asked['kinds'] !== undefined || asked['over'] !== undefined) return only(asked, 'year', 'kinds', 'over') ? overValue(read, bodyId, year, asked) : null;
  if (!only(asked, 'year', 'kind', 'supplier', 'organisation', ...PLACE_KEYS, ...(suppliers ? ['size', 'sector', 'matched', 'contract', 'district'] : []))) return null;
  return { figure: await ofPlacesAndSuppliers(read, bodyId, year, asked, suppliers) };
}

async function overValue(read: Read, bodyId: string, year: number, asked: Asked): Promise<{ readonly figure: Spent } | null> {
  const over = USUAL_VALUES.find((value) => String(value) === asked['over']);
  if (asked['over'] !== undefined && over === undefined) return null;
  const kinds = asked['kinds'] === undefined ? null : kindsIn(asked['kinds']);
  const fits = (await valueFigures(read, bodyId, year)).filter(({ kind, overPence }) => (kinds === null || kinds.includes(kind)) && (over === undefined || overPence >= over));
  return { figure: fits.reduce((sum, { lines, pence }) => ({ lines: sum.lines + lines, pence: sum.pence + pence }), { lines: 0, pence: 0n }) };
}

/** From the smallest rollup that knows what is asked. */
async function ofPlacesAndSuppliers(read: Read, bodyId: string, year: number, asked: Asked, suppliers: SuppliersQuestion | null): Promise<Spent> {
  const { from, to } = daysOfYear(year);
  const places = placeConditions(asked);
  const named = [
    ...(asked['supplier'] ? [sql`s.id = ${asked['supplier']}`] : []), ...(asked['organisation'] ? [sql`s.organisation_id = ${asked['organisation']}`] : []),
  ];
  // Of a name that is withheld nothing is said beside an organisation or a supplier: no sum less another gives it.
  const bySupplier = [
    ...(named.length > 0 ? [sql`y.supplier_key = any(array(select s.supplier_key from spend_supplier s where s.body_id = ${bodyId} and ${sql.join(named, sql` and `)} and not ${sql.raw(NAME_WITHHELD)}))`] : []),
    ...(suppliers ? [sql`y.supplier_key = any(array(${spellingsBehind(suppliers)}))`] : []),
  ];
  const rollup = places.length > 0 && bySupplier.length > 0 ? 'spend_place_supplier_year' : places.length > 0 ? 'spend_place_month' : bySupplier.length > 0 ? 'spend_supplier_year' : 'spend_band_month';
  const when = rollup.endsWith('_month') ? sql`y.month between ${from}::date and ${to}::date` : sql`y.financial_year = ${year}`;
  const { rows } = await sql<Spent>`select coalesce(sum(y.lines), 0)::int as lines, coalesce(sum(y.amount_pence), 0)::bigint as pence from ${sql.raw(rollup)} y ${places.length > 0 ? PLACE_JOINS : sql``}
    where y.body_id = ${bodyId} and ${when} and ${sql.join([sql`true`, ...(isSpendKind(asked['kind'] ?? '') ? [sql`y.kind = ${asked['kind']}`] : []), ...places, ...bySupplier], sql` and `)}`.execute(read);
  return rows[0]!;
}
