import { z } from 'zod';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference } from './opportunity.store.ts';
import { publishDraft } from './publish-draft.store.ts';
import { optionalWords } from './typed-fields.ts';

/** Publishes an opportunity: pins the law, fixes the questions, and makes the notice, all or nothing. Each warning needs a reason. */
export const publishOpportunity = command({
  act: opportunitiesActs.publish,
  input: z.object({ opportunityId: z.string(), reasons: z.record(z.string().max(100), optionalWords(2000)).default({}) }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async (context, input) => {
    const opportunity = await lockDraft(context.tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const published = await publishDraft(context, opportunity, new Map(Object.entries(input.reasons)));
    if (published.kind === 'refused') return published;
    const { ocid, after, rule } = published.value;
    return done({ ocid, audience: opportunity.audience }, noteOn(opportunity, { after, rule }));
  },
});
