import { londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { exerciseFacts } from '#needs';
import { policyValues } from '#policy';
import { exerciseRoute } from '#routes';
import { paymentPlanActs } from './payment-plan.acts.ts';
import { addPaymentPart, removePaymentPart, savePaymentPlan } from './payment-plan.commands.ts';
import { addPartPage, editPlanPage, paymentPlanPage, removePartPage } from './payment-plan.page.ts';
import { paymentPlanOf } from './payment-plan.store.ts';

const back = (id: string) => ({ backLink: { href: `/exercises/${id}/payment` } });
const toPlan = (message: string) => (_value: unknown, { id }: { readonly id: string }) => redirectTo(`/exercises/${id}/payment`, message);

export const paymentPlanRoutes = [
  page({
    url: '/exercises/:id/payment',
    act: paymentPlanActs.view,
    show: async ({ read, params, actor, services }) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const policy = await policyValues(read, exercise.bodyId, ['payment.mostAtRiskPercent'], londonDate(await readClock(read)));
      const maySave = await may(read, services.kinds, actor, paymentPlanActs.save, { kind: 'exercise', id: exercise.id });
      return pageOf(`Payment: ${exercise.title}`, paymentPlanPage(exercise, await paymentPlanOf(read, exercise.id), policy['payment.mostAtRiskPercent'], maySave), { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/payment/edit',
    command: savePaymentPlan,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const policy = await policyValues(read, exercise.bodyId, ['payment.targetDays'], londonDate(await readClock(read)));
      const usual = { valueNetPence: (await exerciseRoute(read, exercise.id))?.valuation.net ?? null, paymentDays: policy['payment.targetDays'].value };
      return pageOf('Price and term', editPlanPage(exercise, await paymentPlanOf(read, exercise.id), usual, state, csrf), back(params.id));
    },
    input: (posted, { id }) => ({ exerciseId: id, value: posted.text('value'), startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), paymentDays: posted.text('paymentDays'), reasons: posted.text('reasons') }),
    done: toPlan('Saved.'),
  }),
  ...form({
    url: '/exercises/:id/payment/add',
    command: addPaymentPart,
    show: async ({ read, params, csrf }, state) => {
      const [exercise, plan] = [await exerciseFacts(read, params.id), await paymentPlanOf(read, params.id)];
      return exercise && plan ? pageOf('Add a payment', addPartPage(exercise, plan, state, csrf), back(params.id)) : notFound;
    },
    input: (posted, { id }) => ({ exerciseId: id, kind: posted.text('kind'), name: posted.text('name'), sharePercent: posted.text('sharePercent'), workEndsOn: posted.date('workEndsOn'), payableOn: posted.date('payableOn') }),
    done: toPlan('Added.'),
  }),
  ...form({
    url: '/exercises/:id/payment/parts/:partId/remove',
    command: removePaymentPart,
    show: async ({ read, params, csrf }, state) => {
      const part = (await paymentPlanOf(read, params.id))?.parts.find(({ id }) => id === params.partId);
      return part ? pageOf('Take out a payment', removePartPage(part, state, csrf), back(params.id)) : notFound;
    },
    input: (_posted, { id, partId }) => ({ exerciseId: id, partId }),
    done: toPlan('Taken out.'),
  }),
];
