import { casesAbout } from '#parts/cases';
import { isId } from '#kernel/ids';
import type { Posted } from '#platform/web/posted';
import { form, notFound, page, pageOf, redirectTo, type Route } from '#platform/web/route';
import { html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor } from '#platform/pages/form';
import { formatInstant } from '#kernel/instant';
import { bookingsOf } from './booking.store.ts';
import { answerPage, attendancePage, managePage, paperPage, reasonPage, recordQuestionPage } from './manage.page.ts';
import { sessionOwner } from './owner.ts';
import { addPaper, addSlotSet, answerAtSession, cancelSession, cancelSlot, recordAttendance, recordQuestion, SESSION_QUESTION } from './run.commands.ts';
import { sessionReference, sessionsActs } from './sessions.acts.ts';
import { papersOf, sessionById, slotsOf } from './session.store.ts';
import { postedSlotSet, slotSetFields } from './slot-set.page.ts';

const toManage = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/sessions/${params.id}/manage`, message);
const back = (id: string) => ({ backLink: { href: `/sessions/${id}/manage` } });

const LINES = 60;
const postedPeople = (posted: Posted) => Array.from({ length: LINES }, (_unused, line) => ({
  name: posted.text(`name-${line}`), role: posted.text(`role-${line}`), attended: posted.texts(`marks-${line}`).includes('came'), willDeliver: posted.texts(`marks-${line}`).includes('delivers'),
}));

/** What organisers do with a session. */
export const manageRoutes: readonly (Route | readonly Route[])[] = [
  page({
    url: '/sessions/:id/manage',
    act: sessionsActs.manage,
    // Who booked may tell who bids, so each look at it is recorded.
    viewing: true,
    show: async ({ read, params }) => {
      const session = await sessionById(read, params.id);
      if (!session) return notFound;
      const about = (await sessionOwner(session).record(read, session.about.id)) ?? { title: '', address: '/' };
      const model = {
        session, about, slots: await slotsOf(read, [params.id]), bookings: await bookingsOf(read, params.id), papers: await papersOf(read, params.id),
        questions: await casesAbout(read, sessionReference(params.id), SESSION_QUESTION),
      };
      return pageOf(`${session.title}: who comes`, managePage(model), { backLink: { text: `Back to ${session.title}`, href: `/sessions/${params.id}` } });
    },
  }),
  form({
    url: '/sessions/:id/slots',
    command: addSlotSet,
    show: async ({ read, params, csrf }, state) => {
      const session = await sessionById(read, params.id);
      if (!session) return notFound;
      return pageOf('Add a set of times', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${session.title}</span>Add a set of times</h1>
<p class="govuk-body">Whoever waits is given the new times first, in the order they asked.</p><form method="post" novalidate>${csrf}${slotSetFields(state)}${button({ text: 'Add the times' })}</form>`, back(params.id));
    },
    input: (posted, params) => ({ sessionId: params.id, ...postedSlotSet(posted) }),
    done: ({ added, placed }, params) => redirectTo(`/sessions/${params.id}/manage`, `${added} ${added === 1 ? 'time' : 'times'} added${placed > 0 ? `, and ${placed} who waited ${placed === 1 ? 'has' : 'have'} a place` : ''}`),
  }),
  form({
    url: '/sessions/:id/slots/:slotId/cancel',
    command: cancelSlot,
    show: async ({ read, params, csrf }, state) => {
      const slot = isId(params.slotId) && (await slotsOf(read, [params.id])).find(({ id, cancelledAt }) => id === params.slotId && cancelledAt === null);
      if (!slot) return notFound;
      return pageOf('Take a time out', reasonPage(`Take out ${formatInstant(slot.startsAt)}?`, 'Whoever booked it keeps their turn and is told why.', 'Take the time out', state, csrf), back(params.id));
    },
    input: (posted, params) => ({ sessionId: params.id, slotId: params.slotId, reason: posted.text('reason') }),
    done: toManage('The time is taken out, and those who booked it are told'),
  }),
  form({
    url: '/sessions/:id/attendance/:bookingId',
    command: recordAttendance,
    show: async ({ read, params, csrf }, state) => {
      const session = await sessionById(read, params.id);
      const booking = (await bookingsOf(read, params.id)).find(({ id }) => id === params.bookingId);
      return session && booking ? pageOf('Record who came', attendancePage(session, booking, state, csrf), back(params.id)) : notFound;
    },
    input: (posted, params) => ({ sessionId: params.id, bookingId: params.bookingId, people: postedPeople(posted) }),
    done: toManage('Who came is recorded'),
  }),
  form({
    url: '/sessions/:id/questions',
    command: recordQuestion,
    show: async ({ read, params, csrf }, state) => {
      const session = await sessionById(read, params.id);
      return session ? pageOf('Record a question', recordQuestionPage(session, await bookingsOf(read, params.id), state, csrf), back(params.id)) : notFound;
    },
    input: (posted, params) => ({ sessionId: params.id, question: posted.text('question'), bookingId: posted.text('bookingId') }),
    done: ({ number }, params) => redirectTo(`/sessions/${params.id}/questions/${number}`, 'The question is recorded: answer it for everyone'),
  }),
  form({
    url: '/sessions/:id/questions/:number',
    command: answerAtSession,
    show: async ({ read, params, csrf }, state) => {
      const raised = (await casesAbout(read, sessionReference(params.id), SESSION_QUESTION)).find(({ number }) => String(number) === params.number);
      return raised?.state === 'open' ? pageOf(`Answer question ${raised.number}`, answerPage(raised, state, csrf), back(params.id)) : notFound;
    },
    input: (posted, params) => ({ sessionId: params.id, number: params.number, publicText: posted.text('publicText'), answer: posted.text('answer') }),
    done: toManage('Shared with everyone'),
  }),
  form({
    url: '/sessions/:id/papers',
    command: addPaper,
    show: async ({ read, params, csrf }, state) => pageOf('Add a paper', paperPage(await papersOf(read, params.id), state, csrf), back(params.id)),
    input: (posted, params) => ({ sessionId: params.id, title: posted.text('title'), file: posted.filesOf('file').map(({ name, path }) => ({ name, path }))[0] ?? null }),
    done: toManage('The paper is added'),
  }),
  form({
    url: '/sessions/:id/cancel',
    command: cancelSession,
    show: async ({ read, params, csrf }, state) => {
      const session = await sessionById(read, params.id);
      if (!session || session.cancelledAt !== null) return notFound;
      return pageOf(`Cancel ${session.title}`, reasonPage(`Cancel ${session.title}?`, 'Everyone who booked is told why.', 'Cancel it', state, csrf), back(params.id));
    },
    input: (posted, params) => ({ sessionId: params.id, reason: posted.text('reason') }),
    done: toManage('It is cancelled, and everyone who booked is told'),
  }),
];
