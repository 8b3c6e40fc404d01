import { randomBytes } from 'node:crypto';
import { appointAdministrator, endSignInCodesByOperator } from '#parties';
import { COMMAND_LINE } from '../platform/access/access.ts';
import { runCommand } from '../platform/command/command.ts';
import { startSite, stopAsked } from '../main.ts';
import { demonstrationSignIns, loadDemonstration } from '../demo/index.ts';
import { readyDatabase } from '../ready-database.ts';
import { parsed, required } from './arguments.ts';
import { onTheSite, say, siteConfig } from './on-the-site.ts';

/** Starts the site and keeps it up until asked to stop. */
export async function start(words: readonly string[], usage: string): Promise<number> {
  parsed(words, usage, {}, 0);
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

/** Migrates and stops. */
export async function migrateOnly(words: readonly string[], usage: string): Promise<number> {
  parsed(words, usage, {}, 0);
  await onTheSite(async () => say('The database is up to date.'));
  return 0;
}

/** The password is made here and printed once, so that none stands in a shell's history; its owner changes it on their account page. */
export async function administrator(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, { name: { type: 'string' } }, 1);
  const name = required(values.name, '--name, the person’s name', usage);
  const password = randomBytes(12).toString('base64url');
  const result = await onTheSite((services) => runCommand(services, appointAdministrator, COMMAND_LINE, { name, email: positionals[0]!, password }));
  if (result.kind === 'done') {
    process.stdout.write(`${name} is a site administrator. The first password, if the address had no account here, is ${password}\nAn account that was here before keeps the password it has.\n`);
    return 0;
  }
  return notDone(result);
}

/** For a person who can no longer enter their sign-in codes and has no administrator to ask. */
export async function codesOff(words: readonly string[], usage: string): Promise<number> {
  const { positionals } = parsed(words, usage, {}, 1);
  const result = await onTheSite((services) => runCommand(services, endSignInCodesByOperator, COMMAND_LINE, { email: positionals[0]! }));
  if (result.kind !== 'done') return notDone(result);
  process.stdout.write(`Sign-in codes are off for ${result.value.name}, who is told by mail.\n`);
  return 0;
}

function notDone(result: Exclude<Awaited<ReturnType<typeof runCommand>>, { kind: 'done' }>): number {
  say(result.kind === 'invalid' ? result.errors.map((error) => error.message).join(' ') : result.kind === 'refused' ? result.sentence : 'This was not allowed.');
  return 1;
}

/** Loads the demonstration, if nothing is here yet. */
export async function demo(words: readonly string[], usage: string): Promise<number> {
  parsed(words, usage, {}, 0);
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
