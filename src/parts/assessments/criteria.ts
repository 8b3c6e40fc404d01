import { Decimal, decimal, sumDecimals } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import type { ReachRule } from './reach.ts';

export const CRITERION_KINDS = ['quality', 'price', 'social-value', 'reach', 'other'] as const;
export type CriterionKind = (typeof CRITERION_KINDS)[number];

/** What a criterion is judged from, and by whom. Price and reach are computed from what the bid says. */
export const JUDGED_BY = ['answers', 'service-users', 'interview', 'visit', 'past-performance'] as const;
export type JudgedBy = (typeof JUDGED_BY)[number];
export const JUDGED_BY_WORDS: Readonly<Record<JudgedBy, string>> = {
  answers: 'From the answers, by the panel',
  'service-users': 'By people who use the service: the mean of their scores',
  interview: 'At an interview, by the panel',
  visit: 'On a visit, by the panel with a checklist',
  'past-performance': 'From past performance, by the panel',
};

/** One thing that is judged. Its share is of its parent; what it is worth of the whole is always computed, so that the two cannot disagree. */
export interface Criterion {
  readonly id: Id<'criterion'>;
  readonly parentId: Id<'criterion'> | null;
  readonly name: string;
  readonly guidance: string;
  readonly kind: CriterionKind;
  /** Percent of its parent, or of the whole at the top. */
  readonly sharePercent: Decimal;
  /** The least score, in percent, that passes; null where there is none. */
  readonly passPercent: Decimal | null;
  readonly position: number;
  /** Left out: from the answers. */
  readonly judgedBy?: JudgedBy;
  /** Of the kind `reach` alone. Left out there: the share of the highest number offered. */
  readonly reach?: ReachRule | null;
}

/** How a countable offer is scored where nothing else was said. */
export const reachRuleOf = ({ name, reach }: Pick<Criterion, 'name' | 'reach'>): ReachRule => reach ?? { formula: 'shareOfHighest', cap: null, unit: name.toLowerCase() };

/** A criterion in its place, with what it is worth. */
export interface WeighedCriterion extends Criterion {
  readonly depth: number;
  /** Of 100. Exact. */
  readonly points: Decimal;
  /** Nothing is judged on a criterion that has others inside it: only on these. */
  readonly isLeaf: boolean;
  readonly parentName: string | null;
}

const HUNDRED = decimal(100n);

/** The tree read from the top, each criterion followed by those inside it, with points of the whole (DP-13). */
export function weigh(criteria: readonly Criterion[]): readonly WeighedCriterion[] {
  const inOrder = (parent: { readonly id: string; readonly name: string } | null, depth: number, whole: Decimal): WeighedCriterion[] =>
    criteria
      .filter(({ parentId }) => parentId === (parent?.id ?? null))
      .sort((one, other) => one.position - other.position)
      .flatMap((criterion) => {
        const points = partOf(whole, criterion.sharePercent);
        const within = inOrder(criterion, depth + 1, points);
        return [{ ...criterion, depth, points, isLeaf: within.length === 0, parentName: parent?.name ?? null }, ...within];
      });
  return inOrder(null, 0, HUNDRED);
}

/** What keeps a tree from being used: a level that does not total exactly 100, or nothing at all. One sentence each. */
export function criteriaProblems(criteria: readonly Criterion[]): readonly string[] {
  if (criteria.length === 0) return ['There are no criteria. Choose a preset or add your own.'];
  const parents = [null, ...criteria.filter(({ id }) => criteria.some(({ parentId }) => parentId === id))];
  return parents.flatMap((parent) => {
    const total = levelTotal(criteria, parent?.id ?? null);
    if (total.equals(HUNDRED)) return [];
    return [`${parent ? `The criteria inside “${parent.name}”` : 'The criteria at the top'} total ${total}%. They must total exactly 100%.`];
  });
}

/** The total of the shares of one level, in percent. */
export const levelTotal = (criteria: readonly Criterion[], parentId: string | null): Decimal =>
  sumDecimals(criteria.filter((criterion) => criterion.parentId === parentId).map(({ sharePercent }) => sharePercent));

/**
 * The points out of 100 that scores come to.
 * @param scores percent (0 to 100) for each leaf, by its id; one that is missing counts as 0
 */
export function totalPoints(criteria: readonly Criterion[], scores: ReadonlyMap<string, Decimal>): Decimal {
  return sumDecimals(weigh(criteria).filter(({ isLeaf }) => isLeaf).map(({ id, points }) => partOf(points, scores.get(id) ?? Decimal.zero)));
}

/** How a weight reads, both ways at once, so that "20% of the 60%" cannot be misread: "20% of Quality = 12 of 100 points". */
export function shareInWords({ sharePercent, parentName, points }: WeighedCriterion): string {
  return parentName === null ? `${points} of 100 points` : `${sharePercent}% of ${parentName} = ${points} of 100 points`;
}

/** "social value = 12 of 100 points": the sentence that an officer confirms. */
export const pointsInWords = ({ name, points }: WeighedCriterion): string => `${name.toLowerCase()} = ${points} of 100 points`;

/** Points of the whole by kind, such as how much of the award is social value (SV-04). */
export const pointsOfKind = (criteria: readonly Criterion[], kind: CriterionKind): Decimal =>
  sumDecimals(weigh(criteria).filter((criterion) => criterion.isLeaf && criterion.kind === kind).map(({ points }) => points));

/**
 * What decides, where quality does not: "60 of 100 points are not quality" (DP-14). Null while quality, with what stands inside it, has
 * at least as many points as everything else together.
 */
export function notQualityWarning(criteria: readonly Criterion[]): string | null {
  const top = weigh(criteria).filter(({ depth }) => depth === 0);
  const other = sumDecimals(top.filter(({ kind }) => kind !== 'quality').map(({ points }) => points));
  const quality = sumDecimals(top.filter(({ kind }) => kind === 'quality').map(({ points }) => points));
  return other.compare(quality) > 0 ? `${other} of 100 points are not quality` : null;
}

/**
 * The mean score of each kind, weighted by points, so that bids tried on one tree can be tried on a preset too.
 * A kind that is worth no points here has no mean.
 */
export function scoresByKind(criteria: readonly Criterion[], scores: ReadonlyMap<string, Decimal>): ReadonlyMap<CriterionKind, Decimal> {
  const leaves = weigh(criteria).filter(({ isLeaf }) => isLeaf);
  return new Map(CRITERION_KINDS.flatMap((kind): [CriterionKind, Decimal][] => {
    const own = leaves.filter((leaf) => leaf.kind === kind);
    const points = sumDecimals(own.map((leaf) => leaf.points));
    if (points.isZero()) return [];
    const scored = sumDecimals(own.map((leaf) => leaf.points.multiply(scores.get(leaf.id) ?? Decimal.zero)));
    return [[kind, scored.divide(points)]];
  }));
}

const partOf = (whole: Decimal, percent: Decimal): Decimal => whole.multiply(percent).multiply(decimal('0.01'));
