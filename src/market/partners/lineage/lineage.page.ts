import { button } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { openedTwice } from '../consortia/two-bids.page.ts';
import type { OpenedTwice } from '../consortia/two-bids.store.ts';
import { LINEAGE_RULE, VIEWS, type Lineage, type LineageLink } from './lineage.ts';
import type { BidderLineage } from './lineage.store.ts';

const VIEW_COLOURS = { 'no-concern': 'green', watch: 'yellow', concern: 'red' } as const;

/** Who runs an organisation and what it was, each with its source. */
export const organisationLineagePage = (lineage: Lineage, mayAdd: boolean): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${lineage.name}</span>Who runs it, and what it was before</h1>
${scrollingTable({ caption: 'People', captionClasses: 'govuk-table__caption--m', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'Role' }, { text: 'Known from' }], rows: lineage.officers.map((officer) => [{ text: officer.name }, { text: officer.role }, { text: officer.source }]) })}
${scrollingTable({ caption: 'What it was before', captionClasses: 'govuk-table__caption--m', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'Number' }, { text: 'Known from' }], rows: lineage.predecessors.map((before) => [{ text: before.name }, { text: before.number ?? 'Not known' }, { text: before.source }]) })}
${mayAdd && button({ text: 'Add', href: `/organisations/${lineage.organisationId}/lineage/add` })}`;

export const addLineagePage = (lineage: Lineage, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${lineage.name}</span>Add a person or a former name</h1>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'kind', label: 'What do you record?', labelSize: 'm', items: [{ value: 'officer', text: 'A person who runs it' }, { value: 'predecessor', text: 'What it was before' }] })}
${textField(form, { name: 'name', label: 'Name', hint: 'Of the person, or of the former organisation' })}
${textField(form, { name: 'role', label: 'Role (optional)', hint: 'Of a person; “Director” when left empty', width: 20 })}
${textField(form, { name: 'number', label: 'Company or charity number (optional)', hint: 'Of the former organisation', width: 10 })}
${textField(form, { name: 'source', label: 'Known from', hint: 'Such as “Companies House, 1 March 2026”' })}
${button({ text: 'Add' })}</form>`;

const linkList = (links: readonly LineageLink[]): Html => html`${links.map(({ failed, ties }) => html`<p class="govuk-body"><strong>${failed.name}</strong>: <a class="govuk-link" href="/contracts/${failed.agreementId}">${failed.agreementTitle}</a> was ended for poor performance on ${formatDate(failed.terminatedOn)}.${failed.because && ` ${failed.because}`}</p>
${plainList(ties.map(({ words, source }) => html`${words} <span class="wantsum-rule__source">${source}</span>`))}`)}`;

/** The panel for the procurement officer: every bidder with a link, its sources, its reply and the view. */
export const biddersLineagePage = (title: string, found: readonly BidderLineage[], inTwo: { readonly opportunityId: string; readonly found: readonly OpenedTwice[]; readonly mayDecide: boolean }): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>What ties the bidders</h1>
<h2 class="govuk-heading-m">What they were before</h2>
${ruleNote(LINEAGE_RULE)}
${found.length === 0 && emptyState({ title: 'No bidder is tied to an organisation whose contract was ended for poor performance.', text: 'This is as good as what is recorded of people and former names.' })}
${found.map((one) => html`<section><h2 class="govuk-heading-m">${one.organisation} ${one.view ? statusTag(VIEWS[one.view.view][0], VIEW_COLOURS[one.view.view]) : statusTag('A view is needed', 'yellow')}</h2>${linkList(one.links)}
${one.asked ? keyValue([{ key: 'Its reply', value: one.asked.words ?? `Asked on ${formatInstant(one.asked.askedAt)}; not answered yet` }]) : html`<p class="govuk-body"><a class="govuk-link" href="/bids/${one.bidId}/lineage/ask">Ask the bidder for its side<span class="govuk-visually-hidden">: ${one.organisation}</span></a></p>`}
${one.view && keyValue([{ key: 'View', value: one.view.words }, { key: 'Recorded', value: `${formatInstant(one.view.recordedAt)}${one.view.recordedBy ? ` by ${one.view.recordedBy}` : ''}` }])}
${button({ text: one.view ? 'Change the view' : 'Record a view', href: `/bids/${one.bidId}/lineage/view`, classes: 'govuk-button--secondary' })}</section>`)}
${openedTwice(inTwo.opportunityId, inTwo.found, inTwo.mayDecide)}`;

export const viewLineagePage = (found: BidderLineage, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${found.organisation}</span>Record a view</h1>
${linkList(found.links)}${found.asked?.words ? keyValue([{ key: 'The bidder’s reply', value: found.asked.words }]) : html`<p class="govuk-body">The bidder has not replied${found.asked ? ' yet' : '; it has not been asked'}.</p>`}
<form method="post" novalidate>${csrf}${radioField(form, { name: 'view', label: 'Your view', labelSize: 'm', ...(found.view ? { value: found.view.view } : {}), items: Object.entries(VIEWS).map(([value, [text, hint]]) => ({ value, text, hint })) })}
${textArea(form, { name: 'words', label: 'Why', rows: 4, value: found.view?.words ?? '' })}${button({ text: 'Record the view' })}</form>`;

export const askLineagePage = (found: BidderLineage, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Ask ${found.organisation} for its side</h1>
<p class="govuk-body">It is told this, with the sources, and can reply:</p>${linkList(found.links)}<form method="post" novalidate>${csrf}${button({ text: 'Ask the bidder' })}</form>`;

export const replyLineagePage = (found: BidderLineage, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">What the authority found about ${found.organisation}</h1>
${ruleNote(LINEAGE_RULE)}${linkList(found.links)}
${found.asked?.words ? keyValue([{ key: 'Your reply', value: found.asked.words }]) : html`<form method="post" novalidate>${csrf}${textArea(form, { name: 'words', label: 'Your reply', labelSize: 'm', hint: 'Say what is wrong, or what is different now. The officer reads it before recording a view.', rows: 6 })}${button({ text: 'Send the reply' })}</form>`}`;
