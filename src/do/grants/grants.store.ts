import { sql, type RawBuilder } from 'kysely';
import { inForceToday } from '#parts/labels';
import type { Read } from '#platform/database/connection';
import type { KnownGrant } from './known-grant.ts';

/** SQL over an agreement `a`: a grant of a body's own, not one that a recipient passed on. */
export const OWN_GRANT = `a.kind = 'grant' and (a.parent_id is null or not exists (select 1 from agreement up where up.id = a.parent_id and up.kind = 'grant'))`;

/** A grant recorded here has the identifier that its reference makes, until a file gives it another. The prefix holds letters, digits and _ alone. */
export const identifierSql = (prefix: string): string => `coalesce(g.identifier, '${prefix}-' || a.reference)`;

/** Grants with all that is said of them; `where` is over the agreement `a`, its body `b` and its record `g`. */
export const grantsSql = (where: RawBuilder<unknown>, prefix: string): RawBuilder<KnownGrant> => sql<KnownGrant>`
  select a.id, ${sql.raw(identifierSql(prefix))} as identifier, a.title, a.description, b.slug as "bodySlug", b.name as "bodyName", u.name as "unitName",
    o.id as "organisationId", o.name as "organisationName", o.company_number as "companyNumber", o.charity_number as "charityNumber", a.supplier_name as "supplierName",
    a.value_net_pence as "valuePence", a.starts_on as "startsOn", a.ends_on as "endsOn", (a.created_at at time zone 'Europe/London')::date as "recordedOn",
    g.document, a.source_hash as "sourceHash", greatest(a.updated_at, g.updated_at) as "updatedAt",
    (select json_agg(json_build_object('id', l.id, 'field', l.field, 'label', l.label, 'reason', l.reason, 'until', l.until, 'readers', '[]'::json)) from label l
      where l.about_kind = 'agreement' and l.about_id = a.id and ${inForceToday('l')}) as labels
  from agreement a join body b on b.id = a.body_id left join grant_record g on g.agreement_id = a.id
    left join organisation o on o.id = a.lead_organisation_id left join organisational_unit u on u.id = a.unit_id
  where ${sql.raw(OWN_GRANT)} and ${where}`;

/** One grant. Null when it is none. */
export async function grantById(read: Read, id: string, prefix: string): Promise<KnownGrant | null> {
  const { rows } = await grantsSql(sql`a.id = ${id}`, prefix).execute(read);
  return rows[0] ?? null;
}
