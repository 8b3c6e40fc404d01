import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { answerHelp } from '#timetable';
import type { Posted } from '#platform/web/posted';
import type { BidModel } from './bid.page.ts';
import { ports } from './ports.ts';
import { findBid, questionsFor } from './bid.store.ts';
import { openDraft, sealedParts } from './draft.store.ts';
import { writesFor } from './start-bid.command.ts';
import { prepareToSend } from './submit-bid.command.ts';
import { receiptsOf } from './submission.store.ts';

/** All that the pages of a bid show. @param actor who reads it, where what is still wanting is shown @returns null when there is no such bid, or nothing in it any more */
export async function bidModel(read: Read, bidId: string, actor: Actor | null = null): Promise<BidModel | null> {
  const [bid, parts, receipts] = await Promise.all([findBid(read, bidId), sealedParts(read, bidId), receiptsOf(read, bidId)]);
  if (!bid || bid.contentsDeletedAt) return null;
  const { draft, hash, toPutRight, core, group } = await prepareToSend(read, bid, await openDraft(read, bid, parts), actor !== null && writesFor(actor).includes(bid.organisationId));
  return { bid, draft, hash, toPutRight, questions: await questionsFor(read, bid), lots: bid.lots, isPriced: bid.isPriced, group, receipts, core: core.section, help: await answerHelp(read, bid.opportunityId), result: await ports().drawResult(read, bidId), told: bid.bidState === 'opened' && (await ports().toldBids(read, [bidId])).has(bidId) };
}

/** The prices of a posted form, by lot. */
export const postedPrices = (posted: Posted): Record<string, string> =>
  Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith('price-')).map((name) => [name.slice('price-'.length), posted.text(name)]));
