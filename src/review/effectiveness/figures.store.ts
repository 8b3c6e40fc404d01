import { sql, type RawBuilder } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import type { Read } from '#platform/database/connection';
import type { FigureDefinition } from './figures.data.ts';
import type { Sums } from './figure.ts';

/** Whose records, and of which days; both days are in it. */
export interface Asked {
  readonly bodyId: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** One record behind a figure. */
export interface Behind {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly onDay: string | null;
  readonly yes: boolean | null;
  readonly amount: string | null;
}

export const ROWS_A_PAGE = 50;
/** The kind of a record behind a figure that only its body's staff are led to. */
export const BY_INVITATION = 'by-invitation';

/** What was for invited organisations alone counts; to the public neither its name nor its address is given. */
const KIND_AND_TITLE = `case when o.existence_public then 'opportunity' else '${BY_INVITATION}' end as kind, case when o.existence_public then o.title else 'By invitation, ' || o.reference end as title`;

/**
 * The tenders opened in the time, their bids, the awards confirmed in it. Before its opening nothing of a tender's bids is here, so
 * nothing sealed can be counted. Quotations and later stages are tenders as well; what was imported was not run here.
 */
const ground = ({ bodyId, from, to }: Asked): RawBuilder<unknown> => sql`
  asked as (select ${from}::date as from_day, ${to}::date as to_day, ${bodyId}::uuid as body_id, (wantsum_clock() at time zone 'Europe/London')::date as today),
  tenders as (select o.id, o.body_id, ${sql.raw(KIND_AND_TITLE)}, o.exercise_id, o.closes_at, (o.opened_at at time zone 'Europe/London')::date as opened_on, (o.published_at at time zone 'Europe/London')::date as published_on, (o.closes_at at time zone 'Europe/London')::date as closes_on
    from opportunity o, asked where o.source = 'made' and o.opened_at is not null and (o.opened_at at time zone 'Europe/London')::date between asked.from_day and asked.to_day and (asked.body_id is null or o.body_id = asked.body_id)),
  their_bids as (select b.id, b.opportunity_id, t.body_id, b.state, t.title as tender, t.opened_on, g.name as organisation, case when g.size is null then null else g.size <> 'large' end as sme, case when g.sector is null then null else g.sector = 'vcse' end as vcse
    from tenders t join bid b on b.opportunity_id = t.id and b.state <> 'draft' join organisation g on g.id = b.organisation_id),
  confirmed_awards as (select a.id, a.opportunity_id, ${sql.raw(KIND_AND_TITLE)}, o.body_id, b.organisation_id, a.confirmed_at, (a.confirmed_at at time zone 'Europe/London')::date as confirmed_on, (o.published_at at time zone 'Europe/London')::date as published_on
    from award a join opportunity o on o.id = a.opportunity_id join bid b on b.id = a.bid_id, asked
    where a.state = 'confirmed' and (a.confirmed_at at time zone 'Europe/London')::date between asked.from_day and asked.to_day and (asked.body_id is null or o.body_id = asked.body_id)),
  public_agreements as (select r.* from agreement r, asked where r.state <> 'draft' and (asked.body_id is null or r.body_id = asked.body_id))`;

const ASKED = { 'asked_from()': '(select from_day from asked)', 'asked_to()': '(select to_day from asked)', 'asked_today()': '(select today from asked)', 'asked_body()': '(select body_id from asked)' } as const;
/** The SQL of a figure, whose text is ours alone, with the time asked for put in. */
const rowsOf = ({ rows }: FigureDefinition): RawBuilder<unknown> => sql.raw(Object.entries(ASKED).reduce((text, [name, expression]) => text.replaceAll(name, expression), rows));

/** Every figure of a report in one question. */
export async function sumsOf<Key extends string>(read: Read, definitions: Readonly<Record<Key, FigureDefinition>>, asked: Asked): Promise<Readonly<Record<Key, Sums>>> {
  const each = (Object.entries(definitions) as [Key, FigureDefinition][]).map(([key, definition]) => sql`select ${key}::text as key, count(*)::int as records, count(*) filter (where yes)::int as yes,
    ${definition.measure === 'share' ? sql`count(*) filter (where yes is null)` : sql`count(*) filter (where amount is null)`}::int as unknown, avg(amount)::text as average, (percentile_cont(0.5) within group (order by amount))::text as median from (${rowsOf(definition)}) rows`);
  const { rows } = await sql<{ key: Key; records: number; yes: number; unknown: number; average: string | null; median: string | null }>`with ${ground(asked)} ${sql.join(each, sql` union all `)}`.execute(read);
  return Object.fromEntries(rows.map(({ key, average, median, ...counts }) => [key, { ...counts, average: average === null ? null : decimal(average), median: median === null ? null : decimal(median) }])) as Record<Key, Sums>;
}

/** The records behind one figure, the newest first, a page at a time. @param page from 1 */
export async function behindFigure(read: Read, definition: FigureDefinition, asked: Asked, page: number): Promise<{ readonly rows: Behind[]; readonly more: boolean }> {
  const { rows } = await sql<Behind>`with ${ground(asked)} select kind, id, title, on_day as "onDay", yes, trim_scale(amount)::text as amount from (${rowsOf(definition)}) rows order by on_day desc nulls last, title, id limit ${ROWS_A_PAGE + 1} offset ${(page - 1) * ROWS_A_PAGE}`.execute(read);
  return { rows: rows.slice(0, ROWS_A_PAGE), more: rows.length > ROWS_A_PAGE };
}

/** The reasons that too few told for each to stand by itself. */
export const FEW_TOLD = 'few-told';
const FEWEST_TOLD = 3;

/**
 * Why organisations did not bid, the commonest first, in the time and body asked for. Nothing is said of a body of which fewer than three
 * told, nor does it count among all bodies: whoever takes the others from the whole would have it. A reason told by fewer than three to
 * one body is not named: together they stand last.
 */
export async function whyNot(read: Read, { bodyId, from, to }: Asked): Promise<readonly { readonly reason: string; readonly count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`with told as (select o.body_id, n.reason, count(*)::int as times, sum(count(*)) over (partition by o.body_id) as of_body from no_bid_reason n join opportunity o on o.id = n.opportunity_id
      where n.told_on between ${from} and ${to} and (${bodyId}::uuid is null or o.body_id = ${bodyId}::uuid) group by 1, 2)
    select reason, sum(times)::int as count from (select case when times < ${FEWEST_TOLD} then ${FEW_TOLD}::text else reason end as reason, times from told where of_body >= ${FEWEST_TOLD}) named group by reason order by reason = ${FEW_TOLD}::text, 2 desc, 1`.execute(read);
  return rows;
}
