import { calendarDate, financialYearOf } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { button, warningText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatDateRange, formatPounds, keyValue, plainList, ruleNote, scrollingTable } from '#platform/pages/presentation';
import type { ExerciseFacts } from '#needs';
import { policyNote, type PolicyValue } from '#policy';
import { cashChart } from './cash-chart.page.ts';
import { amountsOf, cashView, deepest, isWhole, PAYMENT_KINDS, partName, paymentTerms, paymentWarnings, placedPercent, yearEnds, type CashMonth, type PaymentPart, type PaymentPlan } from './payment-plan.ts';

type Limit = PolicyValue<'payment.mostAtRiskPercent'>;
const heading = (exercise: ExerciseFacts, title: string): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>${title}</h1>`;
const inMonth = (month: string): string => formatDate(month).replace(/^1 /, '');

/** The designer's page: what keeps small providers out, the payments, and the provider's money month by month. */
export function paymentPlanPage(exercise: ExerciseFacts, plan: PaymentPlan | null, limit: Limit, maySave: boolean): Html {
  const base = `/exercises/${exercise.id}/payment`;
  if (plan === null) {
    return html`${heading(exercise, 'How the provider is paid')}
${emptyState({ title: 'Nobody has said yet how the provider is paid.', text: 'Enter the price and the term, then place the payments. You see at once what a provider would have to carry.' })}
${maySave && button({ text: 'Begin', href: `${base}/edit` })}`;
  }
  const left = decimal('100').subtract(placedPercent(plan));
  return html`${heading(exercise, 'How the provider is paid')}
${paymentWarnings(plan, limit.value).map(({ sentence }) => warningText({ text: sentence, iconFallbackText: 'Warning' }))}
${ruleNote(policyNote(limit))}
${keyValue([
    { key: 'Price', value: `${formatPounds(plan.valueNetPence)} without VAT`, ...(maySave ? { change: { href: `${base}/edit` } } : {}) },
    { key: 'Term', value: formatDateRange(plan.startsOn, plan.endsOn) },
    { key: 'Paying takes', value: `${plan.paymentDays} days` },
    plan.reasons !== '' && { key: 'Why so', value: plan.reasons },
  ])}
${partsTable(plan, maySave ? base : null)}
${left.isZero() ? nothing : warningText({ text: `${left.toString()}% of the price is still to be placed. Until all of it is, nothing can be advertised with this plan.`, iconFallbackText: 'Warning' })}
${maySave && !left.isZero() && button({ text: 'Add a payment', href: `${base}/add` })}
${plan.parts.length > 0 && cashPart(plan)}`;
}

const partsTable = (plan: PaymentPlan, base: string | null): Html => {
  const amounts = amountsOf(plan);
  return plan.parts.length === 0 ? emptyState({ title: 'No payment is placed yet.' }) : scrollingTable({
    caption: 'The payments', captionClasses: 'govuk-table__caption--m', firstCellIsHeader: true,
    head: [{ text: 'How' }, { text: 'Share', format: 'numeric' }, { text: 'Amount', format: 'numeric' }, { text: 'Work done by' }, { text: 'Money there' }, ...(base ? [{ text: 'Action' }] : [])],
    rows: plan.parts.map((part, index) => [
      { text: partName(part) }, { text: `${part.sharePercent.toString()}%`, format: 'numeric' }, { text: formatPounds(amounts[index]!), format: 'numeric' },
      { text: whenDone(plan, part) }, { text: part.payableOn ? formatDate(part.payableOn) : PAYMENT_KINDS[part.kind][1] },
      ...(base ? [{ html: html`<a class="govuk-link" href="${base}/parts/${part.id}/remove">Take out<span class="govuk-visually-hidden"> ${partName(part)}</span></a>` }] : []),
    ]),
  });
};
const whenDone = (plan: PaymentPlan, part: PaymentPart): string => (part.payableOn ? formatDate(part.workEndsOn ?? plan.endsOn) : 'Through the contract');

/** The provider's money, as a sentence, a drawing and a table. */
function cashPart(plan: PaymentPlan): Html {
  const months = cashView(plan);
  return html`<h2 class="govuk-heading-m" id="cash">What the provider has to carry</h2>
<p class="govuk-body">Counted as if the provider spends the price evenly over the months of the contract. Whole months, without VAT.</p>
${plainList(cashSentences(months))}
${cashChart(months, `The provider’s balance at the end of each month, from ${inMonth(months[0]!.month)} to ${inMonth(months.at(-1)!.month)}. Bars below the line are money it must find elsewhere.`)}
${scrollingTable({
    caption: 'Month by month', captionClasses: 'govuk-table__caption--s', firstCellIsHeader: true,
    head: [{ text: 'Month' }, { text: 'Received', format: 'numeric' }, { text: 'Spent', format: 'numeric' }, { text: 'Balance at its end', format: 'numeric' }],
    rows: months.map((month) => [{ text: inMonth(month.month) }, { text: formatPounds(month.receivedPence), format: 'numeric' }, { text: formatPounds(month.spentPence), format: 'numeric' }, { text: balanceWords(month.balancePence), format: 'numeric' }]),
  })}`;
}

const balanceWords = (pence: bigint): string => (pence < 0n ? `${formatPounds(-pence)} short` : formatPounds(pence));

/** Where the provider stands at each year end, and at its lowest. */
export function cashSentences(months: readonly CashMonth[]): string[] {
  const lowest = deepest(months);
  return [
    ...yearEnds(months).map(({ on, balancePence }) => (balancePence < 0n ? `At the year end, ${formatDate(on)}, the provider is ${formatPounds(-balancePence)} short.` : `At the year end, ${formatDate(on)}, the provider has ${formatPounds(balancePence)} in hand.`)),
    lowest === null ? 'It never has to find money of its own.' : `The most it has to find is ${formatPounds(-lowest.balancePence)}, in ${inMonth(lowest.month)}.`,
  ];
}

export const editPlanPage = (exercise: ExerciseFacts, plan: PaymentPlan | null, usual: { readonly valueNetPence: bigint | null; readonly paymentDays: number | null }, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(exercise, 'Price and term')}
<form method="post" novalidate>${csrf}
${moneyField(form, { name: 'value', label: 'Price of the contract without VAT', hint: 'Your estimate, for the whole term', ...(plan ? { pence: plan.valueNetPence } : usual.valueNetPence === null ? {} : { pence: usual.valueNetPence }) })}
${dateField(form, { name: 'startsOn', label: 'It starts on', ...(plan ? { value: plan.startsOn } : {}) })}
${dateField(form, { name: 'endsOn', label: 'It ends on', ...(plan ? { value: plan.endsOn } : {}) })}
${textField(form, { name: 'paymentDays', label: 'How long does paying take?', hint: 'From the end of a month’s work to the money', suffix: 'days', width: 3, inputmode: 'numeric', value: (plan?.paymentDays ?? usual.paymentDays)?.toString() ?? '' })}
${textArea(form, { name: 'reasons', label: 'Why is it paid this way? (optional)', rows: 3, value: plan?.reasons ?? '' })}
${button({ text: 'Save' })}</form>`;

export const addPartPage = (exercise: ExerciseFacts, plan: PaymentPlan, form: FormState, csrf: Html): Html => {
  const yearEnd = financialYearOf(calendarDate(plan.endsOn)).end;
  return html`${errorSummaryFor(form)}${heading(exercise, 'Add a payment')}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'kind', label: 'How is it paid?', labelSize: 'm', items: Object.entries(PAYMENT_KINDS).map(([value, [text, hint]]) => ({ value, text, hint })) })}
${textField(form, { name: 'sharePercent', label: 'Share of the price', hint: `${decimal('100').subtract(placedPercent(plan)).toString()}% is still to be placed`, suffix: '%', width: 5, inputmode: 'decimal' })}
<h2 class="govuk-heading-m">Only for milestones, outcomes and shares at risk</h2>
${textField(form, { name: 'name', label: 'What is done or reached?' })}
${dateField(form, { name: 'workEndsOn', label: 'By when is it done?', hint: 'Left empty: at the end of the contract' })}
${dateField(form, { name: 'payableOn', label: 'When is the money there?', hint: `A day after ${formatDate(yearEnd)} falls in a later financial year` })}
${button({ text: 'Add it' })}</form>`;
};

export const removePartPage = (part: PaymentPart, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Take out “${partName(part)}”</h1>
<p class="govuk-body">${part.sharePercent.toString()}% of the price is then to be placed again.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Take it out', classes: 'govuk-button--warning' })}</form>`;

/** How a bidder would be paid, for the tender; nothing while the plan is not whole. */
export const paymentInWords = (plan: PaymentPlan | null, cashAddress: string): Html =>
  plan === null || !isWhole(plan) ? nothing : html`<h2 class="govuk-heading-m" id="payment">How you would be paid</h2>${plainList(paymentTerms(plan))}<p class="govuk-body">${cashSentences(cashView(plan)).at(-1)!} <a class="govuk-link" href="${cashAddress}">See your money month by month</a></p>`;

/** The same view for bidders, on a page of its own. */
export const bidderCashPage = (title: string, plan: PaymentPlan): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Your money month by month</h1>
${plainList(paymentTerms(plan))}${cashPart(plan)}`;
