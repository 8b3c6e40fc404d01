import { londonDate } from '#kernel/calendar-date';
import type { DraftInQuestion } from '#opportunities';
import type { TieRule } from '#parts/assessments';
import { readClock } from '#platform/clock';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { policyNote, policyValue } from '#policy';
import { planOf, storePlan } from './plan.store.ts';

export interface UsualTieRules {
  readonly rules: readonly TieRule[];
  readonly source: string;
}

/** What places equal bids where a tender says nothing, as the authority decided for itself; null where it did not. */
export async function usualTieRules(read: Read, bodyId: string): Promise<UsualTieRules | null> {
  const policy = await policyValue(read, bodyId, 'evaluation.tieRules', londonDate(await readClock(read)));
  return policy.value === null ? null : { rules: policy.value, source: policyNote(policy).source };
}

/** For `onPublished`: a tender that states no rule for ties takes its authority's, which from then on stands in it as if it had been written there. */
export async function keepTieRules({ tx }: CommandContext, { opportunity }: DraftInQuestion): Promise<void> {
  const plan = await planOf(tx, opportunity.id);
  if (plan.tieRules.length > 0) return;
  const usual = await usualTieRules(tx, opportunity.bodyId);
  if (usual) await storePlan(tx, opportunity.id, { ...plan, tieRules: usual.rules, tieRulesSource: usual.source });
}
