import { openDatabaseFor } from '../platform/embedded-database/index.ts';
import { openListener } from '../platform/web/listener.ts';
import type { RunningSite } from '../main.ts';
import { parsed } from './arguments.ts';
import { say, siteConfig } from './site-config.ts';

/**
 * Starts the site and keeps it up until asked to stop. It listens before anything else, the reading of its own rooms included, and opens
 * the database meanwhile.
 */
export async function start(words: readonly string[], usage: string): Promise<number> {
  parsed(words, usage, {}, 0);
  const config = siteConfig();
  const asked = stopAsked();
  const listener = config.roles.includes('web') ? await openListener(config) : null;
  if (listener) say(`Wantsum is being prepared; ${config.siteUrl} says how far it is.`);
  const opening = openDatabaseFor(config, say);
  // It is waited for later, and must not end the process before.
  opening.catch(() => undefined);
  let site: RunningSite;
  try {
    const { startSite } = await import('../main.ts');
    site = await startSite(config, say, { listener, opening, signal: asked });
  } catch (problem) {
    await listener?.close();
    if (problem !== asked.reason) throw problem;
    say('Stopped before it was ready. The next start prepares it again.');
    return 0;
  }
  say(site.address ? `Wantsum is running at ${site.address}` : 'The worker is running.');
  if (config.demo && site.address) say((await import('../demo/index.ts')).demonstrationSignIns(config.siteUrl));
  say('Stop it with Ctrl-C.');
  await new Promise<void>((resolve) => (asked.aborted ? resolve() : asked.addEventListener('abort', () => resolve())));
  say('Stopping.');
  await site.stop();
  return 0;
}

/**
 * Aborted when somebody asks the process to stop. The listeners stay: a service manager often signals both the launcher
 * and us, and the second signal must not cut short the stopping that the first began.
 */
function stopAsked(): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  return asked.signal;
}
