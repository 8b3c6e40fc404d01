import { sql, type RawBuilder } from 'kysely';
import { isId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';

export interface AuditQuery {
  /** Words of the act, the reason or the rule. */
  readonly words: string;
  readonly result: '' | 'done' | 'refused' | 'viewed';
  /** Calendar dates, London; empty for no limit. */
  readonly from: string;
  readonly to: string;
  readonly person: string;
  readonly record: string;
  /** Where the last page ended: an entry's instant (ISO, to the microsecond) and id. */
  readonly after: string;
}

export interface AuditRow {
  readonly id: string;
  readonly happenedAt: Date;
  readonly who: string;
  readonly act: string;
  readonly words: string;
  readonly result: 'done' | 'refused' | 'viewed';
  readonly recordKind: string | null;
  readonly recordId: string | null;
  readonly body: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly detail: { readonly before?: Record<string, unknown>; readonly after?: Record<string, unknown> };
}

export const ENTRIES_A_PAGE = 50;

/**
 * One page of the trail, newest first. Entries of a body are seen by those who audit it; entries of no body by the
 * site's administrator alone.
 */
export async function searchAudit(read: Read, actor: Actor, query: AuditQuery, limit: number = ENTRIES_A_PAGE): Promise<{ rows: AuditRow[]; next: string | null }> {
  const words = await wordsSought(read, query.words);
  const { rows } = await sql<AuditRow & { readonly at: string }>`
    select e.id, to_char(e.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.happened_at as "happenedAt", coalesce(p.name, e.actor_kind) as who, e.act, e.words, e.result, e.record_kind as "recordKind",
      e.record_id as "recordId", b.name as body, e.reason, e.rule, e.detail
    from audit_entry e left join person p on p.id = e.actor_person_id left join body b on b.id = e.body_id
    where ${sql.join(conditions(actor, query, words), sql` and `)}
    order by e.happened_at desc, e.id desc limit ${limit + 1}`.execute(read);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? `${last.at}_${last.id}` : null };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;

interface WordsSought {
  /** What they are compared with: `like`. */
  readonly pattern: string;
  /** The acts that say so of themselves. */
  readonly acts: readonly string[];
}

/** Each wording that the trail has ever used is compared once, however many entries say it: the index is stepped through from one to the next. */
async function wordsSought(read: Read, words: string): Promise<WordsSought | null> {
  if (!words.trim()) return null;
  const pattern = `%${words.trim().toLowerCase().replaceAll(/[%_\\]/g, '\\$&')}%`;
  const { rows } = await sql<{ act: string }>`
    with recursive wording (act, words) as (
      (select act, words from audit_entry order by act, words limit 1)
      union all
      select next.act, next.words from wording w cross join lateral (select e.act, e.words from audit_entry e where (e.act, e.words) > (w.act, w.words) order by e.act, e.words limit 1) next
    ) select distinct act from wording where plain_text(act || ' ' || words) like ${pattern}`.execute(read);
  return { pattern, acts: rows.map(({ act }) => act) };
}

function conditions(actor: Actor, query: AuditQuery, words: WordsSought | null): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [mayAudit(actor), NOT_SEALED];
  if (words) {
    all.push(sql`((e.act = any(${words.acts}::text[]) and plain_text(e.act || ' ' || e.words) like ${words.pattern})
      or ((e.reason is not null or e.rule is not null) and plain_text(coalesce(e.reason, '') || ' ' || coalesce(e.rule, '')) like ${words.pattern}))`);
  }
  if (query.result) all.push(sql`e.result = ${query.result}`);
  if (query.from) all.push(sql`e.happened_at >= (${query.from}::date::timestamp at time zone 'Europe/London')`);
  if (query.to) all.push(sql`e.happened_at < ((${query.to}::date + 1)::timestamp at time zone 'Europe/London')`);
  if (query.person.trim()) all.push(sql`p.name ilike ${`%${query.person.trim().replaceAll(/[%_\\]/g, '\\$&')}%`}`);
  if (isId(query.record)) all.push(sql`e.record_id = ${query.record}`);
  const [at, id] = query.after.split('_');
  // As text, because instants are kept to the microsecond and a Date carries milliseconds.
  if (at && INSTANT.test(at) && !Number.isNaN(Date.parse(at)) && isId(id)) all.push(sql`(e.happened_at, e.id) < (${at}::timestamptz, ${id}::uuid)`);
  return all;
}

/** Who is bidding is itself sealed: entries about a bid come to light with its opening. Their content never holds what a bid says. */
const NOT_SEALED = sql`(e.record_kind is distinct from 'bid' or exists (select 1 from bid x join opportunity o on o.id = x.opportunity_id where x.id = e.record_id and o.opened_at is not null))
  and (e.record_kind is not distinct from 'bid' or e.act not in ('bids.start', 'opportunities.ask', 'opportunities.withdrawQuestion', 'opportunities.letBePublic')
    or exists (select 1 from opportunity o where o.opened_at is not null and o.id in (e.record_id, (select k.about_id from case_record k where k.id = e.record_id))))`;

function mayAudit(actor: Actor): RawBuilder<unknown> {
  if (actor.holdings.some((held) => held.role === 'site-administrator')) return sql`true`;
  const bodies = actor.holdings.filter((held) => held.scopeKind === 'body' && (held.role === 'auditor' || held.role === 'lead-director')).map((held) => held.scopeId);
  return sql`e.body_id = any(${bodies}::uuid[])`;
}
