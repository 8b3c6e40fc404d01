import { allow, refuse, type Decision } from '#kernel/outcome';

/** What one line of an evidence sheet is about: the set form is the same for every bidder (DP-19). */
export const EVIDENCE_KINDS = {
  contract: 'Contract with this authority', review: 'Review', notice: 'Improvement or default notice', outcome: 'Result', reference: 'Reference from outside',
} as const;
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;
export const isEvidenceKind = (text: string): text is EvidenceKind => Object.hasOwn(EVIDENCE_KINDS, text);

/** One fact of past work: what, when, from which record. No opinion. */
export interface EvidenceLine {
  readonly kind: EvidenceKind;
  readonly on: string | null;
  readonly fact: string;
  readonly source: string;
}

export interface EvidenceSheet {
  readonly bidId: string;
  readonly lines: readonly EvidenceLine[];
  readonly newcomer: boolean;
  readonly issuedAt: Date;
  readonly replyUntil: Date;
  readonly reply: string | null;
  readonly repliedAt: Date | null;
}

interface Issuing {
  readonly opportunityState: string;
  /** Whether the tender has a criterion judged from past performance. */
  readonly published: boolean;
  readonly issued: boolean;
  readonly now: Date;
  readonly replyUntil: Date;
}

/** May an evidence sheet be issued? Past work counts only through a published criterion, once, and with time to answer. */
export function decideIssue({ opportunityState, published, issued, now, replyUntil }: Issuing): Decision {
  if (!published) return refuse('not-published', 'The tender has no criterion for past performance, so it may not be counted, whatever is known.');
  if (opportunityState !== 'opened') return refuse('wrong-state', 'Evidence sheets are issued while the bids are evaluated.');
  if (issued) return refuse('issued', 'The evidence sheet of this bidder was issued already.');
  return replyUntil > now ? allow() : refuse('past', 'Choose a day that is still to come: the bidder needs time to answer.', { field: 'replyUntil' });
}

/** May the bidder answer now? Until the day stated, and until it is scored. */
export function decideReply(sheet: EvidenceSheet, now: Date, scored: boolean): Decision {
  if (scored) return refuse('scored', 'The panel has begun to score this, so your answer can no longer be changed.');
  return now < sheet.replyUntil ? allow() : refuse('too-late', 'The time to answer has passed.');
}
