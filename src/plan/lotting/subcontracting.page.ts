import { button } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import type { ExerciseFacts } from '#needs';
import { protectionTerms, STANCES, type Subcontracting } from './subcontracting.ts';

const heading = (exercise: ExerciseFacts, title: string): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>${title}</h1>`;

/** The stance with its protections as the contract will say them. */
export const subcontractingPage = (exercise: ExerciseFacts, given: Subcontracting | null, mayDecide: boolean): Html => html`${heading(exercise, 'Sub-contracting')}
<p class="govuk-body-l">${given ? STANCES[given.stance][1] : 'Whether work may be passed on has not been decided.'}</p>
${given && html`<h2 class="govuk-heading-m">Terms of the contract</h2><p class="govuk-body">Each becomes a term when the contract is made, and a row of its monitoring plan. Bidders read them with the tender.</p>${plainList(protectionTerms(given).map(({ words }) => words))}`}
${given?.reasons ? html`<h2 class="govuk-heading-m">Why</h2><p class="govuk-body wantsum-prose">${given.reasons}</p>` : nothing}
${mayDecide ? button({ text: given ? 'Change' : 'Decide', href: `/exercises/${exercise.id}/sub-contracting/edit` }) : html`<p class="govuk-body">Its owner, a commissioner or a procurement officer decides this.</p>`}`;

export const editSubcontractingPage = (exercise: ExerciseFacts, given: Subcontracting | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(exercise, 'May the work be passed on?')}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'stance', label: 'Sub-contracting is', labelSize: 'm', ...(given ? { value: given.stance } : {}), items: Object.entries(STANCES).map(([value, [text]]) => ({ value, text })) })}
<h2 class="govuk-heading-m">What protects those to whom it is passed</h2>
${textField(form, { name: 'paymentDays', label: 'Sub-contractors are paid within (optional)', suffix: 'days', width: 3, inputmode: 'numeric', value: given?.paymentDays?.toString() ?? '' })}
${textField(form, { name: 'workSharePercent', label: 'Least share of the work that is passed on (optional)', suffix: '%', width: 5, inputmode: 'decimal', value: given?.workSharePercent?.toString() ?? '' })}
${checkboxField(form, {
  name: 'protections', label: 'The contractor must', values: [given?.disclosesFee && 'fee', given?.requiresPosting && 'posting'].filter((one) => typeof one === 'string'),
  items: [{ value: 'fee', text: 'Disclose the fee that it keeps of work passed on' }, { value: 'posting', text: 'Advertise the work that it passes on', hint: 'In each quarter. Its contract manager sees a quarter without, and the contractor is reminded.' }],
})}
${textArea(form, { name: 'otherDisclosure', label: 'What else must it disclose? (optional)', rows: 3, value: given?.otherDisclosure ?? '' })}
${textArea(form, { name: 'reasons', label: 'Why (optional)', rows: 3, value: given?.reasons ?? '' })}
${button({ text: 'Save' })}</form>`;

/** For the tender: what a bidder and its sub-contractors can rely on. */
export const subcontractingInWords = (given: Subcontracting | null): Html =>
  given === null ? nothing : html`<h2 class="govuk-heading-m" id="sub-contracting">Sub-contracting</h2>${plainList(protectionTerms(given).map(({ words }) => words))}`;
