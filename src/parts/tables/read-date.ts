import { addDays, addMonths, calendarDate, calendarDateOrNull, type CalendarDate } from '#kernel/calendar-date';
import type { DateOrder } from './date-order.ts';

const EXCEL_DAY_ZERO = calendarDate('1899-12-30');
/** 1 January 1950 to 31 December 2149: outside it a bare number is not a date anybody meant. */
const [FIRST_SERIAL, LAST_SERIAL] = [18_264, 91_312];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FULL_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** The longest date with its time that anybody writes. To look for a time behind a long run of spaces would take minutes. */
const LONGEST = 80;

/**
 * A date as people write them: ISO, day or month first, two-digit years (below 70 is this century), month names, Excel's day numbers, with
 * or without a day of the week or a time. A month without a day means its first day, or its last where `edge` is `end`.
 * @param order how dates of three numbers are read @returns null for anything that is no date
 */
export function readDate(text: string, order: DateOrder = 'day-first', edge: 'start' | 'end' = 'start'): CalendarDate | null {
  const plain = text.trim();
  // By far the commonest, and already right.
  if (plain.length === 10 && plain.charCodeAt(4) === 45 && plain.charCodeAt(7) === 45) return calendarDateOrNull(plain);
  return plain.length > LONGEST ? null : readUncommon(withoutTime(plain), order, edge);
}

const withoutTime = (plain: string): string =>
  plain.replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i, '').replace(/[T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}([.:]\d+)?)?\s*(am|pm)?\s*(Z|GMT|BST|UTC|[+-]\d{2}:?\d{2})?$/i, '').replace(/(\d)(st|nd|rd|th)\b/gi, '$1').replaceAll('\u00a0', ' ').replaceAll(/[‐‑–—−]/g, '-').replaceAll('\\', '/').trim();

function readUncommon(plain: string, order: DateOrder, edge: 'start' | 'end'): CalendarDate | null {
  if (/^\d{5}(\.\d+)?$/.test(plain)) {
    const serial = Math.floor(Number(plain));
    return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? addDays(EXCEL_DAY_ZERO, serial) : null;
  }
  const yearFirst = /^(\d{4})[\s/.-]?(\d{2})[\s/.-]?(\d{2})$/.exec(plain) ?? /^(\d{4})[\s/.-](\d{1,2}|[a-z]{3,9})[\s/.-](\d{1,2})$/i.exec(plain);
  // 20072018 is a year first only when that makes a date; eight digits are otherwise day, month and year.
  const date = yearFirst && made(yearFirst[3]!, yearFirst[2]!, yearFirst[1]!);
  if (date) return date;
  const numbers = /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4}|\d{2})$/.exec(plain) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(plain);
  if (numbers) {
    const [, first, second, third] = numbers as unknown as [string, string, string, string];
    if (order === 'year-first' && third.length === 2) return made(third, second, first);
    return order === 'month-first' ? made(second, first, third) : made(first, second, third);
  }
  const dayNamed = /^(\d{1,2})[\s/.-]*([a-z]{3,9})\.?,?[\s/.'-]*(\d{4}|\d{2})$/i.exec(plain);
  if (dayNamed) return made(dayNamed[1]!, dayNamed[2]!, dayNamed[3]!);
  const monthNamed = /^([a-z]{3,9})\.?[\s-]*(\d{1,2}),?[\s-]+(\d{4})$/i.exec(plain);
  if (monthNamed) return made(monthNamed[2]!, monthNamed[1]!, monthNamed[3]!);
  return monthAlone(plain, edge);
}

function monthAlone(plain: string, edge: 'start' | 'end'): CalendarDate | null {
  const month = /^([a-z]{3,9}|\d{1,2})[\s/.'-]+(\d{4}|\d{2})$/i.exec(plain) ?? /^([a-z]{3,9})(\d{2}|\d{4})$/i.exec(plain);
  const yearThenMonth = /^(\d{4})[\s/.-]([a-z]{3,9}|\d{2})$/i.exec(plain);
  if (!month && !yearThenMonth) return null;
  const [name, year] = month ? [month[1]!, month[2]!] : [yearThenMonth![2]!, yearThenMonth![1]!];
  if (/^\d+$/.test(name) && year.length === 2) return null;
  const first = made('1', name, year);
  return first && edge === 'end' ? addDays(addMonths(first, 1), -1) : first;
}

function made(day: string, month: string, year: string): CalendarDate | null {
  const full = year.length === 2 ? `${Number(year) < 70 ? '20' : '19'}${year}` : year;
  const number = /^\d+$/.test(month) ? Number(month) : monthNumber(month.toLowerCase());
  if (number === 0 || number > 12) return null;
  return calendarDateOrNull(`${full}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function monthNumber(name: string): number {
  const index = FULL_MONTHS.findIndex((full) => full === name);
  if (index >= 0) return index + 1;
  return name === 'sept' ? 9 : name.length === 3 ? MONTHS.indexOf(name) + 1 : 0;
}

/** Reads dates, remembering the commonest: a file of a million payments has a few hundred dates. */
export function dateReader(order: DateOrder): (text: string) => CalendarDate | null {
  const known = new Map<string, CalendarDate | null>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const date = readDate(text, order);
    if (known.size >= 20_000) known.clear();
    known.set(text, date);
    return date;
  };
}
