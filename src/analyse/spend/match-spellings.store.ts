import { sql } from 'kysely';
import { findOrganisations, matchName } from '#parties';
import type { Tx } from '#platform/database/connection';

const AT_A_TIME = 2000;

interface Spelling {
  readonly supplier_key: number;
  readonly name: string;
  readonly company_number: string;
  readonly charity_number: string;
  readonly match_name: string;
}

/**
 * Matches a body's spellings that nobody has decided on: by company number, charity number, then the whole name without legal form.
 * Then by what staff decided for the same name. It never makes an organisation, and whatever it is unsure of stays unmatched.
 * @returns how many were matched now
 */
export async function matchSpellings(tx: Tx, bodyId: string): Promise<number> {
  let matched = 0;
  for (let after = 0; ;) {
    const { rows } = await sql<Spelling>`select supplier_key, name, company_number, charity_number, match_name from spend_supplier
      where body_id = ${bodyId} and supplier_key > ${after} and (match_name = '' or (organisation_id is null and decided_by is null and not redacted)) order by supplier_key limit ${AT_A_TIME}`.execute(tx);
    if (rows.length === 0) break;
    after = rows.at(-1)!.supplier_key;
    matched += await matchSome(tx, rows);
  }
  const { numAffectedRows } = await sql`update spend_supplier s set organisation_id = m.organisation_id, matched_by = 'staff', decided_by = m.decided_by, decided_at = m.decided_at
    from (select distinct on (match_name) match_name, organisation_id, decided_by, decided_at from spend_supplier where body_id = ${bodyId} and matched_by = 'staff' order by match_name, decided_at desc) m
    where s.body_id = ${bodyId} and s.organisation_id is null and s.decided_by is null and not s.redacted and s.match_name = m.match_name and s.company_number = '' and s.charity_number = ''`.execute(tx);
  return matched + Number(numAffectedRows ?? 0n);
}

async function matchSome(tx: Tx, spellings: readonly Spelling[]): Promise<number> {
  const clues = spellings.map(({ name, company_number: company, charity_number: charity }) => ({ name, companyNumber: company || null, charityNumber: charity || null }));
  const found = await findOrganisations(tx, clues);
  const names = spellings.map((spelling) => spelling.match_name || matchName(spelling.name) || spelling.name.toLowerCase());
  await sql`update spend_supplier s set match_name = f.match_name, organisation_id = case when not s.redacted and s.decided_by is null then f.organisation_id else s.organisation_id end,
      matched_by = case when not s.redacted and s.decided_by is null then f.matched_by else s.matched_by end
    from unnest(${spellings.map((spelling) => spelling.supplier_key)}::int[], ${names}::text[], ${found.map((match) => match?.organisationId ?? null)}::uuid[], ${found.map((match) => match?.by ?? null)}::text[]) as f (supplier_key, match_name, organisation_id, matched_by)
    where s.supplier_key = f.supplier_key and (s.match_name <> f.match_name or f.organisation_id is not null)`.execute(tx);
  return found.filter(Boolean).length;
}
