import { resolve } from 'node:path';
import { importOcdsCli } from '#ocds';
import { importContractsCli, undoImportCli } from '#transparency';
import { parsed, required, STREAMS } from './arguments.ts';
import { onTheSite } from './on-the-site.ts';

/** Reads a contracts register in. */
export function contracts(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, {
    body: { type: 'string' }, name: { type: 'string' }, map: { type: 'string', multiple: true },
    'keep-good': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
  }, 1);
  const body = required(values.body, '--body, the short name of the council such as "salford"', usage);
  return onTheSite((services) =>
    importContractsCli(services, {
      file: resolve(positionals[0]!), body, ...(values.name ? { name: values.name } : {}), map: values.map ?? [],
      keepGood: values['keep-good'], dryRun: values['dry-run'], json: values.json,
    }, STREAMS),
  );
}

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
