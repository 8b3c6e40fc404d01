import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { COMMAND_LINE } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import type { Services } from '#platform/services';
import { checkRows, countRows, rowLine, summaryLine } from './check-register.ts';
import { importContracts } from './import-contracts.command.ts';
import { openRegisterFile, UnreadableFile, type RegisterFile } from './register-file.ts';
import { undoImport } from './undo-import.command.ts';

/** 0 done, 1 the input was refused, 2 misuse. */
export type ExitStatus = 0 | 1 | 2;

/** Where a command line's words go: results to `out`, progress and messages to `err`. */
export interface Streams {
  readonly out: Writable;
  readonly err: Writable;
}

export interface ImportContractsArguments {
  readonly file: string;
  readonly body: string;
  readonly name?: string;
  /** `Field=Heading`, as often as needed. */
  readonly map?: readonly string[];
  readonly keepGood?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `wantsum import contracts FILE.csv --body SLUG [--name NAME] [--map "Field=Heading"] [--keep-good] [--dry-run] [--json]` */
export async function importContractsCli(services: Services, given: ImportContractsArguments, streams: Streams): Promise<ExitStatus> {
  const overrides = readMap(given.map ?? []);
  if (!overrides) return misuse(streams, 'Write --map as "Field=Heading", for example --map "ContractTitle=Project name".');
  if (!(await isFile(given.file))) return misuse(streams, `There is no file ${given.file}.`);
  const opened = await openRegisterFile(() => createReadStream(given.file), overrides);
  if (!opened.ok) return refused(streams, given, opened.why);
  try {
    return await checkThenImport(services, given, overrides, opened.file, streams);
  } catch (problem) {
    if (problem instanceof UnreadableFile) return refused(streams, given, problem.message);
    throw problem;
  }
}

async function checkThenImport(services: Services, given: ImportContractsArguments, overrides: Readonly<Record<string, string>>, file: RegisterFile, streams: Streams): Promise<ExitStatus> {
  const counts = await countRows(file);
  if (given.dryRun) return dryRun(given, file, counts, streams);
  if (counts.refused > 0) await listRefused(file, given.json === true && !given.keepGood, streams);
  if (counts.refused > 0 && !given.keepGood) {
    streams.err.write(`Nothing was imported: ${counts.refused} of ${counts.rows} rows cannot be read. Mend them, or add --keep-good to import the other ${counts.rows - counts.refused}.\n`);
    return 1;
  }
  const result = await runCommand(services, importContracts, COMMAND_LINE, {
    source: { path: given.file }, body: given.body, ...(given.name ? { bodyName: given.name } : {}), map: overrides, keepGood: given.keepGood ?? false,
    progress: (done: number) => bar(streams.err, done, counts.rows),
  });
  if (result.kind === 'done') {
    const { value } = result;
    streams.err.write('\n');
    if (given.json) await write(streams.out, `${JSON.stringify(value)}\n`);
    else await write(streams.out, `${value.rows} rows for ${value.body.name}: ${value.added} added, ${value.changed} changed, ${value.unchanged} unchanged, ${value.refused} refused. ${value.incomplete} are incomplete: they are listed at /agreements/incomplete.\n${value.suppliersAdded} suppliers are new. To take it back: wantsum import undo ${value.importId}\n`);
    return 0;
  }
  const why = result.kind === 'refused' ? result.sentence : result.kind === 'invalid' ? result.errors.map((error) => error.message).join(' ') : 'This may not be done here.';
  return result.kind === 'refused' && result.code !== 'bad-slug' ? refused(streams, given, why) : misuse(streams, why);
}

async function dryRun(given: ImportContractsArguments, file: RegisterFile, counts: { rows: number; refused: number; skipped: number }, streams: Streams): Promise<ExitStatus> {
  if (given.json) {
    await write(streams.out, `${JSON.stringify(summaryLine(file, counts))}\n`);
    for await (const row of checkRows(file)) if (row.kind !== 'skipped') await write(streams.out, `${JSON.stringify(rowLine(row))}\n`);
  } else {
    const mapped = Object.entries(file.mapping).map(([field, column]) => `  ${field} from "${column.column}" (${Math.round(column.confidence * 100)}% sure)\n`).join('');
    await write(streams.out, `${counts.rows} rows, ${counts.refused} refused, ${counts.skipped} left out (totals, notes). Encoding ${file.encoding}; headings on line ${file.headerRow}.\n${mapped}`);
    if (counts.refused > 0) await listRefused(file, false, streams);
  }
  return counts.refused > 0 && !given.keepGood ? 1 : 0;
}

/** Every refused row, with every cell that is wrong. */
async function listRefused(file: RegisterFile, json: boolean, streams: Streams): Promise<void> {
  for await (const row of checkRows(file)) {
    if (row.kind !== 'refused') continue;
    if (json) await write(streams.out, `${JSON.stringify(rowLine(row))}\n`);
    else for (const cell of row.cells) await write(streams.err, `line ${row.line}, column ${cell.column}: ${cell.reason}\n`);
  }
}

/** `wantsum import undo ID` */
export async function undoImportCli(services: Services, given: { readonly importId: string; readonly json?: boolean }, streams: Streams): Promise<ExitStatus> {
  const result = await runCommand(services, undoImport, COMMAND_LINE, { importId: given.importId });
  if (result.kind === 'done') {
    const { value } = result;
    await write(streams.out, given.json ? `${JSON.stringify(value)}\n` : `${value.removed} records removed, ${value.restored} restored, ${value.suppliersRemoved} suppliers removed.${value.keptCount > 0 ? ` ${value.keptCount} were kept, because somebody has worked on them since:\n${value.kept.map((one) => `  ${one.reference} ${one.title}`).join('\n')}` : ''}\n`);
    return 0;
  }
  if (result.kind === 'refused') return refused(streams, given, result.sentence);
  return misuse(streams, result.kind === 'invalid' ? 'Give the id of the import, as the import printed it.' : 'This may not be done here.');
}

function readMap(map: readonly string[]): Record<string, string> | null {
  const overrides: Record<string, string> = {};
  for (const one of map) {
    const at = one.indexOf('=');
    if (at < 1) return null;
    overrides[one.slice(0, at).trim()] = one.slice(at + 1).trim();
  }
  return overrides;
}

const isFile = async (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);

async function refused(streams: Streams, { json }: { readonly json?: boolean }, why: string): Promise<ExitStatus> {
  if (json) await write(streams.out, `${JSON.stringify({ refused: why })}\n`);
  streams.err.write(`${why}\n`);
  return 1;
}

function misuse(streams: Streams, why: string): ExitStatus {
  streams.err.write(`${why}\n`);
  return 2;
}

const WIDTH = 30;
function bar(err: Writable, done: number, total: number): void {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  err.write(`\r[${'#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '.')}] ${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`);
}

/** Waits while the reader of a pipe is slower than we are, so that a long list never stands in memory. */
export const write = (stream: Writable, text: string): Promise<void> => new Promise((resolve) => (stream.write(text) ? resolve() : void stream.once('drain', resolve)));
