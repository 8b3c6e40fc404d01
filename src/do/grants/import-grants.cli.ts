import { createReadStream } from 'node:fs';
import { counted } from '#kernel/counted';
import { COMMAND_LINE } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import type { DateOrder } from '#parts/tables';
import type { Services } from '#platform/services';
import { misused, whyNoFile, write, type ExitStatus, type Streams } from '#platform/command-line';
import { UnreadableFile } from '#parts/tables';
import { progressBar, readMap, refusedInput, takeBackWords } from '#parts/uploads';
import { newBodyWords, notImported } from '#transparency';
import { asidesInWords } from './asides.ts';
import { openGrantFile, type FiledGrant, type GrantFile } from './grant-file.reader.ts';
import { importGrants, placeOf } from './import-grants.command.ts';

export interface ImportGrantsArguments {
  readonly file: string;
  /** `Field=Heading`, as often as needed; the field by the standard's title or path. */
  readonly map?: readonly string[];
  readonly dateOrder?: DateOrder;
  readonly json?: boolean;
  readonly keepGood?: boolean;
}

/** `wantsum import grants FILE --dry-run [--json]`: what would be read. It asks no database. The lines are a contract: docs/importing.md. */
export async function checkGrantsCli(given: ImportGrantsArguments, streams: Streams): Promise<ExitStatus> {
  const opened = await opening(given, streams);
  if (typeof opened === 'number') return opened;
  return readable(given, streams, async () => {
    const counts = await countGrants(opened);
    if (given.json) {
      await write(streams.out, `${JSON.stringify(summaryOf(opened, counts))}\n`);
      for await (const filed of opened.grants()) await write(streams.out, `${JSON.stringify(lineOf(filed))}\n`);
    } else {
      const mapped = Object.entries(opened.mapping).map(([field, { column, confidence }]) => `  ${field} from "${column}" (${Math.round(confidence * 100)}% sure)\n`).join('');
      await write(streams.out, `${counted(counts.rows, 'grant')}, ${counts.refused} refused. Encoding ${opened.encoding}${opened.headerRow === null ? '' : `; headings in row ${opened.headerRow}`}.\n${mapped}${opened.notKept.length > 0 ? `Not kept, as the standard has no such field: ${opened.notKept.join(', ')}\n` : ''}`);
      await listRefused(opened, false, streams);
    }
    for (const note of opened.notes) streams.err.write(`${note}\n`);
    return counts.refused > 0 && !given.keepGood ? 1 : 0;
  });
}

/** `wantsum import grants FILE --body SLUG [--name NAME] [--new-body] [--map "Field=Heading"] [--date-order ORDER] [--keep-good] [--json]` */
export async function importGrantsCli(services: Services, given: ImportGrantsArguments & { readonly body: string; readonly name?: string; readonly newBody?: boolean }, streams: Streams): Promise<ExitStatus> {
  const opened = await opening(given, streams);
  if (typeof opened === 'number') return opened;
  return readable(given, streams, async () => {
    const counts = await countGrants(opened);
    for (const note of opened.notes) streams.err.write(`${note}\n`);
    if (counts.refused > 0) await listRefused(opened, given.json === true && !given.keepGood, streams);
    if (counts.refused > 0 && !given.keepGood) {
      streams.err.write(`Nothing was imported: ${counts.refused} of ${counted(counts.rows, 'grant')} cannot be read. Mend them, or add --keep-good to import the other ${counts.rows - counts.refused}.\n`);
      return 1;
    }
    const result = await runCommand(services, importGrants, COMMAND_LINE, {
      source: { path: given.file }, body: given.body, ...(given.name ? { bodyName: given.name } : {}), newBody: given.newBody ?? false, map: readMap(given.map ?? []) ?? {}, ...(given.dateOrder ? { dateOrder: given.dateOrder } : {}),
      keepGood: given.keepGood ?? false, progress: (done: number) => progressBar(streams.err, done, counts.rows),
    });
    if (result.kind === 'done') {
      const { value } = result;
      streams.err.write(`\n${newBodyWords(value.body)}`);
      const asides = asidesInWords(value);
      await write(streams.out, given.json ? `${JSON.stringify(value)}\n` : `${counted(value.rows, 'grant')} of ${value.body.name}: ${value.added} added, ${value.changed} changed, ${value.unchanged} unchanged, ${value.refused} refused.${asides.length > 0 ? ` ${asides.join(' ')}` : ''}\n${counted(value.recipientsAdded, 'recipient is', 'recipients are')} new. ${takeBackWords(value.importId, value.added + value.changed + value.recipientsAdded > 0 || value.body.isNew)}\n`);
      return 0;
    }
    return notImported(streams, given, result);
  });
}

async function opening(given: ImportGrantsArguments, streams: Streams): Promise<GrantFile | ExitStatus> {
  const map = readMap(given.map ?? []);
  if (!map) return misused(streams, 'Write --map as "Field=Heading", for example --map "Amount Awarded=Total grant".');
  const noFile = await whyNoFile(given.file);
  if (noFile !== null) return misused(streams, noFile);
  const opened = await openGrantFile(() => createReadStream(given.file), { map, ...(given.dateOrder ? { dateOrder: given.dateOrder } : {}) });
  return opened.ok ? opened.file : refusedInput(streams, given, opened.why);
}

async function readable(given: ImportGrantsArguments, streams: Streams, work: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await work();
  } catch (problem) {
    if (problem instanceof UnreadableFile) return refusedInput(streams, given, problem.message);
    throw problem;
  }
}

export async function countGrants(file: GrantFile): Promise<{ rows: number; refused: number }> {
  const counts = { rows: 0, refused: 0 };
  for await (const filed of file.grants()) {
    counts.rows++;
    if ('refused' in filed) counts.refused++;
  }
  return counts;
}

/** The first line of a check: what was understood of the file. */
const summaryOf = (file: GrantFile, counts: { readonly rows: number; readonly refused: number }): Record<string, unknown> => ({
  mapping: file.mapping, encoding: file.encoding, headerRow: file.headerRow, ...counts, notKept: file.notKept, ...(file.sheets.length > 1 ? { sheets: file.sheets } : {}), ...(file.notes.length > 0 ? { notes: file.notes } : {}),
});

/** A line for each grant: its fields as the standard names them, or why it is refused. */
const lineOf = (filed: FiledGrant): Record<string, unknown> => {
  const at = { row: filed.row, ...(filed.sheet === null ? {} : { sheet: filed.sheet }) };
  return 'refused' in filed ? { ...at, refused: filed.refused, column: filed.column } : { ...at, ...filed.grant };
};

async function listRefused(file: GrantFile, json: boolean, streams: Streams): Promise<void> {
  for await (const filed of file.grants()) {
    if (!('refused' in filed)) continue;
    if (json) await write(streams.out, `${JSON.stringify(lineOf(filed))}\n`);
    else await write(streams.err, `${placeOf(filed)}, ${filed.column}: ${filed.refused}\n`);
  }
}
