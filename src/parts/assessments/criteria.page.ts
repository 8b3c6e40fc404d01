import type { Decimal } from '#kernel/decimal';
import { html, type Html } from '#platform/pages/html';
import { plainList, scrollingTable } from '#platform/pages/presentation';
import { JUDGED_BY_WORDS, pointsInWords, reachRuleOf, weigh, type Criterion, type WeighedCriterion } from './criteria.ts';
import { reachAlgebra } from './reach.ts';

/** The criteria as anyone reads them: each weight as a share of its parent and as points of the whole (DP-13), with the sentence for nested ones. */
export function criteriaTable(criteria: readonly Criterion[], caption = 'How bids are judged'): Html {
  const weighed = weigh(criteria);
  return html`${scrollingTable({
    caption,
    firstCellIsHeader: true,
    head: [{ text: 'Criterion' }, { text: 'Share' }, { text: 'Points of 100', format: 'numeric' }],
    rows: weighed.map((criterion) => [{ html: nameOf(criterion) }, { text: shareCell(criterion) }, { text: criterion.points.toString(), format: 'numeric' }]),
  })}${nestedSentences(weighed)}`;
}

/** "social value = 12 of 100 points", for each weight that stands inside another. */
export function nestedSentences(weighed: readonly WeighedCriterion[]): Html {
  return plainList(weighed.filter(({ depth }) => depth > 0).map((criterion) => `${criterion.sharePercent}% of ${criterion.parentName!.toLowerCase()}: ${pointsInWords(criterion)}`));
}

/** How points come about, shown as a sum: "33.6 + 10.8 + 32 = 76.4". */
export const sumInWords = (parts: readonly Decimal[], total: Decimal): string => `${parts.map((part) => part.toFixed(1)).join(' + ')} = ${total.toFixed(1)}`;

const shareCell = ({ sharePercent, parentName }: WeighedCriterion): string => `${sharePercent}% of ${parentName ?? 'the whole'}`;

const nameOf = (criterion: WeighedCriterion): Html => html`<span class="wantsum-depth-${Math.min(criterion.depth, 4)}">${criterion.name}</span>${
  criterion.guidance !== '' && html`<br><span class="govuk-hint govuk-!-font-weight-regular">${criterion.guidance}</span>`}${
  criterion.passPercent && html`<br><span class="govuk-!-font-weight-regular">At least ${criterion.passPercent.toString()}% needed to pass.</span>`}${
  criterion.kind === 'reach' && html`<br><span class="govuk-!-font-weight-regular">Counted from a number you give: ${reachAlgebra(reachRuleOf(criterion))}.</span>`}${
  criterion.judgedBy !== undefined && criterion.judgedBy !== 'answers' && html`<br><span class="govuk-!-font-weight-regular">${JUDGED_BY_WORDS[criterion.judgedBy]}.</span>`}`;
