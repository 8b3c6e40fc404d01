import { sql } from 'kysely';
import { decimal, type Decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import type { Read } from '#platform/database/connection';
import { criteriaOf, isPriceFormula, outWhateverThePrice, scaleById, scoreBids, weigh, type Criterion, type Result, type ScoredBid, type ScoringInput } from '#parts/assessments';
import { questionsFor, type AgreedScore, type PanelBid, type PanelQuestion } from './evaluation.ts';
import { readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { layPercent, type LayScore } from './lay.ts';
import { layScores } from './lay.store.ts';
import { layQuestions, panelBids, panelQuestions } from './panel-bid.store.ts';
import { agreedScores } from './score.store.ts';

/** The result of one lot, or of the whole where there are no lots. */
export interface LotResult {
  readonly lot: EvaluatedOpportunity['lots'][number] | null;
  readonly bids: readonly PanelBid[];
  readonly questions: readonly PanelQuestion[];
  readonly result: Result;
  /** What people who use the service gave each bid, by criterion: shown apart from the panel's scores. */
  readonly layScores: readonly LayScore[];
}

export interface Results {
  readonly opportunity: EvaluatedOpportunity;
  readonly criteria: readonly Criterion[];
  readonly agreed: readonly AgreedScore[];
  readonly lots: readonly LotResult[];
}

/** All that a result is computed from. */
interface Ingredients {
  readonly opportunity: EvaluatedOpportunity;
  readonly criteria: readonly Criterion[];
  readonly questions: readonly PanelQuestion[];
  readonly bids: readonly PanelBid[];
  readonly agreed: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
  readonly agreedScores: readonly AgreedScore[];
  readonly lay: readonly LayScore[];
  readonly layQuestions: readonly PanelQuestion[];
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
  readonly notExplained: readonly { readonly bidId: string; readonly lotId: string | null; readonly reason: string }[];
  readonly drawings: readonly { readonly lotId: string | null; readonly bidIds: readonly string[] }[];
}

/** Totals and ranks from the agreed scores and the prices. Computed each time, from rows that no longer change once the evaluation is complete. A fixed number of queries. */
export async function resultsOf(read: Read, opportunityId: string): Promise<Results | null> {
  const from = await ingredientsOf(read, opportunityId);
  if (!from) return null;
  return { opportunity: from.opportunity, criteria: from.criteria, agreed: from.agreedScores, lots: lotsOf(from).map((lot) => resultOfLot(from, lot)) };
}

/**
 * The prices that stay sealed at the second opening, with why: of bids that no price could bring into the running for a lot. Wired to the
 * room `bids`, which asks once every score for quality is agreed.
 */
export async function pricesToKeepSealed(read: Read, opportunityId: string): Promise<readonly { readonly bidId: string; readonly lotId: string | null; readonly reason: string }[]> {
  const from = await ingredientsOf(read, opportunityId);
  if (!from) return [];
  return lotsOf(from).flatMap((lot) => [...outWhateverThePrice(scoringOf(from, lot).input)].map(([bidId, why]) => ({ bidId, lotId: lot?.id ?? null, reason: why.join(' ') })));
}

const lotsOf = ({ opportunity }: Ingredients): readonly LotResult['lot'][] => (opportunity.lots.length > 0 ? opportunity.lots : [null]);

async function ingredientsOf(read: Read, opportunityId: string): Promise<Ingredients | null> {
  const opportunity = await readOpportunity(read, opportunityId);
  if (!opportunity) return null;
  const agreed = await agreedScores(read, opportunityId);
  const byBid = new Map<string, Map<string, Decimal>>();
  for (const { bidId, questionId, score } of agreed) byBid.set(bidId, (byBid.get(bidId) ?? new Map<string, Decimal>()).set(questionId, score));
  return {
    opportunity, agreedScores: agreed, criteria: await criteriaOf(read, { kind: 'opportunity', id: opportunityId }), questions: await panelQuestions(read, opportunityId), bids: await panelBids(read, opportunityId), agreed: byBid,
    lay: await layScores(read, opportunityId), layQuestions: await layQuestions(read, opportunityId), counts: await countsOffered(read, opportunityId),
    notExplained: await pricesNotExplained(read, opportunityId), drawings: await drawingsOf(read, opportunityId),
  };
}

function resultOfLot(from: Ingredients, lot: LotResult['lot']): LotResult {
  const { bids, questions, input } = scoringOf(from, lot);
  return { lot, bids, questions, result: scoreBids(input), layScores: from.lay.filter(({ bidId }) => bids.some(({ id }) => id === bidId)) };
}

function scoringOf(from: Ingredients, lot: LotResult['lot']): Pick<LotResult, 'bids' | 'questions'> & { readonly input: ScoringInput } {
  const { opportunity, criteria } = from;
  const lotId = lot?.id ?? null;
  const bids = lot ? from.bids.filter(({ lotIds }) => lotIds.includes(lot.id)) : from.bids;
  const questions = questionsFor({ lotIds: lot ? [lot.id as Id<'lot'>] : [] }, from.questions);
  const formula = opportunity.priceFormula;
  return { bids, questions, input: {
    criteria, questions, scaleMaximum: scaleById(opportunity.scaleId).maximum, priceFormula: formula !== null && isPriceFormula(formula) ? formula : null, benchmarkPence: opportunity.benchmarkPence,
    bids: bids.map((bid) => scoredBid(from, bid, lotId)), passPoints: opportunity.plan.overallPassPoints, tieRules: opportunity.plan.tieRules, drawn: from.drawings.find((one) => one.lotId === lotId)?.bidIds ?? [],
  } };
}

const PRICE_NEVER_OPENED = 'Its price was not opened.';

function scoredBid(from: Ingredients, bid: PanelBid, lotId: string | null): ScoredBid {
  const { plan, scaleId } = from.opportunity;
  const leaves = weigh(from.criteria).filter(({ isLeaf }) => isLeaf);
  const given = leaves.flatMap(({ id, judgedBy }): [string, Decimal][] => {
    if (judgedBy === 'past-performance' && bid.newcomer === true && plan.neutralPercent) return [[id, plan.neutralPercent]];
    if (judgedBy !== 'service-users') return [];
    const asked = from.layQuestions.filter(({ criterionId, lotId: only }) => criterionId === id && (only === null || only === lotId)).map((question) => question.id);
    const percent = layPercent(from.lay.filter((score) => score.bidId === bid.id && asked.includes(score.questionId)), scaleById(scaleId).maximum);
    return percent ? [[id, percent]] : [];
  });
  const refusedPrice = from.notExplained.find((one) => one.bidId === bid.id && one.lotId === lotId);
  return {
    id: bid.id, name: bid.organisationName, pricePence: bid.prices.find((price) => price.lotId === lotId)?.netPence ?? null, scores: from.agreed.get(bid.id) ?? new Map<string, Decimal>(),
    priceSealed: bid.pricesKeptSealed.some((one) => one.lotId === lotId) ? PRICE_NEVER_OPENED : null,
    counts: from.counts.get(bid.id) ?? new Map<string, Decimal>(), given: new Map(given),
    out: [...(bid.shortlisted === false ? ['It was not shortlisted.'] : []), ...(refusedPrice ? [`Its price was asked about and not accepted: ${refusedPrice.reason}`] : [])],
  };
}

/** The numbers offered under countable criteria, by bid and criterion. */
async function countsOffered(read: Read, opportunityId: string): Promise<Ingredients['counts']> {
  const { rows } = await sql<{ bidId: string; criterionId: string; value: unknown }>`select a.bid_id as "bidId", q.criterion_id as "criterionId", a.value from opened_answer a join bid b on b.id = a.bid_id
    join question q on q.id = a.question_id join criterion c on c.id = q.criterion_id where b.opportunity_id = ${opportunityId} and c.kind = 'reach' and q.type = 'number'`.execute(read);
  const counts = new Map<string, Map<string, Decimal>>();
  for (const { bidId, criterionId, value } of rows) {
    const count = decimal(String(value));
    // A number below nothing is nothing: bidders are told so where they type it, and a form may be got round.
    counts.set(bidId, (counts.get(bidId) ?? new Map<string, Decimal>()).set(criterionId, count.isNegative() ? decimal(0n) : count));
  }
  return counts;
}

async function pricesNotExplained(read: Read, opportunityId: string): Promise<Ingredients['notExplained']> {
  const rows = await read.selectFrom('price_question').select(['bid_id', 'lot_id', 'reason']).where('opportunity_id', '=', opportunityId).where('accepted', '=', false).execute();
  return rows.map((row) => ({ bidId: row.bid_id, lotId: row.lot_id, reason: row.reason ?? '' }));
}

async function drawingsOf(read: Read, opportunityId: string): Promise<Ingredients['drawings']> {
  const rows = await read.selectFrom('tie_drawing').select(['lot_id', 'bid_ids']).where('opportunity_id', '=', opportunityId).execute();
  return rows.map((row) => ({ lotId: row.lot_id, bidIds: row.bid_ids }));
}
