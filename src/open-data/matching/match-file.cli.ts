import { createReadStream } from 'node:fs';
import { counted } from '#kernel/counted';
import { openTable, UnreadableFile, type TableSheet } from '#parts/tables';
import { misused, whyNoFile, write, type ExitStatus, type Streams } from '#platform/command-line';
import { rowNumbers } from './numbers.ts';
import { suggestGroups, type NamedRow, type SuggestedGroup } from './suggest-groups.ts';
import { supplierColumns } from './supplier-file.ts';

export interface MatchFileArguments {
  readonly file: string;
  readonly json: boolean;
}

/** More notes than these are counted only. */
const NOTES_SHOWN = 20;

/**
 * `wantsum organisations match FILE.csv [--json]`: suggests which names of a file are one organisation. Needs no database. With `--json` one
 * line a group, `{"names":[...],"reason":"...","confidence":0.93}`; else a table to read. @returns 0 done, 1 the file cannot be read, 2 misuse
 */
export async function matchFileCli(given: MatchFileArguments, streams: Streams): Promise<ExitStatus> {
  const noFile = await whyNoFile(given.file);
  if (noFile !== null) return misused(streams, noFile);
  try {
    const read = await readRows(given.file);
    if (typeof read === 'string') {
      streams.err.write(`${read}\n`);
      return 1;
    }
    for (const note of read.notes) streams.err.write(`${note}\n`);
    if (read.notesLeftOut > 0) streams.err.write(`and ${counted(read.notesLeftOut, 'more number was', 'more numbers were')} passed over.\n`);
    const groups = suggestGroups(read.rows);
    for (const group of groups) await write(streams.out, given.json ? jsonLine(group) : tableLines(group));
    streams.err.write(`${counted(read.rows.length, 'row')}: ${groups.length === 0 ? 'no names look' : counted(groups.length, 'group of names looks', 'groups of names look')} like one organisation.\n`);
    return 0;
  } catch (problem) {
    if (!(problem instanceof UnreadableFile)) throw problem;
    streams.err.write(`${problem.message}\n`);
    return 1;
  }
}

const jsonLine = ({ names, reason, confidence }: SuggestedGroup): string => `${JSON.stringify({ names, reason, confidence })}\n`;
const tableLines = ({ names, reason, confidence }: SuggestedGroup): string => `${Math.round(confidence * 100).toString().padStart(3)}%  ${names.join('\n      ')}\n      ${reason}\n\n`;

interface RowsRead {
  readonly rows: readonly NamedRow[];
  readonly notes: readonly string[];
  readonly notesLeftOut: number;
}

/** The rows of the file's first sheet that has a column of names; a sentence when there is none. */
async function readRows(file: string): Promise<RowsRead | string> {
  const opened = await openTable(() => createReadStream(file), { unclosed: 'mend' });
  if (!opened.ok) return opened.why;
  for (const sheet of opened.table.sheets) {
    const head = await sheet.head(30);
    const found = supplierColumns(head.map(({ cells }) => cells));
    if (found) return rowsOf(sheet, head[found.headingAt]!.row, found.columns);
  }
  return 'No column of names was found: head it "name" or "supplier name".';
}

async function rowsOf(sheet: TableSheet, headingRow: number, columns: NonNullable<ReturnType<typeof supplierColumns>>['columns']): Promise<RowsRead> {
  const rows: NamedRow[] = [], notes: string[] = [];
  let notesLeftOut = 0;
  const at = (cells: readonly string[], field: 'name' | 'companyNumber' | 'charityNumber'): string => cells[columns[field]?.index ?? -1] ?? '';
  for await (const batch of sheet.batches()) {
    for (const { row, cells } of batch) {
      const name = at(cells, 'name').trim();
      if (row <= headingRow || name === '') continue;
      const numbers = rowNumbers(at(cells, 'companyNumber'), at(cells, 'charityNumber'));
      for (const note of numbers.notes) {
        if (notes.length < NOTES_SHOWN) notes.push(`row ${row}: ${note}`);
        else notesLeftOut += 1;
      }
      rows.push({ name, company: numbers.company, charity: numbers.charity });
    }
  }
  return { rows, notes, notesLeftOut };
}
