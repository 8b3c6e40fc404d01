import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { undefused } from '#platform/register/csv';
import { openTable, DateOrderTally, decideDateOrder, UnreadableFile, type DateOrder, type TableRow, type TableSheet } from '#parts/tables';
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
  readonly columns: readonly GrantColumn[];
  /** Whether its rows are grants; otherwise they say more of grants of the others, by identifier. */
  readonly isOfGrants: boolean;
}

/** A file of grants, looked over. Its grants are read anew each time they are asked for. */
export interface GrantFile {
  readonly form: 'json' | 'csv' | 'xlsx';
  readonly encoding: string;
  readonly sha256: Buffer;
  /** The row of the headings; null in JSON. */
  readonly headerRow: number | null;
  readonly mapping: Readonly<Record<string, { readonly column: string; readonly index: number; readonly confidence: number }>>;
  /** Columns that the standard does not know; they are read but not kept. */
  readonly notKept: readonly string[];
  readonly sheets: readonly { readonly name: string; readonly headerRow: number; readonly mapping: GrantFile['mapping'] }[];
  readonly dateOrder: DateOrder;
  /** What a person should know of how it was read. */
  readonly notes: readonly string[];
  grants(): AsyncIterable<FiledGrant>;
}
export type OpenedGrants = { readonly ok: true; readonly file: GrantFile } | { readonly ok: false; readonly why: string };

export interface GrantFileOptions {
  /** `Field=Heading`: the standard's title or path, and the heading that holds it. */
  readonly map?: Readonly<Record<string, string>>;
  readonly dateOrder?: DateOrder;
}

const HEADINGS_AMONG = 30;
const LEAST_HEADINGS = 3;
const SAMPLE = 500;
const MOST_JSON_BYTES = 512 * 1024 * 1024;
/** A workbook's page about the file itself: not grants. */
const META = /^(#?\s*meta(data)?|read ?me|notes?)$/i;

/** Looks a file of grants over: 360Giving CSV, XLSX or JSON, or a council's own table of grants. Refused in a sentence. */
export async function openGrantFile(path: string, options: GrantFileOptions = {}): Promise<OpenedGrants> {
  try {
    return (await isJson(path)) ? await openJson(path, options) : await openSheets(path, options);
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { ok: false, why: problem.message };
    throw problem;
  }
}

async function isJson(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 4095 }) as AsyncIterable<Buffer>) {
    const start = chunk.toString(chunk[1] === 0 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '').trimStart();
    return /^(\{|\[\s*[[{\]])/.test(start);
  }
  return false;
}

async function openJson(path: string, options: GrantFileOptions): Promise<OpenedGrants> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_JSON_BYTES) return { ok: false, why: 'This JSON file is larger than 512 MB. Split it and import the parts.' };
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const encoding = bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe) ? 'utf-16le' : 'utf-8';
  const found = grantsInJson(bytes.toString(encoding === 'utf-8' ? 'utf8' : 'utf16le'));
  if (!found.ok) return found;
  const fields = grantFields();
  const order = options.dateOrder ?? 'day-first';
  return {
    ok: true,
    file: {
      form: 'json', encoding, sha256: createHash('sha256').update(bytes).digest(), headerRow: null, mapping: jsonMapping(found.grants, fields), notKept: [], sheets: [], dateOrder: order, notes: [],
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

async function openSheets(path: string, options: GrantFileOptions): Promise<OpenedGrants> {
  const opened = await openTable(() => createReadStream(path));
  if (!opened.ok) return opened;
  const { table } = opened;
  const fields = grantFields();
  const found: GrantSheet[] = [];
  for (const sheet of table.sheets) {
    if (table.sheets.length > 1 && META.test((sheet.name ?? '').trim())) continue;
    const one = await grantSheet(sheet, fields, options.map ?? {});
    if (one && 'why' in one) return { ok: false, why: one.why };
    if (one) found.push(one);
  }
  const main = found.find(({ isOfGrants }) => isOfGrants);
  if (!main) return { ok: false, why: 'No table of grants was found: none of the first rows has the headings of 360Giving (such as “Identifier”, “Amount Awarded” and “Recipient Org:Name”) or others that say who was given how much. Name them with --map "Amount Awarded=Heading".' };
  const sheets = [main, ...found.filter((one) => one !== main)];
  const hasIdentifiers = main.columns.some(({ path: at }) => pathText(at) === 'id');
  const { order, notes } = await dateOrderOf(sheets, options.dateOrder);
  return {
    ok: true,
    file: {
      form: table.kind === 'workbook' ? 'xlsx' : 'csv', encoding: table.encoding, sha256: table.sha256, headerRow: main.headerRow, mapping: mappingOf(main.columns),
      notKept: main.columns.filter(({ field }) => field === null).map(({ column }) => column), dateOrder: order, notes,
      sheets: table.kind === 'workbook' ? sheets.map(({ sheet, headerRow, columns }) => ({ name: sheet.name ?? '', headerRow, mapping: mappingOf(columns) })) : [],
      grants: () => grantsOf(sheets, order, { identifier: hasIdentifiers }),
    },
  };
}

async function grantSheet(sheet: TableSheet, fields: ReadonlyMap<string, GrantField>, map: Readonly<Record<string, string>>): Promise<GrantSheet | { readonly why: string } | null> {
  const head = await sheet.head(HEADINGS_AMONG);
  const scores = head.map(({ cells }) => headingsKnown(cells, fields));
  const most = Math.max(0, ...scores);
  const headings = most >= LEAST_HEADINGS || Object.keys(map).length > 0 ? head[scores.indexOf(most)] : undefined;
  if (!headings) return null;
  const mapped = mapGrantHeadings(headings.cells, fields);
  const columns = overridden(mapped, headings.cells, fields, map);
  if ('why' in columns) return columns;
  const has = (...paths: string[]) => columns.list.some(({ path, field }) => field !== null && paths.includes(pathText(path)));
  const isOfGrants = has('amountAwarded') && (has('title', 'awardDate') || columns.list.some(({ path }) => path[0] === 'recipientOrganization' || path[0] === 'recipientIndividual'));
  return isOfGrants || has('id') ? { sheet, headerRow: headings.row, columns: columns.list, isOfGrants } : null;
}

/** What a person said of the columns, over what was found. */
function overridden(columns: readonly GrantColumn[], headings: readonly string[], fields: ReadonlyMap<string, GrantField>, map: Readonly<Record<string, string>>): { readonly list: readonly GrantColumn[] } | { readonly why: string } {
  let list = [...columns];
  for (const [name, heading] of Object.entries(map)) {
    const path = ownPath(name, fields);
    if (!path) return { why: `360Giving has no field called ${name}. Write its title or path, such as "Recipient Org:Name" or "recipientOrganization/0/name".` };
    const index = headings.findIndex((one) => one.trim().toLowerCase() === heading.trim().toLowerCase());
    if (heading.trim() !== '' && index < 0) return { why: `The file has no column headed ${heading}. Its headings: ${headings.filter((one) => one.trim()).join(', ')}.` };
    list = list.filter((one) => pathText(one.path) !== pathText(path) && one.index !== index);
    if (heading.trim() !== '') list.push({ ...mapGrantHeadings([pathText(path)], fields)[0]!, column: headings[index]!.trim(), index });
  }
  return { list };
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
