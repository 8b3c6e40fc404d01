import type { Read, Tx } from '#platform/database/connection';
import { sql } from 'kysely';
import type { OrganisationId } from '#kernel/ids';
import { readContentLine } from './bid-content.ts';
import { readDraft } from './draft.store.ts';
import type { BidId } from './bid.store.ts';
import { submittedLines } from './submission.store.ts';

/**
 * The lots of an organisation's own bid: for its own people alone, and for what is decided about them.
 * @param which the bid that stands sent, or its draft as it is now
 * @returns null without such a bid; empty where the tender has no lots
 */
export async function ownLots(read: Read, opportunityId: string, organisationId: string, which: 'standing' | 'draft'): Promise<readonly string[] | null> {
  const row = await read.selectFrom('bid as b').leftJoin('bid_submission as s', 's.id', 'b.current_submission_id').select(['b.id', 'b.state', 's.number']).where('b.opportunity_id', '=', opportunityId).where('b.organisation_id', '=', organisationId).executeTakeFirst();
  if (!row) return null;
  const bid = { id: row.id as BidId, organisationId: organisationId as OrganisationId };
  if (which === 'draft' && (row.state === 'draft' || row.state === 'withdrawn')) return (await readDraft(read, bid)).lots?.value ?? [];
  if (row.state !== 'submitted' || row.number === null) return null;
  const lines = await submittedLines(read, bid, row.number);
  return lines && (readContentLine(lines.quality).lots ?? []);
}

/** Waits for a bid of this organisation that is being sent, and keeps one from being sent until the transaction ends. */
export async function holdOwnBid(tx: Tx, opportunityId: string, organisationId: string): Promise<void> {
  await sql`select 1 from bid where opportunity_id = ${opportunityId} and organisation_id = ${organisationId} for update`.execute(tx);
}
