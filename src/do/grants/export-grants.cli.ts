import type { Services } from '#platform/services';
import { write, type ExitStatus, type Streams } from '#platform/command-line';
import { grantsAsCsv, grantsAsGiving, grantsAsList, packageOf, type GrantsAsked, type GrantsPackage } from './export-grants.store.ts';

const FORMATS: Readonly<Record<string, (services: Services, asked: GrantsAsked, about: GrantsPackage) => AsyncIterable<string>>> = {
  '360giving': ({ database }, asked, about) => grantsAsGiving(database, asked, about),
  csv: ({ database }, asked) => grantsAsCsv(database, asked),
  json: ({ database }, asked) => grantsAsList(database, asked),
};

/** `wantsum export grants --format 360giving|csv|json [--body SLUG]`: the file on stdout, streamed. */
export async function exportGrantsCli(services: Services, given: { readonly format: string; readonly body?: string }, streams: Streams): Promise<ExitStatus> {
  const format = Object.hasOwn(FORMATS, given.format) ? FORMATS[given.format] : undefined;
  if (!format) {
    streams.err.write(`Choose a format: ${Object.keys(FORMATS).join(', ')}.\n`);
    return 2;
  }
  const { givingPrefix: prefix, siteUrl } = services.config;
  const asked: GrantsAsked = { prefix, siteUrl, bodySlug: given.body ?? null };
  const about = await services.database.read((read) => packageOf(read, asked));
  if (!about) {
    streams.err.write(`There is no body ${given.body} here.\n`);
    return 2;
  }
  for await (const text of format(services, asked, about)) await write(streams.out, text);
  return 0;
}
