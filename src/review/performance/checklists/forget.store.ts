import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import type { PersonId } from '#kernel/ids';
import { USUAL_RETENTION_MONTHS } from '#parties';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { policyValue } from '#policy';
import { INSPECTOR_KIND } from './checklist.store.ts';

/** An address is for sending the link, and once more if it is lost: so many days after the last day it is of no use. */
const EMAIL_DAYS = 30;

/** Takes out who it was, and closes a link that was not used: a person who asks for it is not asked again. What they answered stays. */
export async function forgetInspector(tx: Tx, id: string): Promise<void> {
  await sql`update checklist_inspector i set name = null, email = null, forgotten_at = wantsum_clock(),
      withdrawn_at = case when s.inspector_id is null then coalesce(i.withdrawn_at, wantsum_clock()) else i.withdrawn_at end,
      withdrawn_reason = case when s.inspector_id is null then coalesce(i.withdrawn_reason, 'The name was taken out') else i.withdrawn_reason end
    from checklist_inspector j left join checklist_sending s on s.inspector_id = j.id where j.id = i.id and i.id = ${id} and i.name is not null`.execute(tx);
}

const OF_BODY = sql`from checklist_inspector i join review_checklist c on c.id = i.checklist_id join review v on v.id = c.review_id join agreement a on a.id = v.agreement_id`;
const TODAY = sql`(wantsum_clock() at time zone 'Europe/London')::date`;
const EMAIL_OVER = sql`i.email is not null and (v.held_on is not null or i.last_on + ${EMAIL_DAYS}::int < ${TODAY})`;

export async function bodiesWithNames(read: Read): Promise<string[]> {
  const { rows } = await sql<{ bodyId: string }>`select distinct a.body_id as "bodyId" ${OF_BODY} where i.name is not null order by 1`.execute(read);
  return rows.map(({ bodyId }) => bodyId);
}

/** Months from a review, or from the last day of a link where it was not held, after which a name is taken out: as for people who have left. */
export async function namesKeptMonths(read: Read, bodyId: string): Promise<number> {
  const { value } = await policyValue(read, bodyId, 'retention.peopleYears', londonDate(await readClock(read)));
  return value === null ? USUAL_RETENTION_MONTHS : value * 12;
}

const NAME_OVER = (months: number) => sql`i.name is not null and coalesce(v.held_on, i.last_on) + make_interval(months => ${months}::int) < ${TODAY}`;

export async function namesWait(read: Read, bodyId: string, months: number): Promise<boolean> {
  const { rows } = await sql`select 1 ${OF_BODY} where a.body_id = ${bodyId} and (${EMAIL_OVER} or ${NAME_OVER(months)}) limit 1`.execute(read);
  return rows.length > 0;
}

/** Takes out the email addresses and the names of one body whose time is over. @returns how many of each */
export async function forgetOverdue(tx: Tx, bodyId: string, months: number, limit: number): Promise<{ readonly emails: number; readonly names: number }> {
  const due = (over: ReturnType<typeof NAME_OVER>) => sql`select i.id ${OF_BODY} where a.body_id = ${bodyId} and ${over} order by i.id limit ${limit} for update of i skip locked`;
  const names = await sql`update checklist_inspector set name = null, email = null, forgotten_at = wantsum_clock() where id in (${due(NAME_OVER(months))})`.execute(tx);
  const emails = await sql`update checklist_inspector set email = null where id in (${due(EMAIL_OVER)})`.execute(tx);
  return { emails: Number(emails.numAffectedRows ?? 0n), names: Number(names.numAffectedRows ?? 0n) };
}

/** For a person's own export: checklists that they were asked for by the address that they have confirmed here, with their answers. */
export async function inspectionsOfPerson(read: Read, personId: PersonId): Promise<unknown> {
  const { rows } = await sql`select i.name, i.email, c.title, i.invited_at as "invitedAt", i.last_on::text as "lastOn", i.withdrawn_at as "withdrawnAt", s.done_at as "doneAt", s.arrived_at as "arrivedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('question', q.text, 'answer', a.value) order by q.position), '[]') from answer a join question q on q.id = a.question_id where a.about_kind = ${INSPECTOR_KIND} and a.about_id = i.id) as answers
    from person p join checklist_inspector i on lower(i.email) = lower(p.email) join review_checklist c on c.id = i.checklist_id left join checklist_sending s on s.inspector_id = i.id
    where p.id = ${personId} and p.email_verified order by i.invited_at, i.id`.execute(read);
  return rows;
}
