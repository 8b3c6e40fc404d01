import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Pence } from '#kernel/money';
import type { Read } from '#platform/database/connection';
import { NAME_WITHHELD, OPEN_ORGANISATION } from '../listing.ts';
import { daysOfYear, type SpendKind, type Spent } from '../spend.ts';

/** Everything here reads rollups, never the payments, so that it costs the same at any number of them. */

export interface SpendBody {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** The authorities whose spending is here. */
export async function spendBodies(read: Read): Promise<SpendBody[]> {
  const { rows } = await sql<SpendBody>`select b.id, b.slug, b.name from body b where exists (select 1 from spend_load x where x.body_id = b.id and x.lines > 0) order by b.name, b.id`.execute(read);
  return rows;
}

/** The financial years that a body has spending in, the latest first. */
export async function spendYears(read: Read, bodyId: string): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`select distinct (extract(year from month) - (extract(month from month) < 4)::int)::int as year from spend_band_month where body_id = ${bodyId} order by 1 desc`.execute(read);
  return rows.map(({ year }) => year);
}

export interface SpendLoad {
  readonly importId: string;
  readonly fileName: string;
  readonly loadedAt: Date;
  readonly lines: number;
  readonly totalPence: Pence;
  readonly controlPence: Pence | null;
  readonly unchanged: number;
  readonly firstOn: CalendarDate | null;
  readonly lastOn: CalendarDate | null;
}

/** A body's loads that stand, the latest first. */
export async function spendLoads(read: Read, bodyId: string): Promise<SpendLoad[]> {
  const { rows } = await sql<SpendLoad>`select i.id as "importId", i.file_name as "fileName", i.imported_at as "loadedAt", x.lines, x.total_pence as "totalPence", x.control_total_pence as "controlPence", i.unchanged, x.first_on as "firstOn", x.last_on as "lastOn"
    from spend_load x join import_batch i on i.id = x.import_id where x.body_id = ${bodyId} and i.undone_at is null order by i.imported_at desc, i.id desc`.execute(read);
  return rows;
}

/** Money to suppliers of one standing in one year. `matched` is false for spellings that are no organisation yet, withheld names among them. */
export interface SupplierFigure extends Spent {
  readonly year: number;
  readonly kind: SpendKind;
  readonly size: string | null;
  readonly sector: string | null;
  readonly matched: boolean;
  readonly redacted: boolean;
}

/** Spending by what suppliers declare of themselves today: a declaration or a match moves every year's money at once. */
export async function supplierFigures(read: Read, bodyId: string, from: number, to: number): Promise<SupplierFigure[]> {
  const { rows } = await sql<SupplierFigure>`select y.financial_year::int as year, y.kind, o.size, o.sector, o.id is not null as matched, ${sql.raw(NAME_WITHHELD)} as redacted, sum(y.lines)::int as lines, sum(y.amount_pence)::bigint as pence
    from spend_supplier_year y join spend_supplier s on s.supplier_key = y.supplier_key left join organisation o on o.id = ${sql.raw(OPEN_ORGANISATION)}
    where y.body_id = ${bodyId} and y.financial_year between ${from} and ${to} group by 1, 2, 3, 4, 5, 6`.execute(read);
  return rows;
}

/** Outside spending of a year by the first half of the supplier's postcode; null where it has none or is not matched. */
export async function outwardFigures(read: Read, bodyId: string, year: number): Promise<(Spent & { readonly outward: string | null; readonly matched: boolean })[]> {
  const { rows } = await sql<Spent & { outward: string | null; matched: boolean }>`select nullif(split_part(upper(o.postcode), ' ', 1), '') as outward, o.id is not null as matched, sum(y.lines)::int as lines, sum(y.amount_pence)::bigint as pence
    from spend_supplier_year y join spend_supplier s on s.supplier_key = y.supplier_key left join organisation o on o.id = ${sql.raw(OPEN_ORGANISATION)}
    where y.body_id = ${bodyId} and y.financial_year = ${year} and y.kind = 'external' group by 1, 2`.execute(read);
  return rows;
}

export interface PlaceFigure extends Spent {
  readonly unit: string;
  readonly service: string;
  readonly kind: SpendKind;
  readonly year: number;
}

/** Spending by directorate, service and kind, in the years asked for. */
export async function placeFigures(read: Read, bodyId: string, from: number, to: number): Promise<PlaceFigure[]> {
  const { rows } = await sql<PlaceFigure>`select coalesce(u.name, p.unit) as unit, p.service, m.kind, (extract(year from m.month) - (extract(month from m.month) < 4)::int)::int as year, sum(m.lines)::int as lines, sum(m.amount_pence)::bigint as pence
    from spend_place_month m join spend_place p on p.place_key = m.place_key left join organisational_unit u on u.id = p.unit_id
    where m.body_id = ${bodyId} and m.month between ${daysOfYear(from).from}::date and ${daysOfYear(to).to}::date group by 1, 2, 3, 4`.execute(read);
  return rows;
}

/** Lines and money over each usual publication value, by kind, in a year. */
export async function valueFigures(read: Read, bodyId: string, year: number): Promise<(Spent & { readonly overPence: Pence; readonly kind: SpendKind })[]> {
  const { from, to } = daysOfYear(year);
  const { rows } = await sql<Spent & { overPence: Pence; kind: SpendKind }>`select over_pence as "overPence", kind, sum(lines)::int as lines, sum(amount_pence)::bigint as pence from spend_band_month
    where body_id = ${bodyId} and month between ${from}::date and ${to}::date group by 1, 2`.execute(read);
  return rows;
}

/** All spending by kind and year. */
export async function kindFigures(read: Read, bodyId: string, from: number, to: number): Promise<(Spent & { readonly year: number; readonly kind: SpendKind })[]> {
  const { rows } = await sql<Spent & { year: number; kind: SpendKind }>`select (extract(year from month) - (extract(month from month) < 4)::int)::int as year, kind, sum(lines)::int as lines, sum(amount_pence)::bigint as pence from spend_band_month
    where body_id = ${bodyId} and month between ${daysOfYear(from).from}::date and ${daysOfYear(to).to}::date group by 1, 2`.execute(read);
  return rows;
}
