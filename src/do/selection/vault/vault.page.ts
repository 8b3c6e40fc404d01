import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { button, details, warningText } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, fileField, moneyField, radioField, selectField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, pageLinks, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { FILE_ENDINGS, FILE_KINDS_WORDS } from '#platform/files/check-file';
import { DOCUMENT_KINDS, expiryInTender, expiryStanding, isInsurance, type DocumentKind } from './vault.ts';
import type { SharedDocument, tendersOf, VaultDocument, VaultShare, VaultVersion } from './vault.store.ts';

type Named = { readonly id: string; readonly name: string };
type Tender = Awaited<ReturnType<typeof tendersOf>>[number];

/** Where a form begins before its owner says otherwise. */
const USUAL_WARN_DAYS = '30';

const expiryTag = (document: VaultDocument, today: CalendarDate): Html | false => {
  const standing = expiryStanding(document.current.expiresOn, today, document.warnDays);
  return standing === 'expired' ? statusTag('Expired', 'red') : standing === 'expiring' && statusTag('Expires soon', 'orange');
};

/** What a supplier keeps here once. */
export function vaultPage(organisation: Named, documents: readonly VaultDocument[], today: CalendarDate, mayAdd: boolean): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${organisation.name}</span>Document vault</h1>
<p class="govuk-body">Keep policies, accounts, insurance and certificates here once. Nobody else sees a document until you consent, for one authority or one tender, and you can take that back.</p>
${mayAdd && button({ text: 'Add a document', href: `/organisations/${organisation.id}/vault/add` })}
${documents.length === 0 ? emptyState({ title: 'The vault is empty.', text: 'You need no documents to bid. Add them when a buyer asks for evidence, or before, to have them ready.' })
    : scrollingTable({ caption: 'Documents', firstCellIsHeader: true, head: [{ text: 'Document' }, { text: 'What it is' }, { text: 'Expires' }], rows: documents.map((document) => [
      { html: html`<a class="govuk-link" href="/vault/${document.id}">${document.title}</a>` }, { text: DOCUMENT_KINDS[document.kind] },
      { html: html`${document.current.expiresOn ? formatDate(document.current.expiresOn) : 'Does not expire'} ${expiryTag(document, today)}` },
    ]) })}
<p class="govuk-body"><a class="govuk-link" href="/organisations/${organisation.id}/core">Core questionnaire</a></p>`;
}

const versionFields = (form: FormState, kind: DocumentKind | null): Html => html`
${fileField(form, { name: 'file', label: 'File', hint: `${FILE_KINDS_WORDS}, up to 10 MB.`, accept: FILE_ENDINGS })}
${textField(form, { name: 'issuer', label: 'Who issued it? (optional)', hint: 'Such as the insurer or the accountant' })}
${dateField(form, { name: 'expiresOn', label: kind && isInsurance(kind) ? 'On which day does it expire?' : 'On which day does it expire? (optional; needed for insurance)' })}
${(kind === null || isInsurance(kind)) && moneyField(form, { name: 'cover', label: 'Of insurance: what does it cover? (optional)' })}`;

export const addDocumentPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Add a document</h1>
<form method="post" enctype="multipart/form-data" novalidate>${csrf}
${selectField(form, { name: 'kind', label: 'What is it?', emptyText: 'Choose', items: Object.entries(DOCUMENT_KINDS).map(([value, text]) => ({ value, text })) })}
${textField(form, { name: 'title', label: 'Name', hint: 'Such as “Public liability insurance 2027”' })}
${versionFields(form, null)}
${textField(form, { name: 'warnDays', label: 'How many days before it expires should we tell you?', width: 3, inputmode: 'numeric', value: USUAL_WARN_DAYS })}
${button({ text: 'Put it into the vault', preventDoubleClick: true })}</form>`;

export const renewDocumentPage = (document: VaultDocument, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${document.title}</span>Put a new version in its place</h1>
<p class="govuk-body">Everyone you share it with sees the new one from now on. Earlier versions stay with you.</p>
<form method="post" enctype="multipart/form-data" novalidate>${csrf}${versionFields(form, document.kind)}${button({ text: 'Save the new version', preventDoubleClick: true })}</form>`;

export interface DocumentModel {
  readonly document: VaultDocument;
  readonly versions: readonly VaultVersion[];
  readonly shares: readonly VaultShare[];
  readonly today: CalendarDate;
  readonly mayChange: boolean;
}

/** One document for its owner: versions, consents, and what expires too early for a tender it is shared for. */
export function documentPage({ document, versions, shares, today, mayChange }: DocumentModel): Html {
  const { current } = document;
  const open = shares.filter(({ revokedAt }) => revokedAt === null);
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${DOCUMENT_KINDS[document.kind]}</span>${document.title}</h1>
${document.withdrawnAt !== null && warningText({ text: 'This document was taken out of the vault. Nobody else can read it.' })}
${open.map((share) => { const words = tenderWarning(document, share); return words && warningText({ text: words }); })}
${keyValue([
    { key: 'File', value: html`<a class="govuk-link" href="/vault/${document.id}/file">${current.fileName}</a>` },
    { key: 'Issued by', value: current.issuer },
    { key: 'Expires', value: html`${current.expiresOn ? formatDate(current.expiresOn) : 'Does not expire'} ${expiryTag(document, today)}` },
    current.coverPence !== null && { key: 'Covers', value: formatPounds(current.coverPence) },
    { key: 'Version', value: `${current.number}, added ${formatInstant(current.addedAt)}` },
    { key: 'We tell you', value: `${document.warnDays} days before it expires` },
  ])}
${mayChange && document.withdrawnAt === null && html`<div class="govuk-button-group">${button({ text: 'Put a new version in its place', href: `/vault/${document.id}/renew` })}${button({ text: 'Share it', href: `/vault/${document.id}/share`, classes: 'govuk-button--secondary' })}<a class="govuk-link" href="/vault/${document.id}/withdraw">Take it out of the vault</a></div>`}
<h2 class="govuk-heading-m">Who may read it</h2>
${open.length === 0 ? html`<p class="govuk-body">Nobody but your own people.</p>` : plainList(open.map((share) => html`${share.bodyName}${share.opportunityTitle ? `, for “${share.opportunityTitle}” once its bids are opened` : ''}. ${share.consentedBy ?? 'A colleague'} consented ${formatInstant(share.consentedAt)}. ${mayChange && html`<a class="govuk-link" href="/vault/${document.id}/shares/${share.id}/end">Take consent back<span class="govuk-visually-hidden"> from ${share.bodyName}</span></a>`}`))}
${shares.length > open.length && details({ summaryText: 'Consent that has ended', html: plainList(shares.filter(({ revokedAt }) => revokedAt !== null).map((share) => `${share.bodyName}${share.opportunityTitle ? `, for “${share.opportunityTitle}”` : ''}: from ${formatInstant(share.consentedAt)} to ${formatInstant(share.revokedAt!)}`)) })}
${versions.length > 1 && details({ summaryText: 'Earlier versions', html: plainList(versions.slice(1).map((version) => `Version ${version.number}: ${version.fileName}${version.expiresOn ? `, expired ${formatDate(version.expiresOn)}` : ''}`)) })}`;
}

const daysOf = (share: Pick<VaultShare, 'closesAt' | 'startsOn'>) => ({ closesOn: share.closesAt && londonDate(share.closesAt), startsOn: share.startsOn });

/** Said to the owner from the moment it is shared. */
export function tenderWarning(document: VaultDocument, share: VaultShare): string | null {
  const standing = share.opportunityTitle === null ? null : expiryInTender(document.current.expiresOn, daysOf(share));
  return standing && `For “${share.opportunityTitle!}” it ${standing}. Put the new one in its place as soon as you have it.`;
}

export const sharePage = (document: VaultDocument, choices: { readonly bodies: readonly Named[]; readonly tenders: readonly Tender[] }, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Share “${document.title}”</h1>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'with', label: 'With whom?', items: [
    ...choices.tenders.map((tender) => {
      const standing = expiryInTender(document.current.expiresOn, daysOf(tender));
      return { value: `tender:${tender.id}`, text: `${tender.bodyName}, for “${tender.title}”`, hint: `Its buyer sees it once the bids have been opened.${standing ? ` It ${standing}.` : ''}` };
    }),
    ...choices.bodies.map(({ id, name }) => ({ value: `body:${id}`, text: name, hint: 'Its buyers and contract managers see it from now on' })),
  ] })}
${checkboxField(form, { name: 'consent', label: 'Consent', items: [{ value: 'yes', text: 'We consent that they read the current version, until we take this back' }] })}
${button({ text: 'Share it' })}</form>`;

export const confirmPage = (form: FormState, csrf: Html, words: { readonly title: string; readonly text: string; readonly button: string }): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">${words.title}</h1><p class="govuk-body">${words.text}</p>
<form method="post" novalidate>${csrf}${button({ text: words.button, classes: 'govuk-button--warning' })}</form>`;

/** What a buyer sees of a document beside it. */
export const buyerExpiry = (shared: SharedDocument, today: CalendarDate): Html => {
  const { expiresOn } = shared.document.current;
  const inTender = shared.opportunityId === null ? null : expiryInTender(expiresOn, daysOf(shared));
  const standing = expiresOn !== null && expiresOn < today ? 'expired' : inTender;
  return html`${expiresOn ? formatDate(expiresOn) : 'Does not expire'} ${standing && statusTag(standing.charAt(0).toUpperCase() + standing.slice(1), 'red')}`;
};

/** What suppliers have consented to show this person's authorities. */
export const sharedPage = (shared: readonly SharedDocument[], today: CalendarDate, next: string | null): Html => html`<h1 class="govuk-heading-l">Documents that suppliers share</h1>
<p class="govuk-body">Current versions only, by the supplier’s consent. What is shared for a tender stands here once its bids have been opened. Reading one is recorded.</p>
${shared.length === 0 ? emptyState({ title: 'Nothing is shared with you.' }) : sharedTable('Shared documents', shared, today)}
${pageLinks({ next, of: 'shared documents' })}`;

export const sharedTable = (caption: string, shared: readonly SharedDocument[], today: CalendarDate): Html => scrollingTable({
  caption, firstCellIsHeader: true, head: [{ text: 'Document' }, { text: 'Supplier' }, { text: 'For' }, { text: 'Expires' }],
  rows: shared.map((one) => [
    { html: html`<a class="govuk-link" href="/shared-documents/${one.id}">${one.document.title}</a><br><span class="govuk-body-s">${DOCUMENT_KINDS[one.document.kind]}</span>` },
    { text: one.organisationName }, { text: one.opportunityTitle ?? `All of ${one.bodyName}` }, { html: buyerExpiry(one, today) },
  ]),
});

export const sharedDocumentPage = (shared: SharedDocument, today: CalendarDate): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${shared.organisationName}</span>${shared.document.title}</h1>
${keyValue([
    { key: 'What it is', value: DOCUMENT_KINDS[shared.document.kind] },
    { key: 'File', value: html`<a class="govuk-link" href="/shared-documents/${shared.id}/file">${shared.document.current.fileName}</a>` },
    { key: 'Issued by', value: shared.document.current.issuer },
    { key: 'Expires', value: buyerExpiry(shared, today) },
    shared.document.current.coverPence !== null && { key: 'Covers', value: formatPounds(shared.document.current.coverPence) },
    { key: 'Shared', value: `${shared.opportunityTitle ? `For “${shared.opportunityTitle}”` : `With ${shared.bodyName}`}, by consent of ${formatInstant(shared.consentedAt)}` },
  ])}`;
