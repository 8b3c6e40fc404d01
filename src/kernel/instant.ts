import { formatDate, londonWall } from './calendar-date.ts';

/** A moment in time, the same everywhere: an SQL `timestamptz`. People see it in London time. */
export type Instant = Date;

/**
 * For people, in London time: "1 March 2026 at 9am", "at 5:30pm", "at midday".
 * GOV.UK style avoids 12am and 12pm. Midnight is named as the start of its day, because readers take "midnight on Friday" both ways;
 * set deadlines at 11:59pm or midday instead. Throws RangeError on an invalid date.
 */
export function formatInstant(instant: Instant): string {
  const { date, time } = londonWall(instant);
  return `${formatDate(date)} at ${formatTime(time)}`;
}

/** A deadline for people: one that is over when a day begins is the end of the day before, "at 11:59pm". */
export const formatDeadline = (deadline: Instant): string => formatInstant(londonWall(deadline).time === '00:00' ? new Date(deadline.getTime() - 60_000) : deadline);

/** The time alone: "9am", "5:30pm", "midday", "midnight (start of day)". */
export const formatTimeOfDay = (instant: Instant): string => formatTime(londonWall(instant).time);

/** For machines: "2026-03-01T12:00:00.000Z". */
export const toIso = (instant: Instant): string => instant.toISOString();

function formatTime(time: string): string {
  if (time === '00:00') return 'midnight (start of day)';
  if (time === '12:00') return 'midday';
  const hour = Number(time.slice(0, 2));
  const minute = time.slice(3);
  return `${hour % 12 === 0 ? 12 : hour % 12}${minute === '00' ? '' : `:${minute}`}${hour < 12 ? 'am' : 'pm'}`;
}
