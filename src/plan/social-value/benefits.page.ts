import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { londonDate } from '#kernel/calendar-date';
import type { ExerciseFacts } from '#needs';
import { BENEFIT_KINDS, isInDoubt, isStanding, MENU_KINDS, RELEVANCE_RULE, SUGGESTED_AS, type Benefit, type SuggestedAs } from './benefit.ts';
import type { Suggestion } from './benefit.store.ts';

const heading = (exercise: ExerciseFacts, title: string): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${exercise.reference} ${exercise.title}</span>${title}</h1>`;

export interface BenefitsPage {
  readonly exercise: ExerciseFacts;
  readonly benefits: readonly Benefit[];
  readonly suggestions: readonly Suggestion[];
  readonly staff: boolean;
  readonly may: { readonly seek: boolean; readonly rule: boolean; readonly suggest: boolean };
}

/** The social benefits sought, for anyone who may read the exercise; staff see what waits. */
export function benefitsPage({ exercise, benefits, suggestions, staff, may }: BenefitsPage): Html {
  const base = `/exercises/${exercise.id}/benefits`;
  const waiting = suggestions.filter(({ decision }) => decision === null);
  const shown = staff ? benefits : benefits.filter((benefit) => isStanding(benefit) && !isInDoubt(benefit));
  return html`${heading(exercise, 'Social benefits sought')}
    <p class="govuk-body">Good that the service may do beside its own purpose. Bidders are told of each by name, and why it is asked for.</p>
    ${shown.length === 0 ? emptyState({ title: 'No benefit has been chosen yet.' }) : scrollingTable({
      caption: 'Benefits', firstCellIsHeader: true, head: [{ text: 'Benefit' }, { text: 'What exactly' }, { text: 'Why' }, ...(staff ? [{ text: 'Relevant?' }, { text: 'Change' }] : [])],
      rows: shown.map((benefit) => [{ text: benefit.name }, { text: benefit.words }, { text: benefit.why }, ...(staff ? [{ html: standingOf(benefit, base, may.rule) }, { html: may.seek && benefit.decision === null ? html`<a class="govuk-link" href="${base}/${benefit.id}/drop">Take out<span class="govuk-visually-hidden"> ${benefit.words}</span></a>` : nothing }] : [])]),
    })}
    ${may.seek && button({ text: 'Add a benefit', href: `${base}/add` })}
    <h2 class="govuk-heading-m">Suggestions</h2>
    <p class="govuk-body">${suggestions.length === 0 ? 'Nobody has suggested one yet.' : `${suggestions.length === 1 ? 'One was' : `${suggestions.length} were`} suggested by those whom it is for; ${suggestions.filter(({ decision }) => decision === 'accepted').length} can be chosen.`}</p>
    ${staff && waiting.length > 0 && scrollingTable({
      caption: 'To be looked at', firstCellIsHeader: true, head: [{ text: 'Suggestion' }, { text: 'Why' }, { text: 'From' }, { text: 'On' }, { text: 'Decide' }],
      rows: waiting.map((one) => [{ text: one.name }, { text: one.why }, { text: SUGGESTED_AS[one.suggestedAs] }, { text: formatDate(londonDate(one.suggestedAt)) }, { html: may.seek ? html`<a class="govuk-link" href="${base}/suggestions/${one.id}">Decide<span class="govuk-visually-hidden"> about ${one.name}</span></a>` : nothing }]),
    })}
    ${may.suggest && html`<p class="govuk-body"><a class="govuk-link" href="${base}/suggest">Suggest a benefit</a>. You need no account, and give no name.</p>`}`;
}

function standingOf(benefit: Benefit, base: string, mayRule: boolean): Html {
  if (benefit.decision) return html`${statusTag(benefit.decision === 'confirmed' ? 'Confirmed' : 'Struck', benefit.decision === 'confirmed' ? 'green' : 'grey')} ${benefit.decidedByName ?? ''}: ${benefit.decisionReason}`;
  if (benefit.doubt === null) return html`Not in doubt`;
  return html`${statusTag('In doubt', 'yellow')} ${benefit.doubt}${mayRule && html` <a class="govuk-link" href="${base}/${benefit.id}/relevance">Confirm or strike<span class="govuk-visually-hidden"> ${benefit.words}</span></a>`}`;
}

export function seekBenefitPage(exercise: ExerciseFacts, accepted: readonly Suggestion[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}${heading(exercise, 'Add a social benefit')}
    <form method="post" novalidate>${csrf}
    ${radioField(form, { name: 'pick', label: 'Which benefit?', items: [
      ...MENU_KINDS.map((kind) => ({ value: kind, text: BENEFIT_KINDS[kind].title, hint: BENEFIT_KINDS[kind].hint })),
      ...accepted.map(({ id, name, suggestedAs, why }) => ({ value: id, text: name, hint: `Suggested by: ${SUGGESTED_AS[suggestedAs].toLowerCase()}. ${why}` })),
    ] })}
    ${textField(form, { name: 'words', label: 'What exactly is sought?', hint: 'So that it can be promised and counted, such as “2 apprentices each year”' })}
    ${textArea(form, { name: 'why', label: 'Why is it relevant to what is bought?', hint: 'Bidders read this', rows: 3 })}${ruleNote(RELEVANCE_RULE)}
    ${button({ text: 'Add the benefit', preventDoubleClick: true })}</form>`;
}

export const dropBenefitPage = (exercise: ExerciseFacts, benefit: Benefit, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(exercise, 'Take out this benefit?')}
  ${insetText({ text: `${benefit.name}: ${benefit.words}` })}<form method="post" novalidate>${csrf}${button({ text: 'Take it out', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;

export const relevancePage = (exercise: ExerciseFacts, benefit: Benefit, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(exercise, 'Is this benefit relevant?')}
  ${keyValue([{ key: 'Benefit', value: benefit.name }, { key: 'What exactly', value: benefit.words }, { key: 'Why, says whoever asked for it', value: benefit.why }, { key: 'The doubt', value: benefit.doubt }])}${ruleNote(RELEVANCE_RULE)}
  <form method="post" novalidate>${csrf}
  ${radioField(form, { name: 'decision', label: 'Decide', items: [{ value: 'confirmed', text: 'Confirm it: it is relevant to what is bought' }, { value: 'struck', text: 'Strike it: bidders are not asked for it' }] })}
  ${textArea(form, { name: 'reason', label: 'Why?', hint: 'Kept with the decision', rows: 3 })}
  ${button({ text: 'Save the decision', preventDoubleClick: true })}</form>`;

export const suggestBenefitPage = (exercise: ExerciseFacts, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(exercise, 'Suggest a social benefit')}
  <p class="govuk-body">What else could this service do for the place and the people it is for? Somebody at ${exercise.bodyName} reads every suggestion; those that fit can be asked of bidders by name.</p>
  <form method="post" novalidate>${csrf}
  ${textField(form, { name: 'name', label: 'What would help?', hint: 'In a few words, such as “a dial-a-ride service”' })}
  ${textArea(form, { name: 'why', label: 'Whom would it help, and how?', hint: 'Please name nobody, and give nothing private about you', rows: 4 })}
  ${radioField(form, { name: 'suggestedAs', label: 'Who are you?', items: (Object.keys(SUGGESTED_AS) as SuggestedAs[]).map((value) => ({ value, text: SUGGESTED_AS[value] })) })}
  ${button({ text: 'Send the suggestion', preventDoubleClick: true })}</form>`;

export const decideSuggestionPage = (exercise: ExerciseFacts, { name, why, suggestedAs }: Suggestion, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(exercise, 'A suggestion')}
  ${keyValue([{ key: 'Suggestion', value: name }, { key: 'Whom it would help, and how', value: why }, { key: 'From', value: SUGGESTED_AS[suggestedAs] }])}
  <form method="post" novalidate>${csrf}
  ${radioField(form, { name: 'decision', label: 'Can it be chosen for this exercise?', items: [{ value: 'accepted', text: 'Yes: it stands in the menu, under this name' }, { value: 'declined', text: 'No' }] })}
  ${textArea(form, { name: 'reason', label: 'Why?', hint: 'Needed where it is declined', rows: 3 })}
  ${button({ text: 'Save', preventDoubleClick: true })}</form>`;

/** The benefits by name, for the specification and for the public record of a tender. */
export const benefitTable = (benefits: readonly Benefit[]): Html => scrollingTable({
  caption: 'Each benefit by name', firstCellIsHeader: true, head: [{ text: 'Benefit' }, { text: 'What exactly' }, { text: 'Why it is asked for' }], rows: benefits.map(({ name, words, why }) => [{ text: name }, { text: words }, { text: why }]),
});
export const benefitSection = (benefits: readonly Benefit[]): Html => (benefits.length === 0 ? nothing : html`<h2 class="govuk-heading-m" id="social-benefits">Social benefits sought</h2>${benefitTable(benefits)}`);
