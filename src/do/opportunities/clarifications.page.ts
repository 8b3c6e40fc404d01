import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, hiddenField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import type { CalendarDate } from '#kernel/calendar-date';
import { emptyState, formatDate, formatInstant, keyValue, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { RuleNote } from '#kernel/rule-note';
import type { Case } from '#parts/cases';
import type { Opportunity } from './opportunity.ts';

/** A supplier asks. */
export function askPage(opportunity: Opportunity, organisations: readonly { readonly id: string; readonly name: string }[], form: FormState, csrf: Html): Html {
  if (organisations.length === 0) {
    return html`<h1 class="govuk-heading-l">Ask a question</h1>
<p class="govuk-body">Questions are asked by suppliers. <a class="govuk-link" href="/register">Register your organisation</a>, or ask a colleague to add you to it, then come back: questions can be asked until ${formatInstant(opportunity.clarificationsUntil!)}.</p>`;
  }
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Ask a question</h1>
<p class="govuk-body">About “${opportunity.title}”. Everyone will see the question and its answer. Nobody but the authority’s officers will see who asked.</p>
<form method="post" novalidate>${csrf}
${organisations.length === 1 ? hiddenField('organisationId', organisations[0]!.id) : radioField(form, { name: 'organisationId', label: 'Which organisation asks?', items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${textArea(form, { name: 'question', label: 'Your question', hint: 'Do not name yourselves', rows: 6, characterLimit: 4000 })}
${checkboxField(form, { name: 'askPrivate', label: 'Is it commercially sensitive?', items: [{ value: 'yes', text: 'Ask for a private answer', hint: 'Only if an officer agrees that it is sensitive. If not, you can withdraw it or let it be answered for everyone.' }] })}
${button({ text: 'Send question' })}</form>`;
}

/** The officers' list: what is open first, with the day by which it is to be answered. */
export function clarificationsPage(opportunity: Opportunity, cases: readonly Case[], answersDue: ReadonlyMap<string, CalendarDate>, today: CalendarDate): Html {
  const inOrder = [...cases].sort((one, other) => Number(one.state !== 'open') - Number(other.state !== 'open') || one.number - other.number);
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Questions from suppliers</h1>
${inOrder.length === 0
    ? emptyState({ title: 'Nobody has asked anything yet.' })
    : scrollingTable({
      caption: 'Questions from suppliers', head: [{ text: 'Question' }, { text: 'Asked' }, { text: 'State' }],
      rows: inOrder.map((raised) => [
        { html: html`<a class="govuk-link" href="/clarifications/${raised.id}">Question ${raised.number}</a>: ${shortened(raised.text)}` }, { text: formatInstant(raised.createdAt) }, { html: html`${stateTag(raised)}${dueWords(answersDue.get(raised.id), today)}` },
      ]),
    })}`;
}

export interface ClarificationModel {
  readonly raised: Case;
  readonly opportunity: Opportunity;
  readonly may: { readonly answer: boolean; readonly withdraw: boolean };
  /** Known to officers only, for their own reading of what they publish; null for the asker, who knows. */
  readonly askedBy: string | null;
  /** The day by which it is to be answered, while it can be. */
  readonly answerBy: CalendarDate | null;
}

/** One question, for its asker and the officers. */
export function clarificationPage({ raised, opportunity, may, askedBy, answerBy }: ClarificationModel): Html {
  const at = `/clarifications/${raised.id}`;
  const answer = raised.replies.find(({ isAnswer }) => isAnswer);
  const link = (path: string, text: string) => html`<p class="govuk-body"><a class="govuk-link" href="${at}/${path}">${text}</a></p>`;
  const isOpen = raised.state === 'open';
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Question ${raised.number}</h1>
<p class="govuk-body">${stateTag(raised)}</p>
<p class="govuk-body">${raised.text}</p>
${keyValue([
    { key: 'Asked', value: formatInstant(raised.createdAt) },
    answerBy !== null && { key: 'To be answered by', value: formatDate(answerBy) },
    askedBy !== null && { key: 'Asked by', value: `${askedBy} (never shown to others)` },
    raised.privacyReason !== null && { key: raised.privacy === 'agreed' ? 'Why the answer is private' : 'Why the answer cannot be private', value: raised.privacyReason },
    raised.publicText !== null && { key: 'The question as everyone sees it', value: raised.publicText },
    answer !== undefined && { key: 'Answer', value: answer.text },
  ])}
${may.answer && isOpen && raised.privacy === 'asked' && raised.audience === 'private' && link('privacy', 'Decide whether it is sensitive')}
${may.answer && isOpen && !(raised.audience === 'private' && raised.privacy !== 'agreed') && link('answer', 'Answer this question')}
${may.answer && isOpen && raised.audience === 'private' && raised.privacy === 'refused' && html`<p class="govuk-body">It waits for the asker to withdraw it or to let it be answered for everyone.</p>`}
${may.withdraw && isOpen && raised.audience === 'private' && link('let-be-public', 'Let it be answered for everyone, without your name')}
${may.withdraw && isOpen && link('withdraw', 'Withdraw this question')}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}">Go to the opportunity</a></p>`;
}

/** An officer answers. */
export function answerPage(raised: Case, opportunity: Opportunity, note: RuleNote, form: FormState, csrf: Html): Html {
  const isPublic = raised.audience === 'everyone';
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Answer question ${raised.number}</h1>
<p class="govuk-body">${isPublic ? 'Everyone will read the question as you write it here, and the answer. Neither may give away who asked.' : 'This answer is private: only the asker will read it.'}</p>
<form method="post" novalidate>${csrf}
${isPublic && textArea(form, { name: 'publicText', label: 'The question as everyone will see it', value: raised.text, rows: 4 })}
${textArea(form, { name: 'answer', label: 'Answer', rows: 6 })}
${checkboxField(form, { name: 'material', label: 'Does the answer change what bidders must price or write?', items: [{ value: 'yes', text: 'Yes, it does' }] })}
${ruleNote(note)}
${dateField(form, { name: 'closesOn', label: 'New closing day (optional)', hint: `Bids close on ${formatInstant(opportunity.closesAt!)}. A new time can only be later.` })}
${textField(form, { name: 'closesAt', label: 'New closing time', hint: 'Such as 5pm or 17:00', width: 10 })}
${button({ text: 'Send answer' })}</form>`;
}

export function privacyPage(raised: Case, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Is question ${raised.number} commercially sensitive?</h1>
<p class="govuk-body">${raised.text}</p>
<p class="govuk-body">The asker wants a private answer. If it is not sensitive the asker can withdraw it, or let it be answered for everyone without a name.</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'sensitive', label: 'Is it sensitive?', items: [{ value: 'yes', text: 'Yes: answer privately' }, { value: 'no', text: 'No: it cannot be answered privately' }] })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'The asker reads it', rows: 3 })}
${button({ text: 'Save decision' })}</form>`;
}

const stateTag = ({ state, audience, privacy }: Case): Html => html`${
  state === 'open' ? statusTag('Not answered', 'yellow') : state === 'answered' ? statusTag('Answered', 'green') : statusTag('Withdrawn', 'grey')} ${
  audience === 'private' && statusTag(privacy === 'asked' ? 'Asks to be private' : privacy === 'refused' ? 'Not agreed to be private' : 'Private', 'purple')}`;

/** "answer by 24 November 2026", and that the day has passed. */
const dueWords = (day: CalendarDate | undefined, today: CalendarDate): Html | null =>
  day === undefined ? null : html` answer by ${formatDate(day)}${day < today && html` ${statusTag('Overdue', 'red')}`}`;

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
