import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';
import { londonDate } from '#kernel/calendar-date';
import { policyValue } from '#policy';
import { readClock } from '#platform/clock';
import type { Opportunity } from './opportunity.ts';
import { suggest, type Candidate, type Suggestion } from './suggestions.ts';

const MOST_SUGGESTED = 6;
const MOST_LOOKED_AT = 500;

/** Suppliers from the directory for an opportunity, in rotation. Only those with somebody here to answer, and not invited to it already. */
export async function suggestionsFor(read: Read, opportunity: Pick<Opportunity, 'id' | 'bodyId' | 'cpvCodes' | 'areaCodes'>): Promise<readonly Suggestion[]> {
  const months = (await policyValue(read, opportunity.bodyId, 'quotations.rotationMonths', londonDate(await readClock(read)))).value ?? 12;
  const divisions = opportunity.cpvCodes.map((code) => `${code.slice(0, 3)}%`);
  // Nobody who left their profile blank is kept out by it: a blank says neither that they do the work nor that they do not.
  const { rows } = await sql<Candidate>`
    select o.id as "organisationId", o.name, o.size, o.sector, coalesce(o.social_enterprise, false) as "socialEnterprise",
      (${divisions.length === 0} or not exists (select from organisation_category c where c.organisation_id = o.id)
        or exists (select from organisation_category c where c.organisation_id = o.id and c.cpv_code like any(${divisions}::text[]))) as "doesThisWork",
      (not exists (select from organisation_area a where a.organisation_id = o.id)
        or exists (select from organisation_area a where a.organisation_id = o.id and a.area_code = any(${[...opportunity.areaCodes]}::text[]))) as "worksThere",
      (extract(epoch from wantsum_clock() - last.at) / 86400)::int as "invitedDaysAgo"
    from organisation o
    left join lateral (select max(i.invited_at) as at from invitation i join opportunity x on x.id = i.opportunity_id where i.organisation_id = o.id and x.body_id = ${opportunity.bodyId}) last on true
    where exists (select from role_holding h where h.scope_kind = 'organisation' and h.scope_id = o.id and h.held_until is null and h.role in ('bid-writer', 'organisation-administrator'))
      and not exists (select from invitation i where i.opportunity_id = ${opportunity.id} and i.organisation_id = o.id)
    order by last.at nulls first, o.id limit ${MOST_LOOKED_AT}`.execute(read);
  return suggest(rows, { count: MOST_SUGGESTED, months, turn: (organisationId) => turnOf(opportunity.id, organisationId) });
}

/** Even and different for each opportunity; the same however often the page is opened. */
const turnOf = (opportunityId: string, organisationId: string): number => createHash('sha256').update(`${opportunityId} ${organisationId}`).digest().readUInt32BE(0);

/** Finds an organisation by its exact name, company or charity number. More than one of a name is said, not guessed. */
export async function findInDirectory(read: Read, typed: string): Promise<{ readonly id: string; readonly name: string } | 'none' | 'several'> {
  const text = typed.trim();
  const { rows } = await sql<{ id: string; name: string; exact: boolean }>`select id, name, coalesce(company_number = upper(${text}) or charity_number = upper(${text}), false) as exact from organisation
    where lower(name) = lower(${text}) or company_number = upper(${text}) or charity_number = upper(${text}) order by exact desc limit 2`.execute(read);
  const [first, second] = rows;
  if (!first) return 'none';
  return second && !first.exact ? 'several' : first;
}
