import { sql } from 'kysely';
import type { Pence } from '#kernel/money';
import type { Read, Tx } from '#platform/database/connection';
import { withheldFromPublic } from '#parts/labels';
import { decimal } from '#kernel/decimal';
import type { Basis, BasisRow } from './legal-basis.ts';

/**
 * What came of an exercise. An agreement came of it by an award, or was tied to it on the thread (a grant, an in-house service).
 * Opportunities and awards come later in the order, so their tables are read here by SQL, and nowhere else in the room.
 */
const CAME_OF = `select aw.agreement_id, op.exercise_id from award aw join opportunity op on op.id = aw.opportunity_id where aw.agreement_id is not null and op.exercise_id is not null
  union select t.to_id, t.from_id from thread_link t where t.from_kind = 'exercise' and t.to_kind = 'agreement'`;

export interface AgreementOfExercise {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  readonly state: string;
  readonly reviewsHeld: number;
  readonly nextReviewOn: string | null;
}

export async function agreementsOfExercise(read: Read, exerciseId: string): Promise<AgreementOfExercise[]> {
  const { rows } = await sql<AgreementOfExercise>`select a.id, a.title, a.reference, a.state,
      (select count(*)::int from review v where v.agreement_id = a.id and v.held_on is not null) as "reviewsHeld",
      (select min(v.due_on) from review v where v.agreement_id = a.id and v.held_on is null) as "nextReviewOn"
    from agreement a where a.id in (select agreement_id from (${sql.raw(CAME_OF)}) came where came.exercise_id = ${exerciseId}) order by a.title, a.id limit 100`.execute(read);
  return rows;
}

export interface OpportunityOfExercise {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  readonly state: string;
}

export async function opportunitiesOfExercise(read: Read, exerciseId: string): Promise<OpportunityOfExercise[]> {
  return read.selectFrom('opportunity').select(['id', 'title', 'reference', 'state']).where('exercise_id', '=', exerciseId).orderBy('created_at').limit(100).execute();
}

/** Each public exercise of a body with what its live agreements cost and its legal basis, and one row for live agreements that no exercise led to. */
export async function basisRows(read: Read, bodyId: string): Promise<BasisRow[]> {
  const value = sql.raw(`case when ${withheldFromPublic('agreement', 'value')} then null else r.value_net_pence end`);
  const { rows } = await sql<{ service: string; spendPence: Pence; split: readonly { basis: Basis; percent: string }[] }>`
    with came as (${sql.raw(CAME_OF)})
    select coalesce(u.name, e.title) as service,
      coalesce((select sum(${value}) from agreement r where r.state = 'live' and r.id in (select agreement_id from came where came.exercise_id = e.id)), 0)::bigint as "spendPence",
      coalesce((select json_agg(json_build_object('basis', l.basis, 'percent', l.percent::text)) from exercise_legal_basis l where l.exercise_id = e.id), '[]') as split
    from exercise e left join organisational_unit u on u.id = unit_counted_as(e.unit_id) where e.body_id = ${bodyId} and exists (select 1 from exercise_gate g where g.exercise_id = e.id and g.gate = 'analyse' and g.passed) and e.closed_early_reason is null
    union all
    select 'Agreements with no exercise here', sum(${value})::bigint, '[]'::json from agreement r
    where r.body_id = ${bodyId} and r.state = 'live' and r.id not in (select agreement_id from came) having sum(${value}) is not null`.execute(read);
  return rows.map((row) => ({ service: row.service, spendPence: row.spendPence, split: new Map(row.split.map(({ basis, percent }) => [basis, decimal(percent)])) }));
}

export interface ReviewedAgreement {
  readonly id: string;
  readonly title: string;
  readonly bodyId: string;
  readonly outcomeIds: readonly string[];
}

/** An agreement that a new exercise starts from. */
export async function reviewedAgreement(read: Read, agreementId: string): Promise<ReviewedAgreement | null> {
  const { rows } = await sql<ReviewedAgreement>`select a.id, a.title, a.body_id as "bodyId",
    coalesce((select array_agg(s.outcome_id::text) from outcome_served s where s.about_kind = 'agreement' and s.about_id = a.id), '{}') as "outcomeIds" from agreement a where a.id = ${agreementId}`.execute(read);
  return rows[0] ?? null;
}

/** What an exercise was valued at was routed by what it buys; when that changes the value must be worked out again. The routes room owns the table. */
export async function supersedeValuation(tx: Tx, exerciseId: string): Promise<void> {
  await sql`update valuation set superseded_at = wantsum_clock() where exercise_id = ${exerciseId} and superseded_at is null`.execute(tx);
}
