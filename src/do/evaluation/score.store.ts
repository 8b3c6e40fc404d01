import { sql } from 'kysely';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { JudgedBy } from '#parts/assessments';
import { roundOf, type AgreedScore, type OwnScore, type PanelQuestion, type Round } from './evaluation.ts';

interface WhichScores {
  readonly assessorId?: string;
  readonly bidIds?: readonly string[];
  readonly questionId?: string;
}

/** Scores written alone: of one assessor, of some bids, of one question, or of all. */
export async function ownScores(read: Read, opportunityId: string, { assessorId, bidIds, questionId }: WhichScores = {}): Promise<OwnScore[]> {
  const rows = await read
    .selectFrom('score as s').innerJoin('assessor as a', 'a.id', 's.assessor_id').innerJoin('question as q', 'q.id', 's.question_id').leftJoin('criterion as c', 'c.id', 'q.criterion_id')
    .selectAll('s').select('c.judged_by')
    .where('a.about_kind', '=', 'opportunity').where('a.about_id', '=', opportunityId)
    .$if(assessorId !== undefined, (query) => query.where('s.assessor_id', '=', assessorId!))
    .$if(bidIds !== undefined, (query) => query.where('s.bid_id', 'in', bidIds!.length === 0 ? [NO_BID] : [...bidIds!]))
    .$if(questionId !== undefined, (query) => query.where('s.question_id', '=', questionId!)).execute();
  return rows.map((row) => ({
    assessorId: row.assessor_id, bidId: row.bid_id, questionId: row.question_id, score: decimal(row.score), reason: row.reason, strength: row.strength,
    improvement: row.improvement, finished: row.finished_at !== null, version: row.version, round: roundOf((row.judged_by ?? 'answers') as JudgedBy),
  }));
}

const NO_BID = '00000000-0000-0000-0000-000000000000';

/** The rounds that each assessor has finished, by assessor. */
export async function finishedRounds(read: Read, opportunityId: string): Promise<ReadonlyMap<string, ReadonlySet<Round>>> {
  const { rows } = await sql<{ assessorId: string; rounds: Round[] }>`
    select s.assessor_id as "assessorId", array_agg(distinct case when c.judged_by in ('interview', 'visit') then 'meeting' else 'paper' end) as rounds
    from score s join assessor a on a.id = s.assessor_id join question q on q.id = s.question_id left join criterion c on c.id = q.criterion_id
    where a.about_kind = 'opportunity' and a.about_id = ${opportunityId} and s.finished_at is not null group by s.assessor_id`.execute(read);
  return new Map(rows.map(({ assessorId, rounds }) => [assessorId, new Set(rounds)]));
}

/** How many answers an assessor has scored, by bid. */
export async function scoredByBid(read: Read, assessorId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ bidId: string; count: number }>`select bid_id as "bidId", count(*)::int as count from score where assessor_id = ${assessorId} group by bid_id`.execute(read);
  return new Map(rows.map(({ bidId, count }) => [bidId, count]));
}

/** The agreed scores that stand: of every bid or of some. */
export async function agreedScores(read: Read, opportunityId: string, bidIds?: readonly string[]): Promise<AgreedScore[]> {
  const rows = await read.selectFrom('moderated_score as m').innerJoin('bid as b', 'b.id', 'm.bid_id').selectAll('m').where('b.opportunity_id', '=', opportunityId).where('m.superseded_at', 'is', null)
    .$if(bidIds !== undefined, (query) => query.where('m.bid_id', 'in', bidIds!.length === 0 ? [NO_BID] : [...bidIds!])).execute();
  return rows.map((row) => ({ id: row.id, bidId: row.bid_id, questionId: row.question_id, score: decimal(row.score), reason: row.reason, strength: row.strength, improvement: row.improvement }));
}

/** Which answers have an agreed score, and nothing else of them. */
export async function agreedAnswers(read: Read, opportunityId: string): Promise<{ readonly bidId: string; readonly questionId: string }[]> {
  const { rows } = await sql<{ bidId: string; questionId: string }>`select m.bid_id as "bidId", m.question_id as "questionId" from moderated_score m join bid b on b.id = m.bid_id
    where b.opportunity_id = ${opportunityId} and m.superseded_at is null`.execute(read);
  return rows;
}

export interface ScoreToStore {
  readonly bidId: string;
  readonly question: PanelQuestion;
  readonly score: Decimal;
  readonly reason: string;
  readonly strength: string;
  readonly improvement: string;
}

/** Saves a score over the version that its writer saw; 0 for the first. @returns the new version, or null when somebody saved in between */
export async function storeScore(tx: Tx, assessorId: string, given: ScoreToStore, version: number): Promise<number | null> {
  const { bidId, question, score, reason, strength, improvement } = given;
  if (version === 0) {
    const { rows } = await sql<{ version: number }>`insert into score (id, assessor_id, bid_id, lot_id, question_id, score, reason, strength, improvement)
      values (${newId<'score'>()}, ${assessorId}, ${bidId}, ${question.lotId}, ${question.id}, ${score.toString()}, ${reason}, ${strength}, ${improvement})
      on conflict do nothing returning version`.execute(tx);
    return rows[0]?.version ?? null;
  }
  const { rows } = await sql<{ version: number }>`update score set score = ${score.toString()}, reason = ${reason}, strength = ${strength}, improvement = ${improvement},
      version = version + 1, updated_at = wantsum_clock()
    where assessor_id = ${assessorId} and bid_id = ${bidId} and question_id = ${question.id} and version = ${version} and finished_at is null returning version`.execute(tx);
  return rows[0]?.version ?? null;
}

/** From here an assessor's scores of this round stand. */
export async function finishScores(tx: Tx, assessorId: string): Promise<void> {
  await sql`update score set finished_at = wantsum_clock() where assessor_id = ${assessorId} and finished_at is null`.execute(tx);
}

/** Writes an agreed score in the place of the one that stood, which is kept. */
export async function storeAgreed(tx: Tx, given: ScoreToStore, moderatedBy: PersonId | null): Promise<void> {
  await sql`update moderated_score set superseded_at = wantsum_clock() where bid_id = ${given.bidId} and question_id = ${given.question.id} and superseded_at is null`.execute(tx);
  await tx.insertInto('moderated_score').values({
    id: newId<'moderated_score'>(), bid_id: given.bidId, lot_id: given.question.lotId, question_id: given.question.id, score: given.score.toString(), reason: given.reason,
    strength: given.strength, improvement: given.improvement, moderated_by: moderatedBy,
  }).execute();
}
