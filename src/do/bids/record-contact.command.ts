import { z } from 'zod';
import { londonDate, postedDay } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { lockOpportunity } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { CONTACT_WAYS, TOLD_RULE, type ContactWay } from './told.ts';
import { insertContact } from './told.store.ts';

/** Puts a talk with a supplier on the record that this site did not carry, and how the others were treated alike (DP-11). It is never changed. */
export const recordContact = command({
  act: bidsActs.recordContact,
  input: z.object({
    opportunityId: z.string(), happenedOn: z.string(), way: z.enum(Object.keys(CONTACT_WAYS) as [ContactWay, ...ContactWay[]], 'Choose how it came about'),
    withWhom: words(300, 'Enter who it was with, such as the name of the organisation'), words: words(4000, 'Enter what was said'), alike: words(2000, 'Say how the other bidders were treated alike'),
  }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async ({ tx, actor }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity || opportunity.state === 'draft') return refuse('wrong-state', 'Nothing is published yet, so nobody is a bidder.');
    if (input.happenedOn === '') return refuse('day', 'Enter the day on which it was', { field: 'happenedOn' });
    const day = postedDay(input.happenedOn);
    if (!day) return refuse('day', 'Enter a real date, such as 27 3 2026', { field: 'happenedOn' });
    if (day > londonDate(opportunity.now)) return refuse('future', 'The day on which it was cannot be in the future', { field: 'happenedOn' });
    const contact = { happenedOn: day, way: input.way, withWhom: input.withWhom, words: input.words, alike: input.alike };
    await insertContact(tx, opportunity.id, contact, actor.personId!);
    return done(undefined, { record: { kind: 'opportunity', id: opportunity.id }, bodyId: opportunity.bodyId, after: contact, rule: TOLD_RULE.sentence });
  },
});
