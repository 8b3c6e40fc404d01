import { z } from 'zod';
import type { OrganisationId, PersonId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { bookingsOf, bookingsOfActor, bookPlace, markBookingCancelled, moveBooking, saveWhoComes } from './booking.store.ts';
import { organisationsOf, sessionOwner } from './owner.ts';
import { decideBooking, moreNeeded, moreNeededWords, placeWaiting, type Booking, type BookingId, type Session, type SlotId } from './session.ts';
import { lockSession, slotsOf } from './session.store.ts';
import { sessionReference, sessionsActs } from './sessions.acts.ts';
import { slotWords, tellBookers } from './tell.store.ts';
import { sendMail } from '#platform/mail/send-mail';

export const NOT_THERE: Refused = refuse('not-there', 'This is no longer here. Go back and look again.');
export const uuidOrEmpty = z.union([z.uuid(), z.literal('')]).catch('');

export interface PlaceFor {
  readonly slotId: SlotId | null;
  readonly organisationId: OrganisationId | null;
  readonly personId: PersonId;
}

/**
 * Books a time under the session's lock, moves a booking held already, or puts it on the waiting list where all is taken.
 * For commands of rooms that place somebody themselves, such as interviews; the page's own command is `bookSlot`.
 */
export async function bookFor(context: Pick<CommandContext, 'tx' | 'services'>, session: Session, { slotId, organisationId, personId }: PlaceFor): Promise<{ readonly bookingId: BookingId; readonly slotId: SlotId | null } | Refused> {
  const { tx, services } = context;
  const held = (await bookingsOf(tx, session.id)).find((booking) => (organisationId === null ? booking.organisationId === null && booking.personId === personId : booking.organisationId === organisationId));
  const slots = await slotsOf(tx, [session.id]);
  const decision = decideBooking(session, slots, slotId, await readClock(tx), held?.slotId ?? null);
  if (decision.kind === 'refused') return decision;
  const placed = decision.value.slotId;
  const bookingId = await bookPlace(tx, { sessionId: session.id, slotId: placed, organisationId, personId }, held);
  const slot = slots.find(({ id }) => id === placed);
  await tellBookers(tx, session, services.config.siteUrl, slot ? 'You are booked' : 'You are on the waiting list', slot
    ? `You have a place ${slotWords(slot)}. Put it in your calendar from the page below, and say there who is coming and what you need.`
    : 'Every time is taken, so you wait for another to be added. You keep your turn, and are told as soon as there is a time for you.', [bookingId]);
  if (!slot) await promptOrganiser(tx, session, services.config.siteUrl);
  if (held?.slotId && held.slotId !== placed) await fillFreed(context, session);
  return { bookingId, slotId: placed };
}

/** Gives free times to whoever waits longest, and tells them. @returns how many were placed */
export async function fillFreed({ tx, services }: Pick<CommandContext, 'tx' | 'services'>, session: Session): Promise<number> {
  const slots = await slotsOf(tx, [session.id]);
  const waiting = (await bookingsOf(tx, session.id)).filter(({ slotId }) => slotId === null);
  const placings = placeWaiting(slots, waiting, await readClock(tx));
  for (const { bookingId, slotId } of placings) {
    await moveBooking(tx, bookingId, slotId);
    await tellBookers(tx, session, services.config.siteUrl, 'There is a time for you', `You were waiting, and now have a place ${slotWords(slots.find(({ id }) => id === slotId)!)}. If it does not suit you, choose another on the page below.`, [bookingId]);
  }
  return placings.length;
}

async function promptOrganiser(tx: Tx, session: Session, siteUrl: string): Promise<void> {
  if (session.createdBy === null) return;
  const more = moreNeeded(await slotsOf(tx, [session.id]), (await bookingsOf(tx, session.id)).filter(({ slotId }) => slotId === null).length);
  const person = await tx.selectFrom('person').select('email').where('id', '=', session.createdBy).where('state', '=', 'active').executeTakeFirst();
  if (!more || !person) return;
  await sendMail(tx, { to: { personId: session.createdBy, email: person.email }, subject: `Add more times: ${session.title}`, text: `${moreNeededWords(more)}\n\n${siteUrl}/sessions/${session.id}/slots\n`, about: sessionReference(session.id) });
}

/** Books a time in one step, moves a booking, or joins the waiting list. */
export const bookSlot = command({
  act: sessionsActs.book,
  input: z.object({ sessionId: z.uuid(), slotId: uuidOrEmpty, organisationId: uuidOrEmpty }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, actor, services }, input) => {
    const session = await lockSession(tx, input.sessionId);
    if (!session || actor.personId === null) return refuse('not-signed-in', 'Sign in first, then book.');
    const bookingFor = bookedFor(session, actor, input.organisationId);
    if (bookingFor === undefined && input.organisationId === '' && organisationsOf(actor).length > 1) return refuse('which-organisation', 'Choose the organisation that you book for', { field: 'organisationId' });
    if (bookingFor === undefined) return refuse('no-organisation', 'These times are for organisations. Register yours, or ask a colleague to add you to it; then book.', { field: 'organisationId' });
    const may = await sessionOwner(session).mayBook(tx, actor, session, bookingFor);
    if (may.kind === 'refused') return may;
    const booked = await bookFor({ tx, services }, session, { slotId: input.slotId === '' ? null : (input.slotId as SlotId), organisationId: bookingFor, personId: actor.personId });
    if ('kind' in booked) return booked;
    // Nothing of who booked stands in the entry beside the actor: before an opening nobody reads there who may bid.
    return done(booked, { record: sessionReference(session.id), bodyId: session.bodyId, after: { bookingId: booked.bookingId, slotId: booked.slotId, waiting: booked.slotId === null } });
  },
});

/** For whom a person books: the organisation chosen, or their only one; themselves where anyone may come. Undefined when an organisation is needed and none is known. */
function bookedFor(session: Session, actor: Actor, chosen: string): OrganisationId | null | undefined {
  const mine = organisationsOf(actor);
  if (chosen !== '') return mine.find((id) => id === chosen);
  // Of several, none is guessed: the place would be in the name of the wrong one.
  if (mine.length > 0) return mine.length === 1 ? mine[0] : undefined;
  return session.audience === 'anyone' ? null : undefined;
}

const person = z.object({ name: optionalWords(120), role: optionalWords(120), willDeliver: z.boolean() });

/** Says who is coming and what they need. */
export const sayWhoComes = command({
  act: sessionsActs.changeBooking,
  input: z.object({ sessionId: z.uuid(), bookingId: z.uuid(), accessNeeds: optionalWords(2000), people: z.array(person).max(50) }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, actor }, input) => {
    const found = await lockOwnBooking(tx, actor, input);
    if ('kind' in found) return found;
    const { session, booking } = found;
    const people = input.people.filter(({ name }) => name !== '');
    if (session.peopleEach !== null && people.length > session.peopleEach) return refuse('too-many', `Up to ${session.peopleEach} people may come for each booking.`, { field: 'people' });
    if (new Set(people.map(({ name }) => name.toLowerCase())).size < people.length) return refuse('twice', 'Somebody is named twice.', { field: 'people' });
    await saveWhoComes(tx, booking.id, input.accessNeeds, people);
    return done(undefined, { record: sessionReference(session.id), bodyId: session.bodyId, after: { bookingId: booking.id, people: people.length, willDeliver: people.filter(({ willDeliver }) => willDeliver).length, hasAccessNeeds: input.accessNeeds !== '' } });
  },
});

/** Gives a booking up; whoever waits longest gets the time. */
export const cancelBooking = command({
  act: sessionsActs.cancelBooking,
  input: z.object({ sessionId: z.uuid(), bookingId: z.uuid() }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, actor, services }, input) => {
    const found = await lockOwnBooking(tx, actor, input);
    if ('kind' in found) return found;
    const { session, booking } = found;
    if (!(await markBookingCancelled(tx, booking.id))) return NOT_THERE;
    await fillFreed({ tx, services }, session);
    return done(undefined, { record: sessionReference(session.id), bodyId: session.bodyId, before: { bookingId: booking.id, slotId: booking.slotId } });
  },
});

async function lockOwnBooking(tx: Tx, actor: Actor, input: { readonly sessionId: string; readonly bookingId: string }): Promise<{ readonly session: Session; readonly booking: Booking } | Refused> {
  const session = await lockSession(tx, input.sessionId);
  if (!session) return NOT_THERE;
  const booking = (await bookingsOfActor(tx, actor, session.id)).find(({ id }) => id === input.bookingId);
  if (!booking) return NOT_THERE;
  // From then on the organisers' record of who came stands, and no bidder rewrites it.
  const slot = (await slotsOf(tx, [session.id])).find(({ id }) => id === booking.slotId);
  if (slot && slot.startsAt <= (await readClock(tx))) return refuse('begun', 'This time has begun or is over, so the booking can no longer be changed. Tell the organisers who came.');
  return { session, booking };
}
