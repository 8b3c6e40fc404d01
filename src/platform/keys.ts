import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorProblem } from '#kernel/operator-problem';

/** The keys that wrap every other. They live in a folder of their own, outside `data/` and outside every backup of it. */
interface SiteKeys {
  /** Wraps keys kept in the database. 32 bytes. */
  readonly siteKey: Buffer;
  /** Signs cookies and tokens. */
  readonly cookieSecret: string;
}

let loaded: SiteKeys | null = null;

/** Thrown when the keys folder cannot be used; the message is a plain sentence. */
export class KeysProblem extends OperatorProblem {}

/**
 * Reads the site's keys, making them on the first start of a new site.
 * @param mayCreate false once the database holds anything wrapped by earlier keys: then missing keys are a loss to be
 *   repaired from escrow (docs/keys.md), never something to paper over with new ones.
 */
export function loadKeys(keysFolder: string, mayCreate: boolean): void {
  const file = join(keysFolder, 'site-keys.json');
  if (!existsSync(file)) {
    if (!mayCreate) throw new KeysProblem(`The site's keys are missing from ${keysFolder}. Put back the escrowed copy (docs/keys.md) and start again; sealed bids cannot be opened without it.`);
    mkdirSync(keysFolder, { recursive: true, mode: 0o700 });
    const made = { siteKey: randomBytes(32).toString('base64'), cookieSecret: randomBytes(48).toString('base64url') };
    writeFileSync(file, `${JSON.stringify(made, null, 1)}\n`, { mode: 0o600, flag: 'wx' });
  }
  chmodSync(file, 0o600);
  const read = JSON.parse(readFileSync(file, 'utf8')) as { siteKey: string; cookieSecret: string };
  const siteKey = Buffer.from(read.siteKey, 'base64');
  if (siteKey.length !== 32) throw new KeysProblem(`The site's keys in ${file} are damaged: restore the escrowed copy (docs/keys.md).`);
  loaded = { siteKey, cookieSecret: read.cookieSecret };
}

/** Keys for tests, which need no folder. */
export function useKeysForTests(): void {
  loaded = { siteKey: Buffer.alloc(32, 7), cookieSecret: 'a secret for tests, long enough for every library that asks for one' };
}

const keys = (): SiteKeys => {
  if (!loaded) throw new Error('the site keys were not loaded before use');
  return loaded;
};

export const siteKey = (): Buffer => keys().siteKey;
export const cookieSecret = (): string => keys().cookieSecret;
