import { createCipheriv, createDecipheriv, createHmac, randomBytes, type KeyObject } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** 32 bytes, or the same made ready: a key that is used again and again costs a fifth as a `KeyObject`. */
export type Key = Buffer | KeyObject;

/** A fresh key for `encrypt`: 32 random bytes. */
export const newKey = (): Buffer => randomBytes(KEY_BYTES);

/** Drawn for many at a time, since drawing costs as much as sealing a short text does. Each is used once. */
const NONCES_DRAWN = 256;
let nonces = Buffer.alloc(0);
function newNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCES_DRAWN * NONCE_BYTES);
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

/**
 * AES-256-GCM with a fresh nonce in front and the tag behind.
 * @param context what the ciphertext is, such as `bid:<id>:quality:lots`. It is bound in but not stored: a row copied to another place does not open there.
 */
export function encrypt(key: Key, plain: Buffer, context = ''): Buffer {
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The reverse of `encrypt`. Throws when the key or the context is another, or a bit was changed. */
export function decrypt(key: Key, sealed: Buffer, context = ''): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
}

/** A value that only a holder of the key can make, always the same for one context. Says nothing of the key. */
export const derived = (key: Key, context: string): string => createHmac('sha256', key).update(context).digest('base64url');
