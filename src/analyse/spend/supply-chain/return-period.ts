import { addDays, addMonths, type CalendarDate } from '#kernel/calendar-date';
import type { Moves } from '#kernel/machine';

/** A contract's duty to return what was paid down the supply chain. */
export interface ReturnDuty {
  readonly everyMonths: number;
  readonly firstOn: CalendarDate;
  /** A return is due so many days after the last day of its period. */
  readonly dueDays: number;
}

export type ReturnState = 'draft' | 'sent' | 'queried' | 'accepted';
export const RETURN_MOVES = {
  prepare: { from: ['draft', 'queried'], to: 'draft', otherwise: 'This return has been sent, so it cannot be changed. The authority can ask again if something is wrong.' },
  send: { from: ['draft'], to: 'sent', otherwise: 'This return has been sent already.' },
  accept: { from: ['sent'], to: 'accepted', otherwise: 'This return is not waiting to be checked.' },
  query: { from: ['sent', 'accepted'], to: 'queried', reasonNeeded: true, otherwise: 'This return has not been sent, or was queried already.' },
} as const satisfies Moves<ReturnState>;

export interface ReturnPeriod {
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
  readonly dueOn: CalendarDate;
}

/** No contract runs longer than a century of months. */
const MOST_PERIODS = 1200;

/** The periods that are over, the first first. The last one ends with the contract. @param endsOn the contract's last day, where it has one */
export function periodsOver({ everyMonths, firstOn, dueDays }: ReturnDuty, endsOn: CalendarDate | null, today: CalendarDate): ReturnPeriod[] {
  const periods: ReturnPeriod[] = [];
  for (let number = 0; number < MOST_PERIODS; number += 1) {
    const fromOn = addMonths(firstOn, number * everyMonths);
    const whole = addDays(addMonths(firstOn, (number + 1) * everyMonths), -1);
    const toOn = endsOn !== null && endsOn < whole ? endsOn : whole;
    if (toOn >= today || toOn < fromOn) break;
    periods.push({ fromOn, toOn, dueOn: addDays(toOn, dueDays) });
  }
  return periods;
}

/** How one owed return stands. What was sent late stays late, whatever became of it. */
export type ReturnStanding = 'in-time' | 'sent-late' | 'late' | 'open';
export const STANDINGS: Readonly<Record<ReturnStanding, string>> = { 'in-time': 'Sent in time', 'sent-late': 'Sent late', late: 'Late: not sent', open: 'Not due yet' };

/** @param sentOn the day on which it was first sent */
export const standingOf = (dueOn: CalendarDate, sentOn: CalendarDate | null, today: CalendarDate): ReturnStanding =>
  (sentOn === null ? (today > dueOn ? 'late' : 'open') : sentOn > dueOn ? 'sent-late' : 'in-time');
