import type { DateOrder } from '#parts/tables';
import { readCell, type GrantCell } from './grant-cell.ts';
import type { GrantDocument, Json } from './grant-fields.ts';
import { pathText, type GrantColumn, type PathStep } from './grant-headings.ts';

/** A cell that cannot be read, by its column's heading. */
export interface RefusedCell {
  readonly column: string;
  readonly reason: string;
}
export type RowAsGrant = { readonly grant: GrantDocument; readonly isEmpty: boolean } | { readonly refused: RefusedCell };

/** A grant being put together: lists are kept by place until every column is read. */
type Building = Map<PathStep, Building | Json>;

/** One row as the nested object that the standard's tools make of it. Empty cells are left out; columns the standard does not know stand under their own headings. */
export function rowAsGrant(columns: readonly GrantColumn[], cells: readonly GrantCell[], order: DateOrder): RowAsGrant {
  const root: Building = new Map();
  for (const column of columns) {
    const read = column.field ? readCell(column.field, cells[column.index] ?? null, order) : { value: extraValue(cells[column.index] ?? null) };
    if ('why' in read) return { refused: { column: column.column, reason: `${column.column} is ${read.why}: ${shown(cells[column.index])}` } };
    if (read.value !== undefined) place(root, column.path, read.value);
  }
  return { grant: asJson(root) as GrantDocument, isEmpty: root.size === 0 };
}

const shown = (cell: GrantCell | undefined): string => String(cell ?? '').trim().slice(0, 60);

function extraValue(cell: GrantCell): Json | undefined {
  return cell === null || (typeof cell === 'string' && cell.trim() === '') ? undefined : cell;
}

/** Puts a value at its path; a column that treats a text as a list, or the other way about, is left out. */
function place(root: Building, path: readonly PathStep[], value: Json): void {
  let level = root;
  for (const step of path.slice(0, -1)) {
    const inner = level.get(step) ?? new Map<PathStep, Building | Json>();
    if (!(inner instanceof Map)) return;
    level.set(step, inner);
    level = inner;
  }
  const last = path.at(-1)!;
  if (!(level.get(last) instanceof Map)) level.set(last, value);
}

function asJson(value: Building | Json): Json {
  if (!(value instanceof Map)) return value;
  const entries = [...value.entries()];
  if (entries.length > 0 && entries.every(([step]) => typeof step === 'number')) return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, inner]) => asJson(inner));
  return Object.fromEntries(entries.map(([step, inner]) => [String(step), asJson(inner)]));
}

/** Adds what a row of another sheet says of a grant: lists grow (an item of the same id is the same), and what is there already stays. */
export function merged(grant: GrantDocument, more: GrantDocument): GrantDocument {
  const result: Record<string, Json> = { ...grant };
  for (const [name, value] of Object.entries(more)) {
    const known = result[name];
    if (known === undefined) result[name] = value;
    else if (Array.isArray(known) && Array.isArray(value)) result[name] = mergedList(known as Json[], value as Json[]);
    else if (isObject(known) && isObject(value)) result[name] = merged(known, value);
  }
  return result;
}

function mergedList(known: readonly Json[], more: readonly Json[]): Json[] {
  const list = [...known];
  for (const item of more) {
    const at = isObject(item) && item['id'] !== undefined ? list.findIndex((one) => isObject(one) && one['id'] === item['id']) : -1;
    if (at >= 0) list[at] = merged(list[at] as GrantDocument, item as GrantDocument);
    else list.push(item);
  }
  return list;
}

export const isObject = (value: Json | undefined): value is GrantDocument => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The mapping as a check prints it: each field's path with its column. */
export const mappingOf = (columns: readonly GrantColumn[]): Record<string, { readonly column: string; readonly index: number; readonly confidence: number }> =>
  Object.fromEntries(columns.filter(({ field }) => field !== null).map(({ path, column, index, confidence }) => [pathText(path), { column, index, confidence }]));
