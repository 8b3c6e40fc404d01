import { button, select } from '#platform/pages/components/index';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, plainList, scrollingTable } from '#platform/pages/presentation';
import { ROUNDING, yearWords } from '../spend.ts';
import type { SpendBody, SpendLoad } from './figures.store.ts';
import { reportAddress, type ReportBody, type ReportCell, type ReportQuestion, type ReportSection } from './report.ts';
import type { ReportDefinition } from './reports.ts';

export interface ReportPageModel {
  readonly key: string;
  readonly definition: Pick<ReportDefinition, 'title' | 'lead'>;
  readonly others: readonly (readonly [key: string, title: string])[];
  readonly bodies: readonly SpendBody[];
  readonly years: readonly number[];
  readonly question: ReportQuestion;
  readonly report: ReportBody;
  readonly lastLoad: SpendLoad | undefined;
  /** A link for the authority's own people, where there is one. */
  readonly forStaff: Html;
}

/** One report: its chart, its table, its method and its file. */
export function reportPage(model: ReportPageModel): Html {
  const { definition, question, report, key } = model;
  return html`<span class="govuk-caption-l">${question.body.name}, ${yearWords(question.year)}</span><h1 class="govuk-heading-l">${definition.title}</h1>
    <p class="govuk-body-l">${definition.lead}</p>
    ${whichYear(`/spend/report/${key}`, model)}${loadedWords(model.lastLoad)}
    ${report.sections.map((section) => sectionHtml(section))}
    <h2 class="govuk-heading-m">How it is counted</h2>${plainList([...report.method, ...(report.method.includes(ROUNDING) ? [] : [ROUNDING])])}
    <p class="govuk-body"><a class="govuk-link" href="${reportAddress(key, question, '/figures.csv')}">Download these figures as a CSV file</a></p>${model.forStaff}
    <h2 class="govuk-heading-m">Other reports</h2>${plainList(model.others.map(([other, title]) => html`<a class="govuk-link" href="${reportAddress(other, question)}">${title}</a>`))}`;
}

/** When the figures were last added to: they are as live as that (OR-05). */
export const loadedWords = (load: SpendLoad | undefined): Html =>
  load ? html`<p class="govuk-body">Last loaded ${formatInstant(load.loadedAt)}, from ${load.fileName}.</p>` : nothing;

/** Asks whose spending and which year; nothing to ask where there is one of each. */
export function whichYear(address: string, { bodies, years, question, kept = {} }: { readonly bodies: readonly SpendBody[]; readonly years: readonly number[]; readonly question: Pick<ReportQuestion, 'body' | 'year'>; readonly kept?: Readonly<Record<string, string>> }): Html {
  if (bodies.length <= 1 && years.length <= 1) return nothing;
  return html`<form method="get" action="${address}" class="wantsum-register__search">${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    ${bodies.length > 1 ? select({ id: 'body', name: 'body', label: { text: 'Authority' }, items: bodies.map(({ slug, name }) => ({ value: slug, text: name })), value: question.body.slug }) : html`<input type="hidden" name="body" value="${question.body.slug}">`}
    ${select({ id: 'year', name: 'year', label: { text: 'Financial year' }, items: years.map((year) => ({ value: yearWords(year), text: yearWords(year) })), value: yearWords(question.year) })}
    ${button({ text: 'Show' })}</form>`;
}

const sectionHtml = (section: ReportSection): Html => html`<h2 class="govuk-heading-m">${section.heading}</h2>${(section.words ?? []).map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
  ${section.chart ?? nothing}${section.rows.length === 0 ? emptyState({ title: section.empty ?? 'There is nothing here yet.' }) : scrollingTable({
    caption: section.heading, captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
    head: section.head.map((text, index) => ({ text, ...(section.rows[0]![index]?.numeric ? { format: 'numeric' } : {}) })), rows: section.rows.map((row) => row.map(cellOf)),
  })}`;

const cellOf = (cell: ReportCell) => ({ ...(cell.href ? { html: html`<a class="govuk-link" href="${cell.href}">${cell.text}</a>` } : { text: cell.text }), ...(cell.numeric ? { format: 'numeric' } : {}) });

/** Where no authority has loaded any spending. */
export const noSpendPage = (title: string): Html => html`<h1 class="govuk-heading-l">${title}</h1>${emptyState({ title: 'No spending has been loaded here yet.', text: 'An authority loads its ledger or its published spending files, and the reports are made of them.', action: { text: 'See the spending register', href: '/spend' } })}`;
