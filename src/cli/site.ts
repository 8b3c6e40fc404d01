import { randomBytes } from 'node:crypto';
import { appointAdministrator, endSignInCodesByOperator } from '#parties';
import { COMMAND_LINE } from '../platform/access/access.ts';
import { runCommand } from '../platform/command/command.ts';
import { demonstrationSignIns } from '../demo/index.ts';
import { readyDatabase } from '../ready-database.ts';
import { parsed, required } from './arguments.ts';
import { onTheSite } from './on-the-site.ts';
import { say, siteConfig } from './site-config.ts';

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
  const config = { ...siteConfig(), demo: true };
  const ready = await readyDatabase(config, say);
  await ready.close();
  say(ready.madeDemonstration ? demonstrationSignIns(config.siteUrl) : 'This site already holds records, so the demonstration was not loaded.');
  return ready.madeDemonstration ? 0 : 1;
}
