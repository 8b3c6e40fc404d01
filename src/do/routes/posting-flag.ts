import type { GrossPence, NetPence } from '#kernel/money';
import { reachesPolicy, type PolicyValue } from '#policy';

/** The local policies on posting low-value opportunities. */
export const POSTING_POLICIES = ['opportunity.publishing', 'opportunity.publishFrom', 'purchasing.advertiseFrom'] as const;
export type PostingPolicy = { readonly [Key in (typeof POSTING_POLICIES)[number]]: PolicyValue<Key> };

/**
 * Why a purchase should have been posted and was not; null when nothing is wrong (DM-05). The setting of today decides, not that of the
 * purchase's day: an authority that no longer asks for posting has nothing left to chase.
 */
export function postingFlag(purchase: { readonly net: bigint; readonly gross: bigint; readonly posted: boolean; readonly state: string }, policy: PostingPolicy): string | null {
  const { 'opportunity.publishing': publishing, 'opportunity.publishFrom': from, 'purchasing.advertiseFrom': advertise } = policy;
  const value = { net: purchase.net as NetPence, gross: purchase.gross as GrossPence };
  if (purchase.posted || purchase.state === 'cancelled' || publishing.value !== 'required' || from.value === null) return null;
  if (!reachesPolicy(from.value, value)) return null;
  // What must be advertised is stopped by its own rule.
  if (advertise.value !== null && reachesPolicy(advertise.value, value)) return null;
  return `No opportunity was posted for it, and this authority posts them from: ${from.words}.`;
}
