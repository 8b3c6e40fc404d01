import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { ENVELOPES, type Envelope } from '#platform/sealing/envelope-keys';
import { lockOpportunity } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { decideSigning } from './opening.ts';
import { interestsOf, markOpened, openEnvelopes, sign, signaturesOf } from './opening.store.ts';

/** Opened together, as an open procedure in one stage does. A route that keeps prices sealed longer opens fewer here and the rest later. */
const OPENED_TOGETHER: readonly Envelope[] = ENVELOPES;

export interface Signed {
  /** How many bids this signature opened; null while others must sign. */
  readonly opened: number | null;
  readonly openers: readonly string[];
}

/** One named officer signs to open. The last signature needed opens everything at once, under the lock that no submission can pass. */
export const signOpening = command({
  act: bidsActs.signOpening,
  input: z.object({ opportunityId: z.string() }),
  record: (input) => ({ kind: 'opportunity', id: input.opportunityId }),
  perform: async ({ tx, actor }, { opportunityId }) => {
    const openerId = actor.personId;
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (openerId === null || !opportunity) return refuse('not-a-person', 'Bids are opened by named people.');
    const signed = await signaturesOf(tx, opportunityId, OPENED_TOGETHER[0]!, opportunity.closesAt);
    const decision = decideSigning({
      opportunityState: opportunity.state, closesAt: opportunity.closesAt, now: opportunity.now, openersNeeded: opportunity.openersNeeded,
      signedBy: signed.map((one) => one.openerId), openerId, interests: await interestsOf(tx, opportunityId, openerId),
    });
    if (decision.kind === 'refused') return decision;
    await sign(tx, opportunityId, openerId, OPENED_TOGETHER);
    const openers = [...signed.map(({ name }) => name), actor.name];
    const note = { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId };
    if (decision.value === 'signed') return done<Signed>({ opened: null, openers }, { ...note, after: { openers, waitingFor: opportunity.openersNeeded - openers.length } });
    const opened = await openEnvelopes(tx, opportunityId, OPENED_TOGETHER);
    await markOpened(tx, opportunityId);
    return done<Signed>({ opened, openers }, { ...note, before: { state: 'published' }, after: { state: 'opened', openers, bidsOpened: opened } });
  },
});
