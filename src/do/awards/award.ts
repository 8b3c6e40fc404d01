import { daysBetween, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { decideMove, type Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, lawFor, standstillFor, voluntarySpan, type Law, type Regime } from '#law';
import { AWARD_DECISION } from '#parts/notices';

export type AwardState = 'recommended' | 'approved' | 'notified' | 'standstill' | 'confirmed' | 'withdrawn';

/** The life of an award. Assessment summaries come before the award notice, and that before the contract: PA 2023 ss.50 and 51. */
export const AWARD_MOVES = {
  approve: { from: ['recommended'], to: 'approved', otherwise: 'Only a recommended award can be approved.' },
  notify: { from: ['approved'], to: 'notified', otherwise: 'Feedback is released once, after the award is approved.' },
  publish: { from: ['notified'], to: 'standstill', otherwise: 'The award notice is published after every bidder has had feedback, and once.' },
  confirm: { from: ['standstill'], to: 'confirmed', otherwise: 'An award is confirmed after its notice is published, and once.' },
  withdraw: { from: ['recommended', 'approved'], to: 'withdrawn', reasonNeeded: true, otherwise: 'Bidders have been told of this award, so it cannot be withdrawn quietly. A lead director can set it aside, with a reason that everyone is told.' },
  setAside: { from: ['notified', 'standstill'], to: 'withdrawn', reasonNeeded: true, otherwise: 'Only an award that bidders have been told of, and that is not a contract yet, is set aside. Before that it is withdrawn.' },
} as const satisfies Moves<AwardState>;
export type AwardMove = keyof typeof AWARD_MOVES;

export const AWARD_STATES: Readonly<Record<AwardState, string>> = {
  recommended: 'Recommended, waiting for approval', approved: 'Approved', notified: 'Bidders told', standstill: 'Announced', confirmed: 'Confirmed', withdrawn: 'Withdrawn',
};

export const decideAwardMove = (move: AwardMove, state: AwardState, reason?: string): Decision<AwardState> => decideMove<AwardState, typeof AWARD_MOVES>(AWARD_MOVES, move, state, 'This award', reason);

/** Steps that go on towards a contract; of a cancelled opportunity none is taken, though an award of it may stand half way. */
export function decideGoingOn(move: 'notify' | 'publish' | 'confirm', award: { readonly state: AwardState; readonly opportunityState: string }): Decision<AwardState> {
  if (award.opportunityState === 'cancelled') return refuse('cancelled', 'This opportunity was cancelled, so nothing of it is awarded.');
  return decideAwardMove(move, award.state);
}

interface RankedBid {
  readonly bidId: string;
  readonly name: string;
  readonly rank: number | null;
  readonly failed: readonly string[];
}

/** How many lots one bidder may win, and the objective mechanism of the tender that says which. */
export interface LotLimit {
  readonly most: number;
  readonly mechanism: string;
  /** Bids that have as many lots as they may win. */
  readonly reached: ReadonlySet<string>;
  /** How many lots each bid is ranked first in. */
  readonly firstIn: ReadonlyMap<string, number>;
  /** How the officer applied the mechanism, in words; empty where nothing was typed. */
  readonly applied: string;
}

/**
 * May this bid be recommended? The one ranked first; of several that tie, whichever the published rule picks, with its reason. Where the tender limits the
 * lots that one bidder may win, a bid that has reached it is passed over.
 */
export function decideRecommendation(bids: readonly RankedBid[], bidId: string, limit: LotLimit | null = null): Decision<RankedBid> {
  const bid = bids.find((one) => one.bidId === bidId);
  if (!bid) return refuse('not-a-bid', 'Choose a bid for this lot', { field: 'bidId' });
  if (limit === null) return decideFirst(bids, bid);
  const rule: RuleNote = { sentence: limit.mechanism, source: 'The tender' };
  if (limit.reached.has(bidId)) return refuse('lot-limit', `${bid.name} has been recommended for as many lots as one bidder may win here, which is ${limit.most}. Recommend the next bid, or withdraw its other award first.`, { field: 'bidId', rule });
  const [passedOver, left] = [bids.filter((one) => one.rank !== null && one.rank < (bid.rank ?? 0) && limit.reached.has(one.bidId)), bids.filter((one) => !limit.reached.has(one.bidId))];
  const best = Math.min(...left.flatMap(({ rank }) => (rank === null ? [] : [rank])));
  const first = decideFirst(left.map((one) => (one.rank === best ? { ...one, rank: 1 } : one)), bid.rank === best ? { ...bid, rank: 1 } : bid);
  if (first.kind === 'refused') return first;
  if (limit.applied.trim() === '' && (passedOver.length > 0 || (limit.firstIn.get(bidId) ?? 0) > limit.most)) {
    return refuse('limit-words', 'Say how the tender’s mechanism led to this bid for this lot', { field: 'limitApplied', rule });
  }
  return allow(bid);
}

function decideFirst(bids: readonly RankedBid[], bid: RankedBid): Decision<RankedBid> {
  if (bid.rank === null) return refuse('failed', `${bid.name} cannot be awarded. ${bid.failed.join(' ')}`, { field: 'bidId' });
  if (bid.rank > 1) {
    const first = bids.filter(({ rank }) => rank === 1).map(({ name }) => name).join(' and ');
    return refuse('not-first', `${bid.name} is ranked ${bid.rank}. The award goes to the bid with the most points: ${first}.`, { field: 'bidId', rule: MOST_ADVANTAGEOUS });
  }
  return allow(bid);
}

const MOST_ADVANTAGEOUS: RuleNote = { sentence: 'A contract is awarded to the most advantageous tender, assessed by the published criteria and nothing else.', source: 'PA23 s.19', confidence: 'B' };

const RULES = lawFor('uk-2026').rules;

/** The law an award was begun under, as its opportunity pinned it. */
export interface AwardLaw {
  readonly regime: string | null;
  readonly aboveThreshold: boolean;
  readonly lightTouch: boolean;
}

/** Whether a notice must stand on the central platform before it stands here. */
export const platformComesFirst = ({ regime, aboveThreshold }: AwardLaw): boolean => regime === 'PA2023' && aboveThreshold;

/** The contract award notice is for covered procurement (PA23 s.50); what is below the threshold is announced without a name of that series. */
export const noticeCodeOf = ({ aboveThreshold }: Pick<AwardLaw, 'aboveThreshold'>): string => (aboveThreshold ? 'UK6' : AWARD_DECISION);

export interface StandstillDecided {
  /** The last day of it; null where there is none. */
  readonly lastDay: CalendarDate | null;
  readonly kind: 'mandatory' | 'voluntary' | 'none';
  readonly rule: RuleNote;
}

const BELOW: RuleNote = { sentence: 'No standstill is required by law below the threshold.', source: 'PA23 s.51 (covered procurement only)', confidence: 'A' };

/**
 * How long the contract must wait after the notice.
 * @param voluntary whether the authority waits where the law asks for nothing
 */
export function decideStandstill(pinned: AwardLaw, publishedOn: CalendarDate, voluntary: boolean, law: Law): Decision<StandstillDecided> {
  if (!pinned.aboveThreshold || pinned.regime === null) return allow(voluntaryOr(voluntary, publishedOn, BELOW, law));
  const circumstances = [...(pinned.lightTouch ? (['lightTouch'] as const) : []), 'electronicCommunication' as const];
  const standstill = standstillFor({ regime: pinned.regime as Regime, awardNoticeDate: publishedOn, circumstances }, law);
  const rule = asNote(standstill.rule);
  if (standstill.mandatory === true) return allow({ lastDay: standstill.lastDay, kind: 'mandatory', rule });
  if (standstill.mandatory === false) return allow(voluntaryOr(voluntary, publishedOn, rule, law));
  return refuse('standstill-unknown', 'The standstill of this procurement cannot be counted: its rule has not been confirmed. Ask an administrator to confirm it first.', { rule });
}

const voluntaryOr = (voluntary: boolean, from: CalendarDate, none: RuleNote, law: Law): StandstillDecided =>
  voluntary ? { lastDay: voluntarySpan(from, law).lastDay, kind: 'voluntary', rule: asNote(RULES.standstill.voluntaryMinimum) } : { lastDay: null, kind: 'none', rule: none };

/** May the contract be entered into today? Read from the date; nothing flips at the end of a standstill. */
export function decideConfirmation(award: { readonly state: AwardState; readonly opportunityState: string }, standstillEndsOn: CalendarDate | null, today: CalendarDate, rule: string | null): Decision<AwardState> {
  const move = decideGoingOn('confirm', award);
  if (move.kind === 'refused' || standstillEndsOn === null || today > standstillEndsOn) return move;
  return refuse('standstill', `The standstill lasts to the end of ${formatDate(standstillEndsOn)}. The contract may not be entered into before that.`, { rule: { sentence: rule ?? 'A standstill runs from the award notice.', source: 'PA23 s.51' } });
}

interface Term {
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** A contract may start later than was advertised, but it lasts no longer: bidders priced what was advertised. One day is left for leap years. */
export function decideTerm(advertised: { readonly contractStartsOn: CalendarDate | null; readonly contractEndsOn: CalendarDate | null }, term: Term): Decision<Term> {
  if (term.endsOn < term.startsOn) return refuse('ends', 'The contract cannot end before it starts', { field: 'endsOn' });
  const { contractStartsOn: from, contractEndsOn: to } = advertised;
  if (from !== null && to !== null && daysBetween(term.startsOn, term.endsOn) > daysBetween(from, to) + 1) {
    return refuse('longer', `The contract cannot last longer than was advertised, from ${formatDate(from)} to ${formatDate(to)}`, { field: 'endsOn' });
  }
  return allow(term);
}
