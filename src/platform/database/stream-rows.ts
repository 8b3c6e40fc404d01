import type { RawBuilder } from 'kysely';
import type { Database } from './connection.ts';

const ROWS_A_FETCH = 500;

/**
 * Every row of a question, a few hundred at a time, in one snapshot: the memory it takes does not grow with the answer. A reader who goes
 * away in the middle costs nothing: the transaction is rolled back and the connection given back.
 */
export async function* streamRows<Row extends object>(database: Database, question: RawBuilder<Row>): AsyncGenerator<readonly Row[]> {
  const compiled = await database.read(async (read) => question.compile(read));
  const client = await database.client();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await client.query(`declare streamed_rows no scroll cursor for ${compiled.sql}`, [...compiled.parameters]);
    for (;;) {
      const { rows } = await client.query<Row>(`fetch ${ROWS_A_FETCH} from streamed_rows`);
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_A_FETCH) return;
    }
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}
