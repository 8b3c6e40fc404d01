import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import { allow, refuse } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { addAssessor, barAssessor, decideNaming, panelOf, peopleOfBody, rolesOfPerson } from '#parts/assessments';
import type { HeldWork } from '#parties';
import { lockOpportunity } from './evaluation.store.ts';

/** Panels on which somebody still has work: not yet finished scoring, or in the chair. What an assessor finished stays and counts. */
async function panelsOf(read: Read, personId: string, bodyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select o.id from assessor a join opportunity o on o.id = a.about_id
    where a.about_kind = 'opportunity' and a.person_id = ${personId} and a.barred_at is null and o.body_id = ${bodyId} and o.state in ('draft', 'published', 'opened')
      and (a.chair or not exists (select 1 from score s where s.assessor_id = a.id and s.finished_at is not null)) order by o.id`.execute(read);
  return rows.map(({ id }) => id);
}

/** Seats on panels: a leaver's goes to somebody who declares their own interests and scores for themselves. */
export const heldPanels: HeldWork = {
  nouns: ['seat on a panel', 'seats on panels'],
  handOverAddress: '/home',
  count: async (read, personId, bodyId) => (await panelsOf(read, personId, bodyId)).length,
  inheritance: {
    key: 'panels', hint: 'They declare their own interests first, and score for themselves. Scores that were not finished are kept and not counted.',
    give: async ({ tx, actor }, { from, to, bodyId, reason }) => {
      const ids = await panelsOf(tx, from, bodyId);
      for (const id of ids) {
        const about = { kind: 'opportunity', id } as const;
        const opportunity = await lockOpportunity(tx, id);
        const leaver = (await panelOf(tx, about)).find(({ personId, barredAt }) => personId === from && !barredAt);
        if (!leaver) continue;
        await barAssessor(tx, about, leaver, reason);
        const naming = decideNaming({ panel: await panelOf(tx, about), personId: to, chair: leaver.chair, isOfBody: (await peopleOfBody(tx, bodyId)).some((person) => person.id === to), held: await rolesOfPerson(tx, to) });
        if (naming.kind === 'refused') return refuse(naming.code, `For ${opportunity?.title ?? 'a panel'}: ${naming.sentence}`);
        await addAssessor(tx, about, to as PersonId, leaver.chair, actor.personId);
      }
      return allow(ids.length);
    },
  },
};
