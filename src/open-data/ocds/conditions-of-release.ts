import { formatDate } from '#kernel/calendar-date';
import { endOf, known, startOf, type Json } from './parties-of-release.ts';
import type { ConditionsFacts, CriterionFacts, StageFacts } from './release-facts.ts';

/**
 * What a tender asks, promises and plans, where the standard and Find a Tender have a place for it. Only what its public page says. Pure.
 * The schema documents no place of its own for social value: the benefits sought are targets, and a criterion of it has a type of its own.
 */
export function conditionsOf({ checks, required, limits, questions, stages, benefits, payment }: ConditionsFacts): Json {
  const criteria = [
    ...required.map((description) => ({ type: 'economic', description })),
    ...questions.map(({ topic, text }) => ({ type: QUESTION_TYPES[topic ?? ''] ?? 'suitability', description: text })),
  ];
  return known({
    selectionCriteria: criteria.length === 0 && checks === null ? null : known({ description: [checks, ...limits].filter((words) => words !== null).join(' '), criteria }),
    targets: benefits.map(({ id, name, words }) => ({ id, title: name, description: words })),
    contractTerms: payment.terms.length === 0 ? null : { financialTerms: payment.terms.join('\n') },
    milestones: [...stages.map(milestoneOf), ...payment.staged.map(({ id, words, payableOn }) => ({ id: `payment-${id}`, type: 'financing', title: 'Payment', description: words, dueDate: endOf(payableOn), status: 'scheduled' }))],
  });
}

/** The topics of an authority's bank of questions that the standard's list of kinds has a name for. */
const QUESTION_TYPES: Readonly<Record<string, string>> = { experience: 'technical', quality: 'technical', 'financial-standing': 'economic' };

/** The standard's kinds of milestone, an open list; a stage that is like none of them goes without. */
const STAGE_TYPES: Readonly<Record<string, string>> = {
  'early-notice': 'preProcurement', advert: 'preProcurement', visits: 'engagement', clarifications: 'engagement', opening: 'assessment', evaluation: 'assessment', award: 'approval', start: 'delivery',
};

/** A stage of the published timetable: due when it is expected now, with the first plan and every reason in its words once it slipped. */
function milestoneOf({ stage, title, plannedOn, expectedOn, actualOn, slipDays, reasons }: StageFacts): Json {
  const first = slipDays !== null && slipDays !== 0 && plannedOn !== null ? [`First planned for ${formatDate(plannedOn)}: ${Math.abs(slipDays)} ${Math.abs(slipDays) === 1 ? 'day' : 'days'} ${slipDays > 0 ? 'late' : 'early'}.`] : [];
  return known({
    id: stage, type: STAGE_TYPES[stage], title, description: [...first, ...reasons].join(' '), dueDate: expectedOn && endOf(expectedOn), dateMet: actualOn && startOf(actualOn), status: actualOn ? 'met' : 'scheduled',
  });
}

/**
 * Price is price, social value has a name of its own in the standard's open list, and whatever else is judged is quality. Who judges it,
 * where the panel does not judge from the answers, is in its words; the least percent that passes is a threshold beside its weight.
 */
export function criteriaOf(criteria: readonly CriterionFacts[]): Json | null {
  if (criteria.length === 0) return null;
  return {
    criteria: criteria.map(({ name, kind, guidance, points, passPercent, judged }) => known({
      type: kind === 'price' ? 'price' : kind === 'social-value' ? 'socialValue' : 'quality', name,
      description: [guidance, judged && `${judged}.`, passPercent && `At least ${passPercent}% needed to pass.`].filter(Boolean).join('\n'),
      numbers: [{ number: Number(points), weight: 'percentageExact' }, ...(passPercent ? [{ number: Number(passPercent), threshold: 'minimumScore' }] : [])],
    })),
  };
}
