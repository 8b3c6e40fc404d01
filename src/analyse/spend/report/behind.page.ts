import { counted } from '#kernel/counted';
import { AGREEMENT_KINDS } from '#agreements';
import { formatPounds } from '#kernel/money';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDateRange, keyValue, pageLinks, scrollingTable } from '#platform/pages/presentation';
import { yearWords, type Spent } from '../spend.ts';
import type { MixAgreement } from './agreements.store.ts';
import { linked, reportAddress, type ReportQuestion } from './report.ts';
import type { SecondTierReturn, SubcontractPayment } from './second-tier.store.ts';
import { sectorWords, sizeWords } from './suppliers.page.ts';

export interface AgreementsPageModel {
  readonly question: Pick<ReportQuestion, 'body' | 'year'>;
  /** What narrows the list, in words. */
  readonly narrowed: readonly string[];
  readonly found: { readonly rows: readonly MixAgreement[]; readonly total: Spent };
  /** Whether those listed have a sum; those that lack dates or a value have none. */
  readonly summed: boolean;
  readonly previous: string | null;
  readonly next: string | null;
  readonly file: string;
}

/** The agreements behind a figure of the funding mix, with the same number and sum. */
export const agreementsBehindPage = ({ question, narrowed, found, summed, previous, next, file }: AgreementsPageModel): Html => html`<span class="govuk-caption-l">${question.body.name}, ${yearWords(question.year)}</span>
  <h1 class="govuk-heading-l">Agreements behind a figure</h1>
  <p class="govuk-body">${narrowed.length === 0 ? nothing : `${narrowed.join(', ')}: `}<strong>${counted(found.total.lines, 'agreement')}</strong>${summed ? html`, <strong>${formatPounds(found.total.pence)}</strong> in the year` : nothing}.</p>
  ${found.rows.length === 0 ? emptyState({ title: 'No agreements match.' }) : scrollingTable({
    caption: 'Agreements, the most money first', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
    head: [{ text: 'Agreement' }, { text: 'Kind' }, { text: 'Directorate' }, { text: 'Sector' }, { text: 'Size' }, { text: 'Runs' }, { text: 'In the year', format: 'numeric' }],
    rows: found.rows.map((row) => [{ html: linked(row.title, `/contracts/${row.id}`) }, { text: AGREEMENT_KINDS[row.kind] }, { text: row.unit || 'Not named' }, { text: row.kind === 'in-house' ? 'The authority itself' : sectorWords(row.sector) }, { text: row.kind === 'in-house' ? 'The authority itself' : sizeWords(row.size) },
      { text: formatDateRange(row.startsOn, row.endsOn) || 'No dates' }, { text: row.pence === null ? 'Not known' : formatPounds(row.pence), format: 'numeric' }]),
  })}
  ${pageLinks({ previous, next, of: 'agreements' })}
  <p class="govuk-body">${linked('Download every one as a CSV file', file)}</p>
  <p class="govuk-body">${linked('Funding mix', reportAddress('mix', question))}</p>`;

export interface SecondTierPageModel {
  readonly question: Pick<ReportQuestion, 'body' | 'year'>;
  /** Those that count, the most money first. */
  readonly returns: readonly SecondTierReturn[];
  readonly total: bigint;
  /** What was paid to local suppliers directly, where both tiers are asked for. */
  readonly first: { readonly pence: bigint; readonly href: string } | null;
}

/** The contractors' returns that the second tier is added up from; with the first tier beside it, both tiers. */
export const secondTierPage = ({ question, returns, total, first }: SecondTierPageModel): Html => html`<span class="govuk-caption-l">${question.body.name}, ${yearWords(question.year)}</span>
  <h1 class="govuk-heading-l">${first ? 'Both tiers of local spending' : 'Second tier: paid on to local businesses'}</h1>
  ${first ? html`<p class="govuk-body">Both tiers come to <strong>${formatPounds(first.pence + total)}</strong>: ${linked(formatPounds(first.pence), first.href)} paid to local suppliers, and ${formatPounds(total)} that main contractors paid on.</p>` : nothing}
  <p class="govuk-body">${counted(returns.length, 'return counts', 'returns count')}, <strong>${formatPounds(total)}</strong> in all. A local contractor’s return does not count, since all that it was paid is in the first tier.</p>
  ${returns.length === 0 ? emptyState({ title: 'No return counts in this year.' }) : scrollingTable({
    caption: 'Returns that count, the most money first', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
    head: [{ text: 'Contract' }, { text: 'Contractor' }, { text: 'Period' }, { text: 'Paid to local businesses', format: 'numeric' }],
    rows: returns.map((one) => [{ html: linked(one.title, `/contracts/${one.agreementId}`) }, { text: one.contractor }, { text: formatDateRange(one.fromOn, one.toOn) }, { html: linked(formatPounds(one.localPence), `/spend/second-tier/${one.id}`), format: 'numeric' }]),
  })}
  <p class="govuk-body">${linked('Local spending', reportAddress('local', question))}</p>`;

export interface ReturnPageModel {
  readonly found: SecondTierReturn;
  readonly payments: { readonly rows: readonly SubcontractPayment[]; readonly all: Spent; readonly local: Spent };
  readonly previous: string | null;
  readonly next: string | null;
}

/** One return as anyone may read it: sums and districts of what was paid on, the names of sub-contractors for staff alone. */
export const returnPage = ({ found, payments, previous, next }: ReturnPageModel): Html => html`<span class="govuk-caption-l">${found.title}</span><h1 class="govuk-heading-l">Contractor’s return of local spending</h1>
  ${keyValue([
    { key: 'Contract', value: linked(found.title, `/contracts/${found.agreementId}`) }, { key: 'Contractor', value: found.contractor }, { key: 'Period', value: formatDateRange(found.fromOn, found.toOn) },
    { key: 'Paid to local businesses', value: html`<strong>${formatPounds(found.localPence)}</strong>` }, { key: 'How the contractor counted', value: found.method }, { key: 'What shows it', value: found.evidence ?? 'None given' },
  ])}
  ${payments.all.lines === 0 ? html`<p class="govuk-body">The contractor gave the sum, without the payments that it is made of.</p>` : html`<p class="govuk-body">${counted(payments.all.lines, 'payment')} to sub-contractors, ${formatPounds(payments.all.pence)} in all; ${counted(payments.local.lines, 'of them is', 'of them are')} to local businesses, <strong>${formatPounds(payments.local.pence)}</strong>.</p>
    ${scrollingTable({ caption: 'Payments to sub-contractors, as the contractor gave them', firstCellIsHeader: true, head: [{ text: 'Sub-contractor' }, { text: 'Where' }, { text: 'Paid' }, { text: 'Amount', format: 'numeric' }, { text: 'Local' }],
      rows: payments.rows.map((row) => [{ text: row.name }, { text: row.outward ?? 'Not given' }, { text: formatDateRange(row.paidOn, row.paidOn) }, { text: formatPounds(row.pence), format: 'numeric' }, { text: row.isLocal ? 'Yes' : 'No' }]) })}
    ${pageLinks({ previous, next, of: 'payments' })}`}`;
