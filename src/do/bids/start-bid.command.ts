import { z } from 'zod';
import { idFrom, isId, type PersonId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { mayBid } from '#opportunities';
import { command, done } from '#platform/command/command';
import { createEnvelopeKeys } from '#platform/sealing/envelope-keys';
import { isClosed } from './bid.ts';
import { createBidKeys } from './bid-key.store.ts';
import { prefill } from './prefill.store.ts';
import { findOpportunity, startBid as insertBid, type BidId } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';

/** The organisations for which a person may write bids. */
export const writesFor = (actor: Actor): string[] => [
  ...new Set(actor.holdings.filter((held) => held.scopeKind === 'organisation' && ['bid-writer', 'organisation-administrator', 'bid-adviser'].includes(held.role)).flatMap((held) => held.scopeId ?? [])),
];

/** Starts an organisation's one bid for an opportunity, or joins the colleague who did. */
export const startBid = command({
  act: bidsActs.start,
  input: z.object({ opportunityId: z.string(), organisationId: z.string().refine(isId, 'Choose the organisation that you are bidding for') }),
  record: (input) => ({ kind: 'opportunity', id: input.opportunityId }),
  // As below: who tried to bid is nothing the authority may read before the opening.
  sealedRefusals: true,
  perform: async ({ tx, actor }, { opportunityId, organisationId }) => {
    if (!writesFor(actor).includes(organisationId)) return refuse('not-yours', 'You can bid only for an organisation whose bids you write.', { field: 'organisationId' });
    const opportunity = await findOpportunity(tx, opportunityId);
    if (opportunity?.state !== 'published') return refuse('wrong-state', 'This opportunity does not take bids now.');
    const allowed = await mayBid(tx, opportunityId, organisationId);
    if (allowed.kind === 'refused') return allowed;
    if (isClosed(opportunity.now, opportunity.closesAt) && opportunity.lateBids === 'refuse') return refuse('closed', 'Bidding has closed, so no new bid can be started.');
    await createEnvelopeKeys(tx, opportunityId);
    const { id, made } = await insertBid(tx, opportunityId, organisationId, actor.personId as PersonId | null);
    if (made) await createBidKeys(tx, { id, organisationId, opportunityId });
    const filled = made ? await prefill(tx, { id, organisationId: idFrom<'organisation'>(organisationId), opportunityId }, actor.personId) : 0;
    // No body is named: the authority's own trail must not say who is bidding before the opening.
    return done<{ bidId: BidId; made: boolean; filled: number }>({ bidId: id, made, filled }, { record: { kind: 'bid', id }, after: { joined: !made } });
  },
});
