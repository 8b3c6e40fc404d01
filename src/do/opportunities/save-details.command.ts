import { z } from 'zod';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { findAreas } from './areas.store.ts';
import { decideDetails } from './details.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { updateOpportunity } from './opportunity.store.ts';
import { lines, optionalDay, optionalPounds, optionalWhole, optionalWords, words } from './typed-fields.ts';

/** What is wanted, for whom, worth what, where and for how long. */
export const saveDetails = command({
  act: opportunitiesActs.edit,
  input: z.object({
    opportunityId: z.string(),
    title: words(200, 'Enter a title'),
    summary: optionalWords(600),
    description: optionalWords(20_000),
    category: z.enum(['services', 'goods', 'works'], 'Choose services, goods or works'),
    lightTouch: z.boolean(),
    areas: lines,
    cpvCodes: lines.pipe(z.array(z.string().regex(/^\d{8}(-\d)?$/, 'Each category code has 8 digits, such as 85000000')).max(50, 'Use 50 category codes or fewer')),
    valueNet: optionalPounds,
    valueGross: optionalPounds,
    startsOn: optionalDay,
    endsOn: optionalDay,
    extensionMonths: optionalWhole(0, 600, 'Enter a whole number of months, 0 to 600'),
    suitableForSme: z.boolean(),
    suitableForVcse: z.boolean(),
    lotsPerBidder: optionalWhole(1, 1000, 'Enter how many lots one bidder may win, or leave it blank'),
    lotsTenderedPerBidder: optionalWhole(1, 1000, 'Enter how many lots one bidder may tender for, or leave it blank').prefault(''),
    lotsLimitMechanism: optionalWords(2000).default(''),
  }),
  record: (input) => ({ kind: 'opportunity', id: input.opportunityId }),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const decision = decideDetails(input);
    if (decision.kind === 'refused') return decision;
    const areas = await findAreas(tx, input.areas, 'areas');
    if (isRefused(areas)) return areas;
    await updateOpportunity(tx, opportunity.id, 'draft', {
      title: input.title, summary: input.summary, description: input.description, category: input.category, light_touch: input.lightTouch, area_codes: [...areas],
      cpv_codes: input.cpvCodes.map((code) => code.slice(0, 8)), value_net_pence: input.valueNet, value_gross_pence: input.valueGross, contract_starts_on: input.startsOn,
      contract_ends_on: input.endsOn, extension_months: input.extensionMonths ?? 0, suitable_for_sme: input.suitableForSme, suitable_for_vcse: input.suitableForVcse, lots_per_bidder: input.lotsPerBidder,
      lots_tendered_per_bidder: input.lotsTenderedPerBidder, lots_limit_mechanism: input.lotsLimitMechanism || null,
    });
    return done(undefined, noteOn(opportunity, {
      before: { title: opportunity.title, valueNetPence: opportunity.valueNetPence, valueGrossPence: opportunity.valueGrossPence },
      after: { title: input.title, valueNetPence: input.valueNet, valueGrossPence: input.valueGross },
    }));
  },
});
