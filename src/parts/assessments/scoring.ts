import { Decimal, decimal, sumDecimals } from '#kernel/decimal';
import { groupedPounds, poundsDecimal } from '#kernel/money';
import { reachRuleOf, weigh, type Criterion, type CriterionKind, type JudgedBy } from './criteria.ts';
import { PRICE_FORMULA_NAMES, priceScores, type PriceFormula } from './price-formula.ts';
import { rankBids, type TieRule } from './ranking.ts';
import { reachPercents, reachWorking } from './reach.ts';

/** A question that is marked. Its marks are its share within its criterion; where none have marks they share equally. */
export interface MarkedQuestion {
  readonly id: string;
  readonly criterionId: string;
  readonly marks: Decimal | null;
}

/** A bid as it is totalled. */
export interface ScoredBid {
  readonly id: string;
  readonly name: string;
  /** The agreed score of each question, on the scale. */
  readonly scores: ReadonlyMap<string, Decimal>;
  /** Net, in pence; null where the bid named none. */
  readonly pricePence: bigint | null;
  /** The number offered for each countable criterion, by its id. */
  readonly counts?: ReadonlyMap<string, Decimal>;
  /** Percent that come from elsewhere, by criterion: the mean of service users' scores, a newcomer's neutral score. They stand for its questions. */
  readonly given?: ReadonlyMap<string, Decimal>;
  /** Why it is out of the running whatever its points, such as a price that was not explained. Its price is not compared. */
  readonly out?: readonly string[];
  /** Why its price was never opened, in a sentence. It is out for that, not for naming none. */
  readonly priceSealed?: string | null;
}

export interface ScoringInput {
  readonly criteria: readonly Criterion[];
  readonly questions: readonly MarkedQuestion[];
  readonly scaleMaximum: Decimal;
  /** Only bids that count: one that was withdrawn, late or rejected is left out by the caller. */
  readonly bids: readonly ScoredBid[];
  readonly priceFormula: PriceFormula | null;
  readonly benchmarkPence: bigint | null;
  /** The least total that is ranked, of 100, as the tender states it. */
  readonly passPoints?: Decimal | null;
  /** What parts equal totals, in order, as the tender states it. */
  readonly tieRules?: readonly TieRule[];
  /** Bids in the order in which lots were drawn, where they were. */
  readonly drawn?: readonly string[];
}

export interface CriterionPoints {
  readonly criterionId: string;
  readonly name: string;
  readonly kind: CriterionKind;
  readonly judgedBy: JudgedBy;
  /** Most that could be had, of 100. */
  readonly of: Decimal;
  /** Rounded half up to 6 places: the only rounding of a total. */
  readonly points: Decimal;
  readonly percent: Decimal;
  /** Of price, where it was never opened: the points say nothing about it. */
  readonly notOpened?: boolean;
}

export interface BidResult {
  readonly bidId: string;
  readonly name: string;
  readonly criteria: readonly CriterionPoints[];
  /** The exact sum of the rounded criteria. */
  readonly total: Decimal;
  /** 1 is best; equal totals share a rank. Null for a bid that missed a pass mark. */
  readonly rank: number | null;
  /** Why it is not ranked, one sentence each. */
  readonly failed: readonly string[];
}

export interface Result {
  readonly bids: readonly BidResult[];
  /** Names of the bids that share the first rank, when more than one does. */
  readonly tiedFirst: readonly string[];
  /** How the price points of each bid came about, one sentence a bid. */
  readonly priceWorking: readonly string[];
  /** How the points for countable offers came about, one sentence a bid and criterion. */
  readonly reachWorking: readonly string[];
  /** How equal totals were parted, or that they stand. */
  readonly tieWorking: readonly string[];
  readonly notes: readonly string[];
}

/** Places to which the points of each criterion are rounded, half up. Totals are exact sums of these and are shown to 2. */
export const POINTS_PLACES = 6;
export const ROUNDING_SENTENCE = 'The points of each criterion are rounded to 6 decimal places, halves up; the total is their exact sum, shown to 2 places. Ranks are decided on the 6 places.';
const HUNDRED = decimal(100n);

/** Totals and ranks bids: the one place where an award is computed. */
export function scoreBids(input: ScoringInput): Result {
  // A bid that failed on quality is out before prices and numbers are compared: its own must not set the lowest, the mean or the highest for the others.
  const compared = { ...input, bids: input.bids.filter((bid) => totalBid(input, bid, null).failed.length === 0) };
  const computed: Computed = { price: pricePercents(compared), reach: reachOf(compared) };
  const scored = input.bids.map((bid) => belowOverallMark(input, totalBid(input, bid, computed)));
  const ranked = scored.filter(({ failed }) => failed.length === 0);
  const { ranks, working } = rankBids(ranked, input.tieRules ?? [], input.drawn ?? []);
  const bids = scored
    .map((bid) => ({ ...bid, rank: ranks.get(bid.bidId) ?? null }))
    .sort((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity) || other.total.compare(one.total) || one.name.localeCompare(other.name));
  const first = bids.filter(({ rank }) => rank === 1).map(({ name }) => name);
  return {
    bids, tiedFirst: first.length > 1 ? first : [], tieWorking: working, priceWorking: priceWorking(compared, computed.price), reachWorking: reachSums(input, bids),
    notes: notesOf(input),
  };
}

/**
 * The bids that no price can bring into the running, each with its reasons: below a pass mark for quality or numbers offered, or below the
 * overall mark even with every point for price. Asked before prices are opened, so that these stay sealed.
 */
export function outWhateverThePrice(input: ScoringInput): ReadonlyMap<string, readonly string[]> {
  const { bids } = scoreBids({ ...input, priceFormula: 'fixedPrice' });
  return new Map(bids.filter(({ failed }) => failed.length > 0).map(({ bidId, failed }) => [bidId, failed]));
}

/** Percents that come from comparing bids, by bid; of reach by criterion and bid. */
interface Computed {
  readonly price: ReadonlyMap<string, Decimal>;
  readonly reach: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
}

function belowOverallMark({ passPoints }: ScoringInput, bid: Omit<BidResult, 'rank'>): Omit<BidResult, 'rank'> {
  if (!passPoints || bid.total.compare(passPoints) >= 0) return bid;
  return { ...bid, failed: [...bid.failed, `Total: ${pointsToTell(bid.total, [passPoints])} points, below the overall pass mark of ${passPoints}.`] };
}

/** Points to 2 places, or to as many as tell them from the others they stand beside. */
export function pointsToTell(points: Decimal, others: readonly Decimal[]): string {
  const apart = (places: number): boolean => others.every((other) => other.equals(points) || other.toFixed(places) !== points.toFixed(places));
  const places = [2, 3, 4, 5].find(apart) ?? POINTS_PLACES;
  return points.toFixed(places);
}

/** One criterion without which somebody else would come first: what decides (DP-12). */
export interface Decider {
  readonly criterion: string;
  readonly wouldWin: readonly string[];
}

/** Takes each criterion's points away in turn and says where another bid would be first. Empty where every criterion agrees, or there are no two bids. */
export function whatDecides(result: Result): readonly Decider[] {
  const ranked = result.bids.filter(({ rank }) => rank !== null);
  const winners = ranked.filter(({ rank }) => rank === 1).map(({ name }) => name).sort();
  if (ranked.length < 2) return [];
  return (ranked[0]?.criteria ?? []).flatMap(({ criterionId, name }) => {
    const left = ranked.map((bid) => ({ name: bid.name, total: bid.total.subtract(bid.criteria.find((one) => one.criterionId === criterionId)?.points ?? Decimal.zero) }));
    const best = left.reduce((most, { total }) => (total.compare(most) > 0 ? total : most), left[0]!.total);
    const wouldWin = left.filter(({ total }) => total.equals(best)).map((bid) => bid.name).sort();
    return wouldWin.join('\n') === winners.join('\n') ? [] : [{ criterion: name, wouldWin }];
  });
}

/** One sentence on how close it was and what decided it. */
export function decidedInWords(result: Result): string {
  const ranked = result.bids.filter(({ rank }) => rank !== null);
  if (ranked.length === 0) return 'No bid met every pass mark, so none can be recommended.';
  if (ranked.length === 1) return 'Only one bid was ranked, so nothing but the pass marks decided it.';
  if (result.tiedFirst.length > 0) return `${result.tiedFirst.join(' and ')} tie for first place on ${ranked[0]!.total.toFixed(2)} points. A person must decide, by what the published documents say of ties.`;
  const lead = ranked[0]!.total.subtract(ranked[1]!.total);
  if (lead.isZero()) return result.tieWorking[0] ?? '';
  const deciders = whatDecides(result);
  const because = deciders.length === 0
    ? 'It would still be first if any one criterion were left out.'
    : deciders.map(({ criterion, wouldWin }) => `Without ${criterion.toLowerCase()}, ${wouldWin.join(' and ')} would be first.`).join(' ');
  return `${ranked[0]!.name} leads by ${pointsToTell(lead, [Decimal.zero])} points. ${because}`;
}

function totalBid(input: ScoringInput, bid: ScoredBid, computed: Computed | null): Omit<BidResult, 'rank'> {
  const failed: string[] = [...(bid.out ?? [])];
  const isComputed = (kind: CriterionKind): boolean => kind === 'price' || kind === 'reach';
  const leaves = weigh(input.criteria).filter(({ isLeaf, kind }) => isLeaf && (computed !== null || !isComputed(kind)));
  const criteria = leaves.map((leaf): CriterionPoints => {
    const percent = leaf.kind === 'price' ? computed?.price.get(bid.id) : leaf.kind === 'reach' ? computed?.reach.get(leaf.id)?.get(bid.id) : (bid.given?.get(leaf.id) ?? qualityPercent(input, leaf.id, bid));
    const score = percent ?? Decimal.zero;
    if (leaf.passPercent && score.compare(leaf.passPercent) < 0) failed.push(`${leaf.name}: ${score.toFixed(2)}%, below the pass mark of ${leaf.passPercent}%.`);
    return { criterionId: leaf.id, name: leaf.name, kind: leaf.kind, judgedBy: leaf.judgedBy ?? 'answers', of: leaf.points, percent: score, points: leaf.points.multiply(score).divide(HUNDRED, POINTS_PLACES), ...(leaf.kind === 'price' && bid.priceSealed ? { notOpened: true } : {}) };
  });
  if (bid.priceSealed) return { bidId: bid.id, name: bid.name, criteria, total: sumDecimals(criteria.map(({ points }) => points)), failed: [...failed, bid.priceSealed] };
  if (criteria.some(({ kind }) => kind === 'price') && bid.pricePence === null && input.priceFormula !== 'fixedPrice') failed.push('It names no price for this lot.');
  return { bidId: bid.id, name: bid.name, criteria, total: sumDecimals(criteria.map(({ points }) => points)), failed };
}

function reachOf({ criteria, bids }: ScoringInput): Computed['reach'] {
  return new Map(weigh(criteria).filter(({ isLeaf, kind }) => isLeaf && kind === 'reach').map((leaf) => {
    const percents = reachPercents(reachRuleOf(leaf), bids.map(({ counts }) => counts?.get(leaf.id) ?? Decimal.zero));
    return [leaf.id, new Map(bids.map(({ id }, index) => [id, percents[index]!]))];
  }));
}

function reachSums({ criteria, bids }: ScoringInput, results: readonly BidResult[]): string[] {
  return weigh(criteria).filter(({ isLeaf, kind }) => isLeaf && kind === 'reach').flatMap((leaf) =>
    results.map(({ bidId, name, criteria: points }) => {
      const count = bids.find(({ id }) => id === bidId)?.counts?.get(leaf.id) ?? null;
      return reachWorking(name, count, reachRuleOf(leaf).unit, points.find(({ criterionId }) => criterionId === leaf.id)?.points ?? Decimal.zero, leaf.points);
    }));
}

/** The mean of a criterion's questions, weighted by their marks, in percent of the scale. One that was not scored counts as 0. */
function qualityPercent({ questions, scaleMaximum }: ScoringInput, criterionId: string, bid: ScoredBid): Decimal {
  const own = questions.filter((question) => question.criterionId === criterionId);
  const marked = own.some(({ marks }) => marks !== null);
  const marksOf = ({ marks }: MarkedQuestion): Decimal => (marked ? (marks ?? Decimal.zero) : Decimal.one);
  const all = sumDecimals(own.map(marksOf));
  if (all.isZero()) return Decimal.zero;
  const got = sumDecimals(own.map((question) => marksOf(question).multiply(bid.scores.get(question.id) ?? Decimal.zero)));
  return got.multiply(HUNDRED).divide(all.multiply(scaleMaximum));
}

function pricePercents({ bids, priceFormula, benchmarkPence }: ScoringInput): ReadonlyMap<string, Decimal> {
  if (priceFormula === null) return new Map();
  if (priceFormula === 'fixedPrice') return new Map(bids.map(({ id }) => [id, HUNDRED]));
  const priced = bids.filter((bid): bid is ScoredBid & { pricePence: bigint } => bid.pricePence !== null);
  const percents = priceScores(priceFormula, priced.map(({ pricePence }) => pricePence), benchmarkPence ?? undefined);
  return new Map(priced.map(({ id }, index) => [id, percents[index]!]));
}

const pounds = (pence: bigint): string => groupedPounds(poundsDecimal(pence));

/** The sums themselves, with the numbers put in, so that anyone can do them again. */
function priceWorking({ criteria, bids, priceFormula, benchmarkPence }: ScoringInput, percents: ReadonlyMap<string, Decimal>): string[] {
  const weight = sumDecimals(weigh(criteria).filter(({ isLeaf, kind }) => isLeaf && kind === 'price').map(({ points }) => points));
  if (priceFormula === null || weight.isZero()) return [];
  const prices = bids.flatMap(({ pricePence }) => (pricePence === null ? [] : [pricePence]));
  const lowest = prices.reduce((least, price) => (price < least ? price : least), prices[0] ?? 0n);
  const mean = prices.length === 0 ? '' : groupedPounds(Decimal.fromUnits(prices.reduce((sum, price) => sum + price, 0n), 2).divide(decimal(BigInt(prices.length))).toFixed(2));
  return bids.map(({ id, name, pricePence }) => {
    if (priceFormula === 'fixedPrice') return `${name}: the price is fixed, so every bid has ${weight} of ${weight} points.`;
    if (pricePence === null) return `${name}: no price, so 0 of ${weight} points.`;
    const points = `${weight.multiply(percents.get(id)!).divide(HUNDRED, POINTS_PLACES)} of ${weight} points`;
    const price = pounds(pricePence);
    if (pricePence === 0n) return `${name}: a price of nothing cannot be divided by, so it is taken as the lowest: ${points}.`;
    switch (priceFormula) {
      case 'lowestOverBid': return `${name}: ${weight} × ${pounds(lowest)} ÷ ${price} = ${points}.`;
      case 'standardDifferential': return `${name}: ${weight} × (1 − (${price} − ${pounds(lowest)}) ÷ ${pounds(lowest)}), not below 0 = ${points}.`;
      case 'meanDeviation': return `${name}: ${weight} × (0.5 − (${price} − ${mean}) ÷ ${mean}), between 0 and 1 = ${points}.`;
      case 'benchmark': return `${name}: ${weight} × ${pounds(benchmarkPence ?? 0n)} ÷ ${price}, not above 1 = ${points}.`;
    }
  });
}

function notesOf({ criteria, questions, bids, priceFormula }: ScoringInput): string[] {
  const leaves = weigh(criteria).filter(({ isLeaf }) => isLeaf);
  const unasked = leaves.filter(({ id, kind }) => kind !== 'price' && kind !== 'reach' && !bids.some(({ given }) => given?.has(id)) && !questions.some(({ criterionId }) => criterionId === id));
  return [
    ...unasked.map(({ name }) => `No question is marked under ${name}, so no bid has points for it.`),
    ...(leaves.some(({ kind }) => kind === 'price') && priceFormula === null ? ['No price formula was set, so no bid has points for price.'] : []),
    ...(priceFormula && priceFormula !== 'fixedPrice' && bids.some(({ pricePence }) => pricePence === 0n)
      ? [`A bid’s price is nothing. Dividing by nothing has no answer: under “${PRICE_FORMULA_NAMES[priceFormula]}” it has full points for price as the lowest, and any other price is infinitely above it. Check that the price is meant.`] : []),
  ];
}
