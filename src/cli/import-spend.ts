import { resolve } from 'node:path';
import { DATE_ORDERS, type DateOrder } from '#parts/tables';
import { importSpendCli, lookOverSpendCli } from '#spend';
import { parsed, required, STREAMS } from './arguments.ts';
import { CommandLineMisuse } from './command.ts';

/** Reads a council's spending as published: looked over without a database, or loaded. */
export async function spend(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, {
    body: { type: 'string' }, name: { type: 'string' }, 'new-body': { type: 'boolean', default: false }, map: { type: 'string', multiple: true }, 'date-order': { type: 'string' }, 'control-total': { type: 'string' },
    'keep-good': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
  }, 1);
  const dateOrder = values['date-order'] as DateOrder | undefined;
  if (dateOrder !== undefined && !DATE_ORDERS.includes(dateOrder)) throw new CommandLineMisuse(`Give --date-order as ${DATE_ORDERS.join(', ')}. Write: wantsum ${usage}`);
  const given = { file: resolve(positionals[0]!), map: values.map ?? [], keepGood: values['keep-good'], json: values.json, ...(dateOrder ? { dateOrder } : {}) };
  if (values['dry-run']) return lookOverSpendCli(given, STREAMS);
  const body = required(values.body, '--body, the short name of the council such as "salford", or --dry-run', usage);
  const { onTheSite } = await import('./on-the-site.ts');
  return onTheSite((services) => importSpendCli(services, { ...given, body, newBody: values['new-body'], ...(values.name ? { name: values.name } : {}), ...(values['control-total'] ? { controlTotal: values['control-total'] } : {}) }, STREAMS));
}
