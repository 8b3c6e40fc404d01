import { answerWords } from '#parts/questions';
import { button, insetText, panel, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, type FormState } from '#platform/pages/form';
import { formatInstant, keyValue, plainList } from '#platform/pages/presentation';
import { html, type Html } from '#platform/pages/html';
import { isClosed } from './bid.ts';
import { WHOLE } from './bid-content.ts';
import { lotsToPrice, questionsAsked, type ToPutRight } from './bid-readiness.ts';
import { standingSentence, type BidModel } from './bid.page.ts';
import type { Bid } from './bid.store.ts';
import { groupSection } from './group.page.ts';
import type { BidGroup } from './ports.ts';
import { exactTime, HOW_TO_CHECK, membersInWords } from './receipt-words.ts';
import type { Receipt } from './submission.store.ts';
import { lotName, priceWords } from './write-part.page.ts';

/** The whole bid to read once more, and what still has to be put right. */
export function checkPage(model: BidModel): Html {
  const { bid, draft, lots, toPutRight } = model;
  const change = (page: string) => ({ href: `/bids/${bid.id}/${page}` });
  return html`<h1 class="govuk-heading-l">Check your bid</h1>
<p class="govuk-body">${standingSentence(model)}</p>
${toPutRightList(bid.id, toPutRight)}
${model.group && groupSection(model.group, true)}
${lots.length > 0 && html`<h2 class="govuk-heading-m">Lots</h2>${keyValue([{ key: 'Lots', value: lots.filter(({ id }) => draft.lots?.value.includes(id)).map(lotName).join('; '), change: change('lots') }])}`}
<h2 class="govuk-heading-m">Answers</h2>
${keyValue(questionsAsked(model).map((question) => {
    const files = draft.files.filter(({ questionId }) => questionId === question.id).map(({ name }) => name);
    const value = question.type === 'file' ? files.join(', ') : answerWords(question, draft.answers.get(question.id)?.value);
    return { key: question.text, value: html`<span class="wantsum-words">${value}</span>`, change: change(question.type === 'file' ? 'files' : `questions/${question.id}`) };
  }))}
${model.isPriced && html`<h2 class="govuk-heading-m">Prices, without VAT</h2>
${keyValue(lotsToPrice(model).map((lot) => ({ key: lot ? lotName(lot) : 'Price', value: priceWords(draft.prices?.value[lot?.id ?? WHOLE]), change: change('prices') })))}`}
<h2 class="govuk-heading-m">Files</h2>
${draft.files.length === 0 ? html`<p class="govuk-body">No files.</p>` : plainList(draft.files.map(({ name }) => name))}
${button({ text: 'Go on to submit', href: `/bids/${bid.id}/submit` })}`;
}

/** The last page before it is sent. */
export function submitPage(model: BidModel, csrf: Html, form: FormState): Html {
  const { bid, toPutRight, hash } = model;
  const late = isClosed(bid.now, bid.closesAt);
  return html`${errorSummaryFor(form, Object.fromEntries(toPutRight.map(({ page }, index) => [page, `put-right-${index + 1}`])))}
<h1 class="govuk-heading-l">Submit your bid</h1>
<p class="govuk-body">${late ? `Bidding closed on ${formatInstant(bid.closesAt)}.` : `Bidding closes on ${formatInstant(bid.closesAt)}. You can change or withdraw your bid until then.`}</p>
${toPutRightList(bid.id, toPutRight)}
${model.group && groupSection(model.group, true)}
${late && bid.lateBids === 'record-unread' && warningText({ text: 'This bid would be late. It would be recorded, and nobody at the authority would read it.' })}
<p class="govuk-body">By submitting you confirm that ${bid.organisationName}${model.group?.isShared === true && `, for ${model.group.name},`} makes this offer to ${bid.bodyName} and that it is true to the best of your knowledge.</p>
<form method="post" novalidate>${csrf}${hiddenField('checked', hash)}
${button({ text: 'Submit the bid', preventDoubleClick: true })}</form>`;
}

function toPutRightList(bidId: string, toPutRight: readonly ToPutRight[]): Html | false {
  return toPutRight.length > 0 && insetText({
    html: html`<h2 class="govuk-heading-s">Put these right before you submit</h2>${plainList(toPutRight.map(({ sentence, page }, index) => html`<a class="govuk-link" id="put-right-${index + 1}" href="${page === 'group' ? '#group' : `/bids/${bidId}/${page}`}">${sentence}</a>`))}`,
  });
}

export const withdrawPage = (bid: Bid, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Withdraw your bid?</h1>
<p class="govuk-body">The authority will not open it. The draft is kept, and you can submit it again until ${formatInstant(bid.closesAt)}.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Withdraw the bid', classes: 'govuk-button--warning' })}</form>
<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}">Keep it</a></p>`;

/** The receipts of every submission, the one that stands first. */
export function receiptPage(bid: Bid, group: BidGroup | null, receipts: readonly Receipt[]): Html {
  const [latest] = receipts;
  if (!latest) return html`<h1 class="govuk-heading-l">No receipt yet</h1><p class="govuk-body">A receipt is given when the bid is submitted.</p>`;
  const stands = latest.submissionId === bid.currentSubmissionId;
  return html`${panel({ titleText: latest.late ? 'Late bid recorded' : stands ? 'Bid submitted' : 'Bid withdrawn', html: html`Receipt code<br><strong>${latest.code}</strong>` })}
<p class="govuk-body">${latest.late ? 'It came after closing. It is recorded, and nobody at the authority can read it.' : stands ? 'We have sealed your bid and sent this receipt by email to the people who write bids for you.' : 'You withdrew this bid. Its receipts are kept.'}</p>
${group && html`<p class="govuk-body">${bid.organisationName} bids for <strong>${group.name}</strong>: ${membersInWords(group)}.</p>`}
${receipts.map((receipt) => html`<h2 class="govuk-heading-m">Submission ${receipt.number}${receipt.submissionId === bid.currentSubmissionId && !receipt.late && receipts.length > 1 ? ', which stands' : ''}</h2>
${keyValue([
    { key: 'Received', value: exactTime(receipt.submittedAt) },
    { key: 'Receipt code', value: receipt.code },
    { key: 'Submitted by', value: receipt.submittedByName },
    { key: 'Content hash (SHA-256)', value: html`<code class="wantsum-hash">${receipt.contentSha256}</code>` },
    { key: 'What was submitted', value: html`<a class="govuk-link" href="/bids/${bid.id}/submissions/${receipt.number}">Download submission ${receipt.number}</a>` },
  ])}`)}
<p class="govuk-body">${HOW_TO_CHECK}</p>
<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}/receipt.txt">Download the receipt as text</a> or <a class="govuk-link" href="/bids/${bid.id}/receipt.json">as JSON</a>.</p>
<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}">Back to the bid</a></p>`;
}
