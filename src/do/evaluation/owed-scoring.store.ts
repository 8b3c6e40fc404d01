import { sql } from 'kysely';
import { titleInStageSql } from '#opportunities';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';

const WORDS = { declare: 'Declare your interests for', score: 'Score the bids for', moderate: 'Moderate the scores for' } as const;
const PATHS = { declare: 'declaration', score: 'scoring', moderate: 'moderation' } as const;

/** The room's share of the staff home: what an assessor has to do now. `app.ts` gives it to the parties room as owed work. */
export const owedScoring = {
  title: 'Evaluation',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    if (actor.personId === null) return [];
    const { rows } = await sql<{ id: string; title: string; task: keyof typeof WORDS }>`
      select o.id, ${sql.raw(titleInStageSql('o'))} as title, case when a.declaration is null then 'declare' when a.chair then 'moderate' else 'score' end as task
      from assessor a join opportunity o on o.id = a.about_id
      where a.about_kind = 'opportunity' and a.person_id = ${actor.personId} and a.barred_at is null and o.state = 'opened'
        and not exists (select 1 from score s where s.assessor_id = a.id and s.finished_at is not null)
        -- A chair has nothing to do until everybody who scores has finished.
        and (a.declaration is null or not a.chair or not exists (
          select 1 from assessor e where e.about_kind = 'opportunity' and e.about_id = o.id and not e.chair and e.barred_at is null
            and not exists (select 1 from score s where s.assessor_id = e.id and s.finished_at is not null)))
      order by o.opened_at, o.id limit ${limit}`.execute(read);
    return rows.map(({ id, title, task }) => ({ words: `${WORDS[task]} ${title}`, dueAt: null, address: `/opportunities/${id}/${PATHS[task]}` }));
  },
};

/** What is held about a person who was an assessor, for their own export of it. */
export const assessorDeclarations = {
  key: 'assessorDeclarations',
  read: async (read: Read, personId: string): Promise<unknown> =>
    (await sql`select o.title as opportunity, a.chair, a.declaration, a.declaration_words as "declarationWords", a.declared_at as "declaredAt", a.barred_at as "barredAt", a.barred_reason as "barredReason"
      from assessor a join opportunity o on o.id = a.about_id where a.about_kind = 'opportunity' and a.person_id = ${personId} order by a.id`.execute(read)).rows,
};

/** The scores that somebody gave alone, with what they wrote, for their own export of it. */
export const scoresGiven = {
  key: 'scoresYouGave',
  read: async (read: Read, personId: string): Promise<unknown> =>
    (await sql`select o.title as opportunity, s.score::text as score, s.reason, s.strength, s.improvement, s.finished_at as "finishedAt"
      from score s join assessor a on a.id = s.assessor_id join opportunity o on o.id = a.about_id where a.about_kind = 'opportunity' and a.person_id = ${personId} order by s.id`.execute(read)).rows,
};
