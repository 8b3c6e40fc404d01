import { sql } from 'kysely';
import { newId, type Id, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { contentHashOf } from '#parts/approvals';
import { carryMeasures, measuresOf } from '#parts/measures';
import { benefitsOf, socialValueAnswers, type SocialValueConsideration } from '#social-value';
import { SECTION_NAMES, type SectionName, type Specification } from './specification.ts';

export const aboutSpecification = (id: string) => ({ kind: 'specification', id });

async function select(read: Read, where: ReturnType<typeof sql>): Promise<Specification[]> {
  const { rows } = await sql<Specification>`select s.id, s.exercise_id as "exerciseId", s.version, s.state, s.summary, s.service, s.who_for as "whoFor", s.standards, s.social_considered as "socialConsidered", s.social_recommended as "socialRecommended", s.social_relevant as "socialRelevant", s.outputs_only_reason as "outputsOnlyReason",
    s.revision, s.approved_by as "approvedBy", (select p.name from person p where p.id = s.approved_by) as "approvedByName", s.approved_at as "approvedAt", s.created_at as "createdAt"
    from specification s where ${where}`.execute(read);
  return rows;
}

export const specificationById = async (read: Read, id: string): Promise<Specification | null> => (await select(read, sql`s.id = ${id}`))[0] ?? null;

/** Holds a version where it is until the transaction ends. */
export const lockSpecification = async (tx: Tx, id: string): Promise<Specification | null> => (await select(tx, sql`s.id = ${id} for no key update of s`))[0] ?? null;

/** Every version of an exercise's specification, newest first. */
export const specificationsOf = (read: Read, exerciseId: string): Promise<Specification[]> => select(read, sql`s.exercise_id = ${exerciseId} order by s.version desc`);

/** The version that is approved now; null while there is none. */
export const approvedSpecification = async (read: Read, exerciseId: string): Promise<Specification | null> => (await select(read, sql`s.exercise_id = ${exerciseId} and s.state = 'approved'`))[0] ?? null;

/** Starts the next version, as a copy of the newest with its measures. @returns null when a draft is there already */
export async function insertSpecification(tx: Tx, exerciseId: string): Promise<Id<'specification'> | null> {
  const [newest] = await specificationsOf(tx, exerciseId);
  if (newest?.state === 'draft') return null;
  const id = newId<'specification'>();
  const considered = newest ? newest.socialConsidered : consideredWords(await socialValueAnswers(tx, exerciseId));
  await tx.insertInto('specification').values({
    id, exercise_id: exerciseId, version: (newest?.version ?? 0) + 1, social_considered: considered,
    ...(newest ? { social_recommended: newest.socialRecommended, social_relevant: newest.socialRelevant, summary: newest.summary, service: newest.service, who_for: newest.whoFor, standards: newest.standards } : {}),
  }).execute();
  if (newest) await carryMeasures(tx, aboutSpecification(newest.id), aboutSpecification(id));
  return id;
}

/** The statement begins with what was answered for the exercise, so that nobody types it twice. */
const consideredWords = (answers: SocialValueConsideration | null): string => [answers?.improve, answers?.secure, answers?.consult, answers?.relevanceReason].filter(Boolean).join('\n\n');

/** @returns false when a colleague saved it after `revision` was shown, or it is no draft any more */
export async function updateSections(tx: Tx, id: string, revision: number, sections: Readonly<Record<SectionName, string>>): Promise<boolean> {
  const result = await tx.updateTable('specification')
    .set({ summary: sections.summary, service: sections.service, who_for: sections.whoFor, standards: sections.standards, social_considered: sections.socialConsidered, social_recommended: sections.socialRecommended, social_relevant: sections.socialRelevant, revision: revision + 1 })
    .where('id', '=', id).where('revision', '=', revision).where('state', '=', 'draft').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setOutputsOnlyReason(tx: Tx, id: string, reason: string | null): Promise<void> {
  await tx.updateTable('specification').set({ outputs_only_reason: reason }).where('id', '=', id).execute();
}

/** Approves a draft and supersedes the version before. @returns false when it was no draft any more */
export async function approveSpecification(tx: Tx, specification: Pick<Specification, 'id' | 'exerciseId'>, approvedBy: PersonId): Promise<boolean> {
  await tx.updateTable('specification').set({ state: 'superseded' }).where('exercise_id', '=', specification.exerciseId).where('state', '=', 'approved').execute();
  const result = await sql`update specification set state = 'approved', approved_by = ${approvedBy}, approved_at = wantsum_clock() where id = ${specification.id} and state = 'draft'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** A digest of its words, its measures, the benefits sought and the reason for having no outcome measure: what a director agrees to. What the director decides of a benefit meanwhile is no change of it. */
export async function specificationHash(read: Read, id: string): Promise<string | null> {
  const specification = await specificationById(read, id);
  if (!specification) return null;
  const measures = (await measuresOf(read, aboutSpecification(id))).map(({ id: _id, ...rest }) => rest);
  const benefits = (await benefitsOf(read, specification.exerciseId)).map(({ id: benefitId, words, why }) => [benefitId, words, why]);
  return contentHashOf([SECTION_NAMES.map((name) => specification[name]), specification.outputsOnlyReason, measures, benefits]);
}
