import { sql } from 'kysely';
import type { BodyId, PersonId } from '#kernel/ids';
import { allow, type Decision } from '#kernel/outcome';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';

/** Open cases that somebody of a body is to answer. `app.ts` gives it to the parties room: a leaver hands them over. */
export const heldCases = {
  nouns: ['question to answer', 'questions to answer'] as const,
  handOverAddress: '/home',
  count: async (read: Read, personId: PersonId, bodyId: string): Promise<number> => {
    const { rows } = await sql<{ held: number }>`select count(*)::int as held from case_record where owner_id = ${personId} and body_id = ${bodyId} and state = 'open'`.execute(read);
    return rows[0]!.held;
  },
  inheritance: {
    key: 'cases',
    give: async ({ tx }: CommandContext, { from, to, bodyId }: { readonly from: PersonId; readonly to: PersonId; readonly bodyId: BodyId }): Promise<Decision<number>> => {
      const moved = await sql`update case_record set owner_id = ${to} where owner_id = ${from} and body_id = ${bodyId} and state = 'open'`.execute(tx);
      return allow(Number(moved.numAffectedRows));
    },
  },
};

/** What somebody asked or answered as themselves, in their own words, for their own copy of what is held about them. */
export const casesOfPerson = {
  key: 'questionsAskedAndAnswered',
  read: async (read: Read, personId: PersonId): Promise<unknown> =>
    (await sql`select c.kind, c.text as "asRaised", c.raised_by = ${personId} as "raisedByYou", c.state, c.created_at as "raisedAt",
        (select coalesce(jsonb_agg(jsonb_build_object('text', r.text, 'at', r.created_at) order by r.created_at), '[]') from case_reply r where r.case_id = c.id and r.replied_by = ${personId}) as "yourReplies"
      from case_record c where c.raised_by = ${personId} or exists (select 1 from case_reply r where r.case_id = c.id and r.replied_by = ${personId}) order by c.id`.execute(read)).rows,
};
