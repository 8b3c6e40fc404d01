import { decimal, Decimal } from '#kernel/decimal';
import {
  CRITERIA_PRESETS, priceScores, scoresByKind, totalPoints, weigh, type Criterion, type CriterionKind, type PresetCriterion, type PriceFormula, type WeighedCriterion,
} from '#parts/assessments';

/** A bid made up to try the weights on. */
export interface SampleBid {
  readonly name: string;
  /** Percent, by the id of each leaf criterion. */
  readonly scores: ReadonlyMap<string, Decimal>;
  /** Where a price is given the formula scores it; null leaves the score as typed. */
  readonly pricePence: bigint | null;
}

export interface TriedBid {
  readonly name: string;
  readonly parts: readonly { readonly criterion: WeighedCriterion; readonly scorePercent: Decimal; readonly points: Decimal }[];
  readonly total: Decimal;
}

export interface Trial {
  readonly bids: readonly TriedBid[];
  /** The name of each bid with the highest total: several when they tie. */
  readonly winners: readonly string[];
  /** The same bids under the weights in common use, by the mean score of each kind. */
  readonly presets: readonly { readonly words: string; readonly totals: readonly Decimal[]; readonly winners: readonly string[] }[];
}

/**
 * Tries bids on weights before they are published (DP-12). Prices are turned into scores by the formula only when every bid has one,
 * because a price means nothing without the others.
 */
export function tryBids(criteria: readonly Criterion[], bids: readonly SampleBid[], formula: PriceFormula | null, benchmarkPence: bigint | null): Trial {
  const scored = withPrices(criteria, bids, formula, benchmarkPence);
  const leaves = weigh(criteria).filter(({ isLeaf }) => isLeaf);
  const tried = bids.map(({ name }, index): TriedBid => {
    const scores = scored[index]!;
    const parts = leaves.map((criterion) => {
      const scorePercent = scores.get(criterion.id) ?? Decimal.zero;
      return { criterion, scorePercent, points: criterion.points.multiply(scorePercent).multiply(HUNDREDTH) };
    });
    return { name, parts, total: totalPoints(criteria, scores) };
  });
  return { bids: tried, winners: highest(tried.map(({ name }) => name), tried.map(({ total }) => total)), presets: underPresets(criteria, bids, scored) };
}

const HUNDREDTH = decimal('0.01');

function withPrices(criteria: readonly Criterion[], bids: readonly SampleBid[], formula: PriceFormula | null, benchmarkPence: bigint | null): ReadonlyMap<string, Decimal>[] {
  const prices = bids.flatMap(({ pricePence }) => (pricePence === null ? [] : [pricePence]));
  const usable = formula !== null && bids.length > 0 && prices.length === bids.length && (formula !== 'benchmark' || benchmarkPence !== null);
  if (!usable) return bids.map(({ scores }) => scores);
  const priced = priceScores(formula, prices, benchmarkPence ?? undefined);
  const priceLeaves = weigh(criteria).filter(({ isLeaf, kind }) => isLeaf && kind === 'price');
  return bids.map(({ scores }, index) => new Map([...scores, ...priceLeaves.map(({ id }): [string, Decimal] => [id, priced[index]!])]));
}

/** Only presets whose every kind has been scored here: another would be judged on nothing. */
function underPresets(criteria: readonly Criterion[], bids: readonly SampleBid[], scored: readonly ReadonlyMap<string, Decimal>[]): Trial['presets'] {
  const byKind = scored.map((scores) => scoresByKind(criteria, scores));
  return CRITERIA_PRESETS.flatMap((preset) => {
    const leaves = leavesOf(preset.criteria, decimal('1'));
    if (!leaves.every(({ kind }) => byKind.every((kinds) => kinds.has(kind)))) return [];
    const totals = byKind.map((kinds) => leaves.reduce((sum, { kind, share }) => sum.add(share.multiply(kinds.get(kind)!)), Decimal.zero));
    return [{ words: preset.words, totals, winners: highest(bids.map(({ name }) => name), totals) }];
  });
}

const leavesOf = (criteria: readonly PresetCriterion[], whole: Decimal): { readonly kind: CriterionKind; readonly share: Decimal }[] =>
  criteria.flatMap((criterion) => {
    const share = whole.multiply(decimal(criterion.share)).multiply(HUNDREDTH);
    return criterion.within ? leavesOf(criterion.within, share) : [{ kind: criterion.kind, share }];
  });

function highest(names: readonly string[], totals: readonly Decimal[]): readonly string[] {
  const top = totals.reduce<Decimal | null>((best, total) => (best === null || total.compare(best) > 0 ? total : best), null);
  return top === null ? [] : names.filter((_name, index) => totals[index]!.equals(top));
}
