import { button, table } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatPounds, keyValue, pageLinks, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { ApprovalStanding } from '#parts/approvals';
import { policyNote, type PolicyValue } from '#policy';
import type { ExerciseFacts } from '#needs';
import { PURCHASING_ROUTE_TITLES } from '#routes';
import { DUTIES, DUTY_NAMES, isBelow, RELEVANCE_WORDS, type DutyStanding, type SocialValueConsideration } from './social-value.ts';
import type { ConsideredBand, ServiceWeight, WeightException } from './social-value.store.ts';

export interface SocialValuePage {
  readonly exercise: ExerciseFacts;
  readonly consideration: SocialValueConsideration | null;
  readonly duties: DutyStanding;
  readonly approval: ApprovalStanding;
  readonly missing: readonly string[];
  readonly mayConsider: boolean;
}

const STANDING_WORDS: Readonly<Record<ApprovalStanding, string>> = { 'not-asked': 'Not asked for', waiting: 'Waiting to be agreed', agreed: 'Agreed', refused: 'Refused', lapsed: 'Lapsed' };

/** What was considered for an exercise: the three duties, dated, and the weight in the award. */
export function socialValuePage({ exercise, consideration, duties, approval, missing, mayConsider }: SocialValuePage): Html {
  const weight = consideration?.weightPercent ?? null;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>Social value</h1>
    <p class="govuk-body-l">${consideration?.relevance === 'not-relevant' && !duties.required ? 'Social value is not relevant to this exercise.' : weight === null ? 'How much of the award is social value has not been chosen yet.' : `Social value is ${weight.toString()}% of the award.`}</p>
    <p class="govuk-body">${duties.required ? 'The three duties must be answered before this is advertised; the answers are published with the advert.' : 'The three duties do not bind this exercise. Say shortly whether social value is relevant, and why; or answer all three.'}</p>
    ${ruleNote(duties.rule)}
    ${missing.length > 0 ? html`<h2 class="govuk-heading-m">Still missing</h2>${plainList(missing.map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1)))}` : null}
    ${keyValue([
      consideration?.relevance ? { key: 'Is social value relevant here?', value: `${RELEVANCE_WORDS[consideration.relevance]}. ${consideration.relevanceReason}` } : null,
      ...DUTY_NAMES.map((duty) => ({ key: DUTIES[duty].question, value: consideration?.[duty] ?? null })),
      { key: 'Weight in the award', value: weight === null ? null : html`${weight.toString()}%${isBelow(weight, consideration!.minimumPercent) ? html` ${statusTag(`Below the least: ${STANDING_WORDS[approval].toLowerCase()}`, approval === 'agreed' ? 'green' : 'yellow')}` : null}` },
      consideration?.weightReason ? { key: 'Why this weight', value: consideration.weightReason } : null,
      consideration?.minimumRule ? { key: 'The authority’s rule that day', value: consideration.minimumRule } : null,
      { key: 'Considered', value: consideration?.consideredOn ? `${formatDate(consideration.consideredOn)}${consideration.consideredBy ? ` by ${consideration.consideredBy}` : ''}` : null },
    ])}
    ${mayConsider ? button({ text: consideration ? 'Change' : 'Consider social value', href: `/exercises/${exercise.id}/social-value/edit` }) : html`<p class="govuk-body">Its owner, a commissioner or a procurement officer answers these.</p>`}
    <p class="govuk-body"><a class="govuk-link" href="/exercises/${exercise.id}/benefits">The social benefits that are sought</a></p>`;
}

export interface EditSocialValuePage {
  readonly exercise: ExerciseFacts;
  readonly duties: DutyStanding;
  readonly consideration: SocialValueConsideration | null;
  readonly minimum: PolicyValue<'socialValue.minimumPercent'>;
  readonly usual: PolicyValue<'socialValue.defaultPercent'>;
  readonly csrf: Html;
}

export function editSocialValuePage({ exercise, duties, consideration, minimum, usual, csrf }: EditSocialValuePage, form: FormState): Html {
  const weight = consideration?.weightPercent ?? (consideration === null ? usual.value : null);
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>Consider social value</h1>
    ${savedMeanwhile(consideration, form)}
    <p class="govuk-body">You may save before everything is answered. The answers are dated, kept, and published with the advert.</p>
    <form method="post" novalidate>${csrf}${hiddenField('version', consideration?.version ?? 0)}
      ${duties.required ? ruleNote(duties.rule) : shortAnswer(consideration, form)}
      ${DUTY_NAMES.map((duty) => textArea(form, { name: duty, label: DUTIES[duty].question, hint: DUTIES[duty].source, rows: 5, ...(consideration?.[duty] ? { value: consideration[duty] } : {}) }))}
      <h2 class="govuk-heading-m">How much of the award</h2>
      ${minimum.value === null ? null : ruleNote(policyNote(minimum))}
      ${textField(form, {
        name: 'weight', label: 'Weight of social value', suffix: '%', width: 5, inputmode: 'decimal',
        hint: usual.value === null ? 'Its share of all the marks, quality and price included. 0 needs a reason.' : `Its share of all the marks, quality and price included. Usually ${usual.words} here. 0 needs a reason.`,
        ...(weight === null ? {} : { value: weight.toString() }),
      })}
      ${textArea(form, { name: 'weightReason', label: 'Why this weight?', hint: 'Needed for zero, and for a weight below the authority’s least, which must also be agreed to', rows: 4, ...(consideration?.weightReason ? { value: consideration.weightReason } : {}) })}
      ${button({ text: 'Save', preventDoubleClick: true })}
    </form>`;
}

/** Below the threshold the short answer is enough; the three questions follow for whoever would answer them. */
const shortAnswer = (consideration: SocialValueConsideration | null, form: FormState): Html => html`${radioField(form, {
  name: 'relevance', label: 'Is social value relevant to what is bought here?', inline: true, ...(consideration?.relevance ? { value: consideration.relevance } : {}), items: (['relevant', 'not-relevant'] as const).map((value) => ({ value, text: RELEVANCE_WORDS[value] })),
})}${textArea(form, { name: 'relevanceReason', label: 'Why?', hint: 'A sentence is enough. Below the threshold of the 2012 Act this takes the place of the three questions below, which you may leave empty.', rows: 3, ...(consideration?.relevanceReason ? { value: consideration.relevanceReason } : {}) })}`;

/** What a colleague saved while this was written, so that both can be kept: shown when the version that was read is no longer the latest. */
function savedMeanwhile(consideration: SocialValueConsideration | null, form: FormState): Html | null {
  const read = form.values['version'];
  if (consideration === null || read === undefined || read === String(consideration.version)) return null;
  return html`<h2 class="govuk-heading-m">What is saved now</h2>
    <p class="govuk-body">Saved by ${consideration.consideredBy ?? 'a colleague'}. Yours is below: take over what you want to keep. Saving again replaces it.</p>
    ${keyValue([
      consideration.relevance ? { key: 'Is social value relevant here?', value: `${RELEVANCE_WORDS[consideration.relevance]}. ${consideration.relevanceReason}` } : null,
      ...DUTY_NAMES.map((duty) => ({ key: DUTIES[duty].question, value: consideration[duty] })),
      { key: 'Weight in the award', value: consideration.weightPercent === null ? null : `${consideration.weightPercent.toString()}%` },
      { key: 'Why this weight', value: consideration.weightReason },
    ])}`;
}

export interface WeightsReport {
  readonly services: readonly ServiceWeight[];
  readonly exceptions: readonly WeightException[];
  readonly previous: string | null;
  readonly next: string | null;
}

const APPROVAL_WORDS = { asked: 'Waiting', agreed: 'Agreed', refused: 'Refused', withdrawn: 'Withdrawn' } as const;

/** Average weight by service, and the exercises below the least. */
export function weightsReportPage({ services, exceptions, previous, next }: WeightsReport): Html {
  return html`<h1 class="govuk-heading-l">Weights of social value</h1>
    <p class="govuk-body">How much of the award each service gives to social value, and where it is below the authority’s least. <a class="govuk-link" href="/reports/social-value-considered">Where it was considered, by value</a></p>
    ${services.length === 0 ? emptyState({ title: 'No exercise has a weight for social value yet.' }) : table({
      caption: 'Average weight by service',
      head: [{ text: 'Authority' }, { text: 'Service' }, { text: 'Exercises', format: 'numeric' }, { text: 'Average weight', format: 'numeric' }],
      rows: services.map((one) => [{ text: one.bodyName }, { text: one.service ?? 'No service named' }, { text: String(one.exercises), format: 'numeric' }, { text: `${one.averagePercent}%`, format: 'numeric' }]),
    })}
    <h2 class="govuk-heading-m" id="exceptions">Exceptions</h2>
    ${exceptions.length === 0 ? emptyState({ title: 'No exercise is below the least, or at zero.' }) : exceptionTable(exceptions)}
    ${pageLinks({ previous, next, of: 'exceptions' })}`;
}

const exceptionTable = (exceptions: readonly WeightException[]): Html => scrollingTable({
  caption: 'Below the authority’s least weight, or zero',
  head: [{ text: 'Exercise' }, { text: 'Weight', format: 'numeric' }, { text: 'Least that day', format: 'numeric' }, { text: 'Why' }, { text: 'Agreed?' }],
  rows: exceptions.map((one) => [
    { html: html`<a class="govuk-link" href="/exercises/${one.exerciseId}/social-value">${one.reference} ${one.title}</a>` },
    { text: `${one.weightPercent}%`, format: 'numeric' }, { text: one.minimumPercent === null ? 'Not set' : `${one.minimumPercent}%`, format: 'numeric' },
    { text: one.reason ?? '' }, { text: `${one.approval ? APPROVAL_WORDS[one.approval] : 'No approval needed'}${one.decidedBy ? `: ${one.decidedBy}` : ''}` },
  ]),
});

/** The share of exercises that considered social value, by band of value (SV-02). */
export function consideredReportPage(bands: readonly ConsideredBand[]): Html {
  return html`<h1 class="govuk-heading-l">Where social value was considered</h1>
    <p class="govuk-body">Above the threshold of the Public Services (Social Value) Act 2012 the three duties are answered. Below it a short answer with its reason is asked for, whatever the value.</p>
    ${bands.length === 0 ? emptyState({ title: 'No exercise has been valued yet.' }) : scrollingTable({
      caption: 'Exercises by value', firstCellIsHeader: true,
      head: [{ text: 'Band of value' }, { text: 'Worth, without VAT' }, ...['Exercises', 'Three duties', 'Relevant', 'Not relevant', 'Share that considered it'].map((text) => ({ text, format: 'numeric' as const }))],
      rows: bands.map((band) => [
        { text: `${PURCHASING_ROUTE_TITLES[band.band]}, ${band.bodyName}` }, { text: band.fromPence === band.toPence ? formatPounds(band.fromPence) : `${formatPounds(band.fromPence)} to ${formatPounds(band.toPence)}` },
        ...[band.exercises, band.threeDuties, band.relevant, band.notRelevant].map((count) => ({ text: String(count), format: 'numeric' as const })), { text: `${shareConsidered(band)}%`, format: 'numeric' as const },
      ]),
    })}
    <p class="govuk-body"><a class="govuk-link" href="/reports/social-value-weights">Weights of social value</a></p>`;
}

/** Whole percent, rounded half up. */
const shareConsidered = ({ exercises, threeDuties, relevant, notRelevant }: ConsideredBand): number => Math.floor(((threeDuties + relevant + notRelevant) * 200 + exercises) / (2 * exercises));
