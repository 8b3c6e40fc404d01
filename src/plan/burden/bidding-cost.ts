import { decimal, type Decimal } from '#kernel/decimal';
import { formatPounds } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';

/** A working day of seven and a half hours: our own measure, said wherever it is used. */
export const MINUTES_A_DAY = 450;

/** What all bidders together would spend on bidding (DP-31). */
export interface BiddingEstimate {
  readonly bidders: number;
  /** Working days of one person for one bid. */
  readonly personDays: Decimal;
  readonly dayRatePence: bigint;
}

export interface BiddingCost {
  readonly eachPence: bigint;
  readonly totalPence: bigint;
  /** Of the value without VAT, in percent to one decimal; null where there is no value. */
  readonly percentOfValue: Decimal | null;
}

const HUNDRED = decimal('100');
const wholePence = (pence: Decimal): bigint => BigInt(pence.round(0).toFixed(0));

export function biddingCost({ bidders, personDays, dayRatePence }: BiddingEstimate, valueNetPence: bigint | null): BiddingCost {
  const each = personDays.multiply(decimal(dayRatePence));
  const total = each.multiply(decimal(BigInt(bidders)));
  return {
    eachPence: wholePence(each), totalPence: wholePence(total),
    percentOfValue: valueNetPence === null || valueNetPence <= 0n ? null : total.multiply(HUNDRED).divide(decimal(valueNetPence)).round(1),
  };
}

/** The days that the questions alone would take: minutes to days, rounded up to a quarter, never less than one. */
export const daysFromMinutes = (minutes: number): Decimal => decimal(String(Math.max(0.25, Math.ceil((minutes / MINUTES_A_DAY) * 4) / 4)));

/** "£27,000 for 8 bidders at 22.5 days and £150 a day: 54% of the value" */
export function costInWords({ bidders, personDays, dayRatePence }: BiddingEstimate, { totalPence, percentOfValue }: BiddingCost): string {
  const share = percentOfValue === null ? '' : `: ${percentOfValue.toString()}% of the value`;
  return `${formatPounds(totalPence)} for ${bidders} ${bidders === 1 ? 'bidder' : 'bidders'} at ${personDays.toString()} ${personDays.toString() === '1' ? 'day' : 'days'} and ${formatPounds(dayRatePence)} a day${share}`;
}

/** The warning at the authority's own ratio or above it; null below, and where it set none. */
export function costWarning(estimate: BiddingEstimate, cost: BiddingCost, warnPercent: Decimal | null, rule: RuleNote): { readonly code: string; readonly sentence: string; readonly rule: RuleNote } | null {
  if (warnPercent === null || cost.percentOfValue === null || cost.percentOfValue.compare(warnPercent) < 0) return null;
  return { code: 'bidding-cost', rule, sentence: `Bidding would cost ${costInWords(estimate, cost)}. The authority warns from ${warnPercent.toString()}%.` };
}
