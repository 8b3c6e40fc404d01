import { sql } from 'kysely';
import type { Database } from '../database/connection.ts';

/** How long words wait here to be written, in milliseconds: a GET writes nothing, so they are counted first. */
const WRITTEN_AFTER = 60_000;
const MOST_WAITING = 1000;
const LONGEST = 80;
/** Kept as long as two years are compared. */
const KEPT_DAYS = 800;

const waiting = new WeakMap<Database, Map<string, number>>();

/** Words as they are counted; null for what might be somebody's: a mail address, a telephone number, a reference. */
export function countedWords(words: string): string | null {
  const plain = words.normalize('NFKC').toLowerCase().replaceAll(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, LONGEST).trim();
  return plain === '' || plain.includes('@') || plain.replaceAll(/\D/g, '').length > 4 ? null : plain;
}

/**
 * The words of a search that are kept: those of the vocabulary of what is bought, and, where they are among others, the small words between.
 * The rest could be anybody's name, and a name that nobody else has cannot be told from one that many share: to tell visitors apart,
 * who asked would have to be kept. "Dog walking for Margaret Holroyd" is counted as "dog walking for".
 * @param known words of the vocabulary, lower case @returns null when nothing of it is known
 */
export function knownWords(plain: string, known: ReadonlySet<string>): string | null {
  const isKnown = (word: string) => known.has(word) || known.has(`${word}s`) || known.has(word.replace(/(?:e?s|ing)$/, ''));
  const kept = plain.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '' && (isKnown(word) || BETWEEN.has(word)));
  return kept.some((word) => !BETWEEN.has(word)) ? kept.join(' ') : null;
}
const BETWEEN = new Set(['and', 'for', 'in', 'of', 'the', 'to', 'with', 'or', 'at', 'by', 'on']);

/** Counts a search that found nothing, by those of its words that are known. What was counted is written within a minute; words that nobody could write are forgotten. */
export function countFailedSearch(database: Database, words: string, known: ReadonlySet<string>): void {
  const asked = countedWords(words);
  const plain = asked === null ? null : knownWords(asked, known);
  if (plain === null) return;
  const counts = waiting.get(database) ?? new Map<string, number>();
  if (!waiting.has(database)) {
    waiting.set(database, counts);
    setTimeout(() => void writeFailedSearches(database).catch(() => undefined), WRITTEN_AFTER).unref();
  }
  if (counts.has(plain) || counts.size < MOST_WAITING) counts.set(plain, (counts.get(plain) ?? 0) + 1);
}

/** Writes what was counted, and forgets what is too old. No act of anyone's, so no entry in the trail. */
export async function writeFailedSearches(database: Database): Promise<void> {
  const counts = [...(waiting.get(database) ?? [])];
  waiting.delete(database);
  if (counts.length === 0) return;
  await database.write(async (tx) => {
    await sql`insert into failed_search (searched_on, words, times) select (wantsum_clock() at time zone 'Europe/London')::date, words, times from unnest(${counts.map(([words]) => words)}::text[], ${counts.map(([, times]) => times)}::int[]) counted (words, times)
      order by words on conflict (searched_on, words) do update set times = failed_search.times + excluded.times`.execute(tx);
    await sql`delete from failed_search where searched_on < (wantsum_clock() at time zone 'Europe/London')::date - ${KEPT_DAYS}::int`.execute(tx);
  });
}
