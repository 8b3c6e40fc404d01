import { londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { grossPence } from '#kernel/money';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { lawFrom } from '#policy';
import { opportunitiesActs } from './opportunities.acts.ts';
import { publishPipeline, statePipelineSpend } from './pipeline.commands.ts';
import { pipelinePage, publishPipelinePage, spendPage } from './pipeline.page.ts';
import { pipelineYears, plannedBy } from './pipeline.store.ts';
import { financialYearOf, owesPipeline, pipelineDue, pipelineOf, reportingPeriod } from './pipeline.ts';

/** All that the pages of a body's pipeline show; null when there is no such body. */
async function pipelineModel(read: Read, bodyId: string) {
  const body = isId(bodyId) ? await read.selectFrom('body').select('name').where('id', '=', bodyId).executeTakeFirst() : undefined;
  if (!body) return null;
  const law = await lawFrom(read);
  const startsOn = financialYearOf(londonDate(await readClock(read)));
  return {
    bodyId, bodyName: body.name, startsOn, due: pipelineDue(startsOn, law), period: reportingPeriod(startsOn, law), pipeline: pipelineOf(await plannedBy(read, bodyId), startsOn, law),
    year: (await pipelineYears(read, bodyId)).find((year) => year.startsOn === startsOn) ?? null, rule: owesPipeline(grossPence(0n), law).rule,
  };
}

const back = (id: string) => ({ backLink: { href: `/bodies/${id}/pipeline` } });

export const pipelineRoutes = [
  page({
    url: '/bodies/:id/pipeline',
    act: opportunitiesActs.viewPipeline,
    show: async ({ read, actor, services, params }) => {
      const model = await pipelineModel(read, params.id);
      if (!model) return notFound;
      const mayPublish = await may(read, services.kinds, actor, opportunitiesActs.publishPipeline, { kind: 'body', id: params.id });
      return pageOf('Pipeline notice', pipelinePage({ ...model, mayPublish }), { backLink: { href: '/opportunities/drafts', text: 'Back to opportunities being built' } });
    },
  }),
  ...form({
    url: '/bodies/:id/pipeline/spend',
    command: statePipelineSpend,
    show: async ({ read, params, csrf }, state) => {
      const model = await pipelineModel(read, params.id);
      return model ? pageOf('What it expects to pay', spendPage(model.bodyName, model.year, model.rule, csrf, state), back(params.id)) : notFound;
    },
    input: (posted, { id }) => ({ bodyId: id, expected: posted.text('expected') }),
    done: ({ required }, { id }) => redirectTo(`/bodies/${id}/pipeline`, required ? 'The pipeline notice is owed this year.' : 'No pipeline notice is owed this year.'),
  }),
  ...form({
    url: '/bodies/:id/pipeline/publish',
    command: publishPipeline,
    show: async ({ read, params, csrf }, state) => {
      const model = await pipelineModel(read, params.id);
      return model?.year ? pageOf('Publish the pipeline notice', publishPipelinePage(model.bodyName, model.pipeline, model.year.noticeId !== null, csrf, state), back(params.id)) : notFound;
    },
    input: (posted, { id }) => ({ bodyId: id, reason: posted.text('reason'), platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
    done: ({ noticeId, late }) => redirectTo(`/notices/${noticeId}`, late ? 'The pipeline notice is published, after its due date.' : 'The pipeline notice is published.'),
  }),
];
