import { formatInstant } from '#kernel/instant';
import { formatPounds, poundsDecimal } from '#kernel/money';
import type { Opportunity } from '#opportunities';
import { burdenInWords, minutesInWords } from '#parts/questions';
import { button, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, keyValue, ruleNote, scrollingTable } from '#platform/pages/presentation';
import { BANDS } from './band.ts';
import { costInWords, MINUTES_A_DAY } from './bidding-cost.ts';
import type { EffortMedian } from './burden.store.ts';
import type { DraftBurden } from './judge.store.ts';
import { FEWEST, riseInWords, withMargin, type BandMedian } from './meter.ts';
import { NO_BID_REASONS, type NoBidReason } from './should-we-bid.ts';

interface BurdenModel {
  readonly opportunity: Opportunity;
  readonly burden: DraftBurden;
  readonly effort: readonly EffortMedian[];
  readonly noBids: readonly { readonly reason: NoBidReason; readonly count: number }[];
  readonly may: { readonly estimate: boolean; readonly baseline: boolean };
}

/** What a tender asks of everyone, before it is imposed and after. */
export function burdenPage({ opportunity, burden, effort, noBids, may }: BurdenModel): Html {
  const { meter, warnings } = burden;
  const isDraft = opportunity.state === 'draft';
  const at = (path: string) => `/opportunities/${opportunity.id}/burden/${path}`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>What this asks of bidders</h1>
${isDraft && warnings.map(({ sentence, rule }) => html`${warningText({ text: sentence, iconFallbackText: 'Warning' })}${rule && ruleNote(rule)}`)}
${isDraft && warnings.length > 0 && html`<p class="govuk-body">It can be published in spite of ${warnings.length === 1 ? 'this' : 'these'}, with a reason that stands on the advert.</p>`}
<h2 class="govuk-heading-m">The meter</h2>
${meterTable(burden)}
${burden.baseline && html`<p class="govuk-body">Counted from ${formatInstant(burden.baseline.takenAt)}, when it asked ${burdenInWords(burden.baseline)}. ${riseInWords(meter, burden.baseline)}</p>`}
${isDraft && may.baseline && html`<p class="govuk-body"><a class="govuk-link" href="${at('baseline')}">Count changes from here</a></p>`}
<p class="govuk-body-s">Minutes are our estimate where a question does not say: 10 words a minute, 500 words a page. <a class="govuk-link" href="/burden">Compare with every published tender</a></p>
<h2 class="govuk-heading-m">What bidding would cost everyone together</h2>
${costSection(burden, opportunity)}
${isDraft && may.estimate && button({ text: burden.saved ? 'Change the estimate' : 'Estimate the cost', href: at('estimate'), classes: 'govuk-button--secondary' })}
${effortNote(burden, effort, opportunity)}
${noBids.length > 0 && html`<h2 class="govuk-heading-m">Why some did not bid</h2>${keyValue(noBids.map(({ reason, count }) => ({ key: NO_BID_REASONS[reason], value: String(count) })))}`}`;
}

function meterTable({ meter, median, limits, margin, bandWords }: DraftBurden): Html {
  const usual = median !== null && median.tenders >= FEWEST ? median : null;
  const limit = (value: number | null, noun: string) => (value === null ? 'none set' : `${value} ${noun}`);
  const numeric = 'numeric' as const;
  const row = (name: string, now: string, usually: string, most: string) => [{ text: name }, { text: now, format: numeric }, { text: usually, format: numeric }, { text: most, format: numeric }];
  return html`${scrollingTable({
    caption: 'What it asks', firstCellIsHeader: true,
    head: [{ text: 'Measure' }, { text: 'This tender', format: numeric }, { text: 'Median of its band', format: numeric }, { text: 'The authority’s limit', format: numeric }],
    rows: [
      row('Questions', String(meter.questions), usual ? String(usual.questions) : 'not known', limit(limits.questions, 'questions')),
      row('Pages of answers', String(meter.pages), usual ? String(usual.pages) : 'not known', limit(limits.pages, 'pages')),
      row('Time to answer', minutesInWords(meter.minutes), usual ? minutesInWords(usual.minutes) : 'not known', limit(limits.hours, 'hours')),
      row('Approvals', String(meter.approvals), usual ? String(usual.approvals) : 'not known', ''),
      row('Visits and meetings', String(meter.meetings), usual ? String(usual.meetings) : 'not known', ''),
    ],
  })}
<p class="govuk-body">${bandWords === null ? 'Give its value to compare it with others.' : usual ? `The median of ${usual.tenders} published tenders worth ${bandWords.toLowerCase()}.` : `Fewer than ${FEWEST} tenders worth ${bandWords.toLowerCase()} have been published, so there is no median yet.`}${margin.isZero() ? ' A reason is asked for anything above it.' : ` A reason is asked once time or pages pass the median or the limit by more than ${margin.toString()}%${usual ? `: here, ${minutesInWords(withMargin(usual.minutes, margin))}` : ''}.`}</p>`;
}

function costSection({ estimate, cost, saved }: DraftBurden, { valueNetPence }: Opportunity): Html {
  if (!estimate || !cost) return emptyState({ title: 'Nothing is estimated yet.', text: 'Say how many bidders you expect, how long one bid takes and what a day costs them.' });
  return html`<p class="govuk-body-l">${costInWords(estimate, cost)}.</p>
${keyValue([{ key: 'One bid', value: formatPounds(cost.eachPence) }, { key: 'All bidders together', value: formatPounds(cost.totalPence) }, { key: 'The contract without VAT', value: valueNetPence === null ? 'not given' : formatPounds(valueNetPence) }, { key: 'Share of the contract', value: cost.percentOfValue === null ? 'not known' : `${cost.percentOfValue.toString()}%` }])}
${!saved && html`<p class="govuk-body">This is from the minutes of the questions and the authority’s usual numbers. Nobody has looked at it for this tender.</p>`}`;
}

function effortNote({ bandWords }: DraftBurden, effort: readonly EffortMedian[], { valueNetPence, category }: Opportunity): Html {
  const found = valueNetPence === null ? undefined : effort.find((one) => BANDS[one.band - 1]!.words === bandWords && one.category === category);
  return found ? html`<p class="govuk-body">Bidders told us what such tenders took them: a median of ${found.personDays} working days (${found.reports} reports).</p>` : nothing;
}

export const estimatePage = ({ title, id }: Opportunity, burden: DraftBurden, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Estimate what bidding costs</h1>
<p class="govuk-body">All bidders pay it, and all but one in vain. Somebody pays for it in the end: in prices, or in what charities cannot do meanwhile.</p>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'bidders', label: 'How many bidders do you expect?', width: 4, value: String(burden.saved?.bidders ?? burden.offered.bidders ?? ''), inputmode: 'numeric' })}
${textField(form, { name: 'personDays', label: 'How many working days does one bid take?', hint: `Of one person. The questions alone take about ${burden.offered.personDays} (a day of ${MINUTES_A_DAY / 60} hours); add reading, prices, partners and checks.`, width: 5, value: burden.saved?.personDays.toString() ?? burden.offered.personDays })}
${textField(form, { name: 'dayRate', label: 'What does a day cost the bidder?', prefix: '£', width: 5, value: burden.saved ? poundsDecimal(burden.saved.dayRatePence) : String(burden.offered.dayRatePounds ?? '') })}
${button({ text: 'Save the estimate' })} <a class="govuk-link" href="/opportunities/${id}/burden">Cancel</a></form>`;

export const baselinePage = ({ title }: Opportunity, burden: DraftBurden, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Count changes from here</h1>
<p class="govuk-body">It asks ${burdenInWords(burden.meter)}. From now on the meter shows what was added since, so that whoever adds a question sees what it costs.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Count from here' })}</form>`;

/** The public comparison by value. */
export function comparePage(medians: readonly BandMedian[], effort: readonly EffortMedian[]): Html {
  const numeric = 'numeric' as const;
  const enough = medians.filter(({ tenders }) => tenders >= FEWEST);
  return html`<h1 class="govuk-heading-l">What tenders ask of bidders</h1>
<p class="govuk-body">Medians of every tender published here, by its value without VAT, as they were on the day of publication. Half ask more, half less. Bands with fewer than ${FEWEST} tenders are left out.</p>
${enough.length === 0 ? emptyState({ title: 'Too few tenders have been published to compare them.' }) : scrollingTable({
    caption: 'By value', firstCellIsHeader: true, head: [{ text: 'Value' }, ...['Tenders', 'Questions', 'Pages', 'Time to answer', 'Approvals', 'Meetings'].map((text) => ({ text, format: numeric }))],
    rows: enough.map(({ band, tenders, questions, pages, minutes, approvals, meetings }) => [{ text: BANDS[band - 1]!.words }, ...[String(tenders), String(questions), String(pages), minutesInWords(minutes), String(approvals), String(meetings)].map((text) => ({ text, format: numeric }))]),
  })}
<h2 class="govuk-heading-m">What bidders say that it took them</h2>
${effort.length === 0 ? html`<p class="govuk-body">Shown once at least ${FEWEST} organisations have told us for tenders of one value and kind. Nobody’s own report is shown.</p>` : scrollingTable({
    caption: 'Working days for one bid', firstCellIsHeader: true, head: [{ text: 'Value' }, { text: 'Kind' }, { text: 'Reports', format: numeric }, { text: 'Median days', format: numeric }],
    rows: effort.map(({ band, category, reports, personDays }) => [{ text: BANDS[band - 1]!.words }, { text: CATEGORY[category] }, { text: String(reports), format: numeric }, { text: personDays, format: numeric }]),
  })}
<p class="govuk-body">Take this with you: <a class="govuk-link" href="/burden.csv">as CSV</a> or <a class="govuk-link" href="/burden.json">as JSON</a>.</p>`;
}
const CATEGORY = { services: 'Services', goods: 'Goods', works: 'Works' } as const;
