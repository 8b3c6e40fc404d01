import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isGathered, type GatheredQuery, type Gathering } from './gathered.ts';
import { Wave, type Answered, type Asked } from './wave.ts';

/** How a transaction opens. */
export type Begin = 'begin' | 'start transaction read only';

/**
 * How the query builder speaks to PostgreSQL within a transaction: the same statements in the same order, in fewer trips.
 *
 * A trip costs more than most of our statements (docs/benchmarks.md), so:
 * 1. statements that are asked together (`Promise.all`) are sent as one wave, and PostgreSQL runs them in that order;
 * 2. BEGIN travels with the first statement of its transaction, and a statement marked `notWaitedFor` with the one after it;
 * 3. a short statement that comes again and again is prepared once a connection instead of parsed and described each time.
 */
export interface PromptConnection extends DatabaseConnection {
  /** Opens a transaction. Nothing is sent before its first statement. */
  begin(text: Begin): void;
  /** Throws the problem of any statement of the transaction that nobody waited for. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Streams a `copy ... from stdin` after what was asked before it. @returns rows stored */
  copyIn(statement: string, chunks: AsyncIterable<string | Buffer>): Promise<number>;
}

/** What `notWaitedFor` ends a statement with. */
export const MARK = '/* not waited for */';
/**
 * Ends a statement whose answer nobody needs: it is sent with the next one, never later than the COMMIT. PostgreSQL still runs it
 * first, and if it fails the transaction cannot commit: the next statement, or the COMMIT, throws its problem.
 * Only in a write transaction, and never on a statement whose row count matters.
 */
export const notWaitedFor = sql.raw(` ${MARK}`);

/** The connection of a client; always the same one. */
export function promptConnection(client: pg.PoolClient): PromptConnection {
  const known = connections.get(client);
  if (known) return known;
  const made = new ClientConnection(client);
  connections.set(client, made);
  return made;
}
const connections = new WeakMap<pg.PoolClient, PromptConnection>();

const NOTHING: QueryResult<never> = { rows: [] };
const COUNTED: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

class ClientConnection implements PromptConnection {
  readonly #client: pg.PoolClient;
  /** Asked, not sent yet. */
  #waiting: (Asked | OpenGathering)[] = [];
  /** What the first statement that failed in this transaction said: those behind it say only that the transaction is aborted. */
  #failed: Error | null = null;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    // A connection that is lost fails what was asked on it; unheard, it would end the process as well.
    client.on('error', () => undefined);
  }

  begin(text: Begin): void {
    this.#failed = null;
    this.#heedless(this.#ask(text, []));
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (isGathered(query)) return this.#gather<Row>(query);
    const { sql: text, parameters } = query;
    const asked = this.#ask(text, parameters);
    if (text.endsWith(MARK)) {
      this.#heedless(asked);
      return NOTHING;
    }
    // Whatever else is asked in this turn goes in the same wave.
    process.nextTick(this.#send);
    const { command, rowCount, rows } = await this.#heed(asked);
    return COUNTED.has(command) ? { rows: rows as Row[], numAffectedRows: BigInt(rowCount) } : { rows: rows as Row[] };
  }

  async #gather<Row>({ gathering, given, waitedFor }: GatheredQuery): Promise<QueryResult<Row>> {
    const rows = this.#openFor(gathering).join(given);
    if (!waitedFor) {
      this.#heedless(rows);
      return NOTHING;
    }
    process.nextTick(this.#send);
    return { rows: (await this.#heed(rows)) as Row[] };
  }

  /**
   * The gathering of this kind that waits to be sent, or a new one at the end. Whoever joins one that waits already passes what stands
   * behind it: that may only be others of the kind, and for a question no write, since it may be about what was written.
   */
  #openFor(gathering: Gathering<unknown>): OpenGathering {
    for (const one of this.#waiting.toReversed()) {
      if (!(one instanceof OpenGathering)) break;
      if (one.gathering === gathering) return one;
      if (one.gathering.writes && !gathering.writes) break;
    }
    const made = new OpenGathering(gathering);
    this.#waiting.push(made);
    return made;
  }

  async commit(): Promise<void> {
    if (this.#failed !== null) throw this.#failed;
    const { command } = await this.#now('commit');
    // PostgreSQL answers the COMMIT of an aborted transaction with ROLLBACK.
    if (this.#failed !== null || command !== 'COMMIT') throw this.#failed ?? new Error('the transaction was aborted');
  }

  async rollback(): Promise<void> {
    await this.#now('rollback');
  }

  async copyIn(statement: string, chunks: AsyncIterable<string | Buffer>): Promise<number> {
    this.#send();
    const into = this.#client.query(copyFrom(statement));
    try {
      await pipeline(Readable.from(chunks), into);
    } catch (problem) {
      throw this.#remember(problem as Error);
    }
    return into.rowCount;
  }

  streamQuery(): never {
    throw new Error('a cursor needs a client of its own');
  }

  #ask(text: string, values: readonly unknown[]): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const name = preparedName(text);
      this.#waiting.push({ text, values, name, resolve, reject });
    });
  }

  #now(text: string): Promise<Answered> {
    const asked = this.#ask(text, []);
    this.#send();
    return this.#heed(asked);
  }

  async #heed<Answer>(asked: Promise<Answer>): Promise<Answer> {
    try {
      return await asked;
    } catch (problem) {
      throw this.#remember(problem as Error);
    }
  }

  #heedless(asked: Promise<unknown>): void {
    asked.catch((problem: Error) => this.#remember(problem));
    // Whoever is slow to send the next statement does not hold this one back.
    setImmediate(this.#send);
  }

  #remember(problem: Error): Error {
    if (this.#failed === null) Error.captureStackTrace(problem);
    this.#failed ??= problem;
    return this.#failed;
  }

  readonly #send = (): void => {
    if (this.#waiting.length === 0) return;
    this.#client.query(new Wave(this.#client, this.#waiting.map((one) => (one instanceof OpenGathering ? one.close() : one))));
    this.#waiting = [];
  };
}

/** A statement that is still being joined. */
class OpenGathering {
  readonly gathering: Gathering<unknown>;
  readonly #given: unknown[] = [];
  readonly #those: { resolve(rows: readonly unknown[]): void; reject(problem: Error): void }[] = [];

  constructor(gathering: Gathering<unknown>) {
    this.gathering = gathering;
  }

  join(given: unknown): Promise<readonly unknown[]> {
    this.#given.push(given);
    return new Promise((resolve, reject) => this.#those.push({ resolve, reject }));
  }

  /** The one statement for all who joined. */
  close(): Asked {
    const { text, values } = this.gathering.statement(this.#given);
    return {
      // Of ids only, whatever stands in it: one plan serves them all.
      text, values, name: preparedName(text, true),
      resolve: ({ rows }) => {
        const shares = this.gathering.share(rows, this.#given);
        for (const [index, one] of this.#those.entries()) one.resolve(shares[index]!);
      },
      reject: (problem) => this.#those.forEach((one) => one.reject(problem)),
    };
  }
}

const OFTEN = 3;
const MOST_PREPARED = 300;
const MOST_SEEN = 2000;
const LONGEST = 8192;
const STAR = /(?:^|[\s,.])\*/;
const BY_VALUES = /@@|<%|\blimit\b|\bgroup by\b/;
const seen = new Map<string, number>();
const FROM_THE_START: readonly (readonly [string, string])[] = ['begin', 'start transaction read only', 'commit', 'rollback'].map((text, index) => [text, `wantsum_${index + 1}`]);
const prepared = new Map(FROM_THE_START);

/** As in a process just started. Before the first connection is opened: those that are open know a name by its former statement. */
export function forgetPreparedForTests(): void {
  seen.clear();
  prepared.clear();
  for (const [text, name] of FROM_THE_START) prepared.set(text, name);
}

/**
 * The name under which a statement is prepared, or undefined where it is not. Left out are:
 * - a star: a column added by the next version would break it ("cached plan must not change result type");
 * - searches, pages and sums over many rows (`@@`, `<%`, `limit`, `group by`): their best plan depends on the values, and a prepared one may be planned without
 *   them (spending by sector took three times as long prepared: docs/benchmarks.md);
 * - what is long, rare, or past the three hundredth, so that no connection's memory grows with what visitors ask.
 * @param ofIds it asks of ids alone, so its best plan depends on no value
 */
function preparedName(text: string, ofIds = false): string | undefined {
  const name = prepared.get(text);
  if (name !== undefined) return name;
  const own = text.endsWith(MARK) ? text.slice(0, -MARK.length) : text;
  if (text.length > LONGEST || prepared.size >= MOST_PREPARED || !/^\s*(?:select|insert|update|delete|with)\b/.test(own) || STAR.test(own) || (!ofIds && BY_VALUES.test(own))) return undefined;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < OFTEN) {
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  prepared.set(text, `wantsum_${prepared.size + 1}`);
  return prepared.get(text);
}
