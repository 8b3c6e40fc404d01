import { z } from 'zod';
import { isId } from '#kernel/ids';
import { firstRefusal, refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { decideAccess, scaleById, type Assessor } from '#parts/assessments';
import { withoutNames } from './bidder-label.ts';
import { CONFLICT, decideCompletion, decideFinish, decideRound, decideWorking, inRound, questionsFor, readScore, unscored, waitingFor, type PanelQuestion } from './evaluation.ts';
import { assessorOf, isLockedOut, lockOpportunity, markEvaluated, namesHidden, panelState, type EvaluatedOpportunity } from './evaluation.store.ts';
import { alsoWaiting } from './waiting.store.ts';
import { evaluationActs } from './evaluation.acts.ts';
import { opportunityOfBid, panelBids, panelQuestions } from './panel-bid.store.ts';
import { currentRound, decideReady } from './readiness.store.ts';
import { agreedScores, finishedRounds, finishScores, ownScores, storeAgreed, storeScore } from './score.store.ts';

const LONGEST = 5000;
const scoreInput = {
  bidId: z.string(),
  questionId: z.string().refine(isId, 'This question is not there'),
  score: z.string().trim().min(1, 'Enter a score'),
  reason: words(LONGEST, 'Give the reason for the score, against the guide'),
  strength: words(LONGEST, 'Write at least one strength: every bidder is told what they did well'),
};
const gone = refuse('not-found', 'This bid is not there any more.');
const bid = (id: string) => ({ kind: 'bid', id }) as const;

/** Saves one score written alone. It may be changed until its writer has finished. */
export const saveScore = command({
  act: evaluationActs.score,
  input: z.object({ ...scoreInput, improvement: optionalWords(LONGEST), version: z.coerce.number().int().min(0).max(2_000_000_000) }),
  record: ({ bidId }) => bid(bidId),
  perform: async (context, input) => {
    const { tx } = context;
    const found = await openForPanel(context, input.bidId);
    if (found.kind === 'refused') return found;
    const { opportunity, assessor } = found.value;
    const asked = await questionOfBid(context, opportunity, input.bidId, input.questionId);
    if (!asked) return gone;
    const { question, questions } = asked;
    const round = await currentRound(tx, opportunity.id, questions);
    const open = firstRefusal(decideRound(question, round), await decideReady(tx, question, input.bidId));
    if (open.kind === 'refused') return open;
    if ((await finishedRounds(tx, opportunity.id)).get(assessor.id)?.has(round)) return refuse('finished', 'You have finished scoring, so your scores stand. The chair can still agree another score.');
    const score = readScore(input.score, scaleById(opportunity.scaleId));
    if (score.kind === 'refused') return score;
    const version = await storeScore(tx, assessor.id, { bidId: input.bidId, question, score: score.value, reason: input.reason, strength: input.strength, improvement: input.improvement }, input.version);
    if (version === null) return refuse('conflict', CONFLICT);
    const own = await ownScores(tx, opportunity.id, { assessorId: assessor.id, bidIds: [input.bidId] });
    // The score itself stays out of the trail while colleagues score alone: an auditor's search must not show it to them.
    const [next] = unscored(asked.bids, inRound(questions, round), own);
    return done({ version, opportunityId: opportunity.id, nextQuestionId: next?.question.id ?? null }, { record: bid(input.bidId), bodyId: opportunity.bodyId, after: { questionId: question.id, version } });
  },
});

/** An evaluator has scored everything: their scores stand, and their colleagues' are shown to them. */
export const finishScoring = command({
  act: evaluationActs.finish,
  input: z.object({ opportunityId: z.string() }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async ({ tx, actor }, { opportunityId }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    const access = decideAccess(await assessorOf(tx, opportunityId, actor));
    if (access.kind === 'refused') return access;
    const working = decideWorking(opportunity.state, opportunity.pricesOpenedAt !== null);
    if (working.kind === 'refused') return working;
    const [bids, questions] = [await panelBids(tx, opportunityId), await panelQuestions(tx, opportunityId)];
    const round = await currentRound(tx, opportunityId, questions);
    const own = (await ownScores(tx, opportunityId, { assessorId: access.value.id })).filter((score) => score.round === round);
    const seen = (await namesHidden(tx, opportunityId)) ? withoutNames(bids) : bids;
    const decision = decideFinish(unscored(seen, inRound(questions, round), own), (await finishedRounds(tx, opportunityId)).get(access.value.id)?.has(round) ?? false, own.length, round);
    if (decision.kind === 'refused') return decision;
    await finishScores(tx, access.value.id);
    return done({ scores: own.length }, { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, after: { round, scores: own.length } });
  },
});

/** The chair writes the score that the panel agreed. The scores written alone, and any agreed before, are kept. */
export const moderate = command({
  act: evaluationActs.moderate,
  input: z.object({ ...scoreInput, improvement: words(LONGEST, 'Write what the bidder could do better: every bidder is told'), standing: z.string() }),
  record: ({ bidId }) => bid(bidId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const found = await openForPanel(context, input.bidId);
    if (found.kind === 'refused') return found;
    const { opportunity } = found.value;
    const asked = await questionOfBid(context, opportunity, input.bidId, input.questionId);
    if (!asked) return gone;
    const { question } = asked;
    const { progress } = await panelState(tx, opportunity.id);
    const inItsRound = decideRound(question, progress.round);
    if (inItsRound.kind === 'refused') return inItsRound;
    const waiting = waitingFor(progress);
    if (waiting) return refuse('unfinished', waiting);
    const before = (await agreedScores(tx, opportunity.id, [input.bidId])).find((one) => one.questionId === question.id);
    if ((before?.id ?? '') !== input.standing) return refuse('conflict', CONFLICT);
    const score = readScore(input.score, scaleById(opportunity.scaleId));
    if (score.kind === 'refused') return score;
    await storeAgreed(tx, { bidId: input.bidId, question, score: score.value, reason: input.reason, strength: input.strength, improvement: input.improvement }, actor.personId);
    return done({ opportunityId: opportunity.id }, {
      record: bid(input.bidId), bodyId: opportunity.bodyId, ...(before ? { before: { questionId: question.id, score: before.score } } : {}), after: { questionId: question.id, score: score.value }, reason: input.reason,
    });
  },
});

/** The evaluation is complete: agreed scores stand and the result can be awarded on. */
export const completeEvaluation = command({
  act: evaluationActs.complete,
  input: z.object({ opportunityId: z.string() }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async ({ tx, actor }, { opportunityId }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    if (await isLockedOut(tx, opportunityId, actor)) return refuse('barred', 'You are not on this panel.');
    const { bids, progress } = await panelState(tx, opportunityId);
    const decision = decideCompletion(opportunity.state, bids.length, progress, await alsoWaiting(tx, opportunity));
    if (decision.kind === 'refused') return decision;
    await markEvaluated(tx, opportunityId);
    return done({ bids: bids.length }, { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, before: { state: 'opened' }, after: { state: 'evaluated', bids: bids.length } });
  },
});

/** The opportunity of a bid, locked, for somebody of its panel who has declared that they have no interest. */
async function openForPanel({ tx, actor }: CommandContext, bidId: string): Promise<Decision<{ opportunity: EvaluatedOpportunity; assessor: Assessor }>> {
  const opportunityId = await opportunityOfBid(tx, bidId);
  const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
  if (!opportunity) return gone;
  const access = decideAccess(await assessorOf(tx, opportunity.id, actor));
  if (access.kind === 'refused') return access;
  const working = decideWorking(opportunity.state, opportunity.pricesOpenedAt !== null);
  return working.kind === 'refused' ? working : { kind: 'allowed', value: { opportunity, assessor: access.value } };
}

async function questionOfBid({ tx }: CommandContext, opportunity: EvaluatedOpportunity, bidId: string, questionId: string) {
  const bids = await panelBids(tx, opportunity.id, { bidId });
  const questions: readonly PanelQuestion[] = await panelQuestions(tx, opportunity.id);
  const question = bids[0] && questionsFor(bids[0], questions).find(({ id }) => id === questionId);
  return question ? { question, questions, bids } : undefined;
}
