import { formatInstant } from '#kernel/instant';
import type { Read, Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { bookers, type BookerContact } from './booking.store.ts';
import { sessionOwner, type SessionContact } from './owner.ts';
import { sessionReference } from './sessions.acts.ts';
import type { BookingId, Session, Slot } from './session.ts';

const addressOf = (session: Session, siteUrl: string): string => `${siteUrl}/sessions/${session.id}`;

/** Tells some of those who booked, or all. */
export async function tellBookers(tx: Tx, session: Session, siteUrl: string, subject: string, text: string, bookingIds?: readonly BookingId[]): Promise<void> {
  for (const booker of await bookers(tx, session.id, bookingIds)) await mail(tx, session, siteUrl, booker, subject, text);
}

/** Tells everyone concerned once: those who booked, and whom the owning room adds. */
export async function tellEveryone(tx: Tx, session: Session, siteUrl: string, subject: string, text: string): Promise<void> {
  const told = new Set<string>();
  for (const contact of await concerned(tx, session)) {
    if (told.has(contact.personId)) continue;
    told.add(contact.personId);
    await mail(tx, session, siteUrl, contact, subject, text);
  }
}

async function concerned(read: Read, session: Session): Promise<readonly SessionContact[]> {
  return [...((await sessionOwner(session).contacts?.(read, session)) ?? []), ...(await bookers(read, session.id))];
}

async function mail(tx: Tx, session: Session, siteUrl: string, to: SessionContact | BookerContact, subject: string, text: string): Promise<void> {
  const about = 'about' in to && to.about ? to.about : sessionReference(session.id);
  await sendMail(tx, { to: { personId: to.personId, email: to.email }, subject: `${subject}: ${session.title}`, text: `${text}\n\n${addressOf(session, siteUrl)}\n`, about });
}

/** "on 3 March 2027 at 10am, at the Sheppey Centre". */
export const slotWords = (slot: Pick<Slot, 'startsAt' | 'place' | 'remoteLink'>): string =>
  `on ${formatInstant(slot.startsAt)}${slot.place ? `, at ${slot.place}` : ''}${slot.remoteLink ? `${slot.place ? ' or' : ','} online: ${slot.remoteLink}` : ''}`;
