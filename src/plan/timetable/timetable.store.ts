import { sql } from 'kysely';
import { addDays, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { titleInStageSql } from '#opportunities';
import type { Complexity } from './fair-time.ts';
import type { SignedAgreement } from './mobilisation.ts';
import { dayIfPast, timetableLines, type PlannedStage, type Slip, type Stage, type TimetableLine } from './stage.ts';

/** What the timetable of one tender stands on, beside its dates. */
export interface TimetableHeader {
  readonly complexity: Complexity;
  readonly consortiaAllowed: boolean;
  readonly visitsNoneReason: string;
  readonly earlyNoticeId: string | null;
  readonly clashReason: string | null;
  readonly clashWith: readonly string[];
}

export const NO_TIMETABLE: TimetableHeader = {
  complexity: 'low', consortiaAllowed: false, visitsNoneReason: '', earlyNoticeId: null, clashReason: null, clashWith: [],
};

/** As it stands; the plain one when nothing was saved yet. */
export async function headerOf(read: Read, opportunityId: string): Promise<TimetableHeader> {
  const { rows } = await sql<TimetableHeader>`select complexity, consortia_allowed as "consortiaAllowed",
    visits_none_reason as "visitsNoneReason", early_notice_id as "earlyNoticeId", clash_reason as "clashReason", clash_with as "clashWith" from timetable where opportunity_id = ${opportunityId}`.execute(read);
  return rows[0] ?? NO_TIMETABLE;
}

export type HeaderFields = Omit<TimetableHeader, 'clashReason' | 'clashWith'>;

export async function saveHeader(tx: Tx, opportunityId: string, header: HeaderFields): Promise<void> {
  const row = {
    complexity: header.complexity, consortia_allowed: header.consortiaAllowed, visits_none_reason: header.visitsNoneReason, early_notice_id: header.earlyNoticeId, updated_at: sql<Date>`wantsum_clock()`,
  };
  await tx.insertInto('timetable').values({ opportunity_id: opportunityId, ...row }).onConflict((conflict) => conflict.column('opportunity_id').doUpdateSet(row)).execute();
}

/** Records why it closes near these others. */
export async function saveClashReason(tx: Tx, opportunityId: string, reason: string, others: readonly string[], by: PersonId | null): Promise<void> {
  const row = { clash_reason: reason, clash_with: [...others], clash_decided_by: by, clash_decided_at: sql<Date>`wantsum_clock()` };
  await tx.insertInto('timetable').values({ opportunity_id: opportunityId, ...row }).onConflict((conflict) => conflict.column('opportunity_id').doUpdateSet(row)).execute();
}

/** Writes the first plan in place of what was planned before. */
export async function savePlanned(tx: Tx, opportunityId: string, planned: Partial<Readonly<Record<PlannedStage, CalendarDate | null>>>): Promise<void> {
  await tx.deleteFrom('timetable_stage').where('opportunity_id', '=', opportunityId).execute();
  const rows = Object.entries(planned).flatMap(([stage, plannedOn]) => (plannedOn ? [{ opportunity_id: opportunityId, stage, planned_on: plannedOn }] : []));
  if (rows.length > 0) await tx.insertInto('timetable_stage').values(rows).execute();
}

export async function insertSlip(tx: Tx, opportunityId: string, slip: { readonly stage: PlannedStage; readonly fromOn: CalendarDate; readonly toOn: CalendarDate; readonly reason: string }, by: PersonId | null): Promise<void> {
  await tx.insertInto('timetable_slip').values({ id: newId<'timetable_slip'>(), opportunity_id: opportunityId, stage: slip.stage, from_on: slip.fromOn, to_on: slip.toOn, reason: slip.reason, recorded_by: by }).execute();
}

interface FactsRow {
  id: string; title: string; directorate: string; planned: Record<string, string> | null; expected_on: CalendarDate | null; closes_at: Date | null; clarifications_until: Date | null; published_at: Date | null;
  opened_at: Date | null; evaluated_at: Date | null; awarded_at: Date | null; standstill_ends_on: CalendarDate | null; contract_starts_on: CalendarDate | null; started_on: CalendarDate | null;
  visits_end: Date | null; visits_last: Date | null; early_notice_at: Date | null; slips: { stage: Stage; from_on: CalendarDate; to_on: CalendarDate; reason: string; at: string }[];
}

/** Each tender's lines, with its title and directorate, in one query for all of them. */
export async function timetablesOf(read: Read, opportunityIds: readonly string[], now: Date): Promise<{ readonly opportunityId: string; readonly title: string; readonly directorate: string; readonly lines: readonly TimetableLine[] }[]> {
  const { rows } = await sql<FactsRow>`
    select o.id, ${sql.raw(titleInStageSql('o'))} as title, coalesce(u.name, 'No directorate named') as directorate, o.expected_on, o.closes_at, o.clarifications_until, o.published_at, o.opened_at, o.contract_starts_on,
      (select jsonb_object_agg(s.stage, s.planned_on) from timetable_stage s where s.opportunity_id = o.id) as planned,
      case when o.state in ('evaluated', 'awarded') then (select max(m.moderated_at) from moderated_score m join bid b on b.id = m.bid_id where b.opportunity_id = o.id) end as evaluated_at,
      (select max(a.notice_published_at) from award a where a.opportunity_id = o.id and a.state <> 'withdrawn') as awarded_at,
      (select max(a.standstill_ends_on) from award a where a.opportunity_id = o.id and a.state <> 'withdrawn') as standstill_ends_on,
      (select max(g.starts_on) from award a join agreement g on g.id = a.agreement_id where a.opportunity_id = o.id and a.state <> 'withdrawn') as started_on,
      (select max(t.ends_at) from session v join session_slot t on t.session_id = v.id and t.cancelled_at is null where v.about_kind = 'opportunity' and v.about_id = o.id and v.kind = 'visit' and v.cancelled_at is null) as visits_end,
      (select min(t.starts_at) from session v join session_slot t on t.session_id = v.id and t.cancelled_at is null where v.about_kind = 'opportunity' and v.about_id = o.id and v.kind = 'visit' and v.cancelled_at is null) as visits_last,
      (select n.published_at from timetable h join early_notice n on n.id = h.early_notice_id where h.opportunity_id = o.id) as early_notice_at,
      coalesce((select jsonb_agg(x order by x.at) from (
        select p.stage, p.from_on, p.to_on, p.reason, p.recorded_at as at from timetable_slip p where p.opportunity_id = o.id
        union all select 'closing', (c.old_closes_at at time zone 'Europe/London')::date, (c.new_closes_at at time zone 'Europe/London')::date, c.reason, c.changed_at from closing_change c where c.opportunity_id = o.id) x), '[]') as slips
    from opportunity o left join exercise e on e.id = o.exercise_id left join organisational_unit u on u.id = unit_counted_as(e.unit_id)
    where o.id = any(${opportunityIds}::uuid[])`.execute(read);
  return rows.map((row) => ({ opportunityId: row.id, title: row.title, directorate: row.directorate, lines: linesFrom(row, now) }));
}

function linesFrom(row: FactsRow, now: Date): readonly TimetableLine[] {
  const today = londonDate(now);
  const ifCome = (day: CalendarDate | null): CalendarDate | null => (day !== null && day <= today ? day : null);
  const planned = (row.planned ?? {}) as Partial<Record<Stage, CalendarDate>>;
  const dayOf = (instant: Date | null) => (instant === null ? null : londonDate(instant));
  return timetableLines({
    planned: {
      ...planned, advert: planned.advert ?? row.expected_on ?? dayOf(row.published_at), clarifications: dayOf(row.clarifications_until), closing: dayOf(row.closes_at), start: row.contract_starts_on,
      visits: planned.visits ?? dayOf(row.visits_last),
    },
    actual: {
      'early-notice': dayOf(row.early_notice_at), advert: dayOf(row.published_at), visits: dayIfPast(row.visits_end, now), clarifications: dayIfPast(row.clarifications_until, now), closing: dayIfPast(row.closes_at, now),
      opening: dayOf(row.opened_at), evaluation: dayOf(row.evaluated_at), award: dayOf(row.awarded_at),
      // It runs to the end of its last day.
      'standstill-end': row.standstill_ends_on !== null && row.standstill_ends_on < today ? row.standstill_ends_on : null, start: ifCome(row.started_on),
    },
    slips: row.slips.map(({ stage, from_on: fromOn, to_on: toOn, reason, at }): Slip => ({ stage, fromOn, toOn, reason, recordedAt: new Date(at) })).filter(({ fromOn, toOn }) => fromOn !== toOn),
  });
}

/** The published timetable of one tender: what was planned, what is expected, what happened. For other rooms too: the path of an award is its end. */
export async function timetableOf(read: Read, opportunityId: string, now: Date): Promise<readonly TimetableLine[]> {
  return (await timetablesOf(read, [opportunityId], now))[0]?.lines ?? [];
}

export async function insertAgreement(tx: Tx, opportunityId: string, agreement: SignedAgreement & { readonly words: string }, by: PersonId | null): Promise<void> {
  await tx.insertInto('early_start_agreement').values({
    id: newId<'early_start_agreement'>(), opportunity_id: opportunityId, organisation_id: agreement.organisationId, starts_on: agreement.startsOn, signed_by: agreement.signedBy,
    signed_on: agreement.signedOn, words: agreement.words, recorded_by: by,
  }).execute();
}

/** The latest agreement of a provider to start earlier, or of any of them. */
export async function agreementOf(read: Read, opportunityId: string, organisationId?: string): Promise<(SignedAgreement & { readonly organisationName: string; readonly words: string }) | null> {
  let query = read.selectFrom('early_start_agreement as a').innerJoin('organisation as o', 'o.id', 'a.organisation_id').select(['a.organisation_id', 'a.starts_on', 'a.signed_by', 'a.signed_on', 'a.words', 'o.name'])
    .where('a.opportunity_id', '=', opportunityId);
  if (organisationId) query = query.where('a.organisation_id', '=', organisationId);
  const row = await query.orderBy('a.recorded_at', 'desc').executeTakeFirst();
  return row ? { organisationId: row.organisation_id, organisationName: row.name, startsOn: row.starts_on as CalendarDate, signedBy: row.signed_by, signedOn: row.signed_on as CalendarDate, words: row.words } : null;
}

/** Who has been recommended or chosen, whose agreement it would have to be. Empty before an award is recommended. */
export async function winnersOf(read: Read, opportunityId: string): Promise<{ readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select distinct o.id, o.name from award a join bid b on b.id = a.bid_id join organisation o on o.id = b.organisation_id
    where a.opportunity_id = ${opportunityId} and a.state <> 'withdrawn' order by o.name, o.id`.execute(read);
  return rows;
}

/** Tenders of a body that an officer should explain: a stage has passed its expected day and nobody said why. */
export async function overdueTenders(read: Read, bodyIds: readonly string[], now: Date, limit: number): Promise<{ readonly opportunityId: string; readonly title: string; readonly lines: readonly TimetableLine[] }[]> {
  if (bodyIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`select distinct o.id from opportunity o join timetable_stage s on s.opportunity_id = o.id and s.planned_on < ${londonDate(now)}
    where o.body_id = any(${bodyIds}::uuid[]) and o.state in ('published', 'opened', 'evaluated') and o.source = 'made' and s.stage <> 'advert' order by o.id limit ${limit * 5}`.execute(read);
  return timetablesOf(read, rows.map(({ id }) => id), now);
}

/** The opportunities of a body (or of all) published from one day to another, for the report; the newest first. */
export async function publishedBetween(read: Read, bodyId: string | null, from: CalendarDate, to: CalendarDate, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select o.id from opportunity o where o.state <> 'draft' and o.source = 'made' and (${bodyId}::uuid is null or o.body_id = ${bodyId}::uuid)
    and o.published_at >= (${from}::date at time zone 'Europe/London') and o.published_at < (${addDays(to, 1)}::date at time zone 'Europe/London') order by o.published_at desc limit ${limit}`.execute(read);
  return rows.map(({ id }) => id);
}
