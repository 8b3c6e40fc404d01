import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { policyValues } from '#policy';
import { exerciseFacts } from '#needs';
import { considerSocialValue } from './consider-social-value.command.ts';
import { missingFrom } from './social-value.ts';
import { socialValueActs } from './social-value.acts.ts';
import { consideredReportPage, editSocialValuePage, socialValuePage, weightsReportPage } from './social-value.page.ts';
import { consideredByBand, dutiesOf, socialValueAnswers, weightApproval, weightExceptions, weightsByService } from './social-value.store.ts';

export const socialValueRoutes = [
  page({
    url: '/exercises/:id/social-value',
    act: socialValueActs.view,
    show: async ({ read, params, actor, services }) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const consideration = await socialValueAnswers(read, exercise.id);
      const [duties, { standing }] = [await dutiesOf(read, exercise), await weightApproval(read, exercise.id, consideration)];
      const content = socialValuePage({
        exercise, consideration, duties, approval: standing, missing: missingFrom(consideration, duties, standing),
        mayConsider: await may(read, services.kinds, actor, socialValueActs.consider, { kind: 'exercise', id: exercise.id }),
      });
      return pageOf(`Social value: ${exercise.title}`, content, { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/social-value/edit',
    command: considerSocialValue,
    show: async ({ read, params, csrf }, shown) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const policy = await policyValues(read, exercise.bodyId, ['socialValue.minimumPercent', 'socialValue.defaultPercent'], londonDate(await readClock(read)));
      const content = editSocialValuePage({
        exercise, duties: await dutiesOf(read, exercise), consideration: await socialValueAnswers(read, exercise.id), minimum: policy['socialValue.minimumPercent'], usual: policy['socialValue.defaultPercent'], csrf,
      }, shown);
      return pageOf('Consider social value', content, { backLink: { href: `/exercises/${exercise.id}/social-value` } });
    },
    input: (posted, { id }) => ({
      exerciseId: id, relevance: posted.text('relevance'), relevanceReason: posted.text('relevanceReason'), improve: posted.text('improve'), secure: posted.text('secure'), consult: posted.text('consult'), weight: posted.text('weight'),
      weightReason: posted.text('weightReason'), version: posted.text('version'),
    }),
    done: ({ needsApproval }, { id }) => redirectTo(`/exercises/${id}/social-value`, needsApproval ? 'Saved. The weight is below the authority’s least, so it must be agreed to.' : 'Saved.'),
  }),
  page({
    url: '/reports/social-value-considered',
    act: socialValueActs.report,
    show: async ({ read, actor }) => pageOf('Where social value was considered', consideredReportPage(await consideredByBand(read, actor)), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Where social value was considered' }] }),
  }),
  page({
    url: '/reports/social-value-weights',
    act: socialValueActs.report,
    query: z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) }),
    show: async ({ read, actor, query }) => {
      const { exceptions, more } = await weightExceptions(read, actor, query.page);
      const address = (number: number): string => `/reports/social-value-weights?page=${number}`;
      const content = weightsReportPage({ services: await weightsByService(read, actor), exceptions, previous: query.page > 1 ? address(query.page - 1) : null, next: more ? address(query.page + 1) : null });
      return pageOf('Weights of social value', content, { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Weights of social value' }] });
    },
  }),
];
