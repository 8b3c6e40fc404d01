import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';

/** Pages of the evaluation that concern one bidder alone: its interview and visit, its past work, what was asked about its price. (Tables of the room `evaluation`.) */
export async function pagesForBidder(read: Read, bidId: string): Promise<readonly { readonly href: string; readonly text: string }[]> {
  const { rows: [has] } = await sql<{ meeting: boolean; work: boolean; price: boolean }>`select exists (select 1 from interview where bid_id = ${bidId}) or exists (select 1 from evaluation_visit where bid_id = ${bidId}) as meeting,
    exists (select 1 from evidence_sheet where bid_id = ${bidId}) as work, exists (select 1 from price_question where bid_id = ${bidId}) as price`.execute(read);
  return [
    ...(has!.meeting ? [{ href: `/bids/${bidId}/meetings`, text: 'Your interview and visit' }] : []),
    ...(has!.work ? [{ href: `/bids/${bidId}/past-work`, text: 'Your past work, as the panel reads it, and your answer' }] : []),
    ...(has!.price ? [{ href: `/bids/${bidId}/price-explanation`, text: 'Explain your price' }] : []),
  ];
}
