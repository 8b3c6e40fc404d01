import { addDays, formatDate } from '#kernel/calendar-date';
import { counted } from '#kernel/counted';
import { formatPounds } from '#kernel/money';
import { button, details, insetText } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, fileField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDateRange, keyValue, pageLinks, scrollingTable, statusTag, type TagColour } from '#platform/pages/presentation';
import { yearWords, type Spent } from '../spend.ts';
import type { SubcontractPayment } from '../report/second-tier.store.ts';
import { RETURN_FIELDS, TYPED_HEADINGS } from './return-rows.ts';
import { STANDINGS, type ReturnStanding, type ReturnState } from './return-period.ts';
import type { ContractOfReturns, OwedReturn } from './supply-chain.store.ts';

export const EVERY: Readonly<Record<string, string>> = { 1: 'Every month', 3: 'Every three months', 6: 'Every six months', 12: 'Every year' };
const STATES: Readonly<Record<ReturnState, readonly [string, TagColour]>> = { draft: ['Not sent yet', 'grey'], sent: ['To be checked', 'orange'], queried: ['Asked again', 'red'], accepted: ['Accepted', 'green'] };
const COLOURS: Readonly<Record<ReturnStanding, TagColour>> = { 'in-time': 'green', 'sent-late': 'orange', late: 'red', open: 'grey' };

export interface ReturnsModel {
  readonly contract: ContractOfReturns;
  readonly owed: readonly OwedReturn[];
  /** One standing alone, where a report's figure led here. */
  readonly only: ReturnStanding | null;
  /** One financial year alone. */
  readonly year: number | null;
  readonly mayAsk: boolean;
  /** Whether this reader may open a return: the authority's people and the contractor. */
  readonly mayOpen: boolean;
}

/** What a contract owes of returns, as anyone may read it: periods, days, whether in time. */
export function returnsPage({ contract, owed, only, year, mayAsk, mayOpen }: ReturnsModel): Html {
  const listed = owed.filter(({ standing }) => only === null || standing === only);
  const late = owed.filter(({ standing }) => standing === 'late' || standing === 'sent-late').length;
  return html`<span class="govuk-caption-l">${contract.title}</span><h1 class="govuk-heading-l">Returns of what was paid to sub-contractors</h1>
    ${contract.duty === null ? html`<p class="govuk-body">No returns are asked of this contract now.</p>` : html`<p class="govuk-body">The contractor returns what it paid to sub-contractors ${EVERY[contract.duty.everyMonths]!.toLowerCase()} from ${formatDate(contract.duty.firstOn)}, ${counted(contract.duty.dueDays, 'day')} after each period ends. What is accepted counts in the second tier of <a class="govuk-link" href="/spend/report/local?body=${contract.bodySlug}">local spending</a>.</p>`}
    ${contract.duty === null && owed.length === 0 ? nothing : html`<p class="govuk-body">${only === null ? 'Owed' : STANDINGS[only]}${year === null ? nothing : `, periods that end in ${yearWords(year)}`}: <strong>${counted(listed.length, 'return')}</strong>${only === null ? `, ${late} of them late` : nothing}.${only === null && year === null ? nothing : html` <a class="govuk-link" href="/agreements/${contract.id}/second-tier">See all</a>`}</p>
      ${listed.length === 0 ? emptyState({ title: 'No return is owed yet.', text: only === null ? 'The first is owed when its period is over.' : 'None stands so.' }) : scrollingTable({
        caption: 'Periods, the latest first', firstCellIsHeader: true, head: [{ text: 'Period' }, { text: 'Due' }, { text: 'In time' }, { text: 'Return' }],
        rows: listed.toReversed().map((one) => [{ html: mayOpen ? html`<a class="govuk-link" href="/agreements/${contract.id}/second-tier/${one.fromOn}">${formatDateRange(one.fromOn, one.toOn)}</a>` : html`${formatDateRange(one.fromOn, one.toOn)}` }, { text: formatDate(one.dueOn) },
          { html: html`${statusTag(STANDINGS[one.standing], COLOURS[one.standing])}${one.stored?.sentOn ? html` ${formatDate(one.stored.sentOn)}` : nothing}` }, { html: one.stored ? statusTag(...STATES[one.stored.state]) : html`None` }]),
      })}`}
    ${mayAsk ? html`<p class="govuk-body"><a class="govuk-link" href="/agreements/${contract.id}/second-tier/ask">${contract.duty === null ? 'Ask the contractor for returns' : 'Change or end the returns'}</a></p>` : nothing}
    <p class="govuk-body"><a class="govuk-link" href="/contracts/${contract.id}">The contract</a></p>`;
}

export const askPage = (contract: ContractOfReturns, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<span class="govuk-caption-l">${contract.title}</span><h1 class="govuk-heading-l">Ask for returns of what is paid to sub-contractors</h1>
  <p class="govuk-body">The contractor is reminded a week before a return is due, and when it is late. You accept each, or ask again.</p>
  <form method="post" novalidate>${csrf}
    ${radioField(form, { name: 'everyMonths', label: 'How often?', value: contract.duty ? String(contract.duty.everyMonths) : undefined, items: [...Object.entries(EVERY).map(([value, text]) => ({ value, text })), ...(contract.duty ? [{ value: '0', text: 'No returns any more', hint: 'What has been accepted still counts' }] : [])] })}
    ${dateField(form, { name: 'firstOn', label: 'First day of the first period', value: contract.duty?.firstOn ?? contract.startsOn ?? undefined })}
    ${textField(form, { name: 'dueDays', label: 'Due so many days after a period ends', value: contract.duty ? String(contract.duty.dueDays) : '', width: 3, inputmode: 'numeric' })}
    ${button({ text: 'Ask for returns', preventDoubleClick: true })}</form>`;

export const preparePage = (contract: ContractOfReturns, owed: OwedReturn, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<span class="govuk-caption-l">${contract.title}, ${formatDateRange(owed.fromOn, owed.toOn)}</span><h1 class="govuk-heading-l">What did you pay to sub-contractors?</h1>
  ${owed.stored?.query ? insetText({ text: `The authority asked: ${owed.stored.query}` }) : nothing}
  <p class="govuk-body">Only payments from ${formatDate(owed.fromOn)} to ${formatDate(owed.toOn)}, without VAT that you can reclaim. Nothing is sent until you have looked at what was understood.</p>
  <form method="post" enctype="multipart/form-data" novalidate>${csrf}
    ${fileField(form, { name: 'file', label: 'A file from your purchase ledger (CSV or Excel)', hint: `With headings such as ${TYPED_HEADINGS.replaceAll(',', ', ').toLowerCase()}`, accept: '.csv,.tsv,.txt,.xlsx,text/csv' })}
    ${textArea(form, { name: 'typed', label: 'Or type the payments, one a line', hint: 'Name, postcode, date, amount. For example: Shoreline Transport Ltd, CT1 2AB, 14/5/2026, 1250.00', rows: 5 })}
    ${checkboxField(form, { name: 'none', label: 'Or', items: [{ value: 'yes', text: 'We paid no sub-contractors in this time' }] })}
    ${textArea(form, { name: 'method', label: 'How did you count?', hint: 'For example: every purchase invoice for this contract, staff and rent left out', rows: 2, value: owed.stored?.method ?? '' })}
    ${details({ summaryText: 'Say which column of the file is which', html: html`<p class="govuk-body">Only where its headings are not understood by themselves.</p>${Object.entries(RETURN_FIELDS).map(([name, label]) => textField(form, { name: `column.${name}`, label: `Heading of the column: ${label.toLowerCase()}`, width: 20 }))}` })}
    ${button({ text: 'Look at what was understood', preventDoubleClick: true })}</form>`;

export interface OneReturnModel {
  readonly contract: ContractOfReturns;
  readonly owed: OwedReturn;
  readonly payments: { readonly rows: readonly SubcontractPayment[]; readonly all: Spent; readonly local: Spent } | null;
  /** What the ledger shows was paid to the contractor in the months of the period. */
  readonly paidPence: bigint;
  readonly isContractor: boolean;
  readonly isManager: boolean;
  readonly previous: string | null;
  readonly next: string | null;
}

/** One period's return, for the contractor and the authority, with what each may do next. */
export function oneReturnPage({ contract, owed, payments, paidPence, isContractor, isManager, previous, next }: OneReturnModel, form: FormState, csrf: Html): Html {
  const { stored } = owed;
  const address = `/agreements/${contract.id}/second-tier/${owed.fromOn}`;
  const heading = html`${errorSummaryFor(form)}<span class="govuk-caption-l">${contract.title}</span><h1 class="govuk-heading-l">Return of ${formatDateRange(owed.fromOn, owed.toOn)}</h1>`;
  if (stored === null || payments === null || (stored.state === 'draft' && !isContractor)) {
    return html`${heading}<p class="govuk-body">${statusTag(STANDINGS[owed.standing], COLOURS[owed.standing])} It is due by ${formatDate(owed.dueOn)}.</p>
      ${isContractor ? html`<p class="govuk-body"><a class="govuk-link" href="${address}/prepare">Put in what you paid to sub-contractors</a></p>` : html`<p class="govuk-body">The contractor has not sent it yet. It is late from ${formatDate(addDays(owed.dueOn, 1))}.</p>`}`;
  }
  const [state, colour] = STATES[stored.state];
  return html`${heading}
    ${stored.query && stored.state !== 'accepted' ? insetText({ text: `The authority asked: ${stored.query}` }) : nothing}
    ${keyValue([
      { key: 'Stands', value: html`${statusTag(state, colour)} ${statusTag(STANDINGS[owed.standing], COLOURS[owed.standing])}` }, { key: 'Due by', value: formatDate(owed.dueOn) }, { key: 'First sent', value: stored.sentOn ? formatDate(stored.sentOn) : 'Not yet' },
      { key: 'Paid to sub-contractors', value: `${formatPounds(payments.all.pence)} in ${counted(payments.all.lines, 'payment')}` },
      { key: 'Of this, to local businesses', value: `${formatPounds(payments.local.pence)} in ${counted(payments.local.lines, 'payment')}, by the postcodes that the authority has set` },
      { key: 'Paid to the contractor', value: `${formatPounds(paidPence)} in these months, by the authority’s ledger` }, { key: 'How it was counted', value: stored.method }, { key: 'File', value: stored.fileName },
    ])}
    ${stored.columns.length === 0 ? nothing : scrollingTable({ caption: 'What was understood', captionClasses: 'govuk-table__caption--s', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'Heading in the file' }], rows: stored.columns.map(({ what, heading: named }) => [{ text: what }, { text: named }]) })}
    ${payments.all.lines === 0 ? html`<p class="govuk-body">No sub-contractor was paid in this time.</p>` : scrollingTable({ caption: 'Payments to sub-contractors', captionClasses: 'govuk-table__caption--s', firstCellIsHeader: true, head: [{ text: 'Sub-contractor' }, { text: 'Where' }, { text: 'Paid' }, { text: 'Amount', format: 'numeric' }, { text: 'Local' }],
      rows: payments.rows.map((row) => [{ text: row.name }, { text: row.outward ?? 'Not given' }, { text: formatDate(row.paidOn) }, { text: formatPounds(row.pence), format: 'numeric' }, { text: row.isLocal ? 'Yes' : 'No' }]) })}
    ${pageLinks({ previous, next, of: 'payments' })}
    ${isContractor && stored.state === 'draft' ? html`<form method="post" action="${address}/send" novalidate>${csrf}${button({ text: 'Send the return', preventDoubleClick: true })}</form>` : nothing}
    ${isContractor && (stored.state === 'draft' || stored.state === 'queried') ? html`<p class="govuk-body"><a class="govuk-link" href="${address}/prepare">Put it in again</a></p>` : nothing}
    ${isManager && stored.state === 'sent' ? html`<form method="post" action="${address}/accept" novalidate>${csrf}${button({ text: 'Accept the return', preventDoubleClick: true })}</form>` : nothing}
    ${isManager && (stored.state === 'sent' || stored.state === 'accepted') ? html`<form method="post" action="${address}/query" novalidate>${csrf}
      ${textArea(form, { name: 'reason', label: 'Or ask the contractor about it', hint: stored.state === 'accepted' ? 'It does not count until it is accepted again' : 'It is sent to the contractor', rows: 3 })}${button({ text: 'Ask the contractor', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>` : nothing}
    <p class="govuk-body"><a class="govuk-link" href="/agreements/${contract.id}/second-tier">All returns of this contract</a></p>`;
}

/** On the contract's own page. */
export const returnsPart = (contract: ContractOfReturns, owed: readonly OwedReturn[], mayAsk: boolean): Html => {
  const late = owed.filter(({ standing }) => standing === 'late' || standing === 'sent-late').length;
  return html`<h2 class="govuk-heading-m">Returns of what is paid to sub-contractors</h2>
    <p class="govuk-body">${contract.duty === null ? 'None are asked for.' : `${counted(owed.length, 'return')} owed so far, ${late} of them late.`} <a class="govuk-link" href="/agreements/${contract.id}/second-tier${contract.duty === null && mayAsk ? '/ask' : ''}">${contract.duty === null ? 'Ask for returns' : 'See the returns'}</a></p>`;
};
