import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { newId, type Id, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { PaymentKind, PaymentPart, PaymentPlan } from './payment-plan.ts';

/** @returns null while nobody designed one */
export async function paymentPlanOf(read: Read, exerciseId: string): Promise<PaymentPlan | null> {
  const row = await read.selectFrom('payment_plan').selectAll().where('exercise_id', '=', exerciseId).executeTakeFirst();
  if (!row) return null;
  const parts = await read.selectFrom('payment_part').selectAll().where('plan_id', '=', row.id).orderBy('position').orderBy('id').execute();
  return {
    exerciseId, valueNetPence: row.value_net_pence, startsOn: row.starts_on as unknown as CalendarDate, endsOn: row.ends_on as unknown as CalendarDate, paymentDays: row.payment_days, reasons: row.reasons,
    parts: parts.map((part): PaymentPart => ({
      id: part.id as Id<'payment_part'>, kind: part.kind as PaymentKind, name: part.name, sharePercent: decimal(part.share_percent).round(4), workEndsOn: part.work_ends_on as CalendarDate | null, payableOn: part.payable_on as CalendarDate | null,
    })),
  };
}

export async function storePlan(tx: Tx, plan: Omit<PaymentPlan, 'parts'>, by: PersonId | null): Promise<void> {
  const columns = { value_net_pence: plan.valueNetPence, starts_on: plan.startsOn, ends_on: plan.endsOn, payment_days: plan.paymentDays, reasons: plan.reasons, saved_by: by, saved_at: sql<Date>`wantsum_clock()` };
  await tx.insertInto('payment_plan').values({ id: newId<'payment_plan'>(), exercise_id: plan.exerciseId, ...columns }).onConflict((conflict) => conflict.column('exercise_id').doUpdateSet(columns)).execute();
}

export async function addPart(tx: Tx, exerciseId: string, part: Omit<PaymentPart, 'id'>): Promise<void> {
  const { id: planId } = await tx.selectFrom('payment_plan').select('id').where('exercise_id', '=', exerciseId).executeTakeFirstOrThrow();
  const last = await tx.selectFrom('payment_part').select((e) => e.fn.max('position').as('position')).where('plan_id', '=', planId).executeTakeFirst();
  await tx.insertInto('payment_part').values({
    id: newId<'payment_part'>(), plan_id: planId, kind: part.kind, name: part.name, share_percent: part.sharePercent.toString(), work_ends_on: part.workEndsOn, payable_on: part.payableOn, position: (last?.position ?? 0) + 1,
  }).execute();
}

/** @returns false when it is not there */
export async function removePart(tx: Tx, exerciseId: string, partId: string): Promise<boolean> {
  const result = await tx.deleteFrom('payment_part').where('id', '=', partId).where('plan_id', 'in', (from) => from.selectFrom('payment_plan').select('id').where('exercise_id', '=', exerciseId)).executeTakeFirst();
  return result.numDeletedRows === 1n;
}
