import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { decideAccess, scaleById, type Assessor } from '#parts/assessments';
import { CONFLICT, decideCompletion, decideFinish, decideWorking, hasFinished, questionsFor, readScore, unscored, waitingFor } from './evaluation.ts';
import { assessorOf, finishScores, isLockedOut, lockOpportunity, markEvaluated, opportunityOfBid, panelBids, panelState, storeAgreed, storeScore, panelQuestions, ownScores, type EvaluatedOpportunity } from './evaluation.store.ts';
import { evaluationActs } from './evaluation.acts.ts';

const LONGEST = 5000;
const words = (missing: string) => z.string().trim().min(1, missing).max(LONGEST, `Use ${LONGEST.toLocaleString('en-GB')} characters or fewer`);
const scoreInput = {
  bidId: z.string(),
  questionId: z.string().refine(isId, 'This question is not there'),
  score: z.string().trim().min(1, 'Enter a score'),
  reason: words('Give the reason for the score, against the guide'),
  strength: words('Write at least one strength: every bidder is told what they did well'),
};
const gone = refuse('not-found', 'This bid is not there any more.');
const bid = (id: string) => ({ kind: 'bid', id }) as const;

/** Saves one score written alone. It may be changed until its writer has finished. */
export const saveScore = command({
  act: evaluationActs.score,
  input: z.object({ ...scoreInput, improvement: z.string().trim().max(LONGEST, 'Use 5,000 characters or fewer'), version: z.coerce.number().int().min(0).max(2_000_000_000) }),
  record: ({ bidId }) => bid(bidId),
  perform: async (context, input) => {
    const { tx } = context;
    const found = await openForPanel(context, input.bidId);
    if (found.kind === 'refused') return found;
    const { opportunity, assessor } = found.value;
    const question = await questionOfBid(context, opportunity, input.bidId, input.questionId);
    if (!question) return gone;
    const own = await ownScores(tx, opportunity.id, { assessorId: assessor.id });
    if (hasFinished(assessor.id, own)) return refuse('finished', 'You have finished scoring, so your scores stand. The chair can still agree another score.');
    const score = readScore(input.score, scaleById(opportunity.scaleId));
    if (score.kind === 'refused') return score;
    const version = await storeScore(tx, assessor.id, { bidId: input.bidId, question, score: score.value, reason: input.reason, strength: input.strength, improvement: input.improvement }, input.version);
    if (version === null) return refuse('conflict', CONFLICT);
    // The score itself stays out of the trail while colleagues score alone: an auditor's search must not show it to them.
    const [next] = unscored((await panelBids(tx, opportunity.id)).filter(({ id }) => id === input.bidId), await panelQuestions(tx, opportunity.id), [...own, { bidId: input.bidId, questionId: question.id }]);
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
    const working = decideWorking(opportunity.state);
    if (working.kind === 'refused') return working;
    const own = await ownScores(tx, opportunityId, { assessorId: access.value.id });
    const decision = decideFinish(unscored(await panelBids(tx, opportunityId), await panelQuestions(tx, opportunityId), own), own);
    if (decision.kind === 'refused') return decision;
    await finishScores(tx, access.value.id);
    return done({ scores: own.length }, { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, after: { scores: own.length } });
  },
});

/** The chair writes the score that the panel agreed. The scores written alone, and any agreed before, are kept. */
export const moderate = command({
  act: evaluationActs.moderate,
  input: z.object({ ...scoreInput, improvement: words('Write what the bidder could do better: every bidder is told'), standing: z.string() }),
  record: ({ bidId }) => bid(bidId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const found = await openForPanel(context, input.bidId);
    if (found.kind === 'refused') return found;
    const { opportunity } = found.value;
    const question = await questionOfBid(context, opportunity, input.bidId, input.questionId);
    if (!question) return gone;
    const { agreed, progress } = await panelState(tx, opportunity.id);
    const waiting = waitingFor(progress);
    if (waiting) return refuse('unfinished', waiting);
    const before = agreed.find((one) => one.bidId === input.bidId && one.questionId === question.id);
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
    const decision = decideCompletion(opportunity.state, bids.length, progress);
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
  const working = decideWorking(opportunity.state);
  return working.kind === 'refused' ? working : { kind: 'allowed', value: { opportunity, assessor: access.value } };
}

async function questionOfBid({ tx }: CommandContext, opportunity: EvaluatedOpportunity, bidId: string, questionId: string) {
  const found = (await panelBids(tx, opportunity.id)).find(({ id }) => id === bidId);
  return found ? questionsFor(found, await panelQuestions(tx, opportunity.id)).find(({ id }) => id === questionId) : undefined;
}
