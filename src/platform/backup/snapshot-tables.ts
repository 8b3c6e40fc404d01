import type pg from 'pg';

/** A table as a backup holds it: the columns that a copy must carry. */
export interface SnapshotTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Left out: what the migrations make (`schema_migration`, and the sequencer's mark, which belongs to one server's
 * transaction numbers). So are `transaction_id` of audit entries and of releases, for the same reason; it takes no part in the chain. What the
 * feed has to look at is filled again by the restore itself, which writes every contract.
 */
const LEFT_OUT_TABLES = ['schema_migration', 'audit_sequencer', 'feed_due', 'feed_day'];
const LEFT_OUT_COLUMNS = ['audit_entry.transaction_id', 'ocds_release.transaction_id'];

/** Every table of ours and its stored columns, in name order. */
export async function snapshotTables(client: pg.ClientBase): Promise<SnapshotTable[]> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' order by c.table_name, c.ordinal_position`,
  );
  const kept = rows.filter((row) => !LEFT_OUT_TABLES.includes(row.table_name) && !LEFT_OUT_COLUMNS.includes(`${row.table_name}.${row.column_name}`));
  return [...Map.groupBy(kept, (row) => row.table_name)].map(([name, columns]) => ({ name, columns: columns.map((column) => column.column_name) }));
}

/** A table's or column's name as SQL. Names come from the catalogue or a manifest, and are refused if they are not plain words. */
export function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not a plain name: ${JSON.stringify(name)}`);
  return `"${name}"`;
}

/** The column list of a COPY. */
export const columnList = (table: SnapshotTable): string => table.columns.map(quoted).join(', ');
