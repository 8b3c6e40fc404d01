import type { Services } from '#platform/services';
import { contractsAsCsv, contractsAsJson } from './export-contracts.store.ts';
import { write, type ExitStatus, type Streams } from '#platform/command-line';

export interface ExportContractsArguments {
  readonly body: string;
  readonly format: string;
}

/** Other forms of the register, by name; the ocds room adds its own. */
export type ContractsFormat = (services: Services, bodySlug: string) => AsyncIterable<string>;
export const CONTRACTS_FORMATS: Readonly<Record<string, ContractsFormat>> = {
  csv: (services, bodySlug) => contractsAsCsv(services.database, bodySlug),
  json: (services, bodySlug) => contractsAsJson(services.database, bodySlug),
};

/** `wantsum export contracts --body SLUG --format csv|json|ocds`: the file on stdout, streamed. */
export async function exportContractsCli(services: Services, given: ExportContractsArguments, streams: Streams, formats = CONTRACTS_FORMATS): Promise<ExitStatus> {
  const format = Object.hasOwn(formats, given.format) ? formats[given.format] : undefined;
  if (!format) {
    streams.err.write(`Choose a format: ${Object.keys(formats).join(', ')}.\n`);
    return 2;
  }
  const body = await services.database.read((read) => read.selectFrom('body').select('id').where('slug', '=', given.body).executeTakeFirst());
  if (!body) {
    streams.err.write(`There is no body ${given.body} here.\n`);
    return 2;
  }
  for await (const text of format(services, given.body)) await write(streams.out, text);
  return 0;
}
