import { decimal, sumDecimals, type Decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { FACES } from '#parts/questions';

/** Somebody who uses the service and judges bids (DP-16). Known by a name of their own choosing. */
export interface LayAssessor {
  readonly id: string;
  readonly pseudonym: string;
  /** Who supports them and knows how to reach them. */
  readonly supportedBy: string;
  readonly trainedOn: string | null;
  readonly training: string;
  readonly support: string;
  readonly declaration: 'none' | 'interest' | null;
  readonly barredAt: Date | null;
  readonly barredReason: string | null;
  readonly finishedAt: Date | null;
}

export interface LayScore {
  readonly layAssessorId: string;
  readonly pseudonym: string;
  readonly bidId: string;
  readonly questionId: string;
  readonly criterionId: string | null;
  readonly score: Decimal;
  readonly words: string;
}

/** One face and a word for each score: large, and never a colour alone. */
export interface Face {
  readonly score: string;
  readonly face: string;
  readonly words: string;
}

/** The choices on a scale with this most: a fifth of it for the first face, all of it for the last. Nothing (0) has no face: an answer was given. */
export const facesFor = (maximum: Decimal): readonly Face[] =>
  FACES.map(({ face, words }, index) => ({ face, words, score: maximum.multiply(decimal(BigInt(index + 1))).divide(decimal(5n)).toString() }));

/**
 * The mean of their scores in percent of the scale: averaged, not moderated, every score as much as every other. Null where nobody scored.
 * Scores 4, 5 and 3 of 5 are 80%.
 */
export function layPercent(scores: readonly { readonly score: Decimal }[], maximum: Decimal): Decimal | null {
  if (scores.length === 0) return null;
  return sumDecimals(scores.map(({ score }) => score)).multiply(decimal(100n)).divide(maximum.multiply(decimal(BigInt(scores.length))));
}

/** May they see bids and score now? Nothing is seen before the opening, nothing changed after they have finished. */
export function decideLayWorking(assessor: LayAssessor, opportunityState: string, pricesOpenedLate: boolean): Decision {
  if (assessor.barredAt) return refuse('barred', 'This link is closed. Ask whoever supports you.');
  if (assessor.finishedAt) return refuse('finished', 'You have finished. Thank you.');
  if (opportunityState === 'published' || opportunityState === 'draft') return refuse('not-open', 'It is too early. The bids are still sealed. We will tell whoever supports you when you can begin.');
  if (opportunityState !== 'opened' || pricesOpenedLate) return refuse('over', 'The choosing is over, so nothing can be changed. Thank you.');
  return allow();
}

/** As `decideLayWorking`, and they have said that they have no tie to a bidder. */
export function decideLayScoring(assessor: LayAssessor, opportunityState: string, pricesOpenedLate: boolean): Decision {
  const working = decideLayWorking(assessor, opportunityState, pricesOpenedLate);
  if (working.kind === 'refused') return working;
  return assessor.declaration === 'none' ? allow() : refuse('not-declared', 'Say first whether you know or work with one of these organisations.');
}

/** What the evaluation waits for: everybody who was invited and not closed, and at least one. Empty where no criterion is theirs. */
export function layWaiting(assessors: readonly LayAssessor[], questions: number): readonly string[] {
  if (questions === 0) return [];
  const counting = assessors.filter(({ barredAt }) => !barredAt);
  const waiting = counting.filter(({ finishedAt }) => !finishedAt).map(({ pseudonym }) => pseudonym);
  if (counting.length === 0) return ['Nobody who uses the service has scored yet: invite them, or the points for them cannot be given.'];
  return waiting.length === 0 ? [] : [`${waiting.join(', ')} ${waiting.length === 1 ? 'has' : 'have'} not finished: people who use the service score too. Close the link of somebody who cannot go on.`];
}
