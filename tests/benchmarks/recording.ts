import type { CompiledQuery } from 'kysely';
import type { Database } from '#platform/database/connection';
import { promptConnection } from '#platform/database/prompt-connection';

export interface Statement { readonly text: string; readonly values: readonly unknown[] }
type Asks = (this: object, query: CompiledQuery) => Promise<unknown>;

/** What is asked of the database in this process while some work runs, without BEGIN and COMMIT. One piece of work at a time. */
export async function statementsDuring(database: Database, work: () => Promise<unknown>): Promise<Statement[]> {
  const asked: Statement[] = [];
  const client = await database.client();
  const everyConnection = Object.getPrototypeOf(promptConnection(client)) as { executeQuery: Asks };
  client.release();
  // oxlint-disable-next-line typescript/unbound-method -- put back below, and called on its own connection
  const before = everyConnection.executeQuery;
  everyConnection.executeQuery = function record(query) {
    asked.push({ text: query.sql, values: query.parameters });
    return before.call(this, query);
  };
  try {
    await work();
  } finally {
    everyConnection.executeQuery = before;
  }
  return asked;
}
