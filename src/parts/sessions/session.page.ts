import { londonDate } from '#kernel/calendar-date';
import { formatInstant, formatTimeOfDay, toIso } from '#kernel/instant';
import type { OrganisationId } from '#kernel/ids';
import { button, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, selectField, textArea, textField, checkboxField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, plainList, statusTag } from '#platform/pages/presentation';
import type { PublicCase } from '#parts/cases';
import { isFree, SESSION_KINDS, type Booking, type Session, type Slot } from './session.ts';
import type { Paper } from './session.store.ts';

export interface SessionModel {
  readonly session: Session;
  readonly slots: readonly Slot[];
  readonly mine: readonly Booking[];
  readonly organisations: readonly { readonly id: OrganisationId; readonly name: string }[];
  readonly papers: readonly Paper[];
  readonly answers: readonly PublicCase[];
  readonly about: { readonly title: string; readonly address: string };
  readonly now: Date;
  readonly signedIn: boolean;
  readonly mayManage: boolean;
  readonly csrf: Html;
}

/** A session as those read it who may come: the times first, each with its own button, so that a phone needs no more than one press. */
export function sessionPage(model: SessionModel, state: FormState): Html {
  const { session, mine, mayManage, about } = model;
  return html`${errorSummaryFor(state, { slotId: 'times', ...(model.organisations.length > 1 ? {} : { organisationId: 'times' }) })}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${SESSION_KINDS[session.kind]} for ${about.title}</span>${session.title}</h1>
${session.cancelledAt !== null && warningText({ text: `This was cancelled. ${session.cancelledReason}`, iconFallbackText: 'Warning' })}
${mine.map((booking) => bookedNote(model, booking))}
${session.words !== '' && html`<p class="govuk-body-l">${session.words}</p>`}
${session.cancelledAt === null && bookingSection(model, state)}
${keyValue([
    { key: 'About', value: html`<a class="govuk-link" href="${about.address}">${about.title}</a>` },
    session.booksUntil && { key: 'Book by', value: formatInstant(session.booksUntil) },
    session.peopleEach !== null && { key: 'How many may come', value: `Up to ${session.peopleEach} people for each booking` },
    { key: 'Access', value: session.accessibility || 'Say what you need after you book, and it will be arranged.' },
    session.alternative !== '' && { key: 'If you cannot come', value: session.alternative },
  ])}
${model.papers.length > 0 && html`<h2 class="govuk-heading-m">Papers</h2>${plainList(model.papers.map((paper) => html`<a class="govuk-link" href="/sessions/${session.id}/papers/${paper.id}">${paper.title}</a>`))}`}
${answersShared(model.answers)}
${mine.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/sessions/${session.id}/ask">Put a question</a>. Everyone sees it with its answer; nobody sees who asked.</p>`}
<p class="govuk-body"><a class="govuk-link" href="/sessions/${session.id}/times.ics">All times as a calendar file</a></p>
${mayManage && html`<p class="govuk-body"><a class="govuk-link" href="/sessions/${session.id}/manage">Who has booked, attendance and questions</a></p>`}`;
}

function bookedNote({ session, slots }: SessionModel, booking: Booking): Html {
  const slot = slots.find(({ id }) => id === booking.slotId);
  const who = booking.organisationName ?? 'You';
  const verb = booking.organisationName ? 'has' : 'have';
  // Central bid writers are not who will run the service (DP-17): said at once, while there is time to bring somebody else.
  const nobodyDelivers = session.kind === 'interview' && booking.attendees.length > 0 && !booking.attendees.some(({ willDeliver }) => willDeliver);
  const links = html`${nobodyDelivers && warningText({ text: 'Nobody on your list is marked “will deliver the service”. The manager who will run it must come.', iconFallbackText: 'Warning' })}<p class="govuk-body"><a class="govuk-link" href="/sessions/${session.id}/bookings/${booking.id}">Say who is coming and what you need</a></p>
${slot && html`<p class="govuk-body"><a class="govuk-link" href="/sessions/${session.id}/bookings/${booking.id}/time.ics">Put it in your calendar</a></p>`}
<p class="govuk-body"><a class="govuk-link" href="/sessions/${session.id}/bookings/${booking.id}/cancel">Give the booking up</a></p>`;
  return html`<div class="govuk-inset-text"><p class="govuk-body govuk-!-font-weight-bold">${slot
    ? html`${who} ${verb} a place on <time datetime="${toIso(slot.startsAt)}">${formatInstant(slot.startsAt)}</time>${slot.place && `, ${slot.place}`}.`
    : html`${who} ${booking.organisationName ? 'is' : 'are'} on the waiting list. The organisers have been asked to add times.`}</p>
${slot?.remoteLink && html`<p class="govuk-body"><a class="govuk-link" href="${slot.remoteLink}" rel="noreferrer">Join online</a></p>`}${links}</div>`;
}

function bookingSection(model: SessionModel, state: FormState): Html {
  const { session, slots, now, signedIn, organisations, mine, csrf } = model;
  const coming = slots.filter(({ cancelledAt, startsAt }) => cancelledAt === null && startsAt > now);
  const isClosed = session.booksUntil !== null && now >= session.booksUntil;
  const needsOrganisation = session.audience !== 'anyone' && organisations.length === 0;
  const free = coming.some((slot) => isFree(slot, now));
  const mayPress = signedIn && !isClosed && !needsOrganisation;
  const verb = mine.length > 0 ? 'Move to' : 'Book';
  const mayWait = mayPress && !free && mine.length === 0;
  // Without a button it is no form: a screen reader should not meet one that cannot be sent.
  const hasButton = mayWait || (mayPress && coming.some((slot) => isFree(slot, now) && !mine.some(({ slotId }) => slotId === slot.id)));
  const days = byDay(coming).map(([date, ofDay]) => html`<h3 class="govuk-heading-s govuk-!-margin-bottom-2">${formatDate(date)}</h3><ul class="govuk-list">${ofDay.map((slot) => slotItem(model, slot, mayPress, verb))}</ul>`);
  return html`<h2 class="govuk-heading-m" id="times">Times</h2>
${coming.length === 0 && emptyState({ title: slots.length > 0 ? 'No times are still to come.' : 'No times have been set yet.', ...(slots.length === 0 && !isClosed ? { text: 'Ask to wait, and you are told when there are some.' } : {}) })}
${isClosed && html`<p class="govuk-body">The time for booking has passed.</p>`}
${signedIn && !isClosed && needsOrganisation && html`<p class="govuk-body">These times are for organisations. <a class="govuk-link" href="/organisations/register">Register yours</a> (it takes a few minutes), then come back.</p>`}
${!signedIn && !isClosed && html`<p class="govuk-body"><a class="govuk-link" href="/sessions/${session.id}/book">Sign in to book</a></p>`}
${hasButton ? html`<form method="post" action="/sessions/${session.id}/book" novalidate>${csrf}
${organisations.length > 1 && selectField(state, { name: 'organisationId', label: 'Book for', items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${organisations.length === 1 && hiddenField('organisationId', organisations[0]!.id)}
${days}${mayWait && html`<p class="govuk-body">${coming.length > 0 && 'Every time is taken. '}Nobody is turned away: ask to wait, and the organisers are asked to add times.</p>${button({ text: 'Ask to wait', name: 'slotId', value: '' })}`}</form>` : days}`;
}

function slotItem({ now, mine }: SessionModel, slot: Slot, mayPress: boolean, verb: string): Html {
  const isMine = mine.some(({ slotId }) => slotId === slot.id);
  const left = slot.places - slot.taken;
  const time = `${formatTimeOfDay(slot.startsAt)} to ${formatTimeOfDay(slot.endsAt)}`;
  return html`<li class="govuk-!-margin-bottom-3"><span class="govuk-!-font-weight-bold">${time}</span>${slot.place && html`, ${slot.place}`}${slot.remoteLink && (slot.place ? ', or online' : ', online')}.
${isMine ? statusTag('Yours', 'green') : isFree(slot, now) ? html`${left} ${left === 1 ? 'place' : 'places'} left.` : statusTag('Taken', 'grey')}
${mayPress && !isMine && isFree(slot, now) && html`<br>${button({ text: `${verb} ${formatTimeOfDay(slot.startsAt)}`, name: 'slotId', value: slot.id, classes: 'govuk-button--secondary govuk-!-margin-top-2 govuk-!-margin-bottom-1' })}`}</li>`;
}

function byDay(slots: readonly Slot[]): readonly (readonly [string, readonly Slot[]])[] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) days.set(londonDate(slot.startsAt), [...(days.get(londonDate(slot.startsAt)) ?? []), slot]);
  return [...days];
}

/** Questions raised and answered, without who asked. Nothing while there are none. */
export const answersShared = (answers: readonly PublicCase[]): Html | false =>
  answers.length > 0 && html`<h2 class="govuk-heading-m">Questions raised, and the answers</h2><dl class="govuk-list">${answers.map(({ number, question, answer, answeredAt }) => html`<div id="raised-${number}">
<dt class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${question}</dt><dd class="govuk-body govuk-!-margin-left-0">${answer} <span class="govuk-hint">Answered on ${formatInstant(answeredAt)}.</span></dd></div>`)}</dl>`;

/** The sessions of a record, for its own page: each with its next free time and one link to book. */
export function sessionList(sessions: readonly { readonly session: Session; readonly slots: readonly Slot[]; readonly answers: readonly PublicCase[] }[], now: Date): Html {
  return html`<ul class="govuk-list">${sessions.map(({ session, slots, answers }) => {
    const standing = slots.filter(({ cancelledAt }) => cancelledAt === null);
    const days = byDay(standing).map(([date]) => formatDate(date));
    const free = standing.filter((slot) => isFree(slot, now)).reduce((sum, { places, taken }) => sum + places - taken, 0);
    const canBook = session.cancelledAt === null && (session.booksUntil === null || now < session.booksUntil) && (standing.length === 0 || standing.some(({ startsAt }) => startsAt > now));
    return html`<li class="govuk-!-margin-bottom-4"><p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link govuk-!-font-weight-bold" href="/sessions/${session.id}">${session.title}</a> (${SESSION_KINDS[session.kind].toLowerCase()})${session.cancelledAt !== null && html` ${statusTag('Cancelled', 'red')}`}</p>
<p class="govuk-body govuk-!-margin-bottom-1">${days.length === 0 ? 'Days to be set.' : days.join(', ')}${canBook && (free > 0 ? `. ${free} ${free === 1 ? 'place' : 'places'} left.` : '. All places are taken: ask to wait, nobody is turned away.')}${answers.length > 0 && ` ${answers.length} ${answers.length === 1 ? 'question' : 'questions'} answered.`}</p></li>`;
  })}</ul>`;
}

/** Who is coming: as many lines as may come, six where there is no limit. */
export function whoComesPage({ session, booking, state, csrf }: { readonly session: Session; readonly booking: Booking; readonly state: FormState; readonly csrf: Html }): Html {
  const lines = Math.max(session.peopleEach ?? 6, booking.attendees.length);
  return html`${errorSummaryFor(state, { people: 'name-0' })}<h1 class="govuk-heading-l">Who is coming to ${session.title}</h1>
<p class="govuk-body">You need not say it now. Only the organisers see it.</p>
<form method="post" novalidate>${csrf}${Array.from({ length: lines }, (_unused, line) => {
    const person = booking.attendees[line];
    return html`<fieldset class="govuk-fieldset govuk-!-margin-bottom-4"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Person ${line + 1}</legend>
${textField(state, { name: `name-${line}`, label: 'Name', value: person?.name, autocomplete: 'off' })}${textField(state, { name: `role-${line}`, label: 'What they do (optional)', value: person?.role })}
${checkboxField(state, { name: `delivers-${line}`, label: 'Would they do the work?', labelSize: 's', small: true, items: [{ value: 'yes', text: 'Will deliver the service' }], values: person?.willDeliver ? ['yes'] : [] })}</fieldset>`;
  })}
${textArea(state, { name: 'accessNeeds', label: 'What do you need to take part? (optional)', hint: 'For example: step-free access, a signer, large print, a break halfway', value: booking.accessNeeds, rows: 3 })}
${button({ text: 'Save' })}</form>`;
}
