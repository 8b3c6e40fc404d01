import { createReadStream } from 'node:fs';
import { counted } from '#kernel/counted';
import { formatPounds } from '#kernel/money';
import { UnreadableFile, type DateOrder } from '#parts/tables';
import { COMMAND_LINE } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import type { Services } from '#platform/services';
import { misused, whyNoFile, write, type ExitStatus, type Streams } from '#platform/command-line';
import { progressBar, readMap, refusedInput, takeBackWords, type ImportFileArguments } from '#parts/uploads';
import { newBodyWords, notImported } from '#transparency';
import { differenceWords } from './control-total.ts';
import { importSpend } from './import-spend.command.ts';
import { openSpendFile } from './reading/open-spend-file.ts';
import { countSpend, spendLine, summaryLine, type SpendCounts } from './reading/spend-lines.ts';
import { isRefused, SPEND_FIELDS, type SpendField, type SpendFile } from './reading/spend-row.ts';

export interface LookOverSpendArguments extends ImportFileArguments {
  readonly dateOrder?: DateOrder;
}
export interface ImportSpendArguments extends LookOverSpendArguments {
  readonly body: string;
  readonly name?: string;
  /** A new body is meant, though its slug is like a known one. */
  readonly newBody?: boolean;
  /** What the ledger says that the file adds up to. */
  readonly controlTotal?: string;
}

/** Larger pieces than Node's own: a file of a million rows is read in half the time. */
const PIECE = 256 * 1024;

/** `wantsum import spend FILE --dry-run [--map "field=Heading"] [--date-order ORDER] [--json]`: what an import would bring; no database is needed. */
export const lookOverSpendCli = (given: LookOverSpendArguments, streams: Streams): Promise<ExitStatus> =>
  withFile(given, streams, async (file) => {
    const counts = await countSpend(file);
    if (given.json) {
      await write(streams.out, `${JSON.stringify(summaryLine(file, counts))}\n`);
      for await (const batch of file.batches()) await write(streams.out, batch.map((row) => `${JSON.stringify(spendLine(row, file))}\n`).join(''));
    } else {
      await write(streams.out, inWords(file, counts));
      await listRefused(file, streams);
    }
    return counts.refused > counts.notPayments && !given.keepGood ? 1 : 0;
  });

/** `wantsum import spend FILE --body SLUG [--name NAME] [--new-body] [--map "field=Heading"] [--date-order ORDER] [--control-total POUNDS] [--keep-good] [--json]` */
export const importSpendCli = (services: Services, given: ImportSpendArguments, streams: Streams): Promise<ExitStatus> =>
  withFile(given, streams, async (file, map) => {
    const counts = await countSpend(file);
    const unreadable = counts.refused - counts.notPayments;
    if (unreadable > 0) await listRefused(file, streams);
    if (unreadable > 0 && !given.keepGood) return refusedInput(streams, given, `Nothing was imported: ${unreadable} of ${counted(counts.rows, 'row')} cannot be read. Mend them, or add --keep-good to import the other ${counts.rows - counts.refused}.`);
    const result = await runCommand(services, importSpend, COMMAND_LINE, {
      source: { path: given.file }, body: given.body, ...(given.name ? { bodyName: given.name } : {}), newBody: given.newBody ?? false, map, ...(given.dateOrder ? { dateOrder: given.dateOrder } : {}),
      keepGood: given.keepGood ?? false, controlTotal: given.controlTotal ?? '', progress: (done: number) => progressBar(streams.err, done, counts.rows),
    });
    if (result.kind === 'done') {
      const { value } = result;
      streams.err.write(`\n${newBodyWords(value.body)}`);
      await write(streams.out, given.json ? `${JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? Number(one) : one))}\n`
        : `${counted(value.rows, 'row')} for ${value.body.name}: ${counted(value.added, 'payment')} added, ${value.unchanged} here already, ${value.refused} left out; ${formatPounds(value.totalPence)} in all.${differenceWords(value.differencePence)}\n${takeBackWords(value.importId, value.added > 0 || value.body.isNew)}\n`);
      return 0;
    }
    return notImported(streams, given, result);
  });

async function withFile(given: LookOverSpendArguments, streams: Streams, work: (file: SpendFile, map: Partial<Record<SpendField, string>>) => Promise<ExitStatus>): Promise<ExitStatus> {
  const map = readMap(given.map ?? []);
  if (!map) return misused(streams, 'Write --map as "field=Heading", for example --map "date=Paid On".');
  const unknown = Object.keys(map).find((field) => !SPEND_FIELDS.some((known) => known.toLowerCase() === field.toLowerCase()));
  if (unknown !== undefined) return misused(streams, `There is no field called ${unknown}. Fields: ${SPEND_FIELDS.join(', ')}.`);
  const noFile = await whyNoFile(given.file);
  if (noFile !== null) return misused(streams, noFile);
  const named = Object.fromEntries(Object.entries(map).map(([field, heading]) => [SPEND_FIELDS.find((known) => known.toLowerCase() === field.toLowerCase())!, heading]));
  try {
    const opened = await openSpendFile(() => createReadStream(given.file, { highWaterMark: PIECE }), { map: named, ...(given.dateOrder ? { dateOrder: given.dateOrder } : {}) });
    if (!opened.ok) return await refusedInput(streams, given, opened.why);
    for (const note of opened.file.notes) streams.err.write(`${note}\n`);
    return await work(opened.file, named);
  } catch (problem) {
    if (problem instanceof UnreadableFile) return refusedInput(streams, given, problem.message);
    throw problem;
  }
}

function inWords(file: SpendFile, counts: SpendCounts): string {
  const mapped = SPEND_FIELDS.map((field) => {
    const column = file.mapping[field];
    return column ? `  ${field} from "${column.column}" (${Math.round(column.confidence * 100)}% sure)\n` : '';
  }).join('');
  return `${counted(counts.rows, 'row')}, ${counts.refused - counts.notPayments} refused, ${counts.notPayments} left out (totals, notes). Encoding ${file.encoding}; headings on row ${file.headerRow}; dates read ${file.dateOrder.replace('-', ' ')}.\n${mapped}`;
}

async function listRefused(file: SpendFile, streams: Streams): Promise<void> {
  for await (const batch of file.batches()) {
    for (const row of batch) if (isRefused(row)) await write(streams.err, `${row.sheet === null ? '' : `sheet ${row.sheet}, `}row ${row.row}${row.column === null ? '' : `, column ${row.column}`}: ${row.refused}\n`);
  }
}
