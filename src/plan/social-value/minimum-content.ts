import type { RuleNote } from '#kernel/rule-note';

/** What the evidence asks every tender of an authority to say, with words to begin from; an authority adopts, edits or adds (SV-16). */
export const SUGGESTED_CONTENT = [
  { key: 'profile', title: 'Social value matters here', words: 'This authority buys services to make life better for the people of its area. We look at what a bid does for people, places and the environment beside the service itself, and we say in this tender how we weigh it.' },
  { key: 'priority', title: 'Our priorities', words: 'Our priorities for social value are: local people into skilled work, fair pay and fair payment, groups that help themselves, and less carbon. Answers that serve the needs of the people this service is for are what we look for, wherever a bidder is based.' },
  { key: 'provider-diversity', title: 'Who may bid', words: 'We want to hear from small and medium-sized enterprises, voluntary and community organisations and social enterprises, alone or together. We ask for no more than the risk of this contract needs, and we tell every bidder what was strong and what to improve.' },
] as const;

/** A text as it stands in an authority's set. */
export interface ContentText {
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly words: string;
  readonly retired: boolean;
  readonly reason: string | null;
  readonly setByName: string | null;
  readonly setAt: Date;
}

/** A key for a text that an authority adds: its title in lower case, its words joined. */
export const keyOf = (title: string): string => `own-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50)}`;

export const CONTENT_RULE: RuleNote = { sentence: 'Every tender carries what the authority has set for all of them. Leaving one out of a tender needs a reason and an approval.', source: 'Evidence of 30 January 2014, 3(8) (SV-16)', confidence: 'B' };

/** Asking to leave a text out of one tender. */
export interface ContentRemoval {
  readonly id: string;
  readonly opportunityId: string;
  readonly key: string;
  readonly reason: string;
  readonly askedByName: string | null;
  readonly askedAt: Date;
  readonly agreedAt: Date | null;
  /** Where its approval stands. */
  readonly approval: 'asked' | 'agreed' | 'refused' | 'withdrawn' | null;
}
