import { sql, type RawBuilder } from 'kysely';
import { inForceToday } from '#parts/labels';
import type { Read } from '#platform/database/connection';
import { RELEASED_KINDS, type ContractRecord } from './contract-record.ts';
import type { BuyerFacts, SupplierFacts } from './release-facts.ts';
import { processOf } from './process.store.ts';
import { SUPPLIER } from './release-facts.store.ts';

type Row = Omit<ContractRecord, 'buyer' | 'suppliers'> & BuyerColumns & { readonly parties: SupplierFacts[]; readonly supplierName: string | null };
interface BuyerColumns {
  readonly bodySlug: string; readonly bodyName: string; readonly bodyKind: string; readonly gssCode: string | null; readonly bodyPlatform: string | null; readonly bodyWebsite: string | null; readonly bodyEmail: string | null;
}

/** SQL for every contract that may be released and fits the condition (over `a`), in the order of ids. */
export const contractRecordsSql = (where: RawBuilder<unknown>, ocidPrefix: string, limit: number | null = null): RawBuilder<Row> => sql<Row>`
  select a.id, a.reference, ${processOf('a', ocidPrefix)} as ocid,
    coalesce((select w.ocds_award_id from award w where w.agreement_id = a.id limit 1), (select d.reference || '-award' from direct_award d where d.agreement_id = a.id limit 1), a.id::text) as "awardId",
    a.title, a.description, a.kind, a.state, a.process, a.cpv_code as "cpvCode", a.body_id as "bodyId", b.slug as "bodySlug", b.name as "bodyName", b.kind as "bodyKind", b.gss_code as "gssCode",
    b.platform_identifier as "bodyPlatform", b.website as "bodyWebsite", b.contact_email as "bodyEmail", a.supplier_name as "supplierName", a.sme, a.vcse, a.value_net_pence as "netPence", a.value_gross_pence as "grossPence",
    a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.latest_ends_on::text as "latestEndsOn", a.entered_on::text as "enteredOn", a.updated_at as "updatedAt",
    coalesce((select json_agg(${SUPPLIER} order by g.id <> a.lead_organisation_id, g.name, g.id) from (
      select a.lead_organisation_id as id union select p.organisation_id from agreement_party p where p.agreement_id = a.id and p.role in ('supplier', 'lead', 'partner')) of_it join organisation g using (id)), '[]'::json) as parties,
    coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name, 'target', coalesce(m.target_words, m.target::text || coalesce(' ' || m.unit, ''))) order by m.position, m.id)
      from measure m where m.about_kind = 'agreement' and m.about_id = a.id and m.key_performance_indicator), '[]'::json) as indicators,
    coalesce((select json_agg(json_build_object('id', c.id, 'title', c.title, 'supplier', ${SUPPLIER}) order by c.id) from agreement c join organisation g on g.id = c.lead_organisation_id
      where c.parent_id = a.id and c.kind = 'sub-contract' and c.state <> 'draft'
        and not exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = c.id and (l.field is null or l.field = 'supplier') and ${inForceToday('l')})), '[]'::json) as subcontracts,
    (select json_build_object('ocid', ${processOf('f', ocidPrefix)}, 'title', f.title) from agreement f where f.id = a.parent_id and f.kind = 'framework' and f.state <> 'draft') as framework,
    coalesce((select json_agg(json_build_object('id', l.id, 'field', l.field, 'label', l.label, 'reason', l.reason, 'until', l.until, 'readers', '[]'::json) order by l.id) from label l
      where l.about_kind = 'agreement' and l.about_id = a.id and ${inForceToday('l')}), '[]'::json) as labels,
    (a.kind = 'framework' and exists (select 1 from notice n join opportunity o on n.about_kind = 'opportunity' and o.id = n.about_id where o.ocid = a.ocid and n.source = 'made')) as "tenderTold",
    (a.awarded_from is not null or exists (select 1 from direct_award d where d.agreement_id = a.id)) as "awardedHere",
    (exists (select 1 from notice n where n.about_kind = 'agreement' and n.about_id = a.id and n.code = 'UK7' and n.source = 'made')
      or exists (select 1 from direct_award d join notice n on n.about_kind = 'direct-award' and n.about_id = d.id and n.code = 'UK7' and n.source = 'made' where d.agreement_id = a.id)) as "hasNotice"
  from agreement a join body b on b.id = a.body_id
  where a.state <> 'draft' and a.kind in (${sql.join(RELEASED_KINDS)}) and ${where} order by a.id ${limit === null ? sql`` : sql`limit ${limit}`}`;

/** The public contracts among these agreements. */
export async function contractRecords(read: Read, ids: readonly string[], ocidPrefix: string): Promise<ContractRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await contractRecordsSql(sql`a.id = any(${ids}::uuid[])`, ocidPrefix).execute(read);
  return rows.map(contractRecordFrom);
}

/** A row of `contractRecordsSql` as the domain has it. */
export function contractRecordFrom({ bodySlug, bodyName, bodyKind, gssCode, bodyPlatform, bodyWebsite, bodyEmail, parties, supplierName, ...row }: Row): ContractRecord {
  const buyer: BuyerFacts = { slug: bodySlug, name: bodyName, kind: bodyKind, gssCode, platformIdentifier: bodyPlatform, website: bodyWebsite, contactEmail: bodyEmail, contactName: null };
  return { ...row, buyer, suppliers: parties.length > 0 || !supplierName ? parties : [onlyNamed(row.id, supplierName)] };
}

/** A supplier of whom nothing but the name in some register is known. */
const onlyNamed = (id: string, name: string): SupplierFacts => ({ id, name, companyNumber: null, charityNumber: null, platformIdentifier: null, size: null, sector: null, postcode: null, website: null });
