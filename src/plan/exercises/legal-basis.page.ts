import { poundsDecimal } from '#kernel/money';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatPounds, plainList, scrollingTable } from '#platform/pages/presentation';
import { csvLine, textCell } from '#platform/register/csv';
import { BASES, BASIS_NAMES, type ServiceBasis } from './legal-basis.ts';

/** Spend by legal basis, for one body. */
export function legalBasisPage(body: { readonly name: string; readonly slug: string }, services: readonly ServiceBasis[]): Html {
  return html`<span class="govuk-caption-l">${body.name}</span><h1 class="govuk-heading-l">Spend by legal basis</h1>
<p class="govuk-body-l">How much of what ${body.name} spends on each service the law requires, how much it chooses to spend, and how much is best practice.</p>
${services.length === 0
    ? emptyState({ title: 'Nothing to report yet', text: 'When exercises pass their Analyse gate their services are listed here.' })
    : scrollingTable({
      caption: 'Value of live agreements by service', captionClasses: 'govuk-table__caption--m',
      head: [{ text: 'Service' }, { text: 'Spend', format: 'numeric' }, ...BASIS_NAMES.map((basis) => ({ text: BASES[basis], format: 'numeric' })), { text: 'Not classified', format: 'numeric' }],
      rows: services.map(({ service, spendPence, shares, unclassifiedPence }) => [
        { text: service }, { text: formatPounds(spendPence), format: 'numeric' },
        ...BASIS_NAMES.map((basis) => ({ text: shares ? `${shares.get(basis)!}%` : '', format: 'numeric' })),
        { text: shares ? (unclassifiedPence > 0n ? formatPounds(unclassifiedPence) : '') : 'Not classified', format: 'numeric' },
      ]),
    })}
<p class="govuk-body-s">Spend is the value of live agreements, net of VAT; values that are withheld are left out. Shares are of what is classified, weighted by value. Before anything is agreed each exercise counts the same.</p>
<p class="govuk-body">The same as a file: <a class="govuk-link" href="/reports/legal-basis.csv?body=${body.slug}">CSV</a></p>`;
}

export const bodiesWithReport = (bodies: readonly { readonly name: string; readonly slug: string }[]): Html => html`<h1 class="govuk-heading-l">Spend by legal basis</h1>
<p class="govuk-body-l">How much of what an authority spends the law requires, and how much it chooses to spend.</p>
${bodies.length === 0 ? emptyState({ title: 'No authority is on this site yet' }) : plainList(bodies.map(({ name, slug }) => html`<a class="govuk-link" href="/reports/legal-basis?body=${slug}">${name}</a>`))}`;

export const legalBasisCsv = (services: readonly ServiceBasis[]): string => [
  csvLine(['Service', 'Spend', ...BASIS_NAMES.map((basis) => `${BASES[basis]} percent`), 'Not classified']),
  ...services.map(({ service, spendPence, shares, unclassifiedPence }) => csvLine([textCell(service), poundsDecimal(spendPence), ...BASIS_NAMES.map((basis) => shares?.get(basis)?.toString() ?? ''), shares ? poundsDecimal(unclassifiedPence) : 'not classified'])),
].join('');
