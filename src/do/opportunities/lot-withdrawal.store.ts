import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';

export interface LotWithdrawal {
  readonly lotId: string;
  readonly number: number;
  readonly title: string;
  readonly reason: string;
}

/** The withdrawal that was proposed of a lot which is open still; null for none. */
export async function proposedWithdrawal(read: Read, opportunityId: string): Promise<LotWithdrawal | null> {
  const { rows } = await sql<LotWithdrawal>`select id as "lotId", number, title, withdrawal_proposed_reason as reason from lot
    where opportunity_id = ${opportunityId} and state = 'open' and withdrawal_proposed_reason is not null`.execute(read);
  return rows[0] ?? null;
}

/** Proposes this one, in the place of whatever was proposed before. */
export async function proposeWithdrawal(tx: Tx, opportunityId: string, lotId: string, reason: string, by: PersonId): Promise<void> {
  await sql`update lot set withdrawal_proposed_reason = null, withdrawal_proposed_by = null where opportunity_id = ${opportunityId} and withdrawal_proposed_reason is not null`.execute(tx);
  await sql`update lot set withdrawal_proposed_reason = ${reason}, withdrawal_proposed_by = ${by} where opportunity_id = ${opportunityId} and id = ${lotId} and state = 'open'`.execute(tx);
}
