import { html, type Html } from '#platform/pages/html';
import { checkboxField, errorSummaryFor, hiddenField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { button, warningText } from '#platform/pages/components/index';
import { plainList } from '#platform/pages/presentation';
import { CATEGORIES, MECHANISMS, STAGES, type Exercise, type Gate } from './exercise.ts';
import type { MissingItem } from './gates.ts';
import { BASES, BASIS_NAMES, type LegalBasis } from './legal-basis.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

const entries = (table: Readonly<Record<string, string>>) => Object.entries(table).map(([value, text]) => ({ value, text }));

function descriptionFields(form: FormState, exercise: Pick<Exercise, 'title' | 'purpose' | 'mechanism' | 'category' | 'lightTouch' | 'unitId'> | null, units: readonly Named[]): Html {
  return html`${textField(form, { name: 'title', label: 'What is it called?', hint: 'Such as “Family mediation”', value: exercise?.title })}
${textArea(form, { name: 'purpose', label: 'Why is it commissioned?', hint: 'In one plain sentence, which providers and members can read', rows: 2, value: exercise?.purpose ?? '' })}
${radioField(form, { name: 'mechanism', label: 'How will it be provided?', hint: 'The cycle is the same for all three', value: exercise?.mechanism ?? 'contract', items: entries(MECHANISMS) })}
${radioField(form, { name: 'category', label: 'What is it?', inline: true, value: exercise?.category ?? 'services', items: entries(CATEGORIES) })}
${checkboxField(form, { name: 'lightTouch', label: 'Light touch', values: exercise?.lightTouch ? ['yes'] : [], items: [{ value: 'yes', text: 'It is a light-touch service', hint: 'Social, health, education and some other services for people, as the law lists them' }] })}
${units.length > 0 && selectField(form, { name: 'unitId', label: 'Which service or directorate is it for? (optional)', emptyText: 'None chosen', value: exercise?.unitId ?? '', items: units.map(({ id, name }) => ({ value: id, text: name })) })}`;
}

export interface CreatePage {
  readonly bodies: readonly Named[];
  readonly reviewed: { readonly id: string; readonly title: string } | null;
  readonly csrf: Html;
}

export function createPage({ bodies, reviewed, csrf }: CreatePage, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Start a commissioning exercise</h1>
<p class="govuk-body">It runs through Analyse, Plan, Do and Review. You own it until you hand it over.</p>
${reviewed && html`<p class="govuk-body">It follows from the review of ${reviewed.title}, whose results it will show.</p>`}
<form method="post" novalidate>${csrf}${hiddenField('reviewedAgreementId', reviewed?.id ?? '')}
${bodies.length === 1 ? hiddenField('bodyId', bodies[0]!.id) : selectField(form, { name: 'bodyId', label: 'Who commissions it?', items: bodies.map(({ id, name }) => ({ value: id, text: name })) })}
${descriptionFields(form, null, [])}
${button({ text: 'Start', preventDoubleClick: true })}</form>`;
}

export function editPage(exercise: Exercise, split: LegalBasis, units: readonly Named[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${exercise.reference}</span><h1 class="govuk-heading-l">Purpose and legal basis</h1>
<form method="post" novalidate>${csrf}${hiddenField('revision', exercise.revision)}
${descriptionFields(form, exercise, units)}
<h2 class="govuk-heading-m">On what basis is the money spent?</h2>
<p class="govuk-body">The share of the spending that the law requires, that the authority chooses, and that is best practice. They total 100. Leave all blank while you do not know: it is then reported as not classified.</p>
${BASIS_NAMES.map((basis) => textField(form, { name: basis, label: BASES[basis], suffix: '%', width: 5, inputmode: 'decimal', value: split.get(basis)?.toString() ?? '' }))}
${button({ text: 'Save' })}</form>`;
}

export function handOverPage(exercise: Exercise, people: readonly Named[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Hand over ${exercise.title}</h1>
<p class="govuk-body">${exercise.ownerName} answers for it now. Whoever takes it over can do all that an owner can, from this moment.</p>
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'ownerId', label: 'Who takes it over?', emptyText: 'Choose a person', items: people.filter(({ id }) => id !== exercise.ownerId).map(({ id, name }) => ({ value: id, text: name })) })}
${textArea(form, { name: 'reason', label: 'Why?', rows: 2 })}
${button({ text: 'Hand over' })}</form>`;
}

/** The last look before a gate: what is missing is named here before the button is pressed, and after. */
export function gatePage(gate: Gate, exercise: Exercise, missing: readonly MissingItem[], csrf: Html, form: FormState): Html {
  const { title } = STAGES[gate];
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${exercise.title}, ${exercise.reference}</span>
<h1 class="govuk-heading-l">Complete ${title} stage</h1>
${missing.length === 0
    ? html`<p class="govuk-body">Nothing is missing. That you completed the stage, and when, is kept in its history.</p>`
    : html`${warningText({ text: 'These are missing, so the stage cannot be completed yet.' })}${plainList(missing.map(({ sentence, address }) => html`<a class="govuk-link" href="${address}">${sentence}</a>`))}`}
<form method="post" novalidate>${csrf}${button({ text: `Complete ${title} stage`, preventDoubleClick: true })}</form>`;
}

export function closePage(exercise: Exercise, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Stop ${exercise.title} early</h1>
<p class="govuk-body">The record stays, with your reason, and nothing more can be done in it. Anyone who could see it still can.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why is it stopped?', rows: 3 })}${button({ text: 'Stop this exercise', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;
}
