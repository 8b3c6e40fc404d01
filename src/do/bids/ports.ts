import { allow, type Decision } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';

/** What this room asks of the evaluation, which comes after it. `app.ts` connects them. */
export interface BidPorts {
  /** Whether those who judge may not know yet who has bid. */
  readonly namesHidden: (read: Read, opportunityId: string) => Promise<boolean>;
  /** The way from a bid to its result, as the bidder reads it on the bid's own page. */
  readonly drawResult: (read: Read, bidId: string) => Promise<Html>;
  /** Of two envelopes: whether the scores of quality are agreed, so that prices may be opened; the reason why not. */
  readonly qualityComplete: (read: Read, opportunityId: string) => Promise<Decision>;
  /** Prices that stay sealed at the second opening, by bid and lot: of bids below a pass mark, with why. */
  readonly pricesToKeepSealed: (read: Read, opportunityId: string) => Promise<readonly { readonly bidId: string; readonly lotId: string | null; readonly reason: string }[]>;
  /** What keeps a bid from being sent because of other bids its organisation takes part in: for its own people alone. */
  readonly ownBidWanting: (read: Read, bid: { readonly opportunityId: string; readonly organisationId: string }, lots: readonly string[]) => Promise<readonly string[]>;
}

let connected: BidPorts = { namesHidden: async () => false, drawResult: async () => nothing, qualityComplete: async () => allow(), ownBidWanting: async () => [], pricesToKeepSealed: async () => [] };

/** Connects the ports: all at once or some. `app.ts` calls it while the program starts, tests for a house of their own. */
export function connectBids(ports: Partial<BidPorts>): void {
  connected = { ...connected, ...ports };
}

export const ports = (): BidPorts => connected;
