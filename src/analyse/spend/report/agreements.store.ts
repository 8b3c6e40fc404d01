import { sql, type RawBuilder } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Pence } from '#kernel/money';
import { inForceTodaySql } from '#parts/labels';
import type { Read } from '#platform/database/connection';
import { OPEN_ORGANISATION, WITHHELD_SUPPLIERS } from '../listing.ts';
import { daysOfYear, type Spent } from '../spend.ts';

/** SQL for an agreement whose supplier or value is not for the public: it is left out of what joins money to agreements. */
const OPEN = `not exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = a.id and (l.field is null or l.field in ('supplier', 'value')) and ${inForceTodaySql('l')})`;
const ENDS = `coalesce(greatest(a.latest_ends_on, a.ends_on), date 'infinity')`;

/** SQL for the agreements that money is joined to. */
const HOLDS = `a.state <> 'draft' and a.kind in ('contract', 'call-off', 'grant') and a.lead_organisation_id is not null and ${OPEN}`;

/** An agreement beside what was paid to its supplier while it ran. */
export interface AgreementSpend extends Spent {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly organisationId: string;
  readonly supplier: string;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly valuePence: Pence | null;
  /** Of the months it ran, those in which it was its supplier's only agreement: their money is its own. */
  readonly alone: Spent;
}

/**
 * What was paid to the supplier of each public agreement, month by month. A month in which a supplier had one agreement is that
 * agreement's; where it had several the money is nobody's in particular, and is said to be shared.
 */
export async function agreementSpend(read: Read, bodyId: string, limit: number, only: string | null = null): Promise<AgreementSpend[]> {
  const { rows } = await sql<Omit<AgreementSpend, 'alone'> & { aloneLines: number; alonePence: Pence }>`
    with held as materialized (select a.id, a.lead_organisation_id as org, date_trunc('month', coalesce(a.starts_on, date '-infinity')::timestamp)::date as starts, ${sql.raw(ENDS)} as ends
        from agreement a where a.body_id = ${bodyId} and ${sql.raw(HOLDS)} and (${only}::uuid is null or a.lead_organisation_id = (select lead_organisation_id from agreement where id = ${only}::uuid))),
      months as materialized (select s.organisation_id as org, m.month, sum(m.lines)::int as lines, sum(m.amount_pence)::bigint as pence from (select org, min(starts) as starts, max(ends) as ends from held group by org) h
        join spend_supplier s on s.organisation_id = h.org and s.body_id = ${bodyId} and s.supplier_key <> all(${sql.raw(WITHHELD_SUPPLIERS)}) join spend_supplier_month m on m.supplier_key = s.supplier_key and m.month between h.starts and h.ends where m.kind in ('external', 'grant') group by 1, 2),
      running as (select m.org, m.month, m.lines, m.pence, h.id, count(*) over (partition by m.org, m.month) as together from months m join held h on h.org = m.org and m.month between h.starts and h.ends)
    select a.id, a.title, a.kind, a.lead_organisation_id as "organisationId", o.name as supplier, a.starts_on as "startsOn", a.ends_on as "endsOn", a.value_net_pence as "valuePence",
      sum(r.lines)::int as lines, sum(r.pence)::bigint as pence, coalesce(sum(r.lines) filter (where r.together = 1), 0)::int as "aloneLines", coalesce(sum(r.pence) filter (where r.together = 1), 0)::bigint as "alonePence"
    from running r join agreement a on a.id = r.id join organisation o on o.id = a.lead_organisation_id where ${only}::uuid is null or a.id = ${only}::uuid group by a.id, o.name order by pence desc, a.id limit ${limit}`.execute(read);
  return rows.map(({ aloneLines, alonePence, ...row }) => ({ ...row, alone: { lines: aloneLines, pence: alonePence } }));
}

/** As `agreementSpend` joins money to one agreement, over a payment `r`: to its supplier in a month in which it ran. @param alone only the months in which it was its supplier's only one */
export function underAgreement(id: string, alone: boolean): RawBuilder<unknown> {
  const month = sql.raw(`date_trunc('month', r.paid_on::timestamp)::date between date_trunc('month', coalesce(a.starts_on, date '-infinity')::timestamp)::date and ${ENDS}`);
  const [held, open] = [sql.raw(HOLDS), sql.raw(WITHHELD_SUPPLIERS)];
  const others = sql`and not exists (select 1 from agreement a join agreement one on one.lead_organisation_id = a.lead_organisation_id and one.body_id = a.body_id and one.id <> a.id where one.id = ${id} and ${held} and ${month})`;
  return sql`r.kind in ('external', 'grant') and r.supplier_key = any(array(select s.supplier_key from spend_supplier s join agreement a on a.lead_organisation_id = s.organisation_id and a.body_id = s.body_id where a.id = ${id} and ${held} and s.supplier_key <> all(${open})))
    and exists (select 1 from agreement a where a.id = ${id} and ${month}) ${alone ? others : sql``}`;
}

/** SQL for the organisations with a contract or call-off of the body that ran in the year. */
export const hasContractSql = (bodyId: string, year: number) => {
  const { from, to } = daysOfYear(year);
  return sql`select a.lead_organisation_id from agreement a where a.body_id = ${bodyId} and a.state <> 'draft' and a.kind in ('contract', 'call-off') and a.lead_organisation_id is not null
    and coalesce(a.starts_on, date '-infinity') <= ${to}::date and ${sql.raw(ENDS)} >= ${from}::date and ${sql.raw(OPEN)}`;
};

/** Outside spending of a year with suppliers who have a contract on the register, and with those who have none. */
export async function contractedFigures(read: Read, bodyId: string, year: number): Promise<{ readonly contracted: Spent; readonly without: Spent; readonly unmatched: Spent }> {
  const { rows } = await sql<Spent & { standing: 'contracted' | 'without' | 'unmatched' }>`select case when ${sql.raw(OPEN_ORGANISATION)} is null then 'unmatched' when c.org is not null then 'contracted' else 'without' end as standing, sum(y.lines)::int as lines, sum(y.amount_pence)::bigint as pence
    from spend_supplier_year y join spend_supplier s on s.supplier_key = y.supplier_key left join (select distinct x.lead_organisation_id as org from (${hasContractSql(bodyId, year)}) x) c on c.org = s.organisation_id
    where y.body_id = ${bodyId} and y.financial_year = ${year} and y.kind = 'external' group by 1`.execute(read);
  const of = (standing: string): Spent => rows.find((row) => row.standing === standing) ?? { lines: 0, pence: 0n };
  return { contracted: of('contracted'), without: of('without'), unmatched: of('unmatched') };
}

/** Outside spending of a year by service, with suppliers who have a contract. */
export async function contractedByService(read: Read, bodyId: string, year: number): Promise<(Spent & { readonly unit: string; readonly service: string })[]> {
  const { rows } = await sql<Spent & { unit: string; service: string }>`select coalesce(u.name, p.unit) as unit, p.service, sum(y.lines)::int as lines, sum(y.amount_pence)::bigint as pence
    from spend_place_supplier_year y join spend_supplier s on s.supplier_key = y.supplier_key join spend_place p on p.place_key = y.place_key left join organisational_unit u on u.id = p.unit_id
    where y.body_id = ${bodyId} and y.financial_year = ${year} and y.kind = 'external' and ${sql.raw(OPEN_ORGANISATION)} = any(array(${hasContractSql(bodyId, year)})) group by 1, 2`.execute(read);
  return rows;
}

/** What agreements of one kind, service, sector and size come to in a year. */
export interface MixFigure {
  readonly kind: 'grant' | 'contract' | 'in-house';
  readonly unit: string;
  readonly sector: string | null;
  readonly size: string | null;
  readonly agreements: number;
  readonly pence: Pence;
}

/**
 * What public agreements come to in a year: the value a year where they have one, else their value by the days of the year on which they
 * run. Agreements without dates or value count for nothing, and are counted.
 */
export async function mixFigures(read: Read, bodyId: string, year: number): Promise<{ readonly figures: MixFigure[]; readonly unknown: number }> {
  const { rows } = await sql<MixFigure & { readonly counts: boolean }>`select m.kind, m.unit, m.sector, m.size, m.pence is not null as counts, count(*)::int as agreements, coalesce(sum(m.pence), 0)::bigint as pence from (${mixRows(bodyId, year)}) m group by 1, 2, 3, 4, 5`.execute(read);
  return { figures: rows.filter(({ counts }) => counts), unknown: rows.filter(({ counts }) => !counts).reduce((sum, { agreements }) => sum + agreements, 0) };
}

/** SQL for every public agreement that ran in a year, and what it comes to in it; null where it lacks dates or a value. */
function mixRows(bodyId: string, year: number): RawBuilder<unknown> {
  const { from, to } = daysOfYear(year);
  const running = sql`a.body_id = ${bodyId} and a.state <> 'draft' and a.kind in ('contract', 'call-off', 'grant', 'in-house') and ${sql.raw(OPEN)} and coalesce(a.starts_on, date '-infinity') <= ${to}::date and ${sql.raw(ENDS)} >= ${from}::date`;
  const inYear = sql`(least(a.ends_on, ${to}::date) - greatest(a.starts_on, ${from}::date) + 1)`;
  return sql`select a.id, a.title, a.reference, case a.kind when 'call-off' then 'contract' else a.kind end as kind, coalesce(u.name, '') as unit, o.sector, o.size, a.starts_on as "startsOn", a.ends_on as "endsOn",
      case when a.starts_on is null or a.ends_on is null or a.value_net_pence is null then null
        when a.ends_on < ${from}::date then coalesce(a.annual_value_net_pence, 0)
        when a.annual_value_net_pence is not null and a.starts_on <= ${from}::date and a.ends_on >= ${to}::date then a.annual_value_net_pence
        else round(a.value_net_pence::numeric * ${inYear} / (a.ends_on - a.starts_on + 1))::bigint end as pence
    from agreement a left join organisational_unit u on u.id = a.unit_id left join organisation o on o.id = a.lead_organisation_id where ${running}`;
}

/** What narrows the agreements of a year to those behind one figure of the funding mix. */
export interface MixQuestion {
  readonly bodyId: string;
  readonly year: number;
  readonly kind: string | null;
  /** A directorate's name; empty for those without one. */
  readonly unit: string | null;
  readonly sector: string | null;
  readonly size: string | null;
  /** Those that count for a sum, or those that lack dates or a value; null: both. */
  readonly counts: boolean | null;
  /** Only contracts and grants that began in the year. */
  readonly began: boolean;
}
export interface MixAgreement {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  readonly kind: MixFigure['kind'];
  readonly unit: string;
  readonly sector: string | null;
  readonly size: string | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly pence: Pence | null;
}

/** The agreements behind a figure of the funding mix, the most money first, with what all of them come to. @param page from 0; a null limit gives all */
export async function mixAgreements(read: Read, question: MixQuestion, { limit, page }: { readonly limit: number | null; readonly page: number }): Promise<{ readonly rows: MixAgreement[]; readonly total: Spent }> {
  const declared = (column: 'sector' | 'size', value: string | null): RawBuilder<unknown>[] => (value === null ? [] : [sql`m.kind <> 'in-house' and ${value === 'unknown' ? sql`${sql.ref(`m.${column}`)} is null` : value === 'sme' ? sql`${sql.ref(`m.${column}`)} <> 'large'` : sql`${sql.ref(`m.${column}`)} = ${value}`}`]);
  const { from, to } = daysOfYear(question.year);
  const fits = sql.join([sql`true`, ...(question.counts === null ? [] : [question.counts ? sql`m.pence is not null` : sql`m.pence is null`]), ...(question.began ? [sql`m.kind <> 'in-house' and m."startsOn" between ${from}::date and ${to}::date`] : []), ...(question.kind === null ? [] : [sql`m.kind = ${question.kind}`]), ...(question.unit === null ? [] : [sql`m.unit = ${question.unit}`]), ...declared('sector', question.sector), ...declared('size', question.size)], sql` and `);
  const behind = sql`from (${mixRows(question.bodyId, question.year)}) m where ${fits}`;
  const { rows: sums } = await sql<Spent>`select count(*)::int as lines, coalesce(sum(m.pence), 0)::bigint as pence ${behind}`.execute(read);
  const { rows } = await sql<MixAgreement>`select m.* ${behind} order by m.pence desc nulls last, m.title, m.id ${limit === null ? sql`` : sql`limit ${limit} offset ${limit * page}`}`.execute(read);
  return { rows, total: sums[0]! };
}

export interface LostGroup {
  readonly id: string;
  readonly name: string;
  readonly lastYearPence: Pence | null;
  readonly hasContract: boolean;
}

/** Groups that had a grant running or paid last year and none this year, and whether they have a contract now. */
export async function lostGroups(read: Read, bodyId: string, year: number): Promise<LostGroup[]> {
  const [last, now] = [daysOfYear(year - 1), daysOfYear(year)];
  const granted = (days: typeof last, financialYear: number) => sql`select a.lead_organisation_id as id from agreement a where a.body_id = ${bodyId} and a.state <> 'draft' and a.kind = 'grant' and a.lead_organisation_id is not null and ${sql.raw(OPEN)}
      and a.starts_on <= ${days.to}::date and coalesce(a.ends_on, date 'infinity') >= ${days.from}::date
    union select s.organisation_id from spend_supplier_year y join spend_supplier s on s.supplier_key = y.supplier_key where y.body_id = ${bodyId} and y.financial_year = ${financialYear} and y.kind = 'grant' and s.organisation_id is not null and y.amount_pence > 0
      and not exists (select 1 from label l where l.about_kind = 'spend-supplier' and l.about_id = s.id and l.ended_at is null)`;
  const { rows } = await sql<LostGroup>`with gone as (select id from (${granted(last, year - 1)}) b except select id from (${granted(now, year)}) n)
    select o.id, o.name, (select sum(y.amount_pence)::bigint from spend_supplier s join spend_supplier_year y on y.supplier_key = s.supplier_key where s.organisation_id = o.id and s.supplier_key <> all(${sql.raw(WITHHELD_SUPPLIERS)}) and s.body_id = ${bodyId} and y.body_id = ${bodyId} and y.financial_year = ${year - 1} and y.kind = 'grant') as "lastYearPence",
      o.id = any(array(${hasContractSql(bodyId, year)})) as "hasContract" from gone g join organisation o on o.id = g.id order by o.name, o.id`.execute(read);
  return rows;
}

/** Agreements that began in a year, by what their suppliers declare. */
export async function awardsOfYear(read: Read, bodyId: string, year: number): Promise<{ readonly all: number; readonly sme: number; readonly vcs: number }> {
  const { from, to } = daysOfYear(year);
  const { rows } = await sql<{ all: number; sme: number; vcs: number }>`select count(*)::int as all, count(*) filter (where o.size in ('micro', 'small', 'medium'))::int as sme, count(*) filter (where o.sector = 'vcse')::int as vcs
    from agreement a left join organisation o on o.id = a.lead_organisation_id where a.body_id = ${bodyId} and a.state <> 'draft' and a.kind in ('contract', 'call-off', 'grant') and a.starts_on between ${from}::date and ${to}::date and ${sql.raw(OPEN)}`.execute(read);
  return rows[0]!;
}
