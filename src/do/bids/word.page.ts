import { countWords, type Question } from '#parts/questions';
import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, fileField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import type { BidModel } from './bid.page.ts';
import type { Placed } from './fill-from-word.command.ts';

/** Written in a word processor: the document out, and the filled one back. */
export function wordPage({ bid, questions, draft }: BidModel, placed: Placed | null, csrf: Html, form: FormState): Html {
  const leftField = placed && placed.left.length > 0 ? { left: 'left', 'answer-left': 'left' } : { 'answer-left': 'text' };
  const links = Object.fromEntries((placed?.parts ?? []).map(({ field, partKey }) => [field, `part-${partKey}`]));
  return html`${errorSummaryFor(form, { ...links, ...leftField })}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${bid.opportunityTitle}</span>Write your answers in Word</h1>
${placed && leftSection(placed, questions, draft)}
<h2 class="govuk-heading-m">1. Take the questions with you</h2>
<p class="govuk-body">All ${questions.length} questions with their help, marks and word limits, and what you have written so far.</p>
<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}/answers.docx">Download the questions (Word document)</a></p>
<h2 class="govuk-heading-m">2. Put your answers back</h2>
<p class="govuk-body">Each answer lands in its place in your draft. Nothing is submitted by this, and what a colleague wrote meanwhile is not overwritten.</p>
<form method="post" enctype="multipart/form-data" novalidate>${csrf}
${fileField(form, { name: 'file', label: 'The filled document', hint: 'A Word document (.docx) of up to 2 MB. It is sealed with your bid, and the file itself is not kept.', accept: '.docx' })}
${textArea(form, { name: 'text', label: 'Or paste its whole text', hint: 'With the small grey lines in double brackets', rows: 8 })}
${button({ text: 'Put the answers in their places', preventDoubleClick: true })}</form>`;
}

/** What could not be placed, in its writer's own words, so that nothing is lost. */
function leftSection({ parts, left }: Placed, questions: readonly Question[], draft: BidModel['draft']): Html {
  const titled = (id: string) => questions.find((question) => question.id === id);
  return html`${parts.filter(({ fate }) => fate === 'conflict').map(({ partKey, value }) => html`<div id="part-${partKey}">${insetText({ html: html`<h2 class="govuk-heading-s">${titled(partKey)?.position}. ${titled(partKey)?.text}</h2>
<p class="govuk-body">Saved by ${draft.answers.get(partKey)?.savedBy ?? 'a colleague'}:</p><div class="govuk-body wantsum-words">${shown(draft.answers.get(partKey)?.value)}</div>
<p class="govuk-body">In your document:</p><div class="govuk-body wantsum-words">${shown(value)}</div>
<p class="govuk-body">To put yours in its place, send the text below again. To keep theirs, do nothing.</p>` })}</div>`)}
${parts.filter(({ fate }) => fate === 'unread').map(({ partKey, problems }) => html`<div id="part-${partKey}">${insetText({ html: html`<h2 class="govuk-heading-s">${titled(partKey)?.position}. ${titled(partKey)?.text}</h2>${plainList(problems.map(({ sentence }) => sentence))}<p class="govuk-body"><a class="govuk-link" href="questions/${partKey}">Answer it here</a></p>` })}</div>`)}
${left.length > 0 && html`<div id="left">${insetText({ html: html`<h2 class="govuk-heading-s">Passages that have no place</h2><p class="govuk-body">They stood outside the frames, so we could not tell which question they answer. Copy what you need.</p>${left.map((line) => html`<div class="govuk-body wantsum-words">${line}</div>`)}` })}</div>`}`;
}

const shown = (value: unknown): string => (typeof value === 'string' ? `${value} (${countWords(value)} words)` : typeof value === 'boolean' ? (value ? 'Yes' : 'No') : Array.isArray(value) ? value.join('; ') : '');
