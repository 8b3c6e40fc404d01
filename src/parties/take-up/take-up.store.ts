import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Heard, OutreachKind, Source } from './take-up.ts';

export interface OutreachEvent {
  readonly id: string;
  readonly bodyName: string;
  readonly kind: OutreachKind;
  readonly name: string;
  readonly heldOn: string;
  readonly place: string;
}

/** How long after it an event is offered to those who register, in days. */
const OFFERED_DAYS = 120;

/** Events that somebody who registers now may have heard at, the newest first. */
export async function recentEvents(read: Read): Promise<readonly { readonly id: string; readonly name: string; readonly heldOn: string }[]> {
  const { rows } = await sql<{ id: string; name: string; heldOn: string }>`select id, name, held_on as "heldOn" from outreach_event, (select (wantsum_clock() at time zone 'Europe/London')::date as today) now
    where held_on between today - ${OFFERED_DAYS}::int and today order by held_on desc, id limit 30`.execute(read);
  return rows;
}

/** @returns null when the same is logged already */
export async function insertEvent(tx: Tx, event: { readonly bodyId: BodyId; readonly kind: OutreachKind; readonly name: string; readonly heldOn: CalendarDate; readonly place: string }, by: PersonId | null): Promise<Id<'outreach_event'> | null> {
  const id = newId<'outreach_event'>();
  const made = await tx.insertInto('outreach_event').values({ id, body_id: event.bodyId, kind: event.kind, name: event.name, held_on: event.heldOn, place: event.place, logged_by: by })
    .onConflict((conflict) => conflict.columns(['body_id', 'name', 'held_on']).doNothing()).executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n ? id : null;
}

/** Keeps what was said of a registration. An event that is not here is an event all the same. */
export async function storeSource(tx: Tx, organisationId: OrganisationId, { heard, eventId, otherPortal }: Source): Promise<void> {
  const event = eventId ? await tx.selectFrom('outreach_event').select('id').where('id', '=', eventId).executeTakeFirst() : undefined;
  await tx.insertInto('registration_source').values({ organisation_id: organisationId, heard, event_id: event?.id ?? null, other_portal: otherPortal }).execute();
}

export interface Counted {
  readonly what: string | null;
  readonly count: number;
}
export interface TakeUp {
  readonly registrations: number;
  /** By month, `2026-06`, the oldest first; a month without any is there with none. */
  readonly byMonth: readonly Counted[];
  readonly bySize: readonly Counted[];
  readonly bySector: readonly Counted[];
  /** Of each area that organisations say they work in; one may count in several. */
  readonly byArea: readonly Counted[];
  readonly heard: readonly { readonly heard: Heard | null; readonly count: number }[];
  readonly events: readonly (OutreachEvent & { readonly registrations: number })[];
  readonly otherPortals: readonly Counted[];
  readonly failedSearches: readonly Counted[];
}

const MOST = 50;

/**
 * The figures of a time. Only registrations made here count: what an import brought in nobody registered.
 * @param days how long after an outreach event a registration that names it counts for it
 */
export async function takeUp(read: Read, { from, to, days }: { readonly from: CalendarDate; readonly to: CalendarDate; readonly days: number }): Promise<TakeUp> {
  const registered = sql`registered as (select o.id, o.size, o.sector, (o.created_at at time zone 'Europe/London')::date as on_day from organisation o where o.source = 'registered' and (o.created_at at time zone 'Europe/London')::date between ${from} and ${to})`;
  const counted = async (select: ReturnType<typeof sql>): Promise<Counted[]> => (await sql<Counted>`with ${registered} ${select}`.execute(read)).rows;
  const [byMonth, bySize, bySector, byArea, heard, otherPortals, failedSearches, events] = await Promise.all([
    counted(sql`select to_char(month, 'YYYY-MM') as what, (select count(*) from registered where date_trunc('month', on_day) = month)::int as count from generate_series(date_trunc('month', ${from}::date), ${to}::date, interval '1 month') month order by month`),
    counted(sql`select size as what, count(*)::int as count from registered group by size order by 2 desc, 1`),
    counted(sql`select sector as what, count(*)::int as count from registered group by sector order by 2 desc, 1`),
    counted(sql`select coalesce(a.name, x.area_code) as what, count(*)::int as count from registered r join organisation_area x on x.organisation_id = r.id left join area a on a.code = x.area_code group by 1 order by 2 desc, 1 limit ${MOST}`),
    counted(sql`select s.heard as what, count(*)::int as count from registered r left join registration_source s on s.organisation_id = r.id group by s.heard order by 2 desc, 1`),
    counted(sql`select lower(s.other_portal) as what, count(*)::int as count from registered r join registration_source s on s.organisation_id = r.id where s.other_portal is not null group by 1 order by 2 desc, 1 limit ${MOST}`),
    counted(sql`select words as what, sum(times)::int as count from failed_search where searched_on between ${from} and ${to} group by words order by 2 desc, 1 limit ${MOST}`),
    sql<OutreachEvent & { registrations: number }>`select e.id, b.name as "bodyName", e.kind, e.name, e.held_on as "heldOn", e.place,
      (select count(*) from registration_source s join organisation o on o.id = s.organisation_id where s.event_id = e.id and (o.created_at at time zone 'Europe/London')::date between e.held_on and e.held_on + ${days}::int)::int as registrations
      from outreach_event e join body b on b.id = e.body_id where e.held_on between ${from} and ${to} order by e.held_on desc, e.id limit ${MOST}`.execute(read).then(({ rows }) => rows),
  ]);
  return {
    registrations: byMonth.reduce((sum, { count }) => sum + count, 0), byMonth, bySize, bySector, byArea,
    heard: heard.map(({ what, count }) => ({ heard: what as Heard | null, count })), events, otherPortals, failedSearches,
  };
}
