import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { noteOn, NOT_THERE } from './draft.store.ts';
import { inviteOrganisations, removeInvitation, storeDecline, tellInvited, type NewInvitation } from './invitation.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lockOpportunity, opportunityReference } from './opportunity.store.ts';
import { findInDirectory, suggestionsFor } from './suggestions.store.ts';
import { lines, optionalWords } from './typed-fields.ts';

/** Invites suppliers: suggested ones by their box, others from the directory by name or number with a reason. Those of a published opportunity are told at once. */
export const inviteSuppliers = command({
  act: opportunitiesActs.invite,
  input: z.object({
    opportunityId: z.string(),
    suggested: z.array(z.string().refine(isId, 'Choose from the suggestions')).max(50).default([]),
    named: lines.pipe(z.array(z.string().max(300)).max(50, 'Name 50 suppliers or fewer at a time')).default([]),
    reason: optionalWords(1000).default(''),
  }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    if (opportunity.audience !== 'invited') return refuse('open-to-all', 'This opportunity is open to everyone: nobody needs an invitation.');
    if (opportunity.followsId !== null) return refuse('shortlisted-only', 'Only those shortlisted in the stage before may tender. They were invited when the shortlist was made.');
    if (opportunity.arrangementId !== null) return refuse('members-only', 'Only those admitted to the arrangement may tender. Invite them from its page.');
    if (opportunity.state !== 'draft' && (opportunity.state !== 'published' || opportunity.closesAt === null || (await readClock(tx)) >= opportunity.closesAt)) return refuse('closed', 'It has closed, so nobody more can be invited.');
    if (input.suggested.length === 0 && input.named.length === 0) return refuse('nobody', 'Choose a suggestion, or name a supplier', { field: 'named' });
    if (input.named.length > 0 && input.reason === '') return refuse('no-reason', 'Say why you name these suppliers: it is kept and read by auditors', { field: 'reason' });
    const suggestions = await suggestionsFor(tx, opportunity);
    const invited: NewInvitation[] = [];
    for (const organisationId of input.suggested) {
      const suggestion = suggestions.find((one) => one.organisationId === organisationId);
      if (!suggestion) return refuse('not-suggested', 'The suggestions have changed meanwhile. Look at them again.', { field: 'suggested' });
      invited.push({ organisationId, source: 'suggestion', reason: suggestion.why });
    }
    for (const typed of input.named) {
      const found = await findInDirectory(tx, typed);
      if (found === 'none') return refuse('no-supplier', `No supplier “${typed}” is in the directory. Check the spelling, or use its company or charity number.`, { field: 'named' });
      if (found === 'several') return refuse('several-suppliers', `Several suppliers are called “${typed}”. Use the company or charity number.`, { field: 'named' });
      invited.push({ organisationId: found.id, source: 'directory', reason: input.reason });
    }
    const count = await inviteOrganisations(tx, opportunity.id, invited, actor.personId);
    if (opportunity.state === 'published') await tellInvited(tx, opportunity, services.config.siteUrl);
    return done({ count }, noteOn(opportunity, { after: { invited: invited.map(({ organisationId, source, reason }) => ({ organisationId, source, reason })) }, ...(input.reason === '' ? {} : { reason: input.reason }) }));
  },
});

/** Takes an invitation back before anybody was told of it. */
export const takeBackInvitation = command({
  act: opportunitiesActs.invite,
  input: z.object({ opportunityId: z.string(), organisationId: z.uuid() }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx }, { opportunityId, organisationId }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return NOT_THERE;
    if (opportunity.followsId !== null) return refuse('shortlisted-only', 'Whoever is on the shortlist is invited. The shortlist was published with its reasons.');
    if (!(await removeInvitation(tx, opportunityId, organisationId))) return refuse('told-already', 'This supplier has been told, so its invitation stands.');
    return done(undefined, noteOn(opportunity, { before: { invited: organisationId } }));
  },
});

/** An invited organisation says that it will not answer. It does not count against it, and the officer can ask another in time. */
export const declineInvitation = command({
  act: opportunitiesActs.decline,
  input: z.object({ opportunityId: z.string(), organisationId: z.string().refine(isId, 'Choose the organisation'), reason: optionalWords(1000).default('') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor }, { opportunityId, organisationId, reason }) => {
    const mine = holdsOn(actor, organisationId, 'bid-writer', 'organisation-administrator');
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity || !mine) return NOT_THERE;
    if (!(await storeDecline(tx, opportunityId, organisationId, reason === '' ? null : reason))) return refuse('not-invited', 'Your organisation is not invited, or has said so already.');
    return done(undefined, noteOn(opportunity, { after: { declined: organisationId }, ...(reason === '' ? {} : { reason }) }));
  },
});
