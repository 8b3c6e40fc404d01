import { sql } from 'kysely';
import { z } from 'zod';
import { refreshWords } from '#agreements';
import { isNamedByKind } from '#matching';
import { isId, type BodyId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Role } from '#platform/access/roles';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { IMPORTING_ROLES, transparencyActs } from './import.acts.ts';

export interface Undone {
  readonly importId: string;
  readonly removed: number;
  readonly restored: number;
  readonly suppliersRemoved: number;
  /** The name of the body that an import had made, when it is gone too. */
  readonly bodyRemoved: string | null;
  /** Its name when it stays, because something else has come to rest on it. */
  readonly bodyKept: string | null;
  /** Records that somebody has worked on since, which are left as they are. */
  readonly kept: readonly { readonly id: string; readonly reference: string; readonly title: string }[];
  readonly keptCount: number;
}

const KEPT_NAMED = 100;

/** How a later room's kind of import is taken back; wired by `connectUndo`. */
export interface FurtherUndo {
  /** The `kind` of its import batches. */
  readonly kind: string;
  /** Who may, on the import's body. */
  readonly roles: readonly Role[];
  /** Takes the import's records out, in the command's transaction. @returns how many there were */
  readonly undo: (tx: Tx, importId: string) => Promise<{ readonly removed: number } | Refused>;
}
let further: readonly FurtherUndo[] = [];
export const connectUndo = (kinds: readonly FurtherUndo[]): void => void (further = kinds);

/** Takes back what an import added and changed, but for records that somebody has worked on since: it names those. */
export const undoImport = command({
  act: transparencyActs.undo,
  input: z.object({ importId: z.string().refine(isId, 'Choose an import') }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const batch = await tx.selectFrom('import_batch').selectAll().where('id', '=', input.importId).forUpdate().executeTakeFirst();
    const ofRoom = further.find(({ kind }) => kind === batch?.kind);
    const roles: readonly Role[] = ofRoom?.roles ?? IMPORTING_ROLES;
    const isTheirs = actor.kind !== 'person' || actor.holdings.some((held) => held.scopeKind === 'body' && held.scopeId === batch?.body_id && roles.includes(held.role));
    if (!batch || !isTheirs) return refuse('no-such-import', 'There is no such import.');
    if (batch.undone_at) return refuse('undone-already', 'This import has been undone already.');
    const taken = ofRoom ? await ofRoom.undo(tx, batch.id) : { removed: 0 };
    if ('kind' in taken) return taken;
    const kept = await keptRecords(tx, batch.id);
    const keptIds = kept.map((one) => one.id);
    const restored = await restoreChanged(tx, batch.id, keptIds);
    const removed = await removeAdded(tx, batch.id, keptIds);
    const others = await removeOtherRecords(tx, batch.id);
    const suppliersRemoved = await removeSuppliers(tx, batch.id);
    await tx.updateTable('import_batch').set((set) => ({ undone_at: set.fn<Date>('wantsum_clock'), undone_by: actor.personId })).where('id', '=', batch.id).execute();
    const madeBody = batch.body_id !== null && (await isOfImports(tx, batch.body_id));
    const bodyRemoved = madeBody && kept.length === 0 ? await removeMadeBody(tx, batch.id, batch.body_id!) : null;
    const bodyKept = madeBody && bodyRemoved === null ? (await tx.selectFrom('body').select('name').where('id', '=', batch.body_id!).executeTakeFirstOrThrow()).name : null;
    const undone: Undone = { bodyRemoved, bodyKept, importId: batch.id, removed: removed + others + taken.removed, restored, suppliersRemoved, kept: kept.slice(0, KEPT_NAMED), keptCount: kept.length };
    return done(undone, { record: null, bodyId: bodyRemoved === null ? (batch.body_id as BodyId | null) : null, before: { importId: batch.id, file: batch.file_name }, after: { removed: undone.removed, restored, suppliersRemoved, kept: kept.length, ...(bodyRemoved === null ? {} : { bodyRemoved }) } });
  },
});

/** A record is kept when its version has moved on, or when something made since rests on it. */
async function keptRecords(tx: Tx, importId: string): Promise<{ id: string; reference: string; title: string }[]> {
  const { rows } = await sql<{ id: string; reference: string; title: string }>`
    select a.id, a.reference, a.title from import_change c join agreement a on a.id = c.record_id
    where c.import_id = ${importId} and c.record_kind = 'agreement' and (a.version <> c.version_after or (c.before is null and (
      exists (select 1 from agreement child where child.parent_id = a.id) or exists (select 1 from review v where v.agreement_id = a.id and v.held_on is not null)
      or exists (select 1 from measure m where m.about_kind = 'agreement' and m.about_id = a.id) or exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = a.id)
      or exists (select 1 from case_record k where k.about_kind = 'agreement' and k.about_id = a.id))))
    order by a.id`.execute(tx);
  return rows;
}

const RESTORED = `title, description, unit_id, lead_organisation_id, supplier_name, supplier_number, value_net_pence, annual_value_net_pence, irrecoverable_vat_pence, starts_on, ends_on, latest_ends_on, review_on,
  extension_months, process, procurement_category, cpv_code, proclass_code, sme, vcse, manager_name, director_name, ocid, incomplete, missing, source_key, source_hash, source_row`.split(',').map((column) => column.trim());

async function restoreChanged(tx: Tx, importId: string, keptIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`update agreement a set ${sql.raw(RESTORED.map((column) => `${column} = b.${column}`).join(', '))}, version = a.version + 1, updated_at = wantsum_clock()
    from import_change c, jsonb_populate_record(null::agreement, c.before) b
    where c.import_id = ${importId} and c.record_kind = 'agreement' and c.before is not null and a.id = c.record_id and a.id <> all(${keptIds}::uuid[]) returning a.id`.execute(tx);
  await refreshWords(tx, rows.map((row) => row.id));
  return rows.length;
}

async function removeAdded(tx: Tx, importId: string, keptIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`select record_id as id from import_change where import_id = ${importId} and record_kind = 'agreement' and before is null and record_id <> all(${keptIds}::uuid[])`.execute(tx);
  const ids = rows.map((row) => row.id);
  for (let from = 0; from < ids.length; from += 5000) {
    const some = ids.slice(from, from + 5000);
    await sql`delete from review where agreement_id = any(${some}::uuid[])`.execute(tx);
    await sql`delete from outcome_served where about_kind = 'agreement' and about_id = any(${some}::uuid[])`.execute(tx);
    await sql`delete from thread_link where (to_kind = 'agreement' and to_id = any(${some}::uuid[])) or (from_kind = 'agreement' and from_id = any(${some}::uuid[]))`.execute(tx);
    await sql`delete from search_entry where record_kind = 'agreement' and record_id = any(${some}::uuid[])`.execute(tx);
    await sql`delete from agreement where id = any(${some}::uuid[])`.execute(tx);
  }
  return ids.length;
}

/** Notices and opportunities that an import of notices brought. An opportunity that anything has come to rest on is kept. */
async function removeOtherRecords(tx: Tx, importId: string): Promise<number> {
  const brought = (kind: string) => `id in (select c.record_id from import_change c where c.import_id = '${importId}' and c.record_kind = '${kind}' and c.before is null)`;
  const notices = await removeUnreferenced(tx, 'notice', `o.${brought('notice')}`);
  await sql`delete from thread_link l using import_change c where c.import_id = ${importId} and c.record_kind = 'opportunity' and c.record_id in (l.from_id, l.to_id)`.execute(tx);
  return notices + (await removeUnreferenced(tx, 'opportunity', `o.${brought('opportunity')}`));
}

const removeSuppliers = (tx: Tx, importId: string): Promise<number> =>
  removeUnreferenced(tx, 'organisation', `o.import_id = '${importId}' and o.claimed_at is null and o.updated_at - o.created_at < interval '1 second'
    and not exists (select 1 from role_holding h where h.scope_kind = 'organisation' and h.scope_id = o.id)`);

/** Removes rows that nothing points to. Asks the database which tables point there, so that no room is forgotten. The id in `condition` is our own. */
async function removeUnreferenced(tx: Tx, table: 'organisation' | 'opportunity' | 'notice', condition: string): Promise<number> {
  const { rows: pointing } = await sql<{ from: string; column: string }>`select c.conrelid::regclass::text as "from", a.attname as "column" from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.contype = 'f' and c.confrelid = ${table}::regclass and c.confdeltype <> 'c'`.execute(tx);
  const unused = pointing.map((one) => `and not exists (select 1 from ${one.from} p where p.${one.column} = o.id)`).join(' ');
  const { rows } = await sql<{ id: string }>`${sql.raw(`delete from ${table} o where ${condition} ${unused} returning o.id`)}`.execute(tx);
  await sql`delete from search_entry where record_kind = ${table} and record_id = any(${rows.map((row) => row.id)}::uuid[])`.execute(tx);
  return rows.length;
}

/** Whether an import made the body: this one, or one that was taken back before and left it because this one's records stood on it. */
const isOfImports = async (tx: Tx, bodyId: string): Promise<boolean> =>
  (await tx.selectFrom('import_batch').select('id').where('body_id', '=', bodyId).where('made_body', '=', true).where('undone_at', 'is not', null).limit(1).execute()).length > 0;

/**
 * Takes away the body that an import had made, with the directorates and counters that came of it. When anything else has come to rest on
 * it nothing happens, and the body stays. @returns the name of the body that is gone
 */
async function removeMadeBody(tx: Tx, importId: string, bodyId: string): Promise<string | null> {
  const held = await sql<{ held: boolean }>`select exists (select from role_holding where scope_kind = 'body' and scope_id = ${bodyId}) as held`.execute(tx);
  if (held.rows[0]!.held || (await isNamedByKind(tx, 'body', bodyId))) return null;
  const { rows } = await sql<{ name: string | null }>`select remove_made_body(${importId}, ${bodyId}) as name`.execute(tx);
  return rows[0]!.name;
}
