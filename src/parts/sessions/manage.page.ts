import { formatInstant } from '#kernel/instant';
import { button, warningText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, fileField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Case } from '#parts/cases';
import { moreNeeded, moreNeededWords, type Booking, type Session, type Slot } from './session.ts';
import type { Paper } from './session.store.ts';

export interface ManageModel {
  readonly session: Session;
  readonly slots: readonly Slot[];
  readonly bookings: readonly Booking[];
  readonly questions: readonly Case[];
  readonly papers: readonly Paper[];
  readonly about: { readonly title: string; readonly address: string };
}

const whoOf = (booking: Booking): string => booking.organisationName ?? booking.personName;

/** For organisers: who booked what, who came, what was asked. */
export function managePage({ session, slots, bookings, questions, papers }: ManageModel): Html {
  const waiting = bookings.filter(({ slotId }) => slotId === null);
  const more = session.cancelledAt === null ? moreNeeded(slots, waiting.length) : null;
  const at = (path: string) => `/sessions/${session.id}/${path}`;
  return html`<h1 class="govuk-heading-l">${session.title}: who comes, and what was asked</h1>
<p class="govuk-body">Who booked is shown to organisers only, and each look is recorded: before the bids are opened it may tell who bids.</p>
${more && html`<div id="more-needed">${warningText({ text: moreNeededWords(more), iconFallbackText: 'Warning' })}${button({ text: 'Add a set of times', href: at('slots') })}</div>`}
${slots.length === 0 ? emptyState({ title: 'There are no times yet.', action: { text: 'Add times', href: at('slots') } }) : slotTable(session, slots, bookings)}
${waiting.length > 0 && html`<h2 class="govuk-heading-m">Waiting, in the order they asked</h2>${plainList(waiting.map((booking) => `${whoOf(booking)}, since ${formatInstant(booking.bookedAt)}`), 'number')}`}
<h2 class="govuk-heading-m" id="questions">Questions raised</h2>
${questions.length === 0 ? html`<p class="govuk-body">None has been recorded.</p>` : scrollingTable({
    caption: 'Questions raised', head: [{ text: 'Number' }, { text: 'As it was asked' }, { text: 'Standing' }],
    rows: questions.map((question) => [{ text: question.number }, { text: question.text }, { html: question.state === 'answered' ? statusTag('Shared with everyone', 'green') : html`<a class="govuk-link" href="${at(`questions/${question.number}`)}">Answer<span class="govuk-visually-hidden"> question ${question.number}</span></a>` }]),
  })}
${plainList([
    html`<a class="govuk-link" href="${at('questions')}">Record a question that was raised</a>`, html`<a class="govuk-link" href="${at('slots')}">Add a set of times</a>`,
    html`<a class="govuk-link" href="${at('papers')}">Add a paper</a>${papers.length > 0 && ` (${papers.length} so far)`}`, session.cancelledAt === null && html`<a class="govuk-link" href="${at('cancel')}">Cancel it for everyone</a>`,
  ].filter((item) => item !== false))}`;
}

function slotTable(session: Session, slots: readonly Slot[], bookings: readonly Booking[]): Html {
  return scrollingTable({
    caption: 'Times and bookings', head: [{ text: 'Time' }, { text: 'Where' }, { text: 'Booked' }, { text: 'Who, and what they need' }, { text: 'Actions' }],
    rows: slots.map((slot) => [
      { text: formatInstant(slot.startsAt) }, { text: [slot.place, slot.remoteLink && 'online'].filter(Boolean).join(', ') },
      { html: slot.cancelledAt ? statusTag('Taken out', 'red') : html`${slot.taken} of ${slot.places}` },
      { html: plainList(bookings.filter(({ slotId }) => slotId === slot.id).map((booking) => bookingWords(session, booking)), 'plain') },
      { html: slot.cancelledAt === null && html`<a class="govuk-link" href="/sessions/${session.id}/slots/${slot.id}/cancel">Take out<span class="govuk-visually-hidden"> ${formatInstant(slot.startsAt)}</span></a>` || html`` },
    ]),
  });
}

const bookingWords = (session: Session, booking: Booking): Html => html`<strong>${whoOf(booking)}</strong>${booking.attendees.map((person) =>
  html`<br>${person.name}${person.role && `, ${person.role}`}${person.willDeliver && ' (will deliver the service)'}${person.attended !== null && (person.attended ? ': came' : ': did not come')}`)}
${booking.accessNeeds !== '' && html`<br>Needs: ${booking.accessNeeds}`}<br><a class="govuk-link" href="/sessions/${session.id}/attendance/${booking.id}">Record who came<span class="govuk-visually-hidden"> for ${whoOf(booking)}</span></a>`;

const FURTHER_LINES = 2;

export function attendancePage(session: Session, booking: Booking, state: FormState, csrf: Html): Html {
  const lines = booking.attendees.length + FURTHER_LINES;
  return html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Who came for ${whoOf(booking)}</h1>
<form method="post" novalidate>${csrf}${Array.from({ length: lines }, (_unused, line) => {
    const person = booking.attendees[line];
    return html`<fieldset class="govuk-fieldset govuk-!-margin-bottom-4"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${person?.name ?? 'Somebody else who came'}</legend>
${textField(state, { name: `name-${line}`, label: 'Name', value: person?.name })}${textField(state, { name: `role-${line}`, label: 'What they do', value: person?.role })}
${checkboxField(state, { name: `marks-${line}`, label: 'Mark', labelSize: 's', small: true, items: [{ value: 'came', text: 'Came' }, { value: 'delivers', text: 'Will deliver the service' }], values: [person?.attended && 'came', person?.willDeliver && 'delivers'].filter((mark) => typeof mark === 'string') })}</fieldset>`;
  })}${button({ text: 'Save who came' })}</form>`;
}

export const recordQuestionPage = (session: Session, bookings: readonly Booking[], state: FormState, csrf: Html): Html => html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Record a question raised at ${session.title}</h1>
<form method="post" novalidate>${csrf}${textArea(state, { name: 'question', label: 'What was asked', rows: 4 })}
${selectField(state, { name: 'bookingId', label: 'Asked by (optional)', hint: 'Kept for the record and never shown with the answer', emptyText: 'Not known, or several', items: bookings.map((booking) => ({ value: booking.id, text: whoOf(booking) })) })}
${button({ text: 'Record the question' })}</form>`;

export const answerPage = (raised: Case, state: FormState, csrf: Html): Html => html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Answer question ${raised.number} for everyone</h1>
<p class="govuk-body">As it was asked: ${raised.text}</p>
<form method="post" novalidate>${csrf}${textArea(state, { name: 'publicText', label: 'The question as everyone will see it', hint: 'Leave out anything that tells who asked', value: raised.text, rows: 3 })}
${textArea(state, { name: 'answer', label: 'Answer', rows: 6 })}${button({ text: 'Share with everyone' })}</form>`;

export const paperPage = (papers: readonly Paper[], state: FormState, csrf: Html): Html => html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Add a paper</h1>${plainList(papers.map(({ title }) => title))}
<form method="post" enctype="multipart/form-data" novalidate>${csrf}${textField(state, { name: 'title', label: 'Title' })}${fileField(state, { name: 'file', label: 'File', hint: 'PDF, Word, OpenDocument or plain text, up to 25 MB' })}${button({ text: 'Add the paper' })}</form>`;

/** A page that asks for nothing but a reason. */
export const reasonPage = (heading: string, words: string, press: string, state: FormState, csrf: Html): Html => html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">${heading}</h1><p class="govuk-body">${words}</p>
<form method="post" novalidate>${csrf}${textArea(state, { name: 'reason', label: 'Reason', rows: 3 })}${button({ text: press, classes: 'govuk-button--warning' })}</form>`;
