import { allow, refuse, type Decision } from '#kernel/outcome';

/** What decides whether one organisation may be merged into another. */
export interface Side {
  readonly name: string;
  /** Its own people act for it. */
  readonly isClaimed: boolean;
  /** It has a bid, draft or sent, for something that is not opened yet, or is asked or takes part in a group there. */
  readonly hasUnopenedBid: boolean;
  /** Bids are sealed under a key of its own. */
  readonly hasKey: boolean;
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  readonly isMerged: boolean;
}

/**
 * May `merged` become another name of `kept`? A refusal says why in a sentence for the person who decides. Whether the one that stays is
 * bidding is not asked: nothing of its own moves, and an answer would tell any officer, who can import a name like it and try, what is sealed.
 * Of the one that goes it is told only that it has work of its own: a bid of years ago and a sealed one sound alike.
 */
export function mayMerge(kept: Side, merged: Side): Decision {
  if (kept.isMerged || merged.isMerged) return refuse('merged-already', 'One of the two has been merged already. Look at the list again.');
  if (kept.isClaimed && merged.isClaimed) return refuse('both-claimed', `People act for both ${kept.name} and ${merged.name}. Ask them to decide: one of the two must give up its record first.`);
  if (merged.isClaimed) return refuse('claimed', `${merged.name} is kept by its own people, so it must be the one that stays.`, { field: 'keep' });
  if (kept.companyNumber !== null && merged.companyNumber !== null && kept.companyNumber !== merged.companyNumber) return refuse('numbers-differ', `They have different company numbers (${kept.companyNumber} and ${merged.companyNumber}), so they are two companies.`);
  if (merged.hasUnopenedBid || merged.hasKey) return refuse('own-work', `The record of ${merged.name} holds work of its own, so it must be the one that stays.`, { field: 'keep' });
  return allow();
}
