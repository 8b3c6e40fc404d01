import { counted } from '#kernel/counted';
import { MOST_WAVES, type SurveyFigures } from '#survey';
import { button, type TableOptions } from '#platform/pages/components/index';
import { selectField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, pageLinks, scrollingTable } from '#platform/pages/presentation';
import { figureFrom, percentOf, type Sums } from './figure.ts';
import type { FigureDefinition, Report } from './figures.data.ts';
import type { Behind } from './figures.store.ts';

/** What somebody asked to see, and what there is to choose from. */
export interface Choice {
  /** Empty: every body of this site. */
  readonly body: string;
  /** Of the financial year that begins in it. */
  readonly year: number;
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
  readonly years: readonly number[];
}

export const yearWords = (year: number): string => `April ${year} to March ${year + 1}`;
const addressOf = (report: Report, { body, year }: Pick<Choice, 'body' | 'year'>, more: Readonly<Record<string, string>> = {}): string => `/${report}?${new URLSearchParams({ body, year: String(year), ...more }).toString()}`;

const TITLES: Readonly<Record<Report, { readonly title: string; readonly lead: string }>> = {
  effectiveness: { title: 'How well we commission', lead: 'The commissioning itself, measured: how many bid, how long it takes, who was heard, whether contracts are reviewed and outcomes met.' },
  'access-to-market': { title: 'What it costs to take part', lead: 'How hard it is to get in: the work of a bid, what is asked, the time allowed, and who wins for the first time.' },
};
export const reportTitle = (report: Report): string => TITLES[report].title;

interface ReportModel {
  readonly report: Report;
  readonly choice: Choice;
  readonly definitions: Readonly<Record<string, FigureDefinition>>;
  readonly sums: Readonly<Record<string, Sums>>;
  readonly reasons: readonly { readonly words: string; readonly count: number }[] | null;
  readonly mayReadBidders: boolean;
  /** The surveys of providers that closed in the year; null of the other report. */
  readonly surveys: readonly SurveyFigures[] | null;
}

/** Every figure with what it was made from; each opens its records. */
export function reportPage({ report, choice, definitions, sums, reasons, mayReadBidders, surveys }: ReportModel): Html {
  const other: Report = report === 'effectiveness' ? 'access-to-market' : 'effectiveness';
  return html`<h1 class="govuk-heading-l">${TITLES[report].title}</h1>
<p class="govuk-body-l">${TITLES[report].lead}</p>
${choiceForm(report, choice)}
${scrollingTable({
    caption: `${choice.bodies.find(({ slug }) => slug === choice.body)?.name ?? 'All bodies'}, ${yearWords(choice.year)}`, captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'What' }, { text: 'Figure', format: 'numeric' }, { text: 'Made from' }],
    rows: Object.entries(definitions).map(([key, definition]) => {
      const { value, basis } = figureFrom(definition, sums[key]!);
      const opens = sums[key]!.records >= (definition.fewest ?? 1) && (!definition.namesBidders || mayReadBidders);
      return [
        { html: html`<strong>${definition.title}</strong><br><span class="govuk-hint wantsum-tight">${definition.help}</span>` },
        { html: value === null ? html`<span class="wantsum-not-given">Nothing to show</span>` : html`<strong>${value}</strong>`, format: 'numeric' },
        { html: opens ? html`<a class="govuk-link" href="${addressOf(report, choice, { figure: key })}">${basis}<span class="govuk-visually-hidden">: see what ${definition.title.toLowerCase()} is made from</span></a>` : html`${basis}` },
      ];
    }),
  })}
${reasons && reasonsTable(reasons)}
${surveys && surveysTable(surveys)}
<p class="govuk-body">The same as a file: <a class="govuk-link" href="/${report}.csv?${new URLSearchParams({ body: choice.body, year: String(choice.year) }).toString()}">CSV</a>. See also: <a class="govuk-link" href="${addressOf(other, choice)}">${TITLES[other].title.toLowerCase()}</a>.</p>
<p class="govuk-body-s">A tender counts in the year in which its bids were opened, an award in the year in which it was confirmed. Shares are rounded to one decimal place, halves up. What nobody declared counts as no, and is told beside the figure.</p>`;
}

/** What providers say: each share opens the survey behind it. */
function surveysTable(surveys: readonly SurveyFigures[]): Html {
  const rows = surveys.flatMap(({ wave, results }): TableOptions['rows'] => {
    const link = html`<a class="govuk-link" href="/survey-waves/${wave.id}">${wave.title}</a>, ${wave.bodyName}`;
    return results.length === 0
      ? [[{ html: link }, { html: html`<span class="wantsum-not-given">Nothing to show</span>`, format: 'numeric' }, { text: `Fewer than ${wave.fewest} answers, so nothing is shown` }]]
      : results.map(({ statement, answers, so, not }) => [{ html: html`<strong>${statement.words}</strong><br>${link}` }, { html: html`<strong>${so.words}</strong>`, format: 'numeric' }, { html: html`${not.words} of ${counted(answers, 'answer')} did not agree${statement.baseline && html`; before, ${Number(statement.baseline.notPercent)}% did not`}` }]);
  });
  return html`<h2 class="govuk-heading-m">What providers say</h2>
${rows.length === 0
    ? html`<p class="govuk-body">No survey of providers that can be shown here closed in this time.</p>`
    : scrollingTable({ caption: 'How many agree, in the surveys that closed in the year', captionClasses: 'govuk-table__caption--s', head: [{ text: 'Statement' }, { text: 'Agree', format: 'numeric' }, { text: 'Made from' }], rows })}
${surveys.length === MOST_WAVES && html`<p class="govuk-body">These are the latest ${MOST_WAVES} surveys. Choose one authority to see its own.</p>`}
<p class="govuk-body"><a class="govuk-link" href="/provider-survey">What providers say, year by year</a></p>`;
}

function reasonsTable(reasons: readonly { readonly words: string; readonly count: number }[]): Html {
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  return html`<h2 class="govuk-heading-m">Why organisations did not bid</h2>
${total === 0
    ? html`<p class="govuk-body">Fewer than three have told us, so nothing is shown.</p>`
    : scrollingTable({ caption: `${total} told us, without their names`, captionClasses: 'govuk-table__caption--s', head: [{ text: 'Reason' }, { text: 'Times', format: 'numeric' }, { text: 'Share', format: 'numeric' }], rows: reasons.map(({ words, count }) => [{ text: words }, { text: count, format: 'numeric' }, { text: percentOf(count, total)!, format: 'numeric' }]) })}`;
}

function choiceForm(report: Report, { body, year, bodies, years }: Choice): Html {
  const form: FormState = { values: { body, year: String(year) }, errors: [] };
  return html`<form method="get" action="/${report}" class="wantsum-filters">
${selectField(form, { name: 'body', label: 'Whose', items: [{ value: '', text: 'All bodies' }, ...bodies.map(({ slug, name }) => ({ value: slug, text: name }))] })}
${selectField(form, { name: 'year', label: 'Year', items: years.map((one) => ({ value: String(one), text: yearWords(one) })) })}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;
}

interface BehindModel {
  readonly report: Report;
  readonly choice: Choice;
  readonly figureKey: string;
  readonly definition: FigureDefinition;
  readonly sums: Sums;
  readonly rows: readonly (Behind & { readonly address: string | null })[];
  readonly page: number;
  readonly more: boolean;
}

/** The records behind one figure. */
export function behindPage({ report, choice, figureKey, definition, sums, rows, page, more }: BehindModel): Html {
  const { value, basis } = figureFrom(definition, sums);
  const at = (number: number) => addressOf(report, choice, { figure: figureKey, page: String(number) });
  const isShare = definition.measure === 'share';
  return html`<span class="govuk-caption-l">${TITLES[report].title}, ${yearWords(choice.year)}</span>
<h1 class="govuk-heading-l">${definition.title}${value === null ? '' : `: ${value}`}</h1>
<p class="govuk-body">${definition.help} ${basis}.</p>
${rows.length === 0 ? emptyState({ title: 'There is nothing behind this figure', text: 'Choose another year or another body.' }) : scrollingTable({
    caption: `What it is made from, the newest first`, captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'Record' }, { text: 'Day' }, { text: isShare ? 'Counts' : (definition.unit ?? 'Amount'), format: isShare ? undefined : 'numeric' }],
    rows: rows.map((row) => [
      row.address === null ? { text: row.title } : { html: html`<a class="govuk-link" href="${row.address}">${row.title}</a>` }, { text: row.onDay ? formatDate(row.onDay) : 'Not given' },
      isShare ? { text: row.yes === null ? 'Not known' : row.yes ? 'Yes' : 'No' } : { text: row.amount ?? 'Not recorded', format: 'numeric' },
    ]),
  })}
${pageLinks({ previous: page > 1 ? at(page - 1) : null, next: more ? at(page + 1) : null, of: 'records' })}
<p class="govuk-body"><a class="govuk-link" href="${addressOf(report, choice)}">Back to the report</a></p>`;
}
