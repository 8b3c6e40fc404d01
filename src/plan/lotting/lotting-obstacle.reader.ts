import { londonDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';
import type { Read } from '#platform/database/connection';
import { policyNote, policyValue, reachesPolicy } from '#policy';
import { LOTTING_RULE } from './lotting.ts';
import { lottingOf } from './lotting.store.ts';

/** As much of a draft opportunity as this room asks. */
interface DraftToCheck {
  readonly opportunity: { readonly bodyId: string; readonly exerciseId: string | null; readonly valueNetPence: bigint | null; readonly valueGrossPence: bigint | null };
  readonly now: Date;
}

/** From the authority's value on nothing is published before the lots were compared and one pattern chosen (PL-13). `app.ts` connects it to the opportunities. */
export async function lottingObstacles(read: Read, { opportunity, now }: DraftToCheck): Promise<{ sentence: string; href: string; rule: RuleNote }[]> {
  const { exerciseId, valueNetPence: net, valueGrossPence: gross } = opportunity;
  if (exerciseId === null || net === null || gross === null) return [];
  const policy = await policyValue(read, opportunity.bodyId, 'lotting.decisionFrom', londonDate(now));
  if (policy.value === null || !reachesPolicy(policy.value, { net, gross }) || (await lottingOf(read, exerciseId))?.decision) return [];
  return [{ sentence: 'Nobody has recorded how the work is cut into lots, and why.', href: `/exercises/${exerciseId}/lotting`, rule: policy.origin === 'local' ? policyNote(policy) : LOTTING_RULE }];
}
