import { z } from 'zod';
import { decimal } from '#kernel/decimal';
import { isId, type BodyId } from '#kernel/ids';
import { refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { scaleById } from '#parts/assessments';
import { evaluationActs } from './evaluation.acts.ts';
import { questionsFor } from './evaluation.ts';
import { lockOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { decideLayScoring, decideLayWorking, facesFor, type LayAssessor } from './lay.ts';
import { barLayAssessor, finishLayScores, inviteLayAssessor, layAssessorByCode, layAssessorsOf, layScoresOfOne, recordTraining, storeLayDeclaration, storeLayScore } from './lay.store.ts';
import { layQuestions, panelBids } from './panel-bid.store.ts';
import { day, optionalWords, words } from './typed-fields.ts';

const about = (id: string) => ({ kind: 'opportunity', id }) as const;
const gone = refuse('not-found', 'This opportunity is not there any more.');
const OVER = refuse('wrong-state', 'The evaluation is over, so nobody can join it.');

/** Invites somebody who uses the service. Who they are and how to reach them stays with whoever supports them: here is a name of their choosing. */
export const inviteLay = command({
  act: evaluationActs.inviteLay,
  input: z.object({ opportunityId: z.string(), pseudonym: words(60, 'Enter the name they chose'), supportedBy: words(200, 'Say who supports them and can reach them'), support: optionalWords(2000) }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx, actor }, { opportunityId, ...given }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    if (!['published', 'opened'].includes(opportunity.state)) return OVER;
    if ((await layQuestions(tx, opportunityId)).length === 0) return refuse('no-criterion', 'The tender has no criterion that people who use the service score, so none can be added now.');
    const code = await inviteLayAssessor(tx, { opportunityId, ...given }, actor.personId);
    if (code === null) return refuse('name-taken', 'Somebody here has this name already. Choose another.', { field: 'pseudonym' });
    return done({ code, pseudonym: given.pseudonym }, { record: about(opportunityId), bodyId: opportunity.bodyId, after: { supportedBy: given.supportedBy } });
  },
});

/** Records what they were taught and how they are helped (DP-16). */
export const trainLay = command({
  act: evaluationActs.trainLay,
  input: z.object({ opportunityId: z.string(), layId: z.string().refine(isId, 'This person is not there'), trainedOn: day('Enter the day of the training'), training: words(2000, 'Say what the training was'), support: optionalWords(2000) }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx }, { opportunityId, layId, trainedOn, training, support }) => {
    const found = await ofOpportunity(tx, opportunityId, layId);
    if (!found) return gone;
    await recordTraining(tx, layId, trainedOn, training, support);
    return done(undefined, { record: about(opportunityId), bodyId: found.opportunity.bodyId, after: { layId, trainedOn, training, support } });
  },
});

/** Closes a link: lost, or somebody who cannot go on. What they scored is kept and not counted. */
export const barLay = command({
  act: evaluationActs.barLay,
  input: z.object({ opportunityId: z.string(), layId: z.string().refine(isId, 'This person is not there'), reason: words(2000, 'Give a reason') }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx }, { opportunityId, layId, reason }) => {
    const found = await ofOpportunity(tx, opportunityId, layId);
    if (!found) return gone;
    if (found.assessor.barredAt) return refuse('barred', 'This link is closed already.');
    if (!['published', 'opened'].includes(found.opportunity.state) || found.opportunity.pricesOpenedAt) return OVER;
    await barLayAssessor(tx, layId, reason);
    return done({ pseudonym: found.assessor.pseudonym }, { record: about(opportunityId), bodyId: found.opportunity.bodyId, after: { layId }, reason });
  },
});

async function ofOpportunity(tx: CommandContext['tx'], opportunityId: string, layId: string) {
  const opportunity = await lockOpportunity(tx, opportunityId);
  const assessor = (await layAssessorsOf(tx, opportunityId)).find(({ id }) => id === layId);
  return opportunity && assessor ? { opportunity, assessor } : null;
}

const NO_LINK = refuse('no-link', 'This link does not work. Ask whoever supports you for another.');
const code = z.string().max(100);

/** They say whether they know a bidder. A tie closes the link: nobody thinks worse of them for it. */
export const declareLay = command({
  act: evaluationActs.layDeclare,
  input: z.object({ code, declaration: z.enum(['none', 'interest'], 'Choose an answer') }),
  record: () => null,
  perform: async ({ tx }, input) => {
    const found = await byCode(tx, input.code, decideLayWorking);
    if (found.kind === 'refused') return found;
    const { assessor, opportunity } = found.value;
    if (assessor.declaration !== null) return refuse('declared', 'You have answered this already.');
    await storeLayDeclaration(tx, assessor.id, input.declaration);
    if (input.declaration === 'interest') await barLayAssessor(tx, assessor.id, 'Knows or works with a bidder');
    return done({ declaration: input.declaration }, { record: about(opportunity.id), bodyId: opportunity.bodyId, after: { layId: assessor.id, declaration: input.declaration } });
  },
});

/** One face for one question. It can be changed until they finish. */
export const scoreLay = command({
  act: evaluationActs.layScore,
  input: z.object({ code, bidId: z.string().refine(isId, 'This is not there'), questionId: z.string().refine(isId, 'This is not there'), score: z.string().min(1, 'Choose a face'), words: optionalWords(2000) }),
  record: () => null,
  perform: async ({ tx }, input) => {
    const found = await byCode(tx, input.code, decideLayScoring);
    if (found.kind === 'refused') return found;
    const { assessor, opportunity } = found.value;
    const face = facesFor(scaleById(opportunity.scaleId).maximum).find(({ score }) => score === input.score);
    if (!face) return refuse('no-face', 'Choose a face', { field: 'score' });
    const step = (await stepsOf(tx, opportunity.id)).find(({ bidId, questionId }) => bidId === input.bidId && questionId === input.questionId);
    if (!step) return refuse('not-found', 'This is not there any more.');
    await storeLayScore(tx, assessor.id, { bidId: input.bidId, questionId: input.questionId, score: decimal(face.score), words: input.words });
    return done(undefined, { record: about(opportunity.id), bodyId: opportunity.bodyId as BodyId, after: { layId: assessor.id, questionId: input.questionId } });
  },
});

/** They are done: from here their scores count and stay. */
export const finishLay = command({
  act: evaluationActs.layFinish,
  input: z.object({ code }),
  record: () => null,
  perform: async ({ tx }, input) => {
    const found = await byCode(tx, input.code, decideLayScoring);
    if (found.kind === 'refused') return found;
    const { assessor, opportunity } = found.value;
    const scored = new Set((await layScoresOfOne(tx, assessor.id)).map(({ bidId, questionId }) => `${bidId} ${questionId}`));
    const left = (await stepsOf(tx, opportunity.id)).filter(({ bidId, questionId }) => !scored.has(`${bidId} ${questionId}`)).length;
    if (left > 0) return refuse('left', `There ${left === 1 ? 'is 1 question' : `are ${left} questions`} left.`);
    await finishLayScores(tx, assessor.id);
    return done(undefined, { record: about(opportunity.id), bodyId: opportunity.bodyId, after: { layId: assessor.id, scores: scored.size } });
  },
});

/** Every question of every bid that is theirs to judge, bid by bid. */
export async function stepsOf(read: CommandContext['tx'], opportunityId: string): Promise<{ readonly bidId: string; readonly questionId: string }[]> {
  const [bids, questions] = [await panelBids(read, opportunityId), await layQuestions(read, opportunityId)];
  return bids.flatMap((bid) => questionsFor(bid, questions).map((question) => ({ bidId: bid.id, questionId: question.id })));
}

type Working = typeof decideLayWorking;

/** Whose link it is, locked, where they may go on. */
async function byCode(tx: CommandContext['tx'], text: string, decide: Working): Promise<Decision<{ assessor: LayAssessor; opportunity: EvaluatedOpportunity }>> {
  const first = await layAssessorByCode(tx, text);
  const opportunity = first ? await lockOpportunity(tx, first.opportunityId) : null;
  // Read again under the lock: somebody may have closed it meanwhile.
  const found = opportunity ? await layAssessorByCode(tx, text) : null;
  if (!found || !opportunity) return NO_LINK;
  const decision = decide(found.assessor, opportunity.state, opportunity.pricesOpenedAt !== null);
  return decision.kind === 'refused' ? decision : { kind: 'allowed', value: { assessor: found.assessor, opportunity } };
}
