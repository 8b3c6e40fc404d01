import { formatInstant } from '#kernel/instant';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { PersonId } from '#kernel/ids';
import { isClosed } from './bid.ts';

/** What decides on an opening, read under the exclusive lock of the opportunity. */
export interface OpeningStanding {
  readonly opportunityState: string;
  readonly closesAt: Date;
  readonly now: Date;
  readonly openersNeeded: number;
  /** Who signed already, since closing. */
  readonly signedBy: readonly PersonId[];
  readonly openerId: PersonId;
  /** Bidders for whom this opener writes or advises. */
  readonly interests: readonly string[];
}

/** One named person signs. @returns whether theirs is the last signature needed, which opens the bids */
export function decideSigning(standing: OpeningStanding): Decision<'signed' | 'opens'> {
  if (standing.opportunityState !== 'published') return refuse('wrong-state', 'These bids are open already, or the opportunity is not one that takes bids now.');
  if (!isClosed(standing.now, standing.closesAt)) {
    return refuse('too-early', `Bids can be opened from ${formatInstant(standing.closesAt)}. Until then nobody sees more than the number received.`);
  }
  if (standing.interests.length > 0) {
    return refuse('interest', `You write or advise for a bidder here (${standing.interests.join(', ')}), so you cannot open these bids.`);
  }
  if (standing.signedBy.includes(standing.openerId)) {
    return refuse('signed-already', `You have signed already. ${openersWords(standing.openersNeeded)} are needed: the next must be another person.`);
  }
  return allow(standing.signedBy.length + 1 >= standing.openersNeeded ? 'opens' : 'signed');
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];
/** "Two different named openers" */
export const openersWords = (count: number): string => `${NUMBERS[count] ?? count} ${count === 1 ? 'named opener' : 'different named openers'}`;

/** An outage can move closing later for all, even shortly after it passed, but never once the bids are open. */
export function decideExtension(standing: { readonly opportunityState: string; readonly closesAt: Date; readonly newClosesAt: Date; readonly now: Date }): Decision {
  if (standing.opportunityState !== 'published') return refuse('wrong-state', 'The closing time can be moved only while bids are sealed.');
  if (standing.newClosesAt <= standing.closesAt) return refuse('not-later', `Choose a time later than the present closing, ${formatInstant(standing.closesAt)}.`, { field: 'newTime' });
  if (standing.newClosesAt <= standing.now) return refuse('past', 'Choose a time that is still to come.', { field: 'newTime' });
  return allow();
}
