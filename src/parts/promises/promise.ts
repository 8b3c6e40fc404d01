import { addDays, londonDate, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import { calendarDay1IsNextDay, calendarInclusive, clearDays, monthsAndFinancialYears, shippedLaw, workingDaysAnyUkHoliday, type Law } from '#law';

/** The clocks a promise may be counted by: those of the law report that need only a count. */
export const PROMISE_CLOCKS = ['calendarInclusive', 'calendarDay1IsNextDay', 'workingDaysAnyUkHoliday', 'clearDays', 'months'] as const;
export type PromiseClock = (typeof PROMISE_CLOCKS)[number];

/**
 * When a promise must be kept: the end of its last day in London.
 * @param count days or working days, or months, as the clock says
 * @throws RangeError on a count that the clock cannot have
 */
export function dueAt(startsAt: Date, clock: PromiseClock, count: number, law: Law = shippedLaw): Date {
  const start = londonDate(startsAt);
  return endOfDay(lastDay(start, clock, count, law));
}

function lastDay(start: CalendarDate, clock: PromiseClock, count: number, law: Law): CalendarDate {
  switch (clock) {
    case 'calendarInclusive': return calendarInclusive(start, count);
    case 'calendarDay1IsNextDay': return calendarDay1IsNextDay(start, count);
    case 'workingDaysAnyUkHoliday': return workingDaysAnyUkHoliday(start, count, law.holidays);
    // What must stand so many clear days before something is owed by the day before that something may happen.
    case 'clearDays': return addDays(clearDays(start, count), -1);
    case 'months': return monthsAndFinancialYears(start, { months: count });
  }
}

const endOfDay = (day: CalendarDate): Date => londonInstant(addDays(day, 1), '00:00');

/** How a promise stands: read from its times, never written. */
export type PromiseStanding = 'open' | 'paused' | 'kept' | 'kept-late' | 'broken' | 'withdrawn';

export interface PromiseTimes {
  readonly dueAt: Date;
  readonly pausedAt: Date | null;
  readonly keptAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** At the due instant itself the promise is broken. */
export function standingOf({ dueAt: due, pausedAt, keptAt, withdrawnAt }: PromiseTimes, now: Date): PromiseStanding {
  if (withdrawnAt) return 'withdrawn';
  if (keptAt) return keptAt < due ? 'kept' : 'kept-late';
  if (pausedAt) return pausedAt < due ? 'paused' : 'broken';
  return now < due ? 'open' : 'broken';
}
