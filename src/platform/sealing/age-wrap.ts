import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { siteKey } from '../keys.ts';
import { decrypt, encrypt } from './cipher.ts';

/** A pair of age X25519 keys: anyone may wrap for the recipient, only the identity unwraps. The identity is stored wrapped by the site's key. */
export interface WrappedPair {
  readonly recipient: string;
  readonly wrappedIdentity: Buffer;
}

/** @param context whose the pair is, such as `organisation:<id>`; the wrapped identity opens in that place only */
export async function newWrappedPair(context: string): Promise<WrappedPair> {
  const identity = await generateX25519Identity();
  return { recipient: await identityToRecipient(identity), wrappedIdentity: encrypt(siteKey(), Buffer.from(identity), context) };
}

/** The identity as age writes it, `AGE-SECRET-KEY-1...`. Throws when the site's key is another. */
export const openIdentity = (wrappedIdentity: Buffer, context: string): string => decrypt(siteKey(), wrappedIdentity, context).toString();

/** Wraps a key for a recipient, as a small age file that any age tool reads. About half a millisecond (docs/decisions/sealing.md). */
export async function wrapFor(recipient: string, key: Buffer): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(key));
}

/** Throws when the identity is not the recipient's. */
export async function unwrapWith(identity: string, wrapped: Buffer): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(wrapped));
}
