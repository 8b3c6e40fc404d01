import { sql } from 'kysely';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { Attendee, Booking, BookingId, SessionId, SlotId } from './session.ts';
import { organisationsOf } from './owner.ts';

const COLUMNS = sql.raw(`b.id, b.session_id as "sessionId", b.slot_id as "slotId", b.organisation_id as "organisationId", o.name as "organisationName", b.person_id as "personId", p.name as "personName",
  b.access_needs as "accessNeeds", b.booked_at as "bookedAt",
  coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'role', a.role_words, 'willDeliver', a.will_deliver, 'attended', a.attended) order by a.name) from session_attendee a where a.booking_id = b.id), '[]') as attendees
  from session_booking b join person p on p.id = b.person_id left join organisation o on o.id = b.organisation_id`);

/** Every booking that stands, in the order they were made, with names and access needs: for organisers' pages only. */
export async function bookingsOf(read: Read, sessionId: string): Promise<Booking[]> {
  const { rows } = await sql<Booking>`select ${COLUMNS} where b.session_id = ${sessionId} and b.cancelled_at is null order by b.booked_at, b.id`.execute(read);
  return rows;
}

/** The bookings that this person may change: their own, and those of the organisations they act for. */
export async function bookingsOfActor(read: Read, actor: Actor, sessionId: string): Promise<Booking[]> {
  if (actor.personId === null) return [];
  const { rows } = await sql<Booking>`select ${COLUMNS} where b.session_id = ${sessionId} and b.cancelled_at is null
    and ((b.organisation_id is null and b.person_id = ${actor.personId}) or b.organisation_id = any(${organisationsOf(actor)}::uuid[])) order by b.booked_at, b.id`.execute(read);
  return rows;
}

export interface NewBooking {
  readonly sessionId: SessionId;
  readonly slotId: SlotId | null;
  readonly organisationId: OrganisationId | null;
  readonly personId: PersonId;
}

/** Books, or moves what the same organisation (or person) holds. The caller holds the session's lock and has decided. */
export async function bookPlace(tx: Tx, booking: NewBooking, held: Pick<Booking, 'id'> | undefined): Promise<BookingId> {
  if (held) {
    await tx.updateTable('session_booking').set({ slot_id: booking.slotId }).where('id', '=', held.id).execute();
    return held.id;
  }
  const id = newId<'session_booking'>();
  await tx.insertInto('session_booking').values({ id, session_id: booking.sessionId, slot_id: booking.slotId, organisation_id: booking.organisationId, person_id: booking.personId }).execute();
  return id;
}

export async function moveBooking(tx: Tx, bookingId: BookingId, slotId: SlotId | null): Promise<void> {
  await tx.updateTable('session_booking').set({ slot_id: slotId }).where('id', '=', bookingId).execute();
}

/** Everyone booked at a time that is taken out waits again, in their old place in the order. @returns how many */
export async function sendToWaiting(tx: Tx, slotId: string): Promise<number> {
  const result = await sql`update session_booking set slot_id = null where slot_id = ${slotId} and cancelled_at is null`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** @returns false when it was given up already */
export async function markBookingCancelled(tx: Tx, bookingId: string): Promise<boolean> {
  const result = await sql`update session_booking set cancelled_at = wantsum_clock() where id = ${bookingId} and cancelled_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Writes who is coming in place of what was said before; attendance recorded for the same name stays. */
export async function saveWhoComes(tx: Tx, bookingId: string, accessNeeds: string, people: readonly Pick<Attendee, 'name' | 'role' | 'willDeliver'>[]): Promise<void> {
  await tx.updateTable('session_booking').set({ access_needs: accessNeeds }).where('id', '=', bookingId).execute();
  await sql`delete from session_attendee where booking_id = ${bookingId} and name <> all(${people.map(({ name }) => name)}::text[])`.execute(tx);
  for (const { name, role, willDeliver } of people) {
    await tx.insertInto('session_attendee').values({ id: newId<'session_attendee'>(), booking_id: bookingId, name, role_words: role, will_deliver: willDeliver })
      .onConflict((conflict) => conflict.columns(['booking_id', 'name']).doUpdateSet({ role_words: role, will_deliver: willDeliver })).execute();
  }
}

/** Records who came. Somebody who came without being named before is added. */
export async function saveAttendance(tx: Tx, bookingId: string, people: readonly (Pick<Attendee, 'name' | 'role' | 'willDeliver'> & { readonly attended: boolean })[]): Promise<void> {
  for (const { name, role, willDeliver, attended } of people) {
    await tx.insertInto('session_attendee').values({ id: newId<'session_attendee'>(), booking_id: bookingId, name, role_words: role, will_deliver: willDeliver, attended })
      .onConflict((conflict) => conflict.columns(['booking_id', 'name']).doUpdateSet({ role_words: role, will_deliver: willDeliver, attended })).execute();
  }
}

export interface BookerContact {
  readonly bookingId: BookingId;
  readonly personId: PersonId;
  readonly email: string;
}

/** Whoever booked and still has an account. */
export async function bookers(read: Read, sessionId: string, bookingIds?: readonly string[]): Promise<BookerContact[]> {
  const { rows } = await sql<BookerContact>`select b.id as "bookingId", p.id as "personId", p.email from session_booking b join person p on p.id = b.person_id and p.state = 'active'
    where b.session_id = ${sessionId} and b.cancelled_at is null and (${bookingIds === undefined} or b.id = any(${bookingIds ?? []}::uuid[])) order by b.booked_at, b.id`.execute(read);
  return rows;
}

/** Whoever booked any session of a record: to be told when the record changes or ends. */
export async function bookersAbout(read: Read, about: RecordReference): Promise<{ readonly personId: PersonId; readonly email: string }[]> {
  const { rows } = await sql<{ personId: PersonId; email: string }>`select distinct p.id as "personId", p.email from session s join session_booking b on b.session_id = s.id and b.cancelled_at is null
    join person p on p.id = b.person_id and p.state = 'active' where s.about_kind = ${about.kind} and s.about_id = ${about.id} order by p.id`.execute(read);
  return rows;
}

export interface UpcomingBooking {
  readonly bookingId: string;
  readonly sessionId: string;
  readonly title: string;
  readonly startsAt: Date | null;
}

/** What this person is booked for and is still to come, soonest first. */
export async function upcomingBookings(read: Read, actor: Actor, limit: number): Promise<UpcomingBooking[]> {
  if (actor.personId === null) return [];
  const { rows } = await sql<UpcomingBooking>`select b.id as "bookingId", s.id as "sessionId", s.title, t.starts_at as "startsAt"
    from session_booking b join session s on s.id = b.session_id and s.cancelled_at is null left join session_slot t on t.id = b.slot_id
    where b.cancelled_at is null and (t.id is null or t.ends_at > wantsum_clock())
      and ((b.organisation_id is null and b.person_id = ${actor.personId}) or b.organisation_id = any(${organisationsOf(actor)}::uuid[]))
    order by t.starts_at nulls last, b.id limit ${limit}`.execute(read);
  return rows;
}

export interface WaitingSession {
  readonly sessionId: string;
  readonly title: string;
  readonly waiting: number;
}

/** Sessions of these bodies for which somebody waits: their organisers owe another set of times. */
export async function sessionsWithWaiting(read: Read, bodyIds: readonly string[], limit: number): Promise<WaitingSession[]> {
  if (bodyIds.length === 0) return [];
  const { rows } = await sql<WaitingSession>`select s.id as "sessionId", s.title, count(*)::int as waiting from session s join session_booking b on b.session_id = s.id and b.cancelled_at is null and b.slot_id is null
    where s.body_id = any(${bodyIds}::uuid[]) and s.cancelled_at is null and (s.books_until is null or s.books_until > wantsum_clock()) group by s.id, s.title order by min(b.booked_at), s.id limit ${limit}`.execute(read);
  return rows;
}
