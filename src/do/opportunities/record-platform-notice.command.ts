import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { requiredPlatformReference } from '#parts/notices';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { day, instantOf, timeOfDay } from './typed-fields.ts';

/** Records where and when the notice stood on the central digital platform, before it may stand here (PR 2024 reg 5). */
export const recordPlatformNotice = command({
  act: opportunitiesActs.recordPlatformNotice,
  input: z.object({ opportunityId: z.string(), reference: requiredPlatformReference, publishedOn: day('Enter the day it was published there'), publishedAt: timeOfDay }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const publishedAt = instantOf(input.publishedOn, input.publishedAt);
    if (publishedAt > (await readClock(tx))) return refuse('future', 'The notice cannot have been published in the future.', { field: 'publishedOn' });
    await updateOpportunity(tx, opportunity.id, 'draft', { platform_reference: input.reference, platform_published_at: publishedAt });
    return done(undefined, noteOn(opportunity, { after: { platformReference: input.reference, publishedAt } }));
  },
});
