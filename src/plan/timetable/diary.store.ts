import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Actor } from '#platform/access/access';
import { STAFF_ROLES } from '#platform/access/roles';
import type { Read } from '#platform/database/connection';
import { titleInStageSql } from '#opportunities';
import type { AffectedProviders, MarketTender } from './clash.ts';

export interface DiaryEntry {
  readonly kind: 'tender' | 'early-notice';
  readonly id: string;
  readonly title: string;
  readonly buyer: string;
  readonly category: string;
  /** Closing, or for what is only coming the day on which it is expected. */
  readonly on: CalendarDate;
  readonly opensOn: CalendarDate | null;
  readonly standing: 'planned' | 'coming' | 'open' | 'closed' | 'cancelled' | 'early-notice';
  readonly address: string;
}

export interface DiaryFilter {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly category: string;
  /** A body's slug. */
  readonly body: string;
  /** Digits with which a category code begins. */
  readonly cpv: string;
}

/** The bodies on which this person holds a role of staff. */
export const bodiesOf = (actor: Actor): readonly string[] =>
  [...new Set(actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (scopeKind === 'body' && scopeId !== null && STAFF_ROLES.includes(role) ? [scopeId] : [])))];

/** The bodies that show their planned tenders to each other on a day (PL-14): read from `local_policy` for many bodies at once. */
const SHARING = (on: CalendarDate) => sql`(select p.body_id from local_policy p where p.key = 'diary.share' and p.value = '"share"'::jsonb and p.valid @> ${on}::date)`;

/**
 * Everything that closes or is expected from one day to another: published and announced for everyone; what is still planned only for the
 * staff of its own body, and of bodies that share as it does.
 */
export async function diaryBetween(read: Read, actor: Actor, filter: DiaryFilter, today: CalendarDate, limit: number): Promise<DiaryEntry[]> {
  const mine = bodiesOf(actor);
  const seesShared = sql`exists (select from ${SHARING(today)} s where s.body_id = any(${mine}::uuid[]))`;
  const { rows } = await sql<DiaryEntry>`
    select * from (
      select 'tender' as kind, o.id, ${sql.raw(titleInStageSql('o'))} as title, coalesce(o.buyer_name, b.name) as buyer, o.category, o.cpv_codes, b.slug,
        coalesce((o.closes_at at time zone 'Europe/London')::date, o.expected_on) as "on",
        coalesce((o.published_at at time zone 'Europe/London')::date, (select s.planned_on from timetable_stage s where s.opportunity_id = o.id and s.stage = 'advert'), o.expected_on) as "opensOn",
        case when o.state = 'draft' and o.announced_at is null then 'planned' when o.state = 'draft' then 'coming' when o.state = 'cancelled' then 'cancelled'
          when o.state = 'published' and wantsum_clock() < o.closes_at then 'open' else 'closed' end as standing,
        '/opportunities/' || o.id as address
      from opportunity o join body b on b.id = o.body_id
      where o.source = 'made' and (o.state <> 'draft' or o.announced_at is not null or o.body_id = any(${mine}::uuid[]) or (o.body_id in ${SHARING(today)} and ${seesShared}))
        and (o.audience = 'anyone' or o.body_id = any(${mine}::uuid[]))
      union all
      select 'early-notice', n.id, n.title, b.name, n.category, n.cpv_codes, b.slug, n.expected_on, (n.published_at at time zone 'Europe/London')::date, 'early-notice', '/early-notices/' || n.id
      from early_notice n join body b on b.id = n.body_id
      where n.state = 'published' and not exists (select from timetable t join opportunity o on o.id = t.opportunity_id and (o.state <> 'draft' or o.announced_at is not null) where t.early_notice_id = n.id)
    ) d
    where d."on" between ${filter.from}::date and ${filter.to}::date
      and (${filter.category} = '' or d.category = ${filter.category}) and (${filter.body} = '' or d.slug = ${filter.body})
      and (${filter.cpv} = '' or exists (select from unnest(d.cpv_codes) c where c like ${`${filter.cpv}%`}))
    order by d."on", d.title, d.id limit ${limit}`.execute(read);
  return rows;
}

/** Whatever is planned or live and closes in those days, of this body and of those that share with it: for the clash warning. */
export async function tendersClosing(read: Read, bodyId: string, from: CalendarDate, to: CalendarDate, today: CalendarDate): Promise<MarketTender[]> {
  const { rows } = await sql<MarketTender>`
    select o.id as "opportunityId", ${sql.raw(titleInStageSql('o'))} as title, b.name as buyer, o.category, o.cpv_codes as "cpvCodes", (o.closes_at at time zone 'Europe/London')::date as "closesOn"
    from opportunity o join body b on b.id = o.body_id
    where o.source = 'made' and o.state in ('draft', 'published') and (o.closes_at at time zone 'Europe/London')::date between ${from}::date and ${to}::date
      and (o.body_id = ${bodyId} or o.state = 'published' or (o.body_id in ${SHARING(today)} and ${bodyId}::uuid in ${SHARING(today)}))
    order by o.closes_at, o.id limit 200`.execute(read);
  return rows;
}

const NAMES_SHOWN = 10;

/** The organisations registered for any of these kinds of work: a code of theirs is, holds or lies within one. */
export async function providersFor(read: Read, cpvCodes: readonly string[]): Promise<AffectedProviders> {
  if (cpvCodes.length === 0) return { names: [], count: 0 };
  const classes = [...new Set(cpvCodes.map((code) => `${code.slice(0, 4)}%`))];
  const wider = cpvCodes.flatMap((code) => [2, 3, 4, 5, 6, 7].map((digits) => code.slice(0, digits).padEnd(8, '0')));
  const { rows } = await sql<{ name: string; of: number }>`select name, count(*) over ()::int as of from organisation o
    where exists (select from organisation_category c where c.organisation_id = o.id and (c.cpv_code like any(${classes}::text[]) or c.cpv_code = any(${wider}::text[])))
    order by name, id limit ${NAMES_SHOWN}`.execute(read);
  return { names: rows.map(({ name }) => name), count: rows[0]?.of ?? 0 };
}

/** For the filter: the bodies that have anything in the diary. */
export async function bodiesInDiary(read: Read): Promise<{ readonly slug: string; readonly name: string }[]> {
  const { rows } = await sql<{ slug: string; name: string }>`select b.slug, b.name from body b where exists (select from opportunity o where o.body_id = b.id and o.source = 'made') order by b.name`.execute(read);
  return rows;
}
