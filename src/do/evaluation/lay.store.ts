import { sql } from 'kysely';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type PersonId } from '#kernel/ids';
import { linkCodeHash, mayBeLinkCode, newLinkCode } from '#platform/access/link-code';
import type { Read, Tx } from '#platform/database/connection';
import type { LayAssessor, LayScore } from './lay.ts';

const COLUMNS = sql`a.id, a.pseudonym, a.supported_by as "supportedBy", a.trained_on::text as "trainedOn", a.training, a.support, a.declaration, a.barred_at as "barredAt", a.barred_reason as "barredReason", a.finished_at as "finishedAt"`;

const hashOf = (code: string): Buffer => linkCodeHash('lay assessor', code);

export async function layAssessorsOf(read: Read, opportunityId: string): Promise<LayAssessor[]> {
  const { rows } = await sql<LayAssessor>`select ${COLUMNS} from lay_assessor a where a.opportunity_id = ${opportunityId} order by a.invited_at, a.id`.execute(read);
  return rows;
}

/** Whose link this is, and of which opportunity; null for any other text. */
export async function layAssessorByCode(read: Read, code: string): Promise<{ readonly assessor: LayAssessor; readonly opportunityId: string } | null> {
  if (!mayBeLinkCode(code)) return null;
  const { rows } = await sql<LayAssessor & { opportunityId: string }>`select ${COLUMNS}, a.opportunity_id as "opportunityId" from lay_assessor a where a.code_hash = ${hashOf(code)}`.execute(read);
  const [row] = rows;
  if (!row) return null;
  const { opportunityId, ...assessor } = row;
  return { assessor, opportunityId };
}

interface Invited {
  readonly opportunityId: string;
  readonly pseudonym: string;
  readonly supportedBy: string;
  readonly support: string;
}

/** @returns the code of the link, shown once; null where the name is taken here */
export async function inviteLayAssessor(tx: Tx, { opportunityId, pseudonym, supportedBy, support }: Invited, invitedBy: PersonId | null): Promise<string | null> {
  const code = newLinkCode();
  const { rows } = await sql`insert into lay_assessor (id, opportunity_id, pseudonym, code_hash, supported_by, support, invited_by)
    values (${newId<'lay_assessor'>()}, ${opportunityId}, ${pseudonym}, ${hashOf(code)}, ${supportedBy}, ${support}, ${invitedBy}) on conflict (opportunity_id, pseudonym) do nothing returning id`.execute(tx);
  return rows.length === 1 ? code : null;
}

export async function recordTraining(tx: Tx, id: string, trainedOn: string, training: string, support: string): Promise<void> {
  await sql`update lay_assessor set trained_on = ${trainedOn}::date, training = ${training}, support = ${support} where id = ${id}`.execute(tx);
}

export async function barLayAssessor(tx: Tx, id: string, reason: string): Promise<void> {
  await sql`update lay_assessor set barred_at = wantsum_clock(), barred_reason = ${reason} where id = ${id} and barred_at is null`.execute(tx);
}

export async function storeLayDeclaration(tx: Tx, id: string, declaration: 'none' | 'interest'): Promise<void> {
  await sql`update lay_assessor set declaration = ${declaration}, declared_at = wantsum_clock() where id = ${id}`.execute(tx);
}

/** Saves a score over the one there was: nobody else writes with this link. */
export async function storeLayScore(tx: Tx, id: string, given: { readonly bidId: string; readonly questionId: string; readonly score: Decimal; readonly words: string }): Promise<void> {
  await sql`insert into lay_score (id, lay_assessor_id, bid_id, question_id, score, words) values (${newId<'lay_score'>()}, ${id}, ${given.bidId}, ${given.questionId}, ${given.score.toString()}, ${given.words})
    on conflict (lay_assessor_id, bid_id, question_id) do update set score = excluded.score, words = excluded.words, scored_at = wantsum_clock()`.execute(tx);
}

export async function finishLayScores(tx: Tx, id: string): Promise<void> {
  await sql`update lay_assessor set finished_at = wantsum_clock() where id = ${id} and finished_at is null`.execute(tx);
}

/** Of one of them, finished or not. */
export async function layScoresOfOne(read: Read, id: string): Promise<Omit<LayScore, 'pseudonym' | 'layAssessorId' | 'criterionId'>[]> {
  const rows = await read.selectFrom('lay_score').select(['bid_id', 'question_id', 'score', 'words']).where('lay_assessor_id', '=', id).execute();
  return rows.map((row) => ({ bidId: row.bid_id, questionId: row.question_id, score: decimal(row.score), words: row.words }));
}

/** Scores that count: of those who finished and were not closed. */
export async function layScores(read: Read, opportunityId: string): Promise<LayScore[]> {
  const rows = await read.selectFrom('lay_score as s').innerJoin('lay_assessor as a', 'a.id', 's.lay_assessor_id').innerJoin('question as q', 'q.id', 's.question_id').select(['q.criterion_id', 's.lay_assessor_id', 'a.pseudonym', 's.bid_id', 's.question_id', 's.score', 's.words'])
    .where('a.opportunity_id', '=', opportunityId).where('a.finished_at', 'is not', null).where('a.barred_at', 'is', null).orderBy('a.invited_at').orderBy('a.id').execute();
  return rows.map((row) => ({ layAssessorId: row.lay_assessor_id, pseudonym: row.pseudonym, criterionId: row.criterion_id, bidId: row.bid_id, questionId: row.question_id, score: decimal(row.score), words: row.words }));
}
