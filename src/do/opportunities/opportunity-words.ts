import type { TagColour } from '#platform/pages/presentation';
import type { Category, Opportunity, OpportunityStatus } from './opportunity.ts';

export const CATEGORY_WORDS: Readonly<Record<Category, string>> = { services: 'Services', goods: 'Goods', works: 'Works' };

export const STATUS_TAGS: Readonly<Record<OpportunityStatus, readonly [text: string, colour: TagColour]>> = {
  draft: ['Being built', 'grey'], coming: ['Coming', 'yellow'], open: ['Open', 'green'], closed: ['Closed', 'grey'], awarded: ['Awarded', 'teal'], cancelled: ['Cancelled', 'red'],
};

export const LATE_WORDS = { refuse: 'A late bid is refused.', 'record-unread': 'A late bid is recorded, and never read.' } as const;

/** How much work was lost, in a sentence. */
export function midBidWords(counts: Opportunity['cancelledMidBid']): string {
  if (counts === null) return '';
  const count = (number: number, one: string, many: string) => (number === 1 ? one : `${number} ${many}`);
  return ` When it was cancelled ${count(counts.drafting, 'one supplier was writing a bid', 'suppliers were writing a bid')} and ${count(counts.submitted, 'one had sent theirs', 'had sent theirs')}.`;
}
