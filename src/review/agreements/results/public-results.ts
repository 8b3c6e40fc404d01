import type { CalendarDate } from '#kernel/calendar-date';
import { againstTarget, foundNumber, isSmallResult, MEASURE_KINDS, smallResultWords, type Measure, type Observation } from '#parts/measures';
import type { MeasureView } from '../agreement-view.store.ts';

/** A result as it is shown to somebody: hidden where it is too small a number for them. */
export type ShownResult = Observation & { readonly isHidden?: boolean };

/**
 * Results as everyone may see them. What shows a number, and whether it meets its target, would tell the number, so both go with it.
 * @param fewest the authority's `results.fewestShown`; null hides nothing
 */
export const withoutSmallResults = (results: readonly Observation[], unit: string | null, fewest: number | null): ShownResult[] =>
  results.map((one) => (isSmallResult(one, unit, fewest) ? { ...one, value: null, numerator: null, denominator: null, meetsTarget: null, evidence: null, words: smallResultWords(fewest), isHidden: true } : one));

/** The same of the newest result of each measure, for the contract's page. */
export function measuresWithoutSmallResults(measures: readonly MeasureView[], fewest: number | null): readonly MeasureView[] {
  return measures.map((measure) => {
    const { latest } = measure;
    if (latest === null || !isSmallResult(foundNumber(latest), measure.unit, fewest)) return measure;
    return { ...measure, latest: { ...latest, value: null, numerator: null, denominator: null, meetsTarget: null, words: smallResultWords(fewest) } };
  });
}

interface PublicResult {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly value: number | null;
  readonly words: string | null;
  readonly againstTarget: string | null;
  readonly evidence: string | null;
  readonly checkedOn: CalendarDate | null;
  /** Why the result is not given; only then. */
  readonly withheld?: string;
}

/** A measure with its confirmed results, as the contract's JSON gives it: what its public page says, and no more. Shares are percentages to two places. */
export function measureAsJson(measure: Measure, results: readonly Observation[], fewest: number | null): Readonly<Record<string, unknown>> & { readonly results: readonly PublicResult[] } {
  const number = (amount: Measure['target']) => (amount === null ? null : Number(amount.toString()));
  return {
    id: measure.id, name: measure.name, kind: MEASURE_KINDS[measure.kind].title, unit: measure.unit, socialValue: measure.socialValue, target: number(measure.target), targetWords: measure.targetWords, targetBy: measure.targetOn,
    baseline: number(measure.baseline), method: measure.method, collectedBy: measure.collectedBy,
    results: withoutSmallResults(results, measure.unit, fewest).map((one) => ({
      from: one.from, to: one.to, value: one.value === null ? null : number(one.value.round(2)), words: one.isHidden ? null : one.words, againstTarget: againstTarget(measure, one), evidence: one.evidence, checkedOn: one.observedOn,
      ...(one.isHidden ? { withheld: one.words ?? '' } : {}),
    })),
  };
}
