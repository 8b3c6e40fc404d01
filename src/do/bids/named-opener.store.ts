import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import { allow } from '#kernel/outcome';
import { grantRole, type HeldWork } from '#parties';
import type { Read, Tx } from '#platform/database/connection';
import type { NamedOpener } from './opening.ts';

const HOLDERS = sql`select h.person_id from role_holding h join person p on p.id = h.person_id and p.state = 'active'
  where h.role = 'procurement-officer' and h.scope_kind = 'body' and h.held_until is null and h.scope_id`;

/** Who was named to open, and who of them cannot: out of office, or away with somebody standing in. */
export async function namedOpeners(read: Read, opportunityId: string): Promise<NamedOpener[]> {
  const { rows } = await sql<NamedOpener>`select n.person_id as "personId", p.name,
      case when n.person_id not in (${HOLDERS} = o.body_id) then 'left' when exists (select 1 from delegation_in_force d where d.person_id = n.person_id and d.body_id = o.body_id) then 'away' end as absence
    from named_opener n join opportunity o on o.id = n.opportunity_id join person p on p.id = n.person_id where n.opportunity_id = ${opportunityId} order by p.name, p.id`.execute(read);
  return rows;
}

/** Those who hold the role of an opener on a body now. */
export async function officersOf(read: Read, bodyId: string): Promise<{ readonly id: PersonId; readonly name: string }[]> {
  const { rows } = await sql<{ id: PersonId; name: string }>`select id, name from person where id in (${HOLDERS} = ${bodyId}) order by name, id`.execute(read);
  return rows;
}

export async function replaceNamedOpeners(tx: Tx, opportunityId: string, people: readonly string[], by: PersonId): Promise<void> {
  await tx.deleteFrom('named_opener').where('opportunity_id', '=', opportunityId).execute();
  if (people.length > 0) await tx.insertInto('named_opener').values(people.map((person) => ({ opportunity_id: opportunityId, person_id: person, named_by: by }))).execute();
}

const SEALED = sql`o.source = 'made' and o.state in ('published', 'opened') and (o.opened_at is null or (exists (select 1 from bid_opening x where x.opportunity_id = o.id) and o.prices_opened_at is null and o.state = 'opened'
  and not exists (select 1 from bid_opening x where x.opportunity_id = o.id and x.envelope = 'price')))`;

/** Openings for which somebody is named and that are not done. */
export const heldOpenings: HeldWork = {
  nouns: ['opening of bids', 'openings of bids'],
  handOverAddress: '/home',
  roles: ['procurement-officer'],
  count: async (read, personId, bodyId) => {
    const { rows } = await sql<{ held: number }>`select count(*)::int as held from named_opener n join opportunity o on o.id = n.opportunity_id where n.person_id = ${personId} and o.body_id = ${bodyId} and ${SEALED}`.execute(read);
    return rows[0]!.held;
  },
  inheritance: {
    key: 'openings', heirs: ['procurement-officer'], hint: 'Somebody who is named already cannot be named twice: two different people open.',
    give: async ({ tx, actor }, { from, to, bodyId }) => {
      const moved = await sql`update named_opener n set person_id = ${to}, named_by = ${actor.personId}, named_at = wantsum_clock() from opportunity o
        where o.id = n.opportunity_id and n.person_id = ${from} and o.body_id = ${bodyId} and ${SEALED} and not exists (select 1 from named_opener m where m.opportunity_id = n.opportunity_id and m.person_id = ${to})`.execute(tx);
      return allow(Number(moved.numAffectedRows));
    },
  },
};

/** Sealed opportunities that could no longer be opened once somebody has left: too few others hold the role. */
export const neededOpeners: HeldWork = {
  nouns: ['opportunity that too few others could open', 'opportunities that too few others could open'],
  handOverAddress: '/people',
  roles: ['procurement-officer'],
  count: async (read, personId, bodyId) => {
    const { rows } = await sql<{ held: number }>`select count(*)::int as held from opportunity o where o.body_id = ${bodyId} and o.source = 'made' and o.state = 'published'
      and ${personId} in (${HOLDERS} = o.body_id) and (select count(*) from person p where p.id <> ${personId} and p.id in (${HOLDERS} = o.body_id)) < o.openers_needed`.execute(read);
    return rows[0]!.held;
  },
  inheritance: {
    key: 'officers', hint: 'They are made procurement officer, and can sign as one.',
    give: async ({ tx, actor }, { to, bodyId, reason }) => {
      const granted = await grantRole(tx, { personId: to, role: 'procurement-officer', scopeKind: 'body', scopeId: bodyId, grantedBy: actor.personId, reason });
      return granted.kind === 'refused' ? granted : allow(granted.value.isNew ? 1 : 0);
    },
  },
};
