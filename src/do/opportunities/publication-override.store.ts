import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Warning } from './publication.ts';

/** A warning that somebody published in spite of, with the reason: public, on the advert. */
export interface PublicationOverride {
  readonly code: string;
  readonly sentence: string;
  readonly reason: string;
  readonly overriddenAt: Date;
}

export async function publicationOverrides(read: Read, opportunityId: string): Promise<PublicationOverride[]> {
  return read.selectFrom('publication_override').select(['code', 'sentence', 'reason', 'overridden_at as overriddenAt']).where('opportunity_id', '=', opportunityId).orderBy('code').execute();
}

/** Keeps the reason for each warning. Call in the transaction that publishes. */
export async function storeOverrides(tx: Tx, opportunityId: string, warnings: readonly Warning[], reasons: ReadonlyMap<string, string>, by: PersonId | null): Promise<void> {
  if (warnings.length === 0) return;
  await tx.insertInto('publication_override').values(warnings.map(({ code, sentence }) =>
    ({ id: newId<'publication_override'>(), opportunity_id: opportunityId, code, sentence, reason: reasons.get(code)!, overridden_by: by }))).execute();
}
