import { sql } from 'kysely';
import { inForceToday } from '#parts/labels';
import type { Read } from '#platform/database/connection';
import type { Arrangement } from './arrangement.ts';
import { usageOf, type ProviderUse, type Usage } from './usage.ts';

/** Whether a label on the contract of the call-off `c` withholds its value or its supplier. */
export const WITHHELD = sql`exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = c.agreement_id and (l.field is null or l.field in ('value', 'supplier')) and ${inForceToday('l')})`;

/** Expected against actual use of one arrangement, from its members and its call-offs. What a label withholds is counted and not told. Three queries. */
export async function readUsage(read: Read, arrangement: Pick<Arrangement, 'id' | 'expectedValueNetPence' | 'expectedCallOffs'>): Promise<Usage> {
  const members = await sql<{ id: string }>`select distinct organisation_id as id from arrangement_member where arrangement_id = ${arrangement.id} and status not in ('left', 'ended')`.execute(read);
  const used = await sql<ProviderUse>`select c.organisation_id as "organisationId", o.name, count(*)::int as "callOffs", sum(c.value_net_pence)::bigint as "valueNetPence"
    from call_off c join organisation o on o.id = c.organisation_id where c.arrangement_id = ${arrangement.id} and c.state = 'awarded' and not ${WITHHELD} group by c.organisation_id, o.name`.execute(read);
  const { rows: [hidden] } = await sql<{ count: number }>`select count(*)::int as count from call_off c where c.arrangement_id = ${arrangement.id} and c.state = 'awarded' and ${WITHHELD}`.execute(read);
  return usageOf(arrangement.expectedValueNetPence, arrangement.expectedCallOffs, members.rows.map(({ id }) => id), used.rows, hidden!.count);
}

/** How applications have been decided against the time promised (DP-23). */
export interface Performance {
  readonly decided: number;
  readonly inTime: number;
  readonly late: number;
  readonly waiting: number;
  readonly overdue: number;
  /** Median days from complete to decided; null before the first. */
  readonly medianDays: number | null;
}

const NO_PERFORMANCE: Performance = { decided: 0, inTime: 0, late: 0, waiting: 0, overdue: 0, medianDays: null };

/** Read from the promises themselves, so that it cannot be dressed up. */
export async function readPerformance(read: Read, arrangementId: string): Promise<Performance> {
  const { rows } = await sql<Performance>`
    select count(*) filter (where p.kept_at is not null)::int as decided, count(*) filter (where p.kept_at < p.due_at)::int as "inTime", count(*) filter (where p.kept_at >= p.due_at)::int as late,
      count(*) filter (where p.kept_at is null and p.withdrawn_at is null)::int as waiting,
      count(*) filter (where p.kept_at is null and p.withdrawn_at is null and coalesce(p.paused_at, wantsum_clock()) >= p.due_at)::int as overdue,
      percentile_disc(0.5) within group (order by (p.kept_at at time zone 'Europe/London')::date - (p.starts_at at time zone 'Europe/London')::date) filter (where p.kept_at is not null)::int as "medianDays"
    from promise p join arrangement_application a on a.id = p.about_id where p.about_kind = 'arrangement-application' and p.kind = 'application-decision' and a.arrangement_id = ${arrangementId}`.execute(read);
  return rows[0] ?? NO_PERFORMANCE;
}
