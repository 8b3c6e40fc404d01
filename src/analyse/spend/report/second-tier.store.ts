import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Pence } from '#kernel/money';
import type { Read } from '#platform/database/connection';
import { daysOfYear } from '../spend.ts';

export interface SecondTierReturn {
  readonly id: string;
  readonly agreementId: string;
  readonly title: string;
  readonly contractor: string;
  readonly outward: string | null;
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
  readonly localPence: Pence;
  readonly method: string;
  readonly evidence: string | null;
}

/** Contractors' returns whose period ends in the year, withdrawn ones left out. */
export async function returnsOf(read: Read, bodyId: string, year: number): Promise<SecondTierReturn[]> {
  const { from, to } = daysOfYear(year);
  const { rows } = await sql<SecondTierReturn>`select t.id, t.agreement_id as "agreementId", a.title, coalesce(o.name, a.supplier_name, 'The contractor') as contractor, nullif(split_part(upper(o.postcode), ' ', 1), '') as outward,
      t.from_on as "fromOn", t.to_on as "toOn", t.local_pence as "localPence", t.method, t.evidence
    from second_tier_return t join agreement a on a.id = t.agreement_id left join organisation o on o.id = a.lead_organisation_id
    where a.body_id = ${bodyId} and t.withdrawn_at is null and t.to_on between ${from}::date and ${to}::date
      and not exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = a.id and (l.field is null or l.field = 'supplier') and l.ended_at is null)
    order by t.local_pence desc, t.id`.execute(read);
  return rows;
}
