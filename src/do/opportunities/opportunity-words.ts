import type { TagColour } from '#platform/pages/presentation';
import type { Category, OpportunityStatus } from './opportunity.ts';

export const CATEGORY_WORDS: Readonly<Record<Category, string>> = { services: 'Services', goods: 'Goods', works: 'Works' };

export const STATUS_TAGS: Readonly<Record<OpportunityStatus, readonly [text: string, colour: TagColour]>> = {
  draft: ['Being built', 'grey'], coming: ['Coming', 'yellow'], open: ['Open', 'green'], closed: ['Closed', 'grey'], awarded: ['Awarded', 'teal'], cancelled: ['Cancelled', 'red'],
};

export const LATE_WORDS = { refuse: 'A late bid is refused.', 'record-unread': 'A late bid is recorded, and never read.' } as const;
