import { Decimal, decimal } from '#kernel/decimal';

export const REACH_FORMULAS = ['shareOfHighest', 'shareOfCap'] as const;
export type ReachFormula = (typeof REACH_FORMULAS)[number];

/** A countable offer that is scored: what is counted, and how a number becomes points (DP-14). */
export interface ReachRule {
  readonly formula: ReachFormula;
  /** The number that has all the points, and above which there are no more; only of `shareOfCap`. */
  readonly cap: Decimal | null;
  /** What is counted, as it reads after a number: "young people a week". */
  readonly unit: string;
}

export const REACH_FORMULA_NAMES: Readonly<Record<ReachFormula, string>> = {
  shareOfHighest: 'Share of the highest number offered',
  shareOfCap: 'Share of a number stated in the tender',
};

/** The algebra as published, W being the points for it. */
export function reachAlgebra({ formula, cap, unit }: ReachRule): string {
  return formula === 'shareOfCap' && cap !== null ? `W × the number of ${unit} ÷ ${cap}, not above W` : `W × the number of ${unit} ÷ the highest number that any bid offers`;
}

const HUNDRED = decimal(100n);

/**
 * The score of each number offered, in percent of the criterion's points. The only rounding is one division a number, half up at 12 places.
 * @param counts none below zero
 * @throws RangeError when a number is below zero
 */
export function reachPercents({ formula, cap }: ReachRule, counts: readonly Decimal[]): readonly Decimal[] {
  if (counts.some((count) => count.isNegative())) throw new RangeError('A number offered is not below zero');
  const highest = counts.reduce((most, count) => (count.compare(most) > 0 ? count : most), Decimal.zero);
  const whole = formula === 'shareOfCap' && cap !== null ? cap : highest;
  return counts.map((count) => (whole.isZero() ? Decimal.zero : count.compare(whole) >= 0 ? HUNDRED : count.multiply(HUNDRED).divide(whole)));
}

/** The sum itself with its numbers put in, so that anyone can do it again. */
export const reachWorking = (name: string, count: Decimal | null, unit: string, points: Decimal, of: Decimal): string =>
  count === null ? `${name}: no number, so 0 of ${of} points.` : `${name}: ${count} ${unit} = ${points} of ${of} points.`;
