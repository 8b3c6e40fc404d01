import { sql } from 'kysely';
import type { Pence } from '#kernel/money';
import { suggestLinks, type NamedRow } from '#matching';
import type { Read } from '#platform/database/connection';
import type { LikeSpelling, ReturnableAgreement, Spelling, UnmatchedSupplier } from './staff.page.ts';

/** A body's spellings that are no organisation yet, the most money first; and how many and how much they are in all. */
export async function unmatchedSuppliers(read: Read, bodyId: string, limit: number): Promise<{ readonly suppliers: readonly UnmatchedSupplier[]; readonly all: { readonly suppliers: number; readonly pence: Pence } }> {
  const { rows } = await sql<UnmatchedSupplier & { suppliers: number; all: Pence }>`select s.id, s.name, y.lines, y.pence, (count(*) over ())::int as suppliers, (sum(y.pence) over ())::bigint as "all"
    from spend_supplier s join (select supplier_key, sum(lines)::int as lines, sum(amount_pence)::bigint as pence from spend_supplier_year where body_id = ${bodyId} and kind = 'external' group by 1) y using (supplier_key)
    where s.body_id = ${bodyId} and s.organisation_id is null and not s.redacted order by y.pence desc, s.id limit ${limit}`.execute(read);
  return { suppliers: rows.map(({ id, name, lines, pence }) => ({ id, name, lines, pence })), all: { suppliers: rows[0]?.suppliers ?? 0, pence: rows[0]?.all ?? 0n } };
}

/** One spelling, for the person who matches or withholds it. */
export async function spellingById(read: Read, id: string): Promise<(Spelling & { readonly matchName: string; readonly bodySlug: string }) | undefined> {
  const { rows } = await sql<Omit<Spelling, 'organisation'> & { matchName: string; bodySlug: string; organisationId: string | null; organisationName: string | null }>`select s.id, s.name, b.name as body, b.slug as "bodySlug", s.company_number as "companyNumber", s.charity_number as "charityNumber", s.match_name as "matchName",
      o.id as "organisationId", o.name as "organisationName", exists (select 1 from label l where l.about_kind = 'spend-supplier' and l.about_id = s.id and l.ended_at is null) as withheld
    from spend_supplier s join body b on b.id = s.body_id left join organisation o on o.id = s.organisation_id where s.id = ${id}`.execute(read);
  const row = rows[0];
  if (!row) return undefined;
  const { organisationId, organisationName, ...spelling } = row;
  return { ...spelling, organisation: organisationId === null ? null : { id: organisationId, name: organisationName! } };
}

const LIKE_ASKED = 50;

/** Spellings of the same body that are no organisation yet and may be the same supplier as this one, the likest first. None that is withheld. Nothing is decided by it. */
export async function spellingsLike(read: Read, id: string): Promise<LikeSpelling[]> {
  const { rows } = await sql<NamedRow & { id: string }>`select l.id, l.name, nullif(l.company_number, '') as company, nullif(l.charity_number, '') as charity from spend_supplier s
    join spend_supplier l on l.id = s.id or (l.body_id = s.body_id and l.organisation_id is null and not l.redacted and plain_text(l.name) % plain_text(s.name))
    where s.id = ${id} and not s.redacted and not exists (select 1 from label b where b.about_kind = 'spend-supplier' and b.about_id = l.id and b.ended_at is null)
    order by l.id = s.id desc, similarity(plain_text(l.name), plain_text(s.name)) desc, l.id limit ${LIKE_ASKED}`.execute(read);
  if (rows[0]?.id !== id) return [];
  return suggestLinks(rows).flatMap(({ a, b, reason, confidence }) => (a === 0 || b === 0 ? [{ id: rows[a + b]!.id, name: rows[a + b]!.name, reason, confidence }] : []));
}

/** A body's contracts with a supplier, those whose suppliers were paid most first, and the returns that stand. */
export async function returnableAgreements(read: Read, bodyId: string, limit: number): Promise<ReturnableAgreement[]> {
  const { rows } = await sql<{ id: string; title: string; contractor: string; returns: { id: string; fromOn: string; toOn: string; localPence: string }[] | null }>`select a.id, a.title, o.name as contractor,
      (select json_agg(json_build_object('id', t.id, 'fromOn', t.from_on, 'toOn', t.to_on, 'localPence', t.local_pence::text) order by t.from_on) from second_tier_return t where t.agreement_id = a.id and t.withdrawn_at is null) as returns
    from agreement a join organisation o on o.id = a.lead_organisation_id
      left join (select s.organisation_id as id, sum(y.amount_pence) as pence from spend_supplier_year y join spend_supplier s using (supplier_key) where y.body_id = ${bodyId} and s.organisation_id is not null group by 1) p on p.id = o.id
    where a.body_id = ${bodyId} and a.state <> 'draft' and a.kind in ('contract', 'call-off') order by p.pence desc nulls last, a.title, a.id limit ${limit}`.execute(read);
  return rows.map(({ returns, ...row }) => ({ ...row, returns: (returns ?? []).map((one) => ({ ...one, localPence: BigInt(one.localPence) })) }));
}
