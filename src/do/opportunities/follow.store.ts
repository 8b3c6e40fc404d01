import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { Read } from '#platform/database/connection';

/** Whether a person is told of every change to an opportunity. */
export async function isFollowing(read: Read, opportunityId: string, personId: PersonId | null): Promise<boolean> {
  if (personId === null) return false;
  const row = await read.selectFrom('opportunity_follower').select('person_id').where('opportunity_id', '=', opportunityId).where('person_id', '=', personId).executeTakeFirst();
  return row !== undefined;
}

/** Everyone without a bid who is to be told: who follows it, and the people of organisations invited to it. */
export async function interestedIn(read: Read, opportunityId: string): Promise<{ readonly personId: PersonId; readonly email: string }[]> {
  const { rows } = await sql<{ personId: PersonId; email: string }>`
    select p.id as "personId", p.email from person p where p.state = 'active' and (
      exists (select from opportunity_follower f where f.opportunity_id = ${opportunityId} and f.person_id = p.id)
      or exists (select from invitation i join role_holding h on h.scope_kind = 'organisation' and h.scope_id = i.organisation_id and h.held_until is null and h.role in ('bid-writer', 'organisation-administrator')
        where i.opportunity_id = ${opportunityId} and i.told_at is not null and i.declined_at is null and h.person_id = p.id)) order by p.email`.execute(read);
  return rows;
}
