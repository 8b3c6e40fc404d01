import { z } from 'zod';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn, NOT_THERE } from './draft.store.ts';
import { findAreas } from './areas.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { addLot, changeLot, deleteLot, opportunityReference } from './opportunity.store.ts';
import { lines, optionalPounds, optionalWords, words } from './typed-fields.ts';

/** Adds a lot, or changes the one whose id is given. */
export const saveLot = command({
  act: opportunitiesActs.edit,
  input: z.object({
    opportunityId: z.string(), lotId: z.uuid().nullable(), title: words(200, 'Enter a title for the lot'), description: optionalWords(5000), areas: lines, valueNet: optionalPounds,
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const areaCodes = await findAreas(tx, input.areas, 'areas');
    if (isRefused(areaCodes)) return areaCodes;
    const lot = { title: input.title, description: input.description, areaCodes, valueNetPence: input.valueNet };
    if (input.lotId === null) await addLot(tx, opportunity.id, lot);
    else if (!(await changeLot(tx, opportunity.id, input.lotId, lot))) return NOT_THERE;
    return done(undefined, noteOn(opportunity, { after: { lot: input.title, valueNetPence: input.valueNet } }));
  },
});

export const removeLot = command({
  act: opportunitiesActs.edit,
  input: z.object({ opportunityId: z.string(), lotId: z.uuid() }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    if (!(await deleteLot(tx, opportunity.id, input.lotId))) return NOT_THERE;
    return done(undefined, noteOn(opportunity, { before: { lot: input.lotId } }));
  },
});
