import { completeEvaluation, declareInterests, finishScoring, moderate, nameAssessor, panelQuestions, saveScore } from '#evaluation';
import type { Cast } from './cast.ts';

/** What the panel thought of one answer. */
export interface Judgement {
  readonly score: string;
  readonly reason: string;
  readonly strength: string;
  readonly improvement: string;
}

export async function namePanel(cast: Cast, opportunityId: string, evaluators: readonly string[], chair: string): Promise<void> {
  for (const who of evaluators) await cast.act(nameAssessor, 'officer', { opportunityId, personId: cast.person(who), chair: 'no' });
  await cast.act(nameAssessor, 'officer', { opportunityId, personId: cast.person(chair), chair: 'yes' });
}

export const declare = (cast: Cast, opportunityId: string, who: string, interest = ''): Promise<unknown> =>
  cast.act(declareInterests, who, { opportunityId, declaration: interest ? 'interest' : 'none', declarationWords: interest });

/** One evaluator scores a bid's answers alone, in the order of the questions; as many as there are judgements. */
export async function scoreAlone(cast: Cast, opportunityId: string, who: string, bidId: string, judgements: readonly Judgement[]): Promise<void> {
  const questions = await cast.services.database.read((read) => panelQuestions(read, opportunityId));
  for (const [index, judgement] of judgements.entries()) await cast.act(saveScore, who, { bidId, questionId: questions[index]!.id, ...judgement, version: 0 });
}

/** Everybody on the panel scores everything, the chair writes the agreed scores, and the officer completes the evaluation. */
export async function judge(cast: Cast, opportunityId: string, evaluators: readonly string[], chair: string, bids: ReadonlyMap<string, readonly Judgement[]>): Promise<void> {
  for (const who of [...evaluators, chair]) await declare(cast, opportunityId, who);
  for (const who of evaluators) {
    for (const [bidId, judgements] of bids) await scoreAlone(cast, opportunityId, who, bidId, judgements);
    await cast.act(finishScoring, who, { opportunityId });
  }
  const questions = await cast.services.database.read((read) => panelQuestions(read, opportunityId));
  for (const [bidId, judgements] of bids) {
    for (const [index, judgement] of judgements.entries()) await cast.act(moderate, chair, { bidId, questionId: questions[index]!.id, ...judgement, standing: '' });
  }
  await cast.act(completeEvaluation, 'officer', { opportunityId });
}
