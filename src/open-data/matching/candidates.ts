import { TRADES } from './name-words.data.ts';
import { isDistinctive, readName, type Reading, type ReadName } from './read-name.ts';
import { oneEdit } from './spelling.ts';

/** In a block larger than this, each is compared with its first members only: they stand for the rest. */
const COMPARED_WITH_ALL = 40;
const STANDS_FOR_BLOCK = 10;
/** A name that is the beginning of more than this many is nobody's in particular. */
const BEGINS_AT_MOST = 25;

/**
 * Pairs that are worth judging, each once, smaller index first: names that share a key, begin alike, or differ by one letter of one word.
 * Never all against all; time and memory grow with the number of names (times the logarithm, for sorting).
 */
export function* candidatePairs(names: readonly ReadName[]): Generator<readonly [number, number]> {
  const seen = new Set<number>();
  const count = names.length;
  const once = function* (a: number, b: number): Generator<readonly [number, number]> {
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * count + high;
    if (low === high || seen.has(key)) return;
    seen.add(key);
    yield [low, high];
  };
  const byKey = blocks(names);
  for (const block of byKey.values()) {
    for (let second = 1; second < block.length; second += 1) {
      const upTo = block.length <= COMPARED_WITH_ALL ? second : Math.min(second, STANDS_FOR_BLOCK);
      for (let first = 0; first < upTo; first += 1) yield* once(block[first]!, block[second]!);
    }
  }
  for (const [a, b] of beginningAlike(names)) yield* once(a, b);
  for (const [a, b] of endingAlike(names)) yield* once(a, b);
  for (const [a, b] of oneLetterApart(names, byKey)) yield* once(a, b);
}

/** A name's words with those of its trade in one form: "Builders" as "Building". */
const tradeForm = ({ loose }: Reading): string[] => loose.map((word) => TRADES.get(word) ?? word);

/** Names by every key of every reading. A name stands once in a block. */
function blocks(names: readonly ReadName[]): Map<string, number[]> {
  const byKey = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    for (const reading of name.readings) {
      // In order of alphabet for words re-ordered, run together for words joined or split.
      const keys = [reading.sorted, `=${reading.squeezed}`];
      if (reading.part === 'whole' && reading.loose.some((word) => TRADES.has(word))) keys.push(`%${tradeForm(reading).toSorted().join(' ')}`);
      for (const key of keys) {
        const block = byKey.get(key);
        if (!block) byKey.set(key, [index]);
        else if (block.at(-1) !== index) block.push(index);
      }
    }
  }
  return byKey;
}

/** Each name with those that it is the beginning of: neighbours in order of alphabet. */
function* beginningAlike(names: readonly ReadName[]): Generator<readonly [number, number]> {
  for (const textOf of [(name: ReadName): string => name.plain, (name: ReadName): string => tradeForm(name.whole).join(' '), (name: ReadName): string => name.whole.words.filter((word) => word !== 'the').join(' ')]) {
    const texts = names.map(textOf);
    const order = [...names.keys()].filter((index) => names[index]!.readings.length > 0 && texts[index]!.length >= 5).sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b));
    for (let at = 0; at < order.length; at += 1) {
      const start = texts[order[at]!]!;
      for (let next = at + 1; next < order.length && next <= at + BEGINS_AT_MOST && texts[order[next]!]!.startsWith(start); next += 1) yield [order[at]!, order[next]!];
    }
  }
}

/** Names that end in one word of their own. A word at the end of more than this many says nothing. */
const ENDS_AT_MOST = 12;

function* endingAlike(names: readonly ReadName[]): Generator<readonly [number, number]> {
  const byLast = new Map<string, number[]>();
  for (const [index, { whole, readings }] of names.entries()) {
    const last = whole.loose.at(-1);
    if (readings.length === 0 || last === undefined || !isDistinctive(last)) continue;
    const sharing = byLast.get(last);
    if (sharing) sharing.push(index);
    else byLast.set(last, [index]);
  }
  for (const sharing of byLast.values()) {
    if (sharing.length > ENDS_AT_MOST) continue;
    for (const [place, one] of sharing.entries()) for (const other of sharing.slice(0, place)) yield [other, one];
  }
}

const TYPO_LENGTH = 5;

/** Names in which one word is exchanged for a word one letter apart. Words are paired first, so that names need only be looked up. */
function* oneLetterApart(names: readonly ReadName[], byKey: ReadonlyMap<string, readonly number[]>): Generator<readonly [number, number]> {
  const neighbours = wordNeighbours(names);
  for (const [index, { whole, readings }] of names.entries()) {
    if (readings.length === 0) continue;
    for (const [place, word] of whole.loose.entries()) {
      for (const other of neighbours.get(word) ?? []) {
        const exchanged = whole.loose.with(place, other).toSorted().join(' ');
        for (const found of (byKey.get(exchanged) ?? []).slice(0, STANDS_FOR_BLOCK)) yield [index, found];
      }
    }
  }
}

/** Words one letter apart, by word: those that become equal when one letter is taken out of either or both. */
function wordNeighbours(names: readonly ReadName[]): Map<string, string[]> {
  const byRest = new Map<string, string[]>();
  const words = new Set<string>();
  for (const { whole } of names) for (const word of whole.loose) if (word.length >= TYPO_LENGTH && !/\d/.test(word)) words.add(word);
  for (const word of words) {
    const rests = new Set([word]);
    // Nobody mistypes the first letter, or it is another name.
    for (let at = 1; at < word.length; at += 1) rests.add(word.slice(0, at) + word.slice(at + 1));
    for (const rest of rests) {
      const sharing = byRest.get(rest);
      if (sharing) sharing.push(word);
      else byRest.set(rest, [word]);
    }
  }
  const neighbours = new Map<string, string[]>();
  for (const sharing of byRest.values()) {
    if (sharing.length < 2) continue;
    for (const one of sharing) for (const other of sharing) if (one !== other && oneEdit(one, other)) neighbours.set(one, [...new Set([...(neighbours.get(one) ?? []), other])]);
  }
  return neighbours;
}

export const readNames = (names: readonly string[]): ReadName[] => names.map(readName);
