import { button, details, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatPounds, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { areaOf, cpvTitle, SIZES, type ProviderCapacity } from '#parties';
import type { ExerciseFacts } from '#needs';
import { LOTTING_RULE, PATTERNS, totalYearly, type Lotting, type LottingOption, type OptionLot } from './lotting.ts';
import { biddersBySize, reachOf, uncoveredDistricts, type Districts, type LotReach } from './who-could-bid.ts';

export interface LottingPage {
  readonly exercise: ExerciseFacts;
  readonly lotting: Lotting | null;
  readonly providers: readonly ProviderCapacity[];
  readonly neededAreas: readonly string[];
  readonly districts: Districts;
  /** What the authority's rule asks at this value, in a sentence. */
  readonly rule: string;
  readonly may: { readonly compare: boolean; readonly choose: boolean };
}

const placeName = (code: string): string => areaOf(code)?.name ?? code;
const heading = (exercise: ExerciseFacts, title: string): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>${title}</h1>`;

/** The comparison: each way of cutting the work by cost, coverage, who could bid alone and the authority's own work. */
export function lottingPage({ exercise, lotting, providers, neededAreas, districts, rule, may }: LottingPage): Html {
  const options = lotting?.options ?? [];
  const base = `/exercises/${exercise.id}/lotting`;
  const chosen = options.find(({ id }) => id === lotting?.decision?.optionId);
  const compared = options.map((option) => ({ option, reach: reachOf(option.lots, providers, districts), uncovered: uncoveredDistricts(option.lots, neededAreas, districts) }));
  return html`${heading(exercise, 'How the work is cut into lots')}
<p class="govuk-body-l">${chosen ? `The choice is ${chosen.title}: ${lotsInWords(chosen)}.` : 'Nothing is chosen yet.'}</p>
<p class="govuk-body">${rule}</p>${ruleNote(LOTTING_RULE)}
${chosen && lotting?.decision && keyValue([{ key: 'Why', value: lotting.decision.reasons }, { key: 'Chosen', value: `${formatDate(lotting.decision.decidedOn)}${lotting.decision.decidedBy ? ` by ${lotting.decision.decidedBy}` : ''}` }])}
<p class="govuk-body">Who could bid is counted among the ${providers.length === 1 ? 'one registered provider that has' : `${providers.length} registered providers that have`} stated what they could carry${lotting?.cpvCode ? `, for ${cpvTitle(lotting.cpvCode) ?? lotting.cpvCode}` : ', of every kind of service'}.${may.compare && html` <a class="govuk-link" href="${base}/kind">Change the kind of service</a>`}</p>
${options.length === 0 ? emptyState({ title: 'No pattern has been compared yet.', text: 'Add at least two: one contract, and one that a small provider could carry a part of.' }) : comparison(compared)}
${compared.map((one) => optionPart(one, base, may.compare, one.option.id === chosen?.id))}
<div class="govuk-button-group">${may.compare && button({ text: 'Add a pattern', href: `${base}/add`, classes: options.length > 1 ? 'govuk-button--secondary' : undefined })}${may.choose && options.length > 1 && button({ text: chosen ? 'Choose again' : 'Choose one, with reasons', href: `${base}/choose` })}</div>`;
}

interface Compared {
  readonly option: LottingOption;
  readonly reach: readonly LotReach<OptionLot>[];
  readonly uncovered: readonly string[];
}

const comparison = (compared: readonly Compared[]): Html => scrollingTable({
  caption: 'The patterns compared', captionClasses: 'govuk-table__caption--m', firstCellIsHeader: true,
  head: [{ text: 'Pattern' }, { text: 'Lots', format: 'numeric' }, { text: 'Cost a year', format: 'numeric' }, { text: 'Our days a year', format: 'numeric' }, { text: 'Providers who could bid alone' }, { text: 'Coverage' }],
  rows: compared.map(({ option, reach, uncovered }) => [
    { text: option.title }, { text: String(option.lots.length), format: 'numeric' }, { text: formatPounds(option.costNetPence ?? totalYearly(option.lots)), format: 'numeric' },
    { text: option.managementDays === null ? 'Not given' : String(option.managementDays), format: 'numeric' }, { text: biddersInWords(reach) }, { html: coverageTag(reach, uncovered) },
  ]),
});

function coverageTag(reach: readonly LotReach<OptionLot>[], uncovered: readonly string[]): Html {
  const atRisk = reach.filter((one) => one.atRisk).length;
  if (uncovered.length > 0) return html`${statusTag('Area uncovered', 'red')} ${uncovered.map(placeName).join(', ')}`;
  return atRisk > 0 ? html`${statusTag('Coverage at risk', 'yellow')} ${atRisk === reach.length ? 'every lot' : `${atRisk} of ${reach.length} lots`}` : statusTag('Covered', 'green');
}

/** "3 micro, 5 small, 1 large": each provider once, however many lots it could carry. */
export function biddersInWords(reach: readonly LotReach<OptionLot>[]): string {
  const parts = Object.entries(biddersBySize(reach)).filter(([, count]) => count > 0).map(([size, count]) => `${count} ${size === 'not-stated' ? 'of unstated size' : SIZES[size as keyof typeof SIZES][0].toLowerCase()}`);
  return parts.length > 0 ? parts.join(', ') : 'None';
}

const lotsInWords = (option: LottingOption): string => (option.lots.length === 1 ? 'one lot' : `${option.lots.length} lots`);

function optionPart({ option, reach, uncovered }: Compared, base: string, mayCompare: boolean, chosen: boolean): Html {
  const risks = reach.filter(({ atRisk }) => atRisk);
  return html`<section id="option-${option.id}"><h2 class="govuk-heading-m">${option.title} ${chosen && statusTag('Chosen', 'green')}</h2>
<p class="govuk-body">${PATTERNS[option.kind][0]}, ${lotsInWords(option)}, together ${formatPounds(totalYearly(option.lots))} a year.${option.notes && html` ${option.notes}`}</p>
${uncovered.length > 0 && warningText({ text: `Nobody would serve ${uncovered.map(placeName).join(', ')}: no lot covers it.`, iconFallbackText: 'Warning' })}
${risks.length > 0 && warningText({ text: `Coverage at risk: no registered provider could carry ${risks.length === 1 ? `“${risks[0]!.lot.title}”` : `${risks.length} of these lots`} alone.`, iconFallbackText: 'Warning' })}
${details({ summaryText: `Its ${lotsInWords(option)}, and who could bid for each alone`, open: option.lots.length <= 6, html: lotTable(option, reach) })}
${mayCompare && html`<p class="govuk-body"><a class="govuk-link" href="${base}/options/${option.id}/remove">Take this pattern out<span class="govuk-visually-hidden">: ${option.title}</span></a></p>`}</section>`;
}

const lotTable = (option: LottingOption, reach: readonly LotReach<OptionLot>[]): Html => scrollingTable({
  caption: `Lots of ${option.title}`, captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
  head: [{ text: 'Lot' }, { text: 'Where' }, { text: 'A year', format: 'numeric' }, { text: 'Could bid alone' }, { text: 'Smallest that could' }],
  rows: reach.map(({ lot, able, smallest, atRisk }) => [
    { text: lot.title }, { text: lot.areaCodes.map(placeName).join(', ') || 'Everywhere' }, { text: formatPounds(lot.yearlyNetPence), format: 'numeric' },
    { html: atRisk ? statusTag('Coverage at risk', 'yellow') : html`${able.length}: ${able.slice(0, 5).map(({ name }) => name).join(', ')}${able.length > 5 ? ` and ${able.length - 5} more` : ''}` },
    { text: smallest ? SIZES[smallest][0] : atRisk ? 'None' : 'Size not stated' },
  ]),
});

export const addOptionPage = (exercise: ExerciseFacts, suggested: { readonly kind: string; readonly lots: string }, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(exercise, 'Add a pattern to compare')}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'kind', label: 'Which pattern?', labelSize: 'm', value: suggested.kind, items: Object.entries(PATTERNS).map(([value, [text, hint]]) => ({ value, text, hint })) })}
${textField(form, { name: 'title', label: 'What do you call it?', hint: 'Such as “A lot for each district”', width: 30 })}
${textArea(form, { name: 'lots', label: 'Its lots, one a line', rows: 12, value: suggested.lots, hint: 'Name; area; what it is worth a year without VAT. Several areas are parted by commas; leave the area empty for everywhere. Like “Isle of Sheppey youth clubs; Swale; 45,000”' })}
${moneyField(form, { name: 'cost', label: 'What would all of it cost a year? (optional)', hint: 'Without VAT. Left empty, the lots are added up.' })}
${textField(form, { name: 'managementDays', label: 'Days of our own work a year (optional)', hint: 'Contract management, payments and reviews', width: 4, inputmode: 'numeric' })}
${textArea(form, { name: 'notes', label: 'Economies of scale, quality, anything else (optional)', rows: 3 })}
${button({ text: 'Add it' })}</form>`;

export const lottingKindPage = (exercise: ExerciseFacts, cpvCode: string | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(exercise, 'Which providers are counted?')}
<p class="govuk-body">Providers that named kinds of service on their profile count only for those. One that named none counts for every kind.</p>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'cpvCode', label: 'CPV code of the service', hint: 'Eight digits, such as 85000000 for health and social work. Empty counts every provider.', width: 10, inputmode: 'numeric', value: cpvCode ?? '' })}
${button({ text: 'Save' })}</form>`;

export const chooseLottingPage = (exercise: ExerciseFacts, lotting: Lotting, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(exercise, 'Choose how the work is cut')}
<p class="govuk-body">No pattern is preferred. Say why this one is right here; the reasons are kept with the exercise.</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'optionId', label: 'The pattern', labelSize: 'm', ...(lotting.decision ? { value: lotting.decision.optionId } : {}), items: lotting.options.map((option) => ({ value: option.id, text: option.title, hint: `${PATTERNS[option.kind][0]}, ${lotsInWords(option)}` })) })}
${textArea(form, { name: 'reasons', label: 'Why', labelSize: 'm', rows: 6, value: lotting.decision?.reasons ?? '' })}
${button({ text: 'Record the choice' })}</form>`;

export const removeOptionPage = (option: LottingOption, decided: boolean, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Take “${option.title}” out of the comparison</h1>
<p class="govuk-body">${decided ? 'The choice made before is undone, since it was made among other patterns.' : 'Its lots go with it.'}</p>
<form method="post" novalidate>${csrf}${button({ text: 'Take it out', classes: 'govuk-button--warning' })}</form>`;

/** In plain words what may stand behind the choice, for the tender. */
export const lottingInWords = (lotting: Lotting | null): Html => {
  const chosen = lotting?.options.find(({ id }) => id === lotting.decision?.optionId);
  return chosen && lotting?.decision ? html`<p class="govuk-body">Why the work is cut this way: ${plainList([lotting.decision.reasons], 'plain')}</p>` : nothing;
};
