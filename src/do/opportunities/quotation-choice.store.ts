import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';

export interface QuotationChoice {
  readonly reason: string;
  readonly fewReplies: string | null;
}

export async function choiceOf(read: Read, opportunityId: string): Promise<QuotationChoice | null> {
  const row = await read.selectFrom('quotation_choice').select(['choice_reason as reason', 'few_replies_reason as fewReplies']).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  return row ?? null;
}

/** Stores the choice; written again until the award, it takes the place of the one before, which stays in the audit trail. */
export const storeChoice = (tx: Tx, opportunityId: string, { reason, fewReplies }: QuotationChoice, by: PersonId | null): Promise<unknown> =>
  sql`insert into quotation_choice (opportunity_id, choice_reason, few_replies_reason, chosen_by, chosen_at) values (${opportunityId}, ${reason}, ${fewReplies}, ${by}, wantsum_clock())
    on conflict (opportunity_id) do update set choice_reason = excluded.choice_reason, few_replies_reason = excluded.few_replies_reason, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`.execute(tx);
