import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { lockOpportunity, opportunityReference } from '#opportunities';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { mailWriters } from '#parties';
import { consortiaActs } from '../partners.acts.ts';
import { ports } from '../ports.ts';
import { heardField, undecided } from './two-bids.ts';
import { inTwoBids, inWords, keepDecision } from './two-bids.store.ts';

const MOST = 4000;

/** Decides on an organisation in two bids for one lot that the authority's rule does not allow, after hearing both bidders. Nothing decides by itself. */
export const decideTwoBids = command({
  act: consortiaActs.decideTwoBids,
  input: z.object({ opportunityId: z.string(), organisationId: z.string(), decision: z.string().min(1, 'Choose what you decide'), heard: z.record(z.string(), optionalWords(MOST)), reason: words(MOST, 'Give the reason: both bidders are told') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async (context, { opportunityId, organisationId, decision, heard, reason }) => {
    const { tx, actor, services } = context;
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity || (await ports().isLockedOut(tx, opportunityId, actor))) return refuse('not-found', 'This is not there any more.');
    const found = (await inTwoBids(tx, opportunityId)).find((one) => one.organisationId === organisationId);
    const open = found ? undecided(found) : [];
    if (!found || open.length === 0) return refuse('nothing-open', 'There is nothing to decide on any more: look at what was decided.');
    const bids = [...new Set(open.flat())];
    const excluded = decision === 'allow' ? null : bids.find(({ bidId }) => bidId === decision);
    if (excluded === undefined) return refuse('no-decision', 'Choose what you decide', { field: 'decision' });
    const [first, ...more] = bids.filter(({ bidId }) => !heard[bidId]).map(({ bidId, bidder }) => ({ sentence: `Say what ${bidder} said when it was heard. If it said nothing in the time it was given, say that.`, field: heardField(bidId) }));
    if (first) return refuse('not-heard', first.sentence, { field: first.field, more });
    await keepDecision(tx, {
      opportunityId, organisationId, bidIds: bids.map(({ bidId }) => bidId), excludedBidId: excluded?.bidId ?? null, heard: bids.map(({ bidId, bidder }) => `${bidder}: ${heard[bidId]}`).join('\n\n'), reason, by: actor.personId,
    });
    if (excluded) {
      const refused = await ports().passOver(context, excluded.bidId, `${found.organisation} takes part in another bid for the same lot. ${reason}`);
      if (refused) return refused;
    }
    await mailWriters(tx, bids.map(({ bidId, bidderId }) => {
      const outcome = excluded === null ? 'Both bids stay in.' : excluded.bidId === bidId ? 'Your bid is excluded.' : 'Your bid stays in.';
      return {
        organisationIds: [bidderId], about: { kind: 'bid', id: bidId }, subject: `Decided: two bids for one lot, ${opportunity.title}`,
        text: `${opportunity.bodyName} has decided on an organisation that takes part in two bids for one lot. ${outcome}\n\nWhy: ${reason}\n\n${services.config.siteUrl}/bids/${bidId}\n`,
      };
    }));
    return done(undefined, {
      record: opportunityReference(opportunityId), bodyId: opportunity.bodyId, reason, ...(found.note ? { rule: `${found.note.sentence} (${found.note.source})` } : {}),
      after: { organisation: found.organisation, bids: bids.map(inWords), decision: excluded === null ? 'both allowed' : `the bid of ${excluded.bidder} excluded`, heard: bids.map(({ bidId, bidder }) => ({ bidder, said: heard[bidId] })) },
    });
  },
});
