import { resolve } from 'node:path';
import { importContractsCli, lookOverContractsCli } from '#transparency';
import { parsed, required, STREAMS } from './arguments.ts';

/** Reads a contracts register: looked over without a database, or loaded. */
export async function contracts(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, {
    body: { type: 'string' }, name: { type: 'string' }, 'new-body': { type: 'boolean', default: false }, map: { type: 'string', multiple: true },
    'keep-good': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
  }, 1);
  const given = { file: resolve(positionals[0]!), map: values.map ?? [], keepGood: values['keep-good'], json: values.json };
  if (values['dry-run']) return lookOverContractsCli(given, STREAMS);
  const body = required(values.body, '--body, the short name of the council such as "salford", or --dry-run', usage);
  const { onTheSite } = await import('./on-the-site.ts');
  return onTheSite((services) => importContractsCli(services, { ...given, body, newBody: values['new-body'], ...(values.name ? { name: values.name } : {}) }, STREAMS));
}
