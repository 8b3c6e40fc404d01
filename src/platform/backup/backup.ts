import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { sequenceAudit } from '../audit/sequencer.ts';
import type { Services } from '../services.ts';
import { columnList, quoted, snapshotTables, type SnapshotTable } from './snapshot-tables.ts';

export interface BackupManifest {
  readonly format: 1;
  readonly takenAt: string;
  readonly migrations: readonly string[];
  readonly tables: readonly (SnapshotTable & { readonly rows: number; readonly sha256: string })[];
  readonly files: readonly { readonly id: string; readonly sha256: string; readonly sizeBytes: number }[];
  /** The chain's end: compare it after a restore. */
  readonly lastAuditHash: string | null;
}

/** Thrown when a backup cannot be made or restored; the message is a plain sentence. */
export class BackupProblem extends Error {}

export const MANIFEST = 'manifest.json';

/**
 * Writes a consistent snapshot of the database, and every file it names, into a new folder. The site may go on working:
 * all tables are read in one repeatable-read transaction. Uses COPY, since the embedded PostgreSQL has no pg_dump.
 * The keys are not in it, and without them what is sealed in it cannot be opened: escrow them apart (docs/keys.md).
 */
export async function backup(services: Services, folder: string, progress: (sentence: string) => void): Promise<BackupManifest> {
  if ((await readdir(folder).catch(() => [])).length > 0) throw new BackupProblem(`The folder ${folder} is not empty: name a new one, so that no earlier backup is written over.`);
  const partial = `${folder.replace(/\/+$/, '')}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(join(partial, 'tables'), { recursive: true, mode: 0o700 });
  await mkdir(join(partial, 'files'), { mode: 0o700 });
  await sequenceAudit(services.database);
  const client = await services.database.client();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const manifest = await writeSnapshot(client, services, partial, progress);
    await client.query('commit');
    await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
    // The manifest comes last and the name is given at the end: a folder under its own name is a whole backup.
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return manifest;
  } finally {
    client.release();
  }
}

async function writeSnapshot(client: pg.PoolClient, services: Services, folder: string, progress: (sentence: string) => void): Promise<BackupManifest> {
  const { rows: clock } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const { rows: migrations } = await client.query<{ name: string }>('select name from schema_migration order by name');
  const { rows: ends } = await client.query<{ hash: Buffer }>('select hash from audit_position order by position desc limit 1');
  const tables: BackupManifest['tables'][number][] = [];
  for (const table of await snapshotTables(client)) {
    tables.push({ ...table, ...(await writeTable(client, table, join(folder, 'tables', `${table.name}.copy.gz`))) });
  }
  progress(`${tables.length} tables written.`);
  const files = await writeFiles(client, services, join(folder, 'files'));
  progress(`${files.length} files written.`);
  return { format: 1, takenAt: clock[0]!.now.toISOString(), migrations: migrations.map((row) => row.name), tables, files, lastAuditHash: ends[0]?.hash.toString('hex') ?? null };
}

async function writeTable(client: pg.PoolClient, table: SnapshotTable, path: string): Promise<{ rows: number; sha256: string }> {
  const copy = client.query(copyTo(`copy ${quoted(table.name)} (${columnList(table)}) to stdout`));
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      next(null, chunk);
    },
  });
  await pipeline(copy, hashing, createGzip({ level: 6 }), createWriteStream(path, { mode: 0o600 }));
  return { rows: copy.rowCount, sha256: hash.digest('hex') };
}

async function writeFiles(client: pg.PoolClient, services: Services, folder: string): Promise<BackupManifest['files'][number][]> {
  const { rows } = await client.query<{ id: string; sha256: Buffer; size_bytes: bigint }>('select id, sha256, size_bytes from stored_file order by id');
  for (const row of rows) await pipeline(services.files.read(row.id), createWriteStream(join(folder, row.id), { mode: 0o600 }));
  return rows.map((row) => ({ id: row.id, sha256: row.sha256.toString('hex'), sizeBytes: Number(row.size_bytes) }));
}
