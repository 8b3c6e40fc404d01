import { ALL_CONTRACTS_FORMATS } from '#ocds';
import { exportContractsCli } from '#transparency';
import { parsed, required, STREAMS } from './arguments.ts';
import { onTheSite } from './on-the-site.ts';

/** Gives a body’s contracts back. */
export function contracts(words: readonly string[], usage: string): Promise<number> {
  const { values } = parsed(words, usage, { body: { type: 'string' }, format: { type: 'string', default: 'csv' } }, 0);
  const body = required(values.body, '--body', usage);
  return onTheSite((services) => exportContractsCli(services, { body, format: values.format }, STREAMS, ALL_CONTRACTS_FORMATS));
}
