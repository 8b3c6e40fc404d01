import { scaleById, type Result } from '#parts/assessments';
import { html, nothing, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import type { EvaluatedOpportunity } from './evaluation.store.ts';
import type { LayScore } from './lay.ts';

/** What people who use the service decided, apart from the panel: "Alpha: 8.0 of 10 points, from scores 4, 5 and 3 of 5". Nothing where no criterion is theirs. */
export function laySection(result: Result, scores: readonly LayScore[], { scaleId }: Pick<EvaluatedOpportunity, 'scaleId'>): Html {
  const sentences = laySentences(result, scores, scaleById(scaleId).maximum.toString());
  if (sentences.length === 0) return nothing;
  return html`<h3 class="govuk-heading-s">Scored by people who use the service</h3><p class="govuk-body">Each score counts as much as every other: they are averaged, not moderated.</p>${plainList(sentences.slice(0, MOST_SHOWN))}`;
}
const MOST_SHOWN = 50;

/** One sentence a bid and criterion that is theirs. */
export const laySentences = (result: Result, scores: readonly LayScore[], of: string): readonly string[] =>
  result.bids.flatMap((bid) => bid.criteria.filter(({ judgedBy }) => judgedBy === 'service-users').map(({ criterionId, name, points, of: most }) => {
    const given = scores.filter((score) => score.bidId === bid.bidId && score.criterionId === criterionId).map(({ score }) => score.toString());
    return `${bid.name}, ${name.toLowerCase()}: ${points.round(6).equals(points.round(1)) ? points.toFixed(1) : points.toFixed(2)} of ${most} points, from ${given.length === 0 ? 'no score' : `the ${given.length === 1 ? 'score' : 'scores'} ${inWords(given)} of ${of}`}.`;
  }));

const inWords = (items: readonly string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`);
