import { Decimal } from '#kernel/decimal';
import type { BidResult, Result } from '#parts/assessments';
import type { RuleNote } from '#kernel/rule-note';
import { LAY_RULE, type AgreedScore, type LayOutcome, type PanelQuestion } from '#evaluation';

export const FEEDBACK_RULE: RuleNote = {
  sentence: 'Every bidder is told, for each question, its score, a strength and what to improve, and the relative advantages of the winner, all at the same time and before the award notice.',
  source: 'PA23 s.50(3); evidence of 30 January 2014 (DP-30)', confidence: 'A',
};

/** What a bidder is told of one question. Kept whole as it was sent: later changes elsewhere do not reach it. */
export interface QuestionFeedback {
  readonly questionId: string;
  readonly position: number;
  readonly text: string;
  readonly score: string;
  readonly of: string;
  readonly strength: string;
  readonly improvement: string;
}
export interface CriterionFeedback {
  readonly name: string;
  readonly points: string;
  readonly of: string;
  readonly winner: string;
}
export interface FeedbackContent {
  readonly questions: readonly QuestionFeedback[];
  readonly criteria: readonly CriterionFeedback[];
  readonly winnerName: string;
  readonly winnerTotal: string;
  /** Why the bid was not ranked, such as a pass mark it missed; empty for one that was. */
  readonly failed: readonly string[];
  /** What people who use the service scored, one sentence a criterion; absent where no criterion was theirs, and in letters from before. */
  readonly serviceUsers?: readonly string[];
  /** In the winner's letter, where its award is provisional: what that means for it (DP-20). */
  readonly provisional?: string;
}

export interface FeedbackDraft {
  readonly bidId: string;
  readonly total: Decimal;
  readonly rank: number;
  readonly successful: boolean;
  readonly winnerAdvantages: string;
  readonly content: FeedbackContent;
}

interface DraftInput {
  readonly result: Result;
  readonly winnerBidId: string;
  readonly agreed: readonly AgreedScore[];
  readonly questions: readonly PanelQuestion[];
  readonly scaleMaximum: Decimal;
  readonly lay: LayOutcome | null;
  /** What the winner is told of a provisional award. */
  readonly provisional?: string;
}

/** Drafts a letter for every assessed bid from what the panel agreed; an officer edits it before it goes. */
export function draftFeedback(input: DraftInput): readonly FeedbackDraft[] {
  const { result, winnerBidId } = input;
  const winner = result.bids.find(({ bidId }) => bidId === winnerBidId)!;
  const ranked = result.bids.filter(({ rank }) => rank !== null).length;
  return result.bids.map((bid) => ({
    bidId: bid.bidId, total: bid.total, rank: bid.rank ?? ranked + 1, successful: bid === winner,
    winnerAdvantages: bid === winner ? '' : advantages(input, winner, bid),
    content: {
      winnerName: winner.name, winnerTotal: winner.total.toFixed(2), failed: bid.failed, questions: questionsOf(input, bid.bidId),
      criteria: bid.criteria.map(({ name, points, of, criterionId, notOpened }) => ({ name, points: notOpened ? 'Not opened' : points.toFixed(2), of: of.toString(), winner: winner.criteria.find((one) => one.criterionId === criterionId)?.points.toFixed(2) ?? '' })),
      ...(input.provisional && bid === winner ? { provisional: input.provisional } : {}),
      ...(input.lay ? { serviceUsers: serviceUserSentences(input.lay, bid.bidId, winnerBidId) } : {}),
    },
  }));
}

/** The weight of what was theirs to decide, what this bid had, and what the winner had. */
function serviceUserSentences({ criteria, bids }: LayOutcome, bidId: string, winnerBidId: string): readonly string[] {
  const of = (id: string) => bids.find((bid) => bid.bidId === id)?.sentences ?? [];
  return [`${criteria.map(({ name, of: most }) => `“${name}” counted for ${most} of 100 points`).join(', ')}. ${LAY_RULE}`, ...of(bidId), ...(bidId === winnerBidId ? [] : of(winnerBidId))];
}

const agreedOf = ({ agreed }: DraftInput, bidId: string, questionId: string): AgreedScore | undefined => agreed.find((one) => one.bidId === bidId && one.questionId === questionId);

function questionsOf(input: DraftInput, bidId: string): QuestionFeedback[] {
  // What was not judged of this bid, such as the interview of one that was not shortlisted, has nothing to be told of.
  return input.questions.filter(({ id }) => agreedOf(input, bidId, id) !== undefined).map(({ id, position, text }) => {
    const agreed = agreedOf(input, bidId, id);
    return { questionId: id, position, text, score: (agreed?.score ?? Decimal.zero).toString(), of: input.scaleMaximum.toString(), strength: agreed?.strength ?? '', improvement: agreed?.improvement ?? '' };
  });
}

/** Where the winner had more, and in the panel's own words why. */
function advantages(input: DraftInput, winner: BidResult, bid: BidResult): string {
  const better = input.questions.flatMap(({ id, position }) => {
    const [theirs, own] = [agreedOf(input, winner.bidId, id), agreedOf(input, bid.bidId, id)];
    return theirs && theirs.score.compare(own?.score ?? Decimal.zero) > 0 ? [`Question ${position}: the successful bid scored ${theirs.score.toString()} and yours ${(own?.score ?? Decimal.zero).toString()}. ${theirs.strength}`] : [];
  });
  const price = winner.criteria.flatMap((one) => {
    const own = bid.criteria.find(({ criterionId }) => criterionId === one.criterionId);
    return one.kind === 'price' && own && !own.notOpened && one.points.compare(own.points) > 0 ? [`${one.name}: the successful bid had ${one.points.toFixed(2)} of ${one.of.toString()} points and yours ${own.points.toFixed(2)}.`] : [];
  });
  return [...better, ...price].join('\n');
}

export const SERVICE_USERS_HEADING = 'What people who use the service decided';

/** A letter as it is stored. */
export interface Feedback extends Omit<FeedbackDraft, 'total'> {
  readonly id: string;
  readonly lotId: string | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly totalPoints: string;
  readonly releasedAt: Date | null;
  readonly talkAskedAt: Date | null;
  /** Set where its award was given up afterwards: the letter stands as it was sent, and another follows. */
  readonly setAsideAt: Date | null;
  /** Micro or small, or of the voluntary sector or a social enterprise: offered a talk (DP-30). */
  readonly small: boolean;
}

/** Everything that keeps letters from being released, one sentence each, by bidder and question. */
export function missingFrom(letters: readonly Feedback[]): readonly { readonly sentence: string }[] {
  return letters.flatMap(({ organisationName, successful, winnerAdvantages, content }) => [
    ...content.questions.flatMap(({ position, strength, improvement }) => [
      ...(strength.trim() === '' ? [{ sentence: `${organisationName}, question ${position}: the strength is empty.` }] : []),
      ...(improvement.trim() === '' ? [{ sentence: `${organisationName}, question ${position}: what to improve is empty.` }] : []),
    ]),
    ...(!successful && winnerAdvantages.trim() === '' ? [{ sentence: `${organisationName}: the winner’s relative advantages are empty.` }] : []),
  ]);
}

interface LetterFacts {
  readonly feedback: Feedback;
  readonly bodyName: string;
  readonly title: string;
  readonly bidReference: string;
  readonly lotWords: string | null;
  readonly date: string;
  readonly talkAddress: string;
}

/** How a bid fared, in a sentence or two. */
export function resultSentence({ successful, totalPoints, rank, content }: Pick<Feedback, 'successful' | 'totalPoints' | 'rank' | 'content'>): string {
  if (successful) return `Your bid was successful, with ${totalPoints} of 100 points.${content.provisional ? ` ${content.provisional}` : ''}`;
  const place = content.failed.length > 0 ? `. It was not ranked. ${content.failed.join(' ')}` : ` and was ranked ${rank}.`;
  return `Your bid was not successful. It had ${totalPoints} of 100 points${place} The successful bid, of ${content.winnerName}, had ${content.winnerTotal}.`;
}

/** The letter as plain text, to be kept by the bidder. */
export function letterText({ feedback, bodyName, title, bidReference, lotWords, date, talkAddress }: LetterFacts): string {
  const { content, successful, organisationName } = feedback;
  return [
    bodyName, date, '', `To ${organisationName}`, '', `Your bid ${bidReference} for ${title}${lotWords ? `, ${lotWords}` : ''}`, '',
    resultSentence(feedback),
    '', 'POINTS', ...content.criteria.map(({ name, points, of, winner }) => `${name}: ${points} of ${of}${successful ? '' : ` (successful bid ${winner})`}`),
    '', 'YOUR ANSWERS',
    ...content.questions.flatMap(({ position, text, score, of, strength, improvement }) => ['', `${position}. ${text}`, `Score: ${score} of ${of}`, `Strength: ${strength}`, `To improve: ${improvement}`]),
    ...(content.serviceUsers ? ['', SERVICE_USERS_HEADING.toUpperCase(), ...content.serviceUsers] : []),
    ...(successful ? [] : ['', 'WHAT THE SUCCESSFUL BID DID BETTER', feedback.winnerAdvantages]),
    ...(feedback.small ? ['', `Book a talk about this feedback: ${talkAddress}`] : []), '',
  ].join('\n');
}
