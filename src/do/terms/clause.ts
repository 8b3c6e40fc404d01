import type { Id } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

export interface Clause {
  readonly id: Id<'draft_clause'>;
  readonly number: number;
  readonly heading: string;
  readonly summary: string;
  readonly words: string;
  readonly oneSided: boolean;
  readonly oneSidedReason: string | null;
  /** Times it was changed since publication, with what it said before; the latest first. */
  readonly before: readonly { readonly summary: string; readonly words: string; readonly reason: string; readonly changedAt: Date }[];
}

export const ONE_SIDED_RULE: RuleNote = { sentence: 'A clause that gives the authority alone a power is marked, and agreed by a legal officer.', source: 'Requirement DP-33 (REP 8.5.2)', confidence: 'P' };
export const NO_SILENT_ACCEPTANCE: RuleNote = { sentence: 'A bid does not accept terms on which a bidder’s question stands unanswered.', source: 'Requirement DP-33 (REP 8.5.1)', confidence: 'P' };

/** Whether a point may still be raised: while bids are taken. */
export function decidePoint(opportunity: { readonly state: string; readonly closesAt: Date | null }, now: Date): Decision {
  if (opportunity.state !== 'published' || opportunity.closesAt === null) return refuse('wrong-state', 'Points on the contract can be raised only while bids are taken.');
  return now < opportunity.closesAt ? allow() : refuse('closed', 'Bidding has closed, so no further point can be raised. Those raised before are answered all the same.');
}

/** What is in the way of publishing: one-sided clauses that legal has not agreed as they stand. */
export function clauseObstacle(clauses: readonly Pick<Clause, 'number' | 'oneSided'>[], agreed: boolean): string | null {
  const oneSided = clauses.filter((clause) => clause.oneSided).map(({ number }) => number);
  if (oneSided.length === 0 || agreed) return null;
  return `${oneSided.length === 1 ? `Clause ${oneSided[0]} is` : `Clauses ${oneSided.slice(0, -1).join(', ')} and ${oneSided.at(-1)} are`} one-sided, and no legal officer has agreed to ${oneSided.length === 1 ? 'it' : 'them'} as written.`;
}
