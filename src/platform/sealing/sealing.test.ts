import { expect, test } from 'vitest';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { useKeysForTests } from '../keys.ts';
import { newWrappedPair, openIdentity, unwrapWith, wrapFor } from './age-wrap.ts';
import { decrypt, derived, encrypt, newKey } from './cipher.ts';

useKeysForTests();

test('what is sealed opens with the same key in the same place only', () => {
  const key = newKey();
  const sealed = encrypt(key, Buffer.from('our price is £812,377'), 'bid:1:price:prices');
  expect(decrypt(key, sealed, 'bid:1:price:prices').toString()).toBe('our price is £812,377');
  expect(() => decrypt(key, sealed, 'bid:2:price:prices')).toThrow();
  expect(() => decrypt(newKey(), sealed, 'bid:1:price:prices')).toThrow();
  expect(sealed.includes(Buffer.from('812,377'))).toBe(false);
});

test('one changed bit, or a missing end, is noticed', () => {
  const key = newKey();
  const sealed = encrypt(key, Buffer.from('words'), 'x');
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(() => decrypt(key, changed, 'x')).toThrow();
  }
  expect(() => decrypt(key, sealed.subarray(0, sealed.length - 1), 'x')).toThrow();
});

test('the same words never look the same twice', () => {
  const key = newKey();
  expect(encrypt(key, Buffer.from('same')).equals(encrypt(key, Buffer.from('same')))).toBe(false);
});

test('a key wrapped for one pair does not open with another', async () => {
  const [one, other] = [await newWrappedPair('organisation:one'), await newWrappedPair('organisation:other')];
  const key = newKey();
  const wrapped = await wrapFor(one.recipient, key);
  expect((await unwrapWith(openIdentity(one.wrappedIdentity, 'organisation:one'), wrapped)).equals(key)).toBe(true);
  await expect(unwrapWith(openIdentity(other.wrappedIdentity, 'organisation:other'), wrapped)).rejects.toThrow();
  expect(() => openIdentity(one.wrappedIdentity, 'organisation:other')).toThrow();
});

test('a wrapped key is an age file, so that other tools can open it with the identity', async () => {
  const identity = await generateX25519Identity();
  const wrapped = await wrapFor(await identityToRecipient(identity), newKey());
  expect(wrapped.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  expect(wrapped.toString('latin1')).toContain('-> X25519 ');
});

test('a derived value is the same again and differs by key and context', () => {
  const key = newKey();
  expect(derived(key, 'a')).toBe(derived(key, 'a'));
  expect(derived(key, 'a')).not.toBe(derived(key, 'b'));
  expect(derived(key, 'a')).not.toBe(derived(newKey(), 'a'));
});
