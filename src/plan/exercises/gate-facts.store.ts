import type { GrossPence, NetPence } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import { approvalState, contentHashOf } from '#parts/approvals';
import { measuresOf } from '#parts/measures';
import { answersOf, missingAnswers, questionsOf, type QuestionSet } from '#parts/questions';
import type { Role } from '#platform/access/roles';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { londonDate } from '#kernel/calendar-date';
import { policyValue, type PolicyValue } from '#policy';
import { needOf, needParts } from '#needs';
import { exerciseRoute } from '#routes';
import { socialValueAnswers, socialValueMissing } from '#social-value';
import { aboutSpecification, approvedSpecification, specificationHash } from '#specifications';
import { agreementsOfExercise } from './came-of-it.store.ts';
import type { GateFacts } from './gates.ts';
import { PROCUREMENT_PLAN } from './procurement-plan.questions.ts';

export const aboutExercise = (id: string) => ({ kind: 'exercise', id });

/** Whole-life value and the route that counts, in this room's words. */
export interface ExerciseValuation {
  readonly id: string;
  readonly netPence: NetPence;
  readonly grossPence: GrossPence;
  /** The rule's, unless another was agreed. */
  readonly route: string;
  readonly rule: RuleNote;
  readonly planRule: RuleNote;
  readonly planRequired: boolean;
  readonly aboveThreshold: boolean;
}

/** What the exercise is worth now; null while nobody entered it. */
export async function valuationOf(read: Read, exerciseId: string): Promise<ExerciseValuation | null> {
  const found = await exerciseRoute(read, exerciseId);
  if (!found) return null;
  const { id, net, gross, rule, planRule, planRequired, aboveThreshold } = found.valuation;
  return { id, netPence: net, grossPence: gross, route: found.route, rule, planRule, planRequired, aboveThreshold };
}

/** The procurement plan's questions, as they were when the exercise began. */
export const planOf = (read: Read, exerciseId: string): Promise<QuestionSet | null> => questionsOf(read, aboutExercise(exerciseId), PROCUREMENT_PLAN.purpose);

/** What the plan lacks: an answer, its owner or its evidence. */
export async function planLacks(read: Read, exerciseId: string): Promise<string[]> {
  const plan = await planOf(read, exerciseId);
  if (!plan) return ['it was not started.'];
  return missingAnswers(plan.questions, await answersOf(read, aboutExercise(exerciseId)), {}, { owners: true }).map(({ sentence }) => sentence);
}

/** A digest of all that the approver agrees to: need, specification, value, plan and social value. */
export async function planHash(read: Read, exerciseId: string): Promise<string> {
  const specification = await approvedSpecification(read, exerciseId);
  const [valuation, considered] = [await valuationOf(read, exerciseId), await socialValueAnswers(read, exerciseId)];
  const answers = [...(await answersOf(read, aboutExercise(exerciseId))).values()].map(({ questionId, version }) => [questionId, version]).sort();
  return contentHashOf([
    await needOf(read, exerciseId), specification && [specification.id, await specificationHash(read, specification.id)], valuation && [valuation.id, valuation.route], answers, considered?.version ?? 0,
  ]);
}

export const PLAN_SUBJECT = 'plan';

export const planApprovalOf = async (read: Read, exerciseId: string) => approvalState(read, aboutExercise(exerciseId), PLAN_SUBJECT, await planHash(read, exerciseId));

/** Who agrees to plans at this body today, with where that is decided. */
export const planApproverOf = async (read: Read, bodyId: string): Promise<PolicyValue<'plan.approver'> & { readonly value: Role }> => {
  const policy = await policyValue(read, bodyId, 'plan.approver', londonDate(await readClock(read)));
  return { ...policy, value: policy.value ?? 'lead-director' };
};

/** All that the gates ask, in a fixed number of queries. */
export async function gateFacts(read: Read, exerciseId: string): Promise<GateFacts> {
  const specification = await approvedSpecification(read, exerciseId);
  const approval = await planApprovalOf(read, exerciseId);
  const { bodyId } = await read.selectFrom('exercise').select('body_id as bodyId').where('id', '=', exerciseId).executeTakeFirstOrThrow();
  return {
    needMissing: await needParts(read, exerciseId),
    specification,
    measures: specification ? await measuresOf(read, aboutSpecification(specification.id)) : [],
    valuation: await valuationOf(read, exerciseId),
    planMissing: await planLacks(read, exerciseId),
    socialValueMissing: await socialValueMissing(read, exerciseId),
    planApproval: approval.standing,
    planApprover: approval.standing === 'not-asked' || approval.standing === 'lapsed' ? (await planApproverOf(read, bodyId)).value : approval.steps[0]!.role,
    agreements: await agreementsOfExercise(read, exerciseId),
  };
}
