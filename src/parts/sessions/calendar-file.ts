import ical, { ICalEventStatus } from 'ical-generator';
import type { CalendarDate } from '#kernel/calendar-date';

/** Something for a person's own calendar: at an instant, or on a whole day. */
export interface CalendarEvent {
  /** The same for the same thing in every file, so that a calendar changes its entry and never doubles it. */
  readonly id: string;
  readonly title: string;
  readonly when: { readonly startsAt: Date; readonly endsAt: Date } | { readonly on: CalendarDate };
  readonly place?: string;
  readonly words?: string;
  readonly address: string;
  readonly cancelled?: boolean;
  /** Rises when the thing moves, so that a calendar takes the new date and not the old. */
  readonly sequence?: number;
}

export const CALENDAR_MEDIA_TYPE = 'text/calendar; charset=utf-8';

/** An iCalendar file (RFC 5545). Times are written in UTC, which every calendar shows in its own zone; a day is a day anywhere. */
export function calendarFile(name: string, events: readonly CalendarEvent[], madeAt: Date): string {
  const calendar = ical({ name, prodId: { company: 'Wantsum', product: 'Wantsum', language: 'EN' } });
  for (const { id, title, when, place, words, address, cancelled, sequence } of events) {
    calendar.createEvent({
      id, summary: title, stamp: madeAt, url: address, description: [words, address].filter(Boolean).join('\n\n'),
      ...(sequence ? { sequence } : {}),
      ...(place ? { location: place } : {}),
      ...('on' in when ? { start: new Date(`${when.on}T00:00:00Z`), allDay: true } : { start: when.startsAt, end: when.endsAt }),
      ...(cancelled ? { status: ICalEventStatus.CANCELLED } : {}),
    });
  }
  return calendar.toString();
}
