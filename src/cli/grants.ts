import { resolve } from 'node:path';
import { checkGrantsCli, exportGrantsCli, importGrantsCli } from '#grants';
import { DATE_ORDERS } from '#parts/tables';
import { CommandLineMisuse } from './command.ts';
import { parsed, required, STREAMS } from './arguments.ts';

/** Reads grants in, or says what it would read: that asks no database and no body. */
export async function importing(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, {
    body: { type: 'string' }, name: { type: 'string' }, 'new-body': { type: 'boolean', default: false }, map: { type: 'string', multiple: true }, 'date-order': { type: 'string' },
    'keep-good': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
  }, 1);
  const dateOrder = DATE_ORDERS.find((order) => order === values['date-order']);
  if (values['date-order'] !== undefined && !dateOrder) throw new CommandLineMisuse(`--date-order is one of ${DATE_ORDERS.join(', ')}.`);
  const given = { file: resolve(positionals[0]!), map: values.map ?? [], ...(dateOrder ? { dateOrder } : {}), keepGood: values['keep-good'], json: values.json };
  if (values['dry-run']) return checkGrantsCli(given, STREAMS);
  const body = required(values.body, '--body, the short name of the council such as "kent"', usage);
  const { onTheSite } = await import('./on-the-site.ts');
  return onTheSite((services) => importGrantsCli(services, { ...given, body, newBody: values['new-body'], ...(values.name ? { name: values.name } : {}) }, STREAMS));
}

/** Gives grants back in the standard. */
export async function exporting(words: readonly string[], usage: string): Promise<number> {
  const { values } = parsed(words, usage, { body: { type: 'string' }, format: { type: 'string', default: '360giving' } }, 0);
  const { onTheSite } = await import('./on-the-site.ts');
  return onTheSite((services) => exportGrantsCli(services, { format: values.format, ...(values.body ? { body: values.body } : {}) }, STREAMS));
}
