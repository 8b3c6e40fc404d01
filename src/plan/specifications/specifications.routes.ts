import { may } from '#platform/access/access';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { approvalState } from '#parts/approvals';
import { measureRoutes, measuresOf } from '#parts/measures';
import { drawThread } from '#parts/thread';
import { exerciseFacts, needOf, seesBudget } from '#needs';
import { benefitsOf } from '#social-value';
import { decideSpecificationChange } from './specification.ts';
import { editPage, putForwardPage, specificationPage, startPage } from './specification.page.ts';
import { aboutSpecification, specificationById, specificationHash, specificationsOf } from './specification.store.ts';
import { putForwardSpecification, saveSpecification, specificationMeasures, startSpecification } from './specifications.commands.ts';
import { specificationsActs } from './specifications.acts.ts';

const home = (id: string) => `/specifications/${id}`;

export const specificationsRoutes = [
  page({
    url: '/specifications/:id',
    act: specificationsActs.view,
    show: async ({ read, services, actor, params }) => {
      const specification = await specificationById(read, params.id);
      const exercise = specification && (await exerciseFacts(read, specification.exerciseId));
      if (!specification || !exercise) return notFound;
      const about = aboutSpecification(specification.id);
      const change = decideSpecificationChange(specification, exercise.stage);
      const isStaff = await seesBudget(read, services, actor, exercise.id);
      const model = {
        specification, exercise, isStaff, withBudget: isStaff, need: await needOf(read, exercise.id), measures: await measuresOf(read, about), benefits: await benefitsOf(read, exercise.id),
        approval: await approvalState(read, about, 'specification', await specificationHash(read, specification.id)),
        versions: isStaff ? await specificationsOf(read, exercise.id) : [],
        mayChange: await may(read, services.kinds, actor, specificationsActs.save, about), whyNot: change.kind === 'refused' ? change.sentence : null,
        thread: await drawThread(read, services, actor, about),
      };
      return pageOf(`Specification: ${exercise.title}`, specificationPage(model), { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/specification',
    command: startSpecification,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const [newest] = await specificationsOf(read, exercise.id);
      // While a draft is there, it is what "the specification" means.
      if (newest?.state === 'draft' && state.errors.length === 0) return redirectTo(home(newest.id));
      return pageOf('Start the specification', startPage(exercise, newest, csrf, state), { backLink: { href: `/exercises/${exercise.id}` } });
    },
    input: (_posted, params) => ({ exerciseId: params.id }),
    done: (id) => redirectTo(`${home(id)}/edit`),
  }),
  ...form({
    url: '/specifications/:id/edit',
    command: saveSpecification,
    show: async ({ read, params, csrf }, state) => {
      const specification = await specificationById(read, params.id);
      const exercise = specification && (await exerciseFacts(read, specification.exerciseId));
      if (!specification || !exercise) return notFound;
      return pageOf(`Specification: ${exercise.title}`, editPage(specification, exercise, await needOf(read, exercise.id), csrf, state), { backLink: { href: home(specification.id) } });
    },
    input: (posted, params) => ({
      specificationId: params.id, revision: posted.text('revision'), summary: posted.text('summary'), whoFor: posted.text('whoFor'), service: posted.text('service'), standards: posted.text('standards'),
      socialConsidered: posted.text('socialConsidered'), socialRecommended: posted.text('socialRecommended'), socialRelevant: posted.text('socialRelevant'),
    }),
    done: (_revision, params) => redirectTo(home(params.id), 'Specification saved'),
  }),
  ...form({
    url: '/specifications/:id/put-forward',
    command: putForwardSpecification,
    show: async ({ read, params, csrf }, state) => {
      const specification = await specificationById(read, params.id);
      if (!specification) return notFound;
      const measures = await measuresOf(read, aboutSpecification(specification.id));
      return pageOf('Put the specification forward', putForwardPage(specification, measures, csrf, state), { backLink: { href: home(specification.id) } });
    },
    input: (posted, params) => ({ specificationId: params.id, outputsOnlyReason: posted.text('outputsOnlyReason') }),
    done: (id) => redirectTo(home(id), 'Put forward. The lead director has been asked to approve it.'),
  }),
  ...measureRoutes('/specifications/:id', specificationMeasures),
];
