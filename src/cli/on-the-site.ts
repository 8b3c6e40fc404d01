import type { Services } from '../platform/services.ts';
import { readyDatabase } from '../ready-database.ts';
import { servicesOn } from '../app.ts';
import { say, siteConfig } from './site-config.ts';

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
