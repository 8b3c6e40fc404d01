import { decimal } from '#kernel/decimal';
import { button, insetText } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, hiddenField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { formatDate, keyValue, plainList, statusTag } from '#platform/pages/presentation';
import { OCCASIONS, SHIPPED_STATEMENTS, type Occasion } from './survey.data.ts';
import type { Statement, Wave } from './survey.ts';

interface Body {
  readonly id: string;
  readonly name: string;
}
const at = (bodyId: string, path = ''): string => `/bodies/${bodyId}/survey-statements${path}`;

/** What is asked now, and what was asked before. */
export function statementsPage(body: Body, statements: readonly Statement[], mayChange: boolean): Html {
  const [now, before] = [statements.filter(({ untilOn }) => untilOn === null), statements.filter(({ untilOn }) => untilOn !== null)];
  return html`<span class="govuk-caption-l">${body.name}</span>
<h1 class="govuk-heading-l">What providers are asked</h1>
<p class="govuk-body">Each statement is answered on five points. Its words never change: another wording begins another trend. A survey asks what stands here on the day it opens.</p>
${statements.length === 0
    ? html`${insetText({ text: 'Nothing has been decided yet, so a survey would ask these. They become yours to change with the first survey, or the first change.' })}${plainList(SHIPPED_STATEMENTS.map(({ words }) => words))}`
    : now.map((statement) => statementCard(body, statement, mayChange))}
${mayChange && button({ text: 'Add a statement', href: at(body.id, '/new') })}
${before.length > 0 && html`<h2 class="govuk-heading-m">No longer asked</h2>${plainList(before.map(({ words, fromOn, untilOn }) => html`${words} ${untilOn! < fromOn ? html`(never asked)` : html`(from ${formatDate(fromOn)} to ${formatDate(untilOn!)})`}`))}`}`;
}

function statementCard({ id: bodyId }: Body, { id, subject, words, recommendation, recommendationUrl: url, fromOn, baseline }: Statement, mayChange: boolean): Html {
  return html`<h2 class="govuk-heading-s">${words}</h2>
${keyValue([
    { key: 'In short', value: subject }, { key: 'Asked from', value: formatDate(fromOn) },
    { key: 'Tests', value: recommendation === '' ? null : url === null ? recommendation : html`<a class="govuk-link" href="${url}" rel="noreferrer">${recommendation}</a>` },
    { key: 'Before', value: baseline && `${decimal(baseline.notPercent).toString()}% did not agree. ${baseline.words}. Source: ${baseline.source}` },
  ])}
${mayChange && html`<p class="govuk-body"><a class="govuk-link" href="${at(bodyId, `/new?follows=${id}`)}">Word it anew<span class="govuk-visually-hidden">: ${subject}</span></a> <a class="govuk-link govuk-!-margin-left-2" href="${at(bodyId, `/${id}/baseline`)}">Set what was so before<span class="govuk-visually-hidden">: ${subject}</span></a> <a class="govuk-link govuk-!-margin-left-2" href="${at(bodyId, `/${id}/end`)}">Ask it no more<span class="govuk-visually-hidden">: ${subject}</span></a></p>`}`;
}

export const statementPage = (form: FormState, csrf: Html, body: Body, follows: Statement | null): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${body.name}</span>
<h1 class="govuk-heading-l">${follows ? 'Word a statement anew' : 'Add a statement'}</h1>
${follows && insetText({ html: html`<p class="govuk-body">Now: ${follows.words}</p><p class="govuk-body">It ends with yesterday and its trend stays as it is. The new words begin a trend of their own.</p>` })}
<form method="post" novalidate>${csrf}${hiddenField('follows', follows?.id ?? '')}
${textField(form, { name: 'words', label: 'Statement', hint: 'As an organisation would say it, such as “We are well connected to the council.” Only one thing in it.', value: follows?.words })}
${textField(form, { name: 'subject', label: 'In short', hint: 'For tables, such as “Well connected”', width: 20, value: follows?.subject })}
${textField(form, { name: 'recommendation', label: 'What does it test? (optional)', hint: 'Such as a recommendation that you accepted', value: follows?.recommendation })}
${textField(form, { name: 'recommendationUrl', label: 'Where can that be read? (optional)', type: 'url', value: follows?.recommendationUrl ?? undefined })}
${button({ text: 'Save' })}</form>`;

export const endPage = (form: FormState, csrf: Html, statement: Statement): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Ask this no more?</h1>
<p class="govuk-body">${statement.words}</p>
<p class="govuk-body">Surveys that are open go on as they began. What was said before stays.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Ask it no more', classes: 'govuk-button--warning' })}</form>`;

export const baselinePage = (form: FormState, csrf: Html, { words, baseline }: Statement): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">What was so before</h1>
<p class="govuk-body">${words}</p>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'notPercent', label: 'Share that did not agree', suffix: '%', inputmode: 'decimal', width: 5, value: baseline ? decimal(baseline.notPercent).toString() : undefined })}
${textField(form, { name: 'words', label: 'What was found', hint: 'Such as “Over 70% felt not well connected”', value: baseline?.words })}
${textField(form, { name: 'source', label: 'Where it is written', value: baseline?.source })}
${button({ text: 'Save' })}</form>`;

interface OpenModel {
  readonly body: Body;
  readonly setPoints: readonly Occasion[];
  readonly fewest: string;
  readonly publishing: string;
}

export const openWavePage = (form: FormState, csrf: Html, { body, setPoints, fewest, publishing }: OpenModel): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${body.name}</span>
<h1 class="govuk-heading-l">Open a survey of providers</h1>
<p class="govuk-body">It opens today. Whoever is to be asked is told by mail now, and reminded once. Providers are promised what the local policy says today: fewest answers shown: ${fewest}; results: ${publishing.toLowerCase()}.</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'occasion', label: 'Who is asked?', labelSize: 's', items: setPoints.map((value) => ({
    value, text: OCCASIONS[value],
    ...(value === 'after-award' ? { conditional: html`${dateField(form, { name: 'awardsFrom', label: 'Awards decided from', hint: 'Awards decided while the survey is open can be among them' })}${dateField(form, { name: 'awardsTo', label: 'Awards decided to' })}` } : {}),
  })) })}
${textField(form, { name: 'title', label: 'Name', hint: 'Such as “Autumn 2026”', width: 20 })}
${dateField(form, { name: 'closesOn', label: 'Last day to answer', hint: 'Nobody sees any result before it is over, and it cannot be moved' })}
${button({ text: 'Open the survey' })}</form>`;

export const readersPage = (form: FormState, csrf: Html, wave: Wave, staff: readonly { readonly id: string; readonly name: string; readonly jobTitle: string | null }[], readers: readonly string[]): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${wave.bodyName}, ${wave.title}</span>
<h1 class="govuk-heading-l">Who reads what providers wrote</h1>
<p class="govuk-body">Only the people named here, whatever anybody’s role is. Nobody reads anything before the survey has closed. ${statusTag(`${readers.length} named`, 'grey')}</p>
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'readers', label: 'Readers', labelSize: 's', small: true, values: readers, items: staff.map(({ id, name, jobTitle }) => ({ value: id, text: name, hint: jobTitle ?? undefined })) })}
${textArea(form, { name: 'reason', label: 'Why these people?', rows: 2 })}
${button({ text: 'Save' })}</form>`;
