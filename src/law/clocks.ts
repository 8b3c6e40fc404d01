import {
  addDays, addMonths, addYears, dayOfWeek, financialYear, financialYearOf, type CalendarDate, type FinancialYear,
} from '#kernel/calendar-date';
import { holidayDates, type BankHoliday } from './holidays.ts';

/**
 * Clock 1. Calendar days "beginning with" an event: the start is day 1, so 30 days beginning with 1 May end on 30 May.
 * Holidays do not matter. Authority: PA 2023 ss.53, 68, 69, 71, 80, 88, 93 ("beginning with the day on which"). Throws RangeError below 1 day.
 */
export function calendarInclusive(start: CalendarDate, days: number): CalendarDate {
  requireCount(days, 1);
  return addDays(start, days - 1);
}

/**
 * Clock 2. Tendering and participation periods: day 1 is the day after the invitation. Returns the first day on which the period may
 * end, so a 25-day period after a notice of 1 June may end on 26 June. Zero days end on the start. Authority: PA 2023 s.54(2).
 */
export function calendarDay1IsNextDay(start: CalendarDate, days: number): CalendarDate {
  requireCount(days, 0);
  return addDays(start, days);
}

/**
 * Clock 3. Working days "beginning with" an event under the Procurement Act: the start is day 1 if it is itself a working day.
 * Not a working day: Saturday, Sunday, or a bank holiday in ANY part of the United Kingdom. Returns the last of `count` days.
 * Authority: PA 2023 s.51 (standstill) with s.123(1) (working day).
 */
export function workingDaysAnyUkHoliday(start: CalendarDate, count: number, holidays: readonly BankHoliday[]): CalendarDate {
  requireCount(count, 1);
  return nthWorkingDayFrom(start, count, holidayDates(holidays, ['england-and-wales', 'scotland', 'northern-ireland']));
}

/**
 * Clock 4. The Provider Selection Regime's standstill: begins the day after the notice and ends at midnight at the end of the nth working
 * day after the day it began. Not a working day: weekends, Christmas Day, Good Friday, the first Monday in May, bank holidays in England.
 * Authority: SI 2023/1348 reg 12. Moving the May holiday, as in 2020, leaves the first Monday out of the count too.
 */
export function workingDaysEnglandFromNextDay(
  notice: CalendarDate, count: number, holidays: readonly BankHoliday[],
): { readonly starts: CalendarDate; readonly lastDay: CalendarDate } {
  requireCount(count, 1);
  const starts = addDays(notice, 1);
  const closed = holidayDates(holidays, ['england-and-wales']);
  return { starts, lastDay: nthWorkingDayFrom(addDays(starts, 1), count, closed, isFirstMondayInMay) };
}

/**
 * Clock 5. Clear days: neither the day of publication nor the day of the event counts. Returns the first day on which the event may
 * happen: 28 clear days after 2 March is 31 March. Counted as calendar days, as the Regulations are written; a body whose constitution
 * counts working days says so in its own policy. Authority: SI 2012/2089 regs 5 to 10.
 */
export function clearDays(published: CalendarDate, count: number): CalendarDate {
  requireCount(count, 0);
  return addDays(published, count + 1);
}

/** Lengths that are not counted in days. */
export type LongPeriod = { readonly months: number } | { readonly years: number } | { readonly financialYears: number };

/**
 * Clock 6. Months, years and financial years. Months and years run to the same day, or the month's last; `financialYears: 0` ends with the
 * financial year the start falls in, 1 with the next. Authority: PA 2023 ss.15, 49, 93, 98, 106; financial year, s.93 and PR 2024 reg 15.
 */
export function monthsAndFinancialYears(start: CalendarDate, period: LongPeriod): CalendarDate {
  if ('months' in period) return addMonths(start, period.months);
  if ('years' in period) return addYears(start, period.years);
  return financialYear(financialYearOf(start).startYear + period.financialYears).end;
}

/** The payment-compliance half-year a date falls in: 1 April to 30 September, or 1 October to 31 March (PR 2024 reg 38). */
export function paymentReportingPeriod(date: CalendarDate): { readonly start: CalendarDate; readonly end: CalendarDate; readonly year: FinancialYear } {
  const year = financialYearOf(date);
  const october = addMonths(year.start, 6);
  return date < october ? { start: year.start, end: addDays(october, -1), year } : { start: october, end: year.end, year };
}

/** True when the day is one of the Procurement Act's working days (s.123(1)). */
export const isWorkingDay = (date: CalendarDate, holidays: readonly BankHoliday[]): boolean =>
  dayOfWeek(date) < 6 && !holidayDates(holidays, ['england-and-wales', 'scotland', 'northern-ireland']).has(date);

const isFirstMondayInMay = (date: CalendarDate): boolean => date.slice(5, 7) === '05' && dayOfWeek(date) === 1 && Number(date.slice(8)) <= 7;

function nthWorkingDayFrom(
  first: CalendarDate, count: number, closed: ReadonlySet<CalendarDate>, alsoClosed: (date: CalendarDate) => boolean = () => false,
): CalendarDate {
  let day = first;
  let left = count;
  for (;;) {
    if (dayOfWeek(day) < 6 && !closed.has(day) && !alsoClosed(day)) left -= 1;
    if (left === 0) return day;
    day = addDays(day, 1);
  }
}

function requireCount(count: number, least: number): void {
  if (!Number.isInteger(count) || count < least) throw new RangeError(`A period is a whole number of days from ${least} up, not ${count}`);
}
