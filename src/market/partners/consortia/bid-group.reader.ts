import type { BidGroup, LotOffered, WritingGroup } from '#bids';
import type { Read } from '#platform/database/connection';
import { bidGroupOf, writingGroupOf } from './bid-group.ts';
import { consortiaOfOpenedBids, consortiumById } from './consortium.store.ts';

/** For the pages of a bid that is being written, which only its own people and members open. Wired to the room `bids`. */
export async function writingGroup(read: Read, groupId: string, bid: { readonly id: string; readonly lots: readonly LotOffered[] }, chosen: readonly string[]): Promise<WritingGroup | null> {
  const consortium = await consortiumById(read, groupId);
  return consortium && writingGroupOf(consortium, bid.id, bid.lots, chosen);
}

/** The groups behind an opportunity's opened bids. Before the opening nothing is read. Wired to the room `bids`. */
export async function openedGroups(read: Read, opportunityId: string): Promise<ReadonlyMap<string, BidGroup>> {
  return new Map((await consortiaOfOpenedBids(read, opportunityId)).map((consortium) => [consortium.bidId!, bidGroupOf(consortium)]));
}
