import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Attendee, SessionId } from '#parts/sessions';
import type { Place, VisitPlan } from './meeting.ts';

export interface ShortlistRow {
  readonly bidId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly shortlisted: boolean;
  readonly points: string;
  readonly hasService: boolean;
  readonly reason: string;
}

export async function shortlistOf(read: Read, opportunityId: string): Promise<ShortlistRow[]> {
  const { rows } = await sql<ShortlistRow>`select l.bid_id as "bidId", b.organisation_id as "organisationId", g.name as "organisationName", l.shortlisted, l.points::text as points, l.has_service as "hasService", l.reason
    from shortlist_place l join bid b on b.id = l.bid_id join organisation g on g.id = b.organisation_id where l.opportunity_id = ${opportunityId} order by l.shortlisted desc, l.points desc, g.name, l.bid_id`.execute(read);
  return rows;
}

export async function storeShortlist(tx: Tx, opportunityId: string, places: readonly Place[], newcomers: ReadonlySet<string>, decidedBy: PersonId | null): Promise<void> {
  await tx.insertInto('shortlist_place').values(places.map((place) => ({
    bid_id: place.bidId, opportunity_id: opportunityId, shortlisted: place.shortlisted, points: place.points.round(6).toString(), has_service: !newcomers.has(place.bidId), reason: place.reason, decided_by: decidedBy,
  }))).execute();
}

export async function insertVisits(tx: Tx, opportunityId: string, visits: readonly VisitPlan[]): Promise<void> {
  if (visits.length > 0) await tx.insertInto('evaluation_visit').values(visits.map(({ bidId, kind }) => ({ id: newId<'evaluation_visit'>(), opportunity_id: opportunityId, bid_id: bidId, kind }))).execute();
}

export interface Visit {
  readonly bidId: string;
  readonly organisationName: string;
  readonly kind: 'visit' | 'alternative';
  readonly place: string;
  readonly visitOn: string | null;
  readonly visitors: string;
  readonly notes: string;
  readonly heldAt: Date | null;
}

const VISIT = sql.raw(`select v.bid_id as "bidId", g.name as "organisationName", v.kind, v.place, v.visit_on::text as "visitOn", v.visitors, v.notes, v.held_at as "heldAt"
  from evaluation_visit v join bid b on b.id = v.bid_id join organisation g on g.id = b.organisation_id`);

export async function visitsOf(read: Read, opportunityId: string): Promise<Visit[]> {
  return (await sql<Visit>`${VISIT} where v.opportunity_id = ${opportunityId} order by g.name, v.id`.execute(read)).rows;
}
export async function visitTo(read: Read, bidId: string): Promise<Visit | null> {
  return (await sql<Visit>`${VISIT} where v.bid_id = ${bidId}`.execute(read)).rows[0] ?? null;
}

interface WrittenUp {
  readonly place: string;
  readonly visitOn: string;
  readonly visitors: string;
  /** Left out while it is only arranged. */
  readonly notes: string;
}

/** Arranges a visit, and writes it up where there are notes. */
export async function writeVisit(tx: Tx, bidId: string, { place, visitOn, visitors, notes }: WrittenUp, by: PersonId | null): Promise<void> {
  await sql`update evaluation_visit set place = ${place}, visit_on = ${visitOn}::date, visitors = ${visitors}, notes = ${notes}, written_by = ${by},
    held_at = case when ${notes} = '' then held_at else coalesce(held_at, wantsum_clock()) end where bid_id = ${bidId}`.execute(tx);
}

export interface Interview {
  readonly bidId: string;
  readonly organisationName: string;
  readonly sessionId: string | null;
  readonly startsAt: Date | null;
  readonly place: string | null;
  readonly online: boolean;
  readonly notes: string;
  readonly heldAt: Date | null;
  readonly people: readonly Attendee[];
}

// When it is and who comes stand with the session (`#parts/sessions`); the interview is what the panel wrote of it.
const INTERVIEW = sql.raw(`select i.bid_id as "bidId", g.name as "organisationName", i.session_id as "sessionId", s.starts_at as "startsAt", s.place, coalesce(s.remote_link is not null, false) as online, i.notes, i.held_at as "heldAt",
  coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'role', a.role_words, 'willDeliver', a.will_deliver, 'attended', a.attended) order by a.name) from session_attendee a where a.booking_id = k.id), '[]') as people
  from interview i join bid b on b.id = i.bid_id join organisation g on g.id = b.organisation_id
    left join session_booking k on k.session_id = i.session_id and k.organisation_id = b.organisation_id and k.cancelled_at is null left join session_slot s on s.id = k.slot_id`);

export async function interviewsOf(read: Read, opportunityId: string): Promise<Interview[]> {
  return (await sql<Interview>`${INTERVIEW} where i.opportunity_id = ${opportunityId} order by g.name, i.id`.execute(read)).rows;
}
export async function interviewOf(read: Read, bidId: string): Promise<Interview | null> {
  return (await sql<Interview>`${INTERVIEW} where i.bid_id = ${bidId}`.execute(read)).rows[0] ?? null;
}

export async function insertInterviews(tx: Tx, opportunityId: string, bidIds: readonly string[], sessionId: SessionId, by: PersonId | null): Promise<void> {
  await tx.insertInto('interview').values(bidIds.map((bidId) => ({ id: newId<'interview'>(), opportunity_id: opportunityId, bid_id: bidId, session_id: sessionId, invited_by: by }))).execute();
}

/** Writes an interview up; from here it can be scored. */
export async function writeInterview(tx: Tx, bidId: string, notes: string, by: PersonId | null): Promise<void> {
  await sql`update interview set notes = ${notes}, written_by = ${by}, held_at = coalesce(held_at, wantsum_clock()) where bid_id = ${bidId}`.execute(tx);
}

/** Whether an organisation has a place on the shortlist of an opportunity. */
export async function isShortlisted(read: Read, opportunityId: string, organisationId: string): Promise<boolean> {
  const row = await read.selectFrom('shortlist_place as l').innerJoin('bid as b', 'b.id', 'l.bid_id').select('l.bid_id')
    .where('l.opportunity_id', '=', opportunityId).where('b.organisation_id', '=', organisationId).where('l.shortlisted', '=', true).executeTakeFirst();
  return row !== undefined;
}
