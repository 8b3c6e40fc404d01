import { formatDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import type { RuleNote } from '#kernel/rule-note';
import { answerList, questionList, type Answers, type Question } from '#parts/questions';
import { button, insetText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, pageLinks, plainList, ruleNote, scrollingTable, statusTag, type TagColour } from '#platform/pages/presentation';
import { ANSWER_WAY_NAMES, ANSWER_WAYS, countWords, publicCountWords, type CountedQuestion, type InspectorStanding } from './checklist.ts';
import type { Checklist, Inspection } from './checklist.store.ts';

/** The review that they are for, in a line: "Quarterly review of Mentors, due 31 March 2026". */
interface ReviewHeading {
  readonly id: string;
  readonly words: string;
  readonly heldOn: string | null;
}

const heading = (review: ReviewHeading, title: string): Html => html`<span class="govuk-caption-l">${review.words}</span><h1 class="govuk-heading-l">${title}</h1>`;
const sentWords = ({ asked, sent }: Pick<Checklist, 'asked' | 'sent'>): string => (asked === 0 ? 'Nobody asked yet' : `${sent} of ${asked} sent`);
const WRITTEN_UP = 'The review is written up, so nothing is added to its checklists any more.';

interface ListPage {
  readonly review: ReviewHeading;
  readonly checklists: readonly Checklist[];
  readonly mayMake: boolean;
}

/** The checklists of one review. */
export const checklistsPage = ({ review, checklists, mayMake }: ListPage): Html => html`${heading(review, 'Checklists')}
<p class="govuk-body">People who use the service, or look at it for you, answer a few quick questions on their phone, by a link and without an account. Their answers stand beside the provider’s figures when the review is written up.</p>
${review.heldOn !== null ? html`<p class="govuk-body">${WRITTEN_UP}</p>` : mayMake && html`<p class="govuk-body"><a class="govuk-link" href="/reviews/${review.id}/checklists/new">Make a checklist</a></p>`}
${checklists.length === 0 ? emptyState({ title: 'There is no checklist for this review.' }) : scrollingTable({
  caption: 'Checklists of this review', firstCellIsHeader: true, head: [{ text: 'Checklist' }, { text: 'What is looked at' }, { text: 'Answers' }],
  rows: checklists.map((one) => [{ html: html`<a class="govuk-link" href="/reviews/${review.id}/checklists/${one.id}">${one.title}</a>` }, { text: one.lookAt }, { text: sentWords(one) }]),
})}`;

/** A new checklist: what to look at, and its questions, one to a line. */
export const makeChecklistPage = (review: ReviewHeading, most: RuleNote, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(review, 'Make a checklist')}
<p class="govuk-body">Everyone you ask gets the same questions, and they cannot be changed afterwards. Use short, plain sentences: many people answer on a phone, outdoors.</p>${ruleNote(most)}
<form method="post" novalidate>${csrf}
${textField(form, { name: 'title', label: 'Title', hint: 'For example: Visit to the Tuesday club' })}
${textArea(form, { name: 'lookAt', label: 'What should they look at?', hint: 'A plain sentence or two', rows: 3 })}
${ANSWER_WAY_NAMES.map((way) => textArea(form, { name: way, label: `Questions ${ANSWER_WAYS[way].words.charAt(0).toLowerCase()}${ANSWER_WAYS[way].words.slice(1)}`, hint: `One question to a line. For example: ${ANSWER_WAYS[way].example}`, rows: 4 }))}
${button({ text: 'Make the checklist', preventDoubleClick: true })}</form>`;

const STANDINGS: Readonly<Record<InspectorStanding, readonly [string, TagColour]>> = { sent: ['Sent', 'green'], open: ['Not sent yet', 'yellow'], expired: ['Too late', 'grey'], withdrawn: ['Closed', 'red'] };

/** One person who was asked, as a reader of the page may see them. */
export interface ShownInspection extends Inspection {
  readonly standing: InspectorStanding;
  /** Their name; "Somebody" where the reader may not know it, or nobody does any more. */
  readonly called: string;
  readonly answers: Answers;
}

interface ChecklistPage {
  readonly review: ReviewHeading;
  readonly checklist: Checklist;
  readonly questions: readonly Question[];
  readonly inspections: readonly ShownInspection[];
  readonly mayAsk: boolean;
  readonly next: string | null;
}

/** One checklist: its questions, who was asked, and what they answered, with when it was done and when it arrived. */
export function checklistPage({ review, checklist, questions, inspections, mayAsk, next }: ChecklistPage): Html {
  const at = `/reviews/${review.id}/checklists/${checklist.id}`;
  return html`${heading(review, checklist.title)}<p class="govuk-body wantsum-words">${checklist.lookAt}</p>
<p class="govuk-body">${sentWords(checklist)}. ${review.heldOn !== null && WRITTEN_UP}</p>
${mayAsk && review.heldOn === null && html`<p class="govuk-body"><a class="govuk-link" href="${at}/invite">Ask somebody</a></p>`}
${inspections.length > 0 && scrollingTable({
    caption: 'People asked', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'Standing' }, { text: 'Done' }, { text: 'Arrived' }, ...(mayAsk ? [{ text: 'Change' }] : [])],
    rows: inspections.map((one) => [
      { text: one.called }, { html: standingOf(one, mayAsk) }, { text: one.sending ? formatInstant(one.sending.doneAt) : '' }, { text: one.sending ? formatInstant(one.sending.arrivedAt) : '' }, ...(mayAsk ? [{ html: changes(review, one) }] : []),
    ]),
  })}
${inspections.filter(({ sending }) => sending).map((one) => html`<h2 class="govuk-heading-m">${one.called}</h2>
<p class="govuk-body">Done on ${formatInstant(one.sending!.doneAt)} by their own clock, arrived on ${formatInstant(one.sending!.arrivedAt)}.</p>${answerList(questions, one.answers)}`)}
${pageLinks({ next, of: 'people asked' })}
<h2 class="govuk-heading-m">What is asked</h2>${questionList(questions)}`;
}

/** Why a link was closed may name whose it was, so it is for those who know the names. */
const standingOf = ({ standing, inspector }: ShownInspection, mayAsk: boolean): Html => {
  const [words, colour] = STANDINGS[standing];
  return html`${statusTag(words, colour)}${standing === 'open' && html`<br>until ${formatDate(inspector.lastOn)}`}${standing === 'withdrawn' && mayAsk && html`<br>${inspector.withdrawnReason}`}`;
};

const changes = (review: ReviewHeading, { inspector, called, standing }: ShownInspection): Html => {
  const at = `/reviews/${review.id}/inspectors/${inspector.id}`;
  const of = html`<span class="govuk-visually-hidden">: ${called}</span>`;
  return html`${standing === 'open' && html`<a class="govuk-link" href="${at}/close">Close the link${of}</a><br>`}${inspector.name !== null && html`<a class="govuk-link" href="${at}/forget">Take out the name${of}</a>`}`;
};

export const inviteInspectorPage = (review: ReviewHeading, checklist: Checklist, lastOn: string, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(review, `Ask somebody: ${checklist.title}`)}
<p class="govuk-body">They need no account: you give them a link. Their name is seen by those who manage the contract and never made public.</p>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'name', label: 'Their name', width: 20, autocomplete: 'off' })}
${textField(form, { name: 'email', label: 'Their email address (optional)', hint: 'To send them the link. It is taken out once the review is written up.', type: 'email', autocomplete: 'off', spellcheck: false })}
${dateField(form, { name: 'lastOn', label: 'Until when may they send it?', hint: 'Nothing can be sent once the review is written up, whatever stands here.', labelSize: 's', value: lastOn })}
${button({ text: 'Make their link', preventDoubleClick: true })}</form>`;

/** The link, shown once. It is not mailed from here: a mail would keep the code. */
export const inspectorLinkPage = (review: ReviewHeading, checklist: Checklist, called: string, email: string | null, link: string): Html => html`${heading(review, `The link of ${called}`)}
<p class="govuk-body">Give this link to ${called}. It is shown this once and kept nowhere: whoever has it answers as ${called}. If it is lost, close it and make another.</p>
${insetText({ html: html`<p class="govuk-body wantsum-words"><a class="govuk-link" href="${link}">${link}</a></p>` })}
${email !== null && html`<p class="govuk-body"><a class="govuk-link" href="mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(checklist.title)}&body=${encodeURIComponent(`Hello ${called},\n\n${checklist.lookAt}\n\n${link}\n`)}">Write to ${email} in your own mail program</a></p>`}
<p class="govuk-body"><a class="govuk-link" href="/reviews/${review.id}/checklists/${checklist.id}">Back to the checklist</a></p>`;

export const closeLinkPage = (review: ReviewHeading, called: string, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(review, `Close the link of ${called}`)}
<p class="govuk-body">Nothing can be sent with it any more.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Reason', rows: 3 })}${button({ text: 'Close the link', classes: 'govuk-button--warning' })}</form>`;

export const forgetInspectorPage = (review: ReviewHeading, called: string, sent: boolean, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(review, `Take out the name of ${called}`)}
<p class="govuk-body">${sent ? 'The answers stay, without who gave them. If the answers themselves tell who it was, say so when you write the review up.' : 'Nothing was sent, so the link is closed as well.'} It cannot be undone.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Take out the name', classes: 'govuk-button--warning' })}</form>`;

/** What checklists answered, for whoever writes the review up: counted, and their words without who wrote them. */
export function answeredSection(counts: readonly CountedQuestion[], words: readonly { readonly question: string; readonly words: string }[]): Html {
  if (counts.length === 0 && words.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">What people who use the service answered</h2>
${counts.length > 0 && plainList(counts.map((one) => html`${one.text} <strong>${countWords(one.counts)}</strong>`))}
${words.length > 0 && html`<h3 class="govuk-heading-s">In their own words</h3>${plainList(words.map((one) => html`${one.question} “${one.words}”`))}`}`;
}

/** The same counts as everyone may see them, below a review that was written up with them. @param fewest see `publicCountWords` */
export const publicAnswers = (counts: readonly CountedQuestion[], fewest: number | null): Html =>
  counts.length === 0 ? nothing : html`<h3 class="govuk-heading-s">What people who use the service answered</h3>${plainList(counts.map((one) => html`${one.text} ${publicCountWords(one.counts, fewest)}`))}`;
