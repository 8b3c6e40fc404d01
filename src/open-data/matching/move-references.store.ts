import { sql } from 'kysely';
import type { Read, Tx } from '#platform/database/connection';
import { tablesByKind } from './kind-and-id.store.ts';

/** Rows of one table that pointed at the merged organisation: what identifies each besides the column that was changed. */
export interface Moved {
  readonly table: string;
  readonly column: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface Pointing {
  readonly table: string;
  readonly column: string;
  /** The columns of its primary key without the one that points. */
  readonly key: readonly string[];
  /** The column that says what kind of record is pointed at, where it may be any. */
  readonly kind: string | null;
}

/** Tables of this room and what is the organisation's own record of itself: they stay with the record. */
const STAYING = new Set(['organisation', 'organisation_pair', 'organisation_merge', 'organisation_area', 'organisation_category', 'organisation_claim', 'organisation_invitation', 'organisation_key']);
/** Who acts for an organisation, and files of its own, are the record's own too: one with people does not go. */
const STAYING_BY_KIND = new Set(['role_holding']);
const ORGANISATION = 'organisation';

/** Which tables point at organisations, by foreign key or by kind and id, asked of the database, so that no room is forgotten. */
async function pointing(tx: Read): Promise<Pointing[]> {
  const { rows: keys } = await sql<{ table: string; column: string }>`select c.conrelid::regclass::text as "table", a.attname as "column"
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'organisation'::regclass order by 1, 2`.execute(tx);
  const byKind = (await tablesByKind(tx)).filter(({ table }) => !STAYING_BY_KIND.has(table)).map(({ table, kind, id }) => ({ table, column: id, kind }));
  const all = [...keys.filter(({ table }) => !STAYING.has(table)).map((one) => ({ ...one, kind: null })), ...byKind];
  const { rows: primary } = await sql<{ table: string; columns: string[] }>`select p.conrelid::regclass::text as "table", array_agg(k.attname::text order by k.attnum) as columns
    from pg_constraint p join pg_attribute k on k.attrelid = p.conrelid and k.attnum = any(p.conkey) where p.contype = 'p' and p.conrelid::regclass::text = any(${[...new Set(all.map(({ table }) => table))]}::text[]) group by 1`.execute(tx);
  const columnsOf = new Map(primary.map(({ table, columns }) => [table, columns]));
  return all.map((one) => ({ ...one, key: (columnsOf.get(one.table) ?? []).filter((column) => column !== one.column) })).filter(({ key }) => key.length > 0);
}

/** The rows of a table that point at an organisation. */
const pointingAt = (one: Pointing, organisationId: string) => sql`${sql.ref(one.column)} = ${organisationId}${one.kind === null ? sql`` : sql` and ${sql.ref(one.kind)} = ${ORGANISATION}`}`;

/**
 * What any officer of any authority may count beside an organisation: what anyone may read of it, and spellings. Everything else (bids, groups,
 * surveys, conversations, applications) moves too, and is not counted: a number that rises would tell who is bidding before bids are opened.
 */
const COUNTED = new Set(['agreement', 'agreement_party', 'arrangement_member', 'purchase', 'spend_supplier', 'spelling_suggestion', 'subcontract_notice']);

/** How many rows of each table that may be counted would move, for the page that asks. The most first. */
export async function countReferences(tx: Read, organisationId: string): Promise<{ readonly table: string; readonly count: number }[]> {
  const counted: { table: string; count: number }[] = [];
  for (const one of (await pointing(tx)).filter(({ table }) => COUNTED.has(table))) {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(one.table)} where ${pointingAt(one, organisationId)}`.execute(tx);
    if (rows[0]!.count > 0) counted.push({ table: one.table, count: (counted.find(({ table }) => table === one.table)?.count ?? 0) + rows[0]!.count });
  }
  return counted.toSorted((a, b) => b.count - a.count);
}

/**
 * Points everything at `kept` that pointed at `merged`. A row that may not stand twice (both were party to one agreement) stays with the
 * merged record. @returns what moved, for taking it back
 */
export async function moveReferences(tx: Tx, merged: string, kept: string): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const one of await pointing(tx)) {
    const keys = await keysPointing(tx, one, merged);
    if (keys.length === 0) continue;
    const rows = (await moveRows(tx, one, keys, merged, kept)) ? keys : await oneByOne(tx, one, keys, merged, kept);
    if (rows.length > 0) moved.push({ table: one.table, column: one.column, rows });
  }
  return moved;
}

async function keysPointing(tx: Tx, one: Pointing, organisationId: string): Promise<Readonly<Record<string, unknown>>[]> {
  const { rows } = await sql<{ key: Readonly<Record<string, unknown>> }>`select to_jsonb(r) as key from (select ${sql.join(one.key.map((name) => sql.ref(name)))} from ${sql.table(one.table)} where ${pointingAt(one, organisationId)} for update) r`.execute(tx);
  return rows.map(({ key }) => key);
}

async function oneByOne(tx: Tx, one: Pointing, keys: readonly Readonly<Record<string, unknown>>[], from: string, to: string): Promise<Readonly<Record<string, unknown>>[]> {
  const done: Readonly<Record<string, unknown>>[] = [];
  for (const key of keys) if (await moveRows(tx, one, [key], from, to)) done.push(key);
  return done;
}

/** @returns false when a rule of the table forbids it; then nothing is changed */
async function moveRows(tx: Tx, one: Pointing, keys: readonly Readonly<Record<string, unknown>>[], from: string, to: string): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`select move_organisation_rows(${one.table}::regclass, ${one.column}::name, ${[...one.key]}::name[], ${JSON.stringify(keys)}::jsonb, ${from}::uuid, ${to}::uuid) as moved`.execute(tx);
  return rows[0]!.moved;
}

/** Gives every moved row that still points at `kept` back to `merged`. @returns how many */
export async function moveBack(tx: Tx, moved: readonly Moved[], kept: string, merged: string): Promise<number> {
  const known = await pointing(tx);
  let count = 0;
  for (const { table, column, rows } of moved) {
    const one = known.find((other) => other.table === table && other.column === column);
    if (one) count += (await moveRows(tx, one, rows, kept, merged)) ? rows.length : (await oneByOne(tx, one, rows, kept, merged)).length;
  }
  return count;
}
