import type { Question } from '#parts/questions';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, fileField, selectField, type FormState } from '#platform/pages/form';
import { emptyState, scrollingTable } from '#platform/pages/presentation';
import { sizeWords } from './file-size.ts';
import { html, type Html } from '#platform/pages/html';
import type { BidFile } from './bid-content.ts';
import type { BidModel } from './bid.page.ts';
import { FILE_ENDINGS, FILE_KINDS_WORDS, MOST_FILES } from './file-check.ts';

/** The files of a draft: few, checked, and sealed with their names. */
export function filesPage({ bid, draft, questions }: BidModel, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Files</h1>
<p class="govuk-body">Add a file only where a question asks for one. Files are checked and sealed with their names.</p>
${draft.files.length === 0
    ? emptyState({ title: 'No files have been added.' })
    : scrollingTable({
        caption: `Files added: ${draft.files.length} of up to ${MOST_FILES}`,
        head: [{ text: 'File' }, { text: 'For' }, { text: 'Size', format: 'numeric' }, { text: 'Action' }],
        rows: draft.files.map((file) => [
          { html: html`<a class="govuk-link" href="/bids/${bid.id}/files/${file.id}">${file.name}</a>` },
          { text: questionText(questions, file) },
          { text: sizeWords(file.sizeBytes), format: 'numeric' },
          { html: html`<a class="govuk-link" href="/bids/${bid.id}/files/${file.id}/remove">Remove<span class="govuk-visually-hidden"> ${file.name}</span></a>` },
        ]),
      })}
<h2 class="govuk-heading-m">Add a file</h2>
<form method="post" enctype="multipart/form-data" novalidate>${csrf}
${fileField(form, { name: 'file', label: 'File', hint: `${FILE_KINDS_WORDS}, up to 10 MB.`, accept: FILE_ENDINGS })}
${selectField(form, { name: 'questionId', label: 'Which question is it for?', emptyText: 'The bid as a whole', items: questions.map((question) => ({ value: question.id, text: question.text })) })}
${button({ text: 'Add the file' })}</form>`;
}

export const removeFilePage = (file: BidFile, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Remove ${file.name}?</h1>
<p class="govuk-body">It is taken out of the draft. A submission you made with it keeps it.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Remove the file', classes: 'govuk-button--warning' })}</form>`;

const questionText = (questions: readonly Question[], file: { readonly questionId: string | null }): string => questions.find(({ id }) => id === file.questionId)?.text ?? 'The bid as a whole';
