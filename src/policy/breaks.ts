import { calendarDate, formatDate, parseCalendarDate, type CalendarDate } from '#kernel/calendar-date';

/** A time when people are away: the same days each year, or once. `--12-24` is a day of any year, as ISO 8601 wrote it. */
export interface BreakRule {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** A break as it falls in one year. */
export interface DatedBreak {
  readonly name: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const YEARLY = /^--(\d{2}-\d{2})$/;
const MOST = 40;

/** Reads "Christmas: 20 December to 4 January" and "Easter 2027: 26 March 2027 to 9 April 2027", one a line. @returns the first line that cannot be read, or all */
export function parseBreaks(text: string): { readonly ok: true; readonly breaks: readonly BreakRule[] } | { readonly ok: false; readonly line: number } {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').slice(0, MOST + 1);
  const read = lines.map(parseLine);
  const unread = lines.length > MOST ? MOST : read.findIndex((one) => one === null);
  return unread >= 0 ? { ok: false, line: unread + 1 } : { ok: true, breaks: read as BreakRule[] };
}

function parseLine(line: string): BreakRule | null {
  const match = /^([^:]{1,80}):\s*(\d{1,2}\s+[A-Za-z]+(?:\s+\d{4})?)\s+to\s+(\d{1,2}\s+[A-Za-z]+(?:\s+\d{4})?)$/.exec(line);
  if (!match) return null;
  const [from, to] = [parseDay(match[2]!), parseDay(match[3]!)];
  if (from === null || to === null || from.startsWith('--') !== to.startsWith('--') || (!from.startsWith('--') && to < from)) return null;
  return { name: match[1]!.trim(), from, to };
}

/** 29 February is no day of any year, so a yearly break cannot begin or end on it. */
function parseDay(text: string): string | null {
  const [day, month, year] = text.split(/\s+/);
  const parsed = parseCalendarDate(day!, month!, year ?? '2001');
  if (!parsed.ok) return null;
  return year ? parsed.date : `--${parsed.date.slice(5)}`;
}

const dayWords = (day: string): string => (YEARLY.test(day) ? formatDate(calendarDate(`2001${day.slice(1)}`)).replace(/ 2001$/, '') : formatDate(calendarDate(day)));

/** As it was typed: "Christmas: 20 December to 4 January". */
export const breakWords = ({ name, from, to }: BreakRule): string => `${name}: ${dayWords(from)} to ${dayWords(to)}`;

/** The breaks that touch any day from one date to another, as they fall, in order. */
export function breaksBetween(rules: readonly BreakRule[], from: CalendarDate, to: CalendarDate): readonly DatedBreak[] {
  const firstYear = Number(from.slice(0, 4)) - 1;
  const years = Array.from({ length: Number(to.slice(0, 4)) - firstYear + 1 }, (_unused, index) => firstYear + index);
  const dated = rules.flatMap((rule): DatedBreak[] => (YEARLY.test(rule.from) ? years.map((year) => inYear(rule, year)) : [{ name: rule.name, from: calendarDate(rule.from), to: calendarDate(rule.to) }]));
  return dated.filter((one) => one.from <= to && one.to >= from).sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** A break that ends in an earlier month than it begins runs over New Year. */
const inYear = ({ name, from, to }: BreakRule, year: number): DatedBreak =>
  ({ name, from: calendarDate(`${year}${from.slice(1)}`), to: calendarDate(`${to < from ? year + 1 : year}${to.slice(1)}`) });
