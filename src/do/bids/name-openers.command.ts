import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { lockOpportunity } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { namedOpeners, officersOf, replaceNamedOpeners } from './named-opener.store.ts';
import { decideNamedOpeners } from './opening.ts';

/** Says before closing who opens. None chosen lets any two holders of the role sign. */
export const nameOpeners = command({
  act: bidsActs.nameOpeners,
  input: z.object({ opportunityId: z.string(), openers: z.array(z.uuid()).max(20, 'Choose 20 people or fewer') }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async ({ tx, actor }, { opportunityId, openers }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return refuse('not-found', 'This opportunity is not there any more.');
    const chosen = [...new Set(openers)];
    const decision = decideNamedOpeners({ opportunityState: opportunity.state, ...opportunity }, chosen, (await officersOf(tx, opportunity.bodyId)).map(({ id }) => id));
    if (decision.kind === 'refused') return decision;
    const before = (await namedOpeners(tx, opportunityId)).map(({ personId }) => personId);
    await replaceNamedOpeners(tx, opportunityId, chosen, actor.personId!);
    return done({ number: chosen.length }, { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, before: { openers: before }, after: { openers: chosen } });
  },
});
