import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { lockOpportunity } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { namedOpeners } from './named-opener.store.ts';
import { decidePlace, decideSigning } from './opening.ts';
import { envelopesOf, interestsOf, markOpened, openEnvelopes, priceEnvelopeOf, sign, signaturesOf } from './opening.store.ts';

/** Why somebody signs in the place of a named opener; empty for everyone else. */
export const REASON = z.string().trim().max(2000, 'The reason must be 2,000 characters or fewer').default('');

export interface Signed {
  /** How many bids this signature opened; null while others must sign. */
  readonly opened: number | null;
  readonly openers: readonly string[];
}

/** One named officer signs to open. The last signature needed opens everything at once, under the lock that no submission can pass. */
export const signOpening = command({
  act: bidsActs.signOpening,
  input: z.object({ opportunityId: z.string(), reason: REASON }),
  record: (input) => ({ kind: 'opportunity', id: input.opportunityId }),
  perform: async ({ tx, actor }, { opportunityId, reason }) => {
    const openerId = actor.personId;
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (openerId === null || !opportunity) return refuse('not-a-person', 'Bids are opened by named people.');
    const envelopes = envelopesOf((await priceEnvelopeOf(tx, opportunityId)) === 'with-the-rest' ? 'only' : 'first');
    const signed = await signaturesOf(tx, opportunityId, 'quality', opportunity.closesAt);
    const decision = decideSigning({
      opportunityState: opportunity.state, closesAt: opportunity.closesAt, now: opportunity.now, openersNeeded: opportunity.openersNeeded,
      signedBy: signed.map((one) => one.openerId), openerId, interests: await interestsOf(tx, opportunityId, openerId),
    });
    if (decision.kind === 'refused') return decision;
    const place = decidePlace(await namedOpeners(tx, opportunityId), signed, openerId, reason);
    if (place.kind === 'refused') return place;
    await sign(tx, opportunityId, openerId, envelopes, { insteadOf: place.value, reason });
    const openers = [...signed.map(({ name }) => name), actor.name];
    const note = { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, ...(place.value === null ? {} : { reason }) };
    const inPlace = place.value === null ? {} : { insteadOf: place.value };
    if (decision.value === 'signed') return done<Signed>({ opened: null, openers }, { ...note, after: { openers, ...inPlace, waitingFor: opportunity.openersNeeded - openers.length } });
    const opened = await openEnvelopes(tx, opportunityId, envelopes);
    await markOpened(tx, opportunityId);
    return done<Signed>({ opened, openers }, { ...note, before: { state: 'published' }, after: { state: 'opened', openers, ...inPlace, bidsOpened: opened } });
  },
});
