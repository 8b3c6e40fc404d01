import { sql } from 'kysely';
import { endsInShortlistSql, titleInStageSql } from '#opportunities';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';

/** The room's share of the staff home: what waits for a procurement officer between the opening and the contract. `app.ts` gives it to the parties room as owed work. */
export const owedAwards = {
  title: 'Evaluations and awards',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const bodies = actor.holdings.filter(({ role, scopeKind }) => role === 'procurement-officer' && scopeKind === 'body').map(({ scopeId }) => scopeId);
    if (bodies.length === 0) return [];
    const { rows } = await sql<{ words: string; address: string }>`
      with mine as (select o.id, ${sql.raw(titleInStageSql('o'))} as title, ${sql.raw(endsInShortlistSql('o'))} as shortlists, o.state, o.regime, o.above_threshold from opportunity o where o.body_id = any(${bodies}::uuid[]) and o.state in ('opened', 'evaluated', 'awarded')
          and not exists (select 1 from assessor a where a.about_kind = 'opportunity' and a.about_id = o.id and a.person_id = ${actor.personId} and a.barred_at is not null)),
        under_way as (select a.* from award a join mine on mine.id = a.opportunity_id where a.state <> 'withdrawn')
      select words, address from (
        select 1 as step, o.id, 'Name the panel for ' || o.title as words, '/opportunities/' || o.id || '/panel' as address from mine o
          where o.state = 'opened' and not exists (select 1 from assessor a where a.about_kind = 'opportunity' and a.about_id = o.id and a.barred_at is null)
        union all
        select 2, o.id, 'Recommend an award of ' || o.title, '/opportunities/' || o.id || '/award' from mine o
          where o.state = 'evaluated' and not o.shortlists and case when exists (select 1 from lot l where l.opportunity_id = o.id)
            then exists (select 1 from lot l where l.opportunity_id = o.id and l.state = 'open' and not exists (select 1 from under_way a where a.lot_id = l.id))
            else not exists (select 1 from under_way a where a.opportunity_id = o.id) end
        union all
        -- A stage that selects makes no award: who goes on is chosen, once.
        select 2, o.id, 'Choose who goes on from ' || o.title, '/opportunities/' || o.id || '/next-stage' from mine o
          where o.state = 'evaluated' and o.shortlists and not exists (select 1 from shortlist_entry s where s.opportunity_id = o.id)
        union all
        -- What the law asks before bidders are told stands before telling them.
        select 7, a.id, 'Check the winner of ' || o.title || ' against the debarment list', '/opportunities/' || o.id || '/checks/' || a.bid_id from under_way a join mine o on o.id = a.opportunity_id
          where a.state in ('approved', 'notified') and o.regime = 'PA2023' and o.above_threshold and not exists (select 1 from exclusion_check c where c.bid_id = a.bid_id)
        union all
        -- Where a time was promised the promise itself is listed.
        select 3, a.id, 'Give feedback to the bidders of ' || o.title, '/awards/' || a.id || '/feedback' from under_way a join mine o on o.id = a.opportunity_id
          where a.state = 'approved' and not exists (select 1 from promise p where p.kind = 'feedback' and p.about_kind = 'award' and p.about_id = a.id and p.kept_at is null and p.withdrawn_at is null)
        union all
        select 4, a.id, 'Publish the award notice of ' || o.title, '/awards/' || a.id || '/publish' from under_way a join mine o on o.id = a.opportunity_id where a.state = 'notified'
        union all
        select 5, a.id, 'Confirm the award of ' || o.title, '/awards/' || a.id || '/confirm' from under_way a join mine o on o.id = a.opportunity_id
          where a.state = 'standstill' and (a.standstill_ends_on is null or a.standstill_ends_on < (wantsum_clock() at time zone 'Europe/London')::date)
      ) owed order by step desc, id limit ${limit}`.execute(read);
    return rows.map((row) => ({ ...row, dueAt: null }));
  },
};
