/** Visits, surgeries, interviews, market days: dated times that can be booked, who came, what was asked and answered. See README.md. */
export {
  decideBooking, isFree, moreNeeded, moreNeededWords, placeWaiting, SESSION_AUDIENCES, SESSION_KINDS, slotsOfSet,
  type Attendee, type Booking, type BookingId, type Session, type SessionAudience, type SessionId, type SessionKind, type Slot, type SlotId, type SlotSet,
} from './session.ts';
export { organisationsOf, type SessionContact, type SessionOwner } from './owner.ts';
export { arrangeSession, insertSlots, lockSession, sessionById, sessionsAbout, slotsOf, type NewSession } from './session.store.ts';
export { bookersAbout, bookingsOf, saveWhoComes, sessionsWithWaiting, upcomingBookings } from './booking.store.ts';
export { bookFor, bookSlot, cancelBooking, sayWhoComes } from './book.commands.ts';
export { addPaper, addSlotSet, answerAtSession, askAtSession, cancelSession, cancelSlot, recordAttendance, recordQuestion, SESSION_QUESTION, slotSetInput } from './run.commands.ts';
export { postedSlotSet, slotSetFields } from './slot-set.page.ts';
export { sessionList } from './session.page.ts';
export { sharedAnswers } from './shared-answers.store.ts';
export { sessionReference, sessionsActs } from './sessions.acts.ts';
export { CALENDAR_MEDIA_TYPE, calendarFile, type CalendarEvent } from './calendar-file.ts';
export { owedSessions, sessionsModule } from './sessions.routes.ts';
