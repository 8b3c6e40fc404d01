import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConfig, type Config } from '#platform/config';
import { connect, type Database } from '#platform/database/connection';
import { migrate } from '#platform/database/migrate';
import { openEmbeddedDatabase } from '#platform/embedded-database/index';
import { useKeysForTests } from '#platform/keys';
import type { Services } from '#platform/services';
import { servicesOn } from '../../src/app.ts';

/** An embedded database of its own in a temporary folder, migrated, with the product's services on it. */
export interface BenchmarkHouse {
  readonly folder: string;
  readonly url: string;
  readonly database: Database;
  readonly services: Services;
  close(): Promise<void>;
}

export const benchmarkConfig = (folder: string): Config =>
  readConfig({ WANTSUM_DATA: join(folder, 'data'), WANTSUM_KEYS: join(folder, 'keys'), WANTSUM_LOG: 'silent', WANTSUM_DEMO: 'false' }, folder);

export async function openBenchmarkHouse(): Promise<BenchmarkHouse> {
  useKeysForTests();
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-bench-'));
  const server = await openEmbeddedDatabase({ dataFolder: join(folder, 'data'), log: () => undefined });
  const database = connect(server.url);
  await migrate(database);
  return {
    folder, url: server.url, database, services: servicesOn(database, benchmarkConfig(folder)),
    close: async () => {
      // As root the cluster may stand outside the folder, where PostgreSQL's account can reach it.
      const { rows } = await database.pool.query<{ cluster: string }>(`select current_setting('data_directory') as cluster`);
      await database.close();
      await server.close();
      for (const made of [folder, dirname(rows[0]!.cluster)]) await rm(made, { recursive: true, force: true });
    },
  };
}

/** A web process of its own. */
export interface WebProcess {
  readonly port: number;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  /** Ends it as a power cut would: SIGKILL. */
  kill(): Promise<void>;
}

export async function startWeb({ url, folder }: Pick<BenchmarkHouse, 'url' | 'folder'>): Promise<WebProcess> {
  const child = fork(join(import.meta.dirname, 'site.ts'), [url, folder]);
  const { port } = await said<{ port: number }>(child);
  return {
    port,
    memory: async () => {
      child.send('memory');
      return (await said<{ rss: number }>(child)).rss;
    },
    kill: () => new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    }),
  };
}

/**
 * Fills tables by SQL with their indexes taken away and made again afterwards, all but those of a constraint: as quick as they can be filled. Triggers stay.
 * @param work is given what runs one statement
 */
export async function withoutIndexes(database: Database, tables: readonly string[], work: (run: (text: string) => Promise<unknown>) => Promise<unknown>): Promise<void> {
  const client = await database.client();
  try {
    const { rows } = await client.query<{ name: string; definition: string }>('select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i where i.indrelid = any($1::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)', [tables]);
    await client.query(`set maintenance_work_mem = '512MB'`);
    for (const { name } of rows) await client.query(`drop index ${name}`);
    await work((text) => client.query(text));
    for (const { definition } of rows) await client.query(definition);
    await client.query('reset maintenance_work_mem');
  } finally {
    client.release();
  }
}

const said = <Message>(child: ChildProcess): Promise<Message> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', () => reject(new Error('the web process ended')));
  });
