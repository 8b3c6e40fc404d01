import { decimal, parseDecimal, type Decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { JudgedBy, Scale } from '#parts/assessments';
import type { QuestionType } from '#parts/questions';

/** The written answers first; then, with those who were shortlisted, what is judged face to face. Each is scored alone, then moderated. */
export type Round = 'paper' | 'meeting';
export const roundOf = (judgedBy: JudgedBy): Round => (judgedBy === 'interview' || judgedBy === 'visit' ? 'meeting' : 'paper');

/** A question that the panel scores: of the tender, or an item looked at otherwise. */
export interface PanelQuestion {
  readonly id: string;
  readonly position: number;
  readonly section: string;
  readonly text: string;
  readonly type: QuestionType;
  readonly purpose: string;
  readonly goodAnswer: string;
  readonly marks: Decimal | null;
  readonly criterionId: string;
  readonly criterionName: string;
  /** Asked for one lot only; null for all. */
  readonly lotId: string | null;
  readonly judgedBy: JudgedBy;
}

/** A bid that counts: opened, and neither late, withdrawn nor rejected. */
export interface PanelBid {
  readonly id: string;
  readonly reference: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** "Bidder A": the same for everyone through the whole evaluation, and no clue to the name. */
  readonly label: string;
  readonly lotIds: readonly string[];
  /** Net, by lot; null is the whole. Empty while prices are sealed. */
  readonly prices: readonly { readonly lotId: string | null; readonly netPence: bigint }[];
  /** Prices that were never opened and never will be, with why, by lot. */
  readonly pricesKeptSealed: readonly { readonly lotId: string | null; readonly reason: string }[];
  /** Null until a shortlist was made. */
  readonly shortlisted: boolean | null;
  /** Whether it has no past work to show; null until its evidence sheet is issued. */
  readonly newcomer: boolean | null;
}

/** Nothing is scored on price exactly where the formula is a fixed price (publication sees to it): bidders are then asked for none. */
export const isPriced = ({ priceFormula }: { readonly priceFormula: string | null }): boolean => priceFormula !== 'fixedPrice';

export interface OwnScore {
  readonly assessorId: string;
  readonly bidId: string;
  readonly questionId: string;
  readonly score: Decimal;
  readonly reason: string;
  readonly strength: string;
  readonly improvement: string;
  readonly finished: boolean;
  readonly version: number;
  readonly round: Round;
}

export interface AgreedScore {
  readonly id: string;
  readonly bidId: string;
  readonly questionId: string;
  readonly score: Decimal;
  readonly reason: string;
  readonly strength: string;
  readonly improvement: string;
}

/**
 * The questions that are scored of a bid: those of all lots and of its own; at interviews and visits only where it was not left off the
 * shortlist; of past performance only where it has some.
 */
export const questionsFor = (bid: Pick<PanelBid, 'lotIds'> & Partial<Pick<PanelBid, 'shortlisted' | 'newcomer'>>, questions: readonly PanelQuestion[]): readonly PanelQuestion[] =>
  questions.filter(({ lotId, judgedBy }) =>
    (lotId === null || bid.lotIds.includes(lotId)) && (bid.shortlisted !== false || roundOf(judgedBy) === 'paper') && (bid.newcomer !== true || judgedBy !== 'past-performance'));

/** Questions of one round. */
export const inRound = (questions: readonly PanelQuestion[], round: Round): readonly PanelQuestion[] => questions.filter(({ judgedBy }) => roundOf(judgedBy) === round);

/** Every answer that is to be scored, one entry a bid and question. */
export const answersToScore = (bids: readonly PanelBid[], questions: readonly PanelQuestion[]): readonly { readonly bid: PanelBid; readonly question: PanelQuestion }[] =>
  bids.flatMap((bid) => questionsFor(bid, questions).map((question) => ({ bid, question })));

/** What of these is not scored yet. */
export const unscored = (bids: readonly PanelBid[], questions: readonly PanelQuestion[], scores: readonly { readonly bidId: string; readonly questionId: string }[]) => {
  const have = new Set(scores.map(({ bidId, questionId }) => `${bidId} ${questionId}`));
  return answersToScore(bids, questions).filter(({ bid, question }) => !have.has(`${bid.id} ${question.id}`));
};

/** Reads a score on the scale. */
export function readScore(text: string, scale: Scale): Decision<Decimal> {
  const parsed = parseDecimal(text);
  if (!parsed.ok) return refuse('score-not-read', `Enter a score from 0 to ${scale.maximum}, like 3`, { field: 'score' });
  const { value } = parsed;
  if (value.isNegative() || value.compare(scale.maximum) > 0) return refuse('off-scale', `The score must be from 0 to ${scale.maximum}`, { field: 'score' });
  if (!value.round(scale.places).equals(value)) return refuse('too-fine', `The score can have at most ${scale.places} decimal place${scale.places === 1 ? '' : 's'}`, { field: 'score' });
  return allow(value);
}

const OPENED_ONLY: Readonly<Record<string, string>> = {
  draft: 'This opportunity has not been published.', published: 'The bids have not been opened yet.', evaluated: 'The evaluation is complete, so scores can no longer be changed.',
  awarded: 'The evaluation is complete, so scores can no longer be changed.', cancelled: 'This opportunity was cancelled.',
};

/** Scores are written only between the opening and the completion, and of two envelopes only before the second. */
export function decideWorking(opportunityState: string, pricesOpenedLate = false): Decision {
  if (opportunityState !== 'opened') return refuse('wrong-state', OPENED_ONLY[opportunityState] ?? 'Scores cannot be changed now.');
  return pricesOpenedLate ? refuse('prices-open', 'The prices have been opened, so the scores of quality can no longer be changed.') : allow();
}

/** What a person is told whose score another tab or a colleague overtook. */
export const CONFLICT = 'This was saved from somewhere else while you were writing. Nothing is lost: read what is saved, below, choose what to keep and save again.';

const ROUND_WORDS: Readonly<Record<Round, string>> = { paper: 'the written answers', meeting: 'what was seen at interviews and visits' };

/** May this question be scored in the round the panel is in? */
export function decideRound(question: Pick<PanelQuestion, 'judgedBy'>, round: Round): Decision {
  const own = roundOf(question.judgedBy);
  if (own === round) return allow();
  return own === 'meeting'
    ? refuse('too-early', 'Interviews and visits are scored once the written answers are moderated and the shortlist is made.')
    : refuse('shortlisted', 'The shortlist was made on the scores of the written answers, so they can no longer be changed.');
}

/** May an assessor say that they have finished a round? All that is not scored is counted, and the first is named. */
export function decideFinish(left: readonly { readonly bid: PanelBid; readonly question: PanelQuestion }[], finished: boolean, scored: number, round: Round = 'paper'): Decision {
  if (finished) return refuse('finished-already', `You have finished scoring ${ROUND_WORDS[round]} already.`);
  const first = left[0];
  if (first) return refuse('unscored', `${left.length} ${left.length === 1 ? 'answer is' : 'answers are'} not scored yet. The first is question ${first.question.position} of ${first.bid.organisationName}.`);
  return scored === 0 ? refuse('nothing-scored', 'There is nothing to finish: no bid has a question that is scored.') : allow();
}

/** How an assessor stands with one round: finished, scoring it now, or waiting for the round before it. */
export interface RoundStanding {
  readonly round: Round;
  readonly standing: 'finished' | 'scoring' | 'waits';
}

/** Every round that has something to score, in their order. A round that is over without an assessor's scores is still theirs to finish, as far as anyone can tell. */
export const roundStandings = (questions: readonly PanelQuestion[], current: Round, finished: ReadonlySet<Round> | undefined): readonly RoundStanding[] =>
  (['paper', 'meeting'] as const).filter((round) => inRound(questions, round).length > 0)
    .map((round) => ({ round, standing: finished?.has(round) ? 'finished' : round === 'meeting' && current === 'paper' ? 'waits' : 'scoring' }));

export interface PanelProgress {
  /** The round the panel is in. */
  readonly round: Round;
  /** Evaluators who count: declared or not, but not locked out; whether they finished this round. */
  readonly evaluators: readonly { readonly name: string; readonly finished: boolean }[];
  /** Of this round. */
  readonly notModerated: number;
  /** Of this round. */
  readonly toScore: number;
  /** Whether another round follows this one. */
  readonly meetingFollows: boolean;
}

/** The sentence for those whom moderation waits for; null when it waits for nobody. */
export function waitingFor({ evaluators, toScore }: PanelProgress): string | null {
  if (toScore === 0) return null;
  if (evaluators.length === 0) return 'Nobody has been named to score the bids.';
  const waiting = evaluators.filter(({ finished }) => !finished).map(({ name }) => name);
  return waiting.length === 0 ? null : `${waiting.join(', ')} ${waiting.length === 1 ? 'has' : 'have'} not finished scoring alone. Scores are shown here once everybody has.`;
}

/** Why the scores of quality are not complete, in a sentence; null when they are. */
export function incompleteBecause(progress: PanelProgress, alsoWaiting: readonly string[] = []): string | null {
  const { notModerated, meetingFollows } = progress;
  return waitingFor(progress) ?? (notModerated > 0 ? `${notModerated} ${notModerated === 1 ? 'answer has' : 'answers have'} no agreed score yet.` : meetingFollows ? 'The shortlist has not been made yet.' : (alsoWaiting[0] ?? null));
}

/**
 * May the evaluation be completed?
 * @param alsoWaiting what else it waits for, one sentence each: service users who have not finished, prices that are sealed
 */
export function decideCompletion(state: string, bids: number, progress: PanelProgress, alsoWaiting: readonly string[] = []): Decision {
  const working = decideWorking(state);
  if (working.kind === 'refused') return state === 'evaluated' ? refuse('wrong-state', 'The evaluation is complete already.') : working;
  if (bids === 0) return refuse('no-bids', 'No bid is left to evaluate.');
  const waiting = waitingFor(progress);
  if (waiting) return refuse('unfinished', waiting);
  const incomplete = incompleteBecause(progress, alsoWaiting);
  if (!incomplete) return allow();
  return refuse(progress.notModerated > 0 ? 'not-moderated' : progress.meetingFollows ? 'no-shortlist' : 'also-waiting', incomplete);
}

/** The distance between the highest and the lowest of some scores; null where there are not two. */
export function spreadOf(scores: readonly Decimal[]): Decimal | null {
  if (scores.length < 2) return null;
  const sorted = [...scores].sort((one, other) => one.compare(other));
  return sorted.at(-1)!.subtract(sorted[0]!);
}

/** Whether scores are so far apart that they are talked about before one is agreed. @param warnPercent of the scale; null where the authority set none */
export const isFarApart = (spread: Decimal | null, scale: Scale, warnPercent: Decimal | null): boolean =>
  spread !== null && warnPercent !== null && !spread.isZero() && spread.multiply(HUNDRED).compare(warnPercent.multiply(scale.maximum)) >= 0;

const HUNDRED = decimal(100n);
