import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { PRICE_FORMULAS, SCALES } from '#parts/assessments';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { policyNote, policyValue } from '#policy';
import { routeDefinition } from '#routes';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { optionalPounds } from './typed-fields.ts';

/** How prices become points, which scores there are, who opens and what happens to a late bid. */
export const saveScoring = command({
  act: opportunitiesActs.changeCriteria,
  input: z.object({
    opportunityId: z.string(),
    priceFormula: z.enum(PRICE_FORMULAS, 'Choose how prices become points'),
    benchmark: optionalPounds,
    scaleId: z.string().refine((id) => Object.hasOwn(SCALES, id), 'Choose a scoring scale'),
    openersNeeded: z.coerce.number().int('Enter a whole number').min(1, 'At least one person opens the bids').max(5, 'At most 5 people open the bids'),
    lateBids: z.enum(['refuse', 'record-unread'], 'Choose what happens to a late bid'),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    // A small quote may be opened by one.
    const openers = await policyValue(tx, opportunity.bodyId, 'opening.openers', londonDate(await readClock(tx)));
    if (routeDefinition(opportunity.route)?.openers === 'policy' && openers.value !== null && input.openersNeeded < openers.value) {
      return refuse('too-few-openers', `At least ${openers.value} different people open the bids of this authority.`, { field: 'openersNeeded', rule: policyNote(openers) });
    }
    if (input.priceFormula === 'benchmark' && !input.benchmark) return refuse('no-benchmark', 'Enter the benchmark price, which is published with the formula.', { field: 'benchmark' });
    await updateOpportunity(tx, opportunity.id, 'draft', {
      price_formula: input.priceFormula, price_benchmark_pence: input.priceFormula === 'benchmark' ? input.benchmark : null, scale_id: input.scaleId,
      openers_needed: input.openersNeeded, late_bids: input.lateBids,
    });
    return done(undefined, noteOn(opportunity, {
      before: { priceFormula: opportunity.priceFormula, openersNeeded: opportunity.openersNeeded, lateBids: opportunity.lateBids },
      after: { priceFormula: input.priceFormula, benchmarkPence: input.benchmark, scaleId: input.scaleId, openersNeeded: input.openersNeeded, lateBids: input.lateBids },
    }));
  },
});
