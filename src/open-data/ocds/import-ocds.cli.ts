import { counted } from '#kernel/counted';
import { COMMAND_LINE } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import type { Services } from '#platform/services';
import { misused, whyNoFile, write, type ExitStatus, type Streams } from '#platform/command-line';
import { takeBackWords } from '#parts/uploads';
import { importOcds } from './import-ocds.command.ts';

export interface ImportOcdsArguments {
  readonly file: string;
  readonly keepGood?: boolean;
  readonly json?: boolean;
}

/** `wantsum import ocds FILE [--keep-good] [--json]` */
export async function importOcdsCli(services: Services, given: ImportOcdsArguments, streams: Streams): Promise<ExitStatus> {
  const noFile = await whyNoFile(given.file);
  if (noFile !== null) return misused(streams, noFile);
  const result = await runCommand(services, importOcds, COMMAND_LINE, { path: given.file, keepGood: given.keepGood ?? false });
  if (result.kind === 'done') {
    const { value } = result;
    for (const one of value.refused) streams.err.write(`release ${one.release} (${one.id || 'no id'}): ${one.reason}\n`);
    for (const one of value.idShared) streams.err.write(`release ${one.release} (${one.id}): another release of this id says something else; each was kept\n`);
    await write(streams.out, given.json ? `${JSON.stringify(value)}\n` : `${counted(value.releases, 'release')}: ${value.added} new, ${value.unchanged} here already, ${value.refused.length} refused. ${counted(value.notices, 'notice')}, ${counted(value.opportunities, 'opportunity', 'opportunities')}, ${counted(value.contracts, 'contract')}. ${takeBackWords(value.importId, value.added > 0)}\n`);
    return 0;
  }
  const why = result.kind === 'refused' ? [result.sentence, ...(result.more ?? []).map((one) => one.sentence)] : ['This may not be done here.'];
  if (given.json) await write(streams.out, `${JSON.stringify({ refused: why })}\n`);
  streams.err.write(`${why.join('\n')}\n`);
  return result.kind === 'refused' ? 1 : 2;
}
