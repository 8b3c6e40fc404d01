import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { refreshMissing } from '#agreements';
import { linkRecords, unlinkRecords } from '#parts/thread';
import type { Read, Tx } from '#platform/database/connection';
import { scheduleReviews, type Frequency, type PlannedReview, type ReviewKind } from './review.ts';

export interface ReviewRow {
  readonly id: string;
  readonly agreementId: string;
  readonly kind: ReviewKind;
  readonly dueOn: CalendarDate;
  readonly heldOn: CalendarDate | null;
  readonly results: string | null;
  readonly issues: string | null;
  readonly actions: string | null;
  readonly authoritySignedBy: string | null;
  readonly supplierSignatory: string | null;
  /** Whether what checklists answered is shown with it, counted. */
  readonly countsShown: boolean;
}

/** When the reviews are and how often. */
export interface ReviewPlan {
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly frequencies: readonly Frequency[];
  /** Of a provisional contract: the day on which its early review is due. */
  readonly earlyOn?: CalendarDate;
}

/**
 * Writes an agreement's schedule of reviews in the caller's transaction. It is never empty. Dates that are planned already are left as they are.
 * @returns how many reviews were added
 */
export async function createReviewSchedule(tx: Tx, agreementId: string, plan: ReviewPlan): Promise<number> {
  const planned: PlannedReview[] = [...(plan.earlyOn ? [{ kind: 'early' as const, dueOn: plan.earlyOn }] : []), ...scheduleReviews(plan.startsOn, plan.endsOn, plan.frequencies)];
  const result = await tx
    .insertInto('review')
    .values(planned.map((review) => ({ id: newId<'review'>(), agreement_id: agreementId, kind: review.kind, due_on: review.dueOn })))
    .onConflict((conflict) => conflict.columns(['agreement_id', 'kind', 'due_on']).doNothing())
    .executeTakeFirst();
  // An agreement that lacked only this is whole now.
  await refreshMissing(tx, agreementId);
  return Number(result.numInsertedOrUpdatedRows ?? 0n);
}

const COLUMNS = `v.id, v.agreement_id as "agreementId", v.kind, v.due_on as "dueOn", v.held_on as "heldOn", v.results, v.issues, v.actions, p.name as "authoritySignedBy", v.supplier_signatory as "supplierSignatory", v.checklist_counts_shown as "countsShown"`;

/** Every review of one agreement, by date. */
export async function reviewsOf(read: Read, agreementId: string): Promise<ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`select ${sql.raw(COLUMNS)} from review v left join person p on p.id = v.authority_signed_by where v.agreement_id = ${agreementId} order by v.due_on, v.kind, v.id`.execute(read);
  return rows;
}

/** One review, locked. @returns null when it is not there */
export async function lockReview(tx: Tx, id: string): Promise<{ id: string; agreementId: string; kind: ReviewKind; heldOn: string | null; state: string; bodyId: string } | null> {
  const { rows } = await sql<{ id: string; agreementId: string; kind: ReviewKind; heldOn: string | null; state: string; bodyId: string }>`
    select v.id, v.agreement_id as "agreementId", v.kind, v.held_on as "heldOn", r.state, r.body_id as "bodyId" from review v join agreement r on r.id = v.agreement_id where v.id = ${id} for update of v`.execute(tx);
  return rows[0] ?? null;
}

export interface HeldReview {
  readonly heldOn: CalendarDate;
  readonly results: string;
  readonly issues: string;
  readonly actions: string;
  readonly supplierSignatory: string;
  readonly signedBy: string | null;
  readonly countsShown: boolean;
}

/** Writes a review up, with both parties' sign-off. */
export async function storeHeldReview(tx: Tx, id: string, held: HeldReview): Promise<void> {
  const result = await tx
    .updateTable('review')
    .set((set) => ({
      held_on: held.heldOn, results: held.results, issues: held.issues, actions: held.actions,
      authority_signed_by: held.signedBy, authority_signed_at: set.fn<Date>('wantsum_clock'),
      supplier_signatory: held.supplierSignatory, supplier_signed_at: set.fn<Date>('wantsum_clock'), checklist_counts_shown: held.countsShown,
    }))
    .where('id', '=', id).where('held_on', 'is', null).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('the review was written up while it was locked');
}

const LAST_REVIEWED = 'was last reviewed by';

/** Ties a contract to the last review that was held of it, and to that one alone: the others are on the page of its reviews. */
export async function leadThreadToLastReview(tx: Tx, agreementId: string): Promise<void> {
  const agreement = { kind: 'agreement', id: agreementId };
  const { rows: [last] } = await sql<{ id: string }>`select id from review where agreement_id = ${agreementId} and held_on is not null order by held_on desc, id desc limit 1`.execute(tx);
  if (!last) return;
  const { rows: earlier } = await sql<{ id: string }>`select to_id as id from thread_link where from_kind = 'agreement' and from_id = ${agreementId} and label = ${LAST_REVIEWED} and to_kind = 'review' and to_id <> ${last.id}`.execute(tx);
  for (const { id } of earlier) await unlinkRecords(tx, agreement, LAST_REVIEWED, { kind: 'review', id });
  await linkRecords(tx, agreement, LAST_REVIEWED, { kind: 'review', id: last.id });
}

export interface MissedReview {
  readonly id: string;
  readonly agreementId: string;
  readonly title: string;
  readonly reference: string;
  readonly kind: ReviewKind;
  readonly dueOn: CalendarDate;
  readonly manager: string | null;
}
