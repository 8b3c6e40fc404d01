import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, fieldId, moneyField, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { outcomesField, type Outcome } from '#outcomes';
import { emptyState, pageLinks, plainList, ruleNote, scrollingTable, formatDate } from '#platform/pages/presentation';
import { ANSWERABLE_RULE, missingInWords, MUST_HAVE, type Missing } from './agreement.ts';
import type { AgreementView, IncompleteAgreement } from './agreement-view.store.ts';

/** Who may be named, and which outcomes may be linked. */
export interface AgreementChoices {
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  readonly directors: readonly { readonly id: string; readonly name: string }[];
  readonly outcomes: readonly Outcome[];
}

interface Asked {
  readonly agreement: AgreementView;
  readonly form: FormState;
  readonly csrf: Html;
}

const opening = (title: string, agreement: AgreementView, form: FormState): Html => html`${errorSummaryFor(form)}
  <span class="govuk-caption-l">${agreement.reference} ${agreement.title}</span><h1 class="govuk-heading-l">${title}</h1>`;

/** Draft to live: says what is still missing before it is asked. */
export const activatePage = ({ agreement, form, csrf }: Asked, missing: readonly Missing[]): Html => html`${opening('Make this agreement live', agreement, form)}
  <p class="govuk-body">Once it is live, anyone can read it on the contracts register.</p>
  ${missing.length > 0 ? html`<p class="govuk-body">It still lacks:</p>
    <ul class="govuk-list govuk-list--bullet">${missing.map((one) => html`<li id="${fieldId(MUST_HAVE[one].field)}"><a class="govuk-link" href="/agreements/${agreement.id}/${one === 'reviews' ? 'reviews/plan' : 'complete'}">${MUST_HAVE[one].words}</a></li>`)}</ul>` : nothing}
  ${ruleNote(ANSWERABLE_RULE)}
  <form method="post" novalidate>${csrf}${button({ text: 'Make it live', preventDoubleClick: true })}</form>`;

/** Everything an agreement lacks, on one page. */
export function completePage({ agreement, form, csrf }: Asked, choices: AgreementChoices): Html {
  return html`${opening('Complete this agreement', agreement, form)}
    ${agreement.incomplete ? html`<p class="govuk-body">It lacks ${missingInWords(agreement.missing)}. Fill in what you know now: you can come back for the rest.</p>` : nothing}
    ${ruleNote(ANSWERABLE_RULE)}
    <form method="post" novalidate>${csrf}
      ${personFields(form, agreement, choices)}
      ${outcomesField(form, choices.outcomes, agreement.outcomes.map((one) => one.id), 'Which outcomes does it serve?')}
      ${dateField(form, { name: 'startsOn', label: 'Start date', ...(agreement.startsOn ? { value: agreement.startsOn } : {}) })}
      ${dateField(form, { name: 'endsOn', label: 'End date', ...(agreement.endsOn ? { value: agreement.endsOn } : {}) })}
      ${moneyField(form, { name: 'valueNetPence', label: 'Value over its whole life, without VAT', ...(agreement.valueNetPence === null ? {} : { pence: agreement.valueNetPence }) })}
      ${button({ text: 'Save', preventDoubleClick: true })}</form>
    ${agreement.reviewsHeld + agreement.reviewsPastDue === 0 && agreement.nextReview === null ? html`<p class="govuk-body">Reviews are planned on <a class="govuk-link" href="/agreements/${agreement.id}/reviews/plan">a page of their own</a>.</p>` : nothing}`;
}

export const assignPage = ({ agreement, form, csrf }: Asked, choices: AgreementChoices): Html => html`${opening('Name who answers for this agreement', agreement, form)}
  ${ruleNote(ANSWERABLE_RULE)}
  <form method="post" novalidate>${csrf}${personFields(form, agreement, choices)}${button({ text: 'Save', preventDoubleClick: true })}</form>`;

const personFields = (form: FormState, agreement: AgreementView, choices: AgreementChoices): Html => html`
  ${selectField(form, { name: 'managerId', label: 'Contract manager', emptyText: 'Choose a person', value: agreement.managerId ?? '', items: choices.managers.map(asItem), ...(agreement.managerName && !agreement.managerId ? { hint: `The imported file names ${agreement.managerName}.` } : {}) })}
  ${selectField(form, { name: 'directorId', label: 'Lead director', emptyText: 'Choose a person', value: agreement.directorId ?? '', items: choices.directors.map(asItem), ...(agreement.directorName && !agreement.directorId ? { hint: `The imported file names ${agreement.directorName}.` } : {}) })}`;

export const extendPage = ({ agreement, form, csrf }: Asked): Html => html`${opening('Extend this agreement', agreement, form)}
  ${agreement.endsOn ? html`<p class="govuk-body">It ends on ${formatDate(agreement.endsOn)}.${agreement.latestEndsOn ? ` Its options allow it to run until ${formatDate(agreement.latestEndsOn)}.` : ' No last day of an option to extend is recorded.'}</p>` : nothing}
  <form method="post" novalidate>${csrf}
    ${dateField(form, { name: 'endsOn', label: 'New end date' })}
    ${textArea(form, { name: 'reason', label: 'Why it is extended', hint: 'This is kept with the record.', rows: 3 })}
    ${button({ text: 'Extend it', preventDoubleClick: true })}</form>`;

export const endPage = ({ agreement, form, csrf }: Asked): Html => html`${opening('End this agreement', agreement, form)}
  <form method="post" novalidate>${csrf}
    ${radioField(form, { name: 'how', label: 'How does it end?', items: [{ value: 'end', text: 'It has run its course' }, { value: 'terminate', text: 'It is terminated early', hint: 'Give the reason: it is shown on the public record.' }] })}
    ${checkboxField(form, { name: 'poorPerformance', label: 'If it is terminated', items: [{ value: 'yes', text: 'Because of poor performance', hint: 'Shown to procurement officers when an organisation that appears to follow from this supplier bids.' }] })}
    ${textArea(form, { name: 'reason', label: 'Why', rows: 3 })}
    ${button({ text: 'End it', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;

/** An agreement that is not in force yet. */
export interface DraftAgreement {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
}

/** The work that incomplete agreements are: what each lacks, and the way to give it. */
export function incompletePage(rows: readonly IncompleteAgreement[], total: number, next: string | null, { drafts, mayRecord }: { readonly drafts: readonly DraftAgreement[]; readonly mayRecord: boolean }): Html {
  return html`<h1 class="govuk-heading-l">Incomplete agreements</h1>
    <p class="govuk-body">These are live and public, but lack something that every agreement must have. They cannot be extended or varied until they are complete.</p>
    ${ruleNote(ANSWERABLE_RULE)}
    ${mayRecord ? button({ text: 'Record an agreement', href: '/agreements/new', classes: 'govuk-button--secondary' }) : nothing}
    ${total === 0 ? emptyState({ title: 'Every live agreement is complete.' }) : html`<h2 class="govuk-heading-m">${total.toLocaleString('en-GB')} to complete</h2>
      ${scrollingTable({
        caption: 'Agreements that lack something', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
        head: [{ text: 'Agreement' }, { text: 'Supplier' }, { text: 'What it lacks' }],
        rows: rows.map((row) => [{ html: html`<a class="govuk-link" href="/agreements/${row.id}/complete">${row.title}</a> ${row.reference}` }, { text: row.supplier ?? 'Not given' }, { text: missingInWords(row.missing) }]),
      })}${pageLinks({ next, of: 'incomplete agreements' })}`}
    ${drafts.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Drafts, not public yet</h2>
      ${plainList(drafts.map(({ id, title, reference }) => html`<a class="govuk-link" href="/contracts/${id}">${title}</a> ${reference}`))}`}`;
}

/** A leaver's agreements and who takes them over. */
export const handOverPage = (form: FormState, csrf: Html, choices: { readonly leavers: readonly { readonly id: string; readonly name: string; readonly held: number }[]; readonly managers: readonly { readonly id: string; readonly name: string }[]; readonly directors: readonly { readonly id: string; readonly name: string }[] }): Html => html`${errorSummaryFor(form)}
  <h1 class="govuk-heading-l">Hand agreements over</h1>
  <p class="govuk-body">Nothing is owned by nobody: before a colleague’s account is closed, the live and draft agreements they manage or direct go to others.</p>
  <form method="post" novalidate>${csrf}
    ${selectField(form, { name: 'fromId', label: 'Who is leaving', emptyText: 'Choose a person', items: choices.leavers.map((one) => ({ value: one.id, text: `${one.name} (${one.held})` })) })}
    ${selectField(form, { name: 'managerId', label: 'Who manages their agreements from now on', emptyText: 'No change of manager', items: choices.managers.map(asItem) })}
    ${selectField(form, { name: 'directorId', label: 'Who is lead director of theirs from now on', emptyText: 'No change of lead director', items: choices.directors.map(asItem) })}
    ${button({ text: 'Hand over', preventDoubleClick: true })}</form>`;

const asItem = (person: { readonly id: string; readonly name: string }) => ({ value: person.id, text: person.name });
