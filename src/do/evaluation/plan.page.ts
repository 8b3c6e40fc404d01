import type { Criterion } from '#parts/assessments';
import { JUDGED_BY_WORDS, TIE_RULE_WORDS, TIE_RULES, tieRulesInWords } from '#parts/assessments';
import type { Question } from '#parts/questions';
import { button } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { plainList, scrollingTable } from '#platform/pages/presentation';
import type { EvaluatedOpportunity } from './evaluation.store.ts';
import { heading } from './panel.page.ts';
import type { UsualTieRules } from './tie-rules.store.ts';
import { itemCriteria, planSentences, type EvaluationPlan } from './plan.ts';

interface PlanPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly criteria: readonly Criterion[];
  readonly items: readonly Question[];
  /** Ids of the items that test local understanding. */
  readonly local: ReadonlySet<string>;
  readonly withoutLocal: string | null;
  readonly problems: readonly string[];
  /** What holds at publication where this tender states no rule for ties. */
  readonly usualTies: UsualTieRules | null;
  readonly csrf: Html;
}

/** How bids will be evaluated beyond the weights, while it can still be changed. */
export function planPage({ opportunity, criteria, items, local, problems, withoutLocal, usualTies, csrf }: PlanPage, form: FormState): Html {
  const { plan } = opportunity;
  return html`${errorSummaryFor(form)}${heading(opportunity, 'How bids are evaluated')}
<p class="govuk-body">Bidders read all of this in the tender, and it is fixed when the tender is published.</p>
${problems.length > 0 && html`<div class="govuk-inset-text">${plainList(problems)}</div>`}
${withoutLocal !== null && html`<div class="govuk-inset-text">${withoutLocal}. Add one, such as “Which people here go without this today, and who would you work with first?”, or publishing asks for a reason.</div>`}
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'options', label: 'Who sees what, and when', labelSize: 'm', values: [...(plan.anonymous ? ['anonymous'] : []), ...(plan.pricesOpenedLater ? ['later'] : [])], items: [
    { value: 'anonymous', text: 'Those who judge do not see who has bid', hint: 'They read “Bidder A” until the written answers are moderated. They still declare interests by the list of names.' },
    { value: 'later', text: 'Prices stay sealed until quality is agreed', hint: 'A second opening, by as many people as the first' },
  ] })}
${textField(form, { name: 'overallPassPoints', label: 'Least total that is ranked (optional)', hint: 'Points of 100. Each criterion can have a mark of its own too.', suffix: 'points', width: 5, inputmode: 'decimal', value: plan.overallPassPoints?.toString() })}
${textField(form, { name: 'shortlistCount', label: 'How many go on to interviews and visits (optional)', hint: 'Leave blank for all who pass', width: 3, inputmode: 'numeric', value: plan.shortlistCount?.toString() })}
${textField(form, { name: 'neutralPercent', label: 'Neutral score for bidders without past work (optional)', hint: 'Needed where past performance counts, so that newcomers are neither helped nor harmed', suffix: '%', width: 5, inputmode: 'decimal', value: plan.neutralPercent?.toString() })}
<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">When two bids have equal totals</legend>
${usualTies && html`<p class="govuk-body">Where you choose no rule, the authority’s holds from publication: ${lowerFirst(tieRulesInWords(usualTies.rules))} ${usualTies.source}.</p>`}
${tieFields(plan, form)}</fieldset>
${button({ text: 'Save' })}</form>
${itemsSection(opportunity, criteria, items, local)}`;
}

const lowerFirst = (sentence: string): string => sentence[0]!.toLowerCase() + sentence.slice(1);

const ORDER = ['First', 'Then', 'Then', 'Then', 'Last'];

const tieFields = ({ tieRules }: EvaluationPlan, form: FormState): Html => html`${TIE_RULES.map((_rule, index) => selectField(form, {
  name: `tieRule-${index}`, label: `${ORDER[index]} (rule ${index + 1})`, value: tieRules[index] ?? '', items: [{ value: '', text: index === 0 ? 'No rule' : 'Nothing further' }, ...TIE_RULES.map((rule) => ({ value: rule, text: TIE_RULE_WORDS[rule] }))],
}))}`;

function itemsSection(opportunity: EvaluatedOpportunity, criteria: readonly Criterion[], items: readonly Question[], local: ReadonlySet<string>): Html {
  const judged = itemCriteria(criteria);
  if (judged.length === 0) return html`<h2 class="govuk-heading-m">Interviews, visits, past work and service users</h2><p class="govuk-body">No criterion is judged otherwise than from the answers. <a class="govuk-link" href="/opportunities/${opportunity.id}/criteria">Change a criterion</a> to say that it is.</p>`;
  return html`<h2 class="govuk-heading-m">What is judged otherwise than from the answers</h2>
${scrollingTable({ caption: 'Checklist that bidders know beforehand', firstCellIsHeader: true, head: [{ text: 'Criterion' }, { text: 'Judged' }, { text: 'What is asked or looked at' }],
    rows: judged.map((criterion) => [
      { text: `${criterion.name} (${criterion.points} of 100 points)` }, { text: JUDGED_BY_WORDS[criterion.judgedBy!] },
      { html: plainList(items.filter(({ criterionId }) => criterionId === criterion.id).map((item) => html`${item.text}${item.marks !== null && ` (${item.marks} marks)`}${testsLocal(item, local)} <a class="govuk-link" href="/opportunities/${opportunity.id}/evaluation-plan/items/${item.id}/remove">Remove<span class="govuk-visually-hidden"> ${item.text}</span></a>`)) },
    ]) })}
${button({ text: 'Add to the checklist', href: `/opportunities/${opportunity.id}/evaluation-plan/items/new`, classes: 'govuk-button--secondary' })}`;
}

const testsLocal = ({ id }: Question, local: ReadonlySet<string>): Html => (local.has(id) ? html` (tests how well the place and its people are known)` : nothing);

/** One more thing to ask or look at. */
export const itemPage = (opportunity: EvaluatedOpportunity, criteria: readonly Criterion[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Add to the checklist')}
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'criterionId', label: 'What does it belong to?', emptyText: 'Choose a criterion', items: itemCriteria(criteria).map(({ id, name, judgedBy }) => ({ value: id, text: `${name}: ${JUDGED_BY_WORDS[judgedBy!].toLowerCase()}` })) })}
${textArea(form, { name: 'text', label: 'What is asked or looked at?', hint: 'For service users: short and plain, such as “Would you feel safe there?”', rows: 3 })}
${textArea(form, { name: 'goodAnswer', label: 'What is good? (optional)', rows: 3 })}
${textField(form, { name: 'marks', label: 'Marks within its criterion (optional)', hint: 'Leave blank where all count alike', width: 5, inputmode: 'decimal' })}
${checkboxField(form, { name: 'testsLocal', label: 'Is it the interview’s question on the place?', labelSize: 's', items: [{ value: 'yes', text: 'It tests how well the bidder knows the place and its people', hint: 'So that those who will do the work are heard, and not only those who write bids' }] })}
${button({ text: 'Add' })}</form>`;

export const removeItemPage = (opportunity: EvaluatedOpportunity, item: Question, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Remove from the checklist')}
<p class="govuk-body">${item.text}</p><form method="post" novalidate>${csrf}${button({ text: 'Remove', classes: 'govuk-button--warning' })}</form>`;

/** The plan on the public record: rules and checklist, as bidders read them. Nothing where nothing was set. */
export function planSection(plan: EvaluationPlan, items: readonly Question[], local: ReadonlySet<string>, isSet: boolean): Html {
  if (!isSet && items.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">How bids are evaluated</h2>${plainList(planSentences(plan))}
${items.length > 0 && html`<h3 class="govuk-heading-s">Judged otherwise than from the answers</h3>${plainList(items.map((item) => html`${item.section}: ${item.text}${item.marks !== null && ` (${item.marks} marks)`}${testsLocal(item, local)}`))}`}`;
}
