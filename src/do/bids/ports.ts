import { allow, type Decision } from '#kernel/outcome';
import type { Read, Tx } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';
import type { LotOffered } from './bid-readiness.ts';

/** Who bids together, as they read it themselves and, once the bids are open, whoever judges. */
export interface BidGroup {
  readonly id: string;
  readonly name: string;
  /** How they work together, in words. */
  readonly form: string;
  /** The lead first: the one body that the authority would contract with. Shares in percent, null while they are not set. */
  readonly members: readonly { readonly name: string; readonly isLead: boolean; readonly part: string; readonly workPercent: string | null; readonly moneyPercent: string | null }[];
}

/** Something that a group has not done yet: who, what it has to do, and where its lead sees to it. */
export interface GroupGap {
  readonly sentence: string;
  /** What the lead's own people can do about it. */
  readonly way: { readonly text: string; readonly href: string } | null;
  /** Whether the bid cannot be sent before. The rest only holds an award up. */
  readonly keepsFromSending: boolean;
}

export interface WritingGroup extends BidGroup {
  /** Whether its members read and write this bid; false while its lead has not shared it. */
  readonly isShared: boolean;
  readonly gaps: readonly GroupGap[];
}

/** What this room asks of rooms that come after it. `app.ts` connects them. */
export interface BidPorts {
  /** Whether those who judge may not know yet who has bid. */
  readonly namesHidden: (read: Read, opportunityId: string) => Promise<boolean>;
  /** The way from a bid to its result, as the bidder reads it on the bid's own page. */
  readonly drawResult: (read: Read, bidId: string) => Promise<Html>;
  /** Those of some bids whose bidders have been told what was decided: their letters stand. One query. */
  readonly toldBids: (read: Read, bidIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Of two envelopes: whether the scores of quality are agreed, so that prices may be opened; the reason why not. */
  readonly qualityComplete: (read: Read, opportunityId: string) => Promise<Decision>;
  /** Prices that stay sealed at the second opening, by bid and lot: of bids below a pass mark, with why. */
  readonly pricesToKeepSealed: (read: Read, opportunityId: string) => Promise<readonly { readonly bidId: string; readonly lotId: string | null; readonly reason: string }[]>;
  /** What keeps a bid from being sent because of other bids its organisation takes part in: for its own people alone. */
  readonly ownBidWanting: (read: Read, bid: { readonly opportunityId: string; readonly organisationId: string }, lots: readonly string[]) => Promise<readonly string[]>;
  /** The group that a bid is written for, with what it has not done yet: for its own people and members alone. @param lots those that the bid is for */
  readonly writingGroup: (read: Read, groupId: string, bid: { readonly id: string; readonly lots: readonly LotOffered[] }, lots: readonly string[]) => Promise<WritingGroup | null>;
  /** The groups of an opportunity's opened bids, by bid. Empty before the opening. */
  readonly openedGroups: (read: Read, opportunityId: string) => Promise<ReadonlyMap<string, BidGroup>>;
  /** SQL of the day on which the procurement of an opportunity ended, by the opportunity's alias; null before it, and while it is challenged. */
  readonly procurementEndSql: (opportunityAlias: string) => string;
  /** Deletes what was written about bids whose time is over. @returns how many rows lost their words */
  readonly clearJudgements: (tx: Tx, bidIds: readonly string[]) => Promise<number>;
}

let connected: BidPorts = {
  namesHidden: async () => false, drawResult: async () => nothing, toldBids: async () => new Set(), qualityComplete: async () => allow(), ownBidWanting: async () => [], pricesToKeepSealed: async () => [], writingGroup: async () => null, openedGroups: async () => new Map(),
  // Nothing is known to have ended, so nothing is deleted.
  procurementEndSql: () => 'null::date', clearJudgements: async () => 0,
};

/** Connects the ports: all at once or some. `app.ts` calls it while the program starts, tests for a house of their own. @returns what puts back what was connected before, for tests */
export function connectBids(ports: Partial<BidPorts>): () => void {
  const before = connected;
  connected = { ...before, ...ports };
  return () => void (connected = before);
}

export const ports = (): BidPorts => connected;
