import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from '../src/platform/database/connection.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { openEmbeddedDatabase } from '../src/platform/embedded-database/index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL server where tests make databases of their own, and the migrated one they copy. */
    readonly testServer: { readonly url: string; readonly template: string };
  }
}

// Named after the process, so that two runs on one server keep out of each other's way.
const TEMPLATE = `wantsum_test_${process.pid}`;

/** One server for the whole run: the embedded one, or your own with WANTSUM_TEST_DATABASE. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['WANTSUM_TEST_DATABASE'];
  const folder = given ? null : await mkdtemp(join(tmpdir(), 'wantsum-tests-'));
  const embedded = folder ? await openEmbeddedDatabase({ dataFolder: folder, log: () => undefined }) : null;
  const url = given ?? embedded!.url;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`);
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${TEMPLATE}`;
  const template = connect(templateUrl.href, { connections: 1 });
  await migrate(template);
  await template.close();
  await noOneConnected(url);
  project.provide('testServer', { url, template: TEMPLATE });
  return async () => {
    if (given) await dropTemplate(url);
    await embedded?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}

/** A template cannot be copied while a connection to it is still ending. */
async function noOneConnected(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const connected = async () => (await admin.query('select 1 from pg_stat_activity where datname = $1', [TEMPLATE])).rowCount !== 0;
  for (let tries = 0; tries < 100 && (await connected()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  await admin.end();
}

async function dropTemplate(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`);
  await admin.end();
}
