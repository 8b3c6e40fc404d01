import type { CalendarDate } from '#kernel/calendar-date';
import type { GrossPence, NetPence } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, isCovered, shippedLaw, type Law, type ThresholdCategory } from '#law';
import { policyNote, reachesPolicy, type PolicyValue } from '#policy';
import { PURCHASING_ROUTES, type PurchasingRouteName } from './route-definitions.ts';

/** The local policies that a route is worked out from. */
export const ROUTE_POLICIES = ['purchasing.writtenQuotesFrom', 'purchasing.quotesNeeded', 'purchasing.advertiseFrom', 'plan.requiredFrom'] as const;
export type RoutePolicy = { readonly [Key in (typeof ROUTE_POLICIES)[number]]: PolicyValue<Key> };

export type ExerciseCategory = 'services' | 'goods' | 'works';

export interface RouteQuestion {
  /** Whole-life value on both sides of VAT. */
  readonly net: NetPence;
  readonly gross: GrossPence;
  /** The day of the decision: its law and its policy hold. */
  readonly on: CalendarDate;
  readonly policy: RoutePolicy;
  readonly category: ExerciseCategory;
  readonly lightTouch: boolean;
  readonly law?: Law;
}

/** The route that a value leads to, and why: the local rule and the law, each with its source. */
export interface PurchasingRoute {
  readonly route: PurchasingRouteName;
  /** Written quotations that must be in hand before an award; 0 where none are asked for. */
  readonly quotesNeeded: number;
  /** How many there must be when somebody is exempted from advertising and takes written quotations instead. */
  readonly quotesIfExempted: number;
  readonly planRequired: boolean;
  /** 'unknown' where the packs hold no amount for that day: the law is not guessed. */
  readonly aboveThreshold: boolean | 'unknown';
  /** The rule that decided the route. */
  readonly rule: RuleNote;
  readonly lawRule: RuleNote;
  readonly planRule: RuleNote;
}

/** From whole-life value to purchasing route (DP-01), by the policy of the body and the law of the day. Pure. */
export function routeFor(question: RouteQuestion): PurchasingRoute {
  const { policy, on, law = shippedLaw } = question;
  const covered = isCovered({ on, category: thresholdCategory(question), value: { net: question.net, gross: question.gross } }, law);
  const lawRule = covered.covered === 'unknown' ? { sentence: covered.why, source: 'The law packs of this site' } : asNote(covered.rule);
  const local = localRoute(question);
  const above = covered.covered === true;
  const plan = policy['plan.requiredFrom'];
  return {
    route: above ? 'advertised-above-threshold' : local.route,
    quotesNeeded: above ? 0 : local.quotesNeeded,
    quotesIfExempted: local.route === 'direct-purchase' ? 0 : (policy['purchasing.quotesNeeded'].value ?? 1),
    planRequired: plan.value !== null && reachesPolicy(plan.value, question),
    aboveThreshold: covered.covered,
    rule: above ? lawRule : local.rule,
    lawRule,
    planRule: policyNote(plan),
  };
}

function localRoute({ policy, net, gross }: RouteQuestion): { readonly route: PurchasingRouteName; readonly quotesNeeded: number; readonly rule: RuleNote } {
  const advertise = policy['purchasing.advertiseFrom'];
  const quotes = policy['purchasing.writtenQuotesFrom'];
  const needed = policy['purchasing.quotesNeeded'];
  const value = { net, gross };
  if (advertise.value !== null && reachesPolicy(advertise.value, value)) {
    return { route: 'advertised', quotesNeeded: 0, rule: { ...policyNote(advertise), sentence: `Advertised to everyone: ${advertise.words}.` } };
  }
  if (quotes.value !== null && reachesPolicy(quotes.value, value)) {
    const quotesNeeded = needed.value ?? 1;
    return { route: 'written-quotations', quotesNeeded, rule: { ...policyNote(quotes), sentence: `At least ${quotesNeeded} written quotations: ${quotes.words}.` } };
  }
  return { route: 'direct-purchase', quotesNeeded: 0, rule: { ...policyNote(quotes), sentence: `A direct purchase: written quotations begin at ${quotes.words}.` } };
}

/** The category under which the law keeps a threshold for a council. */
export function thresholdCategory({ category, lightTouch }: Pick<RouteQuestion, 'category' | 'lightTouch'>): ThresholdCategory {
  if (category === 'works') return 'works';
  return lightTouch && category === 'services' ? 'lightTouch' : 'subCentralGoodsServices';
}

/** The routes that somebody may ask for instead of the one the rule gives. What the law requires, no local exemption lifts. */
export const otherRoutes = (route: PurchasingRouteName): readonly PurchasingRouteName[] =>
  route === 'advertised-above-threshold' ? [] : PURCHASING_ROUTES.filter((other) => other !== route && other !== 'advertised-above-threshold');
