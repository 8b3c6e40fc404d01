import { addDays, type CalendarDate } from '#kernel/calendar-date';
import type { GrossPence } from '#kernel/money';
import { calendarDay1IsNextDay, calendarInclusive, clearDays, monthsAndFinancialYears, workingDaysAnyUkHoliday } from './clocks.ts';
import { notifiableBelowThreshold, reaches } from './coverage.ts';
import { shippedLaw, type Law } from './law.ts';
import type { Deadline, NoticeCode, NoticeRule, Row, Sequence } from './rule.ts';

/** The rule for a notice. Every code from UK1 to UK17 has one. */
export function noticeRule(code: NoticeCode, law: Law = shippedLaw): NoticeRule {
  const rule = law.packs['uk-2026'].rules.notices.find((candidate) => candidate.code === code);
  if (!rule) throw new Error(`No rule for notice ${code}`);
  return rule;
}

/** The order of notices and decisions on one path. Undefined for a flow the pack does not have. */
export const sequenceFor = (flow: string, law: Law = shippedLaw): Sequence | undefined =>
  law.packs['uk-2026'].rules.sequences.find((candidate) => candidate.flow === flow);

/**
 * The last day of a deadline counted from its event; for clear days, the first day on which what was announced may happen.
 * Undefined when the row is not enabled, or is counted in a way no clock here knows (hours).
 */
export function deadlineDate(rule: Deadline, event: CalendarDate, law: Law = shippedLaw): CalendarDate | undefined {
  if (!rule.enabled || rule.unit === 'hours') return undefined;
  switch (rule.clock) {
    case 'calendarInclusive': return calendarInclusive(event, rule.count);
    case 'calendarDay1IsNextDay': return calendarDay1IsNextDay(event, rule.count);
    case 'clearDays': return clearDays(event, rule.count);
    case 'workingDaysAnyUkHoliday': return workingDaysAnyUkHoliday(event, rule.count, law.holidays);
    case 'monthsAndFinancialYears': return monthsAndFinancialYears(event, rule.unit === 'years' ? { years: rule.count } : { months: rule.count });
    default: return rule.unit === 'days' ? addDays(event, rule.count) : undefined;
  }
}

export type Owed =
  | { readonly owed: 'by'; readonly date: CalendarDate; readonly rule: Row }
  | { readonly owed: 'asSoonAsReasonablyPracticable'; readonly rule: Row }
  | { readonly owed: 'no'; readonly rule: Row };

export interface ContractDetailsQuestion {
  readonly contractEntered: CalendarDate;
  readonly estimatedGross: GrossPence;
  readonly lightTouch?: boolean;
  readonly userChoice?: boolean;
  readonly belowThreshold?: boolean;
}

/** When the contract details notice (UK7) and, over £5 million, a copy of the contract are owed (PA 2023 ss.53, 87). */
export function contractDetailsDue(question: ContractDetailsQuestion, law: Law = shippedLaw): { readonly notice: Owed; readonly contractCopy: Owed } {
  const { deadlines, moneyTests, noticeFacts } = law.packs['uk-2026'].rules;
  const { contractEntered, estimatedGross, lightTouch, userChoice, belowThreshold } = question;
  if (userChoice) {
    const rule = noticeRule('UK7', law);
    return { notice: { owed: 'no', rule }, contractCopy: { owed: 'no', rule } };
  }
  if (belowThreshold) {
    const { notifiable, rule } = notifiableBelowThreshold(estimatedGross, law);
    return {
      notice: notifiable ? { owed: 'asSoonAsReasonablyPracticable', rule: noticeFacts.belowThresholdDetails } : { owed: 'no', rule },
      contractCopy: { owed: 'no', rule: moneyTests.contractCopy },
    };
  }
  const by = (rule: Deadline): Owed => ({ owed: 'by', date: calendarInclusive(contractEntered, rule.count), rule });
  return {
    notice: by(lightTouch ? deadlines.contractDetailsLightTouch : deadlines.contractDetails),
    contractCopy: reaches(moneyTests.contractCopy, estimatedGross)
      ? by(lightTouch ? deadlines.contractCopyLightTouch : deadlines.contractCopy)
      : { owed: 'no', rule: moneyTests.contractCopy },
  };
}
