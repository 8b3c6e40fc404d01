import { londonDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import type { Posted } from '#platform/web/posted';
import { lawFrom, policyValue } from '#policy';
import { regulatoryRoute } from './route-gates.ts';
import { overrideRoute } from './override-route.command.ts';
import { PURCHASING_ROUTE_TITLES } from './route-definitions.ts';
import { routesActs } from './routes.acts.ts';
import { editValuePage, overridePage, valuePage } from './value.page.ts';
import { LOT_ROWS, valueExercise } from './value-exercise.command.ts';
import { exerciseFacts } from '#needs';
import { currentValuation, exerciseRoute, valuationHistory } from './valuation.store.ts';

export const valueRoutes = [
  page({
    url: '/exercises/:id/value',
    act: routesActs.viewValue,
    show: async ({ read, params, actor, services }) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const current = await exerciseRoute(read, exercise.id);
      const content = valuePage({
        exercise, current, regulatory: current && regulatoryRoute({ on: current.valuation.decidedOn, category: exercise.category, lightTouch: exercise.lightTouch, value: current.valuation, termYears: Number(current.valuation.years) + Number(current.valuation.extensionYears) }, await lawFrom(read)), history: await valuationHistory(read, exercise.id),
        mayValue: await may(read, services.kinds, actor, routesActs.value, { kind: 'exercise', id: exercise.id }),
      });
      return pageOf(`Value and route: ${exercise.title}`, content, { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/value/edit',
    command: valueExercise,
    show: async ({ read, params, csrf }, shown) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      return pageOf('Whole-life value', editValuePage(exercise, await currentValuation(read, exercise.id), csrf, shown), { backLink: { href: `/exercises/${exercise.id}/value` } });
    },
    input: (posted, { id }) => ({
      exerciseId: id, annual: posted.text('annual'), years: posted.text('years'), extensionYears: posted.text('extensionYears'), oneOff: posted.text('oneOff'),
      vat: posted.text('vat'), lots: postedLots(posted),
    }),
    done: ({ net, route }, { id }) => redirectTo(`/exercises/${id}/value`, `The whole-life value is ${formatPounds(net)} excluding VAT. The route is: ${PURCHASING_ROUTE_TITLES[route].toLowerCase()}.`),
  }),
  ...form({
    url: '/exercises/:id/value/exemption',
    command: overrideRoute,
    show: async ({ read, params, csrf }, shown) => {
      const exercise = await exerciseFacts(read, params.id);
      const valuation = exercise && (await currentValuation(read, exercise.id));
      if (!exercise) return notFound;
      if (!valuation) return redirectTo(`/exercises/${exercise.id}/value`, 'Record the whole-life value first: the route follows from it.');
      const approver = await policyValue(read, exercise.bodyId, 'purchasing.exemptionApprover', londonDate(await readClock(read)));
      const content = overridePage({ caption: exercise.title, route: valuation.route, rule: valuation.rule, asked: valuation.override, approver: approver.value === null ? null : approver.words, csrf }, shown);
      return pageOf('Take another route', content, { backLink: { href: `/exercises/${exercise.id}/value` } });
    },
    input: (posted, { id }) => ({ exerciseId: id, route: posted.text('route'), reason: posted.text('reason') }),
    done: ({ asked }, { id }) => redirectTo(`/exercises/${id}/value`, asked ? 'Asked for. It counts once it is agreed.' : 'The stricter route is recorded.'),
  }),
];

/** Every row up to the last one filled in, so that a mistake's path names the row it was typed in. */
function postedLots(posted: Posted): { title: string; annual: string; oneOff: string }[] {
  const rows = Array.from({ length: LOT_ROWS }, (_, index) => ({
    title: posted.text(`lots-${index}-title`), annual: posted.text(`lots-${index}-annual`), oneOff: posted.text(`lots-${index}-oneOff`),
  }));
  const last = rows.findLastIndex((row) => Object.values(row).some((typed) => typed.trim() !== ''));
  return rows.slice(0, last + 1);
}
