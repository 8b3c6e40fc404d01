import { button, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, scrollingTable, statusTag } from '#platform/pages/presentation';

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
export const importsPage = (imports: readonly ImportListed[], uploads: readonly { readonly text: string; readonly href: string }[]): Html => html`<h1 class="govuk-heading-l">Imports</h1>
  <p class="govuk-body">Files brought in, what each added, and a way to take each back.</p>
  <div class="govuk-button-group">${uploads.map(({ text, href }, place) => button({ text, href, ...(place === 0 ? {} : { classes: 'govuk-button--secondary' }) }))}</div>
  ${imports.length === 0 ? emptyState({ title: 'Nothing has been imported yet.' }) : scrollingTable({
    caption: 'Imports, the latest first', firstCellIsHeader: true, head: [{ text: 'File' }, { text: 'Authority' }, { text: 'When' }, { text: 'By' }, { text: 'Added' }, { text: 'Changed' }, { text: 'Undo' }],
    rows: imports.map((one) => [{ text: one.fileName }, { text: one.body ?? 'Several' }, { text: formatInstant(one.importedAt) }, { text: one.by ?? 'Command line' }, { text: String(one.added) }, { text: String(one.changed) },
      { html: one.undoneAt ? statusTag('Undone', 'grey') : html`<a class="govuk-link" href="/imports/${one.id}/undo">Undo<span class="govuk-visually-hidden"> the import of ${one.fileName}</span></a>` }]),
  })}`;

export const undoPage = (fileName: string, added: number, changed: number, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <h1 class="govuk-heading-l">Undo the import of ${fileName}</h1>
  <p class="govuk-body">It added ${added} records and changed ${changed}. What it added is removed and what it changed is put back as it was.</p>
  ${warningText({ text: 'Records that somebody has worked on since are left as they are.', iconFallbackText: 'Note' })}
  <form method="post" novalidate>${csrf}${button({ text: 'Undo this import', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>
  <p class="govuk-body"><a class="govuk-link" href="/imports">Keep it</a></p>`;
