import { sql } from 'kysely';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { Case, CaseAudience, CasePrivacy, CaseReply, CaseState } from './case.ts';

export interface NewCase {
  readonly kind: string;
  readonly about: RecordReference;
  readonly bodyId: BodyId;
  readonly text: string;
  readonly askedToBePrivate: boolean;
  readonly raisedBy: PersonId | null;
  readonly raisedFor: OrganisationId | null;
}

/** Raises a case. The caller holds a lock on the record, so that numbers follow each other. */
export async function raiseCase(tx: Tx, raised: NewCase): Promise<{ readonly id: Case['id']; readonly number: number }> {
  const last = await tx.selectFrom('case_record').select((e) => e.fn.max('number').as('number'))
    .where('about_kind', '=', raised.about.kind).where('about_id', '=', raised.about.id).where('kind', '=', raised.kind).executeTakeFirst();
  const id = newId<'case_record'>();
  const number = (last?.number ?? 0) + 1;
  await tx.insertInto('case_record').values({
    id, number, kind: raised.kind, about_kind: raised.about.kind, about_id: raised.about.id, body_id: raised.bodyId, text: raised.text,
    audience: raised.askedToBePrivate ? 'private' : 'everyone', privacy: raised.askedToBePrivate ? 'asked' : 'not-asked', raised_by: raised.raisedBy, raised_for_organisation: raised.raisedFor,
  }).execute();
  return { id, number };
}

/** Every case of one kind about a record, in the order they were raised, with who raised it: for its owner's pages only. */
export async function casesAbout(read: Read, about: RecordReference, kind: string): Promise<Case[]> {
  return casesWhere(read, sql`c.about_kind = ${about.kind} and c.about_id = ${about.id} and c.kind = ${kind}`);
}

export async function caseById(read: Read, id: string): Promise<Case | null> {
  return (await casesWhere(read, sql`c.id = ${id}`))[0] ?? null;
}

/** Takes the row's lock until the transaction ends. */
export async function lockCase(tx: Tx, id: string): Promise<Case | null> {
  await tx.selectFrom('case_record').select('id').where('id', '=', id).forUpdate().execute();
  return caseById(tx, id);
}

/** Answers an open case. @returns false when it is no longer open */
export async function answerCase(tx: Tx, id: string, answer: { readonly text: string; readonly publicText: string | null; readonly material: boolean; readonly by: PersonId | null }): Promise<boolean> {
  const result = await tx.updateTable('case_record')
    .set({ state: 'answered', public_text: answer.publicText, material: answer.material, answered_at: sql<Date>`wantsum_clock()`, owner_id: answer.by })
    .where('id', '=', id).where('state', '=', 'open').executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  await tx.insertInto('case_reply').values({ id: newId<'case_reply'>(), case_id: id, text: answer.text, is_answer: true, replied_by: answer.by }).execute();
  return true;
}

/** @returns false when it is no longer open */
export async function withdrawCase(tx: Tx, id: string): Promise<boolean> {
  const result = await tx.updateTable('case_record').set({ state: 'withdrawn' }).where('id', '=', id).where('state', '=', 'open').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Records whether an officer agreed that it is sensitive. @returns false when there was nothing to decide */
export async function rulePrivacy(tx: Tx, id: string, agreed: boolean, reason: string): Promise<boolean> {
  const result = await tx.updateTable('case_record').set({ privacy: agreed ? 'agreed' : 'refused', privacy_reason: reason })
    .where('id', '=', id).where('state', '=', 'open').where('privacy', '=', 'asked').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @returns false when it was not private and open */
export async function makeCasePublic(tx: Tx, id: string): Promise<boolean> {
  const result = await tx.updateTable('case_record').set({ audience: 'everyone' }).where('id', '=', id).where('state', '=', 'open').where('audience', '=', 'private').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

interface CaseRow {
  id: string; kind: string; about_kind: string; about_id: string; body_id: string; number: number; text: string; public_text: string | null; state: string; audience: string;
  privacy: string; privacy_reason: string | null; material: boolean; raised_by: string | null; raised_for_organisation: string | null; created_at: Date; answered_at: Date | null;
  replies: { text: string; is_answer: boolean; created_at: string }[];
}

async function casesWhere(read: Read, where: ReturnType<typeof sql>): Promise<Case[]> {
  const { rows } = await sql<CaseRow>`select c.*, coalesce((select jsonb_agg(jsonb_build_object('text', p.text, 'is_answer', p.is_answer, 'created_at', p.created_at) order by p.created_at)
    from case_reply p where p.case_id = c.id), '[]') as replies
    from case_record c where ${where} order by c.number`.execute(read);
  return rows.map((row) => ({
    id: row.id as Case['id'], kind: row.kind, about: { kind: row.about_kind, id: row.about_id }, bodyId: row.body_id as BodyId, number: row.number, text: row.text,
    publicText: row.public_text, state: row.state as CaseState, audience: row.audience as CaseAudience, privacy: row.privacy as CasePrivacy, privacyReason: row.privacy_reason,
    material: row.material, raisedBy: row.raised_by as PersonId | null, raisedFor: row.raised_for_organisation as OrganisationId | null, createdAt: row.created_at,
    answeredAt: row.answered_at, replies: row.replies.map((reply): CaseReply => ({ text: reply.text, isAnswer: reply.is_answer, createdAt: new Date(reply.created_at) })),
  }));
}
