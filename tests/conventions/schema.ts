import type pg from 'pg';

/** The schema's manners, read from the catalogue of a migrated database. */
export async function schemaProblems(client: pg.ClientBase): Promise<string[]> {
  const problems: string[] = [];
  const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
    `select c.table_name as table, c.column_name as column, c.udt_name as type from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name <> 'schema_migration'`,
  );
  for (const { table, column, type } of columns) {
    if (column.endsWith('_pence') && type !== 'int8') problems.push(`${table}.${column} is ${type}: money is whole pence in a bigint.`);
    if (column.endsWith('_at') && type !== 'timestamptz') problems.push(`${table}.${column} is ${type}: an instant is a timestamptz.`);
    if (column.endsWith('_on') && type !== 'date') problems.push(`${table}.${column} is ${type}: a calendar date is a date.`);
    if (['float4', 'float8', 'timestamp', 'varchar', 'bpchar', 'money'].includes(type)) problems.push(`${table}.${column} is ${type}: use numeric, timestamptz or text.`);
  }
  problems.push(...(await tablesWithoutKey(client)), ...(await unindexedForeignKeys(client)), ...(await freeStates(client)));
  return problems.sort();
}

async function tablesWithoutKey(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u'))
     and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisunique)`,
  );
  return rows.map((row) => `${row.name} has no primary or unique key.`);
}

/** A foreign key from a table whose rows are deleted or listed by it needs an index; those to people and files (who did it) do not. */
async function unindexedForeignKeys(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.confdeltype = 'c'
     and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`,
  );
  return rows.map((row) => `${row.table}.${row.column} cascades and has no index that begins with it.`);
}

async function freeStates(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname in ('state', 'kind', 'stage') and not a.attisdropped
     and c.relname not in ('opportunity_document', 'promise', 'case_record', 'import_batch', 'reference_counter', 'notice')
     and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any(k.conkey))`,
  );
  return rows.map((row) => `${row.table}.${row.column} takes any text: list its values in a check.`);
}
