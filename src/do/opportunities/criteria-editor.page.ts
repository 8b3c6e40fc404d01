import { html, type Html } from '#platform/pages/html';
import { button, tag, warningText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { emptyState, plainList, ruleNote, scrollingTable } from '#platform/pages/presentation';
import {
  CRITERIA_PRESETS, CRITERION_KINDS, criteriaProblems, criteriaTable, notQualityWarning, FORMULA_LETTERS, formulaAlgebra, formulaNote, formulaWeakness, JUDGED_BY, JUDGED_BY_WORDS, PRICE_FORMULA_NAMES, PRICE_FORMULAS, pointsInWords, REACH_FORMULA_NAMES, REACH_FORMULAS, SCALES, weigh,
  type Criterion, type WeighedCriterion,
} from '#parts/assessments';
import type { Opportunity } from './opportunity.ts';
import type { SampleBid, Trial } from './what-would-win.ts';

const KIND_WORDS = { quality: 'Quality', price: 'Price', 'social-value': 'Social value', reach: 'Reach: a number that the bidder offers, such as people or places', other: 'Something else' } as const;

/** The tree with all its shares in one form, and what may be done with it. */
export function criteriaEditorPage(opportunity: Opportunity, criteria: readonly Criterion[], form: FormState, csrf: Html): Html {
  const at = `/opportunities/${opportunity.id}/criteria`;
  const weighed = weigh(criteria);
  const problems = criteriaProblems(criteria);
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Criteria and weights</h1>
<p class="govuk-body">Each weight is a share of what it stands inside. Each level totals exactly 100%. Beside it stands what it is worth of the whole.</p>
${weighed.length === 0
    ? emptyState({ title: 'There are no criteria yet.', text: 'Start from a preset, or add your own.' })
    : html`${problems.length > 0 && html`<div class="govuk-inset-text">${plainList(problems)}</div>`}
<form method="post" novalidate>${csrf}
${weighed.map((criterion) => shareField(criterion, at, form))}
${button({ text: 'Save shares' })}</form>
${criteriaTable(criteria)}
${notQualityWarning(criteria) !== null && warningText({ text: `${notQualityWarning(criteria)}. They can decide the result together, whatever the quality. Try it on sample bids before you publish.` })}
${opportunity.readingConfirmed
      ? html`<p class="govuk-body">${tag({ text: 'Confirmed', classes: 'govuk-tag--green' })} An officer confirmed that these points are what is meant.</p>`
      : html`<p class="govuk-body">Nobody has confirmed yet that these points are what is meant. <a class="govuk-link" href="${at}/confirm">Confirm what the weights mean</a></p>`}`}
<p class="govuk-body"><a class="govuk-link" href="${at}/preset">Choose a preset</a></p>
<p class="govuk-body"><a class="govuk-link" href="${at}/new">Add a criterion</a></p>
${weighed.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${at}/test">Try the weights on sample bids: what would win?</a></p>`}`;
}

const shareField = (criterion: WeighedCriterion, at: string, form: FormState): Html => html`${textField(form, {
  name: `share-${criterion.id}`, label: criterion.parentName ? `${criterion.name}, inside ${criterion.parentName}` : criterion.name,
  hint: html`${criterion.points.toString()} of 100 points.${criterion.name === KIND_WORDS[criterion.kind] ? '' : ` ${KIND_WORDS[criterion.kind]}.`}`, value: criterion.sharePercent.toString(), suffix: `% of ${criterion.parentName ?? 'the whole'}`, width: 10, inputmode: 'decimal',
})}<p class="govuk-body-s"><a class="govuk-link" href="${at}/${criterion.id}">Change<span class="govuk-visually-hidden"> ${criterion.name}</span></a>
<a class="govuk-link" href="${at}/new?in=${criterion.id}">Add inside<span class="govuk-visually-hidden"> ${criterion.name}</span></a>
<a class="govuk-link" href="${at}/${criterion.id}/remove">Remove<span class="govuk-visually-hidden"> ${criterion.name}</span></a></p>`;

export function presetPage(hasCriteria: boolean, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Choose a preset</h1>
${hasCriteria && html`<p class="govuk-body">It takes the place of the criteria there are now; questions then have to be given their criterion again.</p>`}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'preset', label: 'Weights in common use', items: CRITERIA_PRESETS.map((preset) => ({ value: preset.id, text: preset.words, hint: preset.source })) })}
${button({ text: 'Use this preset' })}</form>`;
}

export function criterionPage(criterion: Criterion | null, criteria: readonly Criterion[], within: string, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${criterion ? criterion.name : 'Add a criterion'}</h1>
<form method="post" novalidate>${csrf}
${criterion === null && selectField(form, { name: 'parentId', label: 'Where does it stand?', value: within, items: [{ value: '', text: 'At the top' }, ...weigh(criteria).map(({ id, name }) => ({ value: id, text: `Inside ${name}` }))] })}
${textField(form, { name: 'name', label: 'Name', value: criterion?.name })}
${textArea(form, { name: 'guidance', label: 'What it is judged on (optional)', value: criterion?.guidance, rows: 3 })}
${radioField(form, { name: 'kind', label: 'What is it?', value: criterion?.kind ?? 'quality', items: CRITERION_KINDS.map((kind) => ({ value: kind, text: KIND_WORDS[kind], ...(kind === 'reach' ? { conditional: reachFields(criterion, form) } : {}) })) })}
${radioField(form, { name: 'judgedBy', label: 'How is it judged?', hint: 'Price and reach are computed, so leave the first choice for them.', value: criterion?.judgedBy ?? 'answers', items: JUDGED_BY.map((by) => ({ value: by, text: JUDGED_BY_WORDS[by] })) })}
${textField(form, { name: 'share', label: 'Share of what it stands inside', suffix: '%', value: criterion?.sharePercent.toString(), width: 10, inputmode: 'decimal' })}
${textField(form, { name: 'pass', label: 'Least score that passes (optional)', suffix: '%', value: criterion?.passPercent?.toString(), width: 10, inputmode: 'decimal' })}
${button({ text: 'Save criterion' })}</form>`;
}

/** What is counted, and how a number becomes points (DP-14). */
const reachFields = (criterion: Criterion | null, form: FormState): Html => html`${textField(form, { name: 'reachUnit', label: 'What is counted?', hint: 'As it reads after a number, such as “young people a week”', value: criterion?.reach?.unit, width: 20 })}
${radioField(form, { name: 'reachFormula', label: 'How does the number become points?', small: true, value: criterion?.reach?.formula ?? 'shareOfHighest', items: REACH_FORMULAS.map((formula) => ({
    value: formula, text: REACH_FORMULA_NAMES[formula],
    ...(formula === 'shareOfCap' ? { conditional: textField(form, { name: 'reachCap', label: 'The number that has all the points', hint: 'It is published. No bid has more points for offering more.', value: criterion?.reach?.cap?.toString(), width: 10, inputmode: 'decimal' }) } : {}),
  })) })}`;

/** The officer sees every weight as points and says that this is meant. */
export function confirmReadingPage(criteria: readonly Criterion[], form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Confirm what the weights mean</h1>
${criteriaTable(criteria)}
${plainList(weigh(criteria).map(pointsInWords))}
<p class="govuk-body">“20% of the 60%” can be read as 12 points or as 20. If the points above are not what is meant, change the shares first.</p>
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'confirmed', label: 'Is this what is meant?', items: [{ value: 'yes', text: 'Yes, these points of the whole are what is meant' }] })}
${button({ text: 'Confirm' })}</form>`;
}

/** How prices become points, the scale, who opens and what happens to late bids. */
export function scoringRulesPage(opportunity: Opportunity, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Price and scoring</h1>
<form method="post" novalidate>${csrf}
${radioField(form, {
    name: 'priceFormula', label: 'How do prices become points?', value: opportunity.priceFormula ?? undefined,
    items: PRICE_FORMULAS.map((formula) => ({
      value: formula, text: PRICE_FORMULA_NAMES[formula], hint: html`<code>${formulaAlgebra(formula)}</code>. Weakness: ${formulaWeakness(formula)}`,
      ...(formula === 'benchmark' ? { conditional: moneyField(form, { name: 'benchmark', label: 'Benchmark price without VAT', hint: 'It is published', ...(opportunity.priceBenchmarkPence === null ? {} : { pence: opportunity.priceBenchmarkPence }) }) } : {}),
    })),
  })}
<p class="govuk-body">${FORMULA_LETTERS}</p>
${radioField(form, { name: 'scaleId', label: 'Scoring scale for answers', value: opportunity.scaleId, items: Object.values(SCALES).map((scale) => ({ value: scale.id, text: scale.words, hint: scale.steps.map(({ score, title }) => `${score} ${title}`).join(', ') })) })}
${textField(form, { name: 'openersNeeded', label: 'How many different people open the bids?', value: String(opportunity.openersNeeded), width: 2, inputmode: 'numeric' })}
${radioField(form, { name: 'lateBids', label: 'What happens to a bid that comes late?', value: opportunity.lateBids, items: [{ value: 'refuse', text: 'It is refused' }, { value: 'record-unread', text: 'It is recorded, and never read' }] })}
${button({ text: 'Save' })}</form>
${opportunity.priceFormula && ruleNote(formulaNote(opportunity.priceFormula))}`;
}

/** What would win: sample bids on these weights, beside the weights in common use (DP-12). */
export function whatWouldWinPage(criteria: readonly Criterion[], bids: readonly SampleBid[], trial: Trial | null, form: FormState, opportunity: Opportunity): Html {
  const leaves = weigh(criteria).filter(({ isLeaf }) => isLeaf);
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">What would win?</h1>
<p class="govuk-body">Try the weights on bids that you make up. Scores are percent. Give every bid a price in pounds and the formula scores it${opportunity.priceFormula ? html`: ${PRICE_FORMULA_NAMES[opportunity.priceFormula]}, <code>${formulaAlgebra(opportunity.priceFormula)}</code>` : ', once one is chosen'}.</p>
${trial && trialResult(trial)}
<form method="get" action="/opportunities/${opportunity.id}/criteria/test" novalidate>
${bids.map((bid, index) => html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Bid ${bid.name}</legend>
${leaves.map((leaf) => textField(form, { name: `score-${index}-${leaf.id}`, label: leaf.name, hint: `${leaf.points} points`, suffix: '%', width: 5, inputmode: 'decimal', value: bid.scores.get(leaf.id)?.toString() }))}
${moneyField(form, { name: `price-${index}`, label: `Price of bid ${bid.name} (optional)`, ...(bid.pricePence === null ? {} : { pence: bid.pricePence }) })}</fieldset>`)}
${button({ text: 'Try' })}</form>`;
}

function trialResult(trial: Trial): Html {
  const wins = (names: readonly string[]) => (names.length === 1 ? `Bid ${names[0]} wins` : `Bids ${names.join(' and ')} tie`);
  return html`<h2 class="govuk-heading-m">${wins(trial.winners)}</h2>
${scrollingTable({
    caption: 'Points under these weights', firstCellIsHeader: true,
    head: [{ text: 'Criterion' }, ...trial.bids.map(({ name }) => ({ text: `Bid ${name}`, format: 'numeric' }))],
    rows: [
      ...(trial.bids[0]?.parts ?? []).map(({ criterion }, row) => [
        { text: `${criterion.name} (${criterion.points} points)` }, ...trial.bids.map(({ parts }) => ({ text: `${parts[row]!.scorePercent.toFixed(1)}% = ${parts[row]!.points.toFixed(1)}`, format: 'numeric' })),
      ]),
      [{ text: 'Total' }, ...trial.bids.map(({ total }) => ({ text: total.toFixed(1), format: 'numeric' }))],
    ],
  })}
${trial.presets.length > 0 && scrollingTable({
    caption: 'The same bids under weights in common use', firstCellIsHeader: true,
    head: [{ text: 'Weights' }, ...trial.bids.map(({ name }) => ({ text: `Bid ${name}`, format: 'numeric' })), { text: 'Result' }],
    rows: trial.presets.map((preset) => [{ text: preset.words }, ...preset.totals.map((total) => ({ text: total.toFixed(1), format: 'numeric' })), { text: wins(preset.winners) }]),
  })}`;
}

