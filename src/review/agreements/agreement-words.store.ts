import { sql } from 'kysely';
import type { Tx } from '#platform/database/connection';

/**
 * The words that an agreement is found by, over rows `r` joined to `o` (its supplier) and `u` (its service): title and reference
 * first (A), then description and category (B), then the supplier (C). The letters matter: where a label withholds the
 * supplier or the description, the register's search leaves that letter out.
 */
export const AGREEMENT_WORDS = `setweight(to_tsvector('english', plain_text(r.title || ' ' || r.reference)), 'A')
  || setweight(to_tsvector('english', plain_text(left(r.description, 20000) || ' ' || coalesce(r.procurement_category, '') || ' ' || coalesce(u.name, ''))), 'B')
  || setweight(to_tsvector('english', plain_text(coalesce(o.name, '') || ' ' || coalesce(r.supplier_name, ''))), 'C')`;
/** For likeness, when no word matches. Never the supplier or the description, which may be withheld. */
export const AGREEMENT_PLAIN = `plain_text(r.title || ' ' || r.reference)`;

const WITHHELD = (field: string) => `exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = r.id and (l.field is null or l.field = '${field}') and l.ended_at is null)`;

/** Keeps the register's own words and the public search in step with some agreements. Set-based: an import brings a thousand at a time. */
export async function refreshWords(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update agreement a set words = w.words, plain = w.plain from (
    select r.id, ${sql.raw(AGREEMENT_WORDS)} as words, ${sql.raw(AGREEMENT_PLAIN)} as plain from agreement r
      left join organisation o on o.id = r.lead_organisation_id left join organisational_unit u on u.id = r.unit_id where r.id = any(${ids}::uuid[])) w
    where a.id = w.id`.execute(tx);
  await refreshSearch(tx, ids);
}

/** The public search's entries for some agreements: those that are public are there, drafts are not, and nothing withheld is. */
export async function refreshSearch(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from search_entry s using agreement r where s.record_kind = 'agreement' and s.record_id = r.id and r.id = any(${ids}::uuid[]) and r.state = 'draft'`.execute(tx);
  await sql`insert into search_entry (record_kind, record_id, body_id, title, summary, address, happened_on, words, plain)
    select 'agreement', r.id, r.body_id, r.title, ${sql.raw(SUMMARY)}, '/contracts/' || r.id, r.starts_on,
      case when ${sql.raw(`${WITHHELD('supplier')} or ${WITHHELD('description')}`)} then ts_filter(r.words, '{a}') else r.words end, r.plain
    from agreement r left join organisation o on o.id = r.lead_organisation_id join body b on b.id = r.body_id
    where r.id = any(${ids}::uuid[]) and r.state <> 'draft'
    on conflict (record_kind, record_id) do update set body_id = excluded.body_id, title = excluded.title, summary = excluded.summary,
      address = excluded.address, happened_on = excluded.happened_on, words = excluded.words, plain = excluded.plain`.execute(tx);
}

/** Takes an agreement that is about to go out of the public search. */
export async function removeWords(tx: Tx, id: string): Promise<void> {
  await sql`delete from search_entry where record_kind = 'agreement' and record_id = ${id}`.execute(tx);
}

const SUMMARY = `b.name || case when ${WITHHELD('supplier')} then '' else coalesce(' with ' || coalesce(o.name, r.supplier_name), '') end || ', ' || r.reference`;
