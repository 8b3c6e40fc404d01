import { addDays, addMonths, calendarDate, financialYearOf, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { decimal, divideHalfUp, sumDecimals, type Decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { formatPounds, sumPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';

/** Ways of being paid. The first three run by themselves; the rest have a day of their own. */
export const PAYMENT_KINDS = {
  'up-front': ['Up front', 'When the contract starts'],
  'on-account': ['On account', 'At the start of each month, for that month’s work'],
  'in-arrears': ['In arrears', 'After each month’s work'],
  milestone: ['Milestone', 'When something named is done'],
  'interim-outcome': ['Interim outcome', 'When a first result is shown'],
  'at-risk': ['Share at risk', 'Only if the results are reached'],
} as const;
export type PaymentKind = keyof typeof PAYMENT_KINDS;
export const RUNS_BY_ITSELF: readonly PaymentKind[] = ['up-front', 'on-account', 'in-arrears'];

export interface PaymentPart {
  readonly id: Id<'payment_part'>;
  readonly kind: PaymentKind;
  readonly name: string;
  readonly sharePercent: Decimal;
  /** When the work or the result is there; null for the end of the contract. */
  readonly workEndsOn: CalendarDate | null;
  /** When the money is there. Null for the kinds that run by themselves. */
  readonly payableOn: CalendarDate | null;
}

export interface PaymentPlan {
  readonly exerciseId: string;
  readonly valueNetPence: bigint;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  /** From the end of a month’s work to the money. */
  readonly paymentDays: number;
  readonly reasons: string;
  readonly parts: readonly PaymentPart[];
}

/** One month of the provider's money: what it spent and received, and where it stands at the month's end. */
export interface CashMonth {
  /** The first day of the month. */
  readonly month: CalendarDate;
  readonly spentPence: bigint;
  readonly receivedPence: bigint;
  readonly balancePence: bigint;
}

const HUNDRED = decimal('100');

export const placedPercent = (plan: Pick<PaymentPlan, 'parts'>): Decimal => sumDecimals(plan.parts.map(({ sharePercent }) => sharePercent));
export const isWhole = (plan: Pick<PaymentPlan, 'parts'>): boolean => placedPercent(plan).equals(HUNDRED);

const firstOf = (date: CalendarDate): CalendarDate => calendarDate(`${date.slice(0, 7)}-01`);

/** The first days of the months from one to another, both included. */
function monthsBetween(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const months: CalendarDate[] = [];
  for (let month = firstOf(from); month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** An amount over so many months, to the penny: what rounding leaves falls where it arises, and the sum is the amount. */
function spread(pence: bigint, over: number): bigint[] {
  const upTo = (count: number): bigint => divideHalfUp(pence * BigInt(count), BigInt(over));
  return Array.from({ length: over }, (_unused, index) => upTo(index + 1) - upTo(index));
}

/** What each part is in pence. Rounded along the running total, so that parts of 100% together are the price. */
export function amountsOf(plan: Pick<PaymentPlan, 'parts' | 'valueNetPence'>): bigint[] {
  let placed = decimal('0');
  let paid = 0n;
  return plan.parts.map(({ sharePercent }) => {
    placed = placed.add(sharePercent);
    const upTo = BigInt(placed.multiply(decimal(plan.valueNetPence)).divide(HUNDRED, 0).toString());
    const amount = upTo - paid;
    paid = upTo;
    return amount;
  });
}

interface Receipt {
  readonly on: CalendarDate;
  readonly pence: bigint;
}

function receiptsOf(plan: PaymentPlan, part: PaymentPart, pence: bigint): Receipt[] {
  const months = monthsBetween(plan.startsOn, plan.endsOn);
  switch (part.kind) {
    case 'up-front': return [{ on: plan.startsOn, pence }];
    case 'on-account': return spread(pence, months.length).map((each, index) => ({ on: months[index]!, pence: each }));
    // The month's last day, and the days that paying takes.
    case 'in-arrears': return spread(pence, months.length).map((each, index) => ({ on: addDays(addMonths(months[index]!, 1), plan.paymentDays - 1), pence: each }));
    default: return [{ on: part.payableOn ?? plan.endsOn, pence }];
  }
}

/**
 * The provider's money month by month, as if it spent the price evenly over the contract's months: no surplus and no reserve, so that
 * what it must carry is plain. It runs until the last payment.
 */
export function cashView(plan: PaymentPlan): CashMonth[] {
  const amounts = amountsOf(plan);
  const receipts = plan.parts.flatMap((part, index) => receiptsOf(plan, part, amounts[index]!));
  const working = monthsBetween(plan.startsOn, plan.endsOn);
  const costs = spread(plan.valueNetPence, working.length);
  const last = receipts.reduce((latest, { on }) => (on > latest ? on : latest), plan.endsOn);
  let balance = 0n;
  return monthsBetween(plan.startsOn, last).map((month, index) => {
    const receivedPence = sumPence(receipts.filter(({ on }) => firstOf(on) === month || (index === 0 && on < month)).map(({ pence }) => pence));
    const spentPence = costs[index] ?? 0n;
    balance += receivedPence - spentPence;
    return { month, spentPence, receivedPence, balancePence: balance };
  });
}

/** Where the provider stands on each 31 March of the view. */
export const yearEnds = (months: readonly CashMonth[]): { readonly on: CalendarDate; readonly label: string; readonly balancePence: bigint }[] =>
  months.filter(({ month }) => month.slice(5, 7) === '03').map(({ month, balancePence }) => {
    const year = financialYearOf(month);
    return { on: year.end, label: year.label, balancePence };
  });

/** The most that the provider is out of pocket, and in which month; null when it never is. */
export function deepest(months: readonly CashMonth[]): CashMonth | null {
  const lowest = months.reduce<CashMonth | null>((found, month) => (found === null || month.balancePence < found.balancePence ? month : found), null);
  return lowest && lowest.balancePence < 0n ? lowest : null;
}

export interface PaymentWarning {
  readonly code: 'share-at-risk' | 'later-year';
  readonly sentence: string;
}

/**
 * What keeps small providers out. Both inform; neither forbids.
 * @param mostAtRisk the authority's limit; null while it set none
 */
export function paymentWarnings(plan: PaymentPlan, mostAtRisk: Decimal | null): PaymentWarning[] {
  const amounts = amountsOf(plan);
  const atRisk = sumDecimals(plan.parts.filter(({ kind }) => kind === 'at-risk').map(({ sharePercent }) => sharePercent));
  const later = plan.parts.map((part, index) => ({ part, pence: amounts[index]! })).filter(({ part }) => part.payableOn !== null && financialYearOf(part.payableOn).startYear > financialYearOf(part.workEndsOn ?? plan.endsOn).startYear);
  const warnings: PaymentWarning[] = [];
  if (mostAtRisk !== null && atRisk.compare(mostAtRisk) > 0) warnings.push({ code: 'share-at-risk', sentence: `${atRisk.toString()}% of the price is at risk. The authority’s limit is ${mostAtRisk.toString()}%: a small provider, or a charity that must protect its assets, may not be able to bid.` });
  if (later.length > 0) {
    const sum = sumPence(later.map(({ pence }) => pence));
    warnings.push({ code: 'later-year', sentence: `${formatPounds(sum)} for results is paid in a later financial year than the work: ${later.map(({ part }) => `${partName(part).toLowerCase()} on ${formatDate(part.payableOn!)}`).join(', ')}. The provider carries it over its year end.` });
  }
  return warnings;
}

export const partName = (part: Pick<PaymentPart, 'kind' | 'name'>): string => (part.name ? `${PAYMENT_KINDS[part.kind][0]}: ${part.name}` : PAYMENT_KINDS[part.kind][0]);

/** A part as the contract will say it. */
export function partInWords(plan: PaymentPlan, part: PaymentPart, pence: bigint): string {
  const share = `${part.sharePercent.toString()}% of the price (${formatPounds(pence)} without VAT)`;
  switch (part.kind) {
    case 'up-front': return `${share} is paid up front, when the contract starts.`;
    case 'on-account': return `${share} is paid on account, at the start of each month.`;
    case 'in-arrears': return `${share} is paid in arrears, within ${plan.paymentDays} days of the end of each month.`;
    case 'milestone': return `${share} is paid on ${formatDate(part.payableOn!)} when this is done: ${part.name}.`;
    case 'interim-outcome': return `${share} is paid on ${formatDate(part.payableOn!)} when this first result is shown: ${part.name}.`;
    case 'at-risk': return `${share} is at risk: it is paid on ${formatDate(part.payableOn!)} only if this is reached: ${part.name}.`;
  }
}

/** The terms that an award carries into its contract. */
export const paymentTerms = (plan: PaymentPlan): string[] => {
  const amounts = amountsOf(plan);
  return plan.parts.map((part, index) => partInWords(plan, part, amounts[index]!));
};

/** May this part be added? Staged ones say what for and when; nothing goes beyond the whole price. */
export function decidePart(plan: Pick<PaymentPlan, 'parts' | 'startsOn' | 'endsOn'>, part: Omit<PaymentPart, 'id'>): Decision<Omit<PaymentPart, 'id'>> {
  const placed = placedPercent(plan);
  if (placed.add(part.sharePercent).compare(HUNDRED) > 0) return refuse('too-much', `Only ${HUNDRED.subtract(placed).toString()}% of the price is still to be placed`, { field: 'sharePercent' });
  if (RUNS_BY_ITSELF.includes(part.kind)) {
    if (plan.parts.some(({ kind }) => kind === part.kind)) return refuse('there-already', 'This way of paying is in the plan already. Take it out first to change its share.', { field: 'kind' });
    return allow({ ...part, name: '', workEndsOn: null, payableOn: null });
  }
  if (part.name === '') return refuse('no-name', 'Say what is done or reached', { field: 'name' });
  if (part.payableOn === null) return refuse('no-day', 'Enter the day on which the money is there', { field: 'payableOn' });
  if (part.payableOn < plan.startsOn) return refuse('too-early', 'This is before the contract starts: use up front instead', { field: 'payableOn' });
  if (part.workEndsOn !== null && (part.workEndsOn < plan.startsOn || part.workEndsOn > plan.endsOn)) return refuse('outside', 'The work ends while the contract runs', { field: 'workEndsOn' });
  return allow(part);
}
