import { sql } from 'kysely';
import type { Tx } from '#platform/database/connection';

const GONE = 'Deleted: the time for which it was kept is over.';

/**
 * Deletes what was written about bids whose time is over, and what their bidders wrote to the panel. The scores stay: the totals of the award
 * are computed from them. Wired to the room `bids`.
 * @returns how many rows lost their words
 */
export async function clearJudgements(tx: Tx, bidIds: readonly string[]): Promise<number> {
  const ids = sql`any(${bidIds}::uuid[])`;
  const done = [
    await sql`update score set reason = ${GONE}, strength = ${GONE}, improvement = case when improvement = '' then '' else ${GONE} end where bid_id = ${ids}`.execute(tx),
    await sql`update moderated_score set reason = ${GONE}, strength = ${GONE}, improvement = ${GONE} where bid_id = ${ids}`.execute(tx),
    await sql`update lay_score set words = '' where bid_id = ${ids} and words <> ''`.execute(tx),
    await sql`update interview set notes = '' where bid_id = ${ids} and notes <> ''`.execute(tx),
    await sql`update evaluation_visit set notes = '' where bid_id = ${ids} and notes <> ''`.execute(tx),
    await sql`update evidence_sheet set lines = '[]', reply = case when reply is null then null else ${GONE} end where bid_id = ${ids}`.execute(tx),
    await sql`update price_question set lines = '[]', explanation = ${GONE} where bid_id = ${ids} and answered_at is not null`.execute(tx),
  ];
  return done.reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0n), 0);
}
