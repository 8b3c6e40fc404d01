import { openDatabaseFor, type OpenDatabase } from './platform/embedded-database/index.ts';
import { loadKeys } from './platform/keys.ts';
import { connect, type Database } from './platform/database/connection.ts';
import { migrate } from './platform/database/migrate.ts';
import { loadReferenceData } from './parties/index.ts';
import { loadDemonstration, refuseHalfLoaded, type Loading } from './demo/index.ts';
import type { Config } from './platform/config.ts';

export interface ReadyDatabase {
  readonly database: Database;
  readonly madeDemonstration: boolean;
  close(): Promise<void>;
}

export interface ReadyOptions extends Loading {
  /** Load the demonstration county where the site is empty and the configuration asks for it. */
  readonly demonstration?: boolean;
  /** The database, where somebody opens it already. */
  readonly opening?: Promise<OpenDatabase>;
}

/**
 * The site's database, found or started, brought up to date, with its keys and reference data. What the site and every command begin with.
 * Whoever loads no demonstration is refused a site that holds half of one.
 */
export async function readyDatabase(config: Config, log: (sentence: string) => void, { demonstration = true, opening, ...loading }: ReadyOptions = {}): Promise<ReadyDatabase> {
  loading.progress?.('Starting the database.');
  const server = await (opening ?? openDatabaseFor(config, log));
  const database = connect(server.url);
  const close = async () => {
    await database.close();
    await server.close();
  };
  try {
    loading.signal?.throwIfAborted();
    loading.progress?.('Bringing the database up to date.');
    const applied = await migrate(database);
    if (applied.length > 0) log(`Brought the database up to date: ${applied.length} ${applied.length === 1 ? 'step' : 'steps'}.`);
    loadKeys(config.keysFolder, !(await hasWrappedKeys(database)));
    await loadReferenceData(database);
    loading.signal?.throwIfAborted();
    const madeDemonstration = demonstration && config.demo ? await loadDemonstration(database, config, log, loading) : false;
    await refuseHalfLoaded(database);
    loading.signal?.throwIfAborted();
    return { database, madeDemonstration, close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

/** Whether anything in the database was wrapped by the site's keys, so that new keys would be a loss papered over. */
async function hasWrappedKeys(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query<{ any: boolean }>('select exists (select 1 from organisation_key) or exists (select 1 from envelope_key) or exists (select 1 from personal_key) as any');
  return rows[0]!.any;
}
