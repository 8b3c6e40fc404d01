import { formatPounds } from '#kernel/money';
import { button, table, warningText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, pageLinks, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { PurchaseState } from './purchase.ts';
import type { Purchase } from './purchase.store.ts';
import { PURCHASING_ROUTE_TITLES } from './route-definitions.ts';
import { otherRoutes } from './route-for.ts';

const STATES: Readonly<Record<PurchaseState, Html>> = { planned: statusTag('Planned'), awarded: statusTag('Awarded', 'green'), cancelled: statusTag('Cancelled', 'grey') };

export interface PurchaseList {
  readonly purchases: readonly Purchase[];
  /** Why each should have been posted and was not, by its id. */
  readonly notPosted: ReadonlyMap<string, string>;
  readonly flaggedOnly: boolean;
  readonly mayRecord: boolean;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Purchases recorded on their own, newest first. */
export function purchaseListPage({ purchases, notPosted, flaggedOnly, mayRecord, previous, next }: PurchaseList): Html {
  return html`<h1 class="govuk-heading-l">Purchases</h1>
    <p class="govuk-body">Purchases made outside an exercise, with the rule of their day. Those that look like parts of one larger purchase are flagged.</p>
    ${mayRecord ? button({ text: 'Record a purchase', href: '/purchases/new' }) : null}
    <p class="govuk-body">${flaggedOnly ? html`Flagged purchases only. <a class="govuk-link" href="/purchases">Show all</a>` : html`<a class="govuk-link" href="/purchases?flagged=yes">Show flagged purchases only</a>`}
      · <a class="govuk-link" href="/reports/exemptions">Exemptions and split purchases</a>
      · <a class="govuk-link" href="/direct-awards">Direct awards</a></p>
    ${purchases.length === 0 ? emptyState({ title: flaggedOnly ? 'No purchase is flagged.' : 'No purchase has been recorded yet.' }) : purchaseTable('Purchases', purchases, notPosted)}
    ${pageLinks({ previous, next, of: 'purchases' })}`;
}

/** Purchases with the rule of their day. */
export const purchaseTable = (caption: string, purchases: readonly Purchase[], notPosted: ReadonlyMap<string, string> = new Map()): Html => scrollingTable({
  caption,
  head: [{ text: 'Purchase' }, { text: 'Supplier' }, { text: 'Excluding VAT', format: 'numeric' }, { text: 'Decided' }, { text: 'Route and rule of the day' }, { text: 'State' }],
  rows: purchases.map((one) => [
    { html: html`<a class="govuk-link" href="/purchases/${one.id}">${one.title}</a>${one.splitFlag ? html` ${statusTag('May be split', 'red')}` : null}${notPosted.has(one.id) ? html` ${statusTag('Not posted', 'orange')}` : null}` },
    { text: one.supplier ?? 'Not chosen yet' }, { text: formatPounds(one.net), format: 'numeric' }, { text: formatDate(one.decidedOn) },
    { html: html`${PURCHASING_ROUTE_TITLES[one.route]}${one.override ? html` (asked for: ${PURCHASING_ROUTE_TITLES[one.override.route].toLowerCase()})` : null}<br><span class="govuk-body-s">${one.rule.sentence}</span>` },
    { html: STATES[one.state] },
  ]),
});

export interface RecordPurchasePage {
  readonly bodies: readonly { readonly id: string; readonly name: string }[];
  readonly today: string;
  readonly csrf: Html;
}

export function recordPurchasePage({ bodies, today, csrf }: RecordPurchasePage, form: FormState): Html {
  const only = bodies.length === 1 ? { value: bodies[0]!.id } : {};
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l">Record a purchase</h1>
    <p class="govuk-body">Enter its whole-life value: every year and extension. The route and what it asks of you are shown next. Nothing is awarded yet.</p>
    <form method="post" novalidate>${csrf}
      ${selectField(form, { name: 'bodyId', label: 'Authority that buys', emptyText: 'Choose an authority', items: bodies.map(({ id, name }) => ({ value: id, text: name })), ...only })}
      ${textField(form, { name: 'title', label: 'What is bought?' })}
      ${radioField(form, { name: 'category', label: 'What kind of thing is it?', inline: true, value: 'services', items: [{ value: 'services', text: 'Services' }, { value: 'goods', text: 'Goods' }, { value: 'works', text: 'Works' }] })}
      ${moneyField(form, { name: 'value', label: 'Whole-life value', hint: 'Excluding VAT' })}
      ${textField(form, { name: 'vat', label: 'Rate of VAT', suffix: '%', width: 4, inputmode: 'decimal', value: '20' })}
      ${textField(form, { name: 'supplier', label: 'Supplier (optional until it is awarded)', hint: 'Its name here, or its company or charity number' })}
      ${dateField(form, { name: 'decidedOn', label: 'Which day was the route decided?', hint: 'The rules of that day apply', value: today })}
      ${textField(form, { name: 'quotesReceived', label: 'Written quotations in hand', width: 3, inputmode: 'numeric', value: '0' })}
      ${textField(form, { name: 'posting', label: 'Reference of the opportunity posted for it (optional)', width: 20 })}
      ${button({ text: 'Record the purchase', preventDoubleClick: true })}
    </form>`;
}

export interface PurchasePage {
  readonly purchase: Purchase;
  /** The standing of the exemption that was asked for, in words. */
  readonly exemption: string | null;
  readonly tied: readonly Purchase[];
  readonly notPosted: string | null;
  readonly mayAct: boolean;
}

/** One purchase: what it is, its route by the rule of its day, and what can be done. */
export function purchasePage({ purchase, exemption, tied, notPosted, mayAct }: PurchasePage): Html {
  const { route, override } = purchase;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Purchase by ${purchase.bodyName}</span>${purchase.title}</h1>
    <p class="govuk-body-l">${purchase.supplier ? `From ${purchase.supplier}, worth` : 'Worth'} ${formatPounds(purchase.net)} excluding VAT. The rule gives: ${PURCHASING_ROUTE_TITLES[route].toLowerCase()}.</p>
    ${purchase.splitFlag ? warningText({ text: purchase.splitFlag }) : null}
    ${notPosted ? warningText({ text: notPosted }) : null}
    ${keyValue([
      { key: 'State', value: STATES[purchase.state] },
      { key: 'Whole-life value', value: `${formatPounds(purchase.net)} excluding VAT, ${formatPounds(purchase.gross)} including VAT` },
      { key: 'Decided', value: formatDate(purchase.decidedOn) },
      { key: 'Route', value: PURCHASING_ROUTE_TITLES[route] },
      override && { key: 'Other route asked for', value: html`${PURCHASING_ROUTE_TITLES[override.route]}: ${exemption}<br>${override.reason}` },
      route === 'written-quotations' && { key: 'Written quotations', value: `${purchase.quotesReceived} of at least ${purchase.quotesNeeded}` },
      purchase.exerciseId !== null && { key: 'Exercise', value: html`<a class="govuk-link" href="/exercises/${purchase.exerciseId}">The exercise it is for</a>` },
      purchase.directReason !== null && { key: 'Why this supplier', value: purchase.directReason },
      purchase.posting !== null && { key: 'Posted as', value: html`<a class="govuk-link" href="/opportunities/${purchase.posting.id}">${purchase.posting.reference}</a>` },
      purchase.cancelledReason !== null && { key: 'Why it was cancelled', value: purchase.cancelledReason },
    ])}
    ${ruleNote(purchase.rule)}
    ${actions(purchase, mayAct)}
    ${tied.length > 0 ? table({
      caption: 'Others from the same supplier, or for the same exercise, in the time looked back',
      head: [{ text: 'Purchase' }, { text: 'Decided' }, { text: 'Excluding VAT', format: 'numeric' }],
      rows: tied.map((one) => [{ html: html`<a class="govuk-link" href="/purchases/${one.id}">${one.title}</a>` }, { text: formatDate(one.decidedOn) }, { text: formatPounds(one.net), format: 'numeric' }]),
    }) : null}`;
}

function actions({ id, state, route }: Purchase, mayAct: boolean): Html {
  if (state !== 'planned') return html`<p class="govuk-body">Nothing more can be done here: the purchase is ${state}.</p>`;
  if (!mayAct) return html`<p class="govuk-body">A procurement officer, commissioner, finance officer or contract manager awards it.</p>`;
  return html`<div class="govuk-button-group">${button({ text: 'Award', href: `/purchases/${id}/award` })}
    ${otherRoutes(route).length > 0 ? html`<a class="govuk-link" href="/purchases/${id}/exemption">Take another route</a>` : null}
    <a class="govuk-link" href="/purchases/${id}/cancel">Cancel the purchase</a></div>`;
}

export function awardPurchasePage(purchase: Purchase, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l"><span class="govuk-caption-l">${purchase.title}</span>Award the purchase</h1>
    <p class="govuk-body">Its route is ${PURCHASING_ROUTE_TITLES[purchase.override?.route ?? purchase.route].toLowerCase()}.</p>
    ${ruleNote(purchase.rule)}
    <form method="post" novalidate>${csrf}
      ${textField(form, { name: 'supplier', label: 'Supplier', hint: 'Its name here, or its company or charity number', value: purchase.supplier ?? '' })}
      ${textField(form, { name: 'quotesReceived', label: 'Written quotations in hand', width: 3, inputmode: 'numeric', value: String(purchase.quotesReceived) })}
      ${purchase.route === 'direct-purchase' && purchase.override === null ? textArea(form, { name: 'reason', label: 'Why this supplier, without asking others?', hint: 'It is kept and read by auditors', rows: 3 }) : null}
      ${button({ text: 'Award', preventDoubleClick: true })}
    </form>`;
}

export function cancelPurchasePage(purchase: Purchase, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l"><span class="govuk-caption-l">${purchase.title}</span>Cancel the purchase</h1>
    <p class="govuk-body">It stays on record, and no longer counts when purchases are added up.</p>
    <form method="post" novalidate>${csrf}
      ${textArea(form, { name: 'reason', label: 'Why?', rows: 4 })}
      ${button({ text: 'Cancel the purchase', classes: 'govuk-button--warning', preventDoubleClick: true })}
    </form>`;
}
