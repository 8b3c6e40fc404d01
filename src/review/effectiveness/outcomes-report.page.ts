import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { formatPounds } from '#kernel/money';
import { emptyState, formatInstant, pageLinks, plainList, statusTag } from '#platform/pages/presentation';
import { summaryOf, valueOf, type OutcomeFigures, type OutcomesReport } from './outcomes-report.ts';
import type { ReportListed } from './outcomes-report.store.ts';

export const reportTitle = ({ year, bodyName }: Pick<OutcomesReport, 'year' | 'bodyName'>): string => `Outcomes report ${year} to ${year + 1}, ${bodyName}`;

interface ListModel {
  readonly reports: readonly ReportListed[];
  readonly pages: { readonly previous: string | null; readonly next: string | null };
  readonly mayDraft: boolean;
}

export function listPage({ reports, pages, mayDraft }: ListModel): Html {
  return html`<h1 class="govuk-heading-l">Annual outcomes reports</h1>
<p class="govuk-body-l">What came of each year: which agreements served each outcome, what they reported, and what changed for people.</p>
${reports.length === 0
    ? emptyState({ title: 'No report is published yet', text: 'When an authority publishes one it is shown here.' })
    : plainList(reports.map((report) => html`<a class="govuk-link" href="/outcomes-reports/${report.id}">${reportTitle(report)}</a>${report.state === 'draft' && html` ${statusTag('Draft', 'grey')}`}`))}
${pageLinks({ ...pages, of: 'reports' })}
${mayDraft && button({ text: 'Draft a report', href: '/outcomes-reports/new' })}`;
}

export const draftPage = (form: FormState, csrf: Html, bodies: readonly { readonly id: string; readonly name: string }[], lastYear: number): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Draft an annual outcomes report</h1>
<p class="govuk-body">The figures come from the records and stay linked to them until you publish. You write what they mean.</p>
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'bodyId', label: 'Authority', items: bodies.map(({ id, name }) => ({ value: id, text: name })), ...(bodies.length === 1 ? { value: bodies[0]!.id } : { emptyText: 'Choose an authority' }) })}
${textField(form, { name: 'year', label: 'Year in which it begins', hint: `The financial year from 1 April. For ${lastYear} to ${lastYear + 1}, enter ${lastYear}.`, value: String(lastYear), width: 4, inputmode: 'numeric' })}
${button({ text: 'Draft the report' })}</form>`;

/** The whole report. @param write where its authors write; null for a reader */
export function reportPage(report: OutcomesReport, mayWrite: boolean): Html {
  const at = `/outcomes-reports/${report.id}`;
  const strategic = report.outcomes.filter(({ level }) => level === 'strategic');
  const reporting = report.outcomes.flatMap(({ agreements }) => agreements);
  const each = [...new Map(reporting.map((agreement) => [agreement.id, agreement])).values()];
  const silent = each.filter(({ results }) => results === 0).length;
  return html`<span class="govuk-caption-l">${report.bodyName}</span>
<h1 class="govuk-heading-l">Outcomes report ${report.year} to ${report.year + 1}</h1>
${report.state === 'draft' ? insetText({ html: html`This is a draft. Its figures are read from the records each time it is opened.` }) : html`<p class="govuk-body">Published ${formatInstant(report.publishedAt!)}. The figures are as they stood then.</p>`}
<p class="govuk-body-l">${each.length} ${each.length === 1 ? 'agreement' : 'agreements'} served ${strategic.length} strategic ${strategic.length === 1 ? 'outcome' : 'outcomes'} in the year; ${each.length - silent} reported what came of it.</p>
${report.introduction !== '' && html`<p class="govuk-body wantsum-words">${report.introduction}</p>`}
${mayWrite && html`<p class="govuk-body"><a class="govuk-link" href="${at}/introduction">${report.introduction === '' ? 'Write the introduction' : 'Change the introduction'}</a></p>`}
${report.outcomes.map((outcome) => outcomeSection(report, outcome, mayWrite))}
${mayWrite && html`<h2 class="govuk-heading-m">When it is ready</h2>${button({ text: 'Publish the report', href: `${at}/publish` })}`}
<p class="govuk-body-s">An agreement counts in a year in which it ran. It reports when a result of one of its measures was confirmed, or a review held with its results written down. A strategic outcome counts what serves the outcomes that support it, each agreement once. Values are the whole value of each agreement, before VAT.</p>`;
}

function outcomeSection(report: OutcomesReport, outcome: OutcomeFigures, mayWrite: boolean): Html {
  const { sentence, silent } = summaryOf(outcome);
  const { pence, unknown } = valueOf(outcome);
  const changes = outcome.agreements.filter(({ change }) => change !== null);
  const said = report.words.get(outcome.outcomeId);
  return html`<section aria-labelledby="outcome-${outcome.outcomeId}"><h2 class="${outcome.level === 'strategic' ? 'govuk-heading-m' : 'govuk-heading-s'}" id="outcome-${outcome.outcomeId}">${outcome.code} <a class="govuk-link" href="/outcomes/${outcome.outcomeId}">${outcome.title}</a></h2>
<p class="govuk-body"><strong>${sentence}</strong>${outcome.agreements.length > 0 && html` Worth ${formatPounds(pence)}${unknown > 0 ? ` (${unknown} without a value that can be shown)` : ''}.`}</p>
${silent.length > 0 && html`<p class="govuk-body">Nothing was reported by:</p>${plainList(silent.map(linkTo))}`}
${changes.length > 0 && html`<p class="govuk-body">What changed:</p>${plainList(changes.map((agreement) => html`${agreement.change} (${linkTo(agreement)})`))}`}
${said && html`<p class="govuk-body wantsum-words">${said.words}</p>`}
${mayWrite && html`<p class="govuk-body"><a class="govuk-link" href="/outcomes-reports/${report.id}/outcomes/${outcome.outcomeId}">${said ? 'Change what it says' : 'Write'}<span class="govuk-visually-hidden"> of ${outcome.title}</span></a></p>`}</section>`;
}

const linkTo = ({ id, title }: { readonly id: string; readonly title: string }): Html => html`<a class="govuk-link" href="/contracts/${id}">${title}</a>`;

export const introductionPage = (form: FormState, csrf: Html, report: OutcomesReport): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">Outcomes report ${report.year} to ${report.year + 1}</span>
<form method="post" novalidate>${csrf}
${textArea(form, { name: 'introduction', label: 'Introduction', isPageHeading: true, hint: 'What the year was about, in a few sentences that anyone can read.', value: report.introduction, rows: 8, characterLimit: 5000 })}
${button({ text: 'Save' })}</form>`;

export const wordsPage = (form: FormState, csrf: Html, report: OutcomesReport, outcome: OutcomeFigures): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">Outcomes report ${report.year} to ${report.year + 1}</span>
<h1 class="govuk-heading-l">${outcome.code} ${outcome.title}</h1>
<p class="govuk-body">${summaryOf(outcome).sentence}</p>
<form method="post" novalidate>${csrf}${hiddenField('version', report.words.get(outcome.outcomeId)?.version ?? 0)}
${textArea(form, { name: 'words', label: 'What the figures mean', hint: 'What went well, what did not, what is missing. Empty takes it out.', value: report.words.get(outcome.outcomeId)?.words ?? '', rows: 8, characterLimit: 5000 })}
${button({ text: 'Save' })}</form>`;

export const publishPage = (form: FormState, csrf: Html, report: OutcomesReport): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Publish the outcomes report ${report.year} to ${report.year + 1}</h1>
<p class="govuk-body">Anyone will be able to read it. Its figures are kept as they stand now, and its words cannot be changed afterwards.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Publish' })}</form>`;
