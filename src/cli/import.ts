import { resolve } from 'node:path';
import { importOcdsCli } from '#ocds';
import { undoImportCli } from '#transparency';
import { parsed, STREAMS } from './arguments.ts';
import { onTheSite } from './on-the-site.ts';

/** Reads release packages in. */
export function ocds(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, { 'keep-good': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } }, 1);
  return onTheSite((services) => importOcdsCli(services, { file: resolve(positionals[0]!), keepGood: values['keep-good'], json: values.json }, STREAMS));
}

/** Takes an import back. */
export function undo(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, { json: { type: 'boolean', default: false } }, 1);
  return onTheSite((services) => undoImportCli(services, { importId: positionals[0]!, json: values.json }, STREAMS));
}
