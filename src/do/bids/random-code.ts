import { randomBytes } from 'node:crypto';

/** No vowels, so no words; no letters or digits that are mistaken for each other when read aloud. */
const ALPHABET = '23456789BCDFGHJKMNPQRTVWXZ';

/** Bytes from here up are passed over, so that every letter is as likely as another. */
const FAIR_BELOW = 256 - (256 % ALPHABET.length);

/** A code to read over the telephone, in groups of four: "7KQ2-MX4T". */
export function randomCode(length: number): string {
  let letters = '';
  while (letters.length < length) for (const byte of randomBytes(length * 2)) if (byte < FAIR_BELOW) letters += ALPHABET[byte % ALPHABET.length];
  return letters.slice(0, length).match(/.{1,4}/g)!.join('-');
}
