import { formatPounds } from '#kernel/money';
import type { Opportunity } from '#opportunities';
import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { keyValue, plainList } from '#platform/pages/presentation';
import type { Effort } from './burden.store.ts';
import { ADVICE_WORDS, NO_BID_REASONS, type BidAdvice } from './should-we-bid.ts';

const YES_PARTLY_NO = [{ value: 'yes', text: 'Yes' }, { value: 'partly', text: 'Partly' }, { value: 'no', text: 'No' }];
const YES_NO = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }];

/** A few questions and one view with its reasons. The form is a GET, and nothing of it is kept. */
export function shouldWeBidPage(opportunity: Opportunity, advice: BidAdvice | null, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Should we bid?</h1>
${advice ? adviceSection(opportunity.id, advice) : html`<p class="govuk-body">Eight short questions, and a view with its reasons. We keep nothing of what you say, and the buyer does not see it.</p>`}
<form method="get" novalidate>
${textField(form, { name: 'value', label: 'What is it worth to you, without VAT?', hint: 'For the lots you would bid for', prefix: '£', width: 10 })}
${textField(form, { name: 'days', label: 'How many working days would the bid take?', hint: 'Of one person. Three people for a week and a half are 22.5.', width: 5 })}
${textField(form, { name: 'rate', label: 'What does a day cost you?', prefix: '£', width: 5 })}
${textField(form, { name: 'chance', label: 'How likely are you to win?', hint: 'Many small bidders win one in five to two in five.', suffix: '%', width: 3 })}
${textField(form, { name: 'most', label: 'How much of its value would you spend to win it?', hint: 'We offer 10%: change it to what your margin bears.', suffix: '%', width: 3 })}
${radioField(form, { name: 'fit', label: 'Is it what you do?', items: YES_PARTLY_NO, inline: true })}
${radioField(form, { name: 'capacity', label: 'Have you the people for it?', items: YES_PARTLY_NO, inline: true })}
${radioField(form, { name: 'cash', label: 'Can you pay your costs until you are paid?', items: YES_NO, inline: true })}
${radioField(form, { name: 'dates', label: 'Can you answer by the closing, and begin on the day?', items: YES_NO, inline: true })}
<input type="hidden" name="asked" value="yes">${button({ text: 'What do you think?' })}</form>`;
}

const adviceSection = (id: string, { advice, costPence, perWinPence, percentOfValue, reasons }: BidAdvice): Html => html`${insetText({ html: html`<h2 class="govuk-heading-m">${ADVICE_WORDS[advice]}</h2>
${keyValue([{ key: 'One bid costs you', value: formatPounds(costPence) }, { key: 'Each win costs you', value: `${formatPounds(perWinPence)} (${percentOfValue.toString()}% of its value)` }])}
${plainList(reasons.map(({ sentence }) => sentence))}
${advice === 'partner' && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${id}#partners">Find a partner for this opportunity</a></p>`}
${advice !== 'bid' && html`<p class="govuk-body">If you do not bid, you can <a class="govuk-link" href="/opportunities/${id}/not-bidding">tell the buyer why</a>, without your name.</p>`}` })}
<h2 class="govuk-heading-m">Change your answers</h2>`;

export const notBiddingPage = ({ title, bodyName }: Opportunity, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Tell the buyer why you will not bid</h1>
<p class="govuk-body">${bodyName} sees how many gave each reason, once there are three, and never who. You count once, and may change your reason.</p>
<form method="post" novalidate>${csrf}${radioField(form, { name: 'reason', label: 'Which reason counts most?', items: Object.entries(NO_BID_REASONS).map(([value, text]) => ({ value, text })) })}${button({ text: 'Tell them' })}</form>`;

/** What a bid took its own people. */
export const effortPage = ({ title, reference }: { readonly title: string; readonly reference: string }, told: Effort | null, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">Bid ${reference}</span>How long did this bid take?</h1>
<p class="govuk-body">It helps to keep the next tender shorter. Your report stays with your organisation: the buyer and the public see only the median of three organisations or more, by value and kind of work, never this one. It has no part in how your bid is judged.</p>
${told ? html`<p class="govuk-body">You told us about ${title}. You can change it.</p>` : nothing}
<form method="post" novalidate>${csrf}
${textField(form, { name: 'personDays', label: 'How many working days did it take?', hint: 'Of all of you together. Three people for a week and a half are 22.5.', width: 5, value: told?.personDays })}
${textField(form, { name: 'people', label: 'How many people worked on it? (optional)', width: 3, value: told?.people === null || told === null ? undefined : String(told.people), inputmode: 'numeric' })}
${textArea(form, { name: 'hardest', label: 'What took longest? (optional)', hint: 'Only your own organisation reads this', rows: 3, value: told?.hardest })}
${button({ text: 'Save' })}</form>`;
