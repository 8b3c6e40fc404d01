import { sql } from 'kysely';
import { refuse, type Refused } from '#kernel/outcome';
import type { Tx } from '#platform/database/connection';
import { removeLines } from './load-spend.store.ts';
import { takeFromRollups } from './rollup.store.ts';

/**
 * Takes a load's payments out of the register and the rollups. Refused while a later load found some of them again: those would be
 * gone though the later file has them. What somebody decided on a spelling stays. @returns how many payments went
 */
export async function undoSpend(tx: Tx, importId: string): Promise<{ readonly removed: number } | Refused> {
  const load = await tx.selectFrom('spend_load').select(['load_key', 'body_id']).where('import_id', '=', importId).executeTakeFirstOrThrow();
  // As a load does: two that change one body's rollups follow one another.
  await sql`select id from body where id = ${load.body_id} for no key update`.execute(tx);
  const { rows: later } = await sql<{ file: string }>`select b.file_name as file from spend_load x join import_batch b on b.id = x.import_id
    where x.body_id = ${load.body_id} and ${load.load_key} = any(x.found_again) and b.undone_at is null order by x.load_key limit 1`.execute(tx);
  if (later[0]) return refuse('found-again', `The later file ${later[0].file} has some of the same payments. Undo that load first.`);
  const removed = await removeLines(tx, load.load_key);
  await takeFromRollups(tx, load.body_id);
  await sql`update spend_load set lines = 0, total_pence = 0, first_on = null, last_on = null where load_key = ${load.load_key}`.execute(tx);
  await sql`delete from spend_supplier s where s.body_id = ${load.body_id} and s.decided_by is null and not exists (select 1 from spend_supplier_month m where m.supplier_key = s.supplier_key)
    and not exists (select 1 from label l where l.about_kind = 'spend-supplier' and l.about_id = s.id)`.execute(tx);
  await sql`delete from spend_place p where p.body_id = ${load.body_id} and p.place_key not in (select place_key from spend_place_month where body_id = ${load.body_id})`.execute(tx);
  return { removed };
}
