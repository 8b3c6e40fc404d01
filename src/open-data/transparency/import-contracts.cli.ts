import { createReadStream } from 'node:fs';
import { counted, inFigures } from '#kernel/counted';
import { COMMAND_LINE } from '#platform/access/access';
import { runCommand, type CommandResult } from '#platform/command/command';
import type { Services } from '#platform/services';
import { newBodyWords } from './import-body.ts';
import { checkRows, countRows, placeInWords, rowLine, summaryLine } from './check-register.ts';
import { importContracts } from './import-contracts.command.ts';
import { misused, whyNoFile, write, type ExitStatus, type Streams } from '#platform/command-line';
import { progressBar, readMap, refusedInput, takeBackWords, type ImportFileArguments } from '#parts/uploads';
import { openRegisterFile, UnreadableFile, type RegisterFile } from './register-file.ts';
import { undoImport } from './undo-import.command.ts';

export interface ImportContractsArguments extends ImportFileArguments {
  readonly body: string;
  readonly name?: string;
  /** A new body is meant, though its slug is like a known one. */
  readonly newBody?: boolean;
  readonly dryRun?: boolean;
}

/** `wantsum import contracts FILE --body SLUG [--name NAME] [--new-body] [--map "Field=Heading"] [--keep-good] [--dry-run] [--json]` */
export const importContractsCli = (services: Services, given: ImportContractsArguments, streams: Streams): Promise<ExitStatus> =>
  given.dryRun ? lookOverContractsCli(given, streams) : withFile(given, streams, (file, overrides) => checkThenImport(services, given, overrides, file, streams));

/** `wantsum import contracts FILE --dry-run [--map "Field=Heading"] [--keep-good] [--json]`: what an import would bring; no database is needed. */
export const lookOverContractsCli = (given: ImportFileArguments, streams: Streams): Promise<ExitStatus> =>
  withFile(given, streams, async (file) => dryRun(given, file, await countRows(file), streams));

async function withFile(given: ImportFileArguments, streams: Streams, work: (file: RegisterFile, overrides: Readonly<Record<string, string>>) => Promise<ExitStatus>): Promise<ExitStatus> {
  const overrides = readMap(given.map ?? []);
  if (!overrides) return misused(streams, 'Write --map as "Field=Heading", for example --map "ContractTitle=Project name".');
  const noFile = await whyNoFile(given.file);
  if (noFile !== null) return misused(streams, noFile);
  const opened = await openRegisterFile(() => createReadStream(given.file), overrides);
  if (!opened.ok) return refusedInput(streams, given, opened.why);
  try {
    return await work(opened.file, overrides);
  } catch (problem) {
    if (problem instanceof UnreadableFile) return refusedInput(streams, given, problem.message);
    throw problem;
  }
}

async function checkThenImport(services: Services, given: ImportContractsArguments, overrides: Readonly<Record<string, string>>, file: RegisterFile, streams: Streams): Promise<ExitStatus> {
  const counts = await countRows(file);
  if (counts.refused > 0) await listRefused(file, given.json === true && !given.keepGood, streams);
  if (counts.refused > 0 && !given.keepGood) {
    streams.err.write(`Nothing was imported: ${counts.refused} of ${counted(counts.rows, 'row')} cannot be read. Mend them, or add --keep-good to import the other ${counts.rows - counts.refused}.\n`);
    return 1;
  }
  const result = await runCommand(services, importContracts, COMMAND_LINE, {
    source: { path: given.file }, body: given.body, ...(given.name ? { bodyName: given.name } : {}), newBody: given.newBody ?? false, map: overrides, keepGood: given.keepGood ?? false,
    progress: (done: number) => progressBar(streams.err, done, counts.rows),
  });
  if (result.kind === 'done') {
    const { value } = result;
    streams.err.write(`\n${newBodyWords(value.body)}`);
    if (given.json) await write(streams.out, `${JSON.stringify(value)}\n`);
    else await write(streams.out, `${counted(value.rows, 'row')} for ${value.body.name}: ${inFigures(value.added)} added, ${inFigures(value.changed)} changed, ${inFigures(value.unchanged)} unchanged, ${inFigures(value.refused)} refused${counts.skipped > 0 ? `, ${inFigures(counts.skipped)} left out (a dry run names each)` : ''}. ${value.added === 0 ? '' : `Of those added ${counted(value.incomplete, 'is', 'are')} incomplete: what is incomplete is listed at /agreements/incomplete.`}\n${counted(value.suppliersAdded, 'supplier is', 'suppliers are')} new. ${takeBackWords(value.importId, value.added + value.changed + value.suppliersAdded > 0 || value.body.isNew)}\n`);
    return 0;
  }
  return notImported(streams, given, result);
}

/** Refusals of what was typed, not of the file. */
const MISUSED: ReadonlySet<string> = new Set(['bad-slug', 'near-slug']);

/** Says why an import into a body was not done: the command was misused, or its file is refused. */
export function notImported(streams: Streams, given: { readonly json?: boolean }, result: Exclude<CommandResult<unknown>, { readonly kind: 'done' }>): ExitStatus | Promise<ExitStatus> {
  const why = result.kind === 'refused' ? result.sentence : result.kind === 'invalid' ? result.errors.map((error) => error.message).join(' ') : 'This may not be done here.';
  return result.kind === 'refused' && !MISUSED.has(result.code) ? refusedInput(streams, given, why) : misused(streams, why);
}

async function dryRun(given: ImportFileArguments, file: RegisterFile, counts: { rows: number; refused: number; skipped: number }, streams: Streams): Promise<ExitStatus> {
  if (given.json) {
    await write(streams.out, `${JSON.stringify(summaryLine(file, counts))}\n`);
    for await (const row of checkRows(file)) if (row.kind !== 'skipped') await write(streams.out, `${JSON.stringify(rowLine(row))}\n`);
  } else {
    const mapped = Object.entries(file.mapping).map(([field, column]) => `  ${field} from "${column.column}" (${Math.round(column.confidence * 100)}% sure)\n`).join('');
    await write(streams.out, `${counted(counts.rows, 'row')}, ${counts.refused} refused, ${counts.skipped} left out (totals, notes). Encoding ${file.encoding}; headings on line ${file.headerRow}.\n${mapped}`);
    for (const note of file.notes) streams.err.write(`${note}\n`);
    if (counts.refused > 0) await listRefused(file, false, streams);
    if (counts.skipped > 0) for await (const row of checkRows(file)) if (row.kind === 'skipped') await write(streams.err, `${placeInWords(row)}: left out, ${row.why}\n`);
  }
  return counts.refused > 0 && !given.keepGood ? 1 : 0;
}

/** Every refused row, with every cell that is wrong. */
async function listRefused(file: RegisterFile, json: boolean, streams: Streams): Promise<void> {
  for await (const row of checkRows(file)) {
    if (row.kind !== 'refused') continue;
    if (json) await write(streams.out, `${JSON.stringify(rowLine(row))}\n`);
    else for (const cell of row.cells) await write(streams.err, `${placeInWords(row)}, column ${cell.column}: ${cell.reason}\n`);
  }
}

/** `wantsum import undo ID` */
export async function undoImportCli(services: Services, given: { readonly importId: string; readonly json?: boolean }, streams: Streams): Promise<ExitStatus> {
  const result = await runCommand(services, undoImport, COMMAND_LINE, { importId: given.importId });
  if (result.kind === 'done') {
    const { value } = result;
    await write(streams.out, given.json ? `${JSON.stringify(value)}\n` : `${counted(value.removed, 'record')} removed, ${value.restored} restored, ${counted(value.suppliersRemoved, 'supplier')} removed.${value.bodyRemoved === null ? '' : ` ${value.bodyRemoved}, which an import had made, is gone too.`}${value.bodyKept === null ? '' : ` ${value.bodyKept}, which an import had made, stays: something else here names it.`}${value.keptCount > 0 ? ` ${counted(value.keptCount, 'was', 'were')} kept, because somebody has worked on them since:\n${value.kept.map((one) => `  ${one.reference} ${one.title}`).join('\n')}` : ''}\n`);
    return 0;
  }
  if (result.kind === 'refused') return refusedInput(streams, given, result.sentence);
  return misused(streams, result.kind === 'invalid' ? 'Give the id of the import, as the import printed it.' : 'This may not be done here.');
}
