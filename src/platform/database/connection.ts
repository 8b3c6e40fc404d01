import { Kysely, PostgresDialect, Transaction, type DatabaseConnection } from 'kysely';
import pg from 'pg';
import { Desk } from './desk.ts';
import type { Question } from './gathered.ts';
import { promptConnection, type Begin } from './prompt-connection.ts';
import type { Schema } from './schema.generated.ts';

/** What a reader may use: selects only. A page's reads also run in a READ ONLY transaction, so that the database itself refuses a write from a GET. */
export type Read = Pick<
  Kysely<Schema>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'case' | 'dynamic' | 'getExecutor' | 'executeQuery'
>;

/** A transaction that may write. Passed as the first argument, never found in a global and never optional. */
export type Tx = Transaction<Schema>;

export interface Database {
  /** Runs `work` in one read-only transaction. */
  read<T>(work: (read: Read) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction, rolled back when it throws. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One question outside a transaction, for what is asked at every request: those of the same moment make one trip. */
  ask<Row>(question: Question<Row>, id: string): Promise<Row[]>;
  /** A client of its own for COPY, LISTEN and cursors. Release it. */
  client(): Promise<pg.PoolClient>;
  /** For libraries that want a pool of their own kind (sign-in, jobs). */
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

const INT8 = 20;
const DATE = 1082;
const DATE_ARRAY = 1182;
const INT8_ARRAY = 1016;

/**
 * Columns become the types the domain uses: bigint for whole pence and counts, text for exact decimals and calendar
 * dates. A date is never read as a JavaScript Date, which would move it to a time zone.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === INT8) return BigInt;
      if (oid === DATE) return (text: string) => text;
      if (oid === DATE_ARRAY) return (text: string) => text.slice(1, -1).split(',').filter(Boolean);
      if (oid === INT8_ARRAY) return (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(BigInt);
    }
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

export interface ConnectionOptions {
  /** Connections the pool may open. Twenty serve a busy site; PostgreSQL's own default allows a hundred in all. */
  readonly connections?: number;
  readonly applicationName?: string;
}

/**
 * A server of your own compiles statements that it takes for expensive, which costs more than ours take: the slices ran half as fast
 * there. The embedded one is told the same in its settings. Asked of each connection, since a pooler between refuses options at the start.
 * The pool waits for the promise, which its types do not know of.
 */
const withoutCompiling = ((client: pg.ClientBase) => client.query('set jit = off')) as (client: pg.ClientBase) => void;

/** Opens a pool on a PostgreSQL address. Nothing is sent until the first query. */
export function connect(url: string, { connections = 20, applicationName = 'wantsum' }: ConnectionOptions = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, application_name: applicationName, onConnect: withoutCompiling });
  // An idle connection lost to a database restart must not end the process; the next query opens another.
  pool.on('error', () => undefined);
  const run = transactionsOn(pool);
  const desk = new Desk(pool);
  return {
    url,
    pool,
    read: (work) => run('start transaction read only', work),
    write: (work) => run('begin', work),
    ask: (question, id) => desk.ask(question, id),
    client: () => pool.connect(),
    close: () => pool.end(),
  };
}

/**
 * Runs work in transactions. The query builder's own would let a transaction ask one question at a time; here those that are asked
 * together (`Promise.all`) travel together, in the order in which they were asked.
 */
function transactionsOn(pool: pg.Pool): <T>(begin: Begin, work: (tx: Tx) => Promise<T>) => Promise<T> {
  const dialect = new PostgresDialect({ pool: { connect: () => Promise.reject(new Error('a statement outside a transaction')), end: () => Promise.resolve(), options: pool.options } });
  const driver = dialect.createDriver();
  const executor = new Kysely<Schema>({ dialect }).getExecutor();
  return async (begin, work) => {
    const client = await pool.connect();
    const connection = promptConnection(client);
    let ended = false;
    const provider = {
      provideConnection: async <Answer>(consumer: (connection: DatabaseConnection) => Promise<Answer>): Promise<Answer> => {
        if (ended) throw new Error('a statement after the end of its transaction');
        return consumer(connection);
      },
    };
    const tx = new Transaction<Schema>({ config: { dialect }, dialect, driver, executor: executor.withConnectionProvider(provider) });
    let lost = false;
    try {
      connection.begin(begin);
      const result = await work(tx);
      ended = true;
      await connection.commit();
      return result;
    } catch (problem) {
      ended = true;
      await connection.rollback().catch(() => (lost = true));
      throw problem;
    } finally {
      client.release(lost);
    }
  };
}
