import { randomInt } from 'node:crypto';

/** No vowels, so no words; no letters or digits that are mistaken for each other when read aloud. */
const ALPHABET = '23456789BCDFGHJKMNPQRTVWXZ';

/** A code to read over the telephone, in groups of four: "7KQ2-MX4T". */
export function randomCode(length: number): string {
  const letters = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return letters.match(/.{1,4}/g)!.join('-');
}
