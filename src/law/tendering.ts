import { addDays, addMonths, type CalendarDate } from '#kernel/calendar-date';
import { calendarDay1IsNextDay } from './clocks.ts';
import { shippedLaw, type Law } from './law.ts';
import { packOf } from './regime.ts';
import type { Circumstance, Condition, MinimumPeriod, PeriodName, Regime, Row } from './rule.ts';

export interface PeriodQuestion {
  readonly regime?: Regime;
  /** The 2006 and 2015 Regulations set times by procedure; the Act does not. */
  readonly procedure?: 'open' | 'restricted';
  readonly period?: PeriodName;
  readonly circumstances: readonly Circumstance[];
}

export interface ConsideredRule {
  readonly rule: MinimumPeriod;
  readonly applies: boolean;
}

export type MinimumPeriodAnswer =
  | {
    readonly kind: 'period';
    readonly days: number;
    readonly considered: readonly ConsideredRule[];
    readonly chosen: MinimumPeriod;
    /** The first day on which the period may end, when its invitation or notice is of this day. */
    readonly earliestDeadline: (from: CalendarDate) => CalendarDate;
  }
  /** The law asks for a reasonable time and gives no number. */
  | { readonly kind: 'noNumber'; readonly considered: readonly ConsideredRule[]; readonly rule: Row }
  /** Only unverified rows apply: an authority must confirm them first. */
  | { readonly kind: 'unverified'; readonly considered: readonly ConsideredRule[] };

/** True when every condition holds; `not x` holds when x is absent. */
export const conditionsHold = (when: readonly Condition[], circumstances: readonly Circumstance[]): boolean =>
  when.every((condition) => condition.startsWith('not ')
    ? !circumstances.includes(condition.slice(4) as Circumstance)
    : circumstances.includes(condition as Circumstance));

/** The least time suppliers must have: the shortest minimum that applies (PA 2023 s.54(5)), with every row looked at. */
export function minimumTenderingPeriod(question: PeriodQuestion, law: Law = shippedLaw): MinimumPeriodAnswer {
  const { regime = 'PA2023', procedure = 'open', period = 'tendering', circumstances } = question;
  const rows: readonly MinimumPeriod[] = law.packs[packOf(regime)].rules.minimumPeriods;
  const considered = rows
    .filter((rule) => rule.regime === regime && rule.period === period && (rule.procedure === 'any' || rule.procedure === procedure))
    .map((rule) => ({ rule, applies: conditionsHold(rule.when, circumstances) }));
  if (regime === 'PA2023' && circumstances.includes('belowThreshold')) {
    return { kind: 'noNumber', considered: [], rule: law.packs['uk-2026'].rules.belowThreshold.tenderingTime };
  }
  const usable = considered.filter(({ rule, applies }) => applies && rule.enabled).map(({ rule }) => rule);
  const chosen = usable.reduce<MinimumPeriod | undefined>((shortest, rule) => (shortest && shortest.days <= rule.days ? shortest : rule), undefined);
  if (!chosen) return { kind: 'unverified', considered };
  return { kind: 'period', days: chosen.days, considered, chosen, earliestDeadline: (from) => calendarDay1IsNextDay(from, chosen.days) };
}

/** The days on which a tender notice may follow a planned procurement notice for that notice to shorten the tendering period (PA 2023 s.15). */
export function qualifyingPlannedNoticeWindow(published: CalendarDate, law: Law = shippedLaw): { readonly earliest: CalendarDate; readonly latest: CalendarDate } {
  const { minimumDays, maximumMonths } = law.packs['uk-2026'].rules.noticeFacts.qualifyingPlannedNotice.value;
  return { earliest: addDays(published, minimumDays), latest: addMonths(published, maximumMonths) };
}
