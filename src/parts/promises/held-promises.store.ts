import { sql } from 'kysely';
import type { BodyId, PersonId } from '#kernel/ids';
import { allow, type Decision } from '#kernel/outcome';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';

const RUNNING = sql`kept_at is null and withdrawn_at is null`;

/** Promises of a body that somebody keeps by name. `app.ts` gives it to the parties room: a leaver hands them over, and their clocks run on. */
export const heldPromises = {
  nouns: ['promise to keep', 'promises to keep'] as const,
  handOverAddress: '/home',
  count: async (read: Read, personId: PersonId, bodyId: string): Promise<number> => {
    const { rows } = await sql<{ held: number }>`select count(*)::int as held from promise where owner_id = ${personId} and body_id = ${bodyId} and ${RUNNING}`.execute(read);
    return rows[0]!.held;
  },
  inheritance: {
    key: 'promises', hint: 'Their clocks run on: what is due on Friday stays due on Friday.',
    give: async ({ tx }: CommandContext, { from, to, bodyId }: { readonly from: PersonId; readonly to: PersonId; readonly bodyId: BodyId }): Promise<Decision<number>> => {
      const moved = await sql`update promise set owner_id = ${to} where owner_id = ${from} and body_id = ${bodyId} and ${RUNNING}`.execute(tx);
      return allow(Number(moved.numAffectedRows));
    },
  },
};
