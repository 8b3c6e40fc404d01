import { sql } from 'kysely';
import { isWhole, paymentPlanOf, paymentTerms } from '#payment-plan';
import type { Read } from '#platform/database/connection';
import { tenderRequirements } from '#selection';
import { benefitsOf, isInDoubt, isStanding } from '#social-value';
import { timetableOf } from '#timetable';
import { NO_CONDITIONS, type ConditionsFacts } from './release-facts.ts';

/**
 * What everyone may read of a published tender beside its details: nothing of a draft, of one that only those invited may see, or of one
 * that was imported, of which we do not know. Never of bids. As many queries for a long tender as for a short one.
 * @param at the moment of the notice: what had happened by then
 */
export async function conditionsFacts(read: Read, opportunityId: string, at: Date): Promise<ConditionsFacts> {
  const { rows: [row] } = await sql<{ exerciseId: string | null; questions: ConditionsFacts['questions'] }>`select o.exercise_id as "exerciseId",
      coalesce((select json_agg(json_build_object('topic', b.topic, 'text', q.text) order by q.position) from tender_extra x join question q on q.id = x.question_id left join bank_question b on b.id = x.bank_question_id
        where x.opportunity_id = o.id), '[]'::json) as questions
    from opportunity o where o.id = ${opportunityId} and o.state <> 'draft' and o.source = 'made' and o.audience = 'anyone'`.execute(read);
  if (!row) return NO_CONDITIONS;
  const requirements = await tenderRequirements(read, opportunityId);
  const stages = await timetableOf(read, opportunityId, at);
  const benefits = row.exerciseId === null ? [] : await benefitsOf(read, row.exerciseId);
  const plan = row.exerciseId === null ? null : await paymentPlanOf(read, row.exerciseId);
  const terms = plan && isWhole(plan) ? paymentTerms(plan) : [];
  return {
    checks: requirements?.checks ?? null, required: requirements?.asked ?? [], limits: (requirements?.limits ?? []).map((words) => `${words}.`), questions: row.questions, stages,
    benefits: benefits.filter((benefit) => isStanding(benefit) && !isInDoubt(benefit)).map(({ id, name, words }) => ({ id, name, words })),
    payment: { terms, staged: terms.flatMap((words, index) => { const part = plan!.parts[index]!; return part.payableOn === null ? [] : [{ id: part.id, words, payableOn: part.payableOn }]; }) },
  };
}
