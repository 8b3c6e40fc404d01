import type { CheckedRow } from './check-register.ts';
import { button, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, fileField, selectField, checkboxField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { RegisterFile } from './register-file.ts';

export interface ImportListed {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly body: string | null;
  readonly by: string | null;
  readonly importedAt: Date;
  readonly added: number;
  readonly changed: number;
  readonly refused: number;
  readonly undoneAt: Date | null;
}

/** Every import that this person's authorities have had, the latest first. */
export const importsPage = (imports: readonly ImportListed[]): Html => html`<h1 class="govuk-heading-l">Imports</h1>
  <p class="govuk-body">Files brought in, what each added, and a way to take each back.</p>
  <div class="govuk-button-group">${button({ text: 'Import a contracts register', href: '/imports/new' })}
    ${button({ text: 'Import spending', href: '/imports/spend/new', classes: 'govuk-button--secondary' })}</div>
  ${imports.length === 0 ? emptyState({ title: 'Nothing has been imported yet.' }) : scrollingTable({
    caption: 'Imports, the latest first', firstCellIsHeader: true, head: [{ text: 'File' }, { text: 'Authority' }, { text: 'When' }, { text: 'By' }, { text: 'Added' }, { text: 'Changed' }, { text: 'Undo' }],
    rows: imports.map((one) => [{ text: one.fileName }, { text: one.body ?? 'Several' }, { text: formatInstant(one.importedAt) }, { text: one.by ?? 'Command line' }, { text: String(one.added) }, { text: String(one.changed) },
      { html: one.undoneAt ? statusTag('Undone', 'grey') : html`<a class="govuk-link" href="/imports/${one.id}/undo">Undo<span class="govuk-visually-hidden"> the import of ${one.fileName}</span></a>` }]),
  })}`;

/** What a page that takes a file to be imported says. */
export interface UploadWords {
  readonly title: string;
  readonly lead: Html;
  readonly label: string;
}
export const CONTRACTS_UPLOAD: UploadWords = {
  title: 'Import a contracts register', label: 'The register, as a CSV or Excel file',
  lead: html`<p class="govuk-body">Send the register as it is published: a CSV or Excel file with its own headings. You see what was understood, and what cannot be read, before anything is stored. A single agreement can be <a class="govuk-link" href="/agreements/new">recorded by hand</a>.</p>`,
};

/** Takes a file to be looked over before anything is stored. */
export const uploadPage = (words: UploadWords, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <h1 class="govuk-heading-l">${words.title}</h1>
  ${words.lead}
  <form method="post" enctype="multipart/form-data" novalidate>${csrf}
    ${fileField(form, { name: 'file', label: words.label, hint: 'CSV or Excel workbook (.xlsx), up to 50 MB.', accept: '.csv,.tsv,.txt,.xlsx,text/csv' })}
    ${button({ text: 'Look at this file', preventDoubleClick: true })}</form>`;

/** An upload's command names the parts of a file; its form has one field. */
export const underFile = (state: FormState): FormState => ({ ...state, errors: [...new Map(state.errors.map((error) => ['file', { field: 'file', message: error.message }])).values()] });

export interface PreviewModel {
  readonly fileName: string;
  readonly file: RegisterFile;
  readonly counts: { readonly rows: number; readonly refused: number; readonly skipped: number };
  readonly first: readonly (readonly string[])[];
  readonly refused: readonly Extract<CheckedRow, { kind: 'refused' }>[];
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
}

/** What a file would bring, before anything is stored. */
export function previewPage(model: PreviewModel, form: FormState, csrf: Html): Html {
  const { file, counts } = model;
  const mapped = Object.entries(file.mapping);
  return html`${errorSummaryFor(form)}
    <span class="govuk-caption-l">${model.fileName}</span><h1 class="govuk-heading-l">Check what was understood</h1>
    ${keyValue([
      { key: 'Contracts in the file', value: counts.rows.toLocaleString('en-GB') },
      { key: 'Cannot be read', value: counts.refused.toLocaleString('en-GB') },
      { key: 'Left out (totals and notes)', value: String(counts.skipped) },
      { key: 'Headings stand on line', value: String(file.headerRow) },
      { key: 'Written in', value: file.encoding },
    ])}
    ${refusedTable(model)}
    <h2 class="govuk-heading-m">Columns</h2>
    ${scrollingTable({ caption: 'Which heading was taken for which field, and how sure that is', firstCellIsHeader: true, head: [{ text: 'Field' }, { text: 'Heading in the file' }, { text: 'Sure' }],
      rows: mapped.map(([field, column]) => [{ text: field }, { text: column.column }, { text: `${Math.round(column.confidence * 100)}%` }]) })}
    <h2 class="govuk-heading-m">First rows</h2>
    ${scrollingTable({ caption: 'The first contracts as they would be stored', firstCellIsHeader: true, head: FIRST_FIELDS.map((text) => ({ text })), rows: model.first.map((row) => row.map((text) => ({ text: text || 'Not given' }))) })}
    <h2 class="govuk-heading-m">Import it</h2>
    <p class="govuk-body">Rows without a manager, a director or an outcome come in as live but incomplete: public, marked, and listed as work to do.</p>
    <form method="post" novalidate>${csrf}
      ${selectField(form, { name: 'body', label: 'Whose register is this?', emptyText: 'Choose an authority', items: model.bodies.map((body) => ({ value: body.slug, text: body.name })), ...(model.bodies.length === 1 ? { value: model.bodies[0]!.slug } : {}) })}
      ${counts.refused > 0 ? checkboxField(form, { name: 'keepGood', label: 'Rows that cannot be read', items: [{ value: 'yes', text: `Leave them out and import the other ${(counts.rows - counts.refused).toLocaleString('en-GB')}` }] }) : nothing}
      ${button({ text: `Import ${(counts.rows - counts.refused).toLocaleString('en-GB')} contracts`, preventDoubleClick: true })}</form>
    <p class="govuk-body"><a class="govuk-link" href="/imports/new">Send another file instead</a></p>`;
}

export const FIRST_FIELDS = ['ContractReference', 'ContractTitle', 'SupplierName', 'StartDate', 'EndDate', 'ContractValue'] as const;
export const REFUSED_SHOWN = 200;

function refusedTable({ refused, counts }: PreviewModel): Html {
  if (refused.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">Rows that cannot be read</h2>
    ${counts.refused > refused.length ? html`<p class="govuk-body">The first ${refused.length} are shown; the command line lists them all.</p>` : nothing}
    ${scrollingTable({ caption: 'Each row, its column and what is wrong', firstCellIsHeader: true, head: [{ text: 'Line' }, { text: 'Column' }, { text: 'What is wrong' }],
      rows: refused.flatMap((row) => row.cells.map((cell) => [{ text: String(row.line) }, { text: cell.column }, { text: cell.reason }])) })}`;
}

export const undoPage = (fileName: string, added: number, changed: number, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <h1 class="govuk-heading-l">Undo the import of ${fileName}</h1>
  <p class="govuk-body">It added ${added} records and changed ${changed}. What it added is removed and what it changed is put back as it was.</p>
  ${warningText({ text: 'Records that somebody has worked on since are left as they are.', iconFallbackText: 'Note' })}
  <form method="post" novalidate>${csrf}${button({ text: 'Undo this import', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>
  <p class="govuk-body"><a class="govuk-link" href="/imports">Keep it</a></p>`;
