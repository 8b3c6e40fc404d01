import type { PersonId } from '#kernel/ids';
import type { Read, Tx } from '../database/connection.ts';
import { siteKey } from '../keys.ts';
import { decrypt, encrypt, newKey } from '../sealing/cipher.ts';

/** Encrypts values about a person under that person's own key, made on first use. */
export async function sealPersonal(tx: Tx, personId: PersonId, values: Readonly<Record<string, unknown>>): Promise<Buffer> {
  await tx
    .insertInto('personal_key')
    .values({ person_id: personId, wrapped_key: encrypt(siteKey(), newKey()) })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .execute();
  const key = await personalKey(tx, personId);
  if (!key) throw new Error('the personal key that was just made is not there');
  return encrypt(key, Buffer.from(JSON.stringify(values)));
}

/** @returns null when the person's key was erased, and their values with it */
export async function openPersonal(read: Read, personId: PersonId, sealed: Buffer): Promise<Record<string, unknown> | null> {
  const key = await personalKey(read, personId);
  return key ? (JSON.parse(decrypt(key, sealed).toString()) as Record<string, unknown>) : null;
}

async function personalKey(read: Read, personId: PersonId): Promise<Buffer | null> {
  const row = await read.selectFrom('personal_key').select('wrapped_key').where('person_id', '=', personId).executeTakeFirst();
  return row ? decrypt(siteKey(), row.wrapped_key) : null;
}
