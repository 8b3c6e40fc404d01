import { GENERIC, PEOPLES_NAMES, PLACES } from './name-words.data.ts';
import { isDistinctive, singular } from './read-name.ts';

export type Edit = { readonly kind: 'doubled' | 'swapped' | 'vowel' | 'letter-more' | 'letter-other'; readonly at: number };

/** The one edit by which two words differ, or null when there are none or more. */
export function oneEdit(a: string, b: string): Edit | null {
  if (a === b || Math.abs(a.length - b.length) > 1) return null;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < long.length) {
    if (short.slice(at) !== long.slice(at + 1)) return null;
    return { kind: long[at] === long[at - 1] || long[at] === long[at + 1] ? 'doubled' : 'letter-more', at };
  }
  if (a.slice(at + 1) === b.slice(at + 1)) return { kind: isVowel(a[at]!) && isVowel(b[at]!) ? 'vowel' : 'letter-other', at };
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2) ? { kind: 'swapped', at } : null;
}

const isVowel = (letter: string): boolean => 'aeiouy'.includes(letter);

/**
 * Whether one of two words is probably the other mistyped, and how sure that is (0 to 1), seen with the words that both names share.
 * Names of people and places that differ by a letter are more often two people and two places.
 */
export function misspelling(a: string, b: string, shared: readonly string[]): number | null {
  const length = Math.min(a.length, b.length);
  const edit = length >= 5 && !/\d/.test(a + b) ? oneEdit(a, b) : null;
  if (!edit || edit.at === 0) return null;
  const aKnown = isKnown(a), bKnown = isKnown(b);
  if (aKnown && bKnown) return isPeople(a, b) && edit.kind === 'doubled' && length >= 7 && shared.length >= 2 ? 0.8 : null;
  const helped = shared.some(isDistinctive) ? 2 : shared.length >= 2 ? 1 : 0;
  if (aKnown || bKnown) {
    const known = aKnown ? a : b;
    if (!GENERIC.has(singular(known))) return edit.kind === 'doubled' && length >= 7 && helped > 0 ? 0.8 : null;
    // A long common word is never another's name: all else being the same, it is mistyped.
    return length >= 6 && shared.length > 0 && known.length >= 7 ? 0.88 : length >= 6 && helped === 2 ? 0.85 : null;
  }
  if (edit.kind === 'doubled' || edit.kind === 'swapped') return length >= 6 && (shared.length > 0 || length >= 8) ? 0.88 : null;
  if (edit.kind === 'letter-other') return length >= 8 && helped === 2 && edit.at >= 3 ? 0.78 : null;
  // A letter more at the end may make another name: "Marsden", "Marsdens".
  const isAtEnd = edit.at >= length;
  if (isAtEnd) return length >= 7 && helped === 2 ? 0.8 : null;
  return edit.at >= 3 && ((length >= 7 && helped >= 1) || (length >= 9 && shared.length > 0)) ? 0.82 : null;
}

const isKnown = (word: string): boolean => GENERIC.has(singular(word)) || GENERIC.has(word) || PLACES.has(word) || PEOPLES_NAMES.has(word);
const isPeople = (a: string, b: string): boolean => PEOPLES_NAMES.has(a) && PEOPLES_NAMES.has(b);
