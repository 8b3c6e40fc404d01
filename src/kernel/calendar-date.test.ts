import { describe, expect, test } from 'vitest';
import {
  addDays, addMonths, addYears, calendarDate, compareDates, dayOfWeek, daysBetween, financialYearOf, formatDate, formatDateInTable, londonDate, londonInstant,
  parseCalendarDate, quarterOf, quartersOf, ukShort,
} from './calendar-date.ts';
import { formatDeadline, formatInstant, formatTimeOfDay, toIso } from './instant.ts';

const day = calendarDate;

describe('calendarDate', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-01-01', '2026-1-1', '', '2026-01-01T00:00', '0000-01-01'])('refuses %j', (text) =>
    expect(() => day(text)).toThrow(RangeError));
  test('knows leap years', () => expect(day('2024-02-29')).toBe('2024-02-29'));
});

describe('parseCalendarDate', () => {
  test.each([['1', '3', '2026'], ['01', '03', '2026'], ['1', 'March', '2026'], [' 1 ', 'mar', '2026']])('reads %s %s %s', (d, m, y) =>
    expect(parseCalendarDate(d, m, y)).toEqual({ ok: true, date: '2026-03-01' }));
  test.each([
    ['', '', '', 'Enter a date'], ['', '3', '2026', 'Date must include a day'], ['1', '', '', 'Date must include a month and year'],
    ['1', '3', '26', 'Year must include 4 numbers'], ['31', '2', '2026', 'Date must be a real date'], ['x', '2', '2026', 'Date must be a real date'],
    ['1', 'Marchtober', '2026', 'Date must be a real date'],
  ])('refuses %j %j %j', (d, m, y, why) => expect(parseCalendarDate(d, m, y)).toEqual({ ok: false, why }));
});

describe('arithmetic', () => {
  test('days', () => {
    expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(day('2024-03-01'), -1)).toBe('2024-02-29');
    expect(daysBetween(day('2026-03-28'), day('2026-03-30'))).toBe(2);
    expect(daysBetween(day('2026-03-30'), day('2026-03-28'))).toBe(-2);
  });
  test('months clamp to the end of a short month', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(day('2026-11-30'), 3)).toBe('2027-02-28');
    expect(addMonths(day('2026-03-15'), -3)).toBe('2025-12-15');
    expect(addYears(day('2024-02-29'), 1)).toBe('2025-02-28');
  });
  test('weekdays', () => {
    expect(dayOfWeek(day('2026-03-02'))).toBe(1);
    expect(dayOfWeek(day('2026-03-01'))).toBe(7);
    expect(dayOfWeek(day('1950-01-01'))).toBe(7);
  });
  test('compare', () => expect([compareDates(day('2026-01-01'), day('2026-01-02')), compareDates(day('2026-01-01'), day('2026-01-01'))]).toEqual([-1, 0]));
  test('forms', () => expect([formatDate(day('2026-09-01')), formatDateInTable(day('2026-09-01')), ukShort(day('2026-09-01'))]).toEqual(['1 September 2026', '1\u00a0Sep 2026', '01/09/2026']));
});

describe('financial years and quarters', () => {
  test('edges', () => {
    expect(financialYearOf(day('2026-03-31')).label).toBe('2025 to 2026');
    expect(financialYearOf(day('2026-04-01'))).toEqual({ startYear: 2026, start: '2026-04-01', end: '2027-03-31', label: '2026 to 2027' });
    expect(quarterOf(day('2027-02-10'))).toMatchObject({ quarter: 4, start: '2027-01-01', end: '2027-03-31', label: 'January to March 2027' });
    expect(quartersOf(2026).map(({ end }) => end)).toEqual(['2026-06-30', '2026-09-30', '2026-12-31', '2027-03-31']);
    expect(quartersOf(2026).map(({ quarter }) => quarter)).toEqual([1, 2, 3, 4]);
  });
});

describe('London time', () => {
  test('dates', () => {
    expect(londonDate(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02');
    expect(londonDate(new Date('2026-01-01T23:30:00Z'))).toBe('2026-01-01');
  });
  test.each([
    ['2026-03-01', '12:00', '2026-03-01T12:00:00.000Z'], ['2026-07-01', '12:00', '2026-07-01T11:00:00.000Z'], ['2026-07-01', '00:30', '2026-06-30T23:30:00.000Z'],
    ['2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'], ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'], ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'], ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'], ['2026-10-25', '00:00', '2026-10-24T23:00:00.000Z'],
  ])('%s %s', (date, time, iso) => expect(toIso(londonInstant(day(date), time))).toBe(iso));
  test.each(['24:00', '9:00', '12:60', 'noon'])('refuses %s', (time) => expect(() => londonInstant(day('2026-01-01'), time)).toThrow(RangeError));
  test.each([
    ['2026-03-01T12:00:00Z', '1 March 2026 at midday'], ['2026-07-01T12:00:00Z', '1 July 2026 at 1pm'], ['2026-03-01T17:30:00Z', '1 March 2026 at 5:30pm'],
    ['2026-03-01T00:00:00Z', '1 March 2026 at midnight (start of day)'], ['2026-03-01T00:05:00Z', '1 March 2026 at 12:05am'], ['2026-06-30T23:00:00Z', '1 July 2026 at midnight (start of day)'],
  ])('%s is "%s"', (iso, text) => expect(formatInstant(new Date(iso))).toBe(text));
  test.each([
    ['2026-03-02T00:00:00Z', '1 March 2026 at 11:59pm'], ['2026-06-30T23:00:00Z', '30 June 2026 at 11:59pm'], ['2026-03-01T12:00:00Z', '1 March 2026 at midday'],
  ])('the deadline %s is "%s"', (iso, text) => expect(formatDeadline(new Date(iso))).toBe(text));
  test('time alone', () => expect(formatTimeOfDay(new Date('2026-03-01T09:00:00Z'))).toBe('9am'));
});
