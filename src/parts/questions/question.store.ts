import { sql } from 'kysely';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type Id, type PersonId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { answerField, type AnswerToSave } from './posted-answers.ts';
import type { Answer, AnswerValue, Condition, Envelope, Question, QuestionDraft, QuestionSet, QuestionType } from './question.ts';

/** The current version of a record's set for a purpose, with its questions in order; null where there is none. */
export async function questionsOf(read: Read, about: RecordReference, purpose: string): Promise<QuestionSet | null> {
  const set = await read
    .selectFrom('question_set')
    .select(['id', 'purpose', 'title', 'version', 'state'])
    .where('about_kind', '=', about.kind).where('about_id', '=', about.id).where('purpose', '=', purpose).where('state', '<>', 'superseded')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!set) return null;
  return { ...set, id: set.id as QuestionSet['id'], state: set.state as QuestionSet['state'], questions: await questionsIn(read, set.id) };
}

async function questionsIn(read: Read, setId: string): Promise<Question[]> {
  const rows = await read.selectFrom('question').selectAll().where('question_set_id', '=', setId).orderBy('position').execute();
  return rows.map((row) => ({
    id: row.id as Question['id'],
    lineageId: row.lineage_id as Question['id'],
    position: row.position,
    section: row.section,
    text: row.text,
    purpose: row.purpose,
    goodAnswer: row.good_answer,
    type: row.type as QuestionType,
    choices: row.choices as string[],
    marks: row.marks === null ? null : decimal(row.marks),
    wordLimit: row.word_limit,
    required: row.required,
    evidence: row.evidence,
    askedWhen: (row.asked_when ?? []) as Condition[],
    key: row.reuse_key,
    minutes: row.minutes,
    criterionId: row.criterion_id as Id<'criterion'> | null,
    lotId: row.lot_id as Id<'lot'> | null,
    envelope: row.envelope as Envelope,
  }));
}

/**
 * Gives a record a set of questions. Where it has one for the purpose already, this is its next version and the old one is
 * superseded: a question with the key of an old one carries on its lineage.
 */
export async function createQuestionSet(tx: Tx, about: RecordReference, purpose: string, title: string, questions: readonly QuestionDraft[]): Promise<QuestionSet> {
  const before = await questionsOf(tx, about, purpose);
  if (before) await tx.updateTable('question_set').set({ state: 'superseded' }).where('id', '=', before.id).execute();
  const id = newId<'question_set'>();
  await tx.insertInto('question_set').values({ id, about_kind: about.kind, about_id: about.id, purpose, title, version: (before?.version ?? 0) + 1 }).execute();
  const rows = questions.map((draft, index) => {
    const same = draft.key ? before?.questions.find(({ key }) => key === draft.key) : undefined;
    return questionRow(id, index + 1, same ? { lineageId: same.lineageId, ...draft } : draft);
  });
  if (rows.length > 0) await tx.insertInto('question').values(rows).execute();
  return { id, purpose, title, version: (before?.version ?? 0) + 1, state: 'draft', questions: await questionsIn(tx, id) };
}

/** Adds a question at the end of a draft set. @returns null when the set is no longer a draft */
export async function addQuestion(tx: Tx, setId: QuestionSet['id'], draft: QuestionDraft): Promise<Question['id'] | null> {
  if (!(await lockDraft(tx, setId))) return null;
  const last = await tx.selectFrom('question').select((e) => e.fn.max('position').as('position')).where('question_set_id', '=', setId).executeTakeFirst();
  const row = questionRow(setId, (last?.position ?? 0) + 1, draft);
  await tx.insertInto('question').values(row).execute();
  return row.id;
}

/** Rewrites a question of a draft set, keeping its place. @returns false when it is not there or the set is no longer a draft */
export async function changeQuestion(tx: Tx, setId: QuestionSet['id'], questionId: string, draft: QuestionDraft): Promise<boolean> {
  if (!(await lockDraft(tx, setId))) return false;
  const { id: _id, question_set_id: _set, position: _position, lineage_id: _lineage, ...columns } = questionRow(setId, 1, draft);
  const result = await tx.updateTable('question').set(columns).where('id', '=', questionId).where('question_set_id', '=', setId).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes a question out of a draft set and closes the gap. @returns false when it is not there or the set is no longer a draft */
export async function removeQuestion(tx: Tx, setId: QuestionSet['id'], questionId: string): Promise<boolean> {
  if (!(await lockDraft(tx, setId))) return false;
  const removed = await tx.deleteFrom('question').where('id', '=', questionId).where('question_set_id', '=', setId).returning('position').executeTakeFirst();
  if (!removed) return false;
  await tx.updateTable('question').set((e) => ({ position: e('position', '-', 1) })).where('question_set_id', '=', setId).where('position', '>', removed.position).execute();
  return true;
}

/** Fixes a set: from now on its questions never change, only a new version may follow. @returns false when it was not a draft */
export async function fixQuestionSet(tx: Tx, setId: QuestionSet['id']): Promise<boolean> {
  const result = await tx.updateTable('question_set').set({ state: 'fixed' }).where('id', '=', setId).where('state', '=', 'draft').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A record's answers, by question id. */
export async function answersOf(read: Read, about: RecordReference): Promise<Map<string, Answer>> {
  return (await answersOfEach(read, about.kind, [about.id])).get(about.id) ?? new Map<string, Answer>();
}

/** The answers of several records of one kind, by record and question id, in one query. A record without any is not there. */
export async function answersOfEach(read: Read, kind: string, ids: readonly string[]): Promise<Map<string, Map<string, Answer>>> {
  const rows = ids.length === 0 ? [] : await read.selectFrom('answer').selectAll().where('about_kind', '=', kind).where('about_id', 'in', ids).execute();
  const byRecord = new Map<string, Map<string, Answer>>();
  for (const row of rows) {
    const answers = byRecord.get(row.about_id) ?? new Map<string, Answer>();
    byRecord.set(row.about_id, answers.set(row.question_id, {
      questionId: row.question_id as Question['id'],
      value: row.value as AnswerValue,
      evidence: row.evidence,
      ownerId: row.owner_id as PersonId | null,
      version: row.version,
      answeredBy: row.answered_by as PersonId | null,
      answeredAt: row.answered_at,
    }));
  }
  return byRecord;
}

export interface SavedAnswers {
  readonly kind: 'saved';
  /** The new version of each answer saved, by question id. */
  readonly versions: ReadonlyMap<string, number>;
}

/**
 * Saves answers. One that a colleague changed since it was shown is refused, not overwritten: the caller's transaction must then be
 * rolled back (return the refusal from the command), so that either all are saved or none.
 */
export async function saveAnswers(tx: Tx, about: RecordReference, answeredBy: PersonId | null, answers: readonly AnswerToSave[]): Promise<SavedAnswers | Refused> {
  const versions = new Map<string, number>();
  // In one order, so that two people saving the same form wait for each other instead of deadlocking.
  for (const answer of [...answers].sort((one, other) => (one.questionId < other.questionId ? -1 : 1))) {
    const version = await saveAnswer(tx, about, answeredBy, answer);
    if (version === null) {
      return refuse('conflict', 'A colleague has changed this answer since you opened the page. What you typed is still here: open the page again in another tab to see theirs, then decide.', { field: answerField(answer.questionId) });
    }
    versions.set(answer.questionId, version);
  }
  return { kind: 'saved', versions };
}

/** @returns the new version, or null when the row is not at the version that was seen */
async function saveAnswer(tx: Tx, about: RecordReference, answeredBy: PersonId | null, answer: AnswerToSave): Promise<number | null> {
  const columns = { value: JSON.stringify(answer.value ?? ''), evidence: answer.evidence, owner_id: answer.ownerId, answered_by: answeredBy };
  if (answer.version === 0) {
    const inserted = await tx.insertInto('answer')
      .values({ question_id: answer.questionId, about_kind: about.kind, about_id: about.id, ...columns })
      .onConflict((conflict) => conflict.doNothing()).returning('version').executeTakeFirst();
    return inserted?.version ?? null;
  }
  const updated = await tx.updateTable('answer')
    .set((e) => ({ ...columns, version: e('version', '+', 1), answered_at: sql<Date>`wantsum_clock()` }))
    .where('question_id', '=', answer.questionId).where('about_kind', '=', about.kind).where('about_id', '=', about.id).where('version', '=', answer.version)
    .returning('version').executeTakeFirst();
  return updated?.version ?? null;
}

async function lockDraft(tx: Tx, setId: string): Promise<boolean> {
  return (await tx.selectFrom('question_set').select('id').where('id', '=', setId).where('state', '=', 'draft').forUpdate().executeTakeFirst()) !== undefined;
}

const textOf = (value: Decimal | null | undefined): string | null => value?.toString() ?? null;

function questionRow(setId: string, position: number, draft: QuestionDraft) {
  const id = newId<'question'>();
  return {
    id,
    question_set_id: setId,
    lineage_id: draft.lineageId ?? id,
    position,
    section: draft.section ?? '',
    text: draft.text,
    purpose: draft.purpose ?? '',
    good_answer: draft.goodAnswer ?? '',
    type: draft.type,
    choices: JSON.stringify(draft.choices ?? []),
    marks: textOf(draft.marks),
    word_limit: draft.wordLimit ?? null,
    required: draft.required ?? true,
    evidence: draft.evidence ?? null,
    asked_when: draft.askedWhen?.length ? JSON.stringify(draft.askedWhen) : null,
    reuse_key: draft.key ?? null,
    minutes: draft.minutes ?? null,
    criterion_id: draft.criterionId ?? null,
    lot_id: draft.lotId ?? null,
    envelope: draft.envelope ?? 'quality',
  };
}
