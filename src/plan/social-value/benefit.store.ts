import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import { doubtOf, isInDoubt, isStanding, type Benefit, type BenefitKind, type Bought, type SuggestedAs } from './benefit.ts';

type BenefitRow = Benefit & { readonly title: string; readonly purpose: string | null; readonly category: Bought['category'] };

const BENEFIT = sql.raw(`select s.id, s.exercise_id as "exerciseId", s.kind, s.name, s.words, s.why, s.added_by as "addedBy", s.doubt, s.decision, s.decision_reason as "decisionReason",
  (select p.name from person p where p.id = s.decided_by) as "decidedByName", s.decided_at as "decidedAt", e.title, e.purpose, e.category from benefit_sought s join exercise e on e.id = s.exercise_id`);

/** The doubt is worked out afresh until somebody decides: another title or another category may raise or settle it. */
const benefitFrom = ({ title, purpose, category, ...row }: BenefitRow): Benefit => ({ ...row, doubt: row.decision === null ? doubtOf(row, { title, purpose, category }) : row.doubt });

/** The benefits of an exercise in the order they were added, those struck too. */
export async function benefitsOf(read: Read, exerciseId: string): Promise<Benefit[]> {
  const { rows } = await sql<BenefitRow>`${BENEFIT} where s.exercise_id = ${exerciseId} order by s.added_at, s.id limit 200`.execute(read);
  return rows.map(benefitFrom);
}

/** Those in doubt that nobody has decided. */
export const benefitsInDoubt = async (read: Read, exerciseId: string): Promise<Benefit[]> => (await benefitsOf(read, exerciseId)).filter(isInDoubt);

export async function lockBenefit(tx: Tx, exerciseId: string, id: string): Promise<Benefit | null> {
  const { rows } = await sql<BenefitRow>`${BENEFIT} where s.id = ${id} and s.exercise_id = ${exerciseId} for update of s`.execute(tx);
  return rows[0] ? benefitFrom(rows[0]) : null;
}

/** Whether a specification stands approved with no draft after it: what the director saw does not change then. */
export async function isSpecified(read: Read, exerciseId: string): Promise<boolean> {
  const { rows } = await sql<{ approved: boolean }>`select coalesce(bool_or(state = 'approved') and not bool_or(state = 'draft'), false) as approved from specification where exercise_id = ${exerciseId}`.execute(read);
  return rows[0]!.approved;
}

export interface NewBenefit {
  readonly exerciseId: string;
  readonly kind: BenefitKind;
  readonly suggestionId: string | null;
  readonly name: string;
  readonly words: string;
  readonly why: string;
  readonly addedBy: PersonId | null;
}

/** @returns null when the same words stand there already */
export async function insertBenefit(tx: Tx, benefit: NewBenefit): Promise<string | null> {
  const id = newId<'benefit_sought'>();
  const { rows } = await sql`insert into benefit_sought (id, exercise_id, kind, suggestion_id, name, words, why, added_by)
    values (${id}, ${benefit.exerciseId}, ${benefit.kind}, ${benefit.suggestionId}, ${benefit.name}, ${benefit.words}, ${benefit.why}, ${benefit.addedBy}) on conflict do nothing returning id`.execute(tx);
  return rows.length === 1 ? id : null;
}

export async function deleteBenefit(tx: Tx, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('benefit_sought').where('id', '=', id).where('decision', 'is', null).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** @returns false when somebody decided it first */
export async function storeRuling(tx: Tx, id: string, ruling: { readonly doubt: string; readonly decision: 'confirmed' | 'struck'; readonly reason: string; readonly by: PersonId | null }): Promise<boolean> {
  const result = await sql`update benefit_sought set doubt = ${ruling.doubt}, decision = ${ruling.decision}, decision_reason = ${ruling.reason}, decided_by = ${ruling.by}, decided_at = wantsum_clock() where id = ${id} and decision is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export interface Suggestion {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly suggestedAs: SuggestedAs;
  readonly suggestedAt: Date;
  readonly decision: 'accepted' | 'declined' | null;
  readonly decisionReason: string | null;
}

/** What was suggested, those that wait first. */
export async function suggestionsOf(read: Read, exerciseId: string): Promise<Suggestion[]> {
  const { rows } = await sql<Suggestion>`select id, name, why, suggested_as as "suggestedAs", suggested_at as "suggestedAt", decision, decision_reason as "decisionReason"
    from benefit_suggestion where exercise_id = ${exerciseId} order by decision is not null, suggested_at, id limit 500`.execute(read);
  return rows;
}

export async function insertSuggestion(tx: Tx, suggestion: { readonly exerciseId: string; readonly name: string; readonly why: string; readonly suggestedAs: SuggestedAs }): Promise<string> {
  const id = newId<'benefit_suggestion'>();
  await tx.insertInto('benefit_suggestion').values({ id, exercise_id: suggestion.exerciseId, name: suggestion.name, why: suggestion.why, suggested_as: suggestion.suggestedAs }).execute();
  return id;
}

/** @returns false when it was decided already, or is not of this exercise */
export async function storeSuggestionDecision(tx: Tx, exerciseId: string, id: string, decision: 'accepted' | 'declined', reason: string, by: PersonId | null): Promise<boolean> {
  const result = await sql`update benefit_suggestion set decision = ${decision}, decision_reason = ${reason || null}, decided_by = ${by}, decided_at = wantsum_clock() where id = ${id} and exercise_id = ${exerciseId} and decision is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** The benefits that stand for the exercise of an opportunity; none for one without an exercise. */
export async function benefitsOfOpportunity(read: Read, opportunityId: string): Promise<Benefit[]> {
  const row = await read.selectFrom('opportunity').select('exercise_id').where('id', '=', opportunityId).executeTakeFirst();
  return row?.exercise_id ? (await benefitsOf(read, row.exercise_id)).filter(isStanding) : [];
}

/** What waits: suggestions for whoever owns the exercise. `app.ts` gives it to the parties room as owed work. */
export const owedBenefits = {
  title: 'Social benefits suggested',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const { rows } = await sql<{ id: string; title: string; waiting: number }>`select e.id, e.title, count(*)::int as waiting from benefit_suggestion s join exercise e on e.id = s.exercise_id
      where e.owner_id = ${actor.personId} and s.decision is null group by e.id, e.title order by min(s.suggested_at), e.id limit ${limit}`.execute(read);
    return rows.map(({ id, title, waiting }) => ({ words: `Look at ${waiting === 1 ? 'a suggestion' : `${waiting} suggestions`} for ${title}`, dueAt: null, address: `/exercises/${id}/benefits` }));
  },
};

