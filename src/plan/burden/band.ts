import { formatPounds } from '#kernel/money';

/**
 * How tenders are grouped for comparison, by value without VAT: statistics, never a rule. The lower ones are the amounts at which the
 * select committee of 2014 changed how councils buy (£5,000, £8,000, £50,000); the rest keep neighbours of one size together.
 */
const BEGINS: readonly bigint[] = [0n, 5_000_00n, 8_000_00n, 50_000_00n, 250_000_00n, 1_000_000_00n];

export interface Band {
  readonly number: number;
  readonly fromPence: bigint;
  /** The first amount of the next; null in the last. */
  readonly untilPence: bigint | null;
  readonly words: string;
}

export const BANDS: readonly Band[] = BEGINS.map((fromPence, index) => {
  const untilPence = BEGINS[index + 1] ?? null;
  const words = untilPence === null ? `${formatPounds(fromPence)} and more` : fromPence === 0n ? `Below ${formatPounds(untilPence)}` : `${formatPounds(fromPence)} to below ${formatPounds(untilPence)}`;
  return { number: index + 1, fromPence, untilPence, words };
});

export const bandOf = (valueNetPence: bigint): Band => BANDS.findLast(({ fromPence }) => valueNetPence >= fromPence) ?? BANDS[0]!;
