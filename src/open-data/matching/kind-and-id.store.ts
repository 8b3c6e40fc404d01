import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';

/** Columns of a table that name a record of any kind: "about_kind" and "about_id". */
export interface KindAndId {
  readonly table: string;
  readonly kind: string;
  readonly id: string;
}

/** What only tells what was, or is drawn from other tables: it names records and does not rest on them. */
const HISTORY = new Set(['audit_entry', 'search_entry', 'import_change', 'outbox_mail']);

/** Every table that names records by kind and id, asked of the database, so that no room is forgotten. */
export async function tablesByKind(read: Read): Promise<KindAndId[]> {
  const { rows } = await sql<KindAndId>`select c.oid::regclass::text as "table", k.attname as kind, i.attname as id
    from pg_class c join pg_attribute k on k.attrelid = c.oid and k.attname like '%\\_kind' and k.atttypid = 'text'::regtype and not k.attisdropped
      join pg_attribute i on i.attrelid = c.oid and i.attname = regexp_replace(k.attname, '_kind$', '_id') and i.atttypid = 'uuid'::regtype and not i.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1, 2`.execute(read);
  return rows.filter(({ table }) => !HISTORY.has(table));
}

/** Whether any table names this record by kind and id. */
export async function isNamedByKind(read: Read, kind: string, id: string): Promise<boolean> {
  for (const one of await tablesByKind(read)) {
    const { rows } = await sql`select 1 from ${sql.table(one.table)} where ${sql.ref(one.kind)} = ${kind} and ${sql.ref(one.id)} = ${id} limit 1`.execute(read);
    if (rows.length > 0) return true;
  }
  return false;
}
