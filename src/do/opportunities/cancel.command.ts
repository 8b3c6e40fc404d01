import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { decideMove } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import type { Role } from '#platform/access/roles';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { approvalState, askApprovals, contentHashOf, type ApprovalSubject } from '#parts/approvals';
import { policyNote, policyValue, requirePolicy } from '#policy';
import { publishCancellation } from './advert.store.ts';
import { noteOn, NOT_THERE } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lockOpportunity, opportunityById, opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { OPPORTUNITY_MOVES, type Opportunity } from './opportunity.ts';
import { ports, type BidCounts } from './ports.ts';
import { laterStages } from './shortlist.store.ts';
import { words } from './typed-fields.ts';

export const CANCELLATION = 'cancellation';
const reason = words(2000, 'Give the reason: it is published, and everyone concerned is told');

/**
 * Ends it with nothing awarded, and says why to everyone (DM-16). Once a bid has been sent, whoever the authority sets (a lead director,
 * where it set nobody) must agree first: it is then cancelled as they agree, and at once where they ask for it themselves.
 */
export const cancelOpportunity = command({
  act: opportunitiesActs.cancel,
  input: z.object({ opportunityId: z.string(), reason }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    const move = decideMove(OPPORTUNITY_MOVES, 'cancel', opportunity.state, 'This opportunity', input.reason);
    if (move.kind === 'refused') return move;
    if (await goesOn(context, opportunity.id)) return GOES_ON;
    const counts = await ports().bidCounts(tx, opportunity.id);
    const role = counts.submitted > 0 ? await approverOf(context, opportunity) : null;
    if (role?.kind === 'refused') return role;
    if (role && !holdsOn(actor, opportunity.bodyId, role.value.role)) return askFirst(context, opportunity, input.reason, role.value);
    await cancelNow(context, opportunity, input.reason, counts);
    return done({ asked: null, counts }, noteOn(opportunity, { before: { state: opportunity.state }, after: { state: move.value, ...counts }, reason: input.reason }));
  },
});

const GOES_ON = refuse('goes-on', 'Its next stage is published. Cancel that stage: what is said of it is said of the whole procurement.');

/** Whether a later stage stands: the procurement lives in that one, and all stages are of one published process. */
const goesOn = async ({ tx }: CommandContext, opportunityId: string): Promise<boolean> => (await laterStages(tx, opportunityId)).some(({ state }) => state !== 'draft' && state !== 'cancelled');

/** Who agrees to a withdrawal once bids came, with the rule that says so. */
export interface Approver { readonly role: Role; readonly rule: ReturnType<typeof policyNote> }

/** Of this authority, today: a lead director where it set nobody. */
export async function approverOf({ tx }: Pick<CommandContext, 'tx'>, opportunity: Opportunity): Promise<Decision<Approver>> {
  const policy = await policyValue(tx, opportunity.bodyId, 'opportunity.cancelApprover', londonDate(await readClock(tx)));
  const role = requirePolicy(policy);
  return role.kind === 'refused' ? role : allow({ role: role.value, rule: policyNote(policy) });
}

/** Bids were sent, so it waits: the reason proposed is exactly what is agreed to. */
async function askFirst(context: CommandContext, opportunity: Opportunity, why: string, { role, rule }: Approver) {
  const { tx, actor } = context;
  if (opportunity.cancelProposal?.reason === why && (await waiting(context, opportunity))) return refuse('asked-already', 'This has been asked for, with the same reason. It waits to be agreed.');
  const at = await readClock(tx);
  await updateOpportunity(tx, opportunity.id, opportunity.state, { cancel_proposed_reason: why, cancel_proposed_by: actor.personId, cancel_proposed_at: at });
  const about = opportunityReference(opportunity.id);
  await askApprovals(context, { about, subject: CANCELLATION, bodyId: opportunity.bodyId, contentHash: hashOf(opportunity.id, why), steps: [{ role, rule }] });
  return done({ asked: role as Role | null, counts: null as BidCounts | null }, noteOn(opportunity, { after: { cancellationProposed: true, askedOf: role }, reason: why, rule: rule.sentence }));
}

const waiting = async ({ tx }: CommandContext, opportunity: Opportunity): Promise<boolean> =>
  (await approvalState(tx, opportunityReference(opportunity.id), CANCELLATION, hashOf(opportunity.id, opportunity.cancelProposal?.reason ?? ''))).standing === 'waiting';

const hashOf = (id: string, why: string): string => contentHashOf([id, why]);

/** Cancels under the lock: the state, how far bidders were, the notice, and a letter to everyone concerned. */
async function cancelNow({ tx, actor, services }: CommandContext, opportunity: Opportunity, why: string, counts: BidCounts): Promise<void> {
  await updateOpportunity(tx, opportunity.id, opportunity.state, {
    state: 'cancelled', cancelled_at: await readClock(tx), cancelled_reason: why, cancelled_drafting: counts.drafting, cancelled_submitted: counts.submitted,
  });
  await publishCancellation(tx, { ...opportunity, cancelledMidBid: counts }, actor.personId, services.config.siteUrl, why);
}

/** Registered with the part `approvals` in `app.ts`: agreeing cancels it, in the same transaction. */
export const cancellationApproval: ApprovalSubject = {
  subject: CANCELLATION,
  aboutKind: 'opportunity',
  words: 'the cancellation after bids came',
  title: async (read, id) => {
    const opportunity = await opportunityById(read, id);
    return opportunity ? `${opportunity.title} (reason: ${opportunity.cancelProposal?.reason ?? ''})` : '';
  },
  hold: lockOpportunity,
  contentHash: async (read, id) => hashOf(id, (await opportunityById(read, id))?.cancelProposal?.reason ?? ''),
  address: (id) => `/opportunities/${id}/cancel`,
  agreed: async (context, id) => {
    const opportunity = await lockOpportunity(context.tx, id);
    if (!opportunity?.cancelProposal || decideMove(OPPORTUNITY_MOVES, 'cancel', opportunity.state, 'This opportunity', opportunity.cancelProposal.reason).kind === 'refused') return;
    if (await goesOn(context, id)) return;
    await cancelNow(context, opportunity, opportunity.cancelProposal.reason, await ports().bidCounts(context.tx, id));
  },
};
