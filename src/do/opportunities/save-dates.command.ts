import { z } from 'zod';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { day, instantOf, timeOfDay } from './typed-fields.ts';

/** Until when suppliers may ask, and when bids close. Whether the times are lawful is decided on the day it is published. */
export const saveDates = command({
  act: opportunitiesActs.edit,
  input: z.object({
    opportunityId: z.string(), clarificationsOn: day('Enter the last day for questions'), clarificationsAt: timeOfDay, closesOn: day('Enter the day bids close'), closesAt: timeOfDay,
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const clarificationsUntil = instantOf(input.clarificationsOn, input.clarificationsAt);
    const closesAt = instantOf(input.closesOn, input.closesAt);
    await updateOpportunity(tx, opportunity.id, 'draft', { clarifications_until: clarificationsUntil, closes_at: closesAt });
    return done(undefined, noteOn(opportunity, { before: { closesAt: opportunity.closesAt }, after: { clarificationsUntil, closesAt } }));
  },
});
