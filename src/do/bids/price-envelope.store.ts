import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { decrypt } from '#platform/sealing/cipher';
import { readContentLine } from './bid-content.ts';
import { openingKeys } from './bid-key.store.ts';
import { pricesToOpen, type KeptSealed } from './opening.ts';
import { submissionPlace } from './submission.store.ts';

/**
 * The second opening: prices of the bids that are still in the running, lot by lot. What stays sealed is recorded with its reason, and then
 * the key by which the authority could read any envelope of this opening is destroyed: nobody opens a price later, not even we.
 * @returns how many bids had a price opened, and how many keep all of theirs
 */
export async function openPrices(tx: Tx, opportunityId: string, keep: readonly KeptSealed[]): Promise<{ readonly opened: number; readonly keptSealed: number }> {
  const { rows } = await sql<{ id: string; state: string; number: number; price: Buffer; lots: string[] }>`
    select b.id, b.state, s.number, s.price_ciphertext as price, array(select l.lot_id::text from bid_lot l where l.bid_id = b.id order by 1) as lots from bid b join bid_submission s on s.id = b.current_submission_id
    where b.opportunity_id = ${opportunityId} and b.state in ('opened', 'rejected') order by b.id`.execute(tx);
  const { open, sealed } = pricesToOpen(rows, keep);
  const keys = await openingKeys(tx, opportunityId, 'price', [...open.keys()]);
  for (const row of rows) {
    const lots = open.get(row.id);
    if (!lots) continue;
    const key = keys.get(row.id);
    if (!key) throw new Error(`the price envelope of bid ${row.id} cannot be opened: its key was not wrapped`);
    const prices = readContentLine(decrypt(key, row.price, submissionPlace(row.id, 'price', row.number)).toString()).prices ?? [];
    const named = prices.filter(({ lot }) => lots.includes(lot));
    if (named.length > 0) await tx.insertInto('opened_price').values(named.map(({ lot, netPence }) => ({ bid_id: row.id, lot_id: lot, price_net_pence: BigInt(netPence) }))).execute();
  }
  if (sealed.length > 0) await tx.insertInto('price_kept_sealed').values(sealed.map(({ bidId, lotId, reason }) => ({ id: newId<'price_kept_sealed'>(), bid_id: bidId, lot_id: lotId, reason }))).execute();
  await sql`update bid_key set wrapped_for_opening = null where envelope = 'price' and bid_id in (select id from bid where opportunity_id = ${opportunityId})`.execute(tx);
  return { opened: open.size, keptSealed: rows.length - open.size };
}

/** Prices that were never opened, of some bids. */
export async function pricesKeptSealed(read: Read, bidIds: readonly string[]): Promise<readonly KeptSealed[]> {
  if (bidIds.length === 0) return [];
  const rows = await read.selectFrom('price_kept_sealed').select(['bid_id', 'lot_id', 'reason']).where('bid_id', 'in', bidIds).execute();
  return rows.map((row) => ({ bidId: row.bid_id, lotId: row.lot_id, reason: row.reason }));
}
