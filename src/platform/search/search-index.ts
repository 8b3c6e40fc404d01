import { sql } from 'kysely';
import type { Tx } from '../database/connection.ts';
import type { RecordReference } from '../access/record-kind.ts';

/** What the public search knows of a record. Only what anyone may see belongs here. */
export interface SearchEntry {
  readonly record: RecordReference;
  readonly bodyId: string | null;
  readonly title: string;
  readonly summary: string;
  readonly address: string;
  /** Other words that find it: supplier, place names, reference. */
  readonly words?: readonly string[];
  readonly happenedOn?: string | null;
}

/** Puts a public record in the search, or brings its entry up to date, in the same transaction as the record. */
export async function putInSearch(tx: Tx, entry: SearchEntry): Promise<void> {
  const all = [entry.title, entry.summary, ...(entry.words ?? [])].join(' ');
  await sql`insert into search_entry (record_kind, record_id, body_id, title, summary, address, happened_on, words, plain)
    values (${entry.record.kind}, ${entry.record.id}, ${entry.bodyId}, ${entry.title}, ${entry.summary}, ${entry.address}, ${entry.happenedOn ?? null},
      setweight(to_tsvector('english', plain_text(${entry.title})), 'A') || setweight(to_tsvector('english', plain_text(${all})), 'B'), plain_text(${all}))
    on conflict (record_kind, record_id) do update set body_id = excluded.body_id, title = excluded.title, summary = excluded.summary,
      address = excluded.address, happened_on = excluded.happened_on, words = excluded.words, plain = excluded.plain`.execute(tx);
}

/** Takes a record out of the search, when it is no longer public. */
export async function removeFromSearch(tx: Tx, record: RecordReference): Promise<void> {
  await tx.deleteFrom('search_entry').where('record_kind', '=', record.kind).where('record_id', '=', record.id).execute();
}
