import { addDays, calendarDate, dayOfWeek, type CalendarDate } from '#kernel/calendar-date';
import { cite, row } from './row.ts';
import type { Row } from './rule.ts';

export type Division = 'england-and-wales' | 'scotland' | 'northern-ireland';

/** One bank holiday in one division. The database may hold more, or withdraw these; every clock takes the list it is to use. */
export interface BankHoliday extends Row {
  readonly kind: 'bankHoliday';
  readonly date: CalendarDate;
  readonly division: Division;
  readonly title: string;
}

export const FIRST_HOLIDAY_YEAR = 2014;
export const LAST_HOLIDAY_YEAR = 2028;
/** The years whose dates were compared with gov.uk's own list; the others are worked out by the same rule. */
const COMPARED = { from: 2019, to: 2027 };
const EVERYWHERE: readonly Division[] = ['england-and-wales', 'scotland', 'northern-ireland'];

/** A holiday that no rule gives: proclaimed once, or moved. `replaces` is the ordinary date that is not a holiday that year. */
const PROCLAIMED: readonly { readonly date: string; readonly title: string; readonly replaces?: string }[] = [
  { date: '2020-05-08', title: 'Early May bank holiday (VE day)', replaces: '2020-05-04' },
  { date: '2022-06-02', title: 'Spring bank holiday', replaces: '2022-05-30' },
  { date: '2022-06-03', title: 'Platinum Jubilee bank holiday' },
  { date: '2022-09-19', title: 'Bank holiday for the State Funeral of Queen Elizabeth II' },
  { date: '2023-05-08', title: 'Bank holiday for the coronation of King Charles III' },
];

/** Dates of the enabled holidays of some divisions, as a set to look days up in. */
export const holidayDates = (holidays: readonly BankHoliday[], divisions: readonly Division[]): ReadonlySet<CalendarDate> =>
  new Set(holidays.filter(({ enabled, division }) => enabled && divisions.includes(division)).map(({ date }) => date));

/** Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): CalendarDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const correction = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - correction - ((year % 100) % 4)) % 7;
  const shift = Math.floor((golden + 11 * correction + 22 * weekday) / 451);
  const monthAndDay = correction + weekday - 7 * shift + 114;
  return on(year, Math.floor(monthAndDay / 31), (monthAndDay % 31) + 1);
}

/** Every bank holiday of the three divisions for the years given, as shipped. */
export function bankHolidays(firstYear: number = FIRST_HOLIDAY_YEAR, lastYear: number = LAST_HOLIDAY_YEAR): readonly BankHoliday[] {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
  return [
    ...years.flatMap((year) => EVERYWHERE.flatMap((division) => ofYear(year, division))),
    unverifiedScottishHoliday,
  ];
}

/** Announced for the World Cup but seen in neither stored copy of gov.uk's list. Shipped disabled: enable it once checked. */
const unverifiedScottishHoliday: BankHoliday = {
  kind: 'bankHoliday',
  ...row('holiday.scotland.2026-06-15', 'D', [cite('BG')], '15 June 2026 may be a one-off bank holiday in Scotland. This has not been verified.'),
  date: calendarDate('2026-06-15'),
  division: 'scotland',
  title: 'One-off bank holiday (unverified)',
};

function ofYear(year: number, division: Division): BankHoliday[] {
  const proclaimed = PROCLAIMED.filter(({ date }) => date.startsWith(`${year}-`));
  const moved = new Set(proclaimed.map(({ replaces }) => replaces));
  return [...ordinary(year, division).filter(([date]) => !moved.has(date)), ...proclaimed.map(({ date, title }) => [calendarDate(date), title] as const)]
    .map(([date, title]) => holiday(date, title, division, year))
    .sort((first, second) => (first.date < second.date ? -1 : 1));
}

/** The yearly rule of each division: 1971 Act Schedule 1 with the customary proclamations. */
function ordinary(year: number, division: Division): (readonly [CalendarDate, string])[] {
  const easter = easterSunday(year);
  const christmas = substituted([on(year, 12, 25), on(year, 12, 26)]);
  const shared = [
    [addDays(easter, -2), 'Good Friday'], [firstMonday(on(year, 5, 1)), 'Early May bank holiday'], [lastMonday(on(year, 5, 31)), 'Spring bank holiday'],
    [christmas[0], 'Christmas Day'], [christmas[1], 'Boxing Day'],
  ] as const;
  if (division === 'scotland') {
    const newYear = substituted([on(year, 1, 1), on(year, 1, 2)]);
    return [...shared, [newYear[0], 'New Year’s Day'], [newYear[1], '2nd January'], [firstMonday(on(year, 8, 1)), 'Summer bank holiday'],
      [substituted([on(year, 11, 30)])[0], 'St Andrew’s Day']] as [CalendarDate, string][];
  }
  const southern = [...shared, [substituted([on(year, 1, 1)])[0], 'New Year’s Day'], [addDays(easter, 1), 'Easter Monday'],
    [lastMonday(on(year, 8, 31)), 'Summer bank holiday']] as [CalendarDate, string][];
  if (division === 'england-and-wales') return southern;
  return [...southern, [substituted([on(year, 3, 17)])[0], 'St Patrick’s Day'],
    [substituted([on(year, 7, 12)])[0], 'Battle of the Boyne (Orangemen’s Day)']] as [CalendarDate, string][];
}

/** Weekend days move to the next weekday that is not already one of the group: 25 December on a Sunday moves past the 26th. */
function substituted(days: readonly CalendarDate[]): CalendarDate[] {
  const taken = new Set(days.filter((day) => dayOfWeek(day) < 6));
  return days.map((day) => {
    if (dayOfWeek(day) < 6) return day;
    let moved = day;
    while (dayOfWeek(moved) > 5 || taken.has(moved)) moved = addDays(moved, 1);
    taken.add(moved);
    return moved;
  });
}

function holiday(date: CalendarDate, title: string, division: Division, year: number): BankHoliday {
  const compared = year >= COMPARED.from && year <= COMPARED.to;
  const source = compared ? [cite('BFDA71'), cite('GOVUK-BH')] : [cite('BFDA71'), cite('DERIVED')];
  const where = { 'england-and-wales': 'England and Wales', scotland: 'Scotland', 'northern-ireland': 'Northern Ireland' }[division];
  return {
    kind: 'bankHoliday', ...row(`holiday.${division}.${date}`, compared ? 'B' : 'C', source, `${title} is a bank holiday in ${where}.`), date, division, title,
  };
}

const on = (year: number, month: number, day: number): CalendarDate => calendarDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
const firstMonday = (monthStart: CalendarDate): CalendarDate => addDays(monthStart, (8 - dayOfWeek(monthStart)) % 7);
const lastMonday = (monthEnd: CalendarDate): CalendarDate => addDays(monthEnd, -(dayOfWeek(monthEnd) - 1));
