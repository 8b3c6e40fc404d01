declare const calendarBrand: unique symbol;

/** A day on the wall calendar, "2026-03-01", with no time and no zone: an SQL `date`. Compares correctly as text. */
export type CalendarDate = string & { readonly [calendarBrand]: 'CalendarDate' };

export type ParsedDate = { readonly ok: true; readonly date: CalendarDate } | { readonly ok: false; readonly why: string };
/** Monday is 1 and Sunday 7, as ISO 8601 counts. */
export type DayOfWeek = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A council's year, 1 April to 31 March; `label` reads "2026 to 2027". */
export interface FinancialYear {
  readonly startYear: number;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly label: string;
}

/** A quarter of the financial year, 1 being April to June; `label` reads "April to June 2026". */
export interface Quarter {
  readonly financialYear: FinancialYear;
  readonly quarter: 1 | 2 | 3 | 4;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly label: string;
}

const MILLISECONDS_A_DAY = 86_400_000;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const MONTH_NUMBER = /^(\d{1,2}|[A-Za-z]{3,9})$/;

/** Checks and brands "YYYY-MM-DD". Throws RangeError on anything else, 30 February included; use `parseCalendarDate` for input. */
export function calendarDate(text: string): CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match || !dayExists(Number(match[1]), Number(match[2]), Number(match[3]))) {
    throw new RangeError(`Not a calendar date: ${JSON.stringify(text.slice(0, 40))}`);
  }
  return text as CalendarDate;
}

/** As `calendarDate`; null for anything that is no date, such as what somebody typed in a form. */
export function calendarDateOrNull(text: string): CalendarDate | null {
  try {
    return calendarDate(text);
  } catch {
    return null;
  }
}

/** Reads the three boxes of a GOV.UK date question; a month may be a number or a name. Says in a sentence what is missing or impossible. */
export function parseCalendarDate(day: string, month: string, year: string): ParsedDate {
  const missing = [['day', day], ['month', month], ['year', year]].filter(([, text]) => !text?.trim()).map(([part]) => part);
  if (missing.length === 3) return { ok: false, why: 'Enter a date' };
  if (missing.length > 0) return { ok: false, why: `Date must include a ${missing.join(' and ')}` };
  if (!/^\d{4}$/.test(year.trim())) return { ok: false, why: 'Year must include 4 numbers' };
  const monthNumber = readMonth(month.trim());
  if (!/^\d{1,2}$/.test(day.trim()) || monthNumber === undefined || !dayExists(Number(year), monthNumber, Number(day))) {
    return { ok: false, why: 'Date must be a real date' };
  }
  return { ok: true, date: fromParts(Number(year), monthNumber, Number(day)) };
}

/** A date question as a form sends it, 'YYYY-MM-DD' with the month as a number or a name; null when it is no day. */
export function postedDay(text: string): CalendarDate | null {
  const [year = '', month = '', day = ''] = text.split('-');
  const parsed = parseCalendarDate(day, month, year);
  return parsed.ok ? parsed.date : null;
}

/** The date `days` later, or earlier when negative. */
export const addDays = (date: CalendarDate, days: number): CalendarDate => fromDayNumber(dayNumber(date) + days);

/** The same day of the month `months` later, or that month's last day when it is shorter: 31 January and one month is 28 or 29 February. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date);
  const monthsSinceZero = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(monthsSinceZero / 12);
  const targetMonth = monthsSinceZero - targetYear * 12 + 1;
  return fromParts(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** The same day `years` later; 29 February becomes 28 in a year without one. */
export const addYears = (date: CalendarDate, years: number): CalendarDate => addMonths(date, years * 12);

/** Whole days from one date to another: 1 from a day to the next, negative when `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => dayNumber(to) - dayNumber(from);

export const dayOfWeek = (date: CalendarDate): DayOfWeek =>
  // Day number 0 was Thursday 1 January 1970, hence the 3.
  ((((dayNumber(date) + 3) % 7) + 7) % 7 + 1) as DayOfWeek;

/** Less than 0 when `first` is the earlier. */
export const compareDates = (first: CalendarDate, second: CalendarDate): -1 | 0 | 1 => (first < second ? -1 : first > second ? 1 : 0);

/** For people: "1 March 2026". */
export function formatDate(date: CalendarDate): string {
  const { year, month, day } = partsOf(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** For people, in a table that has little room: "1 Mar 2026". GOV.UK's style allows truncated months there. Where a line breaks, the day stays with its month. */
export function formatDateInTable(date: CalendarDate): string {
  const { year, month, day } = partsOf(date);
  return `${day}\u00a0${MONTHS[month - 1]!.slice(0, 3)} ${year}`;
}

/** For Transparency Code files: "01/03/2026", always 10 characters. */
export const ukShort = (date: CalendarDate): string => date.split('-').reverse().join('/');

/** The financial year a date falls in. */
export function financialYearOf(date: CalendarDate): FinancialYear {
  const { year, month } = partsOf(date);
  return financialYear(month >= 4 ? year : year - 1);
}

/** The financial year that starts on 1 April of `startYear`. */
export const financialYear = (startYear: number): FinancialYear => ({
  startYear,
  start: fromParts(startYear, 4, 1),
  end: fromParts(startYear + 1, 3, 31),
  label: `${startYear} to ${startYear + 1}`,
});

/** The quarter a date falls in. Calendar and financial quarters have the same edges. */
export function quarterOf(date: CalendarDate): Quarter {
  const { year, month } = partsOf(date);
  const firstMonth = month - ((month - 1) % 3);
  const start = fromParts(year, firstMonth, 1);
  const end = fromParts(year, firstMonth + 2, daysInMonth(year, firstMonth + 2));
  const quarter = (firstMonth === 1 ? 4 : (firstMonth - 1) / 3) as Quarter['quarter'];
  return { financialYear: financialYearOf(date), quarter, start, end, label: `${MONTHS[firstMonth - 1]} to ${MONTHS[firstMonth + 1]} ${year}` };
}

/** The four quarters of the financial year that starts in `startYear`, in order. */
export const quartersOf = (startYear: number): readonly Quarter[] =>
  [0, 3, 6, 9].map((months) => quarterOf(addMonths(financialYear(startYear).start, months)));

const londonParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
});

/** What a clock and calendar in London show at an instant; `time` is "HH:MM" on a 24-hour clock. */
export function londonWall(instant: Date): { readonly date: CalendarDate; readonly time: string } {
  const shown = new Map(londonParts.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    date: calendarDate(`${shown.get('year')}-${shown.get('month')}-${shown.get('day')}`),
    time: `${shown.get('hour')}:${shown.get('minute')}`,
  };
}

/** The date in London at an instant: at 23:30 UTC in July it is already tomorrow. */
export const londonDate = (instant: Date): CalendarDate => londonWall(instant).date;

/**
 * The instant at which London clocks show `time` ("HH:MM", 24-hour) on `date`.
 * In the autumn hour that happens twice, the first; in the spring hour that does not happen, the same moment by winter time.
 * Throws RangeError on a time outside 00:00 to 23:59.
 */
export function londonInstant(date: CalendarDate, time: string): Date {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`Not a time of day: ${JSON.stringify(time.slice(0, 20))}`);
  const winter = new Date(`${date}T${time}:00.000Z`);
  const summer = new Date(winter.getTime() - 3_600_000);
  // Summer time tried first: it is the earlier of the two readings in the hour that repeats.
  const shown = londonWall(summer);
  return shown.date === date && shown.time === time ? summer : winter;
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysInMonth = (year: number, month: number): number => (month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
const dayExists = (year: number, month: number, day: number): boolean =>
  year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
const dayNumber = (date: CalendarDate): number => Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_A_DAY;
const fromDayNumber = (days: number): CalendarDate => calendarDate(new Date(days * MILLISECONDS_A_DAY).toISOString().slice(0, 10));
const fromParts = (year: number, month: number, day: number): CalendarDate =>
  calendarDate(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
const partsOf = (date: CalendarDate): { readonly year: number; readonly month: number; readonly day: number } =>
  ({ year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) });

function readMonth(text: string): number | undefined {
  if (!MONTH_NUMBER.test(text)) return undefined;
  if (/^\d/.test(text)) return Number(text);
  const index = MONTHS.findIndex((name) => name.toLowerCase() === text.toLowerCase() || name.slice(0, 3).toLowerCase() === text.toLowerCase());
  return index < 0 ? undefined : index + 1;
}
