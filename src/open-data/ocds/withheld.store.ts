import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { inForceToday } from '#parts/labels';
import type { Read } from '#platform/database/connection';
import type { Withholding } from './withheld.ts';

/** What is withheld today of the contracts of these processes. One query, however many; most sites have few labels. */
export async function withholdingsOf(read: Read, ocids: readonly string[], agreementIds: readonly string[]): Promise<Withholding[]> {
  if (ocids.length === 0) return [];
  // A process without a number of its own is called after its contract or its direct award.
  const ids = [...agreementIds, ...ocids.map((ocid) => ocid.slice(-36)).filter(isId)];
  const { rows } = await sql<Withholding>`
    select a.id::text as "contractId",
      array(select w.ocds_award_id from award w where w.agreement_id = a.id) || array(select d.reference || '-award' from direct_award d where d.agreement_id = a.id) || a.id::text as "awardIds",
      json_agg(json_build_object('id', l.id, 'field', l.field, 'label', l.label, 'reason', l.reason, 'until', l.until, 'readers', '[]'::json) order by l.id) as labels
    from label l join agreement a on a.id = l.about_id
    where l.about_kind = 'agreement' and ${inForceToday('l')}
      and (a.ocid = any(${ocids}::text[]) or a.id = any(${ids}::uuid[]) or exists (select 1 from direct_award d where d.agreement_id = a.id and d.id = any(${ids}::uuid[])))
    group by a.id`.execute(read);
  return rows;
}
