import { sql } from 'kysely';
import type { Read } from '../database/connection.ts';

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
  const kinds = query.kinds?.length ? sql`and record_kind = any(${query.kinds})` : sql``;
  const found = await sql<SearchResult>`select record_kind as kind, record_id as id, title, summary, address, happened_on as "happenedOn"
    from search_entry, websearch_to_tsquery('english', plain_text(${words})) asked
    where words @@ asked ${kinds}
    order by ts_rank(words, asked) desc, happened_on desc nulls last, record_id limit ${RESULTS_A_PAGE + 1} offset ${offset}`.execute(read);
  if (found.rows.length > 0 || query.page > 1) return pageOfResults(found.rows, false);
  const alike = await sql<SearchResult>`select record_kind as kind, record_id as id, title, summary, address, happened_on as "happenedOn"
    from search_entry where plain_text(${words}) <% plain ${kinds}
    order by word_similarity(plain_text(${words}), plain) desc, record_id limit ${RESULTS_A_PAGE + 1}`.execute(read);
  return pageOfResults(alike.rows, alike.rows.length > 0);
}

const pageOfResults = (rows: readonly SearchResult[], byLikeness: boolean) => ({ results: rows.slice(0, RESULTS_A_PAGE), more: rows.length > RESULTS_A_PAGE, byLikeness });
