import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Database } from './connection.ts';
import { OperatorProblem } from '#kernel/operator-problem';

export const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../migrations');

/** Any number that nothing else uses: two processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_201_412_014;

/** Thrown when the database cannot be brought up to date; the message is a plain sentence. */
export class MigrationProblem extends OperatorProblem {}

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

export interface MigrateOptions {
  readonly folder?: string;
  readonly through?: string;
}

/** The numbered SQL files, in order. */
export async function migrationsIn(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database up to date, forward only, each file in a transaction of its own.
 * @param through the last file to apply, for a restore of an older backup; all of them when left out
 * @returns the names of the files applied now
 * @throws MigrationProblem when an applied file has since been edited, or the database is newer than this program
 */
export async function migrate(database: Database, { folder = MIGRATIONS_FOLDER, through }: MigrateOptions = {}): Promise<string[]> {
  const client = await database.client();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())');
    return await applyMissing(client, await migrationsIn(folder), through);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

async function applyMissing(client: pg.PoolClient, migrations: readonly Migration[], through?: string): Promise<string[]> {
  const applied = new Map<string, string>(
    (await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration')).rows.map((row) => [row.name, row.sha256]),
  );
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new MigrationProblem(`This database was made by a newer Wantsum: it has ${unknown.join(', ')}, which this one does not know. Install the newer version.`);
  const done: string[] = [];
  for (const migration of migrations.filter((one) => through === undefined || one.name <= through)) {
    const before = applied.get(migration.name);
    if (before === migration.sha256) continue;
    if (before !== undefined) throw new MigrationProblem(`The migration ${migration.name} was changed after this database had used it. Restore the file and put the change in a new migration.`);
    await applyOne(client, migration);
    done.push(migration.name);
  }
  return done;
}

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback');
    throw new MigrationProblem(`The migration ${migration.name} failed: ${(problem as Error).message}`, { cause: problem });
  }
}
