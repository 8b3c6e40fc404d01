import { parseDecimal, type Decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Scale } from '#parts/assessments';
import type { QuestionType } from '#parts/questions';

/** A question that the panel scores. */
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
}

/** A bid that counts: opened, and neither late, withdrawn nor rejected. */
export interface PanelBid {
  readonly id: string;
  readonly reference: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly lotIds: readonly string[];
  /** Net, by lot; null is the whole. */
  readonly prices: readonly { readonly lotId: string | null; readonly netPence: bigint }[];
}

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

/** The questions that a bid answers: those of all lots and of its own. */
export const questionsFor = (bid: Pick<PanelBid, 'lotIds'>, questions: readonly PanelQuestion[]): readonly PanelQuestion[] =>
  questions.filter(({ lotId }) => lotId === null || bid.lotIds.includes(lotId));

/** Every answer that is to be scored, one entry a bid and question. */
export const answersToScore = (bids: readonly PanelBid[], questions: readonly PanelQuestion[]): readonly { readonly bid: PanelBid; readonly question: PanelQuestion }[] =>
  bids.flatMap((bid) => questionsFor(bid, questions).map((question) => ({ bid, question })));

/** What of these is not scored yet. */
export const unscored = (bids: readonly PanelBid[], questions: readonly PanelQuestion[], scores: readonly { readonly bidId: string; readonly questionId: string }[]) => {
  const have = new Set(scores.map(({ bidId, questionId }) => `${bidId} ${questionId}`));
  return answersToScore(bids, questions).filter(({ bid, question }) => !have.has(`${bid.id} ${question.id}`));
};

/** True once this assessor has finished: from then their scores stand and their colleagues’ are shown to them. */
export const hasFinished = (assessorId: string, scores: readonly OwnScore[]): boolean => scores.some((score) => score.assessorId === assessorId && score.finished);

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

/** Scores are written only between the opening and the completion. */
export const decideWorking = (opportunityState: string): Decision =>
  opportunityState === 'opened' ? allow() : refuse('wrong-state', OPENED_ONLY[opportunityState] ?? 'Scores cannot be changed now.');

/** What a person is told whose score another tab or a colleague overtook. */
export const CONFLICT = 'This was saved from somewhere else while you were writing. Nothing is lost: read what is saved, below, choose what to keep and save again.';

/** May an assessor say that they have finished? All that is not scored is counted, and the first is named. */
export function decideFinish(left: readonly { readonly bid: PanelBid; readonly question: PanelQuestion }[], own: readonly OwnScore[]): Decision {
  if (own.some(({ finished }) => finished)) return refuse('finished-already', 'You have finished scoring already.');
  const first = left[0];
  if (first) return refuse('unscored', `${left.length} ${left.length === 1 ? 'answer is' : 'answers are'} not scored yet. The first is question ${first.question.position} of ${first.bid.organisationName}.`);
  return own.length === 0 ? refuse('nothing-scored', 'There is nothing to finish: no bid has a question that is scored.') : allow();
}

export interface PanelProgress {
  /** Evaluators who count: declared or not, but not locked out. */
  readonly evaluators: readonly { readonly name: string; readonly finished: boolean }[];
  readonly notModerated: number;
  readonly toScore: number;
}

/** The sentence for those whom moderation waits for; null when it waits for nobody. */
export function waitingFor({ evaluators, toScore }: PanelProgress): string | null {
  if (toScore === 0) return null;
  if (evaluators.length === 0) return 'Nobody has been named to score the bids.';
  const waiting = evaluators.filter(({ finished }) => !finished).map(({ name }) => name);
  return waiting.length === 0 ? null : `${waiting.join(', ')} ${waiting.length === 1 ? 'has' : 'have'} not finished scoring alone. Scores are shown here once everybody has.`;
}

/** May the evaluation be completed? */
export function decideCompletion(state: string, bids: number, progress: PanelProgress): Decision {
  const working = decideWorking(state);
  if (working.kind === 'refused') return state === 'evaluated' ? refuse('wrong-state', 'The evaluation is complete already.') : working;
  if (bids === 0) return refuse('no-bids', 'No bid is left to evaluate.');
  const waiting = waitingFor(progress);
  if (waiting) return refuse('unfinished', waiting);
  return progress.notModerated > 0 ? refuse('not-moderated', `${progress.notModerated} ${progress.notModerated === 1 ? 'answer has' : 'answers have'} no agreed score yet.`) : allow();
}
