import { button, insetText, tag, warningText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, radioField, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, formatPounds, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { EvaluatedOpportunity } from './evaluation.store.ts';
import { isPriced } from './evaluation.ts';
import { LINE_KINDS, LOW_PRICE_RULE, sumOfLines, type CostLine, type PriceQuestion } from './low-price.ts';
import type { LotPrices } from './low-price.store.ts';
import { heading } from './panel.page.ts';

interface PricesPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly flagPercent: string | null;
  readonly lots: readonly LotPrices[];
  readonly questions: readonly PriceQuestion[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayAct: boolean;
}

/** Prices far below the others or the budget, and how each was answered. */
export function pricesPage({ opportunity, flagPercent, lots, questions, names, mayAct }: PricesPage): Html {
  const sealed = lots.length === 0;
  return html`${heading(opportunity, 'Prices that look too low')}
<p class="govuk-body">A price is pointed out ${flagPercent === null ? 'only when it is nothing: this authority has set no percentage (local policy: prices that look too low)' : `when it is ${flagPercent}% or more below the mean of all bids, or below the budget`}. Nothing is awarded on it until the bidder has explained it and the explanation was assessed.</p>${ruleNote(LOW_PRICE_RULE)}
${!isPriced(opportunity) ? emptyState({ title: 'Nothing here is scored on price, so bidders named none.' }) : sealed ? emptyState({ title: 'No price has been opened yet.' }) : lots.map((one) => lotPrices(opportunity, one, questions, names, mayAct))}`;
}

function lotPrices({ id }: EvaluatedOpportunity, { lot, priced, low }: LotPrices, questions: readonly PriceQuestion[], names: ReadonlyMap<string, string>, mayAct: boolean): Html {
  const lotId = lot?.id ?? null;
  const asked = questions.filter((question) => question.lotId === lotId);
  const others = asked.filter(({ bidId }) => !low.some((one) => one.bidId === bidId));
  const rows = [...low.map(({ bidId, name, pricePence, why }) => ({ bidId, name, price: formatPounds(pricePence), why })), ...others.map(({ bidId, why }) => ({ bidId, name: names.get(bidId) ?? '', price: '', why: [why] }))];
  return html`<h2 class="govuk-heading-m">${lot ? `Lot ${lot.number}: ${lot.title}` : 'The whole opportunity'}</h2>
${rows.length === 0 ? html`<p class="govuk-body">None of ${priced} ${priced === 1 ? 'price' : 'prices'} looks too low.</p>` : scrollingTable({
    caption: 'Prices to ask about', firstCellIsHeader: true, head: [{ text: 'Bidder' }, { text: 'Price (net)', format: 'numeric' }, { text: 'Why' }, { text: 'Standing' }],
    rows: rows.map(({ bidId, name, price, why }) => [{ text: name }, { text: price, format: 'numeric' }, { html: plainList(why, 'plain') },
      { html: standing(bidId, lotId ?? 'whole', asked.find((question) => question.bidId === bidId), mayAct) }]),
  })}
${mayAct && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${id}/bids">Ask another bidder from its bid</a></p>`}`;
}

function standing(bidId: string, lot: string, question: PriceQuestion | undefined, mayAct: boolean): Html {
  if (!question) return html`${statusTag('Not asked', 'red')}${mayAct && html`<br><a class="govuk-link" href="/bids/${bidId}/price-question/${lot}">Ask for an explanation</a>`}`;
  const link = html`<br><a class="govuk-link" href="/bids/${bidId}/price-assessment/${lot}">${question.assessedAt || !mayAct ? 'Read the explanation' : 'Assess the explanation'}</a>`;
  if (question.accepted !== null) return html`${question.accepted ? statusTag('Accepted', 'green') : statusTag('Not accepted', 'red')}<br>${question.reason}${link}`;
  return question.answeredAt ? html`${statusTag('Explained', 'yellow')}${link}` : html`${statusTag('Asked', 'yellow')}<br>To answer by ${formatInstant(question.answerUntil)}${link}`;
}

interface AskPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly bidder: string;
  readonly why: readonly string[];
  readonly csrf: Html;
}

export const askPricePage = ({ opportunity, bidder, why, csrf }: AskPage, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, `Ask ${bidder} to explain its price`)}
<p class="govuk-body">The bidder is told by email what speaks against its price, and answers with wages, staffing and costs.</p>${ruleNote(LOW_PRICE_RULE)}
<form method="post" novalidate>${csrf}${textArea(form, { name: 'why', label: 'Why it looks too low', hint: 'The bidder reads this.', rows: 4, value: why.join(' ') })}
${dateField(form, { name: 'answerOn', label: 'By when?', labelSize: 's', hint: 'Until 5pm that day' })}
${button({ text: 'Ask for an explanation', preventDoubleClick: true })}</form>`;

/** The bidder's page: why it was asked, and lines to fill in. */
export function explainPage(title: string, questions: readonly { readonly question: PriceQuestion; readonly lot: string; readonly lotTitle: string | null; readonly price: bigint | null }[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">Explain your price</h1>
<p class="govuk-body">Your price looks low beside the others or the budget. This is not a refusal: if you show that you can do the work for it, your bid cannot be left out for its price.</p>${ruleNote(LOW_PRICE_RULE)}
${questions.map(({ question, lot, lotTitle, price }) => html`${lotTitle !== null && html`<h2 class="govuk-heading-m">${lotTitle}</h2>`}${insetText({ text: question.why })}
${price !== null && html`<p class="govuk-body">Your price: ${formatPounds(price)} without VAT.</p>`}
${question.assessedAt ? html`<p class="govuk-body">${question.accepted ? tag({ text: 'Accepted', classes: 'govuk-tag--green' }) : tag({ text: 'Not accepted', classes: 'govuk-tag--red' })} ${question.reason}</p>${explanationBlock(question)}`
    : html`<form method="post" novalidate>${csrf}<input type="hidden" name="lot" value="${lot}">${(['wage', 'staffing', 'cost'] as const).map((kind) => textArea(form, {
      name: kind, label: `${LINE_KINDS[kind]}${kind === 'cost' ? ' (optional)' : ''}`, rows: 4, value: linesText(question.lines, kind), hint: HINTS[kind],
    }))}${textArea(form, { name: 'explanation', label: 'How you can do the work for this price', rows: 5, value: question.explanation ?? undefined })}
<p class="govuk-body">You can change this until ${formatInstant(question.answerUntil)}, or until it is assessed.</p>${button({ text: 'Send the explanation', preventDoubleClick: true })}</form>`}`)}`;
}

const HINTS = {
  wage: 'One to a line: who, a comma, pounds a year. For example: Youth worker at £13.90 an hour, 27,105',
  staffing: 'One to a line: what, a comma, pounds a year. For example: National insurance and pension, 6,400',
  cost: 'One to a line: rooms, travel, insurance, management, a comma, pounds a year',
} as const;

const linesText = (lines: readonly CostLine[] | null, kind: CostLine['kind']): string | undefined =>
  lines?.filter((line) => line.kind === kind).map(({ words, pence }) => `${words}, ${formatPounds(BigInt(pence)).replace('£', '')}`).join('\n');

/** What the bidder said, its lines added up. */
export function explanationBlock({ lines, explanation, answeredAt }: Pick<PriceQuestion, 'lines' | 'explanation' | 'answeredAt'>): Html {
  if (lines === null || explanation === null || answeredAt === null) return html`<p class="govuk-body">Nothing has been explained yet.</p>`;
  return html`<p class="govuk-body">Explained on ${formatInstant(answeredAt)}.</p>${insetText({ classes: 'wantsum-words', text: explanation })}
${scrollingTable({ caption: 'Wages, staffing and costs, in a year', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'Kind' }, { text: 'Pounds a year', format: 'numeric' }],
    rows: [...lines.map(({ kind, words, pence }) => [{ text: words }, { text: LINE_KINDS[kind] }, { text: formatPounds(BigInt(pence)), format: 'numeric' }]), [{ text: 'Total' }, { text: '' }, { text: formatPounds(sumOfLines(lines)), format: 'numeric' }]] })}`;
}

interface AssessPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly bidder: string;
  readonly price: bigint | null;
  readonly question: PriceQuestion;
  readonly mayAssess: boolean;
  readonly csrf: Html;
}

export function assessPricePage({ opportunity, bidder, price, question, mayAssess, csrf }: AssessPage, form: FormState): Html {
  return html`${errorSummaryFor(form)}${heading(opportunity, `${bidder}: its price and explanation`)}
${keyValue([price !== null && { key: 'Price', value: `${formatPounds(price)} without VAT` }, { key: 'Why it was asked', value: question.why }, { key: 'To answer by', value: formatInstant(question.answerUntil) },
    question.accepted !== null && { key: 'Assessed', value: `${question.accepted ? 'Accepted' : 'Not accepted'}. ${question.reason}` }])}
${explanationBlock(question)}
${question.assessedAt || !mayAssess ? nothing : html`${ruleNote(LOW_PRICE_RULE)}<form method="post" novalidate>${csrf}
${radioField(form, { name: 'accepted', label: 'Does it show that the work can be done for this price?', items: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No', hint: 'The bid is no longer ranked for this lot, and its price is not compared with the others.' }] })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Kept with the contract, and tested at its reviews', rows: 5 })}${button({ text: 'Save the assessment', preventDoubleClick: true })}</form>`}`;
}

/** The explanation as it goes on with the contract, for whoever reviews it. */
export function testPricePage(title: string, questions: readonly PriceQuestion[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">The low price, and how it was explained</h1>
${questions.map((question) => html`${insetText({ text: question.why })}${explanationBlock(question)}${keyValue([{ key: 'Accepted because', value: question.reason ?? '' }, question.testedAt !== null && { key: `Found at review, ${formatInstant(question.testedAt)}`, value: question.tested ?? '' }])}
${question.tested === null && warningText({ text: 'No review has tested this yet.' })}
<form method="post" novalidate>${csrf}<input type="hidden" name="questionId" value="${question.id}">${textArea(form, { name: 'tested', label: 'What did you find?', hint: 'Are the wages paid, the staff there, the costs as they were said?', rows: 4, value: question.tested ?? undefined })}${button({ text: 'Save' })}</form>`)}`;
}
