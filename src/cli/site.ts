import { parseArgs } from 'node:util';
import { startSite, stopAsked } from '../main.ts';
import { demonstrationSignIns, loadDemonstration } from '../demo/index.ts';
import { readyDatabase } from '../ready-database.ts';
import type { CliCommand } from './command.ts';
import { onTheSite, say, siteConfig } from './on-the-site.ts';

/** Starting the site and bringing its database up to date. */
export const siteCommands: readonly CliCommand[] = [
  { words: 'start', arguments: '', does: 'Start the site (PORT, default 3000).', run: start },
  { words: 'migrate', arguments: '', does: 'Bring the database up to date and stop.', run: migrateOnly },
  { words: 'demo', arguments: '', does: 'Load the demonstration county into an empty site.', run: demo },
];

async function start(): Promise<number> {
  const config = siteConfig();
  const site = await startSite(config, say);
  say(site.address ? `Wantsum is running at ${site.address}` : 'The worker is running.');
  if (config.demo && site.address) say(demonstrationSignIns(config.siteUrl));
  say('Stop it with Ctrl-C.');
  await stopAsked();
  say('Stopping.');
  await site.stop();
  return 0;
}

async function migrateOnly(): Promise<number> {
  await onTheSite(async () => say('The database is up to date.'));
  return 0;
}

async function demo(words: readonly string[]): Promise<number> {
  parseArgs({ args: [...words], options: {} });
  const config = siteConfig();
  const ready = await readyDatabase(config, say, { demonstration: false });
  try {
    const made = await loadDemonstration(ready.database, config, say);
    say(made ? demonstrationSignIns(config.siteUrl) : 'This site already holds records, so the demonstration was not loaded.');
    return made ? 0 : 1;
  } finally {
    await ready.close();
  }
}
