import { sql } from 'kysely';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { timetableActs } from './timetable.acts.ts';
import type { SupportItem, SupportKind, SupportPack } from './support.ts';

/** Each look at an item is a view entry of the trail, so its use is counted there and nowhere else. */
const COLUMNS = sql`i.id, i.pack_id as "packId", p.title as "packTitle", i.kind, i.title, i.words, i.link,
  (select count(*)::int from audit_entry a where a.record_kind = 'support-item' and a.record_id = i.id and a.result = 'viewed' and a.act = ${timetableActs.useSupport.name}) as used`;

/** What goes with a tender, in the order of the packs. */
export async function supportOf(read: Read, opportunityId: string): Promise<SupportItem[]> {
  const { rows } = await sql<SupportItem>`select ${COLUMNS} from opportunity_support_pack x join support_pack p on p.id = x.pack_id join support_item i on i.pack_id = p.id
    where x.opportunity_id = ${opportunityId} order by x.added_at, p.id, i.position`.execute(read);
  return rows;
}

export async function supportItem(read: Read, id: string): Promise<SupportItem | null> {
  const { rows } = await sql<SupportItem>`select ${COLUMNS} from support_item i join support_pack p on p.id = i.pack_id where i.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

/** The packs of some bodies by name, with what is in them. */
export async function packsOf(read: Read, bodyIds: readonly string[]): Promise<SupportPack[]> {
  if (bodyIds.length === 0) return [];
  const packs = await read.selectFrom('support_pack').selectAll().where('body_id', 'in', [...bodyIds]).orderBy('title').orderBy('id').limit(200).execute();
  const { rows } = await sql<SupportItem>`select ${COLUMNS} from support_item i join support_pack p on p.id = i.pack_id where i.pack_id = any(${packs.map(({ id }) => id)}::uuid[]) order by i.position`.execute(read);
  return packs.map((pack) => ({ id: pack.id, bodyId: pack.body_id, title: pack.title, sector: pack.sector, items: rows.filter(({ packId }) => packId === pack.id) }));
}

export async function packById(read: Read, id: string): Promise<SupportPack | null> {
  const row = await read.selectFrom('support_pack').select('body_id').where('id', '=', id).executeTakeFirst();
  return row ? ((await packsOf(read, [row.body_id])).find((pack) => pack.id === id) ?? null) : null;
}

export async function insertPack(tx: Tx, bodyId: BodyId, title: string, sector: string, by: PersonId | null): Promise<string> {
  const id = newId<'support_pack'>();
  await tx.insertInto('support_pack').values({ id, body_id: bodyId, title, sector, created_by: by }).execute();
  return id;
}

/** Adds an item after the last. The pack's row is locked, so that two who add at once do not take one place. */
export async function insertItem(tx: Tx, packId: string, item: { readonly kind: SupportKind; readonly title: string; readonly words: string; readonly link: string | null }): Promise<string> {
  await tx.selectFrom('support_pack').select('id').where('id', '=', packId).forUpdate().execute();
  const last = await tx.selectFrom('support_item').select((e) => e.fn.max('position').as('position')).where('pack_id', '=', packId).executeTakeFirst();
  const id = newId<'support_item'>();
  await tx.insertInto('support_item').values({ id, pack_id: packId, position: (last?.position ?? 0) + 1, ...item }).execute();
  return id;
}

export async function chosenPacks(read: Read, opportunityId: string): Promise<string[]> {
  return (await read.selectFrom('opportunity_support_pack').select('pack_id').where('opportunity_id', '=', opportunityId).execute()).map((row) => row.pack_id);
}

export async function savePacks(tx: Tx, opportunityId: string, packIds: readonly string[]): Promise<void> {
  await sql`delete from opportunity_support_pack where opportunity_id = ${opportunityId} and pack_id <> all(${packIds}::uuid[])`.execute(tx);
  for (const packId of packIds) await tx.insertInto('opportunity_support_pack').values({ opportunity_id: opportunityId, pack_id: packId }).onConflict((conflict) => conflict.doNothing()).execute();
}
