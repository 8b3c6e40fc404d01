import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { ports } from './ports.ts';

/** A change of a published opportunity, and how many were in the middle of a bid when it came. */
export interface OpportunityChange {
  readonly reason: string;
  readonly changedAt: Date;
  readonly drafting: number;
  readonly submitted: number;
}

/** Keeps a change with the numbers of the moment: who drafts today is not known tomorrow. */
export async function keepChange(tx: Tx, opportunityId: string, reason: string, by: PersonId | null): Promise<void> {
  const { drafting, submitted } = await ports().bidCounts(tx, opportunityId);
  await tx.insertInto('opportunity_change').values({ id: newId<'opportunity_change'>(), opportunity_id: opportunityId, reason, drafting, submitted, changed_by: by }).execute();
}

/** More changes than any tender has; whoever makes a thousand is not shown a page of them. */
const MOST = 200;

/** The newest first. The numbers are for everyone once no bid can come any more, that is once bids are opened or it is cancelled, and for nobody before. */
export async function changesOf(read: Read, opportunityId: string): Promise<OpportunityChange[]> {
  const rows = await read.selectFrom('opportunity_change').select(['reason', 'changed_at', 'drafting', 'submitted']).where('opportunity_id', '=', opportunityId).orderBy('changed_at', 'desc').orderBy('id').limit(MOST).execute();
  return rows.map(({ changed_at: changedAt, ...row }) => ({ ...row, changedAt }));
}
