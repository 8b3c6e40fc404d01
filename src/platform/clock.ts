import { sql } from 'kysely';
import type { Database, Read } from './database/connection.ts';

/** The clock as the migration wrote it. Anything else has been put in its place by a test or by the demonstration loader. */
const TRUE_CLOCK = 'select clock_timestamp()';

/** The present instant by the database's clock, the only clock that decides anything. It moves within a transaction. */
export async function readClock(read: Read): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select wantsum_clock() as now`.execute(read);
  return rows[0]!.now;
}

/** True while something other than the real clock answers. A production start is refused then. */
export async function clockIsReplaced(read: Read): Promise<boolean> {
  const { rows } = await sql<{ prosrc: string }>`select prosrc from pg_proc where proname = 'wantsum_clock'`.execute(read);
  return rows[0]?.prosrc.trim() !== TRUE_CLOCK;
}

/**
 * Sets the clock to an instant from which it goes on running. For tests and the demonstration loader only.
 * The offset is fixed in the function's own text, so every process on the database agrees at once.
 */
export async function replaceClock(database: Database, instant: Date): Promise<void> {
  const offsetMilliseconds = instant.getTime() - Date.now();
  await database.pool.query(`create or replace function wantsum_clock() returns timestamptz language sql volatile parallel safe as $$ select clock_timestamp() + interval '${offsetMilliseconds} milliseconds' $$`);
}

/** Puts the real clock back. */
export async function restoreClock(database: Database): Promise<void> {
  await database.pool.query(`create or replace function wantsum_clock() returns timestamptz language sql volatile parallel safe as '${TRUE_CLOCK}'`);
}
