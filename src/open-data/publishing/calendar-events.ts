import type { CalendarDate } from '#kernel/calendar-date';
import type { CalendarEvent } from '#parts/sessions';

/** An opportunity as a calendar needs it. Only what is public of it. */
export interface DatedOpportunity {
  readonly id: string;
  readonly title: string;
  readonly buyer: string;
  readonly isComing: boolean;
  readonly isCancelled: boolean;
  readonly expectedOn: CalendarDate | null;
  readonly closesAt: Date | null;
  readonly questionsUntil: Date | null;
  /** How often a date of it has moved since it was made public; a cancellation counts too. */
  readonly changes: number;
  readonly events: readonly { readonly id: string; readonly title: string; readonly startsAt: Date; readonly endsAt: Date; readonly place: string; readonly isCancelled: boolean }[];
}

export interface DatedIntention {
  readonly id: string;
  readonly title: string;
  readonly buyer: string;
  readonly expectedOn: CalendarDate | null;
  readonly isWithdrawn: boolean;
  readonly moves: number;
}

/** A deadline is shown as the quarter of an hour before it: the end is the deadline itself. */
const QUARTER_OF_AN_HOUR = 15 * 60_000;

/**
 * Every date of an opportunity that somebody may want in their own calendar: closing, the last moment for questions, visits and surgeries; of one
 * that is only announced, the day on which it is expected. Each has an id of its own that stays, and a number that rises when a date moves.
 */
export function eventsOf(opportunity: DatedOpportunity, siteUrl: string): readonly CalendarEvent[] {
  const { id, title, buyer, isComing, isCancelled, expectedOn, closesAt, questionsUntil, changes } = opportunity;
  const address = `${siteUrl}/opportunities/${id}`;
  const shared = { words: buyer, address, sequence: changes, cancelled: isCancelled };
  if (isComing) return expectedOn ? [{ ...shared, id: `expected-${id}@wantsum`, title: `Expected: ${title}`, when: { on: expectedOn } }] : [];
  const until = (at: Date): CalendarEvent['when'] => ({ startsAt: new Date(at.getTime() - QUARTER_OF_AN_HOUR), endsAt: at });
  return [
    ...(closesAt ? [{ ...shared, id: `closes-${id}@wantsum`, title: `Closes: ${title}`, when: until(closesAt) }] : []),
    ...(questionsUntil ? [{ ...shared, id: `questions-${id}@wantsum`, title: `Last questions: ${title}`, when: until(questionsUntil) }] : []),
    ...opportunity.events.map((event): CalendarEvent => ({
      id: `event-${event.id}@wantsum`, title: `${event.title}: ${title}`, when: { startsAt: event.startsAt, endsAt: event.endsAt }, ...(event.place ? { place: event.place } : {}), words: buyer, address,
      sequence: event.isCancelled || isCancelled ? 1 : 0, cancelled: event.isCancelled || isCancelled,
    })),
  ];
}

/** The day on which something planned is expected; none where no day was given. */
export const eventOfIntention = ({ id, title, buyer, expectedOn, isWithdrawn, moves }: DatedIntention, siteUrl: string): readonly CalendarEvent[] =>
  expectedOn === null ? [] : [{ id: `expected-${id}@wantsum`, title: `Expected: ${title}`, when: { on: expectedOn }, words: buyer, address: `${siteUrl}/pipeline/${id}`, sequence: moves + (isWithdrawn ? 1 : 0), cancelled: isWithdrawn }];
