import { createHash, randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '../database/connection.ts';

const PROVIDER = 'credential';

export type LinkPurpose = 'set-password' | 'confirm-email';

/** Sets a person's password, hashed as the sign-in library hashes (scrypt), in the caller's transaction. */
export async function setPassword(tx: Tx, personId: PersonId, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await tx
    .insertInto('sign_in_account')
    .values({ id: newId<'sign_in_account'>(), user_id: personId, account_id: personId, provider_id: PROVIDER, password: hash })
    .onConflict((conflict) => conflict.columns(['provider_id', 'account_id']).doUpdateSet({ password: hash, updated_at: sql`now()` }))
    .execute();
}

/** True when this is the person's password. */
export async function passwordIs(read: Read, personId: PersonId, password: string): Promise<boolean> {
  const row = await read.selectFrom('sign_in_account').select('password').where('user_id', '=', personId).where('provider_id', '=', PROVIDER).executeTakeFirst();
  return row?.password ? verifyPassword({ hash: row.password, password }) : false;
}

/** Signs a person out everywhere: their next request finds no session. */
export async function endSessions(tx: Tx, personId: PersonId): Promise<void> {
  await tx.deleteFrom('sign_in_session').where('user_id', '=', personId).execute();
}

/** Takes away every means of signing in: password, codes, links and sessions. */
export async function removeSignIn(tx: Tx, personId: PersonId): Promise<void> {
  await endSessions(tx, personId);
  await tx.deleteFrom('sign_in_account').where('user_id', '=', personId).execute();
  await removeTwoFactor(tx, personId);
  await tx.deleteFrom('sign_in_link').where('person_id', '=', personId).execute();
}

/** Sign-in codes are off, and the app and the recovery codes are worth nothing. @returns whether they were on */
export async function removeTwoFactor(tx: Tx, personId: PersonId): Promise<boolean> {
  const { two_factor_enabled: wasOn } = await tx.selectFrom('person').select('two_factor_enabled').where('id', '=', personId).executeTakeFirstOrThrow();
  await tx.deleteFrom('sign_in_two_factor').where('user_id', '=', personId).execute();
  await tx.updateTable('person').set({ two_factor_enabled: false }).where('id', '=', personId).execute();
  return wasOn ?? false;
}

export const newToken = (): string => randomBytes(32).toString('base64url');
/** What is kept of a token that was sent by mail. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Makes a link for one person and purpose, good for some hours; earlier ones for the same stop working. @returns the token to put in the mail */
export async function makeLink(tx: Tx, purpose: LinkPurpose, personId: PersonId, hours: number): Promise<string> {
  const token = newToken();
  await tx.deleteFrom('sign_in_link').where('person_id', '=', personId).where('purpose', '=', purpose).execute();
  await tx
    .insertInto('sign_in_link')
    .values({ token_hash: tokenHash(token), purpose, person_id: personId, expires_at: sql`wantsum_clock() + make_interval(hours => ${hours})` })
    .execute();
  return token;
}

/** Whose link this is, while it holds. */
export async function linkPerson(read: Read, purpose: LinkPurpose, token: string): Promise<{ readonly personId: PersonId; readonly name: string; readonly email: string } | null> {
  const row = await read
    .selectFrom('sign_in_link as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .select(['p.id', 'p.name', 'p.email'])
    .where('l.token_hash', '=', tokenHash(token))
    .where('l.purpose', '=', purpose)
    .where('l.expires_at', '>', sql<Date>`wantsum_clock()`)
    .where('p.state', '=', 'active')
    .executeTakeFirst();
  return row ? { personId: row.id as PersonId, name: row.name, email: row.email } : null;
}

/** Uses a link up. Of two at once one gets it. @returns null when it is unknown, used or too old */
export async function useLink(tx: Tx, purpose: LinkPurpose, token: string): Promise<{ readonly personId: PersonId; readonly name: string; readonly email: string } | null> {
  const person = await linkPerson(tx, purpose, token);
  if (!person) return null;
  const used = await tx.deleteFrom('sign_in_link').where('token_hash', '=', tokenHash(token)).executeTakeFirst();
  return used.numDeletedRows === 1n ? person : null;
}
