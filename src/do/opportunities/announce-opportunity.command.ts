import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { putOpportunityInSearch } from './opportunity-search.store.ts';
import { opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { day } from './typed-fields.ts';

/** Tells the market what is coming, while it is still being built: title, summary and when. */
export const announceOpportunity = command({
  act: opportunitiesActs.announce,
  input: z.object({ opportunityId: z.string(), expectedOn: day('Enter when you expect to publish it') }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const now = await readClock(tx);
    if (opportunity.summary.trim() === '') return refuse('no-summary', 'Enter a summary under details first: it is what people read of a coming opportunity.');
    if (input.expectedOn < londonDate(now)) return refuse('past', 'The day must be today or later.', { field: 'expectedOn' });
    await updateOpportunity(tx, opportunity.id, 'draft', { announced_at: now, expected_on: input.expectedOn });
    await putOpportunityInSearch(tx, opportunity.id);
    return done(undefined, noteOn(opportunity, { before: { expectedOn: opportunity.expectedOn }, after: { expectedOn: input.expectedOn } }));
  },
});
