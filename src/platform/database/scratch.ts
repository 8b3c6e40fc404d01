import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connect, type Database } from './connection.ts';
import { migrate } from './migrate.ts';

export interface ScratchDatabase {
  readonly database: Database;
  readonly drop: () => Promise<void>;
}

export interface ScratchOptions {
  /** A migrated database to copy, which is ten times quicker than migrating again. */
  readonly template?: string;
  readonly name?: string;
}

/** A database of its own for a test or a one-off task, on the server that `serverUrl` names; dropped afterwards. */
export async function openScratchDatabase(serverUrl: string, { template, name }: ScratchOptions = {}): Promise<ScratchDatabase> {
  const scratchName = name ?? `wantsum_scratch_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${scratchName}${template ? ` template ${template}` : ''}`);
  const url = new URL(serverUrl);
  url.pathname = `/${scratchName}`;
  const database = connect(url.href, { connections: 12 });
  if (!template) await migrate(database);
  return {
    database,
    drop: async () => {
      await database.close();
      await onServer(serverUrl, `drop database if exists ${scratchName} with (force)`);
    },
  };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
