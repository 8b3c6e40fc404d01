import { z } from 'zod';
import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import { command, done, type CommandContext } from '#platform/command/command';
import type { Role } from '#platform/access/roles';
import type { Read } from '#platform/database/connection';
import { approvalState, askApprovals, contentHashOf, type ApprovalSubject } from '#parts/approvals';
import { publishAdvert } from './advert.store.ts';
import { lockPublished, reason } from './after-publication.command.ts';
import { approverOf, type Approver } from './cancel.command.ts';
import { isRefused, noteOn, NOT_THERE } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lockOpportunity, lotsOf, markLotWithdrawn, opportunityById, opportunityReference } from './opportunity.store.ts';
import type { Lot, Opportunity } from './opportunity.ts';
import { ports } from './ports.ts';
import { proposedWithdrawal, proposeWithdrawal } from './lot-withdrawal.store.ts';

const LOT_WITHDRAWAL = 'lot-withdrawal';

/**
 * Takes one lot out; the last that is open cannot be, that is a cancellation. Once a bid has been sent, whoever the authority sets (a lead director, where it
 * set nobody) must agree first (DM-16): for which lots it was sent nobody may know before the opening, so any bid counts.
 */
export const withdrawLot = command({
  act: opportunitiesActs.withdrawLot,
  input: z.object({ opportunityId: z.string(), lotId: z.uuid(), reason }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const opportunity = await lockPublished(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const lot = decideWithdrawn(await lotsOf(tx, opportunity.id), input.lotId);
    if (lot.kind === 'refused') return lot;
    const { submitted } = await ports().bidCounts(tx, opportunity.id);
    const approver = submitted > 0 ? await approverOf(context, opportunity) : null;
    if (approver?.kind === 'refused') return approver;
    if (approver && !holdsOn(actor, opportunity.bodyId, approver.value.role)) return askFirst(context, opportunity, lot.value, input.reason, approver.value);
    await withdrawNow(context, opportunity, lot.value, input.reason);
    return done({ asked: null as Role | null }, noteOn(opportunity, { before: { lot: lot.value.title, state: 'open' }, after: { state: 'withdrawn' }, reason: input.reason }));
  },
});

function decideWithdrawn(lots: readonly Lot[], lotId: string): Decision<Lot> {
  const open = lots.filter(({ state }) => state === 'open');
  const lot = open.find(({ id }) => id === lotId);
  if (!lot) return NOT_THERE;
  return open.length === 1 ? refuse('last-lot', 'This is the only lot left. Cancel the opportunity instead.') : allow(lot);
}

/** Bids were sent, so it waits. One at a time: two together could leave no lot. */
async function askFirst(context: CommandContext, opportunity: Opportunity, lot: Lot, why: string, { role, rule }: Approver) {
  const { tx, actor } = context;
  const about = opportunityReference(opportunity.id);
  const proposed = await proposedWithdrawal(tx, opportunity.id);
  if (proposed && (await approvalState(tx, about, LOT_WITHDRAWAL, hashOf(opportunity.id, proposed.lotId, proposed.reason))).standing === 'waiting') {
    if (proposed.lotId !== lot.id) return refuse('one-at-a-time', `The withdrawal of lot ${proposed.number}, ${proposed.title}, waits to be agreed. Only one can wait at a time.`);
    if (proposed.reason === why) return refuse('asked-already', 'This has been asked for, with the same reason. It waits to be agreed.');
  }
  await proposeWithdrawal(tx, opportunity.id, lot.id, why, actor.personId!);
  await askApprovals(context, { about, subject: LOT_WITHDRAWAL, bodyId: opportunity.bodyId, contentHash: hashOf(opportunity.id, lot.id, why), steps: [{ role, rule }] });
  return done({ asked: role as Role | null }, noteOn(opportunity, { after: { lot: lot.title, withdrawalProposed: true, askedOf: role }, reason: why, rule: rule.sentence }));
}

const hashOf = (opportunityId: string, lotId: string, why: string): string => contentHashOf([opportunityId, lotId, why]);

async function withdrawNow({ tx, actor, services }: CommandContext, opportunity: Opportunity, lot: Pick<Lot, 'id' | 'number' | 'title'>, why: string): Promise<void> {
  await markLotWithdrawn(tx, opportunity.id, lot.id, why);
  await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl, `Lot ${lot.number}, ${lot.title}, is withdrawn. ${why}`);
}

const current = async (read: Read, id: string): Promise<string | null> => {
  const proposed = await proposedWithdrawal(read, id);
  return proposed && hashOf(id, proposed.lotId, proposed.reason);
};

/** Registered with the part `approvals` in `app.ts`: agreeing withdraws the lot, in the same transaction. */
export const lotWithdrawalApproval: ApprovalSubject = {
  subject: LOT_WITHDRAWAL,
  aboutKind: 'opportunity',
  words: 'the withdrawal of a lot after bids came',
  title: async (read, id) => {
    const [opportunity, proposed] = [await opportunityById(read, id), await proposedWithdrawal(read, id)];
    return opportunity ? `${opportunity.title}${proposed ? `, lot ${proposed.number}: ${proposed.title} (reason: ${proposed.reason})` : ''}` : '';
  },
  hold: lockOpportunity,
  contentHash: async (read, id) => (await current(read, id)) ?? contentHashOf([id]),
  address: (id) => `/opportunities/${id}`,
  beforeAgreeing: ({ tx }, id) => refusedNow(tx, id),
  agreed: async (context, id) => {
    const [opportunity, proposed] = [await opportunityById(context.tx, id), await proposedWithdrawal(context.tx, id)];
    if (opportunity && proposed) await withdrawNow(context, opportunity, { id: proposed.lotId as Lot['id'], number: proposed.number, title: proposed.title }, proposed.reason);
  },
};

/** What stands against it by the time it is agreed: bidding may have closed, or another lot gone meanwhile. */
async function refusedNow(tx: CommandContext['tx'], id: string): Promise<Refused | null> {
  const opportunity = await lockPublished(tx, id);
  if (isRefused(opportunity)) return opportunity;
  const proposed = await proposedWithdrawal(tx, id);
  const lot = proposed ? decideWithdrawn(await lotsOf(tx, id), proposed.lotId) : NOT_THERE;
  return lot.kind === 'refused' ? lot : null;
}
