import { describe, expect, test } from 'vitest';
import { calendarDate, dayOfWeek } from '#kernel/calendar-date';
import {
  calendarDay1IsNextDay, calendarInclusive, clearDays, isWorkingDay, monthsAndFinancialYears, paymentReportingPeriod, workingDaysAnyUkHoliday,
  workingDaysEnglandFromNextDay,
} from './clocks.ts';
import { bankHolidays, easterSunday, holidayDates, type BankHoliday } from './holidays.ts';

const day = calendarDate;
const shipped = bankHolidays();
const withUnverified: readonly BankHoliday[] = shipped.map((holiday) => ({ ...holiday, enabled: true }));

/** Vectors of the law report, section 4.7. */
const PROCUREMENT_ACT_STANDSTILL = [
  ['2026-03-02', '2026-03-11', 'an ordinary week'],
  ['2026-03-12', '2026-03-24', '17 March is a Northern Ireland bank holiday'],
  ['2026-03-28', '2026-04-10', 'Saturday publication; Good Friday; Easter Monday'],
  ['2026-07-08', '2026-07-20', '13 July in Northern Ireland'],
  ['2026-11-24', '2026-12-04', '30 November in Scotland'],
  ['2026-12-17', '2026-12-30', 'Christmas and the substitute for Boxing Day'],
] as const;

describe('the six clocks', () => {
  test.each(PROCUREMENT_ACT_STANDSTILL)('8 working days from %s end on %s (%s)', (award, ends) => {
    expect(workingDaysAnyUkHoliday(day(award), 8, shipped)).toBe(ends);
    expect(workingDaysAnyUkHoliday(day(award), 8, withUnverified), 'with the unverified Scottish holiday too').toBe(ends);
  });
  test('holidays of every division are left out, and only in this clock', () => {
    const england = shipped.filter(({ division }) => division === 'england-and-wales');
    expect(workingDaysAnyUkHoliday(day('2026-03-12'), 8, england)).toBe('2026-03-23');
    expect(workingDaysAnyUkHoliday(day('2026-11-24'), 8, england)).toBe('2026-12-03');
  });
  test('the unverified Scottish holiday changes nothing until it is enabled', () => {
    expect(workingDaysAnyUkHoliday(day('2026-06-08'), 8, shipped)).toBe('2026-06-17');
    expect(workingDaysAnyUkHoliday(day('2026-06-08'), 8, withUnverified)).toBe('2026-06-18');
  });
  test('health services standstill', () => {
    expect(workingDaysEnglandFromNextDay(day('2026-03-02'), 8, shipped)).toEqual({ starts: '2026-03-03', lastDay: '2026-03-13' });
    // 17 March and 30 November are holidays elsewhere in the United Kingdom, not in England.
    expect(workingDaysEnglandFromNextDay(day('2026-03-12'), 8, shipped).lastDay).toBe('2026-03-25');
    // The first Monday in May is left out even in 2020, when the bank holiday moved to the Friday.
    expect(workingDaysEnglandFromNextDay(day('2020-04-30'), 2, shipped)).toEqual({ starts: '2020-05-01', lastDay: '2020-05-06' });
  });
  test('calendar days, inclusive', () => {
    const entered = day('2026-05-01');
    expect([30, 120, 90, 180].map((days) => calendarInclusive(entered, days))).toEqual(['2026-05-30', '2026-08-28', '2026-07-29', '2026-10-27']);
    expect(calendarInclusive(day('2026-04-01'), 56)).toBe('2026-05-26');
    expect(calendarInclusive(day('2026-03-31'), 30)).toBe('2026-04-29');
    expect(calendarInclusive(day('2026-09-30'), 30)).toBe('2026-10-29');
    expect(calendarInclusive(day('2026-06-30'), 30)).toBe('2026-07-29');
  });
  test('tendering days', () => {
    expect([0, 10, 25, 30, 35].map((days) => calendarDay1IsNextDay(day('2026-06-01'), days))).toEqual(['2026-06-01', '2026-06-11', '2026-06-26', '2026-07-01', '2026-07-06']);
  });
  test('clear days', () => expect(clearDays(day('2026-03-02'), 28)).toBe('2026-03-31'));
  test('months and financial years', () => {
    expect(monthsAndFinancialYears(day('2026-01-31'), { months: 1 })).toBe('2026-02-28');
    expect(monthsAndFinancialYears(day('2024-02-29'), { years: 3 })).toBe('2027-02-28');
    expect(monthsAndFinancialYears(day('2026-03-31'), { financialYears: 0 })).toBe('2026-03-31');
    expect(monthsAndFinancialYears(day('2026-04-01'), { financialYears: 2 })).toBe('2029-03-31');
  });
  test('payment reporting half-years', () => {
    expect(paymentReportingPeriod(day('2026-03-31'))).toMatchObject({ start: '2025-10-01', end: '2026-03-31' });
    expect(paymentReportingPeriod(day('2026-04-01'))).toMatchObject({ start: '2026-04-01', end: '2026-09-30' });
    expect(paymentReportingPeriod(day('2026-09-30'))).toMatchObject({ end: '2026-09-30' });
  });
  test('a period is a whole number of days', () => {
    expect(() => calendarInclusive(day('2026-01-01'), 0)).toThrow(RangeError);
    expect(() => workingDaysAnyUkHoliday(day('2026-01-01'), 1.5, shipped)).toThrow(RangeError);
    expect(() => calendarDay1IsNextDay(day('2026-01-01'), -1)).toThrow(RangeError);
  });
});

/** From gov.uk's list (two stored copies that agree). */
const GOV_UK: Readonly<Record<string, readonly string[]>> = {
  'england-and-wales 2020': ['2020-01-01', '2020-04-10', '2020-04-13', '2020-05-08', '2020-05-25', '2020-08-31', '2020-12-25', '2020-12-28'],
  'england-and-wales 2022': ['2022-01-03', '2022-04-15', '2022-04-18', '2022-05-02', '2022-06-02', '2022-06-03', '2022-08-29', '2022-09-19', '2022-12-26', '2022-12-27'],
  'england-and-wales 2023': ['2023-01-02', '2023-04-07', '2023-04-10', '2023-05-01', '2023-05-08', '2023-05-29', '2023-08-28', '2023-12-25', '2023-12-26'],
  'england-and-wales 2026': ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
  'england-and-wales 2027': ['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28'],
  'scotland 2021': ['2021-01-01', '2021-01-04', '2021-04-02', '2021-05-03', '2021-05-31', '2021-08-02', '2021-11-30', '2021-12-27', '2021-12-28'],
  'scotland 2022': ['2022-01-03', '2022-01-04', '2022-04-15', '2022-05-02', '2022-06-02', '2022-06-03', '2022-08-01', '2022-09-19', '2022-11-30', '2022-12-26', '2022-12-27'],
  'scotland 2025': ['2025-01-01', '2025-01-02', '2025-04-18', '2025-05-05', '2025-05-26', '2025-08-04', '2025-12-01', '2025-12-25', '2025-12-26'],
  'scotland 2026': ['2026-01-01', '2026-01-02', '2026-04-03', '2026-05-04', '2026-05-25', '2026-08-03', '2026-11-30', '2026-12-25', '2026-12-28'],
  'scotland 2027': ['2027-01-01', '2027-01-04', '2027-03-26', '2027-05-03', '2027-05-31', '2027-08-02', '2027-11-30', '2027-12-27', '2027-12-28'],
  'northern-ireland 2024': ['2024-01-01', '2024-03-18', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27', '2024-07-12', '2024-08-26', '2024-12-25', '2024-12-26'],
  'northern-ireland 2026': ['2026-01-01', '2026-03-17', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-07-13', '2026-08-31', '2026-12-25', '2026-12-28'],
};

describe('bank holidays', () => {
  test.each(Object.entries(GOV_UK))('%s', (name, dates) => {
    const [division, year] = [name.slice(0, -5), name.slice(-4)];
    expect(shipped.filter((holiday) => holiday.enabled && holiday.division === division && holiday.date.startsWith(year)).map(({ date }) => date)).toEqual(dates);
  });
  test.each([[2014, '2014-04-20'], [2019, '2019-04-21'], [2025, '2025-04-20'], [2026, '2026-04-05'], [2027, '2027-03-28'], [2028, '2028-04-16']])('Easter %i', (year, date) =>
    expect(easterSunday(year)).toBe(date));
  test('no enabled holiday falls at a weekend, and each is named once', () => {
    expect(shipped.filter(({ date }) => dayOfWeek(date) > 5)).toEqual([]);
    expect(new Set(shipped.map(({ id }) => id)).size).toBe(shipped.length);
  });
  test('every division has every year from 2014 to 2028', () => {
    for (const division of ['england-and-wales', 'scotland', 'northern-ireland'] as const) {
      const years = new Set([...holidayDates(shipped, [division])].map((date) => date.slice(0, 4)));
      expect(years.size).toBe(15);
    }
  });
  test('one-off holidays', () => {
    expect(isWorkingDay(day('2022-09-19'), shipped)).toBe(false);
    expect(isWorkingDay(day('2020-05-04'), shipped)).toBe(true);
    expect(isWorkingDay(day('2026-06-15'), shipped)).toBe(true);
    expect(isWorkingDay(day('2026-06-15'), withUnverified)).toBe(false);
  });
});
