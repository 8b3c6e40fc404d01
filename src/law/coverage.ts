import type { CalendarDate } from '#kernel/calendar-date';
import type { GrossPence } from '#kernel/money';
import { shippedLaw, type Law } from './law.ts';
import { packOf, regimeAt } from './regime.ts';
import type { AmountTest, ContractValue, MoneyTest, Regime, Row, Threshold, ThresholdCategory } from './rule.ts';

export interface ThresholdQuestion {
  /** The day the procurement commenced: thresholds are pinned to it. */
  readonly on: CalendarDate;
  /** The regime it is pinned to; by its date when left out. */
  readonly regime?: Regime;
  readonly category: ThresholdCategory;
}

export type Coverage =
  | { readonly covered: boolean; readonly rule: Row }
  | { readonly covered: 'unknown'; readonly why: string };

/** True when the value on the test's own side of VAT reaches (>=) or passes (>) its amount. */
export function meets(test: Pick<AmountTest, 'op' | 'amountPence' | 'basis'>, value: ContractValue): boolean {
  const pence = test.basis === 'gross' ? value.gross : value.net;
  return test.op === '>=' ? pence >= test.amountPence : pence > test.amountPence;
}

/** True when a version of a rule is in force on a day; `to` is its last day. */
export const inForce = (rule: Pick<AmountTest, 'from' | 'to'>, on: CalendarDate): boolean =>
  (rule.from === null || on >= rule.from) && (rule.to === null || on <= rule.to);

/** The threshold for a category on the day a procurement commenced. Undefined where the packs hold none, such as 2016 to February 2025. */
export function thresholdFor({ on, regime = regimeAt(on), category }: ThresholdQuestion, law: Law = shippedLaw): Threshold | undefined {
  const rows: readonly Threshold[] = law.packs[packOf(regime)].rules.thresholds;
  return rows.find((rule) => rule.enabled && rule.regime === regime && rule.category === category && inForce(rule, on));
}

/**
 * Whether the full rules catch a contract, and the rule that says so. Pass 'noEstimatePossible' when its value cannot be estimated.
 * 'unknown' where the packs have no amount for that day and category: the law is not guessed.
 */
export function isCovered(question: ThresholdQuestion & { readonly value: ContractValue | 'noEstimatePossible' }, law: Law = shippedLaw): Coverage {
  const regime = question.regime ?? regimeAt(question.on, law);
  if (regime === 'PCR2006' && question.category === 'lightTouch') {
    return { covered: false, rule: law.packs['kent-2014'].rules.regime2006.partBServices };
  }
  const rule = thresholdFor({ ...question, regime }, law);
  if (!rule) return { covered: 'unknown', why: `No ${question.category} threshold for ${question.on} is held under ${regime}.` };
  if (question.value === 'noEstimatePossible') return withoutEstimate(regime, law);
  return { covered: meets(rule, question.value), rule };
}

/** Whether a below-threshold contract of a council is notifiable: £30,000 or more including VAT (PA 2023 s.87(4)). */
export function notifiableBelowThreshold(gross: GrossPence, law: Law = shippedLaw): { readonly notifiable: boolean; readonly rule: MoneyTest } {
  const rule = law.packs['uk-2026'].rules.moneyTests.notifiableBelowThreshold;
  return { notifiable: reaches(rule, gross), rule };
}

/** What decides whether a contract must have key performance indicators besides its value. */
export interface KpiFlags {
  readonly framework?: boolean;
  readonly concession?: boolean;
  readonly lightTouch?: boolean;
  readonly privateUtility?: boolean;
  /** The authority considers that indicators could not appropriately assess performance; it says why in UK7. */
  readonly notAssessable?: boolean;
}

export type KpiDuty =
  | { readonly required: true; readonly minimumCount: number; readonly publishCount: number; readonly assessEveryMonths: number; readonly rule: Row }
  | { readonly required: false; readonly explainInUk7: boolean; readonly rule: Row };

/** The duty to set key performance indicators: contracts over £5 million including VAT, with exceptions (PA 2023 ss.52, 71). */
export function kpiDuty(gross: GrossPence, flags: KpiFlags = {}, law: Law = shippedLaw): KpiDuty {
  const { moneyTests, kpis } = law.packs['uk-2026'].rules;
  if (!reaches(moneyTests.kpi, gross)) return { required: false, explainInUk7: false, rule: moneyTests.kpi };
  if (flags.framework || flags.concession || flags.lightTouch || flags.privateUtility) return { required: false, explainInUk7: false, rule: kpis.notFor };
  if (flags.notAssessable) return { required: false, explainInUk7: true, rule: kpis.exceptIf };
  return {
    required: true, minimumCount: kpis.minimumCount.value, publishCount: kpis.publishMostMaterial.value,
    assessEveryMonths: kpis.assessEveryMonths.value, rule: moneyTests.kpi,
  };
}

/** A money test asked with a gross amount alone. */
export const reaches = (test: Pick<AmountTest, 'op' | 'amountPence'>, pence: bigint): boolean =>
  test.op === '>=' ? pence >= test.amountPence : pence > test.amountPence;

/** PA 2023 Sch 3 para 5 treats what cannot be estimated as above the threshold; the older papers say nothing. */
function withoutEstimate(regime: Regime, law: Law): Coverage {
  const rule = law.packs['uk-2026'].rules.valuation.find(({ id }) => id === 'valuation.noEstimate');
  return regime === 'PA2023' && rule ? { covered: true, rule } : { covered: 'unknown', why: `Under ${regime} a value must be estimated.` };
}
