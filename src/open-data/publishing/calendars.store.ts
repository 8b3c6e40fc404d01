import { sql } from 'kysely';
import type { Database, Read } from '#platform/database/connection';
import { readAllRows } from '#platform/register/register.store';
import type { RegisterQuery } from '#platform/register/register-query';
import type { RegisterDefinition } from '#platform/register/register';
import type { DatedIntention, DatedOpportunity } from './calendar-events.ts';

/** A calendar of more would be no calendar. */
export const MOST_IN_CALENDAR = 2000;

/** The ids of the rows that a question of a register finds, in its order. */
export async function idsFound(database: Database, definition: RegisterDefinition, query: RegisterQuery): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const rows of readAllRows(database, definition, query)) {
    ids.push(...rows.map(({ id }) => id));
    if (ids.length >= MOST_IN_CALENDAR) break;
  }
  return ids.slice(0, MOST_IN_CALENDAR);
}

/** The dates of public opportunities. The ids are of rows that the public may read: the caller has found them in the register. */
export async function datedOpportunities(read: Read, ids: readonly string[]): Promise<readonly DatedOpportunity[]> {
  if (ids.length === 0) return [];
  type Row = Omit<DatedOpportunity, 'events'> & { readonly events: readonly { id: string; title: string; startsAt: string; endsAt: string; place: string; isCancelled: boolean }[] };
  const { rows } = await sql<Row>`
    select o.id, o.title, coalesce(o.buyer_name, b.name) as buyer, o.state = 'draft' as "isComing", o.state = 'cancelled' as "isCancelled", o.expected_on::text as "expectedOn",
      case when o.state <> 'draft' then o.closes_at end as "closesAt", case when o.state <> 'draft' then o.clarifications_until end as "questionsUntil",
      ((select count(*) from closing_change c where c.opportunity_id = o.id) + (select count(*) from timetable_slip s where s.opportunity_id = o.id) + (o.state = 'cancelled')::int)::int as changes,
      coalesce((select json_agg(json_build_object('id', t.id, 'title', s.title, 'startsAt', t.starts_at, 'endsAt', t.ends_at, 'place', t.place, 'isCancelled', coalesce(t.cancelled_at, s.cancelled_at) is not null) order by t.starts_at, t.id)
        from session s join session_slot t on t.session_id = s.id where s.about_kind = 'opportunity' and s.about_id = o.id and s.audience <> 'invited' and s.kind in ('visit', 'surgery', 'briefing', 'market-day') and o.state <> 'draft'), '[]'::json) as events
    from opportunity o join body b on b.id = o.body_id where o.id = any(${ids}::uuid[]) order by o.closes_at nulls last, o.id`.execute(read);
  return rows.map((row) => ({ ...row, events: row.events.map((event) => ({ ...event, startsAt: new Date(event.startsAt), endsAt: new Date(event.endsAt) })) }));
}

/** What is planned, by the ids of the forward plan. */
export async function datedIntentions(read: Read, ids: readonly string[]): Promise<readonly DatedIntention[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<DatedIntention>`select r.id, r.title, b.name as buyer, r.expected_on::text as "expectedOn", r.withdrawn as "isWithdrawn", r.moves from intention r join body b on b.id = r.body_id
    where r.id = any(${ids}::uuid[]) order by r.expected_on nulls last, r.id`.execute(read);
  return rows;
}

/** The page of the record behind a line of the forward plan; null when it is not in it. */
export async function intentionAddress(read: Read, id: string): Promise<string | null> {
  const { rows } = await sql<{ address: string }>`select address from intention where id = ${id}::uuid`.execute(read);
  return rows[0]?.address ?? null;
}
