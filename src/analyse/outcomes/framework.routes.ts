import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { draftPage, outcomeFormPage, publishPage, removePage } from './framework-form.page.ts';
import { addOutcome, changeOutcome, draftFramework, publishFramework, removeOutcome } from './framework.commands.ts';
import { frameworkById, publishedFramework } from './framework.store.ts';

const home = (id: string) => `/outcomes/frameworks/${id}`;
const back = (id: string) => ({ backLink: { href: home(id) } });

export const frameworkRoutes = [
  ...form({
    url: '/outcomes/frameworks/new',
    command: draftFramework,
    show: async ({ read, actor, csrf }, state) => pageOf('Draft a version of the outcomes framework', draftPage(await bodiesKeptBy(read, actor), csrf, state), { backLink: { href: '/outcomes' } }),
    input: (posted) => ({ bodyId: posted.text('bodyId'), title: posted.text('title'), words: posted.text('words') }),
    done: (id) => redirectTo(home(id), 'Draft started'),
  }),
  ...form({
    url: '/outcomes/frameworks/:id/outcomes/add',
    command: addOutcome,
    show: async ({ read, params, csrf }, state) => {
      const framework = await frameworkById(read, params.id);
      return framework ? pageOf('Add an outcome', outcomeFormPage(framework, null, csrf, state), back(params.id)) : notFound;
    },
    input: (posted, params) => ({ frameworkId: params.id, parentId: posted.text('parentId'), code: posted.text('code'), title: posted.text('title'), description: posted.text('description') }),
    done: (_id, params) => redirectTo(home(params.id), 'Outcome added'),
  }),
  ...form({
    url: '/outcomes/frameworks/:id/outcomes/:outcomeId',
    command: changeOutcome,
    show: async ({ read, params, csrf }, state) => {
      const framework = await frameworkById(read, params.id);
      const outcome = framework?.outcomes.find(({ id }) => id === params.outcomeId);
      return framework && outcome ? pageOf('Change an outcome', outcomeFormPage(framework, outcome, csrf, state), back(params.id)) : notFound;
    },
    input: (posted, params) => ({ frameworkId: params.id, outcomeId: params.outcomeId, parentId: posted.text('parentId'), code: posted.text('code'), title: posted.text('title'), description: posted.text('description') }),
    done: (_id, params) => redirectTo(home(params.id), 'Outcome saved'),
  }),
  ...form({
    url: '/outcomes/frameworks/:id/outcomes/:outcomeId/remove',
    command: removeOutcome,
    show: async ({ read, params, csrf }, state) => {
      const outcome = (await frameworkById(read, params.id))?.outcomes.find(({ id }) => id === params.outcomeId);
      return outcome ? pageOf('Remove an outcome', removePage(outcome, csrf, state), back(params.id)) : notFound;
    },
    input: (_posted, params) => ({ frameworkId: params.id, outcomeId: params.outcomeId }),
    done: (_id, params) => redirectTo(home(params.id), 'Outcome removed'),
  }),
  ...form({
    url: '/outcomes/frameworks/:id/publish',
    command: publishFramework,
    show: async ({ read, params, csrf }, state) => {
      const framework = await frameworkById(read, params.id);
      if (!framework) return notFound;
      const inForce = await publishedFramework(read, framework.bodyId);
      const dropped = inForce?.outcomes.filter(({ id }) => !framework.outcomes.some((one) => one.id === id)) ?? [];
      return pageOf(`Publish version ${framework.version}`, publishPage(framework, dropped, csrf, state), back(params.id));
    },
    input: (_posted, params) => ({ frameworkId: params.id }),
    done: (id) => redirectTo(home(id), 'Published. Only these outcomes can be picked from now on.'),
  }),
];

async function bodiesKeptBy(read: Read, actor: Actor): Promise<{ id: string; name: string }[]> {
  const held = actor.holdings.filter(({ role }) => role === 'policy-officer');
  if (held.length === 0) return [];
  const all = read.selectFrom('body').select(['id', 'name']).orderBy('name').limit(500);
  const ids = held.flatMap(({ scopeId }) => scopeId ?? []);
  return held.some(({ scopeKind }) => scopeKind === 'site') ? all.execute() : all.where('id', 'in', ids).execute();
}
