import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Award } from './award.store.ts';
import type { Feedback, FeedbackContent, FeedbackDraft } from './feedback.ts';

const FEEDBACK = sql.raw(`select f.id, f.bid_id as "bidId", f.lot_id as "lotId", g.id as "organisationId", g.name as "organisationName", round(f.total_points, 2)::text as "totalPoints", f.rank, f.successful,
  f.winner_advantages as "winnerAdvantages", f.content, f.released_at as "releasedAt", f.talk_asked_at as "talkAskedAt", f.set_aside_at as "setAsideAt",
  (coalesce(g.size in ('micro', 'small'), false) or coalesce(g.sector = 'vcse', false) or coalesce(g.social_enterprise, false)) as small
  from feedback f join bid b on b.id = f.bid_id join organisation g on g.id = b.organisation_id`);

/** Puts new drafts in the place of the lot's unreleased ones. */
export async function replaceDrafts(tx: Tx, opportunityId: string, lotId: string | null, drafts: readonly FeedbackDraft[]): Promise<void> {
  await sql`delete from feedback f using bid b where b.id = f.bid_id and b.opportunity_id = ${opportunityId} and f.lot_id is not distinct from ${lotId}::uuid and f.set_aside_at is null`.execute(tx);
  await tx.insertInto('feedback').values(drafts.map((draft) => ({
    id: newId<'feedback'>(), bid_id: draft.bidId, lot_id: lotId, total_points: draft.total.toString(), rank: draft.rank, successful: draft.successful,
    winner_advantages: draft.winnerAdvantages, content: JSON.stringify(draft.content),
  }))).execute();
}

/** The letters of an award's lot, best first. */
export async function lettersOf(read: Read, award: Pick<Award, 'opportunityId' | 'lot'>): Promise<Feedback[]> {
  const { rows } = await sql<Feedback>`${FEEDBACK} where b.opportunity_id = ${award.opportunityId} and f.lot_id is not distinct from ${award.lot?.id ?? null}::uuid and f.set_aside_at is null order by f.rank, g.name, f.id`.execute(read);
  return rows;
}

/** Those of some bids whose letters are out and stand. */
export async function toldBids(read: Read, bidIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (bidIds.length === 0) return new Set();
  const rows = await read.selectFrom('feedback').select('bid_id').distinct().where('bid_id', 'in', [...bidIds]).where('released_at', 'is not', null).where('set_aside_at', 'is', null).execute();
  return new Set(rows.map(({ bid_id }) => bid_id));
}

/** What a bidder has been sent. */
export async function releasedLetters(read: Read, bidId: string): Promise<(Feedback & { readonly lotWords: string | null })[]> {
  const { rows } = await sql<Feedback & { lotNumber: number | null; lotTitle: string | null }>`select x.*, l.number as "lotNumber", l.title as "lotTitle" from (${FEEDBACK}) x left join lot l on l.id = x."lotId"
    where x."bidId" = ${bidId} and x."releasedAt" is not null order by x."setAsideAt" desc nulls first, l.number nulls first`.execute(read);
  return rows.map((row) => ({ ...row, lotWords: row.lotNumber === null ? null : `lot ${row.lotNumber}, ${row.lotTitle}` }));
}

/** Saves an officer's words. @returns false when it has been released, or is not there */
export async function storeLetter(tx: Tx, id: string, winnerAdvantages: string, content: FeedbackContent): Promise<boolean> {
  const result = await tx.updateTable('feedback').set({ winner_advantages: winnerAdvantages, content: JSON.stringify(content) }).where('id', '=', id).where('released_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Releases every letter at one instant. */
export async function releaseLetters(tx: Tx, ids: readonly string[], now: Date, releasedBy: PersonId | null): Promise<void> {
  const result = await tx.updateTable('feedback').set({ released_at: now, released_by: releasedBy }).where('id', 'in', ids).where('released_at', 'is', null).executeTakeFirst();
  if (result.numUpdatedRows !== BigInt(ids.length)) throw new Error('a letter was released already');
}

/** @returns false when it was asked before, or there is nothing to talk about yet */
export async function storeTalkAsked(tx: Tx, bidId: string): Promise<boolean> {
  const result = await sql`update feedback set talk_asked_at = wantsum_clock() where bid_id = ${bidId} and released_at is not null and set_aside_at is null and talk_asked_at is null`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}
