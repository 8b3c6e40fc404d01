import { addDays, compareDates, quarterOf, type CalendarDate, type Quarter } from '#kernel/calendar-date';

/** What an authority sees of the work a contractor passes on. */
export interface SubcontractCounts {
  readonly posted: number;
  readonly answered: number;
  /** Let to an organisation of the area that is small, medium-sized, voluntary or a social enterprise. */
  readonly letLocal: number;
  readonly let: number;
}

/**
 * The last whole quarter, when its contractor should have posted in it and did not.
 * @param from the day from which posting is required
 * @param posted the days of all its posts
 */
export function quarterWithoutPost(today: CalendarDate, from: CalendarDate, posted: readonly CalendarDate[]): Quarter | null {
  const quarter = quarterOf(addDays(quarterOf(today).start, -1));
  // One that was required only from its middle on is not held against anybody.
  if (compareDates(from, quarter.start) > 0) return null;
  return posted.some((day) => day >= quarter.start && day <= quarter.end) ? null : quarter;
}
