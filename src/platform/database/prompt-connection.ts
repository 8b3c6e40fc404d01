import { sql } from 'kysely';
import type pg from 'pg';

/**
 * How the query builder speaks to PostgreSQL: the same statements in the same order, in fewer trips.
 *
 * A trip costs more than most of our statements (docs/benchmarks.md), so:
 * 1. BEGIN travels with the first statement of its transaction, and a statement marked `notWaitedFor` with the one after it.
 * 2. A short statement that comes again and again is prepared once a connection instead of parsed each time.
 */
export interface PromptConnection {
  query<Row>(text: string, values: readonly unknown[]): Promise<Answered<Row>>;
  release(problem?: boolean): void;
  readonly processID: number;
}

interface Answered<Row> { readonly command: 'INSERT'; readonly rowCount: number; readonly rows: Row[] }

/** What of the driver's client is used beyond its published types. */
interface Driver {
  pipeline: boolean;
  readonly processID: number;
  readonly connection: { readonly stream: { cork(): void; uncork(): void; destroy(): void } };
}

const MARK = '/* not waited for */';

/**
 * Ends a statement whose answer nobody needs: it is sent with the next one, never later than the COMMIT. PostgreSQL still runs it
 * first, and if it fails the transaction cannot commit: the next statement, or the COMMIT, throws its problem.
 * Only in a write transaction, and never on a statement whose row count matters.
 */
export const notWaitedFor = sql.raw(` ${MARK}`);

const BEGINS: ReadonlySet<string> = new Set(['begin', 'start transaction read only']);
const ENDS: ReadonlySet<string> = new Set(['commit', 'rollback']);

/** The connection of a client; always the same one, for the builder keeps state by it. */
export function promptConnection(client: pg.PoolClient): PromptConnection {
  const known = connections.get(client);
  if (known) return known;
  const made = makeConnection(client);
  connections.set(client, made);
  return made;
}
const connections = new WeakMap<pg.PoolClient, PromptConnection>();

function makeConnection(client: pg.PoolClient): PromptConnection {
  const driver = client as unknown as Driver;
  const { stream } = driver.connection;
  /** What a statement that nobody waited for has thrown, since the transaction began. */
  let failed: unknown = null;
  let corked = false;
  const uncork = () => {
    if (!corked) return;
    corked = false;
    stream.uncork();
  };
  const cork = () => {
    if (corked) return;
    corked = true;
    stream.cork();
    // Whoever is slow to send the next statement does not hold this one back.
    setImmediate(uncork);
  };
  const send = (text: string, values: readonly unknown[]) => {
    const name = values.length === 0 ? undefined : preparedName(text);
    return (values.length === 0 ? client.query(text) : client.query({ text, values: [...values], ...(name ? { name } : {}) })) as unknown as Promise<Answered<never>>;
  };
  const sendAhead = (text: string, values: readonly unknown[]): Answered<never> => {
    cork();
    send(text, values).catch((problem: unknown) => {
      failed ??= problem;
      // Without its BEGIN, what follows would be committed statement by statement.
      if (BEGINS.has(text)) stream.destroy();
    });
    return { command: '' as 'INSERT', rowCount: 0, rows: [] };
  };
  return {
    get processID() { return driver.processID; },
    release: (problem) => client.release(problem),
    async query<Row>(text: string, values: readonly unknown[]): Promise<Answered<Row>> {
      if (BEGINS.has(text)) {
        failed = null;
        // Between BEGIN and the end only: COPY, LISTEN and cursors, which a pipeline cannot carry, are given clients of their own.
        driver.pipeline = true;
        return sendAhead(text, values);
      }
      if (driver.pipeline && text.endsWith(MARK)) return sendAhead(text, values);
      const answer = send(text, values);
      uncork();
      try {
        const answered = await answer;
        if (failed !== null && text === 'commit') throw failed;
        return answered;
      } catch (problem) {
        throw failed ?? problem;
      } finally {
        if (ENDS.has(text)) driver.pipeline = false;
      }
    },
  };
}

const OFTEN = 3;
const MOST_PREPARED = 300;
const MOST_SEEN = 2000;
const LONGEST = 8192;
const seen = new Map<string, number>();
const prepared = new Map<string, string>();

/**
 * The name under which a statement is prepared, or undefined where it is not. Left out are:
 * - a star: a column added by the next version would break it ("cached plan must not change result type");
 * - searches and pages (`@@`, `<%`, `limit`): their best plan depends on the words, and a prepared one may be planned without them;
 * - what is long, rare, or past the three hundredth, so that no connection's memory grows with what visitors ask.
 */
function preparedName(text: string): string | undefined {
  const name = prepared.get(text);
  if (name !== undefined) return name;
  if (text.length > LONGEST || prepared.size >= MOST_PREPARED || !/^\s*(?:select|insert|update|delete|with)\b/.test(text) || /(?:^|[\s,.])\*|@@|<%|\blimit\b/.test(text)) return undefined;
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
