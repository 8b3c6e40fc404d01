import { addDays, londonDate } from '#kernel/calendar-date';
import { button } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { SharedDocument, VaultDocument } from '../vault/vault.store.ts';
import { FAILINGS } from './checks.ts';
import type { Evidence } from './checks.store.ts';

const STATES = { asked: ['Asked for', 'yellow'], received: ['Received', 'purple'], accepted: ['Accepted', 'green'], failed: ['Passed over', 'red'] } as const;
export const evidenceTag = ({ state }: Pick<Evidence, 'state'>): Html => statusTag(STATES[state][0], STATES[state][1]);

/** A request, for the supplier and the buyer alike; documents open only for whoever may read them. */
export const evidencePage = (request: Evidence, shared: readonly SharedDocument[], may: { readonly give: boolean; readonly decide: boolean }): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${request.opportunityTitle}</span>Evidence of ${request.organisationName}</h1>
<p class="govuk-body">${evidenceTag(request)}</p>
${keyValue([
    { key: 'Authority', value: request.bodyName }, { key: 'Asked', value: formatInstant(request.askedAt) }, { key: 'Until', value: `The end of ${formatDate(addDays(londonDate(request.dueAt), -1))}` },
    request.receivedAt !== null && { key: 'All received', value: formatInstant(request.receivedAt) },
    request.failing !== null && { key: 'Why it was passed over', value: html`${FAILINGS[request.failing]}. <span class="wantsum-words">${request.reasons}</span>` },
  ])}
${scrollingTable({ caption: 'What is asked for', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'Given' }], rows: request.items.map((item) => {
    const document = shared.find(({ id }) => id === item.shareId);
    return [{ text: item.words }, { html: item.givenAt === null ? html`Not yet` : html`${formatInstant(item.givenAt)}${document && html`<br><a class="govuk-link" href="/shared-documents/${document.id}">${document.document.title}</a>`}` }];
  }) })}
${may.give && request.state === 'asked' && button({ text: 'Give it from your vault', href: `/evidence/${request.id}/give` })}
${may.decide && (request.state === 'asked' || request.state === 'received') && button({ text: request.state === 'received' ? 'Accept it, or say what is wrong' : 'Record what is missing', href: `/evidence/${request.id}/decide` })}`;

export const giveEvidencePage = (request: Evidence, vault: readonly VaultDocument[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Give evidence from your vault</h1>
${vault.length === 0 ? emptyState({ title: 'Your vault is empty.', text: 'Put the documents into it first. You can use them again.', action: { href: `/organisations/${request.organisationId}/vault/add`, text: 'Add a document' } }) : html`
<p class="govuk-body">Something not there yet? <a class="govuk-link" href="/organisations/${request.organisationId}/vault/add">Add it to the vault</a>, then come back. You may give some now and the rest later.</p>
<form method="post" novalidate>${csrf}
${request.items.filter(({ shareId }) => shareId === null).map((item) => selectField(form, { name: `document-${item.position}`, label: item.words, emptyText: 'Not yet', items: vault.map(({ id, title, current }) => ({ value: id, text: current.expiresOn ? `${title}, expires ${formatDate(current.expiresOn)}` : title })) }))}
${checkboxField(form, { name: 'consent', label: 'Consent', items: [{ value: 'yes', text: `We consent that ${request.bodyName} reads these for this tender` }] })}
${button({ text: 'Give these', preventDoubleClick: true })}</form>`}`;

export const decideEvidencePage = (request: Evidence, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Decide on the evidence of ${request.organisationName}</h1>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'to', label: 'What do you decide?', items: [
    { value: 'accepted', text: 'It is accepted', hint: 'The award can be confirmed' },
    { value: 'failed', text: 'It is passed over', hint: 'The next bidder can be chosen; this is kept with the record', conditional: selectField(form, { name: 'failing', label: 'What is wrong?', emptyText: 'Choose', items: Object.entries(FAILINGS).map(([value, text]) => ({ value, text })) }) },
  ] })}
${textArea(form, { name: 'reasons', label: 'Reasons (needed where it is passed over)', hint: 'The supplier reads them', rows: 4 })}
${button({ text: 'Decide', preventDoubleClick: true })}</form>`;
