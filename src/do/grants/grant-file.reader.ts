import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { undefused } from '#platform/register/csv';
import { columnNamed, encodingName, headingsAmong, likelyHeadings, openTable, DateOrderTally, decideDateOrder, UnreadableFile, type DateOrder, type TableRow, type TableSheet } from '#parts/tables';
import { listAt, problemOf, tidied, wordsAt, type GrantNeeds } from './check-grant.ts';
import type { GrantDocument, GrantField, Json } from './grant-fields.ts';
import { headingsKnown, mapGrantHeadings, ownPath, pathText, type GrantColumn } from './grant-headings.ts';
import { grantFields } from './grant-schema.reference.ts';
import { grantsInJson } from './grants-in-json.ts';
import { mappingOf, merged, rowAsGrant } from './unflatten.ts';

/** A grant of a file, or why it is none. `row` is the spreadsheet's row, or the grant's place in a JSON file, counting from 1. */
export type FiledGrant =
  | { readonly row: number; readonly sheet: string | null; readonly grant: GrantDocument }
  | { readonly row: number; readonly sheet: string | null; readonly refused: string; readonly column: string };

/** A sheet that holds grants, or more about them. */
interface GrantSheet {
  readonly sheet: TableSheet;
  readonly headerRow: number;
  readonly headings: readonly string[];
  readonly columns: readonly GrantColumn[];
  /** Whether its rows are grants; otherwise they say more of grants of the others, by identifier. */
  readonly isOfGrants: boolean;
}

/** A file of grants, looked over. Its grants are read anew each time they are asked for. */
export interface GrantFile {
  readonly form: 'json' | 'csv' | 'xlsx';
  /** The name that the Encoding Standard has for it. */
  readonly encoding: string;
  readonly sha256: Buffer;
  /** The row of the headings; null in JSON. */
  readonly headerRow: number | null;
  /** As they stand in the first sheet of grants; none in JSON. */
  readonly headings: readonly string[];
  readonly mapping: Readonly<Record<string, { readonly column: string; readonly index: number; readonly confidence: number }>>;
  /** Columns that the standard does not know; they are read but not kept. */
  readonly notKept: readonly string[];
  readonly sheets: readonly { readonly name: string; readonly headerRow: number; readonly mapping: GrantFile['mapping'] }[];
  readonly dateOrder: DateOrder;
  /** What a person should know of how it was read. */
  readonly notes: readonly string[];
  grants(): AsyncIterable<FiledGrant>;
}
/** `headings` of a refused file: what could be its headings, for somebody to say what they mean; none when it is no table. */
export type OpenedGrants = { readonly ok: true; readonly file: GrantFile } | { readonly ok: false; readonly why: string; readonly headings: readonly string[] };

export interface GrantFileOptions {
  /** `Field=Heading`: the standard's title or path, and the heading that holds it. */
  readonly map?: Readonly<Record<string, string>>;
  readonly dateOrder?: DateOrder;
}

const HEADINGS_AMONG = 60;
const LEAST_HEADINGS = 3;
const SAMPLE = 500;
const MOST_JSON_BYTES = 512 * 1024 * 1024;
/** A workbook's page about the file itself: not grants. */
const META = /^(#?\s*meta(data)?|read ?me|notes?)$/i;

/** Looks a file of grants over: 360Giving CSV, XLSX or JSON, or a council's own table of grants. `open` is called as often as it must be read. Refused in a sentence. */
export async function openGrantFile(open: () => Readable, options: GrantFileOptions = {}): Promise<OpenedGrants> {
  try {
    return (await isJson(open)) ? await openJson(open, options) : await openSheets(open, options);
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message, headings: [] };
    throw problem;
  }
}

async function isJson(open: () => Readable): Promise<boolean> {
  // The loop's return ends the stream.
  for await (const whole of open() as AsyncIterable<Buffer>) {
    const chunk = whole.subarray(0, 4096);
    const start = chunk.toString(chunk[1] === 0 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '').trimStart();
    return /^(\{|\[\s*[[{\]])/.test(start);
  }
  return false;
}

async function openJson(open: () => Readable, options: GrantFileOptions): Promise<OpenedGrants> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of open() as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_JSON_BYTES) return { ok: false, why: 'This JSON file is larger than 512 MB. Split it and import the parts.', headings: [] };
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const encoding = bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe) ? 'utf-16le' : 'utf-8';
  const found = grantsInJson(bytes.toString(encoding === 'utf-8' ? 'utf8' : 'utf16le'));
  if (!found.ok) return { ...found, headings: [] };
  const fields = grantFields();
  const order = options.dateOrder ?? 'day-first';
  return {
    ok: true,
    file: {
      form: 'json', encoding, sha256: createHash('sha256').update(bytes).digest(), headerRow: null, headings: [], mapping: jsonMapping(found.grants, fields), notKept: [], sheets: [], dateOrder: order, notes: [],
      grants: async function* () {
        const refusals = new Refusals({ identifier: true });
        for (const [index, grant] of found.grants.entries()) {
          const read = grant === null ? { refused: { column: 'grants', reason: 'this is not a grant but something else' } } : tidied(grant, fields, order);
          yield refusals.checked(index + 1, null, 'refused' in read ? read : { grant: read.grant });
        }
      },
    },
  };
}

/** JSON has no columns: each top field that is there is read from itself. */
function jsonMapping(grants: readonly (GrantDocument | null)[], fields: ReadonlyMap<string, GrantField>): GrantFile['mapping'] {
  const names = new Set(grants.flatMap((grant) => (grant ? Object.keys(grant) : [])));
  return Object.fromEntries([...fields.keys()].filter((name) => names.has(name)).map((name, index) => [name, { column: name, index, confidence: 1 }]));
}

async function openSheets(open: () => Readable, options: GrantFileOptions): Promise<OpenedGrants> {
  const opened = await openTable(open);
  if (!opened.ok) return { ...opened, headings: [] };
  const { table } = opened;
  const fields = grantFields();
  const tables = table.sheets.filter((sheet) => table.sheets.length === 1 || !META.test((sheet.name ?? '').trim()));
  const refused = (why: string) => likelyHeadings(tables, (rows) => headingsRow(rows, fields)).then((headings) => ({ ok: false as const, why, headings }));
  const said = new Map(Object.entries(options.map ?? {}));
  const found: GrantSheet[] = [];
  const elsewhere = new Set<string>();
  for (const sheet of tables) {
    const one = await grantSheet(sheet, fields, options.map ?? {});
    if (one === null) continue;
    if ('why' in one) return refused(one.why);
    for (const name of said.keys()) if (!one.notHere.includes(name)) elsewhere.add(name);
    if (one.sheet) found.push(one.sheet);
  }
  const nowhere = found.length === 0 ? undefined : [...said].find(([name]) => !elsewhere.has(name));
  if (nowhere) return refused(`The file has no column headed ${nowhere[1]}. Its headings: ${found[0]!.headings.filter((one) => one.trim()).join(', ')}.`);
  const main = found.find(({ isOfGrants }) => isOfGrants);
  if (!main) return refused('No table of grants was found: none of the first rows has the headings of 360Giving (such as “Identifier”, “Amount Awarded” and “Recipient Org:Name”) or others that say who was given how much. Name them with --map "Amount Awarded=Heading".');
  const sheets = [main, ...found.filter((one) => one !== main)];
  const hasIdentifiers = main.columns.some(({ path: at }) => pathText(at) === 'id');
  const { order, notes } = await dateOrderOf(sheets, options.dateOrder);
  notes.unshift(...table.notes);
  if (table.hiddenSheets.length > 0) notes.push(`Not read, as hidden in the workbook: ${table.hiddenSheets.join(', ')}.`);
  return {
    ok: true,
    file: {
      form: table.kind === 'workbook' ? 'xlsx' : 'csv', encoding: encodingName(table.encoding), sha256: table.sha256, headerRow: main.headerRow, headings: main.headings, mapping: mappingOf(main.columns),
      notKept: main.columns.filter(({ field }) => field === null).map(({ column }) => column), dateOrder: order, notes,
      sheets: table.kind === 'workbook' ? sheets.map(({ sheet, headerRow, columns }) => ({ name: sheet.name ?? '', headerRow, mapping: mappingOf(columns) })) : [],
      grants: () => grantsOf(sheets, order, { identifier: hasIdentifiers }),
    },
  };
}

/** The row of headings among the first of a sheet: the one with most that are known. -1 where none knows enough. */
function headingsRow(rows: readonly (readonly string[])[], fields: ReadonlyMap<string, GrantField>, least = LEAST_HEADINGS): number {
  const scores = rows.map((cells) => headingsKnown(cells, fields));
  const most = Math.max(0, ...scores);
  return most >= least ? scores.indexOf(most) : -1;
}

/** A sheet of grants, or of more about them; `notHere` are the fields whose column somebody named and this sheet does not have. */
async function grantSheet(sheet: TableSheet, fields: ReadonlyMap<string, GrantField>, map: Readonly<Record<string, string>>): Promise<{ readonly sheet: GrantSheet | null; readonly notHere: readonly string[] } | { readonly why: string } | null> {
  const head = await sheet.head(HEADINGS_AMONG);
  const at = headingsAmong(head.map(({ cells }) => cells), map, (rows) => headingsRow(rows, fields, Object.keys(map).length > 0 ? 0 : LEAST_HEADINGS));
  const headings = head[at];
  if (!headings) return null;
  const columns = overridden(mapGrantHeadings(headings.cells, fields), headings.cells, fields, map);
  if ('why' in columns) return columns;
  const has = (...paths: string[]) => columns.list.some(({ path, field }) => field !== null && paths.includes(pathText(path)));
  const isOfGrants = has('amountAwarded') && (has('title', 'awardDate') || columns.list.some(({ path }) => path[0] === 'recipientOrganization' || path[0] === 'recipientIndividual'));
  return { notHere: columns.notHere, sheet: isOfGrants || has('id') ? { sheet, headerRow: headings.row, headings: headings.cells, columns: columns.list, isOfGrants } : null };
}

/** What a person said of the columns, over what was found. Of a workbook's sheets not every one has every column. */
function overridden(columns: readonly GrantColumn[], headings: readonly string[], fields: ReadonlyMap<string, GrantField>, map: Readonly<Record<string, string>>): { readonly list: readonly GrantColumn[]; readonly notHere: readonly string[] } | { readonly why: string } {
  let list = [...columns];
  const notHere: string[] = [];
  for (const [name, heading] of Object.entries(map)) {
    const path = ownPath(name, fields);
    if (!path) return { why: `360Giving has no field called ${name}. Write its title or path, such as "Recipient Org:Name" or "recipientOrganization/0/name".` };
    const index = heading.trim() === '' ? -1 : columnNamed(headings, heading);
    if (heading.trim() !== '' && index < 0) {
      notHere.push(name);
      continue;
    }
    list = list.filter((one) => pathText(one.path) !== pathText(path) && one.index !== index);
    if (index >= 0) list.push({ ...mapGrantHeadings([pathText(path)], fields)[0]!, column: headings[index]!.trim(), index });
  }
  return { list, notHere };
}

/** How dates of three numbers are read: as the file's dates prove, else day first. */
async function dateOrderOf(sheets: readonly GrantSheet[], asked: DateOrder | undefined): Promise<{ order: DateOrder; notes: string[] }> {
  if (asked) return { order: asked, notes: [] };
  const tally = new DateOrderTally();
  for (const { sheet, columns } of sheets) {
    const dated = columns.filter(({ field }) => field?.kind === 'date' || field?.kind === 'moment').map(({ index }) => index);
    for (const { cells } of await sheet.head(SAMPLE)) for (const index of dated) tally.add(cells[index] ?? '');
  }
  const { order, note } = decideDateOrder(tally.evidence());
  return { order, notes: note ? [note] : [] };
}

/** The grants of all sheets in the file's order. What other sheets say of them is held; the grants themselves are not. */
async function* grantsOf(sheets: readonly GrantSheet[], order: DateOrder, needs: GrantNeeds): AsyncGenerator<FiledGrant> {
  const more = new Map<string, GrantDocument>();
  const astray: FiledGrant[] = [];
  for (const one of sheets.filter(({ isOfGrants }) => !isOfGrants)) {
    for await (const row of rowsUnder(one)) {
      const read = rowAsGrant(one.columns, cellsOf(row, one.sheet.name !== null), order);
      if ('refused' in read) astray.push({ row: row.row, sheet: one.sheet.name, refused: read.refused.reason, column: read.refused.column });
      else if (!read.isEmpty) more.set(wordsAt(read.grant['id']), merged(more.get(wordsAt(read.grant['id'])) ?? {}, read.grant));
    }
  }
  const refusals = new Refusals(needs);
  const used = new Set<string>();
  const several = sheets.filter(({ isOfGrants }) => isOfGrants).length > 1 || more.size > 0;
  for (const one of sheets.filter(({ isOfGrants }) => isOfGrants)) {
    for await (const row of rowsUnder(one)) {
      const read = rowAsGrant(one.columns, cellsOf(row, one.sheet.name !== null), order);
      if (!('refused' in read) && read.isEmpty) continue;
      const id = 'refused' in read ? '' : wordsAt(read.grant['id']);
      const whole = 'refused' in read || !more.has(id) ? read : { grant: merged(read.grant, withoutId(more.get(id)!)) };
      used.add(id);
      if (isTotal(whole)) continue;
      yield refusals.checked(row.row, several ? one.sheet.name : null, whole);
    }
  }
  for (const [id] of more) if (!used.has(id)) astray.push({ row: 0, sheet: null, refused: `another sheet says more of the grant ${id || 'without identifier'}, which is not in the file`, column: 'Identifier' });
  yield* astray;
}

const withoutId = ({ id: _id, ...rest }: GrantDocument): GrantDocument => rest;

/** A row of totals under the table: an amount, and nobody who was given it. */
const isTotal = (read: { readonly grant: GrantDocument } | object): boolean => {
  if (!('grant' in read)) return false;
  const { grant } = read as { readonly grant: GrantDocument };
  const words = Object.values(grant).filter((value): value is string => typeof value === 'string').concat(listAt(grant['recipientOrganization']).map(({ name }) => wordsAt(name)));
  return words.filter(Boolean).length <= 1 && (words.length === 0 || /^(grand |sub[- ]?)?totals?\b/i.test(words[0]!));
};

async function* rowsUnder({ sheet, headerRow }: GrantSheet): AsyncGenerator<TableRow> {
  for await (const batch of sheet.batches()) for (const row of batch) if (row.row > headerRow) yield row;
}

/**
 * A workbook's cells as the standard's tools read them, so that both say the same of a file: dates as moments in UTC, and a carriage
 * return by Excel's mark for it (`keptDocument` takes the mark out again). A cell of text that an export defused is what it stood for.
 */
const cellsOf = (row: TableRow, isWorkbook: boolean): readonly string[] =>
  isWorkbook ? row.cells.map((cell, index) => (row.dates?.includes(index) && cell !== '' ? `${cell.length === 10 ? `${cell}T00:00:00` : cell}+00:00` : cell.replaceAll('\r', '_x000D_'))) : row.cells.map(undefused);

/** Holds grants against what each must say, and each identifier against those before it. */
class Refusals {
  readonly #needs: GrantNeeds;
  readonly #rows = new Map<string, number>();

  constructor(needs: GrantNeeds) {
    this.#needs = needs;
  }

  checked(row: number, sheet: string | null, read: { readonly grant: GrantDocument } | { readonly refused: { readonly column: string; readonly reason: string } }): FiledGrant {
    const at = { row, sheet };
    if ('refused' in read) return { ...at, refused: read.refused.reason, column: read.refused.column };
    const problem = problemOf(read.grant, this.#needs);
    if (problem) return { ...at, refused: problem.reason, column: problem.column };
    const id = wordsAt(read.grant['id'] as Json | undefined);
    const first = this.#rows.get(id);
    if (id !== '' && first !== undefined) return { ...at, refused: `the identifier ${id} stands in row ${first} already`, column: 'Identifier' };
    this.#rows.set(id, row);
    return { ...at, grant: read.grant };
  }
}
