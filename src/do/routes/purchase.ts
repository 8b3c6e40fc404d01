import { decideMove, type Moves } from '#kernel/machine';
import { formatPounds, type Pence } from '#kernel/money';
import { refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { isStricter, PURCHASING_ROUTE_TITLES, type PurchasingRouteName } from './route-definitions.ts';

export type PurchaseState = 'planned' | 'awarded' | 'cancelled';

/** The life of a purchase recorded on its own. */
export const PURCHASE_MOVES = {
  award: { from: ['planned'], to: 'awarded', otherwise: 'Only a planned purchase can be awarded.' },
  cancel: { from: ['planned'], to: 'cancelled', reasonNeeded: true, otherwise: 'Only a planned purchase can be cancelled.' },
  override: { from: ['planned'], to: 'planned', reasonNeeded: true, otherwise: 'The route can be overridden only while the purchase is planned.' },
} as const satisfies Moves<PurchaseState>;

export interface AwardQuestion {
  readonly state: PurchaseState;
  readonly route: PurchasingRouteName;
  /** Asked for where the route, or the exemption from it, is written quotations. */
  readonly quotesNeeded: number;
  readonly quotesReceived: number;
  readonly rule: RuleNote;
  /** Why this supplier, where nobody else was asked; null until somebody says. */
  readonly directReason: string | null;
  /** The exemption that was asked for, and whether those who must have agreed. */
  readonly exemption: { readonly route: PurchasingRouteName; readonly agreed: boolean } | null;
}

/** May a purchase be awarded with the quotations in hand (DP-01)? An agreed exemption stands in for the rule. */
export function decideAward(question: AwardQuestion): Decision<PurchaseState> {
  const moved = decideMove<PurchaseState, typeof PURCHASE_MOVES>(PURCHASE_MOVES, 'award', question.state, 'This purchase');
  if (moved.kind === 'refused') return moved;
  const { exemption, rule } = question;
  if (exemption && !exemption.agreed && isStricter(question.route, exemption.route)) {
    return refuse('exemption-waiting', 'The exemption from the purchasing rule has not been agreed yet.', { rule });
  }
  const route = exemption ? exemption.route : question.route;
  if (route === 'advertised' || route === 'advertised-above-threshold') {
    return refuse('must-be-advertised', 'A purchase of this value must be advertised. Begin an exercise for it, or ask for an exemption with a reason.', { rule });
  }
  const needed = question.quotesNeeded;
  if (route === 'written-quotations' && question.quotesReceived < needed) {
    return refuse('too-few-quotes', `This purchase needs at least ${needed} written quotations, and ${question.quotesReceived} ${question.quotesReceived === 1 ? 'is' : 'are'} recorded. Get more, or ask for an exemption with a reason.`, { field: 'quotesReceived', rule });
  }
  if (route === 'direct-purchase' && !exemption && !question.directReason) return refuse('no-reason', 'Say why you buy from this supplier without asking others: it is kept and read by auditors.', { field: 'reason', rule });
  return moved;
}

/** May this other route be asked for? A stricter one needs nobody's agreement; what the law requires cannot be lifted here. */
export function decideOverride(route: PurchasingRouteName, wanted: PurchasingRouteName, rule: RuleNote): Decision<'needs-approval' | 'stricter'> {
  if (wanted === route) return refuse('same-route', `${PURCHASING_ROUTE_TITLES[route]} is the route that the rule gives already.`, { field: 'route' });
  if (route === 'advertised-above-threshold') {
    return refuse('law', 'The law requires this, so the authority’s own exemption cannot lift it.', { field: 'route', rule });
  }
  return { kind: 'allowed', value: isStricter(wanted, route) ? 'stricter' : 'needs-approval' };
}

export interface SplitQuestion {
  /** The purchases looked back on, this one among them. */
  readonly count: number;
  readonly totalNetPence: Pence;
  readonly months: number;
  /** The strictest route that any of them took, and the route their total leads to. */
  readonly strictestAlone: PurchasingRouteName;
  readonly together: PurchasingRouteName;
  readonly togetherRule: RuleNote;
  /** What ties them: "from Acme Limited", "for one exercise". */
  readonly tie: string;
}

/** The flag of purchases that together reach a rule which none of them reached alone (DP-02); null when there is nothing to flag. */
export function splitFlag(question: SplitQuestion): string | null {
  if (question.count < 2 || !isStricter(question.together, question.strictestAlone)) return null;
  const { count, totalNetPence, months, tie, together, togetherRule } = question;
  return `${count} purchases ${tie} within ${months} months come to ${formatPounds(totalNetPence)}: together ${PURCHASING_ROUTE_TITLES[together].toLowerCase()}. ${togetherRule.sentence}`;
}
