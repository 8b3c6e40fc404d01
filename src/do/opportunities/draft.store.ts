import { refuse, type Refused } from '#kernel/outcome';
import type { AuditNote } from '#platform/audit/write-entry';
import type { Tx } from '#platform/database/connection';
import { decideDraftEdit, type Opportunity } from './opportunity.ts';
import { lockOpportunity, opportunityReference } from './opportunity.store.ts';

export const NOT_THERE: Refused = refuse('not-there', 'This is no longer here. Somebody may have removed it: go back and look again.');

/** The opportunity under its lock, where it may still be built; else why not. */
export async function lockDraft(tx: Tx, opportunityId: string): Promise<Opportunity | Refused> {
  const opportunity = await lockOpportunity(tx, opportunityId);
  if (!opportunity) return NOT_THERE;
  const decision = decideDraftEdit(opportunity);
  return decision.kind === 'refused' ? decision : opportunity;
}

export const isRefused = (value: object): value is Refused => 'kind' in value && value.kind === 'refused';

/** The audit note of an act on an opportunity. */
export const noteOn = (opportunity: Pick<Opportunity, 'id' | 'bodyId'>, rest: Omit<AuditNote, 'record' | 'bodyId'> = {}): AuditNote =>
  ({ record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, ...rest });
