import { answerWords, type Question } from '#parts/questions';
import { button, insetText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { emptyState, formatInstant, formatPounds, keyValue, plainList, scrollingTable } from '#platform/pages/presentation';
import { html, nothing, type Html } from '#platform/pages/html';
import { isClosed } from './bid.ts';
import { deletedNote } from './deleted.page.ts';
import type { LotOffered } from './bid-readiness.ts';
import type { OpportunityToBidFor } from './bid.store.ts';
import type { ClosingChange } from './extend-closing.command.ts';
import { sizeWords } from './file-size.ts';
import { groupMembers } from './group.page.ts';
import type { BidGroup } from './ports.ts';
import { openersWords, type KeptSealed, type PriceEnvelope } from './opening.ts';
import { signForm, whoOpens, type OpenersModel } from './openers.page.ts';
import type { OpenedBid, Signature } from './opening.store.ts';
import { lotName } from './write-part.page.ts';

export interface ReceivedModel {
  /** False for the panel until it has scored. */
  readonly showsPrices: boolean;
  readonly envelope: PriceEnvelope;
  /** From this reader, who judges. */
  readonly namesHidden: boolean;
  readonly opportunity: OpportunityToBidFor;
  readonly received: number;
  /** Empty until the opening, whoever asks. */
  readonly opened: readonly OpenedBid[];
  readonly late: readonly { readonly organisationName: string; readonly submittedAt: Date }[];
  readonly lots: readonly LotOffered[];
  /** Groups by bid, once opened. */
  readonly groups: ReadonlyMap<string, BidGroup>;
  readonly signatures: readonly Signature[];
  readonly mayOpen: boolean;
  /** An assessor who has not declared, or who declared an interest, sees no more than the count. */
  readonly mayRead: boolean;
}

/** Bids of an opportunity. Before the opening: one number. */
export function receivedPage(model: ReceivedModel): Html {
  const { opportunity, opened, received, mayRead } = model;
  if (opportunity.openedAt === null || !mayRead) {
    return html`<h1 class="govuk-heading-l">Bids for ${opportunity.title}</h1>
<p class="govuk-body-l">Received: ${received}</p>
<p class="govuk-body">${opportunity.openedAt === null ? `${closingSentence(opportunity)} Until the bids are opened nobody sees more than this number.` : model.namesHidden ? 'You are on the panel, so names are hidden from you until the written answers are moderated. The bids are on your own list, without names.' : 'Declare whether you have an interest before you read the bids. Whoever has one does not read them.'}</p>
${opportunity.openedAt === null && model.signatures.length > 0 && html`<p class="govuk-body">${model.signatures.map(({ name }) => name).join(' and ')} ${model.signatures.length === 1 ? 'has' : 'have'} signed to open them.</p>`}
${opportunity.openedAt === null && model.mayOpen && openingWay(opportunity)}`;
  }
  return html`<h1 class="govuk-heading-l">Bids for ${opportunity.title}</h1>
<p class="govuk-body">Received: ${received}. Opened on ${formatInstant(opportunity.openedAt)} by ${model.signatures.map(({ name }) => name).join(' and ')}.</p>
${model.envelope === 'sealed' && html`<p class="govuk-body">${PRICES_SEALED}${model.mayOpen && html` <a class="govuk-link" href="/opportunities/${opportunity.id}/price-opening">Open the prices</a>`}</p>`}
${opened.length === 0 ? emptyState({ title: 'No bid came in time.' }) : bidsTable(model)}
${model.late.length > 0 && html`<h2 class="govuk-heading-m">Late, not read</h2>${plainList(model.late.map(({ organisationName, submittedAt }) => `${organisationName}, ${formatInstant(submittedAt)}`))}`}`;
}

const closingSentence = (opportunity: OpportunityToBidFor): string =>
  `${isClosed(opportunity.now, opportunity.closesAt) ? 'Bidding closed on' : 'Bidding closes on'} ${formatInstant(opportunity.closesAt)}.`;

const openingWay = (opportunity: OpportunityToBidFor): Html =>
  isClosed(opportunity.now, opportunity.closesAt)
    ? html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/opening">Open the bids</a></p>`
    : html`<p class="govuk-body">They can be opened from ${formatInstant(opportunity.closesAt)}, by ${openersWords(opportunity.openersNeeded).toLowerCase()}.</p>`;

const PRICES_WAIT = html`<p class="govuk-body">You are on the panel, so prices are shown to you once the scoring is complete.</p>`;

const PRICES_SEALED = 'The prices are still sealed. They are opened once every score for quality is agreed.';

/** "Not opened. Quality: 40.00%, below the pass mark of 50%." */
const notOpened = ({ reason }: KeptSealed): string => `Not opened. ${reason}`;

function bidsTable({ opportunity, opened, lots, groups, showsPrices, envelope }: ReceivedModel): Html {
  const link = (bid: OpenedBid): Html => html`<a class="govuk-link" href="/bids/${bid.bidId}/opened">${bid.organisationName}</a>${groups.has(bid.bidId) && `, for ${groups.get(bid.bidId)!.name}`}<br>${bid.reference}`;
  if (envelope === 'sealed' || !opportunity.isPriced) return plainList(opened.map(link));
  if (!showsPrices) return html`${plainList(opened.map(link))}${PRICES_WAIT}`;
  const cell = (bid: OpenedBid, lotId: string | null) => {
    const pence = bid.prices.find((price) => price.lotId === lotId)?.netPence;
    const kept = bid.keptSealed.find((one) => one.lotId === lotId);
    return pence === undefined && kept ? { text: notOpened(kept) } : { text: pence === undefined ? 'No bid' : formatPounds(pence), format: 'numeric' };
  };
  const columns = lots.length === 0 ? [null] : lots;
  return scrollingTable({
    caption: 'Bids, by bidder. Prices are without VAT',
    head: [{ text: 'Bidder' }, ...columns.map((lot) => ({ text: lot ? lotName(lot) : 'Price', format: 'numeric' }))],
    rows: opened.map((bid) => [{ html: link(bid) }, ...columns.map((lot) => cell(bid, lot?.id ?? null))]),
  });
}

/** Signing to open. */
export function openingPage(opportunity: OpportunityToBidFor, received: number, openers: OpenersModel, csrf: Html, form: FormState): Html {
  const closed = isClosed(opportunity.now, opportunity.closesAt);
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Open the bids for ${opportunity.title}</h1>
<p class="govuk-body-l">Received: ${received}</p>
<p class="govuk-body">${openersWords(opportunity.openersNeeded)} ${opportunity.openersNeeded === 1 ? 'is' : 'are'} needed. Each signs as themselves; the last signature opens every bid at once. All names are kept in the audit trail.</p>
${whoOpens(opportunity, openers)}
${opportunity.state !== 'published'
    ? insetText({ text: 'These bids are open already.' })
    : !closed
      ? insetText({ text: `Bids can be opened from ${formatInstant(opportunity.closesAt)}. Until then nobody sees more than the number received.` })
      : signForm(openers, opportunity.openersNeeded, 'the bids', csrf, form)}`;
}

interface PriceOpening {
  readonly opportunity: OpportunityToBidFor;
  readonly envelope: PriceEnvelope;
  /** Why quality is not complete; null when it is. */
  readonly waiting: string | null;
  readonly openers: OpenersModel;
}

/** Signing for the prices, where they stayed sealed. */
export const priceOpeningPage = ({ opportunity, envelope, waiting, openers }: PriceOpening, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Open the prices for ${opportunity.title}</h1>
<p class="govuk-body">${openersWords(opportunity.openersNeeded)} ${opportunity.openersNeeded === 1 ? 'is' : 'are'} needed. The last signature opens the prices of every bid that is still in the running at once. From then on no score for quality can be changed.</p>
<p class="govuk-body">The price of a bid below a pass mark, or one that was rejected, is not opened then or later.</p>
${whoOpens(opportunity, openers)}
${envelope === 'opened' ? insetText({ text: 'These prices are open already.' })
    : waiting !== null ? insetText({ text: `The prices stay sealed for now. ${waiting}` })
    : signForm(openers, opportunity.openersNeeded, 'the prices', csrf, form)}`;

/** More time for everyone. */
export const extendPage = (opportunity: OpportunityToBidFor, changes: readonly ClosingChange[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Give all bidders more time</h1>
<p class="govuk-body">For an outage or a fault near closing. Bidding for ${opportunity.title} ${isClosed(opportunity.now, opportunity.closesAt) ? 'closed' : 'closes'} on ${formatInstant(opportunity.closesAt)}. Everyone who is writing a bid, follows this or was invited is told by email, and the change is shown on the public page.</p>
${opportunity.state !== 'published'
    ? insetText({ text: 'The closing time can be moved only while bids are sealed.' })
    : html`<form method="post" novalidate>${csrf}
${dateField(form, { name: 'newDate', label: 'New closing date', labelSize: 's' })}
${textField(form, { name: 'newTime', label: 'New closing time', labelSize: 's', hint: 'On London clocks, such as 17:00', width: 5 })}
${textArea(form, { name: 'reason', label: 'Why more time is needed', labelSize: 's', hint: 'Bidders and the public read this.', rows: 3 })}
${textArea(form, { name: 'evidence', label: 'What shows that it happened', labelSize: 's', hint: 'Such as a log, a status page or a call reference. Kept with the record.', rows: 3 })}
${button({ text: 'Extend the closing time' })}</form>`}
${changes.length > 0 && html`<h2 class="govuk-heading-m">Earlier changes</h2>${plainList(changes.map((change) => `From ${formatInstant(change.oldClosesAt)} to ${formatInstant(change.newClosesAt)}: ${change.reason}`))}`}`;

/** One opened bid, as the panel reads it. */
export function openedBidPage(bid: OpenedBid, questions: readonly Question[], lots: readonly LotOffered[], { opportunity, group, showsPrices, envelope, deletedAt }: { readonly deletedAt: Date | null; readonly opportunity: Pick<OpportunityToBidFor, 'title' | 'isPriced'>; readonly group: BidGroup | null; readonly showsPrices: boolean; readonly envelope: PriceEnvelope }): Html {
  const answerTo = (question: Question) => bid.answers.find(({ questionId }) => questionId === question.id);
  return html`<h1 class="govuk-heading-l">${bid.organisationName}</h1>
<p class="govuk-body">Bid ${bid.reference} for ${opportunity.title}, as it was submitted.</p>
${deletedAt && deletedNote(deletedAt)}
${group && html`<h2 class="govuk-heading-m">Who bids together: ${group.name}</h2>${groupMembers(group)}`}
${opportunity.isPriced && html`<h2 class="govuk-heading-m">Prices, without VAT</h2>
${envelope === 'sealed' ? html`<p class="govuk-body">${PRICES_SEALED}</p>` : !showsPrices ? PRICES_WAIT : keyValue([...bid.prices.map((price) => ({ lotId: price.lotId as string | null, value: formatPounds(price.netPence) })), ...bid.keptSealed.map((kept) => ({ lotId: kept.lotId, value: notOpened(kept) }))].map(({ lotId, value }) => {
    const lot = lots.find(({ id }) => id === lotId);
    return { key: lot ? lotName(lot) : 'Price', value };
  }))}`}
<h2 class="govuk-heading-m">Answers</h2>
${questions.map((question) => {
    const answer = answerTo(question);
    return answer ? html`<h3 class="govuk-heading-s">${question.text}</h3><div class="govuk-body wantsum-words">${answerWords(question, answer.value)}</div>` : nothing;
  })}
<h2 class="govuk-heading-m">Files</h2>
${bid.files.length === 0 ? html`<p class="govuk-body">No files.</p>` : plainList(bid.files.map((file) => html`<a class="govuk-link" href="/bids/${bid.bidId}/files/${file.id}">${file.name}</a> (${sizeWords(file.sizeBytes)})`))}`;
}
