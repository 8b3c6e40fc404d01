import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import { counted } from '#kernel/counted';
import { formatInstant } from '#kernel/instant';
import { answerField, answerList, answerWords, questionFields, type Answers, type Question } from '#parts/questions';
import { button, panel } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import type { Inspector, Sending } from './checklist.ts';

export interface ChecklistPage {
  readonly title: string;
  readonly lookAt: string;
  /** The contract that it is about. */
  readonly about: string;
  readonly inspector: Inspector;
  readonly questions: readonly Question[];
  /** Where it is sent to: the address of the page itself. */
  readonly address: string;
}

const greeting = ({ title, about, inspector }: Pick<ChecklistPage, 'title' | 'about' | 'inspector'>): Html => html`<span class="govuk-caption-xl">${about}</span><h1 class="govuk-heading-xl">${title}</h1>
<p class="govuk-body-l">Hello ${inspector.name ?? 'there'}.</p>`;

/** The checklist on one short page. With scripts it keeps what is typed on the phone, and sends itself once there is a signal. */
export const openChecklistPage = (model: ChecklistPage, sendKey: string, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${greeting(model)}
<p class="govuk-body-l wantsum-words">${model.lookAt}</p>
<p class="govuk-body">${model.questions.length === 1 ? 'There is 1 quick question' : `There are ${model.questions.length} quick questions`}. Your answers must reach us by ${formatDate(model.inspector.lastOn)}. Once they are sent they cannot be changed.</p>
<p class="govuk-body"><span class="wantsum-with-script">You do not need a signal while you answer: this phone keeps what you type.</span></p>
${formOf(model, sendKey, csrf, form, html`${button({ text: 'Send', preventDoubleClick: true })}`)}`;

/** Nothing can be sent: why, and what was typed, so that it can be told in another way. */
export const closedChecklistPage = (model: ChecklistPage, sentence: string, csrf: Html, form: FormState): Html => {
  const typed = Object.keys(form.values).length > 0;
  return html`${form.errors.some(({ message }) => message === sentence) ? errorSummaryFor(form) : nothing}${greeting(model)}
<p class="govuk-body-l">${sentence}</p>
<div ${typed ? nothing : html`hidden`} data-typed-before><h2 class="govuk-heading-l">What you typed</h2><p class="govuk-body">It was not sent.</p>
${formOf(model, '', csrf, { values: form.values, errors: [] }, nothing)}</div>`;
};

/** The form, whose browser code sends it later. Without a button it only shows what was typed. */
const formOf = ({ address, questions }: ChecklistPage, sendKey: string, csrf: Html, form: FormState, end: Html): Html => html`<form method="post" action="${address}" novalidate data-send-later="${address}">${csrf}
${hiddenField('sendKey', typed(form, 'sendKey') || sendKey)}${hiddenField('doneAt', '')}
${questionFields(questions, form, new Map())}
<p data-send-status></p>${end}
<p class="govuk-body" hidden data-send-done><a class="govuk-link" href="${address}">See what you sent</a></p></form>`;

const typed = ({ values }: FormState, name: string): string => (typeof values[name] === 'string' ? values[name] : '');

interface SentPage extends ChecklistPage {
  readonly sending: Sending;
  readonly answers: Answers;
  /** The last day on which their name may still be here. */
  readonly nameUntil: string;
}

/** What was sent and when, for good; and what is held about the person who sent it. */
export function sentChecklistPage({ sending, answers, questions, inspector, nameUntil, address, ...model }: SentPage, form: FormState): Html {
  const typedSince = questions.map((question) => ({ question, words: typed(form, answerField(question.id)) })).filter(({ words }) => words !== '');
  return html`${errorSummaryFor(form)}${panel({ titleText: 'Sent', text: `${formatInstant(sending.arrivedAt)}. Thank you.` })}
<div data-sent="${address}"></div>
<p class="govuk-body-l">These are your answers about ${model.about}. They cannot be changed any more. Whoever gave you this link reads them before the review.</p>
<h2 class="govuk-heading-l">${model.title}</h2>${answerList(questions, answers)}
${typedSince.length > 0 && html`<h2 class="govuk-heading-l">What you typed and did not send</h2><dl class="wantsum-answers">${typedSince.map(({ question, words }) => html`<dt class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${question.text}</dt><dd class="govuk-body wantsum-words govuk-!-margin-left-0">${answerWords(question, words)}</dd>`)}</dl>`}
<h2 class="govuk-heading-m">What is kept about you</h2>
<p class="govuk-body">${keptWords(inspector, nameUntil)}</p>`;
}

const keptWords = ({ name, email }: Inspector, nameUntil: string): string => {
  if (name === null) return 'Your answers. Your name and email address were taken out.';
  return `Your name, ${name}${email ? `, your email address, ${email}, until the review is over,` : ''} and your answers. Only those who manage the contract see your name, and it is taken out ${nameUntil}. To have it taken out sooner, ask whoever gave you the link.`;
};

/** When a name is taken out. @param day the last on which it may be there, once the review was held @param months after the review */
export function wordsForNameUntil(day: CalendarDate | null, months: number): string {
  if (day !== null) return `after ${formatDate(day)}`;
  return months === 0 ? 'after the review' : `${months % 12 === 0 ? counted(months / 12, 'year') : counted(months, 'month')} after the review`;
}
