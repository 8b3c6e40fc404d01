import { daysBetween, londonDate, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import type { BodyId, Id, OrganisationId, PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RecordReference } from '#platform/access/record-kind';

export type SessionId = Id<'session'>;
export type SlotId = Id<'session_slot'>;
export type BookingId = Id<'session_booking'>;

/** What happens at a session, as people call it. */
export const SESSION_KINDS = {
  visit: 'Visit', interview: 'Interview', surgery: 'Surgery', briefing: 'Briefing', 'market-day': 'Market day', workshop: 'Workshop', consultation: 'Consultation', talk: 'Talk', meeting: 'Meeting',
} as const;
export type SessionKind = keyof typeof SESSION_KINDS;

export const SESSION_AUDIENCES = {
  anyone: 'Anyone who signs in',
  organisations: 'Any organisation registered here',
  invited: 'Only those who are invited',
} as const;
export type SessionAudience = keyof typeof SESSION_AUDIENCES;

/** Something held at one or more dated times, each with places that can be booked. */
export interface Session {
  readonly id: SessionId;
  readonly about: RecordReference;
  readonly bodyId: BodyId;
  readonly kind: SessionKind;
  readonly title: string;
  readonly words: string;
  readonly audience: SessionAudience;
  readonly booksUntil: Date | null;
  /** How many people one booking may bring; null where it does not matter. */
  readonly peopleEach: number | null;
  readonly accessibility: string;
  /** What those get who cannot come, so that nobody loses by it. */
  readonly alternative: string;
  readonly cancelledAt: Date | null;
  readonly cancelledReason: string | null;
  readonly createdBy: PersonId | null;
}

/** One time, with its places. A set is what stands on one day. */
export interface Slot {
  readonly id: SlotId;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string;
  readonly remoteLink: string | null;
  /** Bookings, not people. */
  readonly places: number;
  readonly taken: number;
  readonly cancelledAt: Date | null;
}

export interface Booking {
  readonly id: BookingId;
  readonly sessionId: SessionId;
  /** Null while it waits for a time. */
  readonly slotId: SlotId | null;
  readonly organisationId: OrganisationId | null;
  readonly organisationName: string | null;
  readonly personId: PersonId;
  readonly personName: string;
  readonly accessNeeds: string;
  readonly bookedAt: Date;
  readonly attendees: readonly Attendee[];
}

export interface Attendee {
  readonly name: string;
  readonly role: string;
  /** Marks who will deliver the service, as an interview with the managers who will do the work asks. */
  readonly willDeliver: boolean;
  /** Null until attendance is recorded. */
  readonly attended: boolean | null;
}

/** Still to come, not cancelled, with a place left. */
export const isFree = (slot: Slot, now: Date): boolean => slot.cancelledAt === null && slot.startsAt > now && slot.taken < slot.places;

/** Where a booking goes: a time, or the waiting list. */
export type Placing = { readonly slotId: SlotId } | { readonly slotId: null };

/**
 * Decides a booking, or a move to another time. Where every time is taken it waits, and is never refused for want of places (DM-20).
 * @param slotId the time asked for; null asks to wait
 * @param heldSlotId the time this booker holds already, which frees its place
 */
export function decideBooking(session: Session, slots: readonly Slot[], slotId: string | null, now: Date, heldSlotId: string | null = null): Decision<Placing> {
  if (session.cancelledAt !== null) return refuse('cancelled', `This ${SESSION_KINDS[session.kind].toLowerCase()} was cancelled: ${session.cancelledReason}`);
  if (session.booksUntil !== null && now >= session.booksUntil) return refuse('too-late', 'The time for booking has passed. Ask the organisers if you still want to come.');
  if (slotId === null) return allow({ slotId: null });
  const slot = slots.find(({ id }) => id === slotId);
  if (!slot || slot.cancelledAt !== null) return refuse('no-slot', 'This time is no longer offered. Choose another.', { field: 'slotId' });
  if (slot.startsAt <= now) return refuse('past', 'This time has passed. Choose another.', { field: 'slotId' });
  if (slot.id === heldSlotId || slot.taken < slot.places) return allow({ slotId: slot.id });
  if (slots.some((other) => isFree(other, now))) return refuse('full', 'Somebody has just taken this time. Choose another: there are still places.', { field: 'slotId' });
  return allow({ slotId: null });
}

/** Whether organisers should add another set of times, and for how many who wait. */
export interface MoreNeeded {
  readonly waiting: number;
  /** Sets of times (days) there are already. */
  readonly sets: number;
  readonly places: number;
}

/** The prompt to add a set: null while nobody waits. */
export function moreNeeded(slots: readonly Slot[], waiting: number): MoreNeeded | null {
  if (waiting === 0) return null;
  const standing = slots.filter(({ cancelledAt }) => cancelledAt === null);
  return { waiting, sets: new Set(standing.map(({ startsAt }) => londonDate(startsAt))).size, places: standing.reduce((sum, { places }) => sum + places, 0) };
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** "All 6 places are taken and 1 waits. Add a third set of times." */
export const moreNeededWords = ({ waiting, sets, places }: MoreNeeded): string =>
  `${places === 0 ? 'There are no times yet' : places === 1 ? 'The one place is taken' : `All ${places} places are taken`} and ${waiting} ${waiting === 1 ? 'waits' : 'wait'}. Add ${sets < ORDINALS.length ? `a ${ORDINALS[sets]}` : 'another'} set of times.`;

/** A day's times as an organiser describes them. */
export interface SlotSet {
  readonly on: CalendarDate;
  /** 'HH:MM' in London. */
  readonly firstAt: string;
  readonly minutesEach: number;
  readonly minutesBetween: number;
  readonly count: number;
  readonly places: number;
  readonly place: string;
  readonly remoteLink: string | null;
}

/** The times of a set, one after the other; a set stays on its day. */
export function slotsOfSet(set: SlotSet, now: Date): Decision<readonly { readonly startsAt: Date; readonly endsAt: Date }[]> {
  const first = londonInstant(set.on, set.firstAt);
  if (first <= now) return refuse('past', 'The times must be in the future.', { field: 'on' });
  if (daysBetween(londonDate(now), set.on) > 730) return refuse('too-far', 'The times must be within two years.', { field: 'on' });
  const step = (set.minutesEach + set.minutesBetween) * 60_000;
  const times = Array.from({ length: set.count }, (_unused, index) => {
    const startsAt = new Date(first.getTime() + index * step);
    return { startsAt, endsAt: new Date(startsAt.getTime() + set.minutesEach * 60_000) };
  });
  if (londonDate(times.at(-1)!.endsAt) !== set.on) return refuse('past-midnight', 'So many times do not fit into one day. Have fewer, or make them shorter.', { field: 'count' });
  return allow(times);
}

/** Who waits, in the order they asked, each with the first time that is free for them. */
export function placeWaiting(slots: readonly Slot[], waiting: readonly Pick<Booking, 'id' | 'bookedAt'>[], now: Date): readonly { readonly bookingId: BookingId; readonly slotId: SlotId }[] {
  const free = slots.filter((slot) => isFree(slot, now)).sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime()).flatMap((slot) => Array.from({ length: slot.places - slot.taken }, () => slot.id));
  const inOrder = [...waiting].sort((one, other) => one.bookedAt.getTime() - other.bookedAt.getTime() || (one.id < other.id ? -1 : 1));
  return inOrder.slice(0, free.length).map((booking, index) => ({ bookingId: booking.id, slotId: free[index]! }));
}
