import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import { button } from '#platform/pages/components/index';
import { emptyForm, selectField, textField } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, pageLinks, scrollingTable, statusTag, type TagColour } from '#platform/pages/presentation';
import type { DiaryEntry, DiaryFilter } from './diary.store.ts';
import type { DirectorateSlippage } from './slippage.ts';
import { STAGES, type Stage } from './stage.ts';
import { slipWords } from './timetable.page.ts';

const STANDINGS: Readonly<Record<DiaryEntry['standing'], readonly [string, TagColour]>> = {
  planned: ['Planned', 'grey'], coming: ['Coming', 'turquoise'], open: ['Open', 'green'], closed: ['Closed', 'grey'], cancelled: ['Cancelled', 'red'], 'early-notice': ['Early notice', 'purple'],
};
export const CATEGORIES = { services: 'Services', goods: 'Goods', works: 'Works' } as const;

export interface DiaryModel {
  readonly entries: readonly DiaryEntry[];
  readonly filter: DiaryFilter;
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
  readonly isStaff: boolean;
  /** As it is in an address, of this page, of the months before and after, and of the calendar file. */
  readonly links: { readonly previous: string; readonly next: string; readonly calendar: string };
  readonly cut: boolean;
}

/** The diary: every tender planned or live, by the month in which it closes. */
export function diaryPage({ entries, filter, bodies, isStaff, links, cut }: DiaryModel): Html {
  const months = [...new Set(entries.map(({ on }) => on.slice(0, 7)))];
  return html`<h1 class="govuk-heading-l">Tender diary</h1>
<p class="govuk-body">${isStaff ? 'Every tender, planned, live or closed, by the day on which it closes. What is only planned is seen by staff of its own authority, and of those that share their diaries.' : 'Every tender by the day on which it closes, and what is coming by the day on which it is expected.'}</p>
<form method="get" action="/diary" novalidate><div class="govuk-grid-row"><div class="govuk-grid-column-one-third">${selectField(emptyForm, { name: 'category', label: 'Kind', emptyText: 'All', value: filter.category, items: Object.entries(CATEGORIES).map(([value, text]) => ({ value, text })) })}</div>
<div class="govuk-grid-column-one-third">${selectField(emptyForm, { name: 'body', label: 'Authority', emptyText: 'All', value: filter.body, items: bodies.map(({ slug, name }) => ({ value: slug, text: name })) })}</div>
<div class="govuk-grid-column-one-third">${textField(emptyForm, { name: 'cpv', label: 'Category code', hint: 'The first digits, such as 85', value: filter.cpv, width: 10, inputmode: 'numeric' })}</div></div>
<input type="hidden" name="from" value="${filter.from}">${button({ text: 'Filter', classes: 'govuk-button--secondary' })}</form>
<h2 class="govuk-heading-m">${formatDate(filter.from)} to ${formatDate(filter.to)}</h2>
${entries.length === 0 ? emptyState({ title: 'Nothing closes in these months.' }) : months.map((month) => monthTable(month, entries.filter(({ on }) => on.startsWith(month))))}
${cut && html`<p class="govuk-body">There are more: filter by kind, authority or category to see them.</p>`}
${pageLinks({ previous: links.previous, next: links.next, of: 'the diary' })}
<p class="govuk-body"><a class="govuk-link" href="${links.calendar}">These as a calendar file</a>. <a class="govuk-link" href="/following">Be told of kinds of work</a>. <a class="govuk-link" href="/reports/slippage">How far dates slip</a></p>`;
}

const monthTable = (month: string, entries: readonly DiaryEntry[]): Html => scrollingTable({
  caption: formatDate(`${month}-01` as CalendarDate).replace(/^1 /, ''), captionClasses: 'govuk-table__caption--s', head: [{ text: 'Closes, or expected' }, { text: 'Tender' }, { text: 'Authority' }, { text: 'Standing' }],
  rows: entries.map((entry) => [{ text: formatDate(entry.on) }, { html: html`<a class="govuk-link" href="${entry.address}">${entry.title}</a>` }, { text: entry.buyer }, { html: statusTag(...STANDINGS[entry.standing]) }]),
});

export interface SlippageModel {
  readonly directorates: readonly DirectorateSlippage[];
  readonly stage: Stage;
  readonly year: number;
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
  readonly body: string;
}

const REPORTED: readonly Stage[] = ['advert', 'closing', 'opening', 'evaluation', 'award', 'standstill-end', 'start'];

/** Each directorate's record of slips, for everyone. */
export function slippagePage({ directorates, stage, year, bodies, body }: SlippageModel): Html {
  return html`<h1 class="govuk-heading-l">How far dates slip</h1>
<p class="govuk-body">From the day that was planned first to the day on which it happened, for tenders advertised from 1 April ${year} to 31 March ${year + 1}. Early ones count as days below nought.</p>
<form method="get" action="/reports/slippage" novalidate>${selectField(emptyForm, { name: 'stage', label: 'Which step?', value: stage, items: REPORTED.map((value) => ({ value, text: STAGES[value] })) })}
${selectField(emptyForm, { name: 'body', label: 'Authority', emptyText: 'All', value: body, items: bodies.map(({ slug, name }) => ({ value: slug, text: name })) })}
${textField(emptyForm, { name: 'year', label: 'Financial year beginning on 1 April', value: String(year), width: 4, inputmode: 'numeric' })}${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>
${directorates.length === 0 ? emptyState({ title: 'No tender of that year had this step both planned and done.' }) : html`${scrollingTable({
    caption: `${STAGES[stage]}, by directorate`, head: [{ text: 'Directorate' }, { text: 'Tenders', format: 'numeric' }, { text: 'Late', format: 'numeric' }, { text: 'Late without a reason', format: 'numeric' }, { text: 'Average slip in days', format: 'numeric' }],
    rows: directorates.map((row) => [{ text: row.directorate }, { text: row.tenders, format: 'numeric' }, { text: row.late, format: 'numeric' }, { text: row.withoutReason, format: 'numeric' }, { text: row.averageDays.toFixed(1), format: 'numeric' }]),
  })}${directorates.map((row) => scrollingTable({
    caption: row.directorate, captionClasses: 'govuk-table__caption--s', head: [{ text: 'Tender' }, { text: 'Planned' }, { text: 'Happened' }, { text: 'Slip' }, { text: 'Reason' }],
    rows: row.slips.map((slip) => [{ html: html`<a class="govuk-link" href="/opportunities/${slip.opportunityId}#timetable">${slip.title}</a>` }, { text: formatDate(slip.plannedOn) }, { text: formatDate(slip.actualOn) }, { text: slipWords({ slipDays: slip.days, actualOn: slip.actualOn }) }, { text: slip.reasons.join(' ') || (slip.days > 0 ? 'None given' : '') }]),
  }))}`}`;
}
