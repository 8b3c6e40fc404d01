import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import { formatPounds, grossPence } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, ruleNote, scrollingTable } from '#platform/pages/presentation';
import type { Pipeline, Planned } from './pipeline.ts';
import type { PipelineYear } from './pipeline.store.ts';

export interface PipelineModel {
  readonly bodyId: string;
  readonly bodyName: string;
  readonly startsOn: CalendarDate;
  readonly due: CalendarDate;
  readonly period: { readonly from: CalendarDate; readonly to: CalendarDate; readonly rule: RuleNote };
  readonly pipeline: Pipeline;
  readonly year: PipelineYear | null;
  readonly mayPublish: boolean;
}

const link = ({ title, address, reference }: Planned): Html => html`<a class="govuk-link" href="${address}">${title}</a><br>${reference}`;

/** What the notice of this financial year lists, what it leaves out and why, and what is to do. */
export const pipelinePage = ({ bodyId, bodyName, startsOn, due, period, pipeline, year, mayPublish }: PipelineModel): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${bodyName}</span>Pipeline notice</h1>
<p class="govuk-body">${standing(year, startsOn, due)}</p>${ruleNote(period.rule)}
${mayPublish && html`<div class="govuk-button-group">${year ? button({ text: year.noticeId === null ? 'Publish the notice' : 'Publish what changed', href: `/bodies/${bodyId}/pipeline/publish` }) : ''}<a class="govuk-link" href="/bodies/${bodyId}/pipeline/spend">${year ? 'Change what it expects to pay' : 'Say what it expects to pay'}</a></div>`}
<h2 class="govuk-heading-m">What goes in</h2>
${pipeline.listed.length === 0 ? emptyState({ title: 'Nothing that is planned belongs in it.' }) : scrollingTable({
    caption: `Planned from ${formatDate(period.from)} to ${formatDate(period.to)}`, head: [{ text: 'Contract' }, { text: 'Value including VAT', format: 'numeric' }, { text: 'Notice expected' }],
    rows: pipeline.listed.map((one) => [{ html: link(one) }, { text: formatPounds(one.value!.gross), format: 'numeric' }, { text: formatDate(one.expectedOn!) }]),
  })}
<h2 class="govuk-heading-m">What is left out</h2>
${pipeline.leftOut.length === 0 ? emptyState({ title: 'Nothing is left out.' }) : scrollingTable({ caption: 'Left out, and why', head: [{ text: 'Contract' }, { text: 'Why' }], rows: pipeline.leftOut.map(({ planned, why }) => [{ html: link(planned) }, { text: why }]) })}`;

function standing(year: PipelineYear | null, startsOn: CalendarDate, due: CalendarDate): string {
  if (!year) return `Nobody has said yet what the authority expects to pay in the financial year that began on ${formatDate(startsOn)}.`;
  const pays = `It expects to pay ${formatPounds(grossPence(year.expectedGrossPence))} including VAT`;
  if (year.noticeId !== null) return `${pays}. The notice of this year is published.`;
  return year.required ? `${pays}, so the notice is owed by ${formatDate(due)}.` : `${pays}, so no notice is owed. It may be published all the same.`;
}

export const spendPage = (bodyName: string, year: PipelineYear | null, rule: RuleNote, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${bodyName}</span>What it expects to pay</h1>${ruleNote(rule)}
<form method="post" novalidate>${csrf}${moneyField(form, { name: 'expected', label: 'Under contracts, in this financial year', hint: 'Including VAT', ...(year ? { value: formatPounds(grossPence(year.expectedGrossPence)).replace('£', '') } : {}) })}${button({ text: 'Save', preventDoubleClick: true })}</form>`;

export const publishPipelinePage = (bodyName: string, { listed }: Pipeline, again: boolean, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${bodyName}</span>Publish the pipeline notice</h1>
<p class="govuk-body">It lists ${listed.length} ${listed.length === 1 ? 'contract' : 'contracts'}. Everyone can read it.</p>
<form method="post" novalidate>${csrf}${again && textArea(form, { name: 'reason', label: 'What has changed?', rows: 3 })}
${textField(form, { name: 'platformReference', label: 'Its reference on the central digital platform', hint: 'It must stand there first', width: 20 })}${dateField(form, { name: 'platformPublishedOn', label: 'Day it was published there' })}
${button({ text: 'Publish', preventDoubleClick: true })}</form>`;
