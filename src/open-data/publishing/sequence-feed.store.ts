import { sql } from 'kysely';
import type { Database, Read, Tx } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';

/** Only one process sequences at a time; another that tries finds nothing to do. */
const SEQUENCER_LOCK = 7_201_412_016;
const BATCH = 2000;

/**
 * Gives committed releases their places in the feed, in the order of commit, as the audit trail's sequencer does for its entries: a release is
 * taken only once every transaction that could still commit before it has ended (its number is below the oldest one running). A reader who
 * follows the places can therefore miss nothing, however long another writer takes.
 * @returns how many were given a place
 */
export async function sequenceFeed(database: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const placed = await database.write(sequenceBatch);
    total += placed;
    if (placed < BATCH) return total;
  }
}

async function sequenceBatch(tx: Tx): Promise<number> {
  const { rows: locks } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) as mine`.execute(tx);
  if (!locks[0]?.mine) return 0;
  const { numAffectedRows } = await sql`
    with ready as (
      select r.id, row_number() over (order by r.transaction_id, r.id) as nth from (
        select id, transaction_id from ocds_release where position is null and transaction_id < pg_snapshot_xmin(pg_current_snapshot()) order by transaction_id, id limit ${BATCH}) r),
    last as (select coalesce(max(position), 0) as position from ocds_release)
    update ocds_release o set position = last.position + ready.nth from ready, last where o.id = ready.id`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Whether any release waits for its place and nothing older is still being written. */
const isWaiting = async (read: Read): Promise<boolean> =>
  (await sql<{ waiting: boolean }>`select exists (select 1 from ocds_release where position is null and transaction_id < pg_snapshot_xmin(pg_current_snapshot())) as waiting`.execute(read)).rows[0]!.waiting;

export const sequenceFeedJob: JobHandler = {
  name: 'publishing.sequence-feed',
  due: ({ database }) => database.read(isWaiting),
  run: async ({ database }) => void (await sequenceFeed(database)),
};
