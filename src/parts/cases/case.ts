import type { BodyId, Id, OrganisationId, PersonId } from '#kernel/ids';
import { decideMove, type Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RecordReference } from '#platform/access/record-kind';

export type CaseState = 'open' | 'answered' | 'withdrawn';
export type CaseAudience = 'everyone' | 'private';
export type CasePrivacy = 'not-asked' | 'asked' | 'agreed' | 'refused';

export const CASE_MOVES = {
  answer: { from: ['open'], to: 'answered', otherwise: 'This has been answered or withdrawn already, so it cannot be answered again.' },
  withdraw: { from: ['open'], to: 'withdrawn', otherwise: 'This has been answered or withdrawn already, so it cannot be withdrawn.' },
} as const satisfies Moves<CaseState>;

/** Something raised about a record that is owed an answer. */
export interface Case {
  readonly id: Id<'case_record'>;
  readonly kind: string;
  readonly about: RecordReference;
  readonly bodyId: BodyId;
  /** Q1, Q2 ... within its record. */
  readonly number: number;
  /** As it was asked: never public. */
  readonly text: string;
  readonly publicText: string | null;
  readonly state: CaseState;
  readonly audience: CaseAudience;
  readonly privacy: CasePrivacy;
  readonly privacyReason: string | null;
  readonly material: boolean;
  readonly raisedBy: PersonId | null;
  readonly raisedFor: OrganisationId | null;
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
  readonly replies: readonly CaseReply[];
}
export interface CaseReply {
  readonly text: string;
  readonly isAnswer: boolean;
  readonly createdAt: Date;
}

/** What everyone may see of an answered case. Made by picking what to show, so that who asked cannot slip in with a new field. */
export interface PublicCase {
  readonly number: number;
  readonly question: string;
  readonly answer: string;
  readonly answeredAt: Date;
  readonly material: boolean;
}

/** Null unless it is answered for everyone. */
export function publicCase(raised: Case): PublicCase | null {
  const answer = raised.replies.find(({ isAnswer }) => isAnswer);
  if (raised.state !== 'answered' || raised.audience !== 'everyone' || !answer || raised.publicText === null || raised.answeredAt === null) return null;
  return { number: raised.number, question: raised.publicText, answer: answer.text, answeredAt: raised.answeredAt, material: raised.material };
}

/** Decides an answer: a private one only where an officer agreed that the matter is sensitive (DP-10). */
export function decideAnswer(raised: Pick<Case, 'state' | 'audience' | 'privacy'>): Decision<CaseState> {
  const move = decideMove(CASE_MOVES, 'answer', raised.state, 'This question');
  if (move.kind === 'refused') return move;
  if (raised.audience === 'private' && raised.privacy === 'asked') {
    return refuse('privacy-undecided', 'The asker wants a private answer. First decide whether the question is commercially sensitive.');
  }
  if (raised.audience === 'private' && raised.privacy === 'refused') {
    return refuse('not-sensitive', 'An officer decided that this is not sensitive. It waits for the asker to withdraw it or to let it be answered in public.');
  }
  return allow(move.value);
}

/** Decides whether an officer may still rule on privacy. */
export const decidePrivacy = (raised: Pick<Case, 'state' | 'privacy'>): Decision =>
  raised.state === 'open' && raised.privacy === 'asked' ? allow() : refuse('nothing-to-decide', 'There is no request for a private answer to decide on.');

/** Decides whether the asker may let it be public. */
export const decideLetBePublic = (raised: Pick<Case, 'state' | 'audience'>): Decision =>
  raised.state === 'open' && raised.audience === 'private' ? allow() : refuse('wrong-state', 'This question is public already, or is no longer open.');
