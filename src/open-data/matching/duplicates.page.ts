import { button } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, scrollingTable } from '#platform/pages/presentation';
import type { Merge, Pair, PairSide } from './matching.store.ts';
import type { Decided, SpellingSuggestion, Waiting } from './spellings.store.ts';

const percent = (confidence: number): string => `${Math.floor(confidence * 100)} %`;

export interface DuplicatesModel {
  readonly waiting: readonly Waiting[];
  readonly decided: readonly Decided[];
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly merges: readonly Merge[];
}

/** The list of what waits for a decision, and of merges that may be taken back. */
export const duplicatesPage = (model: DuplicatesModel, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Organisations that may be one</h1>
<p class="govuk-body">Nothing is ever merged by itself. Each suggestion says why it was made; you decide, and what you decide is not asked again. Names come from the organisations here, whoever brought them in, and from the spending of your authorities.</p>
${model.count === 0 ? emptyState({ title: 'No suggestions wait for a decision' }) : scrollingTable({
  caption: `${model.count} ${model.count === 1 ? 'suggestion' : 'suggestions'}${model.pages > 1 ? `, page ${model.page} of ${model.pages}` : ''}`,
  head: [{ text: 'One' }, { text: 'The other' }, { text: 'Found in' }, { text: 'Why' }, { text: 'How sure' }, { text: 'Action' }],
  rows: model.waiting.map((one) => [
    { text: one.one }, { text: one.other }, { text: one.source }, { text: one.reason }, { text: percent(one.confidence) },
    { html: html`<a class="govuk-link" href="${one.href}">Decide<span class="govuk-visually-hidden"> whether ${one.one} is ${one.other}</span></a>` },
  ]),
})}
${model.page > 1 && html`<p class="govuk-body"><a class="govuk-link" href="/organisations/duplicates?page=${model.page - 1}">Previous page</a></p>`}
${model.page < model.pages && html`<p class="govuk-body"><a class="govuk-link" href="/organisations/duplicates?page=${model.page + 1}">Next page</a></p>`}
<form method="post" action="/organisations/duplicates" novalidate>${csrf}${button({ text: 'Compare all organisations now', classes: 'govuk-button--secondary' })}</form>
${model.merges.length > 0 && html`<h2 class="govuk-heading-m">Merged</h2>
${scrollingTable({
  caption: 'Merges that can be taken back', head: [{ text: 'Merged' }, { text: 'Into' }, { text: 'When' }, { text: 'Action' }],
  rows: model.merges.map((merge) => [{ text: merge.mergedName }, { html: html`<a class="govuk-link" href="/organisations/${merge.keptId}">${merge.keptName}</a>` }, { text: formatInstant(merge.mergedAt) },
    { html: html`<a class="govuk-link" href="/organisations/merges/${merge.id}/undo">Take back<span class="govuk-visually-hidden"> the merge of ${merge.mergedName}</span></a>` }]),
})}`}
${model.decided.length > 0 && html`<h2 class="govuk-heading-m">Kept apart, and spellings matched</h2>
${scrollingTable({
  caption: 'Decisions that can be asked anew, the latest first', head: [{ text: 'One' }, { text: 'The other' }, { text: 'Decided' }, { text: 'When' }, { text: 'Action' }],
  rows: model.decided.map((one) => [{ text: one.one }, { text: one.other }, { text: one.isSame ? 'The same' : 'Not the same' }, { text: formatInstant(one.decidedAt) },
    { html: html`<a class="govuk-link" href="${one.href}">Ask anew<span class="govuk-visually-hidden"> whether ${one.one} is ${one.other}</span></a>` }]),
})}`}`;

/** Asks whether a decision should be asked anew. `what` begins with a capital and says what was decided. */
export const askAnewPage = (what: string, then: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Ask anew</h1>
<p class="govuk-body">${what} ${then}</p>
<form method="post" novalidate>${csrf}${button({ text: 'Ask anew' })}</form>`;

/** A spelling of spending and the organisation it may be, and the decision. */
export const decideSpellingPage = (suggestion: SpellingSuggestion, numbers: { readonly spelling: string; readonly organisation: string }, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">Spending of ${suggestion.body}</span><h1 class="govuk-heading-l">Is this spelling the organisation?</h1>
<p class="govuk-body">${suggestion.reason}. ${percent(suggestion.confidence)} sure.</p>
${keyValue([{ key: 'As the files write it', value: suggestion.name }, { key: 'Numbers in the files', value: numbers.spelling }, { key: 'Organisation', value: html`<a class="govuk-link" href="/organisations/${suggestion.organisationId}">${suggestion.organisation}</a>` }, { key: 'Its numbers', value: numbers.organisation }])}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'answer', label: 'Your decision', hint: 'When it is the same, all that was paid under this spelling, and will be, counts as the organisation’s. It can be taken back.', items: [{ value: 'same', text: `The same: it is ${suggestion.organisation}` }, { value: 'different', text: 'Not the same: do not ask again' }] })}
${button({ text: 'Save the decision' })}</form>`;

/** What stands in each table, as people call it. */
const TABLE_WORDS: Readonly<Record<string, string>> = {
  agreement: 'contracts and grants', agreement_party: 'parts in contracts', purchase: 'purchases', spend_supplier: 'spellings in spending files', spelling_suggestion: 'suggested spellings', arrangement_member: 'places on frameworks and markets', subcontract_notice: 'sub-contract notices',
};
const tableWords = (table: string): string => TABLE_WORDS[table] ?? table.replaceAll('_', ' ');

export interface CompareModel {
  readonly pair: Pair;
  /** By side: what points at it, by table. */
  readonly references: readonly [readonly { readonly table: string; readonly count: number }[], readonly { readonly table: string; readonly count: number }[]];
}

/** Both records side by side, what would move, and the decision. */
export function comparePage({ pair, references }: CompareModel, form: FormState, csrf: Html): Html {
  const [one, other] = pair.sides;
  const row = (title: string, of: (side: PairSide) => string | Html | null) => [{ text: title }, ...[one, other].map((side) => ({ html: html`${of(side) ?? ''}` }))];
  const pointing = (side: PairSide): string => {
    const counts = references[side === one ? 0 : 1];
    return counts.length === 0 ? 'Nothing that is counted here' : counts.map(({ table, count }) => `${count} ${tableWords(table)}`).join(', ');
  };
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Are these one organisation?</h1>
<p class="govuk-body">${pair.reason}. ${percent(pair.confidence)} sure.</p>
${scrollingTable({
  caption: 'The two records', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'One' }, { text: 'The other' }],
  rows: [
    row('Name', (side) => html`<a class="govuk-link" href="/organisations/${side.id}">${side.name}</a>`), row('Company number', (side) => side.companyNumber), row('Charity number', (side) => side.charityNumber),
    row('Postcode', (side) => side.postcode), row('Website', (side) => side.website), row('Kept by its own people', (side) => (side.isClaimed ? 'Yes' : 'No')), row('Here since', (side) => formatInstant(side.createdAt)), row('Would move if the other stays', pointing),
  ],
})}
<p class="govuk-body">Whatever else names the record that does not stay moves too. It is not counted here, since it may be sealed.</p>
<form method="post" action="/organisations/duplicates/${pair.id}" novalidate>${csrf}
${radioField(form, {
  name: 'keep', label: 'Your decision', hint: 'The record that does not stay becomes another name of the one that does: its address leads there, and imports that name it mean that one. It can be taken back.',
  items: [{ value: one.id, text: `The same: ${one.name}${numberWords(one)} stays` }, { value: other.id, text: `The same: ${other.name}${numberWords(other)} stays` }, { value: 'different', text: 'Not the same: do not ask again' }],
})}
${button({ text: 'Save the decision' })}</form>`;
}

const numberWords = (side: PairSide): string => (side.companyNumber ? ` (company ${side.companyNumber})` : side.charityNumber ? ` (charity ${side.charityNumber})` : '');

export const undoMergePage = (merge: Merge, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Take back the merge of ${merge.mergedName}</h1>
<p class="govuk-body">${merge.mergedName} becomes a record of its own again, and the ${merge.moved.reduce((sum, { rows }) => sum + rows.length, 0)} references that the merge moved to ${merge.keptName} go back to it. What was added since stays.</p>
<form method="post" action="/organisations/merges/${merge.id}/undo" novalidate>${csrf}${button({ text: 'Take back the merge' })}</form>`;
