import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Session } from '#parts/sessions';
import type { Award } from './award.store.ts';
import { FEEDBACK_RULE, missingFrom, resultSentence, SERVICE_USERS_HEADING, type Feedback } from './feedback.ts';
import type { AwardObstacle } from './ports.ts';
import { obstacleList } from './award.page.ts';
import { titleWithStage } from './publish-award.command.ts';

const heading = (caption: string, title: string): Html => html`<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;

/** Every letter of an award, for staff. */
export function lettersPage(award: Award, letters: readonly Feedback[], mayEdit: boolean, talks: Pick<Session, 'id'> | null): Html {
  const missing = missingFrom(letters);
  const released = letters.some(({ releasedAt }) => releasedAt !== null);
  return html`${heading(titleWithStage(award), 'Feedback to bidders')}
<p class="govuk-body">${released ? 'Every bidder has had its letter.' : 'Drafted from what the panel agreed. Every letter goes out at the same time, and none goes with an empty comment.'}</p>${ruleNote(FEEDBACK_RULE)}
${letters.length === 0 ? emptyState({ title: 'There are no letters.' }) : scrollingTable({
    caption: 'Letters', firstCellIsHeader: true, head: [{ text: 'Bidder' }, { text: 'Points', format: 'numeric' }, { text: 'Result' }, { text: 'Letter' }],
    rows: letters.map((letter) => [{ text: letter.organisationName }, { text: letter.totalPoints, format: 'numeric' }, { text: letter.successful ? 'Successful' : letter.content.failed.length > 0 ? 'Not ranked' : `Ranked ${letter.rank}` },
      { html: letter.releasedAt ? html`Released ${formatInstant(letter.releasedAt)}${letter.talkAskedAt && html`<br>Asked for a talk ${formatInstant(letter.talkAskedAt)}`}` : html`${missingFrom([letter]).length > 0 ? statusTag('Incomplete', 'red') : statusTag('Ready', 'green')} ${mayEdit && html`<a class="govuk-link" href="/awards/${award.id}/feedback/${letter.id}">Edit<span class="govuk-visually-hidden"> the letter to ${letter.organisationName}</span></a>`}` }]),
  })}
${released && (talks ? html`<p class="govuk-body"><a class="govuk-link" href="/sessions/${talks.id}">Times for talks, and who booked</a></p>` : mayEdit && button({ text: 'Offer times for talks', href: `/awards/${award.id}/talks`, classes: 'govuk-button--secondary' }))}
${missing.length > 0 && html`<h2 class="govuk-heading-m">Still empty</h2>${plainList(missing.map(({ sentence }) => sentence))}`}
<p class="govuk-body"><a class="govuk-link" href="/awards/${award.id}">Back to the award</a></p>`;
}

/** Edits one letter. */
export function editLetterPage(award: Award, letter: Feedback, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}${heading(titleWithStage(award), `Letter to ${letter.organisationName}`)}
<form method="post" novalidate>${csrf}
${letter.content.questions.map(({ questionId, position, text, score, of, strength, improvement }) => html`<h2 class="govuk-heading-m">${position}. ${text}</h2><p class="govuk-body">Scored ${score} of ${of}.</p>
${textArea(form, { name: `strength-${questionId}`, label: `Strength of answer ${position}`, value: strength, rows: 3 })}${textArea(form, { name: `improvement-${questionId}`, label: `What to improve in answer ${position}`, value: improvement, rows: 3 })}`)}
${letter.successful ? nothing : html`<h2 class="govuk-heading-m">The winner</h2>${textArea(form, { name: 'winnerAdvantages', label: 'Relative advantages of the successful bid', hint: 'What it did better, without its secrets', value: letter.winnerAdvantages, rows: 6 })}`}
${button({ text: 'Save the letter', preventDoubleClick: true })}</form>`;
}

export const releasePage = (award: Award, letters: number, obstacles: readonly AwardObstacle[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(titleWithStage(award), 'Release feedback to every bidder')}
<p class="govuk-body">${letters} ${letters === 1 ? 'letter goes' : 'letters go'} out at the same time. They cannot be changed or taken back after this.</p>${obstacleList(obstacles)}${ruleNote(FEEDBACK_RULE)}
<form method="post" novalidate>${csrf}${button({ text: 'Release feedback', preventDoubleClick: true })}</form>`;

interface BidderPage {
  readonly title: string;
  readonly reference: string;
  readonly bodyName: string;
  readonly bidId: string;
  readonly letters: readonly (Feedback & { readonly lotWords: string | null })[];
  /** Times offered for a talk; null while a talk can only be asked for. */
  readonly talks: Pick<Session, 'id'> | null;
}

/** A bidder's own result: what it had, what it did well, what to improve. */
export function bidderFeedbackPage({ title, reference, bodyName, bidId, letters, talks }: BidderPage): Html {
  const [first] = letters;
  return html`${heading(`Bid ${reference}`, `Result of ${title}`)}
${letters.map((letter) => html`${letter.lotWords && html`<h2 class="govuk-heading-l">${letter.lotWords.replace(/^l/, 'L')}</h2>`}
${letter.setAsideAt && insetText({ text: `The authority withdrew this decision on ${formatInstant(letter.setAsideAt)}. This is the letter as it was sent; you are told what is decided next.` })}
<p class="govuk-body-l">${resultSentence(letter)}</p>
${scrollingTable({ caption: 'Points by criterion', firstCellIsHeader: true, head: [{ text: 'Criterion' }, { text: 'Your points', format: 'numeric' }, { text: 'Of', format: 'numeric' }, { text: 'Successful bid', format: 'numeric' }], rows: letter.content.criteria.map(({ name, points, of, winner }) => [{ text: name }, { text: points, format: 'numeric' }, { text: of, format: 'numeric' }, { text: winner, format: 'numeric' }]) })}
${letter.content.questions.map(({ position, text, score, of, strength, improvement }) => html`<h3 class="govuk-heading-m">${position}. ${text}</h3>${keyValue([{ key: 'Score', value: `${score} of ${of}` }, { key: 'Strength', value: strength }, { key: 'To improve', value: improvement }])}`)}
${letter.content.serviceUsers && html`<h3 class="govuk-heading-m">${SERVICE_USERS_HEADING}</h3>${plainList(letter.content.serviceUsers)}`}
${!letter.successful && html`<h3 class="govuk-heading-m">What the successful bid did better</h3>${letter.winnerAdvantages.split('\n').filter(Boolean).map((line) => html`<p class="govuk-body">${line}</p>`)}`}`)}
<p class="govuk-body"><a class="govuk-link" href="/bids/${bidId}/feedback.txt">Keep this as a letter (text)</a> or <a class="govuk-link" href="/bids/${bidId}/feedback.pdf">as a PDF</a></p>
${first?.small && first.setAsideAt === null ? (talks ? button({ text: 'Book a talk about this feedback', href: `/sessions/${talks.id}` }) : first.talkAskedAt ? html`<p class="govuk-body">You asked for a talk on ${formatInstant(first.talkAskedAt)}. ${bodyName} will write to you.</p>` : button({ text: 'Ask for a talk about this feedback', href: `/bids/${bidId}/feedback/talk`, classes: 'govuk-button--secondary' })) : nothing}`;
}

export const talkPage = (bodyName: string, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Ask for a talk about your feedback</h1>
<p class="govuk-body">${bodyName} will write to you to agree a time. It is offered to small businesses, voluntary bodies and social enterprises.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Ask for a talk', preventDoubleClick: true })}</form>`;
