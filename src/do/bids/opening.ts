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

/** Somebody named beforehand to open, and why they cannot now. */
export interface NamedOpener {
  readonly personId: PersonId;
  readonly name: string;
  readonly absence: 'left' | 'away' | null;
}

/**
 * In whose place does somebody sign? Where openers were named they sign; another holder of the role signs only in the place of one of them
 * who has left or is away, once for each, with a reason. Where none was named anybody with the role signs for themselves.
 */
export function decidePlace(named: readonly NamedOpener[], signed: readonly { readonly openerId: PersonId; readonly insteadOf: PersonId | null }[], openerId: PersonId, reason: string): Decision<PersonId | null> {
  if (named.length === 0 || named.some(({ personId }) => personId === openerId)) return allow(null);
  const taken = new Set(signed.flatMap((one) => [one.openerId, one.insteadOf]));
  const missing = named.find(({ personId, absence }) => absence !== null && !taken.has(personId));
  if (!missing) return refuse('not-named', `${named.map(({ name }) => name).join(' and ')} were named to open here. Somebody else can sign only in the place of one of them who has left or is away.`);
  if (reason.trim() === '') return refuse('reason-missing', `Say why you sign in the place of ${missing.name}, who ${missing.absence === 'left' ? 'no longer holds the role' : 'is away'}.`, { field: 'reason' });
  return allow(missing.personId);
}

/** Openers are named while bids can still come, as many as are needed or more, of those who hold the role. */
export function decideNamedOpeners(standing: { readonly opportunityState: string; readonly closesAt: Date; readonly now: Date; readonly openersNeeded: number }, chosen: readonly string[], holders: readonly string[]): Decision {
  if (standing.opportunityState !== 'published' || isClosed(standing.now, standing.closesAt)) return refuse('wrong-state', 'Openers are named before closing. After it, somebody else can sign in the place of one who has left or is away.');
  if (chosen.some((id) => !holders.includes(id))) return refuse('not-held', 'Choose people who are procurement officers here.', { field: 'openers' });
  if (chosen.length > 0 && chosen.length < standing.openersNeeded) return refuse('too-few', `${openersWords(standing.openersNeeded)} are needed. Choose as many or more, or none to let any procurement officer sign.`, { field: 'openers' });
  return allow();
}

/** Where the price envelopes stand: opened with the rest, still sealed, or opened since. */
export type PriceEnvelope = 'with-the-rest' | 'sealed' | 'opened';

export interface PriceOpeningStanding extends Pick<OpeningStanding, 'opportunityState' | 'openersNeeded' | 'signedBy' | 'openerId' | 'interests'> {
  readonly envelope: PriceEnvelope;
}

/** One named person signs for the prices, after the first opening. @returns whether theirs is the last signature needed */
export function decidePriceSigning({ opportunityState, envelope, openersNeeded, signedBy, openerId, interests }: PriceOpeningStanding): Decision<'signed' | 'opens'> {
  if (envelope === 'with-the-rest') return refuse('one-opening', 'Prices of this opportunity are opened together with the answers.');
  if (envelope === 'opened') return refuse('wrong-state', 'The prices are open already.');
  if (opportunityState !== 'opened') return refuse('wrong-state', opportunityState === 'published' ? 'The answers are opened first, and scored.' : 'Prices can be opened only while the bids are evaluated.');
  if (interests.length > 0) return refuse('interest', `You write or advise for a bidder here (${interests.join(', ')}), so you cannot open these prices.`);
  if (signedBy.includes(openerId)) return refuse('signed-already', `You have signed already. ${openersWords(openersNeeded)} are needed: the next must be another person.`);
  return allow(signedBy.length + 1 >= openersNeeded ? 'opens' : 'signed');
}

/** A price that is never opened, and why, in a sentence. */
export interface KeptSealed {
  readonly bidId: string;
  /** Null is the whole opportunity. */
  readonly lotId: string | null;
  readonly reason: string;
}

export const REJECTED_BEFORE_PRICES = 'The bid was rejected before the prices were opened.';

/**
 * Which prices the second opening reads: by bid the lots whose price is opened, and what stays sealed. A bid that was rejected keeps all;
 * one below a pass mark for a lot keeps that lot's.
 */
export function pricesToOpen(bids: readonly { readonly id: string; readonly state: string; readonly lots: readonly string[] }[], keep: readonly KeptSealed[]): { readonly open: ReadonlyMap<string, readonly (string | null)[]>; readonly sealed: readonly KeptSealed[] } {
  const open = new Map<string, readonly (string | null)[]>();
  const sealed: KeptSealed[] = [];
  for (const { id, state, lots } of bids) {
    const every: readonly (string | null)[] = lots.length === 0 ? [null] : lots;
    const kept = every.flatMap((lotId) => {
      const reason = state === 'rejected' ? REJECTED_BEFORE_PRICES : keep.find((one) => one.bidId === id && one.lotId === lotId)?.reason;
      return reason === undefined ? [] : [{ bidId: id, lotId, reason }];
    });
    sealed.push(...kept);
    const rest = every.filter((lotId) => !kept.some((one) => one.lotId === lotId));
    if (rest.length > 0) open.set(id, rest);
  }
  return { open, sealed };
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
