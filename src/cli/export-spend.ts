import { checkSpendCli, exportSpendCli } from '#spend';
import { parsed, required, STREAMS } from './arguments.ts';
import { onTheSite } from './on-the-site.ts';

/** Gives a body’s spending back. */
export function spend(words: readonly string[], usage: string): Promise<number> {
  const { values } = parsed(words, usage, { body: { type: 'string' }, format: { type: 'string', default: 'csv' }, above: { type: 'string' } }, 0);
  const body = required(values.body, '--body', usage);
  return onTheSite((services) => exportSpendCli(services, { body, format: values.format, ...(values.above === undefined ? {} : { above: values.above }) }, STREAMS));
}

/** Whether the reports' totals are what the payments add up to. */
export function check(words: readonly string[], usage: string): Promise<number> {
  parsed(words, usage, {}, 0);
  return onTheSite((services) => checkSpendCli(services, STREAMS));
}
