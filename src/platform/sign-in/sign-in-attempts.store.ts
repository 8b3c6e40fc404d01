import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Tx } from '../database/connection.ts';
import { cookieSecret } from '../keys.ts';

/** Wrong tries that cost nothing; each after them doubles the wait, from one minute to a quarter of an hour. */
const FREE_TRIES = 5;
const LONGEST_WAIT_MINUTES = 15;
/** After this long without a try the count begins again. */
const FORGOTTEN_AFTER_HOURS = 24;

/** An address is counted under a keyed hash, known here or not, so that the table names nobody and the answer tells nothing. */
const addressHash = (email: string): Buffer => createHmac('sha256', cookieSecret()).update(`sign-in ${email.trim().toLowerCase()}`).digest();

/**
 * Counts a try at an address before the password is looked at, so that many at once are counted too.
 * @returns false when it must wait; the try is then not made
 */
export async function mayTry(database: Database, email: string): Promise<boolean> {
  return database.write(async (tx) => {
    const { rows } = await sql<{ allowed: boolean }>`insert into sign_in_attempt as a (address_hash, tries, last_at) values (${addressHash(email)}, 1, now())
      on conflict (address_hash) do update set
        tries = case when a.last_at < now() - make_interval(hours => ${FORGOTTEN_AFTER_HOURS}) then 1 when a.wait_until > now() then a.tries else a.tries + 1 end,
        wait_until = case
          when a.wait_until > now() then a.wait_until
          when a.last_at >= now() - make_interval(hours => ${FORGOTTEN_AFTER_HOURS}) and a.tries + 1 >= ${FREE_TRIES}
            then now() + make_interval(mins => least(${LONGEST_WAIT_MINUTES}, power(2, least(10, a.tries + 1 - ${FREE_TRIES}))::int))
          else null end,
        -- Moves only when the try is let through, which is how the answer below knows.
        last_at = case when a.wait_until > now() then a.last_at else now() end
      returning last_at = now() as allowed`.execute(tx);
    return rows[0]!.allowed;
  });
}

/** Begins the count of an address again: somebody proved it theirs. */
export async function forgetTries(tx: Tx, email: string): Promise<void> {
  await tx.deleteFrom('sign_in_attempt').where('address_hash', '=', addressHash(email)).execute();
}
