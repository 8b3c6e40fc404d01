import { html } from '#platform/pages/html';
import { errorSummaryFor } from '#platform/pages/form';
import { button } from '#platform/pages/components/index';
import { form, notFound, pageOf, redirectTo, type Route } from '#platform/web/route';
import type { MeasureCommands } from './measure.commands.ts';
import { measureFields, postedMeasure } from './measure-form.ts';
import { measureOf } from './measure.store.ts';

/** Three pages on the measures of a record under `base`, such as `/specifications/:id`: add, change and remove. They lead back to it. */
export function measureRoutes<const Base extends `/${string}/:id`>(base: Base, { room, add, change, remove }: MeasureCommands): readonly Route[] {
  const home = (id: string) => base.replace(':id', id);
  const about = (id: string) => ({ kind: room.kind, id });
  return [
    ...form({
      url: `${base}/measures/add` as '/x/:id/measures/add',
      command: add,
      show: async ({ csrf, params }, state) => pageOf('Add a measure', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Add a measure</h1>
<p class="govuk-body">A results chain runs from what is put in to what lasts: input, activity, output, outcome, impact. Measure at least one outcome or impact.</p>
<form method="post" novalidate>${csrf}${measureFields(state)}${button({ text: 'Add measure' })}</form>`, { backLink: { href: home(params.id) } }),
      input: (posted, params) => ({ aboutId: params.id, ...postedMeasure(posted) }),
      done: (_measureId, params) => redirectTo(home(params.id), 'Measure added'),
    }),
    ...form({
      url: `${base}/measures/:measureId` as '/x/:id/measures/:measureId',
      command: change,
      show: async ({ read, csrf, params }, state) => {
        const measure = await measureOf(read, about(params.id), params.measureId);
        if (!measure) return notFound;
        return pageOf(`Change ${measure.name}`, html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Change a measure</h1>
<form method="post" novalidate>${csrf}${measureFields(state, measure)}${button({ text: 'Save measure' })}</form>`, { backLink: { href: home(params.id) } });
      },
      input: (posted, params) => ({ aboutId: params.id, measureId: params.measureId, ...postedMeasure(posted) }),
      done: (_measureId, params) => redirectTo(home(params.id), 'Measure saved'),
    }),
    ...form({
      url: `${base}/measures/:measureId/remove` as '/x/:id/measures/:measureId/remove',
      command: remove,
      show: async ({ read, csrf, params }, state) => {
        const measure = await measureOf(read, about(params.id), params.measureId);
        if (!measure) return notFound;
        return pageOf(`Remove ${measure.name}`, html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Remove “${measure.name}”?</h1>
<p class="govuk-body">It goes from the results chain. The audit trail keeps what it said.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Remove measure', classes: 'govuk-button--warning' })}</form>`, { backLink: { href: home(params.id) } });
      },
      input: (_posted, params) => ({ aboutId: params.id, measureId: params.measureId }),
      done: (_measureId, params) => redirectTo(home(params.id), 'Measure removed'),
    }),
  ];
}
