import { COMMON_PASSWORDS } from './common-passwords.ts';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/**
 * What is wrong with a password somebody chose, as a sentence, or null. Length counts and no mixture of characters is asked for
 * (National Cyber Security Centre, "Password policy: updating your approach").
 * @param about words a guesser would try first, such as the person's own address and name
 */
export function passwordProblem(password: string, about: readonly string[] = []): string | null {
  const length = [...password].length;
  if (length === 0) return 'Enter a password';
  if (length < SHORTEST_PASSWORD) return `Password must be ${SHORTEST_PASSWORD} characters or more. Three random words make a good one`;
  if (length > LONGEST_PASSWORD) return `Password must be ${LONGEST_PASSWORD} characters or fewer`;
  const plain = password.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
  if (isEverywhere(plain)) return 'Choose a password that is harder to guess: this one is on lists of common passwords';
  const own = about.flatMap((text) => [text, text.split('@')[0] ?? '']).map((text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ''));
  if (own.some((word) => word.length >= 4 && leftOver(plain, word) < 4)) return 'Choose a password that does not rest on your name or email address';
  return null;
}

/** What is left of a password once a word and the digits around it are taken away. */
const leftOver = (plain: string, word: string): number => (plain.includes(word) ? plain.replaceAll(word, '').replaceAll(/\d/g, '').length : Infinity);

function isEverywhere(plain: string): boolean {
  if (new Set(plain).size < 4) return true;
  const letters = plain.replaceAll(/^\d+|\d+$/g, '');
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(letters)) return true;
  // The same short piece again and again: "wantsumwantsum", "123412341234".
  if (/^(.{1,8})\1+.{0,2}$/u.test(plain)) return true;
  return isRun(plain);
}

/** Digits or letters in order, either way, or along a row of the keyboard. */
function isRun(plain: string): boolean {
  const rows = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm', 'q1w2e3r4t5y6u7i8o9p0', '1q2w3e4r5t6y7u8i9o0p'];
  return rows.some((row) => row.startsWith(plain) || row.includes(plain) || plain.startsWith(row.slice(0, Math.max(9, plain.length - 3))));
}
