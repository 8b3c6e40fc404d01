import { ALL_CONTRACTS_FORMATS } from '#ocds';
import { exportContractsCli } from '#transparency';
import { parsed, required, STREAMS } from './arguments.ts';
import type { CliCommand } from './command.ts';
import { onTheSite } from './on-the-site.ts';

const CONTRACTS = '--body SLUG --format csv|json|ocds';

/** Giving the data back. */
export const exportCommands: readonly CliCommand[] = [{ words: 'export contracts', arguments: CONTRACTS, does: 'Write a body’s contracts to stdout.', run: contracts }];

function contracts(words: readonly string[]): Promise<number> {
  const usage = `export contracts ${CONTRACTS}`;
  const { values } = parsed(words, usage, { body: { type: 'string' }, format: { type: 'string', default: 'csv' } }, 0);
  const body = required(values.body, '--body', usage);
  return onTheSite((services) => exportContractsCli(services, { body, format: values.format }, STREAMS, ALL_CONTRACTS_FORMATS));
}
