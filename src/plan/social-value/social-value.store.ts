import { sql } from 'kysely';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type PersonId } from '#kernel/ids';
import { whereMay, type Actor } from '#platform/access/access';
import type { RecordKind } from '#platform/access/record-kind';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { asNote, lawFor } from '#law';
import { approvalState, contentHashOf, type ApprovalState } from '#parts/approvals';
import { policyNote, policyValue } from '#policy';
import { exerciseFacts, type ExerciseFacts } from '#needs';
import { currentValuation, PURCHASING_ROUTES, type PurchasingRouteName } from '#routes';
import { missingFrom, type DutyStanding, type Relevance, type SocialValueConsideration } from './social-value.ts';
import { socialValueActs } from './social-value.acts.ts';

/** The subject under which an approval of a low weight is asked on an exercise. */
export const LOW_WEIGHT = 'social-value-weight';

interface ConsiderationRow extends Omit<SocialValueConsideration, 'weightPercent' | 'minimumPercent'> {
  readonly weightPercent: string | null;
  readonly minimumPercent: string | null;
}

/** What was considered for an exercise; null until somebody saved something. */
export async function socialValueAnswers(read: Read, exerciseId: string): Promise<SocialValueConsideration | null> {
  const { rows } = await sql<ConsiderationRow>`select relevance, relevance_reason as "relevanceReason", improve, secure, consult, weight_percent as "weightPercent", weight_reason as "weightReason", minimum_percent as "minimumPercent",
    minimum_rule as "minimumRule", considered_on::text as "consideredOn", (select name from person where person.id = considered_by) as "consideredBy", version
    from social_value_consideration where exercise_id = ${exerciseId}`.execute(read);
  const row = rows[0];
  return row ? { ...row, weightPercent: asDecimal(row.weightPercent), minimumPercent: asDecimal(row.minimumPercent) } : null;
}
const asDecimal = (text: string | null): Decimal | null => (text === null ? null : decimal(text));

/** Whether the three duties bind an exercise: services above the threshold by the Act, everything where the authority says so. Without a value yet, services are taken to be bound. */
export async function dutiesOf(read: Read, exercise: ExerciseFacts): Promise<DutyStanding> {
  const setting = await policyValue(read, exercise.bodyId, 'socialValue.consideration', londonDate(await readClock(read)));
  if (setting.value === 'always') return { required: true, rule: policyNote(setting) };
  const valuation = await currentValuation(read, exercise.id);
  return { required: exercise.category === 'services' && (valuation === null || valuation.aboveThreshold), rule: asNote(lawFor('uk-2026').rules.socialValue.act) };
}

/** What an approval of a low weight is an approval of. */
export const weightHash = (consideration: Pick<SocialValueConsideration, 'weightPercent' | 'weightReason' | 'minimumPercent'> | null): string | null =>
  consideration && contentHashOf([consideration.weightPercent?.toString() ?? null, consideration.weightReason, consideration.minimumPercent?.toString() ?? null]);

export const weightApproval = (read: Read, exerciseId: string, consideration: SocialValueConsideration | null): Promise<ApprovalState> =>
  approvalState(read, { kind: 'exercise', id: exerciseId }, LOW_WEIGHT, weightHash(consideration));

/** What social value still lacks before an exercise may be advertised, in sentences that go on after "Social value: ". Empty when nothing does. */
export async function socialValueMissing(read: Read, exerciseId: string): Promise<string[]> {
  const exercise = await exerciseFacts(read, exerciseId);
  if (!exercise) return [];
  const consideration = await socialValueAnswers(read, exerciseId);
  const { standing } = await weightApproval(read, exerciseId, consideration);
  return missingFrom(consideration, await dutiesOf(read, exercise), standing);
}

interface NewConsideration {
  readonly exerciseId: string;
  readonly relevance: Relevance | null;
  readonly relevanceReason: string | null;
  readonly improve: string | null;
  readonly secure: string | null;
  readonly consult: string | null;
  readonly weightPercent: Decimal | null;
  readonly weightReason: string | null;
  readonly minimumPercent: Decimal | null;
  readonly minimumRule: string | null;
  readonly consideredOn: CalendarDate;
  readonly consideredBy: PersonId | null;
  readonly version: number;
}

/** Saves over the version that was read. @returns false when somebody saved meanwhile */
export async function storeConsideration(tx: Tx, given: NewConsideration): Promise<boolean> {
  const { version } = given;
  const values = {
    relevance: given.relevance, relevance_reason: given.relevanceReason, improve: given.improve, secure: given.secure, consult: given.consult, weight_percent: given.weightPercent?.toString() ?? null, weight_reason: given.weightReason,
    minimum_percent: given.minimumPercent?.toString() ?? null, minimum_rule: given.minimumRule, considered_on: given.consideredOn, considered_by: given.consideredBy,
  };
  if (version === 0) {
    const inserted = await tx.insertInto('social_value_consideration').values({ id: newId<'social_value_consideration'>(), exercise_id: given.exerciseId, ...values })
      .onConflict((conflict) => conflict.column('exercise_id').doNothing()).executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const updated = await tx.updateTable('social_value_consideration').set({ ...values, version: version + 1, updated_at: sql<Date>`wantsum_clock()` })
    .where('exercise_id', '=', given.exerciseId).where('version', '=', version).executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** The rows of exercises as the report reaches them; the kind itself belongs to the exercises. */
const exerciseRows: RecordKind = { kind: 'exercise', noun: 'exercise', table: 'exercise', scopes: { body: 'r.body_id', exercise: 'r.id' }, title: 'r.title', address: (id) => `/exercises/${id}` };

export interface ServiceWeight {
  readonly bodyName: string;
  /** The service or directorate; null where the exercise names none. */
  readonly service: string | null;
  readonly exercises: number;
  /** Mean of the weights, rounded half up to two places by PostgreSQL's numeric. */
  readonly averagePercent: string;
}

/** Average weight by service, of the exercises this person may see that have a weight. */
export async function weightsByService(read: Read, actor: Actor): Promise<ServiceWeight[]> {
  const { rows } = await sql<ServiceWeight>`select b.name as "bodyName", u.name as service, count(*)::int as exercises, round(avg(s.weight_percent), 2)::text as "averagePercent"
    from social_value_consideration s join exercise r on r.id = s.exercise_id join body b on b.id = r.body_id left join organisational_unit u on u.id = unit_counted_as(r.unit_id)
    where s.weight_percent is not null and ${whereMay(actor, socialValueActs.view, exerciseRows)}
    group by b.name, u.name order by b.name, u.name nulls last limit 500`.execute(read);
  return rows;
}

export interface WeightException {
  readonly exerciseId: string;
  readonly reference: string;
  readonly title: string;
  readonly weightPercent: string;
  readonly minimumPercent: string | null;
  readonly reason: string | null;
  readonly approval: 'asked' | 'agreed' | 'refused' | 'withdrawn' | null;
  readonly decidedBy: string | null;
}

export const EXCEPTIONS_A_PAGE = 50;

/** Exercises below their authority's least weight on the day it was chosen, or at zero. `page` counts from 1. */
export async function weightExceptions(read: Read, actor: Actor, page: number): Promise<{ readonly exceptions: WeightException[]; readonly more: boolean }> {
  const { rows } = await sql<WeightException>`select r.id as "exerciseId", r.reference, r.title, trim_scale(s.weight_percent)::text as "weightPercent",
      trim_scale(s.minimum_percent)::text as "minimumPercent", s.weight_reason as reason, a.state as approval, p.name as "decidedBy"
    from social_value_consideration s join exercise r on r.id = s.exercise_id
    left join lateral (select state, decided_by from approval where about_kind = 'exercise' and about_id = r.id and subject = ${LOW_WEIGHT} order by round desc, step desc limit 1) a on true
    left join person p on p.id = a.decided_by
    where (s.weight_percent < s.minimum_percent or s.weight_percent = 0) and ${whereMay(actor, socialValueActs.view, exerciseRows)}
    order by r.created_at desc, r.id desc limit ${EXCEPTIONS_A_PAGE + 1} offset ${(page - 1) * EXCEPTIONS_A_PAGE}`.execute(read);
  return { exceptions: rows.slice(0, EXCEPTIONS_A_PAGE), more: rows.length > EXCEPTIONS_A_PAGE };
}

export interface ConsideredBand {
  readonly bodyName: string;
  /** The band by its rule on the day: the way of buying that the value led to. */
  readonly band: PurchasingRouteName;
  /** The least and the most that exercises of the band are worth, whole life, in pence without VAT. */
  readonly fromPence: bigint;
  readonly toPence: bigint;
  readonly exercises: number;
  readonly threeDuties: number;
  readonly relevant: number;
  readonly notRelevant: number;
}

/** How many exercises considered social value, by the band of value that each was valued into, of those this person may see. */
export async function consideredByBand(read: Read, actor: Actor): Promise<ConsideredBand[]> {
  const { rows } = await sql<ConsideredBand>`select b.name as "bodyName", v.route as band, min(v.whole_life_net_pence) as "fromPence", max(v.whole_life_net_pence) as "toPence", count(*)::int as exercises,
      count(*) filter (where s.full_answer)::int as "threeDuties", count(*) filter (where not s.full_answer and s.relevance = 'relevant')::int as relevant,
      count(*) filter (where not s.full_answer and s.relevance = 'not-relevant')::int as "notRelevant"
    from exercise r join body b on b.id = r.body_id join valuation v on v.exercise_id = r.id and v.superseded_at is null
    left join lateral (select relevance, coalesce(trim(improve) <> '' and trim(secure) <> '' and trim(consult) <> '', false) as full_answer from social_value_consideration where exercise_id = r.id) s on true
    where ${whereMay(actor, socialValueActs.view, exerciseRows)}
    group by b.name, v.route order by b.name, array_position(${[...PURCHASING_ROUTES]}::text[], v.route) limit 500`.execute(read);
  return rows;
}
