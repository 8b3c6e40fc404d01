import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
      await database.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
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

const said = <Message>(child: ChildProcess): Promise<Message> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', () => reject(new Error('the web process ended')));
  });
