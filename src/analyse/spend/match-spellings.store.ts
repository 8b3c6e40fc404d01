import { sql } from 'kysely';
import { findOrganisations, matchName } from '#parties';
import type { Tx } from '#platform/database/connection';

const AT_A_TIME = 2000;

interface Spelling {
  readonly name: string;
  readonly company_number: string;
  readonly charity_number: string;
}
type Kept = Spelling & { readonly supplier_key: number; readonly match_name: string };

const nameOf = (name: string): string => matchName(name) || name.toLowerCase();
const organisationsOf = (tx: Tx, spellings: readonly Spelling[]) =>
  findOrganisations(tx, spellings.map(({ name, company_number: company, charity_number: charity }) => ({ name, companyNumber: company || null, charityNumber: charity || null })));

/**
 * Keeps the spellings of the staged payments that are new, each matched already, and matches those of the body that nobody has decided on: by company number,
 * charity number, then the whole name without legal form. Then by what staff decided for the same name. It never makes an organisation, and whatever it is unsure
 * of stays unmatched. Leaves the key of every staged spelling in `spend_spelling`.
 */
export async function storeSpellings(tx: Tx, bodyId: string): Promise<void> {
  await sql`analyze spend_staging`.execute(tx);
  await sql`create temp table spend_spelling_staged on commit drop as select row_number() over ()::int as place, supplier, company_number, charity_number, redacted from (select distinct supplier, company_number, charity_number, redacted from spend_staging) s
    where not exists (select 1 from spend_supplier u where u.body_id = ${bodyId} and u.name = s.supplier and u.company_number = s.company_number and u.charity_number = s.charity_number and u.redacted = s.redacted)`.execute(tx);
  await matchKept(tx, bodyId);
  await keepNew(tx, bodyId);
  await sql`update spend_supplier s set organisation_id = m.organisation_id, matched_by = 'staff', decided_by = m.decided_by, decided_at = m.decided_at
    from (select distinct on (match_name) match_name, organisation_id, decided_by, decided_at from spend_supplier where body_id = ${bodyId} and matched_by = 'staff' order by match_name, decided_at desc) m
    where s.body_id = ${bodyId} and s.organisation_id is null and s.decided_by is null and not s.redacted and s.match_name = m.match_name and s.company_number = '' and s.charity_number = ''`.execute(tx);
  await sql`create temp table spend_spelling on commit drop as select u.supplier_key, s.* from (select distinct supplier, company_number, charity_number, redacted from spend_staging) s
    join spend_supplier u on u.body_id = ${bodyId} and u.name = s.supplier and u.company_number = s.company_number and u.charity_number = s.charity_number and u.redacted = s.redacted`.execute(tx);
  await sql`analyze spend_spelling`.execute(tx);
}

/** Spellings of earlier loads: an organisation may have joined since. */
async function matchKept(tx: Tx, bodyId: string): Promise<void> {
  for (let after = 0; ;) {
    const { rows } = await sql<Kept>`select supplier_key, name, company_number, charity_number, match_name from spend_supplier
      where body_id = ${bodyId} and supplier_key > ${after} and (match_name = '' or (organisation_id is null and decided_by is null and not redacted)) order by supplier_key limit ${AT_A_TIME}`.execute(tx);
    if (rows.length === 0) return;
    after = rows.at(-1)!.supplier_key;
    const found = await organisationsOf(tx, rows);
    const names = rows.map((spelling) => spelling.match_name || nameOf(spelling.name));
    await sql`update spend_supplier s set match_name = f.match_name, organisation_id = case when not s.redacted and s.decided_by is null then f.organisation_id else s.organisation_id end,
        matched_by = case when not s.redacted and s.decided_by is null then f.matched_by else s.matched_by end
      from unnest(${rows.map((spelling) => spelling.supplier_key)}::int[], ${names}::text[], ${found.map((match) => match?.organisationId ?? null)}::uuid[], ${found.map((match) => match?.by ?? null)}::text[]) as f (supplier_key, match_name, organisation_id, matched_by)
      where s.supplier_key = f.supplier_key and (s.match_name <> f.match_name or f.organisation_id is not null)`.execute(tx);
  }
}

/** Inserted as they are to stay: a row that is changed at once would be written, and put into every index, twice. */
async function keepNew(tx: Tx, bodyId: string): Promise<void> {
  for (let after = 0; ; after += AT_A_TIME) {
    const { rows } = await sql<Spelling & { readonly redacted: boolean }>`select supplier as name, company_number, charity_number, redacted from spend_spelling_staged where place > ${after} and place <= ${after + AT_A_TIME}`.execute(tx);
    if (rows.length === 0) return;
    const found = (await organisationsOf(tx, rows)).map((match, index) => (rows[index]!.redacted ? null : match));
    const texts = (of: (spelling: Spelling) => string): string[] => rows.map(of);
    await sql`insert into spend_supplier (id, body_id, name, company_number, charity_number, redacted, match_name, organisation_id, matched_by)
      select gen_random_uuid(), ${bodyId}, f.* from unnest(${texts(({ name }) => name)}::text[], ${texts((spelling) => spelling.company_number)}::text[], ${texts((spelling) => spelling.charity_number)}::text[], ${rows.map(({ redacted }) => redacted)}::boolean[],
        ${texts(({ name }) => nameOf(name))}::text[], ${found.map((match) => match?.organisationId ?? null)}::uuid[], ${found.map((match) => match?.by ?? null)}::text[]) f`.execute(tx);
  }
}
