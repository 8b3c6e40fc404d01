import { sql } from 'kysely';
import { allow } from '#kernel/outcome';
import type { HeldWork } from '#parties';

/** Under way, and answered for by whoever took it over, or else by whoever began it. */
const UNDER_WAY = sql`source = 'made' and state in ('draft', 'published', 'opened', 'evaluated')`;
const OFFICER = sql`coalesce(officer_id, created_by)`;

/** Opportunities that somebody built or took over, and that are not awarded yet: a leaver hands them over. */
export const heldOpportunities: HeldWork = {
  nouns: ['opportunity under way', 'opportunities under way'],
  handOverAddress: '/opportunities',
  roles: ['procurement-officer'],
  count: async (read, personId, bodyId) => {
    const { rows } = await sql<{ held: number }>`select count(*)::int as held from opportunity where ${OFFICER} = ${personId} and body_id = ${bodyId} and ${UNDER_WAY}`.execute(read);
    return rows[0]!.held;
  },
  inheritance: {
    key: 'opportunities', heirs: ['procurement-officer'],
    give: async ({ tx }, { from, to, bodyId }) => {
      const moved = await sql`update opportunity set officer_id = ${to} where ${OFFICER} = ${from} and body_id = ${bodyId} and ${UNDER_WAY}`.execute(tx);
      return allow(Number(moved.numAffectedRows));
    },
  },
};
