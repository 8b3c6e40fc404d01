import { resolve } from 'node:path';
import { importOrganisationsCli, matchFileCli } from '#matching';
import { parsed, STREAMS } from './arguments.ts';

/** Suggests which names of a file are one organisation. Needs no database. */
export function match(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, { json: { type: 'boolean', default: false } }, 1);
  return matchFileCli({ file: resolve(positionals[0]!), json: values.json }, STREAMS);
}

/** Reads suppliers in. The site is opened only when something is to be stored. */
export function importFile(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, { map: { type: 'string', multiple: true }, 'keep-good': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } }, 1);
  return importOrganisationsCli(async (work) => (await import('./on-the-site.ts')).onTheSite(work), { file: resolve(positionals[0]!), keepGood: values['keep-good'], map: values.map ?? [], dryRun: values['dry-run'], json: values.json }, STREAMS);
}
