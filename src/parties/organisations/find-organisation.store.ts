import { sql } from 'kysely';
import type { OrganisationId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { matchName } from './organisation-name.ts';
import { normaliseCharityNumber, normaliseCompanyNumber } from './organisation-number.ts';

/** What is known of an organisation somebody names, as typed; numbers that are no numbers count as not given. */
export interface OrganisationClue {
  readonly name: string;
  readonly companyNumber?: string | null;
  readonly charityNumber?: string | null;
}

export interface OrganisationMatch {
  readonly organisationId: OrganisationId;
  readonly by: 'company-number' | 'charity-number' | 'name';
}

/**
 * The organisation that is here already: by company number, then charity number, then name without legal form. A name alone never
 * matches an organisation whose number of the same register is another. Of several with one name the one here longest is meant;
 * of a record that was merged into another, that other, and so on.
 */
export async function findOrganisation(read: Read, clue: OrganisationClue): Promise<OrganisationMatch | null> {
  return (await findOrganisations(read, [clue]))[0] ?? null;
}

/**
 * The organisation that somebody means by the field `organisation` of a form: its company number, else its charity number, else its name. Refused where
 * there is none, and where several have that name: whoever asked must not reach another than was meant.
 */
export async function organisationByNameOrNumber(read: Read, typed: string): Promise<Decision<OrganisationMatch & { readonly name: string }>> {
  const number = typed.replaceAll(/\s/g, '').toUpperCase();
  const match = (await findOrganisations(read, [{ name: '', companyNumber: number }, { name: '', charityNumber: number }, { name: typed }])).find((one) => one !== null);
  if (!match) return refuse('unknown', 'No organisation here has this name or number. Ask it to register first: it takes a few minutes.', { field: 'organisation' });
  if (match.by === 'name') {
    const namesakes = await read.selectFrom('organisation').select('id').where('match_name', '=', matchName(typed)).where('merged_into', 'is', null).limit(2).execute();
    if (namesakes.length > 1) return refuse('several', 'Several organisations here have this name. Enter the company number or charity number of the one you mean.', { field: 'organisation' });
  }
  const { name } = await read.selectFrom('organisation').select('name').where('id', '=', match.organisationId).executeTakeFirstOrThrow();
  return allow({ ...match, name });
}

/** SQL for the record that stands where `f.id` was merged, and what it was merged into perhaps was as well; nothing where it was not merged. */
const END_OF_MERGES = sql`with recursive up as (
    select o.merged_into as id, 1 as step from organisation o where o.id = f.id and o.merged_into is not null
    union all select o.merged_into, up.step + 1 from up join organisation o on o.id = up.id where o.merged_into is not null and up.step < 100)
  select up.id from up order by up.step desc limit 1`;

/** As `findOrganisation` for many at once, in one query; the answers stand in the order of the clues. */
export async function findOrganisations(read: Read, clues: readonly OrganisationClue[]): Promise<(OrganisationMatch | null)[]> {
  if (clues.length === 0) return [];
  const companies = clues.map((clue) => numberOf(normaliseCompanyNumber, clue.companyNumber));
  const charities = clues.map((clue) => numberOf(normaliseCharityNumber, clue.charityNumber));
  const names = clues.map((clue) => matchName(clue.name));
  const { rows } = await sql<{ id: string | null; by: OrganisationMatch['by'] | null }>`
    select coalesce((${END_OF_MERGES}), f.id) as id, f.by from unnest(${companies}::text[], ${charities}::text[], ${names}::text[]) with ordinality as g (company, charity, name, place)
    left join lateral (
      select id, by from (
        select o.id, 'company-number' as by, 1 as rank from organisation o where o.company_number = g.company
        union all select o.id, 'charity-number', 2 from organisation o where o.charity_number = g.charity
        union all select o.id, 'name', 3 from organisation o where o.match_name = g.name and g.name <> ''
          and (g.company is null or o.company_number is null or o.company_number = g.company)
          and (g.charity is null or o.charity_number is null or o.charity_number = g.charity)
      ) found order by rank, id limit 1
    ) f on true order by g.place`.execute(read);
  return rows.map((row) => (row.id && row.by ? { organisationId: row.id as OrganisationId, by: row.by } : null));
}

function numberOf(normalise: typeof normaliseCompanyNumber, text: string | null | undefined): string | null {
  const parsed = text?.trim() ? normalise(text) : null;
  return parsed?.ok ? parsed.number : null;
}
