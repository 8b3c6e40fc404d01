import { formatInstant } from '#kernel/instant';
import { decideMove, type Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';

export type BidState = 'draft' | 'submitted' | 'withdrawn' | 'late' | 'opened' | 'rejected' | 'not-successful' | 'successful';

/** The life of a bid. A late one ends there, unread, unless an extension for all lets its bidder submit again. */
export const BID_MOVES = {
  submit: { from: ['draft', 'submitted', 'withdrawn', 'late'], to: 'submitted', otherwise: 'The bids have been opened, so this one can no longer be submitted or changed.' },
  recordLate: { from: ['draft', 'withdrawn', 'late'], to: 'late', otherwise: 'Bidding has closed. The bid you submitted in time stands as it was.' },
  withdraw: { from: ['submitted'], to: 'withdrawn', otherwise: 'Only a submitted bid can be withdrawn, and only before it is opened.' },
  open: { from: ['submitted'], to: 'opened' },
  reject: { from: ['opened'], to: 'rejected', reasonNeeded: true },
  succeed: { from: ['opened'], to: 'successful' },
  fail: { from: ['opened'], to: 'not-successful' },
} as const satisfies Moves<BidState>;

/** What decides on a bid: its own state and the opportunity's, read under their locks. */
export interface BidStanding {
  readonly bidState: BidState;
  readonly opportunityState: string;
  readonly closesAt: Date;
  readonly lateBids: 'refuse' | 'record-unread';
  /** Read after the last lock was granted: a submission that waited past closing is late. */
  readonly now: Date;
}

/** Closing is read, never flipped: at the closing instant itself bidding is over. */
export const isClosed = (now: Date, closesAt: Date): boolean => now.getTime() >= closesAt.getTime();

/** A draft can be written until the bids are opened (an extension may yet come), but what was submitted in time is left alone once bidding has closed. */
export function decideSaving(standing: BidStanding): Decision {
  if (standing.opportunityState === 'cancelled') return refuse('cancelled', 'This opportunity was cancelled, so its bids can no longer be changed.');
  if (standing.opportunityState !== 'published') return refuse('opened', 'The bids have been opened, so yours can no longer be changed.');
  if (standing.bidState === 'submitted' && isClosed(standing.now, standing.closesAt)) {
    return refuse('closed', `Bidding closed on ${formatInstant(standing.closesAt)}. Your submitted bid stands and cannot be changed.`);
  }
  return allow();
}

/** @returns the state after it: `submitted`, or `late` where the authority records late bids unread */
export function decideSubmission(standing: BidStanding): Decision<'submitted' | 'late'> {
  if (standing.opportunityState === 'cancelled') return refuse('cancelled', 'This opportunity was cancelled, so bids are no longer taken.');
  if (standing.opportunityState !== 'published') return refuse('opened', BID_MOVES.submit.otherwise);
  if (!isClosed(standing.now, standing.closesAt)) return decideMove<BidState, typeof BID_MOVES>(BID_MOVES, 'submit', standing.bidState, 'This bid') as Decision<'submitted'>;
  if (standing.bidState === 'submitted') return refuse('late', BID_MOVES.recordLate.otherwise);
  if (standing.lateBids === 'refuse') {
    return refuse('late', `Bidding closed on ${formatInstant(standing.closesAt)}, before we received this. It was not submitted. Your draft is kept.`);
  }
  return decideMove<BidState, typeof BID_MOVES>(BID_MOVES, 'recordLate', standing.bidState, 'This bid') as Decision<'late'>;
}

/** Before the deadline only: afterwards a bidder writes to the authority. */
export function decideWithdrawal(standing: BidStanding): Decision<BidState> {
  const moved = decideMove<BidState, typeof BID_MOVES>(BID_MOVES, 'withdraw', standing.bidState, 'This bid');
  if (moved.kind === 'refused') return moved;
  if (isClosed(standing.now, standing.closesAt)) {
    return refuse('closed', `Bidding closed on ${formatInstant(standing.closesAt)}. To withdraw now, write to the authority.`);
  }
  return moved;
}

/** What a person is told whose text a colleague's would overwrite. It is kept in the audit trail, so it holds no word of either. */
export const CONFLICT = 'A colleague saved this while you were writing, so yours was not saved over theirs. Nothing is lost: read what both of you wrote before you save again.';
