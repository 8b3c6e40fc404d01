import type { Id } from '#kernel/ids';
import type { Read } from '#platform/database/connection';
import { criteriaOf, isPriceFormula, scaleById, scoreBids, type Criterion, type Result } from '#parts/assessments';
import { questionsFor, type AgreedScore, type PanelBid, type PanelQuestion } from './evaluation.ts';
import { agreedScores, panelBids, panelQuestions, readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';

/** The result of one lot, or of the whole where there are no lots. */
export interface LotResult {
  readonly lot: EvaluatedOpportunity['lots'][number] | null;
  readonly bids: readonly PanelBid[];
  readonly questions: readonly PanelQuestion[];
  readonly result: Result;
}

export interface Results {
  readonly opportunity: EvaluatedOpportunity;
  readonly criteria: readonly Criterion[];
  readonly agreed: readonly AgreedScore[];
  readonly lots: readonly LotResult[];
}

/** Totals and ranks from the agreed scores and the prices. Computed each time, from rows that no longer change once the evaluation is complete. */
export async function resultsOf(read: Read, opportunityId: string): Promise<Results | null> {
  const opportunity = await readOpportunity(read, opportunityId);
  if (!opportunity) return null;
  const criteria = await criteriaOf(read, { kind: 'opportunity', id: opportunityId });
  const [questions, bids, agreed] = [await panelQuestions(read, opportunityId), await panelBids(read, opportunityId), await agreedScores(read, opportunityId)];
  const lots = opportunity.lots.length > 0 ? opportunity.lots : [null];
  return { opportunity, criteria, agreed, lots: lots.map((lot) => resultOfLot(opportunity, criteria, questions, bids, agreed, lot)) };
}

function resultOfLot(
  opportunity: EvaluatedOpportunity, criteria: readonly Criterion[], allQuestions: readonly PanelQuestion[], allBids: readonly PanelBid[], agreed: readonly AgreedScore[], lot: LotResult['lot'],
): LotResult {
  const bids = lot ? allBids.filter(({ lotIds }) => lotIds.includes(lot.id)) : allBids;
  const questions = questionsFor({ lotIds: lot ? [lot.id as Id<'lot'>] : [] }, allQuestions);
  const formula = opportunity.priceFormula;
  const result = scoreBids({
    criteria, questions, scaleMaximum: scaleById(opportunity.scaleId).maximum, priceFormula: formula !== null && isPriceFormula(formula) ? formula : null, benchmarkPence: opportunity.benchmarkPence,
    bids: bids.map((bid) => ({
      id: bid.id, name: bid.organisationName, pricePence: bid.prices.find(({ lotId }) => lotId === (lot?.id ?? null))?.netPence ?? null,
      scores: new Map(agreed.filter(({ bidId }) => bidId === bid.id).map(({ questionId, score }) => [questionId, score])),
    })),
  });
  return { lot, bids, questions, result };
}
