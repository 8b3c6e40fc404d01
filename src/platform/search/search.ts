import { sql } from 'kysely';
import type { Read } from '../database/connection.ts';
import { speltLike } from './spelt-like.ts';

export interface SearchResult {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly address: string;
  readonly happenedOn: string | null;
}

export interface SearchQuery {
  readonly words: string;
  readonly kinds?: readonly string[];
  readonly page: number;
}

export const RESULTS_A_PAGE = 20;
/** So many of each kind are ranked, the newest of those that have the words: of a word that a hundred thousand have, not every one can be. */
const RANKED_OF_A_KIND = 500;
/** So many that are spelt like the words are compared. */
const COMPARED = 2000;

const FOUND = sql`record_kind, record_id, title, summary, address, happened_on`;
const ASKED_FOR = sql`record_kind as kind, record_id as id, title, summary, address, happened_on as "happenedOn"`;

/**
 * Finds public records by words, in English stems first ("youth Swale"), and by likeness when nothing matches, so that a
 * typing mistake still finds something.
 * @param query `page` counts from 1
 * @returns one page, and whether there is another
 */
export async function search(read: Read, query: SearchQuery): Promise<{ results: SearchResult[]; more: boolean; byLikeness: boolean }> {
  const words = query.words.trim().slice(0, 200);
  if (words === '') return { results: [], more: false, byLikeness: false };
  const offset = (query.page - 1) * RESULTS_A_PAGE;
  const kinds = query.kinds?.length ? query.kinds : await kindsKept(read);
  if (kinds.length === 0) return { results: [], more: false, byLikeness: false };
  const asked = sql`websearch_to_tsquery('english', plain_text(${words}))`;
  // A question for each kind, with its name in it: the database then knows whether its records are few or a million, and goes by the words or by the day.
  const newest = kinds.map((kind) => sql`(select ${FOUND}, ts_rank(words, ${asked}) as rank from search_entry where record_kind = ${kind} and words @@ ${asked} order by happened_on desc nulls last, record_id desc limit ${RANKED_OF_A_KIND})`);
  const found = await sql<SearchResult>`select ${ASKED_FOR} from (${sql.join(newest, sql` union all `)}) s
    order by rank desc, happened_on desc nulls last, record_id limit ${RESULTS_A_PAGE + 1} offset ${offset}`.execute(read);
  if (found.rows.length > 0 || query.page > 1) return pageOfResults(found.rows, false);
  const alike = await sql<SearchResult>`select ${ASKED_FOR} from (select ${FOUND}, plain from search_entry where ${speltLike(words, 'plain')} and record_kind = any(${kinds}) limit ${COMPARED}) s
    order by word_similarity(plain_text(${words}), plain) desc, record_id limit ${RESULTS_A_PAGE + 1}`.execute(read);
  return pageOfResults(alike.rows, alike.rows.length > 0);
}

/** The kinds of record that are here, found by as many looks into an index as there are kinds. */
async function kindsKept(read: Read): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`with recursive kept as (
      (select record_kind as kind from search_entry order by record_kind limit 1)
      union all select (select e.record_kind from search_entry e where e.record_kind > kept.kind order by e.record_kind limit 1) from kept where kept.kind is not null)
    select kind from kept where kind is not null`.execute(read);
  return rows.map(({ kind }) => kind);
}

const pageOfResults = (rows: readonly SearchResult[], byLikeness: boolean) => ({ results: rows.slice(0, RESULTS_A_PAGE), more: rows.length > RESULTS_A_PAGE, byLikeness });
