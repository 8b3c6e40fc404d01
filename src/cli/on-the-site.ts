import { join } from 'node:path';
import { readConfig, type Config } from '../platform/config.ts';
import type { Services } from '../platform/services.ts';
import { readyDatabase } from '../ready-database.ts';
import { servicesOn } from '../app.ts';

export const PROJECT_ROOT = join(import.meta.dirname, '../..');

/** The site's configuration, as `wantsum start` would read it. */
export const siteConfig = (): Config => readConfig(process.env, PROJECT_ROOT);

/** Progress and problems go to stderr, so that stdout holds only results. */
export const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** Runs work on the site's database, whether the site is running or not; starts and stops the embedded one when it is not. */
export async function onTheSite<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const config = siteConfig();
  const ready = await readyDatabase(config, say, { demonstration: false });
  try {
    return await work(servicesOn(ready.database, config));
  } finally {
    await ready.close();
  }
}
