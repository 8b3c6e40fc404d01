import type { Read } from '#platform/database/connection';
import { isWhole, placedPercent } from './payment-plan.ts';
import { paymentPlanOf } from './payment-plan.store.ts';

/** A plan that was begun is finished before bidders price it. `app.ts` connects it to the opportunities. */
export async function paymentObstacles(read: Read, { opportunity }: { readonly opportunity: { readonly exerciseId: string | null } }): Promise<{ sentence: string; href: string }[]> {
  const plan = opportunity.exerciseId === null ? null : await paymentPlanOf(read, opportunity.exerciseId);
  return plan === null || isWhole(plan) ? [] : [{ sentence: `How the provider is paid is set for ${placedPercent(plan).toString()}% of the price only.`, href: `/exercises/${plan.exerciseId}/payment` }];
}
