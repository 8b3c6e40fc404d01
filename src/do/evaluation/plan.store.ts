import { decimal } from '#kernel/decimal';
import type { Read, Tx } from '#platform/database/connection';
import { isTieRule } from '#parts/assessments';
import type { EvaluationPlan } from './plan.ts';

/** Items have a set of their own beside the questions for bidders. */
export const PANEL_ITEMS = 'panel';

/** The plan of an opportunity; an empty one where nothing was set. */
export async function planOf(read: Read, opportunityId: string): Promise<EvaluationPlan> {
  const row = await read.selectFrom('opportunity as o').leftJoin('evaluation_plan as p', 'p.opportunity_id', 'o.id')
    .select(['o.prices_opened_later', 'p.anonymous', 'p.overall_pass_points', 'p.tie_rules', 'p.tie_rules_source', 'p.shortlist_count', 'p.neutral_percent']).where('o.id', '=', opportunityId).executeTakeFirst();
  return {
    anonymous: row?.anonymous ?? false, overallPassPoints: row?.overall_pass_points ? decimal(row.overall_pass_points) : null, tieRules: (row?.tie_rules ?? []).filter(isTieRule),
    shortlistCount: row?.shortlist_count ?? null, neutralPercent: row?.neutral_percent ? decimal(row.neutral_percent) : null, pricesOpenedLater: row?.prices_opened_later ?? false,
    ...(row?.tie_rules_source ? { tieRulesSource: row.tie_rules_source } : {}),
  };
}

/** Which items of an opportunity test local understanding, by their ids. */
export async function localItems(read: Read, opportunityId: string): Promise<ReadonlySet<string>> {
  const rows = await read.selectFrom('local_understanding_question as l').innerJoin('question as q', 'q.id', 'l.question_id').innerJoin('question_set as s', 's.id', 'q.question_set_id')
    .select('l.question_id').where('s.about_kind', '=', 'opportunity').where('s.about_id', '=', opportunityId).execute();
  return new Set(rows.map(({ question_id }) => question_id));
}

export const markLocal = async (tx: Tx, questionId: string): Promise<void> => void (await tx.insertInto('local_understanding_question').values({ question_id: questionId }).execute());

/** Puts a plan in the place of the one there was. The two envelopes are a column of the opportunity, which the opening reads. */
export async function storePlan(tx: Tx, opportunityId: string, plan: EvaluationPlan): Promise<void> {
  const row = {
    anonymous: plan.anonymous, overall_pass_points: plan.overallPassPoints?.toString() ?? null, tie_rules: [...plan.tieRules], tie_rules_source: plan.tieRulesSource ?? null, shortlist_count: plan.shortlistCount,
    neutral_percent: plan.neutralPercent?.toString() ?? null,
  };
  await tx.insertInto('evaluation_plan').values({ opportunity_id: opportunityId, ...row }).onConflict((conflict) => conflict.column('opportunity_id').doUpdateSet(row)).execute();
  await tx.updateTable('opportunity').set({ prices_opened_later: plan.pricesOpenedLater }).where('id', '=', opportunityId).where('state', '=', 'draft').execute();
}
