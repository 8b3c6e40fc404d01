import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';

/** How soon the bidders of a body had their feedback, of the decisions for which a time was promised. */
export interface FeedbackTimes {
  readonly bodyName: string;
  readonly promised: number;
  readonly inTime: number;
  readonly late: number;
  /** Not given yet, and not due yet. */
  readonly running: number;
  readonly talksAsked: number;
  readonly talksBooked: number;
}

export async function feedbackTimes(read: Read, bodies: readonly string[]): Promise<FeedbackTimes[]> {
  const { rows } = await sql<FeedbackTimes>`select b.name as "bodyName", count(p.id)::int as promised, count(*) filter (where p.kept_at <= p.due_at)::int as "inTime",
      count(*) filter (where coalesce(p.kept_at, wantsum_clock()) > p.due_at)::int as late, count(*) filter (where p.kept_at is null and p.due_at >= wantsum_clock())::int as running,
      (select count(distinct f.bid_id)::int from feedback f join bid d on d.id = f.bid_id join opportunity o on o.id = d.opportunity_id where o.body_id = b.id and f.talk_asked_at is not null) as "talksAsked",
      (select count(*)::int from session_booking k join session s on s.id = k.session_id where s.body_id = b.id and s.about_kind = 'award' and s.kind = 'talk' and k.cancelled_at is null) as "talksBooked"
    from body b left join promise p on p.body_id = b.id and p.kind = 'feedback' and p.withdrawn_at is null where b.id = any(${bodies}::uuid[]) group by b.id, b.name order by b.name limit 200`.execute(read);
  return rows;
}
