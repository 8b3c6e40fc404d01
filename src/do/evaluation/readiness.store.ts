import { sql } from 'kysely';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { roundOf, type PanelQuestion, type Round, inRound } from './evaluation.ts';

/** The round the panel is in: face to face from the moment the shortlist is made, where anything is judged so. */
export async function currentRound(read: Read, opportunityId: string, questions: readonly PanelQuestion[]): Promise<Round> {
  if (inRound(questions, 'meeting').length === 0) return 'paper';
  const row = await read.selectFrom('shortlist_place').select('bid_id').where('opportunity_id', '=', opportunityId).limit(1).executeTakeFirst();
  return row ? 'meeting' : 'paper';
}

/** Whether there is something to score yet: an interview or visit that was held and written up, an evidence sheet that the bidder could answer. */
export async function decideReady(read: Read, question: Pick<PanelQuestion, 'judgedBy'>, bidId: string): Promise<Decision> {
  if (roundOf(question.judgedBy) === 'paper' && question.judgedBy !== 'past-performance') return allow();
  const { rows: [row] } = await sql<{ interview: boolean; visit: boolean; issued: boolean; answered: boolean }>`select
    exists (select 1 from interview where bid_id = ${bidId} and held_at is not null) as interview,
    exists (select 1 from evaluation_visit where bid_id = ${bidId} and held_at is not null) as visit,
    exists (select 1 from evidence_sheet where bid_id = ${bidId}) as issued,
    exists (select 1 from evidence_sheet where bid_id = ${bidId} and (replied_at is not null or reply_until <= wantsum_clock())) as answered`.execute(read);
  if (question.judgedBy === 'interview' && !row!.interview) return refuse('not-held', 'The interview has not been written up yet, so there is nothing to score.');
  if (question.judgedBy === 'visit' && !row!.visit) return refuse('not-held', 'The visit has not been written up yet, so there is nothing to score.');
  if (question.judgedBy === 'past-performance' && !row!.issued) return refuse('not-issued', 'The evidence sheet of past work has not been issued yet.');
  if (question.judgedBy === 'past-performance' && !row!.answered) return refuse('not-answered', 'The bidder may still answer its evidence sheet, so it cannot be scored yet.');
  return allow();
}
