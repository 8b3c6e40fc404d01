import { londonDate } from '#kernel/calendar-date';
import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, textArea, type FormState } from '#platform/pages/form';
import { emptyState, formatDate, formatDateRange, keyValue, pageLinks, scrollingTable, statusTag } from '#platform/pages/presentation';
import { againstTarget, amountWords, MEASURE_KINDS, resultFields, saidFrequency, targetWords, type Measure, type Observation } from '#parts/measures';
import type { ShownResult } from './public-results.ts';

export interface MeasurePageModel {
  readonly agreement: { readonly id: string; readonly title: string };
  readonly measure: Measure;
  readonly results: readonly ShownResult[];
  /** Whether unconfirmed ones are shown too, and each with what may be done with it. */
  readonly isParty: boolean;
  readonly may: { readonly enter: boolean; readonly correct: boolean; readonly confirm: boolean };
  readonly personId: string | null;
  readonly next: string | null;
}

/** What was found, as people read it: "85% of breaks", or the words. */
export const foundWords = ({ value, words }: Pick<Observation, 'value' | 'words'>, unit: string | null): string => (value === null ? (words ?? '') : amountWords(value.round(2), unit));

/** One measure of a contract, with what was found of it. */
export function measurePage({ agreement, measure, results, isParty, may, personId, next }: MeasurePageModel): Html {
  const said = saidFrequency(measure);
  return html`<span class="govuk-caption-l">${agreement.title}</span><h1 class="govuk-heading-l">${measure.name}</h1>
${keyValue([
    { key: 'What it measures', value: `${MEASURE_KINDS[measure.kind].title}: ${MEASURE_KINDS[measure.kind].means}` },
    { key: 'Target', value: targetWords(measure) },
    measure.baseline !== null && { key: 'Where it stood before', value: amountWords(measure.baseline, measure.unit) },
    { key: 'How it is measured', value: measure.method },
    { key: 'Who collects it', value: measure.collectedBy },
    said !== null && { key: 'How often', value: `It says ${said.words}` },
  ])}
${may.enter && html`<p class="govuk-body"><a class="govuk-link" href="/agreements/${agreement.id}/measures/${measure.id}/enter">Enter a result</a></p>`}
<h2 class="govuk-heading-m">Results</h2>
<p class="govuk-body">${isParty ? 'A result counts, and is public, once another person of the authority has confirmed it. A correction keeps what was said before.' : 'Results that the authority has confirmed.'}</p>
${results.length === 0 ? emptyState({ title: 'No result yet.' }) : scrollingTable({
    caption: 'Results, the newest period first', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
    head: [{ text: 'Period' }, { text: 'Result' }, { text: 'Against the target' }, { text: 'What shows it' }, isParty && { text: 'State' }].filter((cell) => cell !== false),
    rows: results.map((one) => [
      { text: formatDateRange(one.from, one.to) },
      { text: `${foundWords(one, measure.unit)}${one.numerator && one.denominator && isParty ? ` (${one.numerator} of ${one.denominator})` : ''}` },
      { text: one.isHidden ? 'Not shown' : (againstTarget(measure, one) ?? 'No target set') },
      { text: [one.evidence, one.observedOn && `Checked on ${formatDate(one.observedOn)}`].filter(Boolean).join('. ').replace('.. ', '. ') },
      isParty && { html: html`${stateOf(one)}${actionsOn(agreement.id, one, may, personId)}` },
    ].filter((cell) => cell !== false)),
  })}${pageLinks({ next, of: 'results' })}`;
}

const stateOf = (one: Observation): Html => html`${
  !one.isCurrent ? statusTag(one.confirmedAt ? 'Confirmed, corrected since' : 'Corrected since', 'grey') : one.confirmedAt ? statusTag('Confirmed', 'green') : one.queriedAt ? statusTag('Queried', 'orange') : statusTag('To be confirmed', 'yellow')} ${
  one.version > 1 && `Version ${one.version}. `}Entered by the ${one.enteredAs} on ${formatDate(londonDate(one.claimedAt))}.${one.queryReason && ` Asked: ${one.queryReason}`}`;

function actionsOn(agreementId: string, one: Observation, may: MeasurePageModel['may'], personId: string | null): Html | null {
  if (!one.isCurrent) return null;
  const at = (path: string) => `/agreements/${agreementId}/results/${one.id}/${path}`;
  const waits = one.confirmedAt === null && one.queriedAt === null;
  const of = html`<span class="govuk-visually-hidden"> the result to ${formatDate(one.to)}</span>`;
  return html` ${waits && may.confirm && one.claimedBy !== personId && html`<a class="govuk-link" href="${at('confirm')}">Confirm${of}</a> <a class="govuk-link" href="${at('query')}">Query${of}</a> `}${
    may.correct && html`<a class="govuk-link" href="${at('correct')}">Correct${of}</a>`}`;
}

/** A result is entered, or put right. */
export const resultPage = (title: string, measure: Measure, earlier: Observation | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${measure.name}</span><h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${earlier ? 'What was said before is kept. The correction counts once another person of the authority has confirmed it.' : 'It counts once another person of the authority has confirmed it: nobody confirms what they entered themselves.'}</p>
${earlier?.queryReason && html`<p class="govuk-body"><strong>Asked about it:</strong> ${earlier.queryReason}</p>`}
<form method="post" novalidate>${csrf}${resultFields(form, measure, earlier)}${button({ text: earlier ? 'Save the correction' : 'Enter this result', preventDoubleClick: true })}</form>`;

const summary = (measure: Measure, result: Observation): Html => keyValue([
  { key: 'Period', value: formatDateRange(result.from, result.to) }, { key: 'Result', value: foundWords(result, measure.unit) },
  result.numerator !== null && result.denominator !== null && { key: 'Worked out from', value: `${result.numerator} of ${result.denominator}` },
  { key: 'Target', value: targetWords(measure) }, { key: 'Against the target', value: againstTarget(measure, result) ?? 'No target set' },
  { key: 'What shows it', value: result.evidence }, result.observedOn !== null && { key: 'Checked on', value: formatDate(result.observedOn) },
]);

export const confirmResultPage = (agreementId: string, measure: Measure, result: Observation, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${measure.name}</span><h1 class="govuk-heading-l">Confirm this result?</h1>${summary(measure, result)}
<p class="govuk-body">It will be public, with what shows it. If something is not right, <a class="govuk-link" href="/agreements/${agreementId}/results/${result.id}/query">query it</a> instead.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Confirm this result', preventDoubleClick: true })}</form>`;

export const queryResultPage = (measure: Measure, result: Observation, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${measure.name}</span><h1 class="govuk-heading-l">Query this result</h1>${summary(measure, result)}
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'What has to be put right?', hint: 'Whoever entered it reads this', rows: 4 })}${button({ text: 'Send the query', preventDoubleClick: true })}</form>`;
