import { formatPounds } from '#kernel/money';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, pageLinks, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Exemption } from './exemptions.store.ts';
import { purchaseTable } from './purchase.page.ts';
import type { Purchase } from './purchase.store.ts';
import { PURCHASING_ROUTE_TITLES } from './route-definitions.ts';

export interface ExemptionsPage {
  readonly exemptions: readonly Exemption[];
  readonly split: readonly Purchase[];
  readonly moreSplit: boolean;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Who took another route than the rule says, and why; and purchases that look split. */
export function exemptionsPage({ exemptions, split, moreSplit, previous, next }: ExemptionsPage): Html {
  return html`<h1 class="govuk-heading-l">Exemptions and split purchases</h1>
    <p class="govuk-body">Where another route was asked for than the purchasing rule gives, with the reason and who agreed.</p>
    ${exemptions.length === 0 ? emptyState({ title: 'No exemption has been asked for.' }) : exemptionTable(exemptions)}
    ${pageLinks({ previous, next, of: 'exemptions' })}
    <h2 class="govuk-heading-m">Purchases that may be split</h2>
    <p class="govuk-body">Together they reach a rule that none of them reached alone.</p>
    ${split.length === 0 ? emptyState({ title: 'No purchase is flagged.' }) : purchaseTable('Flagged purchases', split)}
    ${moreSplit ? html`<p class="govuk-body"><a class="govuk-link" href="/purchases?flagged=yes">Show every flagged purchase</a></p>` : null}`;
}

const STANDING = { asked: 'Waiting', agreed: 'Agreed', refused: 'Refused', withdrawn: 'Withdrawn' } as const;

const exemptionTable = (exemptions: readonly Exemption[]): Html => scrollingTable({
  caption: 'Exemptions',
  head: [{ text: 'What' }, { text: 'Authority' }, { text: 'Excluding VAT', format: 'numeric' }, { text: 'By the rule' }, { text: 'Instead' }, { text: 'Why' }, { text: 'Agreed?' }, { text: 'Decided' }],
  rows: exemptions.map((one) => [
    { html: html`<a class="govuk-link" href="${one.kind === 'purchase' ? `/purchases/${one.id}` : `/exercises/${one.id}/value`}">${one.title}</a>` },
    { text: one.bodyName }, { text: formatPounds(one.net), format: 'numeric' },
    { html: html`${PURCHASING_ROUTE_TITLES[one.route]}<br><span class="govuk-body-s">${one.rule}</span>` },
    { text: PURCHASING_ROUTE_TITLES[one.instead] }, { text: one.reason },
    { html: html`${statusTag(one.approval ? STANDING[one.approval] : 'Not asked for', one.approval === 'agreed' ? 'green' : 'yellow')}${one.decidedBy ? html`<br>${one.decidedBy}` : null}` },
    { text: formatDate(one.decidedOn) },
  ]),
});
