import { formatPounds } from '#kernel/money';
import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, fileField, textField, type FormState } from '#platform/pages/form';
import { emptyState, formatInstant, scrollingTable, statusTag } from '#platform/pages/presentation';
import { FILE_ENDINGS, FILE_KINDS_WORDS } from '#platform/files/check-file';
import { DOCUMENT_MEGABYTES } from './documents.command.ts';
import type { OpportunityDocument } from './documents.store.ts';
import type { Lot, Opportunity } from './opportunity.ts';

/** The lots of a draft. */
export function lotsPage(opportunity: Opportunity, lots: readonly Lot[]): Html {
  const at = `/opportunities/${opportunity.id}/lots`;
  return html`<h1 class="govuk-heading-l">Lots</h1>
<p class="govuk-body">Lots let a small organisation bid for a part. A bidder may bid for one, some or all.</p>
${lots.length === 0
    ? emptyState({ title: 'There are no lots: bidders bid for everything at once.' })
    : scrollingTable({
      caption: 'Lots', head: [{ text: 'Lot' }, { text: 'Value without VAT', format: 'numeric' }, { text: 'Actions' }],
      rows: lots.map((lot) => [
        { text: `${lot.number}. ${lot.title}` }, { text: lot.valueNetPence === null ? 'Not given' : formatPounds(lot.valueNetPence), format: 'numeric' },
        { html: html`<a class="govuk-link" href="${at}/${lot.id}">Change<span class="govuk-visually-hidden"> lot ${lot.number}</span></a> <a class="govuk-link" href="${at}/${lot.id}/remove">Remove<span class="govuk-visually-hidden"> lot ${lot.number}</span></a>` },
      ]),
    })}
${button({ text: 'Add a lot', href: `${at}/new` })}`;
}

/** The documents of a draft and the form that adds one. */
export function documentsPage(opportunity: Opportunity, documents: readonly OpportunityDocument[], form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Documents</h1>
${documentTable(opportunity.id, documents, (document) => html`<a class="govuk-link" href="/opportunities/${opportunity.id}/documents/${document.id}/remove">Remove<span class="govuk-visually-hidden"> ${document.title}</span></a>`)}
<h2 class="govuk-heading-m">Add a document</h2>
<form method="post" enctype="multipart/form-data" novalidate>${csrf}
${textField(form, { name: 'title', label: 'Title', hint: 'Say what it is, such as “Draft contract” or “Staff who would transfer”' })}
${fileField(form, { name: 'file', label: 'File', hint: `${FILE_KINDS_WORDS}, ${DOCUMENT_MEGABYTES} MB or smaller`, accept: FILE_ENDINGS })}
${button({ text: 'Add document' })}</form>`;
}

const SCAN_TAGS = { unscanned: ['Not checked for viruses', 'yellow'], clean: ['Checked for viruses', 'green'], refused: ['Withheld: a virus was found', 'red'] } as const;

/** Documents with their size and what the virus check said. `action` adds a last column. */
export function documentTable(opportunityId: string, documents: readonly OpportunityDocument[], action?: (document: OpportunityDocument) => Html): Html {
  if (documents.length === 0) return emptyState({ title: 'There are no documents yet.' });
  return scrollingTable({
    caption: 'Documents',
    head: [{ text: 'Document' }, { text: 'File' }, { text: 'Virus check' }, ...(action ? [{ text: 'Actions' }] : [])],
    rows: documents.map((document) => [
      { html: html`${document.scan === 'refused' ? document.title : html`<a class="govuk-link" href="/opportunities/${opportunityId}/documents/${document.id}">${document.title}</a>`}${
        document.replacedAt && html`<br>Replaced on ${formatInstant(document.replacedAt)}. ${document.replacedReason}`}` },
      { text: `${document.fileName}, ${sizeInWords(document.sizeBytes)}` },
      { html: statusTag(SCAN_TAGS[document.scan][0], SCAN_TAGS[document.scan][1]) },
      ...(action ? [{ html: document.replacedAt ? html`` : action(document) }] : []),
    ]),
  });
}

function sizeInWords(bytes: bigint): string {
  const kilobytes = Number((bytes + 1023n) / 1024n);
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
