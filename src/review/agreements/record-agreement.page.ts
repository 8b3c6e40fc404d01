import { button, details } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, hiddenField, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { plainList, ruleNote } from '#platform/pages/presentation';
import { outcomesField, type Outcome } from '#outcomes';
import { AGREEMENT_KINDS, ANSWERABLE_RULE } from './agreement.ts';
import { RECORDED_KINDS } from './record-agreement.command.ts';

interface Choice {
  readonly id: string;
  readonly name: string;
}

export interface RecordPage {
  readonly body: Choice;
  readonly managers: readonly Choice[];
  readonly directors: readonly Choice[];
  readonly outcomes: readonly Outcome[];
  readonly frequencies: readonly { readonly value: string; readonly text: string }[];
  readonly csrf: Html;
}

/** One page for a contract, grant or service that was agreed elsewhere. Only what it is and whom it is with must be known. */
export const recordPage = ({ body, managers, directors, outcomes, frequencies, csrf }: RecordPage, form: FormState): Html => html`${errorSummaryFor(form)}
  <span class="govuk-caption-l">${body.name}</span><h1 class="govuk-heading-l">Record an agreement</h1>
  <p class="govuk-body">For an agreement that was not awarded on this site. What you do not know yet you may leave out: the record is then marked as incomplete, and listed as work.</p>
  <form method="post" novalidate>${csrf}${hiddenField('bodyId', body.id)}
    <h2 class="govuk-heading-m">What it is</h2>
    ${radioField(form, { name: 'kind', label: 'What kind of agreement is it?', labelSize: 's', items: RECORDED_KINDS.map((value) => ({ value, text: AGREEMENT_KINDS[value] })), value: 'contract' })}
    ${textField(form, { name: 'title', label: 'Title', hint: 'Such as “Care at home, Swale”' })}
    ${textArea(form, { name: 'description', label: 'What it is for (optional)', hint: 'In plain words. Everyone can read it.', rows: 3 })}
    <h2 class="govuk-heading-m">Whom it is with</h2>
    ${textField(form, { name: 'supplierName', label: 'Name of the supplier or grantee', hint: 'An in-house service has none' })}
    ${details({ summaryText: 'Its company or charity number', open: form.errors.some(({ field }) => field.endsWith('Number')) || typed(form, 'companyNumber') || typed(form, 'charityNumber'), html: html`<p class="govuk-body">With a number we find it for certain, if it is here already.</p>
      ${textField(form, { name: 'companyNumber', label: 'Company number (optional)', width: 10, spellcheck: false })}
      ${textField(form, { name: 'charityNumber', label: 'Charity number (optional)', width: 10, spellcheck: false })}` })}
    <h2 class="govuk-heading-m">Value and term</h2>
    ${moneyField(form, { name: 'valueNetPence', label: 'Value over its whole life, without VAT' })}
    ${dateField(form, { name: 'startsOn', label: 'Start date' })}
    ${dateField(form, { name: 'endsOn', label: 'End date, before any extension' })}
    ${textField(form, { name: 'extensionMonths', label: 'Possible extensions, in months', hint: '0 for none', width: 4, inputmode: 'numeric', value: '0' })}
    ${textField(form, { name: 'process', label: 'How it was let (optional)', hint: 'Such as “Invitation to quote”' })}
    <h2 class="govuk-heading-m">Who answers for it, and what it is there for</h2>
    ${ruleNote(ANSWERABLE_RULE)}
    ${selectField(form, { name: 'managerId', label: 'Contract manager', emptyText: 'Not known yet', items: managers.map(asItem) })}
    ${selectField(form, { name: 'directorId', label: 'Lead director', emptyText: 'Not known yet', items: directors.map(asItem) })}
    ${outcomesField(form, outcomes, [], 'Which outcomes does it serve?')}
    ${checkboxField(form, { name: 'frequencies', label: 'How often is it reviewed?', labelSize: 's', hint: 'In proportion to its risk. Its reviews are planned from its dates.', items: frequencies.map(({ value, text }) => ({ value, text })) })}
    ${radioField(form, { name: 'standing', label: 'Is it in force?', labelSize: 's', items: [{ value: 'live', text: 'Yes', hint: 'It goes on the public register at once' }, { value: 'draft', text: 'Not yet', hint: 'It is a draft that only staff see, until somebody makes it live' }] })}
    ${button({ text: 'Record it', preventDoubleClick: true })}</form>`;

/** Somebody who works for more than one authority says first for which. */
export const whichBodyPage = (bodies: readonly Choice[]): Html => html`<h1 class="govuk-heading-l">Record an agreement</h1>
  <p class="govuk-body">Which authority is it of?</p>
  ${plainList(bodies.map(({ id, name }) => html`<a class="govuk-link" href="/agreements/new?body=${id}">${name}</a>`))}`;

const asItem = ({ id, name }: Choice) => ({ value: id, text: name });
const typed = (form: FormState, name: string): boolean => typeof form.values[name] === 'string' && form.values[name] !== '';
