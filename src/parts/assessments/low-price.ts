import { decimal, type Decimal } from '#kernel/decimal';

export interface PricedBid {
  readonly bidId: string;
  readonly name: string;
  /** Net, in pence. */
  readonly pricePence: bigint;
}

export interface LowPriceRule {
  /** Percent below the mean or the budget from which a price is asked about; null where the authority has set none. */
  readonly flagPercent: Decimal | null;
  /** Net, in pence; null where none was estimated. */
  readonly budgetPence: bigint | null;
}

/** A price far below the others or the budget (DP-21). */
export interface LowPrice extends PricedBid {
  /** One sentence each: below the mean, below the budget, or nothing at all. */
  readonly why: readonly string[];
}

/**
 * The prices to ask about. A price at exactly the percentage is flagged; the comparison is exact, only what is shown is rounded.
 * A price of nothing is always flagged. One bid alone has no mean but its own, so only the budget speaks against it.
 */
export function lowPrices(bids: readonly PricedBid[], { flagPercent, budgetPence }: LowPriceRule): readonly LowPrice[] {
  const sum = bids.reduce((total, { pricePence }) => total + pricePence, 0n);
  const count = BigInt(bids.length);
  return bids.flatMap((bid): LowPrice[] => {
    const { pricePence } = bid;
    const why = [
      pricePence === 0n && 'The price is nothing.',
      flagPercent !== null && count > 1n && isBelow(pricePence * count, sum, flagPercent) && `The price is ${percentBelow(pricePence * count, sum)}% below the mean of ${bids.length} bids, ${pounds(sum, count)}.`,
      flagPercent !== null && budgetPence !== null && isBelow(pricePence, budgetPence, flagPercent) && `The price is ${percentBelow(pricePence, budgetPence)}% below the budget, ${pounds(budgetPence, 1n)}.`,
    ].filter((sentence) => sentence !== false);
    return why.length === 0 ? [] : [{ ...bid, why }];
  });
}

/** Whether `part` is at least `percent` below `whole`, without dividing. */
const isBelow = (part: bigint, whole: bigint, percent: Decimal): boolean =>
  whole > 0n && part < whole && decimal((whole - part) * 100n).compare(percent.multiply(decimal(whole))) >= 0;

const percentBelow = (part: bigint, whole: bigint): string => decimal((whole - part) * 100n).divide(decimal(whole), 1).toFixed(1);

/** To the pound, as people say a mean: "£86,333". */
const pounds = (pence: bigint, count: bigint): string => `£${BigInt(decimal(pence).divide(decimal(count * 100n), 0).toFixed(0)).toLocaleString('en-GB')}`;
