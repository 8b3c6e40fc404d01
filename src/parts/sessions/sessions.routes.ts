import { may, type Actor } from '#platform/access/access';
import type { Module } from '#platform/module';
import { button } from '#platform/pages/components/index';
import { emptyForm, errorSummaryFor, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import type { Services } from '#platform/services';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type Route } from '#platform/web/route';
import { bookingsOfActor, sessionsWithWaiting, upcomingBookings } from './booking.store.ts';
import { bookSlot, cancelBooking, sayWhoComes } from './book.commands.ts';
import { CALENDAR_MEDIA_TYPE, calendarFile, type CalendarEvent } from './calendar-file.ts';
import { manageRoutes } from './manage.routes.ts';
import { organisationsOf, sessionOwner, setSessionOwners, type SessionOwner } from './owner.ts';
import { sharedAnswers } from './shared-answers.store.ts';
import { askAtSession } from './run.commands.ts';
import { sessionKind, sessionReference, sessionsActs } from './sessions.acts.ts';
import { sessionPage, whoComesPage } from './session.page.ts';
import { namesOf, papersOf, sessionById, slotsOf } from './session.store.ts';
import type { Session, Slot } from './session.ts';

interface Context {
  readonly read: Read;
  readonly actor: Actor;
  readonly services: Services;
  readonly csrf: Html;
}

/** The session when its owner lets this person see it; null otherwise, as if it were not there. */
async function seen(read: Read, actor: Actor, id: string): Promise<Session | null> {
  const session = await sessionById(read, id);
  return session && (await sessionOwner(session).mayView(read, actor, session)) ? session : null;
}

async function drawSession(context: Context, id: string, state: FormState): Promise<Answer> {
  const { read, actor, services, csrf } = context;
  const session = await seen(read, actor, id);
  if (!session) return notFound;
  const about = (await sessionOwner(session).record(read, session.about.id)) ?? { title: '', address: '/' };
  const model = {
    session, about, csrf, slots: await slotsOf(read, [id]), mine: await bookingsOfActor(read, actor, id), organisations: await namesOf(read, organisationsOf(actor)),
    papers: await papersOf(read, id), answers: await sharedAnswers(read, id), now: await readClock(read), signedIn: actor.kind === 'person',
    mayManage: await may(read, services.kinds, actor, sessionsActs.manage, sessionReference(id)),
  };
  return pageOf(session.title, sessionPage(model, state), { backLink: { text: `Back to ${about.title}`, href: about.address } });
}

const backTo = (id: string) => ({ backLink: { href: `/sessions/${id}` } });

const routes: readonly (Route | readonly Route[])[] = [
  page({ url: '/sessions/:id', act: sessionsActs.view, show: (context) => drawSession(context, context.params.id, emptyForm) }),
  form({
    url: '/sessions/:id/book',
    command: bookSlot,
    show: (context, state) => drawSession(context, context.params.id, state),
    input: (posted, params) => ({ sessionId: params.id, slotId: posted.text('slotId'), organisationId: posted.text('organisationId') }),
    done: ({ slotId }, params) => redirectTo(`/sessions/${params.id}`, slotId === null ? 'You are on the waiting list. You are told as soon as there is a time.' : 'You are booked'),
  }),
  form({
    url: '/sessions/:id/bookings/:bookingId',
    command: sayWhoComes,
    show: async ({ read, actor, params, csrf }, state) => {
      const session = await seen(read, actor, params.id);
      const booking = session && (await bookingsOfActor(read, actor, params.id)).find(({ id }) => id === params.bookingId);
      return session && booking ? pageOf('Who is coming', whoComesPage({ session, booking, state, csrf }), backTo(params.id)) : notFound;
    },
    input: (posted, params) => ({
      sessionId: params.id, bookingId: params.bookingId, accessNeeds: posted.text('accessNeeds'),
      people: Array.from({ length: 50 }, (_unused, line) => ({ name: posted.text(`name-${line}`), role: posted.text(`role-${line}`), willDeliver: posted.text(`delivers-${line}`) === 'yes' })),
    }),
    done: (_value, params) => redirectTo(`/sessions/${params.id}`, 'Saved'),
  }),
  form({
    url: '/sessions/:id/bookings/:bookingId/cancel',
    command: cancelBooking,
    show: async ({ read, actor, params, csrf }, state) => {
      const session = await seen(read, actor, params.id);
      const booking = session && (await bookingsOfActor(read, actor, params.id)).find(({ id }) => id === params.bookingId);
      if (!session || !booking) return notFound;
      return pageOf('Give the booking up', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Give up your booking for ${session.title}?</h1>
<p class="govuk-body">Whoever waits longest gets the time. You can book again while there are places.</p><form method="post" novalidate>${csrf}${button({ text: 'Give it up', classes: 'govuk-button--warning' })}</form>`, backTo(params.id));
    },
    input: (_posted, params) => ({ sessionId: params.id, bookingId: params.bookingId }),
    done: (_value, params) => redirectTo(`/sessions/${params.id}`, 'The booking is given up'),
  }),
  form({
    url: '/sessions/:id/ask',
    command: askAtSession,
    show: async ({ read, actor, params, csrf }, state) => {
      const session = await seen(read, actor, params.id);
      if (!session || (await bookingsOfActor(read, actor, params.id)).length === 0) return notFound;
      return pageOf('Put a question', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Put a question to the organisers</h1><p class="govuk-body">Everyone sees the question with its answer. Nobody sees who asked.</p>
<form method="post" novalidate>${csrf}${textArea(state, { name: 'question', label: 'Your question', rows: 5 })}${button({ text: 'Send' })}</form>`, backTo(params.id));
    },
    input: (posted, params) => ({ sessionId: params.id, question: posted.text('question') }),
    done: (_value, params) => redirectTo(`/sessions/${params.id}`, 'Your question is with the organisers'),
  }),
  page({
    url: '/sessions/:id/times.ics',
    act: sessionsActs.view,
    show: async ({ read, actor, services, params }) => {
      const session = await seen(read, actor, params.id);
      if (!session) return notFound;
      const slots = await slotsOf(read, [params.id]);
      return icsOf(session, slots, services.config.siteUrl, await readClock(read), false);
    },
  }),
  page({
    url: '/sessions/:id/bookings/:bookingId/time.ics',
    act: sessionsActs.changeBooking,
    show: async ({ read, actor, services, params }) => {
      const session = await seen(read, actor, params.id);
      const booking = session && (await bookingsOfActor(read, actor, params.id)).find(({ id }) => id === params.bookingId);
      if (!session || !booking) return notFound;
      return icsOf(session, (await slotsOf(read, [params.id])).filter(({ id }) => id === booking.slotId), services.config.siteUrl, await readClock(read), true);
    },
  }),
  page({
    url: '/sessions/:id/papers/:paperId',
    act: sessionsActs.view,
    show: async ({ read, actor, services, params }) => {
      const session = await seen(read, actor, params.id);
      const paper = session && (await papersOf(read, params.id)).find(({ id }) => id === params.paperId);
      return paper ? payload(paper.mediaType, services.files.read(paper.fileId), { fileName: paper.fileName }) : notFound;
    },
  }),
];

/** The link for those online goes only to whoever booked. */
function icsOf(session: Session, slots: readonly Slot[], siteUrl: string, now: Date, booked: boolean): Answer {
  const events = slots.map((slot): CalendarEvent => ({
    id: `${slot.id}@wantsum`, title: session.title, when: slot, address: `${siteUrl}/sessions/${session.id}`, cancelled: slot.cancelledAt !== null || session.cancelledAt !== null,
    place: [slot.place, booked ? slot.remoteLink : slot.remoteLink && 'online'].filter(Boolean).join(', '), words: session.words,
  }));
  return payload(CALENDAR_MEDIA_TYPE, calendarFile(session.title, events, now), { fileName: 'times.ics' });
}

/** The part's share of the home page: what a person is booked for, and where organisers owe more times. */
export const owedSessions = {
  title: 'Visits, surgeries and meetings',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const bodies = actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (scopeKind === 'body' && scopeId !== null && (role === 'procurement-officer' || role === 'commissioner') ? [scopeId] : []));
    const waiting = (await sessionsWithWaiting(read, bodies, limit)).map((row) => ({ words: `Add more times: ${row.waiting} ${row.waiting === 1 ? 'waits' : 'wait'} for ${row.title}`, dueAt: null, address: `/sessions/${row.sessionId}/manage` }));
    const mine = (await upcomingBookings(read, actor, limit)).map((row) => ({ words: row.startsAt === null ? `You wait for a time: ${row.title}` : `Come to ${row.title}`, dueAt: row.startsAt, address: `/sessions/${row.sessionId}` }));
    return [...waiting, ...mine].slice(0, limit);
  },
};

/** The pages of every session, for the rooms that own the records they are about. */
export function sessionsModule(owners: readonly SessionOwner[]): Module {
  setSessionOwners(owners);
  return { name: 'sessions', acts: sessionsActs, kinds: [sessionKind], routes: [...routes, ...manageRoutes] };
}
