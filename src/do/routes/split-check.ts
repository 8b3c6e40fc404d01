import { addMonths, type CalendarDate } from '#kernel/calendar-date';
import { grossPence, netPence } from '#kernel/money';
import { splitFlag } from './purchase.ts';
import { isStricter, type PurchasingRouteName } from './route-definitions.ts';
import { routeFor, type ExerciseCategory, type RoutePolicy } from './route-for.ts';

/** A purchase as the split check sees it. */
export interface TiedPurchase {
  readonly id: string;
  readonly organisationId: string | null;
  readonly exerciseId: string | null;
  readonly net: bigint;
  readonly gross: bigint;
  readonly decidedOn: CalendarDate;
  readonly route: PurchasingRouteName;
  readonly category: ExerciseCategory;
}

export interface SplitCheck {
  readonly purchase: TiedPurchase;
  /** Every purchase that may be tied to it, itself among them; cancelled ones left out. */
  readonly others: readonly TiedPurchase[];
  readonly months: number;
  readonly policy: RoutePolicy;
  readonly supplierName: string | null;
}

/** Looks back from one purchase at those from its supplier, and at those for its exercise, and says what they come to together (DP-02). */
export function checkSplit({ purchase, others, months, policy, supplierName }: SplitCheck): string | null {
  const since = addMonths(purchase.decidedOn, -months);
  const recent = others.filter((other) => other.decidedOn > since && other.decidedOn <= purchase.decidedOn);
  const bySupplier = purchase.organisationId === null ? [] : recent.filter((other) => other.organisationId === purchase.organisationId);
  const byExercise = purchase.exerciseId === null ? [] : recent.filter((other) => other.exerciseId === purchase.exerciseId);
  return flagOf(bySupplier, `from ${supplierName ?? 'one supplier'}`) ?? flagOf(byExercise, 'for one exercise');

  function flagOf(group: readonly TiedPurchase[], tie: string): string | null {
    const [net, gross] = [group.reduce((total, one) => total + one.net, 0n), group.reduce((total, one) => total + one.gross, 0n)];
    const together = routeFor({ net: netPence(net), gross: grossPence(gross), on: purchase.decidedOn, policy, category: purchase.category, lightTouch: false });
    const strictestAlone = group.reduce<PurchasingRouteName>((strictest, one) => (isStricter(one.route, strictest) ? one.route : strictest), 'direct-purchase');
    return splitFlag({ count: group.length, totalNetPence: net, months, strictestAlone, together: together.route, togetherRule: together.rule, tie });
  }
}
