import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

const GENERATED = join(import.meta.dirname, 'schema.generated.ts');

/** PostgreSQL's type to the TypeScript type that `connection.ts` gives for it. */
const TYPES: Readonly<Record<string, string>> = {
  uuid: 'string', text: 'string', bool: 'boolean', int2: 'number', int4: 'number', int8: 'bigint', numeric: 'string', float8: 'number',
  date: 'string', timestamptz: 'Date', bytea: 'Buffer', tsvector: 'string', xid8: 'string', daterange: 'string', interval: 'string', inet: 'string',
};

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly udt_name: string;
  readonly is_nullable: 'YES' | 'NO';
  readonly has_default: boolean;
  readonly is_generated: boolean;
}

const COLUMNS = `
  select c.table_name, c.column_name, c.udt_name, c.is_nullable,
    (c.column_default is not null or c.is_identity = 'YES') as has_default, c.is_generated = 'ALWAYS' as is_generated
  from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'public' and t.table_type in ('BASE TABLE', 'VIEW') and t.table_name <> 'schema_migration'
  order by c.table_name, c.ordinal_position`;

/** Writes the tables of a migrated database as TypeScript types for Kysely. `npm run database:types`; a convention test keeps the file in step. */
export async function generatedTypes(client: pg.PoolClient | pg.Client): Promise<string> {
  const { rows } = await client.query<Column>(COLUMNS);
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const lines = ["// Written by `npm run database:types` from the migrations. Do not edit.", "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';", '', 'export type Json = unknown;', ''];
  for (const [table, columns] of tables) {
    lines.push(`export interface ${pascal(table)}Table {`);
    for (const column of columns) lines.push(`  ${column.column_name}: ${typeOf(column)};`);
    lines.push('}', '');
  }
  lines.push('export interface Schema {');
  for (const table of tables.keys()) lines.push(`  ${table}: ${pascal(table)}Table;`);
  lines.push('}', '');
  return lines.join('\n');
}

function typeOf(column: Column): string {
  const nullable = column.is_nullable === 'YES' ? ' | null' : '';
  if (column.udt_name === 'jsonb') {
    // jsonb is written as JSON text, since pg would turn a JavaScript array into a PostgreSQL array.
    return column.has_default ? `ColumnType<Json${nullable}, string${nullable} | undefined, string${nullable}>` : `ColumnType<Json${nullable}, string${nullable || ''}, string${nullable}>`;
  }
  const array = column.udt_name.startsWith('_');
  const base = TYPES[array ? column.udt_name.slice(1) : column.udt_name];
  if (!base) throw new Error(`no TypeScript type for ${column.udt_name} of ${column.table_name}.${column.column_name}`);
  const type = `${array ? `${base}[]` : base}${nullable}`;
  if (column.is_generated) return `GeneratedAlways<${type}>`;
  return column.has_default ? `Generated<${type}>` : type;
}

const pascal = (name: string) => name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');

/** Writes the file. @returns its path */
export async function writeGeneratedTypes(client: pg.PoolClient | pg.Client): Promise<string> {
  await writeFile(GENERATED, await generatedTypes(client));
  return GENERATED;
}
