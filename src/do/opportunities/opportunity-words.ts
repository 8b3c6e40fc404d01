import type { TagColour } from '#platform/pages/presentation';
import type { Category, Opportunity, OpportunityStatus } from './opportunity.ts';

export const CATEGORY_WORDS: Readonly<Record<Category, string>> = { services: 'Services', goods: 'Goods', works: 'Works' };

export const STATUS_TAGS: Readonly<Record<OpportunityStatus, readonly [text: string, colour: TagColour]>> = {
  draft: ['Being built', 'grey'], coming: ['Coming', 'yellow'], open: ['Open', 'green'], closed: ['Closed', 'grey'], awarded: ['Awarded', 'teal'], cancelled: ['Cancelled', 'red'],
};

export const LATE_WORDS = { refuse: 'A late bid is refused.', 'record-unread': 'A late bid is recorded, and never read.' } as const;

/** How many were at work on a bid when something happened, in a sentence. @param when what happened: "it was cancelled" */
export function midBidWords(counts: Opportunity['cancelledMidBid'], when = 'it was cancelled'): string {
  if (counts === null) return '';
  const count = (number: number, none: string, one: string, many: string) => (number === 0 ? none : number === 1 ? one : `${number} ${many}`);
  return ` When ${when} ${count(counts.drafting, 'no supplier was writing a bid', 'one supplier was writing a bid', 'suppliers were writing a bid')} and ${count(counts.submitted, 'none had sent theirs', 'one had sent theirs', 'had sent theirs')}.`;
}
