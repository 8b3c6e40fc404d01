import { sql } from 'kysely';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { quarterWithoutPost, type SubcontractCounts } from './subcontract.ts';

export interface Notice {
  readonly id: string;
  readonly reference: string;
  readonly agreementId: string;
  readonly agreementTitle: string;
  readonly bodyId: string;
  readonly bodyName: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly title: string;
  readonly description: string;
  readonly places: string | null;
  readonly worthNetPence: bigint | null;
  readonly replyByOn: CalendarDate;
  readonly state: 'open' | 'let' | 'withdrawn';
  readonly letTo: string | null;
  readonly closedReason: string | null;
  readonly postedAt: Date;
}

const NOTICE = sql.raw(`n.id, n.reference, n.agreement_id as "agreementId", a.title as "agreementTitle", a.body_id as "bodyId", b.name as "bodyName", n.organisation_id as "organisationId", g.name as organisation, n.title, n.description,
  (select string_agg(coalesce(r.name, w.code), ', ' order by w.code) from unnest(n.area_codes) w (code) left join area r on r.code = w.code) as places, n.worth_net_pence as "worthNetPence", n.reply_by_on::text as "replyByOn", n.state, l.name as "letTo", n.closed_reason as "closedReason", n.posted_at as "postedAt"`);
const FROM = sql.raw('subcontract_notice n join agreement a on a.id = n.agreement_id join body b on b.id = a.body_id join organisation g on g.id = n.organisation_id left join organisation l on l.id = n.let_to_id');

export async function noticeById(read: Read, id: string): Promise<Notice | null> {
  const { rows } = await sql<Notice>`select ${NOTICE} from ${FROM} where n.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

export async function noticesOfAgreement(read: Read, agreementId: string): Promise<Notice[]> {
  const { rows } = await sql<Notice>`select ${NOTICE} from ${FROM} where n.agreement_id = ${agreementId} order by n.posted_at desc, n.id limit 100`.execute(read);
  return rows;
}

/** Open ones, the soonest to answer first. A page of them. */
export async function openNotices(read: Read, page: number, size: number): Promise<Notice[]> {
  const { rows } = await sql<Notice>`select ${NOTICE} from ${FROM} where n.state = 'open' and n.reply_by_on >= (wantsum_clock() at time zone 'Europe/London')::date order by n.reply_by_on, n.id limit ${size + 1} offset ${(page - 1) * size}`.execute(read);
  return rows;
}

export interface Reply {
  readonly id: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly words: string;
  readonly priceNetPence: bigint | null;
  readonly sentAt: Date;
}

export async function repliesTo(read: Read, noticeId: string): Promise<Reply[]> {
  const { rows } = await sql<Reply>`select r.id, r.organisation_id as "organisationId", g.name as organisation, r.words, r.price_net_pence as "priceNetPence", r.sent_at as "sentAt" from subcontract_reply r join organisation g on g.id = r.organisation_id where r.notice_id = ${noticeId} order by r.sent_at, r.id limit 500`.execute(read);
  return rows;
}

export async function countsOf(read: Read, agreementId: string): Promise<SubcontractCounts> {
  const { rows } = await sql<SubcontractCounts>`select count(*)::int as posted, count(*) filter (where exists (select from subcontract_reply r where r.notice_id = n.id))::int as answered, count(*) filter (where n.state = 'let')::int as let,
      count(*) filter (where n.state = 'let' and (l.size in ('micro', 'small', 'medium') or l.sector = 'vcse') and exists (select from organisation_area oa left join area ar on ar.code = oa.area_code
        where oa.organisation_id = l.id and b.gss_code in (oa.area_code, ar.within)))::int as "letLocal"
    from subcontract_notice n join agreement a on a.id = n.agreement_id join body b on b.id = a.body_id left join organisation l on l.id = n.let_to_id where n.agreement_id = ${agreementId}`.execute(read);
  return rows[0]!;
}

export interface Requirement {
  readonly fromOn: CalendarDate;
  readonly reason: string;
}

export async function requirementOf(read: Read, agreementId: string): Promise<Requirement | null> {
  const row = await read.selectFrom('subcontract_requirement').select(['from_on', 'reason']).where('agreement_id', '=', agreementId).executeTakeFirst();
  return row ? { fromOn: row.from_on as unknown as CalendarDate, reason: row.reason } : null;
}

/** The contractor of an agreement: whoever leads it. */
export async function contractorsOf(read: Read, agreementId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select p.organisation_id as id from agreement_party p where p.agreement_id = ${agreementId} and p.role in ('supplier', 'lead') union select lead_organisation_id from agreement where id = ${agreementId} and lead_organisation_id is not null`.execute(read);
  return rows.map(({ id }) => id);
}

export interface Silent {
  readonly agreementId: string;
  readonly title: string;
  readonly managerId: string | null;
  readonly quarter: { readonly start: CalendarDate; readonly label: string };
  readonly remindedAt: Date | null;
}

/** Live agreements that require posting and had none in the last whole quarter. @param agreementId one of them, or null for all */
export async function silentAgreements(read: Read, agreementId: string | null): Promise<Silent[]> {
  const today = londonDate(await readClock(read));
  const { rows } = await sql<{ id: string; title: string; managerId: string | null; fromOn: CalendarDate; posted: CalendarDate[]; reminders: { on: CalendarDate; at: string }[] }>`
    select a.id, a.title, a.manager_id as "managerId", q.from_on::text as "fromOn", coalesce((select json_agg(distinct (n.posted_at at time zone 'Europe/London')::date) from subcontract_notice n where n.agreement_id = a.id), '[]') as posted,
      coalesce((select json_agg(json_build_object('on', m.quarter_on, 'at', m.sent_at)) from subcontract_reminder m where m.agreement_id = a.id), '[]') as reminders
    from subcontract_requirement q join agreement a on a.id = q.agreement_id where a.state = 'live' and (${agreementId}::uuid is null or a.id = ${agreementId}) order by a.title, a.id limit 1000`.execute(read);
  return rows.flatMap((row) => {
    const quarter = quarterWithoutPost(today, row.fromOn, row.posted);
    const reminder = quarter && row.reminders.find(({ on }) => on === quarter.start);
    return quarter ? [{ agreementId: row.id, title: row.title, managerId: row.managerId, quarter, remindedAt: reminder ? new Date(reminder.at) : null }] : [];
  });
}
