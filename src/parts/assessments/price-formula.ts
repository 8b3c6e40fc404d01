import { Decimal, decimal, sumDecimals } from '#kernel/decimal';
import { asNote, lawFor, sourceTitles } from '#law';
import type { RuleNote } from '#kernel/rule-note';

const RULES = lawFor('uk-2026').rules.priceFormulas;

export const PRICE_FORMULAS = ['lowestOverBid', 'standardDifferential', 'meanDeviation', 'benchmark', 'fixedPrice'] as const;
export type PriceFormula = (typeof PRICE_FORMULAS)[number];
export const isPriceFormula = (text: string): text is PriceFormula => (PRICE_FORMULAS as readonly string[]).includes(text);

/** How each formula is called in a list; its algebra and weakness come from the law pack's practice rows. */
export const PRICE_FORMULA_NAMES: Readonly<Record<PriceFormula, string>> = {
  lowestOverBid: 'Lowest price over the bid’s price',
  standardDifferential: 'Difference from the lowest price',
  meanDeviation: 'Distance from the mean price',
  benchmark: 'Published benchmark over the bid’s price',
  fixedPrice: 'Fixed price: only quality is scored',
};

/** What the letters of the algebra stand for: it says nothing to somebody who reads it without them. */
export const FORMULA_LETTERS = 'W is the points for price, P the bid’s price, Pmin the lowest, Pmean the mean.';

/** The letters with a space before them, to follow the algebra of one formula; nothing where it has none. */
export const lettersAfter = (formula: PriceFormula): string => (formula === 'fixedPrice' ? '' : ` ${FORMULA_LETTERS}`);

/** The algebra as published, in the letters of `FORMULA_LETTERS`. */
export const formulaAlgebra = (formula: PriceFormula): string => RULES[formula].value.algebra;
export const formulaWeakness = (formula: PriceFormula): string => RULES[formula].value.weakness;
/** Its sources stand in full: of what is no law, a code would say nothing to anyone. */
export const formulaNote = (formula: PriceFormula): RuleNote => ({ ...asNote(RULES[formula]), source: sourceTitles(RULES[formula]).join('; ') });

const ZERO = Decimal.zero;
const ONE = Decimal.one;
const HUNDRED = decimal(100n);
/** Places kept by the one division of a score; ranks are decided on these, and shown to two. */
const SCORE_PLACES = 12;

/**
 * The score of each price, in percent of the price criterion's points (multiply by its points to get W times the formula).
 * The only rounding is of one division a price, half up at 12 places.
 * @param prices pence net, at least one, none below zero
 * @param benchmark pence; needed by the formula `benchmark` alone
 * @throws RangeError when the benchmark formula has no benchmark, or prices are impossible
 */
export function priceScores(formula: PriceFormula, prices: readonly bigint[], benchmark?: bigint): readonly Decimal[] {
  if (prices.some((price) => price < 0n)) throw new RangeError('A price is not below zero');
  const lowest = prices.reduce((least, price) => (price < least ? price : least), prices[0] ?? 0n);
  return prices.map((price) => {
    switch (formula) {
      case 'fixedPrice': return HUNDRED;
      // A bid for nothing is the lowest and would divide by zero: it has full marks, and every other price is infinitely above it.
      case 'lowestOverBid': return price === lowest ? HUNDRED : percent(lowest, price);
      case 'standardDifferential': return price === lowest ? HUNDRED : lowest === 0n ? ZERO : atLeastZero(HUNDRED.subtract(percent(price - lowest, lowest)));
      case 'meanDeviation': return meanScore(prices, price);
      case 'benchmark': {
        if (benchmark === undefined || benchmark <= 0n) throw new RangeError('The benchmark formula needs a benchmark price');
        return price <= benchmark ? HUNDRED : percent(benchmark, price);
      }
    }
  });
}

/** clamp(0.5 - (P - Pmean) / Pmean, 0, 1), with P - Pmean over Pmean written as (nP - sum) / sum so that the mean itself is never rounded. */
function meanScore(prices: readonly bigint[], price: bigint): Decimal {
  const sum = sumDecimals(prices.map(decimal));
  if (sum.isZero()) return decimal('50');
  const distance = decimal(price * BigInt(prices.length)).subtract(sum).divide(sum, SCORE_PLACES);
  const share = decimal('0.5').subtract(distance);
  return (share.isNegative() ? ZERO : share.compare(ONE) > 0 ? ONE : share).multiply(HUNDRED);
}

const percent = (part: bigint, whole: bigint): Decimal => decimal(part * 100n).divide(decimal(whole), SCORE_PLACES);
const atLeastZero = (value: Decimal): Decimal => (value.isNegative() ? ZERO : value);
