import { html, type Html } from '#platform/pages/html';
import { checkboxField, dateField, errorSummaryFor, hiddenField, moneyField, textArea, textField, type FormState } from '#platform/pages/form';
import { button, details } from '#platform/pages/components/index';
import { formatDate, formatPounds, keyValue, plainList, ruleNote, scrollingTable } from '#platform/pages/presentation';
import { outcomeLinks, outcomesField, type Outcome } from '#outcomes';
import type { ExerciseFacts } from './exercise-facts.store.ts';
import { missingNeedParts, NEED_RULE, type Evidence, type Need } from './need.ts';

/**
 * The needs record in short, to stand at the top of the specification, the evaluation and each review, so that nobody forgets what it is all for.
 * @param need null while nothing was entered
 * @param withBudget whether this reader sees what there is to spend: staff do, the market does not
 */
export function needSummary(need: Need | null, options: { readonly withBudget: boolean; readonly headingLevel?: 2 | 3 }): Html {
  const heading = options.headingLevel === 3 ? html`<h3 class="govuk-heading-s">What is needed</h3>` : html`<h2 class="govuk-heading-m">What is needed</h2>`;
  if (!need) return html`<section class="wantsum-need">${heading}<p class="govuk-body">The needs record is empty: nobody has said yet whose need this is.</p></section>`;
  return html`<section class="wantsum-need">${heading}${needFacts(need, options.withBudget)}</section>`;
}

function needFacts(need: Need, withBudget: boolean): Html {
  return keyValue([
    { key: 'User group', value: need.userGroup },
    { key: 'Area', value: need.areas.map(({ name }) => name).join(', ') },
    { key: 'Size of need', value: need.sizeOfNeed },
    { key: 'Level of need', value: need.levelOfNeed },
    { key: 'Evidence', value: need.evidence.length > 0 ? plainList(need.evidence.map(evidenceWords)) : null },
    { key: 'Required outcomes', value: need.outcomes.length > 0 ? outcomeLinks(need.outcomes as never) : null },
    withBudget && { key: 'Budget', value: budgetWords(need) },
  ]);
}

/** "£120,000 over 3 years" */
export const budgetWords = ({ budgetPence, budgetYears }: Pick<Need, 'budgetPence' | 'budgetYears'>): string | null =>
  budgetPence === null ? null : `${formatPounds(budgetPence)}${budgetYears === null ? '' : ` over ${budgetYears} ${budgetYears === 1 ? 'year' : 'years'}`}`;

function evidenceWords({ title, source, datedOn, address }: Evidence): Html {
  const name = address ? html`<a class="govuk-link" href="${address}" rel="noreferrer">${title}</a>` : title;
  return html`${name} (${source}${datedOn && `, ${formatDate(datedOn)}`})`;
}

interface NeedPage {
  readonly need: Need;
  readonly exercise: ExerciseFacts;
  readonly withBudget: boolean;
  readonly thread: Html | null;
}

/** The record by itself. */
export function needPage({ need, exercise, withBudget, thread }: NeedPage): Html {
  return html`<span class="govuk-caption-l">${exercise.bodyName}, ${exercise.reference}</span>
<h1 class="govuk-heading-l">What is needed: ${exercise.title}</h1>
<p class="govuk-body-l">Whose need <a class="govuk-link" href="/exercises/${exercise.id}">${exercise.title}</a> is to meet, and how we know of it.</p>
${needFacts(need, withBudget)}
${thread}`;
}

interface NeedFormPage {
  readonly exercise: ExerciseFacts;
  readonly need: Need | null;
  readonly published: readonly Outcome[];
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  /** Why it cannot change now, or null. */
  readonly whyNot: string | null;
  readonly csrf: Html;
}

/** The form of the record, with its evidence and what is still missing. */
export function needFormPage(page: NeedFormPage, form: FormState): Html {
  const { exercise, need } = page;
  const missing = missingNeedParts(need);
  return html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${exercise.title}, ${exercise.reference}</span>
<h1 class="govuk-heading-l">What is needed</h1>
<p class="govuk-body">Say whose need this is, how great it is and how you know. The record goes with the exercise: it stands beside the specification, the evaluation and the reviews.</p>
${ruleNote(NEED_RULE)}
${missing.length > 0
    ? html`<p class="govuk-body">Still missing: ${missing.map(({ part }) => part).join(', ')}. You can save and come back.</p>`
    : html`<p class="govuk-body">Nothing is missing.</p>`}
${page.whyNot === null ? needFields(page, form) : html`<p class="govuk-body">${page.whyNot}</p>${need && needFacts(need, true)}`}
${evidencePart(exercise.id, need, page.whyNot === null)}`;
}

function needFields({ need, published, areas, csrf }: NeedFormPage, form: FormState): Html {
  const version = need?.version ?? 0;
  // Somebody saved meanwhile: theirs is shown, and saving again is then a choice and not an accident.
  const overtaken = form.values['version'] !== undefined && form.values['version'] !== String(version);
  const listed = areas.map(({ code }) => code);
  const others = need?.areas.filter(({ code }) => !listed.includes(code)) ?? [];
  return html`${overtaken && need && details({ summaryText: 'What your colleague saved', html: needFacts(need, true), open: true })}
<form method="post" novalidate>${csrf}${hiddenField('version', version)}
${textArea(form, { name: 'userGroup', label: 'Whose need is it?', hint: 'The user group, such as “separated parents who cannot agree about their children”', rows: 2, value: need?.userGroup ?? '' })}
${areas.length > 0 && checkboxField(form, { name: 'areaCodes', label: 'Where?', labelSize: 's', small: true, items: areas.map(({ code, name }) => ({ value: code, text: name })), values: need?.areas.map(({ code }) => code) ?? [] })}
${textField(form, { name: 'otherAreas', label: areas.length > 0 ? 'Other areas (optional)' : 'Where?', hint: 'Names of counties, districts or unitary authorities, or ONS codes, with commas between', value: others.map(({ name }) => name).join(', ') })}
${textArea(form, { name: 'sizeOfNeed', label: 'How many people?', hint: 'The size of the need', rows: 2, value: need?.sizeOfNeed ?? '' })}
${textArea(form, { name: 'levelOfNeed', label: 'How great is the need?', hint: 'Its level: how it shows, what happens if nothing is done', rows: 5, value: need?.levelOfNeed ?? '' })}
${outcomesField(form, published, need?.outcomes.map(({ id }) => id) ?? [], 'Which outcomes are required?')}
${moneyField(form, { name: 'budget', label: 'What is there to spend in all?', ...(need?.budgetPence !== null && need?.budgetPence !== undefined ? { pence: need.budgetPence } : {}) })}
${textField(form, { name: 'budgetYears', label: 'Over how many years?', width: 2, inputmode: 'numeric', value: need?.budgetYears?.toString() })}
${button({ text: 'Save needs record' })}</form>`;
}

function evidencePart(exerciseId: string, need: Need | null, editable: boolean): Html {
  const evidence = need?.evidence ?? [];
  return html`<h2 class="govuk-heading-m" id="evidence">Evidence</h2>
${evidence.length === 0
    ? html`<p class="govuk-body">No evidence yet. At least one source is needed.</p>`
    : scrollingTable({
      caption: 'How we know', captionClasses: 'govuk-visually-hidden', head: [{ text: 'What it shows' }, { text: 'Source' }, { text: 'Date' }, ...(editable ? [{ text: 'Actions' }] : [])],
      rows: evidence.map(({ id, title, source, datedOn, address }) => [
        address ? { html: html`<a class="govuk-link" href="${address}" rel="noreferrer">${title}</a>` } : { text: title }, { text: source }, { text: datedOn ? formatDate(datedOn) : 'Not dated' },
        ...(editable ? [{ html: html`<a class="govuk-link" href="/exercises/${exerciseId}/need/evidence/${id}/remove">Remove<span class="govuk-visually-hidden"> ${title}</span></a>` }] : []),
      ]),
    })}
${editable && html`<p class="govuk-body"><a class="govuk-link" href="/exercises/${exerciseId}/need/evidence/add">Add evidence</a></p>`}`;
}

export function evidenceFormPage(csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Add evidence</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'title', label: 'What does it show?', hint: 'Such as “1,140 families wait more than 12 weeks”' })}
${textField(form, { name: 'source', label: 'Where does it come from?', hint: 'Such as “Joint Strategic Needs Assessment” or “survey of 212 parents”' })}
${dateField(form, { name: 'datedOn', label: 'When is it from? (optional)' })}
${textField(form, { name: 'address', label: 'Web address (optional)', type: 'url' })}
${button({ text: 'Add evidence' })}</form>`;
}

export function removeEvidencePage(evidence: Evidence, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Remove “${evidence.title}”?</h1>
<p class="govuk-body">From ${evidence.source}. The audit trail keeps it.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Remove evidence', classes: 'govuk-button--warning' })}</form>`;
}
