import { sql } from 'kysely';
import type { OpenDataset } from '#platform/register/open-dataset';
import type { Read, Tx } from '#platform/database/connection';

export interface DatasetCount {
  readonly name: string;
  readonly rows: bigint;
  readonly changedAt: Date | null;
  readonly countedAt: Date;
}

/** Where a row says when it last changed, the best first. */
const CHANGE_COLUMNS = ['updated_at', 'changed_at', 'told_at', 'published_at', 'recorded_at', 'built_at', 'created_at', 'imported_at'];

/** As last counted: one query, whatever the size of what was counted. */
export async function datasetCounts(read: Read): Promise<ReadonlyMap<string, DatasetCount>> {
  const rows = await read.selectFrom('dataset_count').select(['name', 'row_count as rows', 'changed_at as changedAt', 'counted_at as countedAt']).execute();
  return new Map(rows.map((row) => [row.name, row]));
}

/** Counts every dataset that has rows: two queries, however many there are. Where its rows are joined from elsewhere is its table's own affair. */
export async function countDatasets(read: Read, datasets: readonly OpenDataset[]): Promise<readonly Omit<DatasetCount, 'countedAt'>[]> {
  const counted = datasets.flatMap(({ name, rows }) => (rows ? [{ name, ...rows }] : []));
  if (counted.length === 0) return [];
  const { rows: columns } = await sql<{ table: string; column: string }>`select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and table_name = any(${counted.map(({ table }) => table)}::text[]) and column_name = any(${CHANGE_COLUMNS}::text[])`.execute(read);
  const changeOf = (table: string): string | undefined => CHANGE_COLUMNS.find((name) => columns.some((one) => one.table === table && one.column === name));
  const each = counted.map(({ name, table, where }) => sql`select ${name}::text as name, count(*)::bigint as rows, ${sql.raw(changeOf(table) ? `max(r.${changeOf(table)})` : 'null::timestamptz')} as "changedAt" from ${sql.raw(table)} r where ${sql.raw(where)}`);
  return (await sql<Omit<DatasetCount, 'countedAt'>>`${sql.join(each, sql` union all `)}`.execute(read)).rows;
}

/** Keeps the counts for the catalogue. */
export async function keepCounts(tx: Tx, datasets: readonly OpenDataset[]): Promise<void> {
  const counts = await countDatasets(tx, datasets);
  if (counts.length === 0) return;
  await tx.insertInto('dataset_count').values(counts.map(({ name, rows, changedAt }) => ({ name, row_count: rows, changed_at: changedAt, counted_at: sql<Date>`wantsum_clock()` })))
    .onConflict((conflict) => conflict.column('name').doUpdateSet((set) => ({ row_count: set.ref('excluded.row_count'), changed_at: set.ref('excluded.changed_at'), counted_at: set.ref('excluded.counted_at') }))).execute();
}
