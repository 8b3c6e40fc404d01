import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { lockOpportunity } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { namedOpeners } from './named-opener.store.ts';
import { decidePlace, decidePriceSigning } from './opening.ts';
import { interestsOf, priceEnvelopeOf, sign, signaturesOf } from './opening.store.ts';
import { openPrices } from './price-envelope.store.ts';
import { ports } from './ports.ts';
import { REASON, type Signed } from './open-bids.command.ts';

interface PricesSigned extends Signed {
  /** Bids none of whose prices was opened: below a pass mark, or rejected before. */
  readonly keptSealed: number;
}

/** The second opening, where prices stayed sealed: as the first, and only once the scores of quality are agreed. A bid below a pass mark keeps its price. */
export const signPriceOpening = command({
  act: bidsActs.signPriceOpening,
  input: z.object({ opportunityId: z.string(), reason: REASON }),
  record: (input) => ({ kind: 'opportunity', id: input.opportunityId }),
  perform: async ({ tx, actor }, { opportunityId, reason }) => {
    const openerId = actor.personId;
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (openerId === null || !opportunity) return refuse('not-a-person', 'Prices are opened by named people.');
    const signed = await signaturesOf(tx, opportunityId, 'price', opportunity.closesAt);
    const decision = decidePriceSigning({
      opportunityState: opportunity.state, envelope: await priceEnvelopeOf(tx, opportunityId), openersNeeded: opportunity.openersNeeded, signedBy: signed.map((one) => one.openerId), openerId,
      interests: await interestsOf(tx, opportunityId, openerId),
    });
    if (decision.kind === 'refused') return decision;
    const quality = await ports().qualityComplete(tx, opportunityId);
    if (quality.kind === 'refused') return quality;
    const place = decidePlace(await namedOpeners(tx, opportunityId), signed, openerId, reason);
    if (place.kind === 'refused') return place;
    await sign(tx, opportunityId, openerId, ['price'], { insteadOf: place.value, reason });
    const openers = [...signed.map(({ name }) => name), actor.name];
    const note = { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, ...(place.value === null ? {} : { reason }) };
    const inPlace = place.value === null ? {} : { insteadOf: place.value };
    if (decision.value === 'signed') return done<PricesSigned>({ opened: null, openers, keptSealed: 0 }, { ...note, after: { openers, ...inPlace, waitingFor: opportunity.openersNeeded - openers.length } });
    const { opened, keptSealed } = await openPrices(tx, opportunityId, await ports().pricesToKeepSealed(tx, opportunityId));
    await sql`update opportunity set prices_opened_at = wantsum_clock() where id = ${opportunityId} and prices_opened_at is null`.execute(tx);
    return done<PricesSigned>({ opened, openers, keptSealed }, { ...note, after: { openers, ...inPlace, pricesOpened: opened, keptSealed } });
  },
});
