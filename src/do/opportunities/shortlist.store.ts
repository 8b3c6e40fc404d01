import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';

/** Who goes on from a stage that selects, and who does not. */
export interface ShortlistEntry {
  readonly bidId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly chosen: boolean;
  readonly reason: string;
  readonly decidedAt: Date;
}

/** Empty until it is made. Staff read it; each bidder is told of its own. */
export async function shortlistOf(read: Read, opportunityId: string): Promise<ShortlistEntry[]> {
  const { rows } = await sql<ShortlistEntry>`select s.bid_id as "bidId", s.organisation_id as "organisationId", o.name as "organisationName", s.chosen, s.reason, s.decided_at as "decidedAt"
    from shortlist_entry s join organisation o on o.id = s.organisation_id where s.opportunity_id = ${opportunityId} order by s.chosen desc, lower(o.name), s.bid_id`.execute(read);
  return rows;
}

export async function storeShortlist(tx: Tx, opportunityId: string, entries: readonly Pick<ShortlistEntry, 'bidId' | 'organisationId' | 'chosen' | 'reason'>[], by: PersonId | null): Promise<void> {
  await tx.insertInto('shortlist_entry').values(entries.map(({ bidId, organisationId, chosen, reason }) => ({ opportunity_id: opportunityId, bid_id: bidId, organisation_id: organisationId, chosen, reason, decided_by: by }))).execute();
}

/** The later stages of an opportunity, in their order. */
export async function laterStages(read: Read, opportunityId: string): Promise<{ readonly id: string; readonly title: string; readonly stage: number; readonly state: string; readonly existencePublic: boolean }[]> {
  return read.selectFrom('opportunity').select(['id', 'title', 'stage', 'state', 'existence_public as existencePublic']).where('follows_id', '=', opportunityId).orderBy('stage').orderBy('id').execute();
}
