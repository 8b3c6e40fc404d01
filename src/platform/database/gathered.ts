import { CompiledQuery, type Insertable } from 'kysely';
import type { Read, Tx } from './connection.ts';
import type { Schema } from './schema.generated.ts';

/**
 * A question or a write that many ask at the same moment, each for a record of their own: those that travel in one wave of one
 * transaction (prompt-connection.ts) are one statement, however many ask. Asked alone it is the same statement with one record.
 *
 * It is the start of a statement, not its work, that costs most in a busy hour: PostgreSQL makes ready its plan, its checks and its
 * expressions for each (docs/benchmarks.md).
 */
export interface Gathering<Given> {
  /** Whether it changes anything that may be read. A lock does not. */
  readonly writes: boolean;
  readonly statement: (given: readonly Given[]) => { readonly text: string; readonly values: readonly unknown[] };
  /** The rows of each who asked, in the order in which they asked. */
  readonly share: (rows: readonly unknown[], given: readonly Given[]) => readonly (readonly unknown[])[];
}

/** What one asks of a gathering, as the query builder passes it on to the connection. */
export interface GatheredQuery extends CompiledQuery {
  readonly gathering: Gathering<unknown>;
  readonly given: unknown;
  /** Whether somebody needs its answer. One that nobody needs goes with the next statement, and its transaction fails if it does. */
  readonly waitedFor: boolean;
}

const gathered = <Given>(gathering: Gathering<Given>, given: Given, waitedFor: boolean): GatheredQuery => ({ ...CompiledQuery.raw(''), gathering: gathering as Gathering<unknown>, given, waitedFor });

export const isGathered = (query: CompiledQuery): query is GatheredQuery => 'gathering' in query;

/** Asks the rows about one id. */
export type Question<Row> = (read: Read, id: string) => Promise<Row[]>;

/**
 * Sent before what is asked for several at once, in its transaction: PostgreSQL then plans it once, where it would think anew each
 * time of how long the array may be. Their ids find their rows whatever their number.
 */
export const PLANNED_ONCE = "select set_config('plan_cache_mode', 'force_generic_plan', true)";

/**
 * A question about one record, which may be asked about many at once.
 * @param text the question, given how it compares an id with those that are asked about: `(asked) => ...where r.id = ${asked}`.
 * Every row says in its column `asked` which id it is about.
 * @returns a function that gives the rows about one id, none where there is nothing
 */
export function readTogether<Row>(text: (asked: string) => string): Question<Row> {
  const gathering = questionOf(text, (rows, ids) => {
    const about = Map.groupBy(rows as readonly { readonly asked: string }[], ({ asked }) => asked);
    return ids.map((id) => about.get(id) ?? []);
  });
  return async (read, id) => (await read.executeQuery<Row>(gathered(gathering, id, true))).rows;
}

/** The same for a question whose answer nobody needs, such as a lock: it is answered before whatever is asked after it. */
export function askTogether(text: (asked: string) => string): (tx: Tx, id: string) => Promise<void> {
  const gathering = questionOf(text, (_rows, ids) => ids.map(() => []));
  return async (tx, id) => void (await tx.executeQuery(gathered(gathering, id, false)));
}

/** About one record it is plain, so that PostgreSQL keeps one plan for it: of an array it thinks anew each time how long it may be. */
function questionOf(text: (asked: string) => string, share: Gathering<string>['share']): Gathering<string> {
  const [ofOne, ofMany] = [text('$1'), text('any($1)')];
  return { writes: false, statement: (ids) => (ids.length === 1 ? { text: ofOne, values: ids } : { text: ofMany, values: [ids] }), share };
}

/** The type of each value of a row, in order, under the name it has in the statement. */
type Types = Readonly<Record<string, string>>;

/**
 * A write of rows that nobody waits for: it is sent with the next statement that somebody waits for, at the latest the COMMIT, which
 * fails if it does. Of writes gathered in one wave, the kind that was asked first runs first.
 * @param types of the columns of `given`
 * @param text the statement, given a query of the rows
 */
export function writeTogether<Row extends Readonly<Record<string, unknown>>>(types: Types, text: (given: string) => string): (tx: Tx, rows: readonly Row[]) => Promise<void> {
  const gathering: Gathering<readonly Row[]> = {
    writes: true,
    statement: (given) => {
      const rows = given.flat();
      const { query, values } = rows.length === 1 ? oneRow(types, rows[0]!) : manyRows(types, rows);
      return { text: text(query), values };
    },
    share: (_rows, given) => given.map(() => []),
  };
  return async (tx, rows) => void (rows.length > 0 && (await tx.executeQuery(gathered(gathering, rows, false))));
}

function oneRow(types: Types, row: Readonly<Record<string, unknown>>) {
  const names = Object.keys(types);
  return { query: `values (${names.map((name, index) => `$${index + 1}::${types[name]!}`).join(', ')})`, values: names.map((name) => row[name]) };
}

/** One array a column, so that the statement is the same for any number of rows. Bytes travel as they are, one behind the other: an array would hold them as text, twice as long. */
function manyRows(types: Types, rows: readonly Readonly<Record<string, unknown>>[]) {
  const [values, columns, arrays]: [unknown[], string[], string[]] = [[], [], []];
  const array = (items: readonly unknown[], type: string): string => {
    const column = `c${arrays.length}`;
    arrays.push(`$${values.push(items)}::${type}[]`);
    return column;
  };
  for (const [name, type] of Object.entries(types)) {
    const items = rows.map((row) => row[name]);
    if (type !== 'bytea') columns.push(array(items, type));
    else {
      const bytes = items as readonly (Buffer | null)[];
      let from = 1;
      const starts = bytes.map((one) => (from += one?.length ?? 0) - (one?.length ?? 0));
      const all = `$${values.push(Buffer.concat(bytes.filter((one) => one !== null)))}::bytea`;
      columns.push(`substring(${all} from ${array(starts, 'int')} for ${array(bytes.map((one) => one?.length ?? null), 'int')})`);
    }
  }
  return { query: `select ${columns.join(', ')} from unnest(${arrays.join(', ')}) as given (${arrays.map((_, index) => `c${index}`).join(', ')})`, values };
}

/** Inserts rows of a table that nobody waits for: see `writeTogether`. @param ending what follows them, such as what to do on a conflict */
export function insertTogether<Table extends keyof Schema & string, Column extends keyof Insertable<Schema[Table]> & string>(table: Table, types: Readonly<Record<Column, string>>, ending = ''): (tx: Tx, rows: readonly Required<Pick<Insertable<Schema[Table]>, Column>>[]) => Promise<void> {
  return writeTogether(types, (given) => `insert into ${table} (${Object.keys(types).join(', ')}) ${given} ${ending}`.trimEnd());
}
