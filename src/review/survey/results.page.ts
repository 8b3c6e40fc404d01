import { counted } from '#kernel/counted';
import { decimal } from '#kernel/decimal';
import { lineChart } from '#platform/pages/chart';
import { button, details, insetText } from '#platform/pages/components/index';
import { selectField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatDateRange, keyValue, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { MOST_WAVES, OCCASION_NAMES, OCCASIONS, SCALE, type Occasion } from './survey.data.ts';
import type { Result, Trend } from './results.ts';
import type { Baseline, Statement, Wave } from './survey.ts';

const percent = (text: string): string => `${decimal(text).round(1).toString()}%`;
const waveAddress = (id: string): string => `/survey-waves/${id}`;
const rateOf = ({ answered, invited }: Pick<Wave, 'answered' | 'invited'>): string => `${answered.toLocaleString('en-GB')} of ${counted(invited, 'organisation')} asked${invited === 0 ? '' : ` (${decimal(String(answered)).multiply(decimal('100')).divide(decimal(String(invited))).round(1).toString()}%)`}`;

/** What is tested, and where that can be read. */
const tests = ({ recommendation, recommendationUrl: url }: Statement): Html | false => recommendation !== '' && html`Tests: ${url === null ? recommendation : html`<a class="govuk-link" href="${url}" rel="noreferrer">${recommendation}</a>`}`;
const baselineWords = (baseline: Baseline): string => `${percent(baseline.notPercent)} (${baseline.words}. Source: ${baseline.source})`;

interface TrendModel {
  readonly body: { readonly id: string; readonly slug: string; readonly name: string };
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
  readonly occasion: Occasion;
  readonly waves: readonly Wave[];
  readonly trends: readonly Trend[];
  readonly isStaff: boolean;
  readonly mayOpen: boolean;
}

/** What providers say through the years, each statement against itself and what was so before. */
export function trendPage(model: TrendModel): Html {
  const { body, occasion, waves, trends, isStaff, mayOpen } = model;
  const form: FormState = { values: { body: body.slug, occasion }, errors: [] };
  const file = new URLSearchParams({ body: body.slug, occasion }).toString();
  return html`<span class="govuk-caption-l">${body.name}</span>
<h1 class="govuk-heading-l">What providers say of us</h1>
<p class="govuk-body-l">Organisations that bid, whether they won or not, and those with a contract, are asked without their names how it is to work with the council.</p>
<form method="get" action="/provider-survey" class="wantsum-filters">
${selectField(form, { name: 'body', label: 'Whose', items: model.bodies.map(({ slug, name }) => ({ value: slug, text: name })) })}
${selectField(form, { name: 'occasion', label: 'Asked', items: Object.entries(OCCASIONS).map(([value, text]) => ({ value, text })) })}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>
${trends.length === 0
    ? emptyState({ title: 'No survey that can be shown here has closed', text: 'Results are shown once a survey has closed and enough organisations have answered.' })
    : html`${trends.map(trendSection)}<p class="govuk-body">The same as a file: <a class="govuk-link" href="/provider-survey.csv?${file}">CSV</a>.</p>`}
<h2 class="govuk-heading-m">Surveys</h2>
${waves.length === 0 ? html`<p class="govuk-body">None that can be shown here.</p>` : plainList(waves.map((wave) => html`<a class="govuk-link" href="${waveAddress(wave.id)}">${wave.title}</a>, ${OCCASION_NAMES[wave.occasion].toLowerCase()}, ${wave.isClosed ? `closed ${formatDate(wave.closesOn)}` : html`${statusTag('Open', 'green')} until ${formatDate(wave.closesOn)}`}`))}
${isStaff && html`<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/survey-statements">What is asked</a></p>`}
${mayOpen && button({ text: 'Open a survey', href: `/bodies/${body.id}/survey-waves/new` })}
<p class="govuk-body-s">“Agree” is agree and strongly agree; everything else, neither among it, is “do not agree”. Shares are rounded to one decimal place, halves up. A survey that too few answered leaves a gap. Where everybody agreed, or nobody, or all but one, only a bound is given.${waves.length === MOST_WAVES && ` These are the latest ${MOST_WAVES} surveys.`}</p>`;
}

function trendSection({ statement, points }: Trend, index: number): Html {
  const { baseline } = statement;
  const told = points.filter(({ result }) => result !== null);
  const last = told.at(-1);
  return html`<section aria-labelledby="statement-${index}"><h2 class="govuk-heading-m" id="statement-${index}">${statement.words}</h2>
<p class="govuk-body">${last ? html`<strong>${last.result!.not.words} do not agree</strong>, ${last.result!.so.words} agree (${counted(last.result!.answers, 'answer')}, ${last.wave.title}).` : 'Too few have answered for anything to be shown.'}${baseline && html` Before: ${baselineWords(baseline)}.`} ${tests(statement)}${statement.untilOn !== null && html` ${statusTag('No longer asked', 'grey')}`}</p>
${told.length > 0 && lineChart({
    id: `trend-${index}`, title: `${statement.subject}: share that does not agree`, description: `One point for each survey; the table below says the same.${baseline ? ` The baseline is ${percent(baseline.notPercent)}.` : ''}`,
    points: points.map(({ wave }) => dayShort(wave.closesOn)), tickWords: (value) => `${value}%`,
    lines: [{ name: 'Do not agree', values: points.map(({ result }) => (result ? Number(result.not.percent.toString()) : null)) }, ...(baseline ? [{ name: 'Baseline', values: points.map(() => Number(baseline.notPercent)) }] : [])],
  })}
${scrollingTable({
    caption: `${statement.subject}, survey by survey`, captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'Survey' }, { text: 'Closed' }, { text: 'Answers', format: 'numeric' }, { text: 'Agree', format: 'numeric' }, { text: 'Do not agree', format: 'numeric' }],
    rows: points.map(({ wave, result }) => [
      { html: html`<a class="govuk-link" href="${waveAddress(wave.id)}">${wave.title}</a>` }, { text: formatDate(wave.closesOn) },
      ...(result ? [{ text: result.answers, format: 'numeric' }, { text: result.so.words, format: 'numeric' }, { text: result.not.words, format: 'numeric' }] : [{ text: 'Too few', format: 'numeric' }, { text: '–', format: 'numeric' }, { text: '–', format: 'numeric' }]),
    ]),
  })}</section>`;
}

/** "31 Mar 26": surveys of one occasion never close on one day. */
const dayShort = (date: string): string => {
  const [day, month, year] = formatDate(date).split(' ');
  return `${day} ${month!.slice(0, 3)} ${year!.slice(2)}`;
};

interface WaveModel {
  readonly wave: Wave;
  readonly statements: readonly Statement[];
  readonly results: readonly Result[];
  readonly may: { readonly readWords: boolean; readonly nameReaders: boolean };
}

/** One time of asking. Until it has closed nothing of what was said is here. */
export function wavePage({ wave, statements, results, may }: WaveModel): Html {
  const at = waveAddress(wave.id);
  return html`<span class="govuk-caption-l">${wave.bodyName}, ${OCCASION_NAMES[wave.occasion].toLowerCase()}</span>
<h1 class="govuk-heading-l">${wave.title}</h1>
${keyValue([
    { key: 'Asked', value: OCCASIONS[wave.occasion] }, wave.awardsFrom !== null && { key: 'Awards decided', value: formatDateRange(wave.awardsFrom, wave.awardsTo) },
    { key: 'Open', value: formatDateRange(wave.opensOn, wave.closesOn) }, { key: 'Answered', value: rateOf(wave) },
    { key: 'Fewest answers shown', value: wave.fewest }, { key: 'Results', value: wave.isPublic ? 'Public once it has closed' : 'For staff only' },
  ])}
${wave.isClosed ? outcome(wave, results) : html`${insetText({ text: `Open until the end of ${formatDate(wave.closesOn)}. Nothing of what was said can be seen by anyone until then.` })}<h2 class="govuk-heading-m">What is asked</h2>${plainList(statements.map(({ words }) => words))}`}
${wave.isClosed && results.length > 0 && html`<p class="govuk-body">The same as a file: <a class="govuk-link" href="${at}/results.csv">CSV</a>. <a class="govuk-link" href="/provider-survey?${new URLSearchParams({ body: wave.bodySlug, occasion: wave.occasion }).toString()}">Compared with other surveys</a>.</p>`}
${may.readWords && wave.isClosed && html`<p class="govuk-body"><a class="govuk-link" href="${at}/words">What providers wrote</a></p>`}
${may.nameReaders && html`<p class="govuk-body"><a class="govuk-link" href="${at}/readers">Who reads what providers wrote</a></p>`}
<p class="govuk-body-s">Only organisations with somebody registered here can be asked. Groups with fewer than ${wave.fewest} answers, or in which everybody but one at most is of one mind, are merged with others, so that nothing can be worked out by subtracting.</p>`;
}

function outcome(wave: Wave, results: readonly Result[]): Html {
  if (results.length === 0) return insetText({ text: `Fewer than ${wave.fewest} organisations answered, so nothing is shown.` });
  return html`${scrollingTable({
    caption: 'How far providers agree', captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Statement' }, { text: 'Share that agrees', format: 'numeric' }, { text: 'Share that does not', format: 'numeric' }, ...SCALE.map(({ words }) => ({ text: words, format: 'numeric' }))],
    rows: results.map(({ statement, so, not, scores }) => [{ text: statement.words }, { html: html`<strong>${so.words}</strong>`, format: 'numeric' }, { text: not.words, format: 'numeric' }, ...SCALE.map(({ score }) => ({ text: scores === null ? '–' : scores[score - 1]!, format: 'numeric' }))]),
  })}
<h2 class="govuk-heading-m">By group</h2>
${results.map(({ statement, byFact }) => details({ summaryText: statement.words, html: html`${statement.baseline && html`<p class="govuk-body">Before: ${baselineWords(statement.baseline)}.</p>`}<p class="govuk-body">${tests(statement)}</p>${groupsTable(statement, byFact)}` }))}`;
}

function groupsTable({ subject }: Statement, byFact: Result['byFact']): Html {
  const [told, untold] = [byFact.filter(({ groups }) => groups.length > 0), byFact.filter(({ groups }) => groups.length === 0)];
  return html`${told.length > 0 && scrollingTable({
    caption: `${subject}, by group`, captionClasses: 'govuk-table__caption--s', head: [{ text: 'Fact' }, { text: 'Group' }, { text: 'Answers', format: 'numeric' }, { text: 'Agree', format: 'numeric' }, { text: 'Do not agree', format: 'numeric' }],
    rows: told.flatMap(({ title, groups }) => groups.map(({ name, answers, so, not }) => [{ text: title }, { text: name }, { text: answers, format: 'numeric' }, { text: so.words, format: 'numeric' }, { text: not.words, format: 'numeric' }])),
  })}
${untold.length > 0 && html`<p class="govuk-body">Not told apart, since there is one group or a group would be too small: ${untold.map(({ title }) => title.toLowerCase()).join(', ')}.</p>`}`;
}

/** What was written, for named readers only. */
export const wordsPage = (wave: Wave, words: readonly string[] | null): Html => html`<span class="govuk-caption-l">${wave.bodyName}, ${wave.title}</span>
<h1 class="govuk-heading-l">What providers wrote</h1>
${words === null
    ? html`<p class="govuk-body">Only people named for it read this, and you are not one of them. The policy officer names them.</p>`
    : words.length === 0
      ? html`<p class="govuk-body">${!wave.isClosed ? 'Nothing can be read before the survey has closed.' : wave.answered < wave.fewest ? `Fewer than ${wave.fewest} organisations answered, so nothing is shown.` : 'Nobody wrote anything.'}</p>`
      : html`<p class="govuk-body">In the order of the alphabet, which says nothing of who wrote or when. Do not try to find out who it was, and do not pass it on.</p>${words.map((text) => insetText({ html: html`<p class="govuk-body wantsum-words">${text}</p>` }))}`}`;
