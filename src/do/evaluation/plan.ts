import { decimal, type Decimal } from '#kernel/decimal';
import { JUDGED_BY_WORDS, pointsOfKind, tieRulesInWords, weigh, type Criterion, type TieRule } from '#parts/assessments';

/** The rules of one evaluation beyond its weights. They stand in the tender and are fixed when it is published. */
export interface EvaluationPlan {
  /** Those who judge see "Bidder A" until the written answers are moderated. */
  readonly anonymous: boolean;
  /** The least total that is ranked, of 100. */
  readonly overallPassPoints: Decimal | null;
  readonly tieRules: readonly TieRule[];
  /** Where they come from, when the tender stated none and took its authority's at publication. */
  readonly tieRulesSource?: string;
  /** How many go on to interviews and visits; null where all do. */
  readonly shortlistCount: number | null;
  /** Percent of the points for past performance that a bidder without any has. */
  readonly neutralPercent: Decimal | null;
  /** Prices stay sealed until the scores of quality are agreed. */
  readonly pricesOpenedLater: boolean;
}

export const EMPTY_PLAN: EvaluationPlan = { anonymous: false, overallPassPoints: null, tieRules: [], shortlistCount: null, neutralPercent: null, pricesOpenedLater: false };

/** Something that is asked or looked at otherwise than in the written answers: at an interview, on a visit, of past work, by service users. */
export interface PanelItem {
  readonly id: string;
  readonly criterionId: string;
  readonly text: string;
}

const leavesJudged = (criteria: readonly Criterion[]) => weigh(criteria).filter(({ isLeaf, judgedBy = 'answers', points }) => isLeaf && judgedBy !== 'answers' && !points.isZero());

/** Criteria to which items belong: those judged otherwise than from the answers. */
export const itemCriteria = (criteria: readonly Criterion[]) => weigh(criteria).filter(({ isLeaf, judgedBy = 'answers' }) => isLeaf && judgedBy !== 'answers');

/** What of the plan does not hold together, one sentence each; nothing may be published until it does. */
export function planProblems(plan: EvaluationPlan, criteria: readonly Criterion[], items: readonly { readonly criterionId: string | null }[], reachQuestions: readonly { readonly criterionId: string | null; readonly type: string }[]): readonly string[] {
  const judged = leavesJudged(criteria);
  const meets = judged.some(({ judgedBy }) => judgedBy === 'interview' || judgedBy === 'visit');
  return [
    ...judged.filter(({ id }) => !items.some(({ criterionId }) => criterionId === id)).map(({ name, points, judgedBy }) => `“${name}” is worth ${points} of 100 points and is judged otherwise: ${JUDGED_BY_WORDS[judgedBy!].toLowerCase()}. Say what is asked or looked at, so that bidders know it beforehand.`),
    ...weigh(criteria).filter(({ isLeaf, kind, points }) => isLeaf && kind === 'reach' && !points.isZero()).flatMap((leaf) => reachProblems(leaf, reachQuestions)),
    ...(judged.some(({ judgedBy }) => judgedBy === 'past-performance') && plan.neutralPercent === null ? ['Past performance counts, so state the neutral score that a newcomer has.'] : []),
    ...(plan.shortlistCount !== null && !meets ? ['A number of bidders is shortlisted, but no criterion is judged at an interview or on a visit.'] : []),
    ...(plan.pricesOpenedLater && pointsOfKind(criteria, 'price').isZero() ? ['Prices are to be opened later, but no criterion is price.'] : []),
    ...(plan.tieRules.includes('drawing') && plan.tieRules.at(-1) !== 'drawing' ? ['A drawing of lots settles everything, so it has to be the last rule for ties.'] : []),
  ];
}

/**
 * Said before publication where an interview counts and none of its questions tests local understanding (DP-17): a central bid writer can
 * answer the others.
 * @param local ids of the items that are marked as testing it
 */
export function withoutLocalQuestion(criteria: readonly Criterion[], items: readonly { readonly id: string; readonly criterionId: string | null }[], local: ReadonlySet<string>): string | null {
  const interviews = leavesJudged(criteria).filter(({ judgedBy }) => judgedBy === 'interview');
  if (interviews.length === 0) return null;
  const asked = items.filter(({ criterionId }) => interviews.some(({ id }) => id === criterionId));
  return asked.some(({ id }) => local.has(id)) ? null : 'No question of the interview tests how well a bidder knows the place and its people';
}

function reachProblems({ id, name }: { readonly id: string; readonly name: string }, questions: readonly { readonly criterionId: string | null; readonly type: string }[]): string[] {
  const own = questions.filter(({ criterionId }) => criterionId === id);
  return own.length === 1 && own[0]!.type === 'number' ? [] : own.length === 0 ? [] : [`“${name}” is counted, so exactly one question belongs to it, and its answer is a number.`];
}

/** The plan as anyone reads it in the tender, one sentence each. */
export function planSentences(plan: EvaluationPlan): readonly string[] {
  return [
    ...(plan.anonymous ? ['Those who judge do not see who has bid until the written answers are moderated. Do not name yourself in your answers.'] : []),
    ...(plan.pricesOpenedLater ? ['Prices stay sealed until every score for quality is agreed. The price of a bid below a pass mark is not opened at all.'] : []),
    ...(plan.shortlistCount === null ? [] : [`The ${plan.shortlistCount === 1 ? 'bidder' : `${plan.shortlistCount} bidders`} with the most points for the written answers ${plan.shortlistCount === 1 ? 'goes' : 'go'} on to interviews and visits; those equal to the last of them go on too.`]),
    ...(plan.overallPassPoints === null ? [] : [`A bid with fewer than ${plan.overallPassPoints} of 100 points in all is not ranked.`]),
    ...(plan.neutralPercent === null ? [] : [`A bidder without past work to show has the neutral score: ${plan.neutralPercent}% of the points for past performance.`]),
    `${tieRulesInWords(plan.tieRules)}${plan.tieRulesSource ? ` This is the authority’s rule for every tender that states no other. ${plan.tieRulesSource}.` : ''}`,
  ];
}

/** At most so many percent: a share of something. */
export const HUNDRED_PERCENT = decimal('100');
