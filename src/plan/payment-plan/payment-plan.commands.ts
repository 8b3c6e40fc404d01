import { z } from 'zod';
import { calendarDate, type CalendarDate } from '#kernel/calendar-date';
import { decimal, parseDecimal, type Decimal } from '#kernel/decimal';
import { parsePounds } from '#kernel/money';
import { refuse, type Refused } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { isAdvertised } from '#lotting';
import { lockExercise, type ExerciseFacts } from '#needs';
import { paymentPlanActs } from './payment-plan.acts.ts';
import { addPart, paymentPlanOf, removePart, storePlan } from './payment-plan.store.ts';
import { decidePart, PAYMENT_KINDS, type PaymentKind } from './payment-plan.ts';

const about = (exerciseId: string) => ({ kind: 'exercise', id: exerciseId });

const dayFrom = (text: string): CalendarDate | null => {
  try {
    return calendarDate(text);
  } catch {
    return null;
  }
};
const optionalDay = z.string().transform((text, context): CalendarDate | null => {
  if (text === '') return null;
  const day = dayFrom(text);
  if (day === null) context.addIssue({ code: 'custom', message: 'Enter a real date, such as 31 3 2027' });
  return day;
});
const day = (empty: string) => optionalDay.transform((read, context): CalendarDate => {
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: empty });
  return z.NEVER;
});

/** The exercise, held; refused once bidders were told how they would be paid. */
async function held(tx: Tx, exerciseId: string): Promise<ExerciseFacts | Refused> {
  const exercise = await lockExercise(tx, exerciseId);
  if (!exercise) return refuse('not-found', 'This exercise is not there any more.');
  if (exercise.stage === 'review' || exercise.stage === 'closed') return refuse('too-late', 'This exercise is past its award, so this stays as it was.');
  return (await isAdvertised(tx, exerciseId)) ? refuse('advertised', 'An opportunity of this exercise is published, and bidders priced how they would be paid. It stays as it is.') : exercise;
}
const isRefused = (found: ExerciseFacts | Refused): found is Refused => 'sentence' in found;

/** Sets what the payments are counted from. */
export const savePaymentPlan = command({
  act: paymentPlanActs.save,
  input: z.object({
    exerciseId: z.string(), startsOn: day('Enter the day on which the contract starts'), endsOn: day('Enter the day on which the contract ends'),
    value: z.string().trim().transform((text, context): bigint => {
      const parsed = parsePounds(text);
      if (parsed.ok && parsed.pence > 0n) return parsed.pence;
      context.addIssue({ code: 'custom', message: parsed.ok || text === '' ? 'Enter the price of the contract' : parsed.why });
      return z.NEVER;
    }),
    paymentDays: z.string().trim().regex(/^\d{1,3}$/, 'Enter how many days paying takes').transform(Number).refine((days) => days <= 365, 'Enter a number of days up to 365'),
    reasons: optionalWords(4000),
  }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx, actor }, input) => {
    const exercise = await held(tx, input.exerciseId);
    if (isRefused(exercise)) return exercise;
    if (input.endsOn <= input.startsOn) return refuse('backwards', 'The contract ends after it starts', { field: 'endsOn' });
    if (input.endsOn.slice(0, 4) > String(Number(input.startsOn.slice(0, 4)) + MOST_YEARS)) return refuse('too-long', `Enter a term of ${MOST_YEARS} years or less`, { field: 'endsOn' });
    const before = await paymentPlanOf(tx, input.exerciseId);
    await storePlan(tx, { exerciseId: input.exerciseId, valueNetPence: input.value, startsOn: input.startsOn, endsOn: input.endsOn, paymentDays: input.paymentDays, reasons: input.reasons }, actor.personId);
    return done(undefined, {
      record: about(input.exerciseId), bodyId: exercise.bodyId, ...(before ? { before: { valueNetPence: before.valueNetPence, startsOn: before.startsOn, endsOn: before.endsOn } } : {}),
      after: { valueNetPence: input.value, startsOn: input.startsOn, endsOn: input.endsOn, paymentDays: input.paymentDays }, ...(input.reasons ? { reason: input.reasons } : {}),
    });
  },
});
const MOST_YEARS = 25;

export const addPaymentPart = command({
  act: paymentPlanActs.addPart,
  input: z.object({
    exerciseId: z.string(), kind: z.enum(Object.keys(PAYMENT_KINDS) as [PaymentKind, ...PaymentKind[]], 'Choose a way of paying'), name: optionalWords(300),
    sharePercent: z.string().trim().transform((text, context): Decimal => {
      const parsed = parseDecimal(text.replace(/%$/, ''));
      if (parsed.ok && parsed.value.compare(decimal('0')) > 0 && parsed.value.compare(decimal('100')) <= 0 && parsed.value.round(4).equals(parsed.value)) return parsed.value;
      context.addIssue({ code: 'custom', message: 'Enter a share of the price above 0% and up to 100%' });
      return z.NEVER;
    }),
    workEndsOn: optionalDay, payableOn: optionalDay,
  }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx }, { exerciseId, ...part }) => {
    const exercise = await held(tx, exerciseId);
    if (isRefused(exercise)) return exercise;
    const plan = await paymentPlanOf(tx, exerciseId);
    if (!plan) return refuse('no-plan', 'Enter the price and the term first.');
    const decided = decidePart(plan, part);
    if (decided.kind === 'refused') return decided;
    await addPart(tx, exerciseId, decided.value);
    return done(undefined, { record: about(exerciseId), bodyId: exercise.bodyId, after: { ...decided.value, sharePercent: decided.value.sharePercent.toString() } });
  },
});

export const removePaymentPart = command({
  act: paymentPlanActs.removePart,
  input: z.object({ exerciseId: z.string(), partId: z.uuid() }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx }, { exerciseId, partId }) => {
    const exercise = await held(tx, exerciseId);
    if (isRefused(exercise)) return exercise;
    const before = (await paymentPlanOf(tx, exerciseId))?.parts.find(({ id }) => id === partId);
    if (!before || !(await removePart(tx, exerciseId, partId))) return refuse('not-found', 'This payment is not there any more.');
    return done(undefined, { record: about(exerciseId), bodyId: exercise.bodyId, before: { kind: before.kind, name: before.name, sharePercent: before.sharePercent.toString() } });
  },
});
