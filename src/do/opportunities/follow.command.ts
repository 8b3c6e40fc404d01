import { z } from 'zod';
import { sql } from 'kysely';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { NOT_THERE, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityById, opportunityReference } from './opportunity.store.ts';

/** Asks to be told of every change, or stops being told. Whoever bids is told already. Nobody else sees who follows. */
export const followOpportunity = command({
  act: opportunitiesActs.follow,
  input: z.object({ opportunityId: z.string(), follow: z.boolean() }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor }, { opportunityId, follow }) => {
    const opportunity = await opportunityById(tx, opportunityId);
    if (!opportunity || actor.personId === null) return NOT_THERE;
    if (follow && (opportunity.state === 'cancelled' || opportunity.state === 'awarded')) return refuse('over', 'Nothing more will change about this opportunity.');
    if (follow) await sql`insert into opportunity_follower (opportunity_id, person_id, followed_at) values (${opportunityId}, ${actor.personId}, wantsum_clock()) on conflict do nothing`.execute(tx);
    else await sql`delete from opportunity_follower where opportunity_id = ${opportunityId} and person_id = ${actor.personId}`.execute(tx);
    // No body is named: who is interested is no business of the authority's trail.
    return done({ follow }, { record: noteOn(opportunity).record, after: { follow } });
  },
});
