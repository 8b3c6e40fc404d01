/** "Total Contract Value (£)" and "total_contract-value" are one heading. */
export const plainHeading = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}+/gu, '').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replaceAll(/[£$€#*]/g, ' ').replaceAll('&', ' and ').replaceAll(/[^a-z0-9]+/g, ' ').trim();

/** A heading without its spaces: "Contract Title" and "ContractTitle" are one. */
export const squeezedHeading = (text: string): string => plainHeading(text).replaceAll(' ', '');

const FILLERS = new Set(['the', 'of', 'a', 'an', 'and', 'or', 'to', 'in', 'for', 'is', 'if', 'gbp', 'please', 'dd', 'mm', 'yyyy', 'yy', 'y', 'n']);

/** A heading's words that say something. */
export const headingWords = (text: string): string[] => plainHeading(text).split(' ').filter((word) => word !== '' && !FILLERS.has(word));

/** Shared words over all words; never as sure as a heading that is known. */
export function headingLikeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared++;
  return shared === one.size && shared === other.size ? 0.95 : (shared / (one.size + other.size - shared)) * 0.9;
}

/** Words cut from one that was written without spaces ("paydate"), and mistyped ones put right, by a list of the words there are. */
export function wordsApart(plain: string, known: ReadonlySet<string>): string[] {
  return plain.split(' ').filter((word) => word !== '').flatMap((word) => (known.has(word) || word.length < 5 ? [word] : (cutApart(word, known) ?? [righted(word, known)])));
}

function cutApart(word: string, known: ReadonlySet<string>): string[] | null {
  if (word.length > 60) return null;
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 16); start < end; start++) {
      const piece = word.slice(start, end);
      const before = best[start];
      if (!before || !known.has(piece) || (best[end] && best[end]!.length <= before.length + 1)) continue;
      best[end] = [...before, piece];
    }
  }
  const found = best[word.length];
  // A word of many short pieces is chance, not a heading written together.
  return found && found.every((piece) => piece.length >= 2) && word.length / found.length >= 3 ? found : null;
}

function righted(word: string, known: ReadonlySet<string>): string {
  if (word.length < 6) return word;
  for (const one of known) if (one.length >= 6 && one[0] === word[0] && Math.abs(one.length - word.length) <= 1 && nearlyEqual(one, word)) return one;
  return word;
}

/** Whether one letter added, left out, changed or swapped makes one word the other. */
function nearlyEqual(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let back = 0;
  while (back < Math.min(one.length, other.length) - start && one.at(-1 - back) === other.at(-1 - back)) back++;
  const [left, right] = [one.length - start - back, other.length - start - back];
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
}
