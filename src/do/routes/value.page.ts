import { formatPounds } from '#kernel/money';
import { button, details, table, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, plainList, ruleNote, statusTag } from '#platform/pages/presentation';
import type { ApprovalStanding } from '#parts/approvals';
import { PURCHASING_ROUTE_TITLES, waysFor, type PurchasingRouteName } from './route-definitions.ts';
import { otherRoutes } from './route-for.ts';
import { RESERVED_TO, type RegulatoryRoute } from './route-gates.ts';
import { LOT_ROWS } from './value-exercise.command.ts';
import type { ExerciseFacts } from '#needs';
import type { ExerciseRoute, Valuation } from './valuation.store.ts';

export interface ValuePage {
  readonly exercise: ExerciseFacts;
  readonly current: ExerciseRoute | null;
  readonly history: readonly Valuation[];
  readonly mayValue: boolean;
  /** Which rules the value and the kind of service fall under; null without a value. */
  readonly regulatory: RegulatoryRoute | null;
}

/** How the standing of an exemption reads. */
export const EXEMPTION_WORDS: Readonly<Record<ApprovalStanding, string>> = {
  'not-asked': 'Not asked for', waiting: 'Waiting to be agreed', agreed: 'Agreed', refused: 'Refused', lapsed: 'Lapsed: the value changed since',
};

/** What an exercise is worth over its whole life, the route that leads to, and the rules that say so. */
export function valuePage({ exercise, current, history, mayValue, regulatory }: ValuePage): Html {
  const address = `/exercises/${exercise.id}/value`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>Value and route</h1>
    ${current === null
      ? html`<p class="govuk-body">Every year, extension and lot counts towards the value. How the service may be bought follows from it.</p>
        ${emptyState({ title: 'No whole-life value has been recorded yet.' })}`
      : html`${worked(current)}${regulatory && rulesThatApply(regulatory)}`}
    ${mayValue
      ? html`<div class="govuk-button-group">${button({ text: current ? 'Change the value' : 'Record the value', href: `${address}/edit` })}
        ${current && otherRoutes(current.valuation.route).length > 0 ? html`<a class="govuk-link" href="${address}/exemption">Take another route</a>` : null}</div>`
      : html`<p class="govuk-body">Its owner, a commissioner, a procurement officer or a finance officer records the value.</p>`}
    ${history.length > 1 ? details({ summaryText: 'Earlier values', html: earlier(history.slice(1)) }) : null}`;
}

function worked({ valuation, route, exemption }: ExerciseRoute): Html {
  const { override } = valuation;
  const sum = `${formatPounds(valuation.annualNetPence)} × ${yearsOf(valuation)}${valuation.oneOffNetPence > 0n ? ` + ${formatPounds(valuation.oneOffNetPence)} once` : ''}`;
  return html`<p class="govuk-body-l">This is worth ${formatPounds(valuation.net)} over its whole life, excluding VAT, so the route is: ${PURCHASING_ROUTE_TITLES[route].toLowerCase()}.</p>
    ${keyValue([
      { key: 'Whole-life value', value: `${formatPounds(valuation.net)} excluding VAT, ${formatPounds(valuation.gross)} including VAT at ${plain(valuation.vatPercent)}%` },
      { key: 'How it is worked out', value: sum },
      { key: 'Route by the rules', value: PURCHASING_ROUTE_TITLES[valuation.route] },
      override && { key: 'Other route asked for', value: html`${PURCHASING_ROUTE_TITLES[override.route]} ${exemption ? statusTag(EXEMPTION_WORDS[exemption], exemption === 'agreed' ? 'green' : 'yellow') : null}<br>${override.reason}` },
      valuation.quotesNeeded > 0 && { key: 'Written quotations needed', value: String(valuation.quotesNeeded) },
      { key: 'Procurement plan', value: valuation.planRequired ? 'Needed before anything is advertised' : 'Not needed by the authority’s rule' },
      { key: 'Decided', value: `${formatDate(valuation.decidedOn)}${valuation.decidedBy ? ` by ${valuation.decidedBy}` : ''}` },
      { key: 'Ways that will do', value: waysFor(route).map(({ title }) => title).join(', ') },
    ])}
    ${valuation.lots.length > 0 ? lots(valuation) : null}
    <h2 class="govuk-heading-m">Why</h2>
    ${ruleNote(valuation.rule)}${ruleNote(valuation.planRule)}${valuation.rule.sentence === valuation.lawRule.sentence ? null : ruleNote(valuation.lawRule)}
    <p class="govuk-body-s">Law pack ${valuation.lawPack} ${valuation.lawVersion}. ${valuation.aboveThreshold ? 'The value reaches the threshold of the law.' : 'The value is below the threshold of the law.'}</p>`;
}

/** Which rules apply, by the threshold of that day, what they make compulsory and for whom it may be reserved (PL-23). */
function rulesThatApply({ sentence, threshold, compulsory, reservations }: RegulatoryRoute): Html {
  return html`<h2 class="govuk-heading-m">Which rules apply</h2>
    <p class="govuk-body">${sentence}</p>${threshold && ruleNote(threshold)}
    ${compulsory.length > 0 && html`<p class="govuk-body">It must:</p>${plainList(compulsory)}`}
    ${reservations.size === 0
      ? html`<p class="govuk-body">It may not be reserved.</p>`
      : html`<p class="govuk-body">It may be reserved to ${listed([...reservations.keys()].map((kind) => RESERVED_TO[kind]))}. The authority chooses.</p>${[...new Map([...reservations.values()].map((rule) => [rule.sentence, rule])).values()].map(ruleNote)}`}`;
}

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`);

const plain = (number: string): string => (number.includes('.') ? number.replace(/\.?0+$/, '') : number);

function yearsOf({ years, extensionYears }: Valuation): string {
  const extension = plain(extensionYears);
  const certain = `${plain(years)} ${plain(years) === '1' ? 'year' : 'years'}`;
  return extension === '0' ? certain : `(${certain} + ${extension} of extension)`;
}

const lots = (valuation: Valuation): Html => table({
  caption: 'What the lots add',
  head: [{ text: 'Lot' }, { text: 'A year', format: 'numeric' }, { text: 'Once', format: 'numeric' }],
  rows: valuation.lots.map((lot) => [{ text: lot.title }, { text: formatPounds(lot.annualNetPence), format: 'numeric' }, { text: formatPounds(lot.oneOffNetPence), format: 'numeric' }]),
});

const earlier = (history: readonly Valuation[]): Html => table({
  caption: 'Earlier values', captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Decided' }, { text: 'Excluding VAT', format: 'numeric' }, { text: 'Route' }, { text: 'Rule of the day' }],
  rows: history.map((one) => [{ text: formatDate(one.decidedOn) }, { text: formatPounds(one.net), format: 'numeric' }, { text: PURCHASING_ROUTE_TITLES[one.route] }, { text: one.rule.sentence }]),
});

/** The form for the value; lots are optional rows beneath. */
export function editValuePage(exercise: ExerciseFacts, current: Valuation | null, csrf: Html, form: FormState): Html {
  const lotTotals = (current?.lots ?? []).reduce((total, lot) => ({ annual: total.annual + lot.annualNetPence, once: total.once + lot.oneOffNetPence }), { annual: 0n, once: 0n });
  const stored = current && { annual: current.annualNetPence - lotTotals.annual, once: current.oneOffNetPence - lotTotals.once };
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>Whole-life value</h1>
    <p class="govuk-body">Count every year, every extension that the contract would allow, and every lot. All amounts exclude VAT.</p>
    <form method="post" novalidate>${csrf}
      ${moneyField(form, { name: 'annual', label: 'Cost a year', hint: 'Besides what the lots below add', suffix: 'a year', ...(stored ? { pence: stored.annual } : {}) })}
      ${textField(form, { name: 'years', label: 'Years that are certain', hint: 'Such as 2, or 2.5', width: 4, inputmode: 'decimal', ...(current ? { value: plain(current.years) } : {}) })}
      ${textField(form, { name: 'extensionYears', label: 'Years of every possible extension', hint: '0 when there is none', width: 4, inputmode: 'decimal', ...(current ? { value: plain(current.extensionYears) } : { value: '0' }) })}
      ${moneyField(form, { name: 'oneOff', label: 'Paid once (optional)', hint: 'Such as setting up', ...(stored && stored.once > 0n ? { pence: stored.once } : {}) })}
      ${textField(form, { name: 'vat', label: 'Rate of VAT', suffix: '%', width: 4, inputmode: 'decimal', value: current ? plain(current.vatPercent) : '20' })}
      ${details({ summaryText: 'Lots (optional)', open: (current?.lots.length ?? 0) > 0 || form.errors.some(({ field }) => field.startsWith('lots')), html: lotFields(form, current) })}
      ${button({ text: 'Save the value', preventDoubleClick: true })}
    </form>`;
}

function lotFields(form: FormState, current: Valuation | null): Html {
  return html`<p class="govuk-body">What each lot adds to the amounts above. Leave the rows you do not need empty.</p>${Array.from({ length: LOT_ROWS }, (_, index) => {
    const lot = current?.lots[index];
    return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Lot ${index + 1}</legend>
      ${textField(form, { name: `lots-${index}-title`, label: 'What it is for', ...(lot ? { value: lot.title } : {}) })}
      ${moneyField(form, { name: `lots-${index}-annual`, label: 'A year', ...(lot ? { pence: lot.annualNetPence } : {}) })}
      ${moneyField(form, { name: `lots-${index}-oneOff`, label: 'Once', ...(lot ? { pence: lot.oneOffNetPence } : {}) })}</fieldset>`;
  })}`;
}

export interface OverridePage {
  readonly caption: string;
  readonly route: PurchasingRouteName;
  readonly rule: { readonly sentence: string; readonly source: string };
  readonly asked: { readonly route: PurchasingRouteName; readonly reason: string } | null;
  readonly approver: string | null;
  readonly csrf: Html;
}

/** Asks for another route than the rule gives, on an exercise or a purchase. */
export function overridePage({ caption, route, rule, asked, approver, csrf }: OverridePage, form: FormState): Html {
  const routes = otherRoutes(route);
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l"><span class="govuk-caption-l">${caption}</span>Take another route</h1>
    <p class="govuk-body">The rule gives: ${PURCHASING_ROUTE_TITLES[route].toLowerCase()}. Another route needs a reason, which is kept, reported and read by auditors.</p>
    ${ruleNote(rule)}
    ${routes.length === 0
      ? html`<p class="govuk-body">The law requires this route, so the authority’s own exemption cannot lift it.</p>`
      : html`${warningText({ text: approver ? `A less strict route counts only when agreed: ${approver}.` : 'The authority has not set who agrees to an exemption, so none can be asked for yet. An administrator sets it under local policy.' })}
        <form method="post" novalidate>${csrf}
          ${radioField(form, { name: 'route', label: 'Which route instead?', items: routes.map((one) => ({ value: one, text: PURCHASING_ROUTE_TITLES[one] })), ...(asked ? { value: asked.route } : {}) })}
          ${textArea(form, { name: 'reason', label: 'Why?', rows: 5, ...(asked ? { value: asked.reason } : {}) })}
          ${button({ text: 'Ask for this route', preventDoubleClick: true })}
        </form>`}`;
}
