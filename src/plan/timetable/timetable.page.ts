import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import { button, details, warningText } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { titleInStage, type Opportunity } from '#opportunities';
import { clashWords } from './clash.ts';
import type { EarlyNotice } from './early-notice.ts';
import { COMPLEXITIES, leastDays } from './fair-time.ts';
import type { DraftTime } from './judge.store.ts';
import { leastWeeks, type SignedAgreement } from './mobilisation.ts';
import { PLANNED_STAGES, STAGES, type TimetableLine } from './stage.ts';

/** The timetable as everyone reads it: planned, actual, and how late with the reason. */
export function timetableTable(lines: readonly TimetableLine[]): Html {
  return scrollingTable({
    caption: 'When things happen', captionClasses: 'govuk-table__caption--m', firstCellIsHeader: true,
    head: [{ text: 'Step' }, { text: 'First planned' }, { text: 'Happened, or expected now' }, { text: 'Slip' }],
    rows: lines.map((line) => [
      { text: line.title }, { text: line.plannedOn === null ? 'Not planned' : formatDate(line.plannedOn) },
      { html: line.actualOn !== null ? html`${formatDate(line.actualOn)} ${statusTag('Done', 'green')}` : line.expectedOn !== null ? html`${formatDate(line.expectedOn)}` : html`Not known` },
      { html: html`${slipWords(line)}${line.reasons.map((reason) => html`<br>${reason}`)}` },
    ]),
  });
}

/** "42 days late", "on time", "3 days early". */
export function slipWords({ slipDays, actualOn }: Pick<TimetableLine, 'slipDays' | 'actualOn'>): string {
  if (slipDays === null || (slipDays === 0 && actualOn === null)) return '';
  if (slipDays === 0) return 'On time';
  const days = Math.abs(slipDays);
  return `${days} ${days === 1 ? 'day' : 'days'} ${slipDays > 0 ? 'late' : 'early'}`;
}

export interface PlanModel {
  readonly opportunity: Opportunity;
  readonly time: DraftTime;
  readonly early: readonly Pick<EarlyNotice, 'id' | 'title' | 'reference'>[];
  readonly csrf: Html;
}

const HINTS: Readonly<Record<string, string>> = {
  advert: 'When you expect to publish', visits: 'The first day of visits, where there are any', 'standstill-end': 'Where there is a standstill', award: 'When the award is announced',
};

/** Planning a tender: what time says of it first, then its days. */
export function planPage({ opportunity, time, early, csrf }: PlanModel, state: FormState): Html {
  const { header, lines, settings } = time;
  const planned = (stage: string): CalendarDate | undefined => lines.find((line) => line.stage === stage)?.plannedOn ?? undefined;
  return html`${errorSummaryFor(state)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleInStage(opportunity)}</span>Timetable</h1>
${warningsPanel(opportunity.id, time)}
${keyValue([
    { key: 'Last questions and closing', value: opportunity.closesAt ? lines.filter(({ stage }) => stage === 'closing' || stage === 'clarifications').map(({ title, expectedOn }) => `${title}: ${expectedOn ? formatDate(expectedOn) : ''}`).join('. ') : null, change: { href: `/opportunities/${opportunity.id}/dates` } },
    { key: 'Contract starts', value: opportunity.startsOn ? formatDate(opportunity.startsOn) : null, change: { href: `/opportunities/${opportunity.id}/details` } },
    { key: 'Fair time to answer', value: daysWords(leastDays(settings.period, header)) },
    { key: 'Time to mobilise', value: weeksWords(leastWeeks(settings.mobilisation, header, time.tupe.answer)) },
  ])}
<form method="post" novalidate>${csrf}
<h2 class="govuk-heading-m">Planned days</h2><p class="govuk-body">They are published with the advert. A day that moves later needs a reason, and everyone concerned is told.</p>
${(['advert', 'visits', 'opening', 'evaluation', 'award', 'standstill-end'] as const).map((stage) => dateField(state, { name: stage, label: `${STAGES[stage]} (optional)`, labelSize: 's', hint: HINTS[stage], value: planned(stage) }))}
<h2 class="govuk-heading-m">What it needs time for</h2>
${radioField(state, { name: 'complexity', label: 'How complex is it to answer and to start?', labelSize: 's', items: Object.entries(COMPLEXITIES).map(([value, text]) => ({ value, text })), value: header.complexity })}
${checkboxField(state, { name: 'consortiaAllowed', label: 'Consortia', labelSize: 's', items: [{ value: 'yes', text: 'Consortia may bid' }], values: header.consortiaAllowed ? ['yes'] : [] })}
${selectField(state, { name: 'earlyNoticeId', label: 'Early notice of it', emptyText: 'There was none', value: header.earlyNoticeId ?? '', items: early.map(({ id, title, reference }) => ({ value: id, text: `${title} (${reference})` })) })}
<h2 class="govuk-heading-m">Staff who would transfer (TUPE)</h2>
${keyValue([
    { key: 'What bidders are told', value: time.tupe.words === '' ? 'Not said yet' : time.tupe.words, change: { href: `/opportunities/${opportunity.id}/tupe` } },
    { key: 'What they are given', value: time.tupe.posts === null ? 'No information about the staff yet' : `${time.tupe.posts} ${time.tupe.posts === 1 ? 'post' : 'posts'}, as they were on ${time.tupe.factsOn ? formatDate(time.tupe.factsOn) : 'a day not said'}`, change: { href: `/opportunities/${opportunity.id}/tupe` } },
  ])}
<p class="govuk-body">Said once, under “Staff who may transfer”. Every bidder gets it from the day of the advert, and it lengthens the time to mobilise where the authority set that.</p>
<h2 class="govuk-heading-m">Visits</h2>
<p class="govuk-body">${time.visits > 0 ? `${time.visits} ${time.visits === 1 ? 'visit is' : 'visits are'} arranged.` : 'None is arranged.'} <a class="govuk-link" href="/opportunities/${opportunity.id}/sessions">Arrange visits and surgeries</a></p>
${textArea(state, { name: 'visitsNoneReason', label: 'If there are no visits, why? (optional)', hint: 'Everyone reads it', rows: 2, value: header.visitsNoneReason })}
${button({ text: 'Save the timetable' })}</form>`;
}

const daysWords = (days: number | null): string => (days === null ? 'The authority has set none' : `At least ${days} days`);
const weeksWords = (weeks: number | null): string => (weeks === null ? 'The authority has set none' : `At least ${weeks} weeks between award and start`);

function warningsPanel(opportunityId: string, { warnings, clash, header }: DraftTime): Html {
  const others = warnings.filter(({ code }) => code !== 'diary-clash');
  return html`${others.map(({ sentence, rule }) => html`${warningText({ text: sentence, iconFallbackText: 'Warning' })}${rule && ruleNote(rule)}`)}
${others.length > 0 && html`<p class="govuk-body">You may publish in spite of ${others.length === 1 ? 'this' : 'these'} with a reason, which is printed on the advert.</p>`}
${clash && html`<div id="clash">${warningText({ text: `${clashWords(clash.clash)} for the same market, ${formatDate(clash.clash.from)} to ${formatDate(clash.clash.to)}.`, iconFallbackText: 'Warning' })}
${plainList(clash.clash.others.map(({ title, buyer, closesOn }) => `${title}, ${buyer}: closes ${formatDate(closesOn)}`))}
<p class="govuk-body">${clash.affected.count === 0 ? 'No provider has registered for this kind of work here.' : `${clash.affected.count} registered ${clash.affected.count === 1 ? 'provider is' : 'providers are'} likely to be asked by all of them:`}</p>${plainList([...clash.affected.names, ...(clash.affected.count > clash.affected.names.length ? [`and ${clash.affected.count - clash.affected.names.length} more`] : [])])}
${clash.answered ? html`<p class="govuk-body">Why it stays: ${header.clashReason}</p>` : html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunityId}/dates">Move this tender</a>, or <a class="govuk-link" href="/opportunities/${opportunityId}/clash">say why it stays</a>.</p>`}</div>`}`;
}

export const clashPage = (opportunity: Opportunity, { clash }: DraftTime, state: FormState, csrf: Html): Html => html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Why does it stay where it is?</h1>
${clash && html`<p class="govuk-body">${clashWords(clash.clash)} for the same market: “${titleInStage(opportunity)}” and ${clash.clash.others.map(({ title }) => `“${title}”`).join(', ')}.</p>`}
<form method="post" novalidate>${csrf}${textArea(state, { name: 'reason', label: 'Reason', hint: 'It is kept with the record. A tender added nearby later asks again.', rows: 4 })}${button({ text: 'Record the reason' })}</form>`;

export interface SlipModel {
  readonly opportunity: Opportunity;
  readonly lines: readonly TimetableLine[];
  readonly agreement: (SignedAgreement & { readonly organisationName: string }) | null;
  readonly hasWinner: boolean;
  readonly csrf: Html;
}

/** Moving a published date. */
export function slipPage({ opportunity, lines, agreement, hasWinner, csrf }: SlipModel, state: FormState): Html {
  const movable = lines.filter(({ stage, expectedOn }) => expectedOn !== null && (PLANNED_STAGES as readonly string[]).includes(stage));
  return html`${errorSummaryFor(state)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleInStage(opportunity)}</span>Move a date</h1>
${timetableTable(lines)}
<p class="govuk-body">The reason is published, everyone who bids or follows is told, and the days count in the directorate’s record. For the closing time use <a class="govuk-link" href="/opportunities/${opportunity.id}/change-closing">Give bidders more time</a>.</p>
<form method="post" novalidate>${csrf}
${selectField(state, { name: 'stage', label: 'Which date moves?', emptyText: 'Choose one', items: movable.map(({ stage, title, expectedOn }) => ({ value: stage, text: `${title}, now ${formatDate(expectedOn!)}` })) })}
${dateField(state, { name: 'toOn', label: 'To which day?', labelSize: 's', hint: 'If it has happened already, the day on which it did' })}
${textArea(state, { name: 'reason', label: 'Why?', rows: 4 })}
${radioField(state, {
    name: 'startChoice', label: 'If the award moves, what becomes of the start of the contract?', labelSize: 's', value: 'moves',
    items: [
      { value: 'moves', text: 'It moves by as many days', hint: 'The provider keeps its time to recruit and take over' },
      { value: 'stays', text: 'It stays, as the provider agreed in writing', hint: agreement ? `${agreement.organisationName} agreed on ${formatDate(agreement.signedOn)} to start on ${formatDate(agreement.startsOn)}` : 'Its signed agreement has to be recorded first' },
    ],
  })}
${button({ text: 'Move the date and tell everyone' })}</form>
${hasWinner && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/early-start">Record the provider’s agreement to start early</a></p>`}`;
}

export const earlyStartPage = (opportunity: Opportunity, winners: readonly { readonly id: string; readonly name: string }[], state: FormState, csrf: Html): Html => html`${errorSummaryFor(state)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleInStage(opportunity)}</span>The provider agrees to start early</h1>
<p class="govuk-body">A contract may start before the time to mobilise has passed only when the provider that is to have it has agreed in writing.</p>
<form method="post" novalidate>${csrf}${radioField(state, { name: 'organisationId', label: 'Which provider?', labelSize: 's', items: winners.map(({ id, name }) => ({ value: id, text: name })), ...(winners.length === 1 ? { value: winners[0]!.id } : {}) })}
${dateField(state, { name: 'startsOn', label: 'It agrees to start on', labelSize: 's', value: opportunity.startsOn ?? undefined })}${textField(state, { name: 'signedBy', label: 'Who signed for the provider' })}
${dateField(state, { name: 'signedOn', label: 'When was it signed?', labelSize: 's' })}${textArea(state, { name: 'words', label: 'What was agreed, in the words that were signed', rows: 5 })}${button({ text: 'Record the agreement' })}</form>`;

/** For an opportunity's own page: explains what a slip is beside the table. */
export const timetableSection = (lines: readonly TimetableLine[]): Html | false => lines.length > 0 && html`<h2 class="govuk-heading-m" id="timetable">Timetable</h2>${timetableTable(lines)}${details({ summaryText: 'How slips are counted', text: 'From the day that was planned first to the day on which it happened, or is expected now. Every change has its reason, and each directorate’s record is published.' })}`;
