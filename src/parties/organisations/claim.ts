import type { Moves } from '#kernel/machine';

export type ClaimState = 'asked' | 'accepted' | 'refused';

/** The life of somebody's request to act for an organisation. */
export const CLAIM_MOVES = {
  accept: { from: ['asked'], to: 'accepted', otherwise: 'This has been answered already.' },
  refuse: { from: ['asked'], to: 'refused', reasonNeeded: true, otherwise: 'This has been answered already.' },
} as const satisfies Moves<ClaimState>;
