import { sql, type RawBuilder } from 'kysely';
import { decimal } from '#kernel/decimal';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Category, Exercise, Gate, Mechanism, Stage } from './exercise.ts';
import type { Basis, LegalBasis } from './legal-basis.ts';

const COLUMNS = sql.raw(`r.id, r.reference, r.body_id as "bodyId", b.name as "bodyName", r.unit_id as "unitId", unit_words(r.unit_id) as "unitName", r.title, r.purpose, r.stage, r.mechanism, r.category,
  r.light_touch as "lightTouch", r.owner_id as "ownerId", o.name as "ownerName", r.reviewed_agreement_id as "reviewedAgreementId", r.revision, r.closed_early_reason as "closedEarlyReason", r.created_at as "createdAt"`);
const JOINS = sql.raw('exercise r join body b on b.id = r.body_id join person o on o.id = r.owner_id');

/** @returns null when there is no such exercise */
export async function exerciseById(read: Read, id: string): Promise<Exercise | null> {
  const { rows } = await sql<Exercise>`select ${COLUMNS} from ${JOINS} where r.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

/** Holds it where it is until the transaction ends, without hindering rows that refer to it. */
export async function lockExerciseRow(tx: Tx, id: string): Promise<Exercise | null> {
  await tx.selectFrom('exercise').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  return exerciseById(tx, id);
}

export interface NewExercise {
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly unitId: string | null;
  readonly title: string;
  readonly purpose: string;
  readonly mechanism: Mechanism;
  readonly category: Category;
  readonly lightTouch: boolean;
  readonly ownerId: PersonId;
  readonly reviewedAgreementId: string | null;
}

export async function insertExercise(tx: Tx, exercise: NewExercise): Promise<Id<'exercise'>> {
  const id = newId<'exercise'>();
  await tx.insertInto('exercise').values({
    id, reference: exercise.reference, body_id: exercise.bodyId, unit_id: exercise.unitId, title: exercise.title, purpose: exercise.purpose, mechanism: exercise.mechanism,
    category: exercise.category, light_touch: exercise.lightTouch, owner_id: exercise.ownerId, reviewed_agreement_id: exercise.reviewedAgreementId,
  }).execute();
  return id;
}

export type ExerciseEdit = Pick<NewExercise, 'unitId' | 'title' | 'purpose' | 'mechanism' | 'category' | 'lightTouch'>;

/** @returns false when a colleague saved it after `revision` was shown */
export async function updateExercise(tx: Tx, id: string, revision: number, edit: ExerciseEdit, split: LegalBasis): Promise<boolean> {
  const result = await tx.updateTable('exercise').set({
    unit_id: edit.unitId, title: edit.title, purpose: edit.purpose, mechanism: edit.mechanism, category: edit.category, light_touch: edit.lightTouch, revision: revision + 1,
  }).where('id', '=', id).where('revision', '=', revision).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  await tx.deleteFrom('exercise_legal_basis').where('exercise_id', '=', id).execute();
  if (split.size > 0) await tx.insertInto('exercise_legal_basis').values([...split].map(([basis, percent]) => ({ exercise_id: id, basis, percent: percent.toString() }))).execute();
  return true;
}

export async function legalBasisOf(read: Read, exerciseId: string): Promise<LegalBasis> {
  const rows = await read.selectFrom('exercise_legal_basis').select(['basis', 'percent']).where('exercise_id', '=', exerciseId).execute();
  return new Map(rows.map(({ basis, percent }) => [basis as Basis, decimal(percent)]));
}

/** @returns false when it has left `from` meanwhile */
export async function moveStage(tx: Tx, id: string, from: Stage, to: Stage, closedEarlyReason: string | null = null): Promise<boolean> {
  const result = await tx.updateTable('exercise').set({ stage: to, closed_early_reason: closedEarlyReason }).where('id', '=', id).where('stage', '=', from).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setOwner(tx: Tx, id: string, ownerId: PersonId): Promise<void> {
  await tx.updateTable('exercise').set({ owner_id: ownerId }).where('id', '=', id).execute();
}

export interface GateAttempt {
  readonly gate: Gate;
  readonly passed: boolean;
  readonly missing: readonly string[];
  readonly decidedBy: string | null;
  readonly decidedAt: Date;
}

/** Each attempt is kept, passed or not. */
export async function insertGateAttempt(tx: Tx, exerciseId: string, gate: Gate, decidedBy: PersonId | null, missing: readonly string[]): Promise<void> {
  await tx.insertInto('exercise_gate').values({ id: newId<'exercise_gate'>(), exercise_id: exerciseId, gate, passed: missing.length === 0, missing: JSON.stringify(missing), decided_by: decidedBy }).execute();
}

/** Who tried each gate and when, oldest first; the last 200. */
export async function gateHistory(read: Read, exerciseId: string): Promise<GateAttempt[]> {
  const { rows } = await sql<GateAttempt>`select * from (select g.gate, g.passed, g.missing, p.name as "decidedBy", g.decided_at as "decidedAt", g.id
    from exercise_gate g left join person p on p.id = g.decided_by where g.exercise_id = ${exerciseId} order by g.decided_at desc, g.id desc limit 200) recent order by "decidedAt", id`.execute(read);
  return rows;
}

export interface ExerciseFilter {
  readonly words: string;
  readonly stage: Stage | null;
  readonly ownerId: string | null;
}

export const EXERCISES_A_PAGE = 30;

/**
 * One page of a list, newest first.
 * @param seen the WHERE of what this person may see, from `whereMay`
 */
export async function listExercises(read: Read, seen: RawBuilder<boolean>, filter: ExerciseFilter, page: number): Promise<{ readonly exercises: Exercise[]; readonly more: boolean }> {
  const pattern = `%${filter.words.trim().toLowerCase().replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const { rows } = await sql<Exercise>`select ${COLUMNS} from ${JOINS} where ${seen}
    and (${filter.words.trim() === ''} or plain_text(r.title || ' ' || r.reference) like plain_text(${pattern}))
    and (${filter.stage}::text is null or r.stage = ${filter.stage}) and (${filter.ownerId}::uuid is null or r.owner_id = ${filter.ownerId})
    order by r.created_at desc, r.id desc limit ${EXERCISES_A_PAGE + 1} offset ${(page - 1) * EXERCISES_A_PAGE}`.execute(read);
  return { exercises: rows.slice(0, EXERCISES_A_PAGE), more: rows.length > EXERCISES_A_PAGE };
}

/** How many exercises at a body a person owns that are not closed. */
export async function exercisesOwnedBy(read: Read, personId: string, bodyId: string): Promise<number> {
  const { rows } = await sql<{ owned: number }>`select count(*)::int as owned from exercise where owner_id = ${personId} and body_id = ${bodyId} and stage <> 'closed'`.execute(read);
  return rows[0]!.owned;
}
