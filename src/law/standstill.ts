import { addDays, type CalendarDate } from '#kernel/calendar-date';
import { calendarDay1IsNextDay, calendarInclusive, workingDaysAnyUkHoliday, workingDaysEnglandFromNextDay } from './clocks.ts';
import type { BankHoliday } from './holidays.ts';
import { shippedLaw, type Law } from './law.ts';
import { packOf } from './regime.ts';
import type { Circumstance, Hold, Regime, Row } from './rule.ts';
import { conditionsHold } from './tendering.ts';

export interface StandstillQuestion {
  readonly regime: Regime;
  /** The day the contract award notice (or the notice of the decision) is published. */
  readonly awardNoticeDate: CalendarDate;
  readonly circumstances?: readonly Circumstance[];
}

interface Span {
  readonly lastDay: CalendarDate;
  /** The first day on which the contract may be entered into. */
  readonly earliestEntry: CalendarDate;
}

export type Standstill =
  | ({ readonly mandatory: true; readonly rule: Hold } & Span)
  /** None is owed; one chosen freely runs at least as long as `voluntary`. */
  | { readonly mandatory: false; readonly rule: Row; readonly because: Circumstance; readonly voluntary: Span }
  /** The papers give no checked number: nothing may be computed until an authority confirms the row. */
  | { readonly mandatory: 'unverified'; readonly rule: Hold }
  /** Health services: representations were made, so it lasts until they are dealt with and at least 5 working days more. */
  | { readonly mandatory: 'untilAnswered'; readonly rule: Row };

/** When a contract may first be entered into. Pass a law whose holidays are the database's. */
export function standstillFor({ regime, awardNoticeDate, circumstances = [] }: StandstillQuestion, law: Law = shippedLaw): Standstill {
  const { rules } = law.packs['uk-2026'];
  if (regime === 'PSR' && circumstances.includes('healthServiceRepresentations')) return { mandatory: 'untilAnswered', rule: rules.healthServices.standstill };
  const holds: readonly Hold[] = law.packs[packOf(regime)].rules.holds;
  const hold = holds.find((rule) => rule.regime === regime && conditionsHold(rule.when, circumstances));
  if (!hold) throw new Error(`No standstill rule is held for ${regime}`);
  if (!hold.enabled) return { mandatory: 'unverified', rule: hold };
  const span = spanOf(hold, awardNoticeDate, law.holidays);
  const because = hold.unless.find((circumstance) => circumstances.includes(circumstance));
  if (because) return { mandatory: false, rule: rules.standstill.notMandatoryFor, because, voluntary: voluntarySpan(awardNoticeDate, law) };
  return { mandatory: true, rule: hold, ...span };
}

/** The shortest voluntary standstill from a day, for call-offs, light touch awards and contract changes (PA 2023 ss.51, 76). */
export function voluntarySpan(from: CalendarDate, law: Law = shippedLaw): Span {
  const { workingDays } = law.packs['uk-2026'].rules.standstill.voluntaryMinimum.value;
  return after(workingDaysAnyUkHoliday(from, workingDays, law.holidays));
}

function spanOf(hold: Hold, start: CalendarDate, holidays: readonly BankHoliday[]): Span {
  switch (hold.clock) {
    case 'workingDaysAnyUkHoliday': return after(workingDaysAnyUkHoliday(start, hold.days, holidays));
    case 'workingDaysEnglandFromNextDay': return after(workingDaysEnglandFromNextDay(start, hold.days, holidays).lastDay);
    case 'calendarDay1IsNextDay': return after(calendarDay1IsNextDay(start, hold.days));
    case 'calendarInclusive': return after(calendarInclusive(start, hold.days));
    default: throw new Error(`A standstill is not counted by ${hold.clock}`);
  }
}

const after = (lastDay: CalendarDate): Span => ({ lastDay, earliestEntry: addDays(lastDay, 1) });
