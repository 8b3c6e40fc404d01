/** Sealed bids: written, submitted, opened. See README.md. */
import type { BidState } from './bid.ts';
import { BID_MOVES } from './bid.ts';
import { decideMove } from '#kernel/machine';
import type { Refused } from '#kernel/outcome';
import type { Tx } from '#platform/database/connection';
import type { Module } from '#platform/module';
import { bidsActs } from './bids.acts.ts';
import { bidKind } from './bids.kinds.ts';
import { bidsRoutes } from './bids.routes.ts';
import { moveBid } from './bid.store.ts';
import { clearBidsJob } from './retention.command.ts';
import { wholeBidRoutes } from './whole-bid.routes.ts';
import { wordRoutes } from './word.routes.ts';
import { openingRoutes } from './opening.routes.ts';
import { toldRoutes } from './told.routes.ts';

export { bidsActs } from './bids.acts.ts';
export { createEnvelopeKeys } from '#platform/sealing/envelope-keys';
export { BID_MOVES, isClosed, type BidState } from './bid.ts';
export { receivedCount, type BidId } from './bid.store.ts';
export { bidContacts } from './writers.store.ts';
export { closingChangesOf, extendClosing, type ClosingChange } from './extend-closing.command.ts';
export { holdOwnBid, ownLots } from './own-lots.reader.ts';
export { signOpening } from './open-bids.command.ts';
export { nameOpeners } from './name-openers.command.ts';
export { heldOpenings, neededOpeners } from './named-opener.store.ts';
export { signPriceOpening } from './open-prices.command.ts';
export { connectBids, type BidGroup, type BidPorts, type GroupGap, type WritingGroup } from './ports.ts';
export type { LotOffered } from './bid-readiness.ts';
export { lateBids, openedBids, type OpenedBid, type OpenedFile } from './opening.store.ts';
export { shownFiles } from './shown-files.store.ts';
export type { ShownFile } from './shown-files.ts';
export { mayReadOpened } from './opening.routes.ts';
export { addFile, removeFile } from './change-files.command.ts';
export { saveAnswer, saveLots, savePrices } from './save-draft.command.ts';
export { recordContact } from './record-contact.command.ts';
export { startBid } from './start-bid.command.ts';
export { peopleKeptMonths } from './people-kept.reader.ts';
export { clearBids, clearBidsJob } from './retention.command.ts';
export { submitBid, withdrawBid } from './submit-bid.command.ts';
export { fillFromWord } from './fill-from-word.command.ts';
export { answersDocument } from './word-answers.ts';
export { stampOf as stampOfPart } from './whole-bid.ts';
export { saveWhole, submitWhole } from './whole-bid.command.ts';

const OUTCOMES = { rejected: 'reject', successful: 'succeed', 'not-successful': 'fail' } as const;

/** For the award, in its transaction: what became of an opened bid. A rejection needs a reason. */
export async function setBidOutcome(tx: Tx, bidId: string, outcome: keyof typeof OUTCOMES, reason?: string): Promise<BidState | Refused> {
  const bid = await tx.selectFrom('bid').select('state').where('id', '=', bidId).forUpdate().executeTakeFirstOrThrow();
  const decision = decideMove<BidState, typeof BID_MOVES>(BID_MOVES, OUTCOMES[outcome], bid.state as BidState, 'This bid', reason);
  if (decision.kind === 'refused') return decision;
  await moveBid(tx, bidId, bid.state as BidState, decision.value, reason === undefined ? {} : { reason });
  return decision.value;
}

export const bidsModule: Module = {
  name: 'bids',
  acts: bidsActs,
  kinds: [bidKind],
  routes: [bidsRoutes, wholeBidRoutes, wordRoutes, openingRoutes, toldRoutes],
  jobs: [clearBidsJob],
  navigation: [{ text: 'My bids', href: '/my-bids', to: ['bid-writer', 'organisation-administrator', 'bid-adviser'] }],
};
