import type { RuleNote } from '#kernel/rule-note';

/** How a talk came about that this site did not carry. */
export const CONTACT_WAYS = { call: 'A call', meeting: 'A meeting', message: 'A message or letter', other: 'Otherwise' } as const;
export type ContactWay = keyof typeof CONTACT_WAYS;

export const TOLD_RULE: RuleNote = { sentence: 'Every message to a bidder is on the record, and no talk with one bidder stays private.', source: 'Requirement DP-11 (REP 2.2.1)', confidence: 'P' };

/** Whom one message went to: everyone, or these. */
export const toWhom = (told: { readonly to: readonly string[]; readonly bids: number }, bidders: number): string => {
  if (told.bids < bidders || bidders === 1) return told.to.join(', ');
  return `Every bidder (${bidders})`;
};
