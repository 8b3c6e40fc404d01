import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { lowPrices, type LowPrice } from '#parts/assessments';
import { policyValue } from '#policy';
import type { EvaluatedOpportunity } from './evaluation.store.ts';
import { panelBids } from './panel-bid.store.ts';
import type { CostLine, PriceQuestion } from './low-price.ts';
import type { PanelBid } from './evaluation.ts';

export interface LotPrices {
  readonly lot: EvaluatedOpportunity['lots'][number] | null;
  readonly priced: number;
  readonly low: readonly LowPrice[];
}

/** Prices that look too low, by lot, by the setting of the day on which they were opened. Nothing before. */
export async function lowPricesOf(read: Read, opportunity: EvaluatedOpportunity): Promise<{ readonly flagPercent: string | null; readonly lots: readonly LotPrices[]; readonly bids: readonly PanelBid[] }> {
  const openedAt = opportunity.plan.pricesOpenedLater ? opportunity.pricesOpenedAt : opportunity.openedAt;
  if (openedAt === null) return { flagPercent: null, lots: [], bids: [] };
  const flagPercent = (await policyValue(read, opportunity.bodyId, 'evaluation.lowPricePercent', londonDate(openedAt))).value;
  const bids = await panelBids(read, opportunity.id);
  const lots = (opportunity.lots.length > 0 ? opportunity.lots : [null]).map((lot): LotPrices => {
    const priced = bids.flatMap(({ id, organisationName, prices }) => prices.filter(({ lotId }) => lotId === (lot?.id ?? null)).map(({ netPence }) => ({ bidId: id, name: organisationName, pricePence: netPence })));
    return { lot, priced: priced.length, low: lowPrices(priced, { flagPercent, budgetPence: lot ? lot.valueNetPence : opportunity.valueNetPence }) };
  });
  return { flagPercent: flagPercent?.toString() ?? null, lots, bids };
}

const QUESTION = sql.raw(`select q.id, q.bid_id as "bidId", q.lot_id as "lotId", q.why, q.asked_at as "askedAt", q.answer_until as "answerUntil", q.lines, q.explanation, q.answered_at as "answeredAt",
  q.accepted, q.reason, q.assessed_at as "assessedAt", q.tested, q.tested_at as "testedAt" from price_question q`);

export async function priceQuestionsOf(read: Read, opportunityId: string): Promise<PriceQuestion[]> {
  return (await sql<PriceQuestion>`${QUESTION} where q.opportunity_id = ${opportunityId} order by q.asked_at, q.id`.execute(read)).rows;
}
export async function priceQuestion(read: Read, bidId: string, lotId: string | null): Promise<PriceQuestion | null> {
  return (await sql<PriceQuestion>`${QUESTION} where q.bid_id = ${bidId} and q.lot_id is not distinct from ${lotId}::uuid`.execute(read)).rows[0] ?? null;
}
export async function priceQuestionsOfBid(read: Read, bidId: string): Promise<PriceQuestion[]> {
  return (await sql<PriceQuestion>`${QUESTION} where q.bid_id = ${bidId} order by q.asked_at, q.id`.execute(read)).rows;
}
/** Of the bid that became an agreement, with what was accepted. */
export async function priceQuestionsOfAgreement(read: Read, agreementId: string): Promise<PriceQuestion[]> {
  return (await sql<PriceQuestion>`${QUESTION} join award a on a.bid_id = q.bid_id and a.lot_id is not distinct from q.lot_id where a.agreement_id = ${agreementId} order by q.asked_at, q.id`.execute(read)).rows;
}

export async function insertPriceQuestion(tx: Tx, given: { readonly opportunityId: string; readonly bidId: string; readonly lotId: string | null; readonly why: string; readonly answerUntil: Date }, by: PersonId | null): Promise<boolean> {
  const result = await sql`insert into price_question (id, opportunity_id, bid_id, lot_id, why, answer_until, asked_by)
    values (${newId<'price_question'>()}, ${given.opportunityId}, ${given.bidId}, ${given.lotId}, ${given.why}, ${given.answerUntil}, ${by}) on conflict do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function storeExplanation(tx: Tx, id: string, lines: readonly CostLine[], explanation: string, by: PersonId | null): Promise<void> {
  await sql`update price_question set lines = ${JSON.stringify(lines)}::jsonb, explanation = ${explanation}, answered_by = ${by}, answered_at = wantsum_clock() where id = ${id} and assessed_at is null`.execute(tx);
}

export async function storeAssessment(tx: Tx, id: string, accepted: boolean, reason: string, by: PersonId | null): Promise<void> {
  await sql`update price_question set accepted = ${accepted}, reason = ${reason}, assessed_by = ${by}, assessed_at = wantsum_clock() where id = ${id} and assessed_at is null`.execute(tx);
}

export async function storeTest(tx: Tx, id: string, tested: string, by: PersonId | null): Promise<void> {
  await sql`update price_question set tested = ${tested}, tested_by = ${by}, tested_at = wantsum_clock() where id = ${id}`.execute(tx);
}

/** The first review of an agreement that is still to be held. */
export async function firstReview(read: Read, agreementId: string): Promise<string | null> {
  const { rows } = await sql<{ dueOn: string | null }>`select min(due_on)::text as "dueOn" from review where agreement_id = ${agreementId} and held_on is null and due_on > (wantsum_clock() at time zone 'Europe/London')::date`.execute(read);
  return rows[0]?.dueOn ?? null;
}
