import { sql, type RawBuilder } from 'kysely';
import type { Pence } from '#kernel/money';
import type { Read } from '#platform/database/connection';
import { REDACTED, WITHHELD_SUPPLIERS } from '../listing.ts';
import type { Spent } from '../spend.ts';
import { PLACE_JOINS, placeConditions } from '../narrowing.store.ts';
import { hasContractSql } from './agreements.store.ts';
import type { LocalDistrict } from './local-spend.ts';

/** What narrows the list of suppliers; each is one of the values that the reports link with. */
export interface SuppliersQuestion {
  readonly bodyId: string;
  readonly year: number;
  readonly size: string | null;
  readonly sector: string | null;
  /** no: no organisation yet; named: of these, those whose names the file gives; withheld: those whose it does not. */
  readonly matched: 'yes' | 'no' | 'named' | 'withheld' | null;
  /** no: matched, and without one; none: anybody without one, whoever they are. */
  readonly contract: 'yes' | 'no' | 'none' | null;
  /** A district's name, `any`, `elsewhere`, or `none` for those without an address. */
  readonly district: string | null;
  readonly districts: readonly LocalDistrict[];
  /** Only what was paid for one place. */
  readonly unit?: string | null;
  readonly service?: string | null;
  readonly without?: string | null;
}

export interface SupplierPaid extends Spent {
  readonly id: string;
  readonly organisationId: string | null;
  readonly name: string;
  /** Withheld by the file or the authority. */
  readonly withheld: boolean;
  readonly size: string | null;
  readonly sector: string | null;
}
export interface SuppliersPaid {
  readonly rows: readonly SupplierPaid[];
  readonly total: Spent & { readonly suppliers: number };
}

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Suppliers by what they were paid in a year, the most first: an organisation once, whatever its spellings. One query, a total of all with the page. */
export async function suppliersPaid(read: Read, question: SuppliersQuestion, page: { readonly limit: number | null; readonly after: { readonly pence: Pence; readonly id: string } | null }): Promise<SuppliersPaid> {
  const places = placeConditions({ unit: question.unit, service: question.service, without: question.without });
  const [rollup, joins] = places.length > 0 ? [sql`spend_place_supplier_year y`, PLACE_JOINS] : [sql`spend_supplier_year y`, sql``];
  // In one place there may be few payments, so the withheld names of a place are one row: their sum, and nobody's.
  const nobody = places.length > 0 ? sql`case when w.supplier_key is not null or s.redacted then ${NOBODY}::uuid else s.id end` : sql`s.id`;
  const after = page.after ? sql`where (-p.pence, p.id) > (${-page.after.pence}::bigint, ${page.after.id}::uuid)` : sql``;
  const { rows } = await sql<SupplierPaid & { all_lines: number; all_pence: Pence; suppliers: number }>`
    with withheld as materialized (select unnest(${sql.raw(WITHHELD_SUPPLIERS)}) as supplier_key),
      paid as materialized (select coalesce(o.id, ${nobody}) as id, o.id as "organisationId",
          case when w.supplier_key is not null or s.redacted then ${REDACTED} else coalesce(o.name, s.name) end as name, w.supplier_key is not null or s.redacted as withheld, o.size, o.sector, sum(y.lines)::int as lines, sum(y.amount_pence)::bigint as pence
        from ${rollup} ${joins} join spend_supplier s on s.supplier_key = y.supplier_key left join withheld w on w.supplier_key = s.supplier_key
          left join organisation o on o.id = s.organisation_id and w.supplier_key is null
        where y.body_id = ${question.bodyId} and y.financial_year = ${question.year} and y.kind = 'external' and ${sql.join([...conditionsOf(question), ...places], sql` and `)} group by 1, 2, 3, 4, 5, 6)
    select p.*, t.* from (select coalesce(sum(lines), 0)::int as all_lines, coalesce(sum(pence), 0)::bigint as all_pence, count(*)::int as suppliers from paid) t
      left join lateral (select * from paid p ${after} order by -p.pence, p.id ${page.limit === null ? sql`` : sql`limit ${page.limit}`}) p on true order by -p.pence, p.id`.execute(read);
  const first = rows[0]!;
  return { rows: rows.filter(({ id }) => id !== null).map(({ all_lines: _lines, all_pence: _pence, suppliers: _suppliers, ...row }) => row), total: { lines: first.all_lines, pence: first.all_pence, suppliers: first.suppliers } };
}

/** SQL for the spellings behind a list of suppliers, so that every payment behind it can be listed and summed by the same rule. */
export const spellingsBehind = (question: SuppliersQuestion): RawBuilder<unknown> => sql`select s.supplier_key from spend_supplier s left join (select unnest(${sql.raw(WITHHELD_SUPPLIERS)}) as supplier_key) w on w.supplier_key = s.supplier_key
  left join organisation o on o.id = s.organisation_id and w.supplier_key is null where s.body_id = ${question.bodyId} and ${sql.join(conditionsOf(question), sql` and `)}`;

function conditionsOf(question: SuppliersQuestion): RawBuilder<unknown>[] {
  const { size, sector, matched, contract, district } = question;
  const held = sql`(o.id = any(array(${hasContractSql(question.bodyId, question.year)})))`;
  return [
    sql`true`,
    ...(size === null ? [] : [size === 'sme' ? sql`o.size <> 'large'` : declared(sql`o.size`, size)]),
    ...(sector === null ? [] : [declared(sql`o.sector`, sector)]),
    ...(matched === null ? [] : [{ yes: sql`o.id is not null`, no: sql`o.id is null`, named: sql`o.id is null and not s.redacted and w.supplier_key is null`, withheld: sql`(s.redacted or w.supplier_key is not null)` }[matched]]),
    ...(contract === null ? [] : [{ yes: sql`o.id is not null and ${held}`, no: sql`o.id is not null and not ${held}`, none: sql`(o.id is null or not ${held})` }[contract]]),
    ...(district === null ? [] : [districtCondition(district, question.districts)]),
  ];
}

/** unknown: of a known organisation that did not say; not-known: that, and everybody who is no organisation here. */
const declared = (column: RawBuilder<unknown>, value: string): RawBuilder<unknown> => (value === 'unknown' ? sql`o.id is not null and ${column} is null` : value === 'not-known' ? sql`${column} is null` : sql`${column} = ${value}`);

const OUTWARD = sql`nullif(split_part(upper(o.postcode), ' ', 1), '')`;
const LETTERS = sql`substring(upper(o.postcode) from '^[A-Z]+')`;

/** As `districtOf` decides: a whole postcode district goes before an area's letters. */
function districtCondition(district: string, districts: readonly LocalDistrict[]): RawBuilder<unknown> {
  const all = districts.flatMap(({ codes }) => codes);
  const within = (codes: readonly string[]): RawBuilder<unknown> => sql`(${OUTWARD} = any(${codes}::text[]) or (${OUTWARD} <> all(${all}::text[]) and ${LETTERS} = any(${codes}::text[])))`;
  if (district === 'none') return sql`o.id is not null and ${OUTWARD} is null`;
  if (district === 'elsewhere') return sql`${OUTWARD} is not null and not ${within(all)}`;
  return within(district === 'any' ? all : districts.filter(({ name }) => name === district).flatMap(({ codes }) => codes));
}
