import { allow, refuse, type Decision } from '#kernel/outcome';

export const POST_KINDS = {
  seeking: ['Seeking a partner', 'You want to bid, and look for somebody to bid with'],
  offering: ['Offering capacity', 'You would take a part in another’s bid'],
} as const;
export type PostKind = keyof typeof POST_KINDS;

export interface PartnerCounts {
  readonly seeking: number;
  readonly offering: number;
}

/** "2 seeking partners, 1 offering capacity"; what everyone may know, the commissioner among them. */
export const countsInWords = ({ seeking, offering }: PartnerCounts): string =>
  [seeking > 0 && `${seeking} seeking ${seeking === 1 ? 'a partner' : 'partners'}`, offering > 0 && `${offering} offering capacity`].filter(Boolean).join(', ') || 'Nobody looks for a partner here yet';

export interface Conversation {
  readonly id: string;
  readonly about: string;
  readonly aboutAddress: string;
  readonly askerId: string;
  readonly askerName: string;
  readonly posterId: string;
  readonly posterName: string;
  readonly askerBlocked: boolean;
  readonly posterBlocked: boolean;
  readonly lastAt: Date;
}

/** The two sides as one of them sees it. A person of both (which two organisations of one group may share) is the asker. */
export function sideOf(conversation: Conversation, own: readonly string[]): { readonly ownId: string; readonly otherId: string; readonly otherName: string; readonly blockedByOwn: boolean; readonly blockedByOther: boolean } | null {
  if (own.includes(conversation.askerId)) return { ownId: conversation.askerId, otherId: conversation.posterId, otherName: conversation.posterName, blockedByOwn: conversation.askerBlocked, blockedByOther: conversation.posterBlocked };
  if (own.includes(conversation.posterId)) return { ownId: conversation.posterId, otherId: conversation.askerId, otherName: conversation.askerName, blockedByOwn: conversation.posterBlocked, blockedByOther: conversation.askerBlocked };
  return null;
}

/** May a message be sent now? The one who is blocked is not told who did what, only that nothing is taken. */
export function decideMessage(state: { readonly blockedByOwn: boolean; readonly blockedByOther: boolean; readonly stopped: boolean }): Decision {
  if (state.stopped) return refuse('stopped', 'Your organisation’s messages were stopped after a report of abuse. Write to the site’s administrator.');
  if (state.blockedByOwn) return refuse('blocked', 'You blocked this organisation. Unblock it before you write to it.');
  return state.blockedByOther ? refuse('not-taken', 'This organisation takes no messages from you.') : allow();
}
