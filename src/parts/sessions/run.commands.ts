import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { calendarDate, type CalendarDate } from '#kernel/calendar-date';
import { newId, type OrganisationId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { parseTimeOfDay } from '#kernel/time-of-day';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { checkFile } from '#platform/files/check-file';
import { answerCase, casesAbout, decideAnswer, raiseCase } from '#parts/cases';
import { bookingsOf, bookingsOfActor, saveAttendance, sendToWaiting } from './booking.store.ts';
import { fillFreed, NOT_THERE, uuidOrEmpty } from './book.commands.ts';
import { slotsOfSet } from './session.ts';
import { insertPaper, insertSlots, lockSession, markSessionCancelled, markSlotCancelled, slotsOf } from './session.store.ts';
import { sessionReference, sessionsActs } from './sessions.acts.ts';
import { slotWords, tellBookers, tellEveryone } from './tell.store.ts';

export const SESSION_QUESTION = 'session-question';
export const PAPER_MEGABYTES = 25;

const whole = (least: number, most: number, message: string) => z.string().trim().transform((text, context): number => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
export const typedDay = (empty: string) => z.string().transform((text, context): CalendarDate => {
  try {
    return calendarDate(text);
  } catch {
    context.addIssue({ code: 'custom', message: text === '' ? empty : 'Enter a real date, such as 27 3 2026' });
    return z.NEVER;
  }
});
export const typedTime = z.string().transform((text, context): string => {
  const read = parseTimeOfDay(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: text.trim() === '' ? 'Enter a time' : 'Enter a time such as 10am or 14:30' });
  return z.NEVER;
});

/** A set of times on one day, as a form sends it; rooms that make a session and its first times in one form use it too. */
export const slotSetInput = z.object({
  on: typedDay('Enter the day'), firstAt: typedTime, minutesEach: whole(5, 720, 'Enter how many minutes each lasts, from 5 to 720'),
  minutesBetween: whole(0, 240, 'Enter the minutes between them, from 0 to 240'), count: whole(1, 60, 'Enter how many times there are, from 1 to 60'),
  places: whole(1, 1000, 'Enter how many may book each time, from 1 to 1,000'), place: optionalWords(300),
  remoteLink: z.union([z.literal('').transform(() => null), z.url({ protocol: /^https$/, message: 'Enter a link that begins with https://' })]),
});

/** Adds a set of times; whoever waits is placed first, in the order they asked. */
export const addSlotSet = command({
  act: sessionsActs.addSlots,
  input: slotSetInput.extend({ sessionId: z.uuid() }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, services }, input) => {
    const session = await lockSession(tx, input.sessionId);
    if (!session) return NOT_THERE;
    if (session.cancelledAt !== null) return refuse('cancelled', 'This was cancelled, so it has no more times.');
    if (input.place === '' && input.remoteLink === null) return refuse('no-place', 'Say where it is, or give a link for those who come online.', { field: 'place' });
    const times = slotsOfSet(input, await readClock(tx));
    if (times.kind === 'refused') return times;
    const added = await insertSlots(tx, session.id, times.value, input);
    if (added === 0) return refuse('there-already', 'These times are there already.', { field: 'on' });
    const placed = await fillFreed({ tx, services }, session);
    return done({ added, placed }, { record: sessionReference(session.id), bodyId: session.bodyId, after: { on: input.on, firstAt: input.firstAt, times: added, places: input.places, place: input.place, online: input.remoteLink !== null, placedFromWaiting: placed } });
  },
});

/** Takes a time out. Those booked keep their turn, get the next time that is free, and are told why. */
export const cancelSlot = command({
  act: sessionsActs.cancelSlot,
  input: z.object({ sessionId: z.uuid(), slotId: z.uuid(), reason: words(500, 'Give the reason: those who booked are told') }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, services }, input) => {
    const session = await lockSession(tx, input.sessionId);
    const slot = session && (await slotsOf(tx, [session.id])).find(({ id }) => id === input.slotId);
    if (!session || !slot || slot.cancelledAt !== null) return NOT_THERE;
    const booked = (await bookingsOf(tx, session.id)).filter(({ slotId }) => slotId === slot.id).map(({ id }) => id);
    await sendToWaiting(tx, slot.id);
    if (!(await markSlotCancelled(tx, session.id, slot.id, input.reason))) return NOT_THERE;
    await tellBookers(tx, session, services.config.siteUrl, 'Your time was taken out', `The time ${slotWords({ ...slot, remoteLink: null })} is not held.\n\nWhy: ${input.reason}\n\nYou keep your turn: you have another time if there was one free, and else you wait for one.`, booked);
    await fillFreed({ tx, services }, session);
    return done(undefined, { record: sessionReference(session.id), bodyId: session.bodyId, before: { slotId: slot.id, booked: booked.length }, reason: input.reason });
  },
});

/** Cancels the whole; everyone who booked is told why. */
export const cancelSession = command({
  act: sessionsActs.cancel,
  input: z.object({ sessionId: z.uuid(), reason: words(500, 'Give the reason: those who booked are told') }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, services }, input) => {
    const session = await lockSession(tx, input.sessionId);
    if (!session || !(await markSessionCancelled(tx, session.id, input.reason))) return NOT_THERE;
    await tellBookers(tx, session, services.config.siteUrl, 'Cancelled', `It was cancelled.\n\nWhy: ${input.reason}`);
    return done(undefined, { record: sessionReference(session.id), bodyId: session.bodyId, after: { state: 'cancelled' }, reason: input.reason });
  },
});

/** Records who came for one booking, with those who came unannounced. */
export const recordAttendance = command({
  act: sessionsActs.recordAttendance,
  input: z.object({ sessionId: z.uuid(), bookingId: z.uuid(), people: z.array(z.object({ name: z.string().trim().max(120), role: z.string().trim().max(120), willDeliver: z.boolean(), attended: z.boolean() })).max(60) }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx }, input) => {
    const session = await lockSession(tx, input.sessionId);
    const booking = session && (await bookingsOf(tx, session.id)).find(({ id }) => id === input.bookingId);
    if (!session || !booking) return NOT_THERE;
    const people = input.people.filter(({ name }) => name !== '');
    await saveAttendance(tx, booking.id, people);
    const came = people.filter(({ attended }) => attended);
    return done(undefined, { record: sessionReference(session.id), bodyId: session.bodyId, after: { bookingId: booking.id, came: came.length, willDeliver: came.filter(({ willDeliver }) => willDeliver).length, named: people.length } });
  },
});

/** Somebody who booked puts a question, before or after. Everyone sees it when it is answered, and never who asked. */
export const askAtSession = command({
  act: sessionsActs.ask,
  input: z.object({ sessionId: z.uuid(), question: words(4000, 'Enter your question') }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, actor }, input) => {
    const session = await lockSession(tx, input.sessionId);
    const [booking] = session ? await bookingsOfActor(tx, actor, session.id) : [];
    if (!session || !booking) return refuse('not-booked', 'Book a time first: questions here are put by those who come.');
    const { number } = await raiseCase(tx, { kind: SESSION_QUESTION, about: sessionReference(session.id), bodyId: session.bodyId, text: input.question, askedToBePrivate: false, raisedBy: actor.personId, raisedFor: booking.organisationId });
    return done({ number }, { record: sessionReference(session.id), bodyId: session.bodyId, after: { question: number } });
  },
});

/** An organiser writes down what was asked on the day, and where it is known for whom. */
export const recordQuestion = command({
  act: sessionsActs.recordQuestion,
  input: z.object({ sessionId: z.uuid(), question: words(4000, 'Enter what was asked'), bookingId: uuidOrEmpty }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx }, input) => {
    const session = await lockSession(tx, input.sessionId);
    if (!session) return NOT_THERE;
    const raisedFor: OrganisationId | null = (await bookingsOf(tx, session.id)).find(({ id }) => id === input.bookingId)?.organisationId ?? null;
    const { number } = await raiseCase(tx, { kind: SESSION_QUESTION, about: sessionReference(session.id), bodyId: session.bodyId, text: input.question, askedToBePrivate: false, raisedBy: null, raisedFor });
    return done({ number }, { record: sessionReference(session.id), bodyId: session.bodyId, after: { question: number } });
  },
});

/** Shares an answer with everyone concerned, in words that do not name the asker. */
export const answerAtSession = command({
  act: sessionsActs.answer,
  input: z.object({ sessionId: z.uuid(), number: z.coerce.number().int(), publicText: words(4000, 'Enter the question as everyone will see it'), answer: words(8000, 'Enter the answer') }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, actor, services }, input) => {
    const session = await lockSession(tx, input.sessionId);
    const raised = session && (await casesAbout(tx, sessionReference(session.id), SESSION_QUESTION)).find(({ number }) => number === input.number);
    if (!session || !raised) return NOT_THERE;
    const decision = decideAnswer(raised);
    if (decision.kind === 'refused') return decision;
    const named = await namesWithin(`${input.publicText}\n${input.answer}`, await bookingsOf(tx, session.id));
    if (named !== null) return refuse('names-asker', `The words name “${named}”. Everyone reads them, so they may not say who came or who asked.`, { field: 'publicText' });
    if (!(await answerCase(tx, raised.id, { text: input.answer, publicText: input.publicText, material: false, by: actor.personId }))) return NOT_THERE;
    await tellEveryone(tx, session, services.config.siteUrl, 'A question was answered for everyone', `Asked: ${input.publicText}\n\nAnswer: ${input.answer}`);
    return done(undefined, { record: sessionReference(session.id), bodyId: session.bodyId, after: { question: raised.number, publicText: input.publicText, answer: input.answer } });
  },
});

/** The first organisation or person of a booking whom some words name. */
async function namesWithin(text: string, bookings: Awaited<ReturnType<typeof bookingsOf>>): Promise<string | null> {
  const plain = text.toLowerCase();
  const names = bookings.flatMap(({ organisationName, personName, attendees }) => [organisationName, personName, ...attendees.map(({ name }) => name)]).filter((name) => name !== null && name.length > 3);
  return names.find((name) => name !== null && plain.includes(name.toLowerCase())) ?? null;
}

export const addPaper = command({
  act: sessionsActs.addPaper,
  input: z.object({ sessionId: z.uuid(), title: words(200, 'Enter a title that says what it is'), file: z.object({ name: z.string(), path: z.string() }).nullable() }),
  record: (input) => sessionReference(input.sessionId),
  perform: async ({ tx, actor, services }, input) => {
    const session = await lockSession(tx, input.sessionId);
    if (!session) return NOT_THERE;
    if (!input.file) return refuse('no-file', 'Choose a file', { field: 'file' });
    const content = await readFile(input.file.path);
    const checked = checkFile(input.file.name, content, PAPER_MEGABYTES);
    if (checked.kind === 'refused') return checked;
    const fileId = newId<'stored_file'>();
    await insertPaper(tx, session.id, input.title, { fileId, ...checked.value, ...(await services.files.write(fileId, content)) }, actor.personId);
    return done(undefined, { record: sessionReference(session.id), bodyId: session.bodyId, after: { paper: input.title, fileName: checked.value.name } });
  },
});
