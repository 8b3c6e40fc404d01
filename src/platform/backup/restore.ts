import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '../database/connection.ts';
import { migrate, migrationsIn } from '../database/migrate.ts';
import type { FileStore } from '../files/file-store.ts';
import { BackupProblem, MANIFEST, type BackupManifest } from './backup.ts';
import { columnList, quoted } from './snapshot-tables.ts';

/**
 * Puts a backup into an empty database, all in one transaction, and its files beside it; then brings it up to date.
 * Every table and file is checked against the manifest's hash on the way.
 */
export async function restore(database: Database, files: FileStore, folder: string, progress: (sentence: string) => void): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  const known = new Set((await migrationsIn()).map((migration) => migration.name));
  const unknown = manifest.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new BackupProblem(`This backup was made by a newer Wantsum, which knew ${unknown.join(', ')}. Install that version to restore it.`);
  await migrate(database, { through: manifest.migrations.at(-1)! });
  await restoreTables(database, folder, manifest);
  progress(`${manifest.tables.length} tables restored.`);
  for (const file of manifest.files) await restoreFile(files, folder, file);
  progress(`${manifest.files.length} files restored.`);
  await migrate(database);
  return manifest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupProblem(`There is no backup in ${folder}: a whole one has a ${MANIFEST}.`);
  });
  const manifest = JSON.parse(text) as BackupManifest;
  if (manifest.format !== 1) throw new BackupProblem('This backup is of a form that this version does not know.');
  return manifest;
}

async function restoreTables(database: Database, folder: string, manifest: BackupManifest): Promise<void> {
  const client = await database.client();
  try {
    await client.query('begin');
    await refuseIfHoldsRecords(client, manifest);
    const foreignKeys = await dropForeignKeys(client);
    for (const table of manifest.tables) await restoreTable(client, folder, table);
    for (const key of foreignKeys) await client.query(`alter table ${key.table} add constraint "${key.name}" ${key.definition}`);
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback').catch(() => undefined);
    throw problem;
  } finally {
    client.release();
  }
}

async function refuseIfHoldsRecords(client: pg.PoolClient, manifest: BackupManifest): Promise<void> {
  for (const table of manifest.tables) {
    const { rows } = await client.query<{ any: boolean }>(`select exists (select 1 from ${quoted(table.name)}) as any`);
    if (rows[0]!.any) throw new BackupProblem('A backup is restored into an empty site only, and this one holds records already. Point WANTSUM_DATA or DATABASE_URL to a new one.');
  }
}

/** Rows refer to each other both ways, so no order of tables would do. The keys come back, and are checked, before the commit. */
async function dropForeignKeys(client: pg.PoolClient): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const key of rows) await client.query(`alter table ${key.table} drop constraint "${key.name}"`);
  return rows;
}

async function restoreTable(client: pg.PoolClient, folder: string, table: BackupManifest['tables'][number]): Promise<void> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      next(null, chunk);
    },
  });
  const copy = client.query(copyFrom(`copy ${quoted(table.name)} (${columnList(table)}) from stdin`));
  await pipeline(createReadStream(join(folder, 'tables', `${table.name}.copy.gz`)), createGunzip(), hashing, copy);
  if (hash.digest('hex') !== table.sha256) throw new BackupProblem(`The backup is damaged: the table ${table.name} is not as it was written. Nothing was restored.`);
}

async function restoreFile(files: FileStore, folder: string, file: BackupManifest['files'][number]): Promise<void> {
  const written = await files.write(file.id, createReadStream(join(folder, 'files', file.id)));
  if (written.sha256.toString('hex') !== file.sha256) throw new BackupProblem(`The backup is damaged: the file ${file.id} is not as it was written.`);
}
