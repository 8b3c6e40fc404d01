import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Pence } from '#kernel/money';
import type { Read } from '#platform/database/connection';
import { daysOfYear, type Spent } from '../spend.ts';

export interface SecondTierReturn {
  readonly id: string;
  readonly agreementId: string;
  readonly bodyId: string;
  readonly title: string;
  readonly contractor: string;
  readonly outward: string | null;
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
  readonly localPence: Pence;
  readonly method: string;
  readonly evidence: string | null;
}

const COLUMNS = `t.id, t.agreement_id as "agreementId", a.body_id as "bodyId", a.title, coalesce(o.name, a.supplier_name, 'The contractor') as contractor, nullif(split_part(upper(o.postcode), ' ', 1), '') as outward,
      t.from_on as "fromOn", t.to_on as "toOn", t.local_pence as "localPence", t.method, t.evidence
    from second_tier_return t join agreement a on a.id = t.agreement_id left join organisation o on o.id = a.lead_organisation_id`;
/** SQL for the returns that are in the report: accepted, not withdrawn, of contracts whose supplier anyone may read. */
const STANDS = `t.state = 'accepted' and t.withdrawn_at is null and not exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = a.id and (l.field is null or l.field = 'supplier') and l.ended_at is null)`;

/** Contractors' returns whose period ends in the year, the most money first. */
export async function returnsOf(read: Read, bodyId: string, year: number): Promise<SecondTierReturn[]> {
  const { from, to } = daysOfYear(year);
  const { rows } = await sql<SecondTierReturn>`select ${sql.raw(COLUMNS)} where a.body_id = ${bodyId} and t.to_on between ${from}::date and ${to}::date and ${sql.raw(STANDS)} order by t.local_pence desc, t.id`.execute(read);
  return rows;
}

/** One return that is in the report. */
export async function standingReturn(read: Read, id: string): Promise<SecondTierReturn | null> {
  const { rows } = await sql<SecondTierReturn>`select ${sql.raw(COLUMNS)} where t.id = ${id} and ${sql.raw(STANDS)}`.execute(read);
  return rows[0] ?? null;
}

export interface SubcontractPayment {
  readonly row: number;
  readonly name: string;
  /** The first half of its postcode. */
  readonly outward: string | null;
  readonly paidOn: CalendarDate;
  readonly pence: Pence;
  readonly isLocal: boolean;
}

/** The payments of one return, in its own order, and what all of them come to. @param page from 0 */
export async function subcontractPayments(read: Read, returnId: string, { limit, page }: { readonly limit: number; readonly page: number }): Promise<{ readonly rows: SubcontractPayment[]; readonly all: Spent; readonly local: Spent }> {
  const { rows: sums } = await sql<{ lines: number; pence: Pence; localLines: number; localPence: Pence }>`select count(*)::int as lines, coalesce(sum(amount_pence), 0)::bigint as pence, count(*) filter (where is_local)::int as "localLines", coalesce(sum(amount_pence) filter (where is_local), 0)::bigint as "localPence"
    from second_tier_payment where return_id = ${returnId}`.execute(read);
  const { rows } = await sql<SubcontractPayment>`select row_number as row, name, nullif(split_part(upper(postcode), ' ', 1), '') as outward, paid_on as "paidOn", amount_pence as pence, is_local as "isLocal"
    from second_tier_payment where return_id = ${returnId} order by row_number limit ${limit} offset ${limit * page}`.execute(read);
  const { lines, pence, localLines, localPence } = sums[0]!;
  return { rows, all: { lines, pence }, local: { lines: localLines, pence: localPence } };
}
