import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type PersonId } from '#kernel/ids';
import { linkCodeHash, mayBeLinkCode, newLinkCode } from '#platform/access/link-code';
import type { Read, Tx } from '#platform/database/connection';
import type { CountedQuestion, Inspector, Sending } from './checklist.ts';

export const CHECKLIST_KIND = 'review-checklist';
export const INSPECTOR_KIND = 'checklist-inspector';
/** The purpose of its question set. */
export const CHECKLIST_PURPOSE = 'checklist';
/** So many checklists a review may have: they are read on one page. */
export const MOST_CHECKLISTS = 20;

const hashOf = (code: string): Buffer => linkCodeHash('checklist', code);

/** The review that checklists are for, with its contract. */
export interface ReviewOfChecklists {
  readonly id: string;
  readonly kind: string;
  readonly dueOn: CalendarDate;
  readonly heldOn: CalendarDate | null;
  readonly agreementId: string;
  readonly agreementTitle: string;
  readonly bodyId: string;
}

export async function reviewOfChecklists(read: Read, reviewId: string): Promise<ReviewOfChecklists | null> {
  const { rows } = await sql<ReviewOfChecklists>`select v.id, v.kind, v.due_on as "dueOn", v.held_on as "heldOn", r.id as "agreementId", r.title as "agreementTitle", r.body_id as "bodyId"
    from review v join agreement r on r.id = v.agreement_id where v.id = ${reviewId}`.execute(read);
  return rows[0] ?? null;
}

export interface Checklist {
  readonly id: string;
  readonly reviewId: string;
  readonly title: string;
  readonly lookAt: string;
  /** People asked whose link was not closed before they sent, and those of them who sent. */
  readonly asked: number;
  readonly sent: number;
}

const CHECKLIST = sql`c.id, c.review_id as "reviewId", c.title, c.task as "lookAt",
  (select count(*) from checklist_inspector i left join checklist_sending s on s.inspector_id = i.id where i.checklist_id = c.id and (i.withdrawn_at is null or s.inspector_id is not null))::int as asked,
  (select count(*) from checklist_inspector i join checklist_sending s on s.inspector_id = i.id where i.checklist_id = c.id)::int as sent`;

/** The checklists of one review, the first made first: never more than `MOST_CHECKLISTS`. */
export async function checklistsOf(read: Read, reviewId: string): Promise<Checklist[]> {
  const { rows } = await sql<Checklist>`select ${CHECKLIST} from review_checklist c where c.review_id = ${reviewId} order by c.made_at, c.id limit ${MOST_CHECKLISTS}`.execute(read);
  return rows;
}

/** @returns null where there is no such checklist of this review */
export async function checklistById(read: Read, reviewId: string, id: string): Promise<Checklist | null> {
  const { rows } = await sql<Checklist>`select ${CHECKLIST} from review_checklist c where c.id = ${id} and c.review_id = ${reviewId}`.execute(read);
  return rows[0] ?? null;
}

/** How many checklists were asked for and sent, by review, for every review of one agreement. */
export async function checklistsByReview(read: Read, agreementId: string): Promise<ReadonlyMap<string, { readonly asked: number; readonly sent: number }>> {
  const { rows } = await sql<{ reviewId: string; asked: number; sent: number }>`select c.review_id as "reviewId", count(i.id) filter (where i.withdrawn_at is null or s.inspector_id is not null)::int as asked, count(s.inspector_id)::int as sent
    from review_checklist c join review v on v.id = c.review_id left join checklist_inspector i on i.checklist_id = c.id left join checklist_sending s on s.inspector_id = i.id
    where v.agreement_id = ${agreementId} group by c.review_id`.execute(read);
  return new Map(rows.map(({ reviewId, asked, sent }) => [reviewId, { asked, sent }]));
}

export async function insertChecklist(tx: Tx, checklist: { readonly reviewId: string; readonly title: string; readonly lookAt: string }, madeBy: PersonId | null): Promise<string> {
  const id = newId<'review_checklist'>();
  await tx.insertInto('review_checklist').values({ id, review_id: checklist.reviewId, title: checklist.title, task: checklist.lookAt, made_by: madeBy }).execute();
  return id;
}

/** @returns the code of the link, shown once; null where somebody of this name is asked already */
export async function insertInspector(tx: Tx, given: { readonly checklistId: string; readonly name: string; readonly email: string | null; readonly lastOn: string }, invitedBy: PersonId | null): Promise<{ readonly id: string; readonly code: string } | null> {
  const [id, code] = [newId<'checklist_inspector'>(), newLinkCode()];
  const { rows } = await sql`insert into checklist_inspector (id, checklist_id, name, email, code_hash, last_on, invited_by)
    values (${id}, ${given.checklistId}, ${given.name}, ${given.email}, ${hashOf(code)}, ${given.lastOn}::date, ${invitedBy}) on conflict (checklist_id, name) do nothing returning id`.execute(tx);
  return rows.length === 1 ? { id, code } : null;
}

const INSPECTOR = sql`i.id, i.checklist_id as "checklistId", i.name, i.email, i.last_on as "lastOn", i.invited_at as "invitedAt", i.withdrawn_at as "withdrawnAt", i.withdrawn_reason as "withdrawnReason", s.send_key as "sendKey", s.done_at as "doneAt", s.arrived_at as "arrivedAt"`;
type InspectorRow = Inspector & { readonly sendKey: string | null; readonly doneAt: Date | null; readonly arrivedAt: Date | null };

/** An inspector and what they sent; null where they have sent nothing. */
export interface Inspection {
  readonly inspector: Inspector;
  readonly sending: Sending | null;
}

const inspection = ({ sendKey, doneAt, arrivedAt, ...inspector }: InspectorRow): Inspection => ({ inspector, sending: sendKey && doneAt && arrivedAt ? { sendKey, doneAt, arrivedAt } : null });

/** Whose link this is, with the review it is for; null for any other text. */
export async function inspectionByCode(read: Read, code: string): Promise<(Inspection & { readonly reviewId: string }) | null> {
  if (!mayBeLinkCode(code)) return null;
  const { rows } = await sql<InspectorRow & { reviewId: string }>`select ${INSPECTOR}, c.review_id as "reviewId" from checklist_inspector i join review_checklist c on c.id = i.checklist_id
    left join checklist_sending s on s.inspector_id = i.id where i.code_hash = ${hashOf(code)}`.execute(read);
  if (!rows[0]) return null;
  const { reviewId, ...row } = rows[0];
  return { ...inspection(row), reviewId };
}

/** @returns null where nobody of this id was asked for a checklist of this review */
export async function inspectionById(read: Read, reviewId: string, id: string): Promise<Inspection | null> {
  const { rows } = await sql<InspectorRow>`select ${INSPECTOR} from checklist_inspector i join review_checklist c on c.id = i.checklist_id left join checklist_sending s on s.inspector_id = i.id
    where i.id = ${id} and c.review_id = ${reviewId}`.execute(read);
  return rows[0] ? inspection(rows[0]) : null;
}

/** Those asked for one checklist, the first asked first. @param after the id of the last one seen, or null */
export async function inspectionsOf(read: Read, checklistId: string, limit: number, after: string | null): Promise<Inspection[]> {
  const from = after === null ? sql`` : sql`and (i.invited_at, i.id) > (select invited_at, id from checklist_inspector where id = ${after}::uuid and checklist_id = ${checklistId})`;
  const { rows } = await sql<InspectorRow>`select ${INSPECTOR} from checklist_inspector i left join checklist_sending s on s.inspector_id = i.id where i.checklist_id = ${checklistId} ${from} order by i.invited_at, i.id limit ${limit}`.execute(read);
  return rows.map(inspection);
}

/** @returns false where this or another sending of the inspector is there already */
export async function insertSending(tx: Tx, inspectorId: string, { sendKey, doneAt, arrivedAt }: Sending): Promise<boolean> {
  const { rows } = await sql`insert into checklist_sending (inspector_id, send_key, done_at, arrived_at) values (${inspectorId}, ${sendKey}::uuid, ${doneAt}, ${arrivedAt}) on conflict do nothing returning inspector_id`.execute(tx);
  return rows.length === 1;
}

export async function withdrawLink(tx: Tx, id: string, reason: string): Promise<void> {
  await sql`update checklist_inspector set withdrawn_at = wantsum_clock(), withdrawn_reason = ${reason} where id = ${id} and withdrawn_at is null`.execute(tx);
}

/** Every choice of every question with choices, with how often it was chosen, checklist by checklist. Limited by what a review may have of both. */
export async function countsOfReviews(read: Read, reviewIds: readonly string[]): Promise<ReadonlyMap<string, readonly (CountedQuestion & { readonly checklist: string })[]>> {
  const { rows } = await sql<{ reviewId: string; checklist: string; text: string; choices: readonly string[]; chosen: Readonly<Record<string, number>> }>`
    select c.review_id as "reviewId", c.title as checklist, q.text, q.choices,
      coalesce((select jsonb_object_agg(n.value, n.count) from (select a.value #>> '{}' as value, count(*)::int as count from answer a where a.question_id = q.id and a.about_kind = ${INSPECTOR_KIND} group by 1) n), '{}') as chosen
    from review_checklist c join question_set t on t.about_kind = ${CHECKLIST_KIND} and t.about_id = c.id join question q on q.question_set_id = t.id
    where c.review_id = any(${reviewIds}::uuid[]) and q.type = 'choice' order by c.made_at, c.id, q.position`.execute(read);
  const byReview = new Map<string, (CountedQuestion & { readonly checklist: string })[]>();
  for (const { reviewId, checklist, text, choices, chosen } of rows) {
    byReview.set(reviewId, [...(byReview.get(reviewId) ?? []), { checklist, text, counts: choices.map((choice) => ({ choice, count: chosen[choice] ?? 0 })) }]);
  }
  return byReview;
}

/** What was answered in words in the checklists of a review, without who wrote it, in the order of the alphabet. */
export async function wordsOfReview(read: Read, reviewId: string, limit: number): Promise<readonly { readonly question: string; readonly words: string }[]> {
  const { rows } = await sql<{ question: string; words: string }>`select q.text as question, a.value #>> '{}' as words from review_checklist c join question_set t on t.about_kind = ${CHECKLIST_KIND} and t.about_id = c.id
    join question q on q.question_set_id = t.id join answer a on a.question_id = q.id and a.about_kind = ${INSPECTOR_KIND} where c.review_id = ${reviewId} and q.type = 'long-text' order by q.position, words limit ${limit}`.execute(read);
  return rows;
}
