import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { counted } from '#kernel/counted';
import { UnreadableFile } from '#parts/tables';
import { progressBar, readMap, takeBackWords } from '#parts/uploads';
import { COMMAND_LINE } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import type { Services } from '#platform/services';
import { whyNoFile, write, type ExitStatus, type Streams } from '#platform/command-line';
import { importOrganisations } from './import-organisations.command.ts';
import type { SupplierRow } from './read-supplier.ts';
import { SUPPLIER_FIELDS } from './supplier-file.ts';
import { openSupplierTable, type SupplierTable } from './supplier-table.reader.ts';

export interface ImportOrganisationsArguments {
  readonly file: string;
  readonly keepGood: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** `field=Heading`, as often as needed. */
  readonly map?: readonly string[];
}

/**
 * `wantsum import organisations FILE [--map "field=Heading"] [--keep-good] [--dry-run] [--json]`. A dry run needs no database: with `--json` its first line is the
 * mapping and the counts, then one line a row. @param onTheSite opens the site's database, asked only when something is to be stored. @returns 0 done, 1 the input was refused, 2 misuse
 */
export async function importOrganisationsCli(onTheSite: <T>(work: (services: Services) => Promise<T>) => Promise<T>, given: ImportOrganisationsArguments, { out, err }: Streams): Promise<ExitStatus> {
  const fail = (why: string, status: 1 | 2): 1 | 2 => {
    if (given.json) out.write(`${JSON.stringify({ refused: why })}\n`);
    err.write(`${why}\n`);
    return status;
  };
  const noFile = await whyNoFile(given.file);
  if (noFile !== null) return fail(noFile, 2);
  try {
    const map = readMap(given.map ?? []);
    if (!map) return fail('Write --map as "field=Heading", for example --map "name=Organisation".', 2);
    const opened = await openSupplierTable(() => createReadStream(given.file), map);
    if (!opened.ok) return fail(opened.why, 1);
    const { table } = opened;
    for (const note of table.notes) err.write(`${note}\n`);
    const counts = { rows: 0, refused: 0 };
    for await (const row of table.rows()) {
      counts.rows += 1;
      if (row.kind === 'refused') counts.refused += 1;
      if (row.kind === 'refused' && !given.json) err.write(`row ${row.row}, column ${row.column}: ${row.reason}\n`);
    }
    if (given.dryRun) return await dryRun(table, counts, given, out);
    const result = await onTheSite((services) => runCommand(services, importOrganisations, COMMAND_LINE, { source: { path: given.file }, map, keepGood: given.keepGood, progress: (done: number) => progressBar(err, done, counts.rows) }));
    if (result.kind !== 'done') return fail(result.kind === 'refused' ? result.sentence : 'This may not be done here.', 1);
    const { value } = result;
    err.write('\n');
    out.write(given.json ? `${JSON.stringify(value)}\n` : `${counted(value.rows, 'row')}: ${counted(value.added, 'organisation')} added, ${value.unchanged} here already, ${value.refused} refused. ${takeBackWords(value.importId, value.added > 0)}\n`);
    return 0;
  } catch (problem) {
    if (problem instanceof UnreadableFile) return fail(problem.message, 1);
    throw problem;
  }
}

async function dryRun(table: SupplierTable, counts: { readonly rows: number; readonly refused: number }, given: ImportOrganisationsArguments, out: Writable): Promise<0 | 1> {
  if (given.json) {
    await write(out, `${JSON.stringify({ mapping: Object.fromEntries(SUPPLIER_FIELDS.map((field) => [field, table.columns[field] ?? null])), encoding: table.encoding, headerRow: table.headerRow, ...counts })}\n`);
    for await (const row of table.rows()) await write(out, `${JSON.stringify(lineOf(row))}\n`);
  } else {
    const mapped = Object.entries(table.columns).map(([field, column]) => `  ${field} from "${column.column}" (${Math.round(column.confidence * 100)}% sure)\n`).join('');
    await write(out, `${counted(counts.rows, 'row')}, ${counts.refused} refused. Encoding ${table.encoding}; headings on row ${table.headerRow}.\n${mapped}`);
  }
  return counts.refused > 0 && !given.keepGood ? 1 : 0;
}

const lineOf = (row: SupplierRow): unknown => (row.kind === 'refused' ? { row: row.row, refused: row.reason, column: row.column } : { row: row.row, ...row.values });
