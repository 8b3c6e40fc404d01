import { z } from 'zod';
import { isId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { sendMail } from '#platform/mail/send-mail';
import { command, done, type CommandContext } from '#platform/command/command';
import { draftOpportunity } from './draft-opportunity.store.ts';
import { noteOn, NOT_THERE } from './draft.store.ts';
import { inviteOrganisations } from './invitation.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { addLot, lockOpportunity, lotsOf, opportunityReference, updateOpportunity } from './opportunity.store.ts';
import type { Opportunity, OpportunityId } from './opportunity.ts';
import { ports, type AssessedBid } from './ports.ts';
import { reservationColumns } from './reservation-columns.ts';
import { endsInShortlist } from './stage-end.ts';
import { shortlistOf, storeShortlist } from './shortlist.store.ts';
import { optionalWords } from './typed-fields.ts';

/**
 * Ends a stage that selects: who goes on and who does not, each with a reason they are told, and the next stage begun as a draft for
 * those who do. The results of the evaluation stand beside the choice; going against their order needs no more than the reason.
 */
export const makeShortlist = command({
  act: opportunitiesActs.shortlist,
  input: z.object({ opportunityId: z.string(), chosen: z.array(z.string().refine(isId)).max(500), reasons: z.record(z.string(), optionalWords(2000)) }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async (context, { opportunityId, chosen, reasons }) => {
    const { tx, actor } = context;
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return NOT_THERE;
    const assessed = await ports().assessed(tx, opportunityId);
    const decision = decideShortlist(opportunity, assessed, new Set(chosen), new Map(Object.entries(reasons)));
    if (decision.kind === 'refused') return decision;
    if ((await shortlistOf(tx, opportunityId)).length > 0) return refuse('made-already', 'The shortlist has been made, and everyone was told.');
    const entries = decision.value;
    await storeShortlist(tx, opportunityId, entries, actor.personId);
    const nextId = await beginNextStage(context, opportunity, entries.filter((entry) => entry.chosen));
    await tellOutcome(context, opportunity, entries);
    return done({ nextId }, noteOn(opportunity, { after: { next: nextId, shortlist: entries.map(({ organisationName, chosen: goesOn, reason }) => ({ organisationName, chosen: goesOn, reason })) } }));
  },
});

export interface ShortlistDecision extends AssessedBid {
  readonly chosen: boolean;
  readonly reason: string;
}

/** Whether a shortlist may be made of these: after the evaluation, of a stage that ends in one, with a reason for each. Fields are `reason-<bid>`. */
export function decideShortlist(opportunity: Pick<Opportunity, 'route' | 'stage' | 'state'>, assessed: readonly AssessedBid[], chosen: ReadonlySet<string>, reasons: ReadonlyMap<string, string>): Decision<readonly ShortlistDecision[]> {
  if (!endsInShortlist(opportunity)) return refuse('no-shortlist', 'This stage ends in an award, not in a shortlist.');
  if (opportunity.state !== 'evaluated') return refuse('not-evaluated', 'The shortlist follows the evaluation: complete it first.');
  if ([...chosen].some((bidId) => !assessed.some((bid) => bid.bidId === bidId))) return refuse('not-there', 'The answers have changed meanwhile. Look at them again.');
  if (chosen.size === 0) return refuse('nobody', 'Choose at least one to go on. If none can, cancel the opportunity with the reason.', { field: 'chosen' });
  const failed = assessed.find((bid) => chosen.has(bid.bidId) && bid.failed.length > 0);
  if (failed) return refuse('failed', `${failed.organisationName} cannot go on: ${failed.failed[0]!}`, { field: 'chosen' });
  const [first, ...more] = assessed.filter(({ bidId }) => !reasons.get(bidId)?.trim()).map((bid) => ({ sentence: `Give the reason for ${bid.organisationName}: it is told`, field: `reason-${bid.bidId}` }));
  if (first) return refuse('no-reason', first.sentence, { field: first.field, more });
  return allow(assessed.map((bid) => ({ ...bid, chosen: chosen.has(bid.bidId), reason: reasons.get(bid.bidId)!.trim() })));
}

/** The next stage as a draft: what it is about and its lots come along; criteria, questions and dates are set for it. */
async function beginNextStage({ tx, actor }: CommandContext, opportunity: Opportunity, chosen: readonly ShortlistDecision[]): Promise<OpportunityId> {
  const { id } = await draftOpportunity(tx, {
    bodyId: opportunity.bodyId, title: opportunity.title, route: opportunity.route, stage: opportunity.stage + 1, followsId: opportunity.id, exerciseId: opportunity.exerciseId, createdBy: actor.personId,
    ...(opportunity.arrangementId ? { arrangementId: opportunity.arrangementId } : {}),
    from: {
      summary: opportunity.summary, description: opportunity.description, category: opportunity.category, lightTouch: opportunity.lightTouch, valueNetPence: opportunity.valueNetPence,
      valueGrossPence: opportunity.valueGrossPence, specificationId: opportunity.specificationId, areaCodes: opportunity.areaCodes, cpvCodes: opportunity.cpvCodes, lateBids: opportunity.lateBids, openersNeeded: opportunity.openersNeeded,
      startsOn: opportunity.startsOn, endsOn: opportunity.endsOn, extensionMonths: opportunity.extensionMonths,
    },
  });
  if (opportunity.reservedTo.length > 0) await updateOpportunity(tx, id, 'draft', reservationColumns(opportunity));
  for (const lot of await lotsOf(tx, opportunity.id)) if (lot.state === 'open') await addLot(tx, id, lot, lot.id);
  await inviteOrganisations(tx, id, chosen.map(({ organisationId, reason }) => ({ organisationId, source: 'shortlist', reason })), actor.personId);
  return id;
}

/** Each is told of its own outcome and no other's. */
async function tellOutcome({ tx, services }: CommandContext, opportunity: Opportunity, entries: readonly ShortlistDecision[]): Promise<void> {
  const of = new Map(entries.map((entry) => [entry.bidId, entry]));
  for (const bidder of await ports().bidderContacts(tx, opportunity.id)) {
    const entry = of.get(bidder.bidId);
    if (!entry) continue;
    await sendMail(tx, {
      to: { personId: bidder.personId, email: bidder.email }, about: { kind: 'bid', id: bidder.bidId }, subject: entry.chosen ? `You are on the shortlist: ${opportunity.title}` : `Not on the shortlist: ${opportunity.title}`,
      text: `${entry.chosen ? 'Your organisation goes on to the next stage. You are invited when it is published.' : 'Your organisation does not go on to the next stage.'}\n\nWhy: ${entry.reason}\n\n${opportunity.bodyName}, ${opportunity.reference}\n${services.config.siteUrl}/opportunities/${opportunity.id}\n`,
    });
  }
}

