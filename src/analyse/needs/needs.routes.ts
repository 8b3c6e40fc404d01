import { mayAct, type Actor } from '#platform/access/access';
import { scopesOf } from '#platform/access/record-kind';
import type { Read } from '#platform/database/connection';
import type { Services } from '#platform/services';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { publishedOutcomes } from '#outcomes';
import { drawThread } from '#parts/thread';
import { decideNeedChange } from './need.ts';
import { evidenceFormPage, needFormPage, needPage, removeEvidencePage } from './need.page.ts';
import { areasWithin, exerciseOfNeed, needOf } from './need.store.ts';
import { addEvidence, removeEvidence, saveNeed } from './needs.commands.ts';
import { exerciseFacts } from './exercise-facts.store.ts';
import { needsActs } from './needs.acts.ts';

const home = (id: string) => `/exercises/${id}/need`;

export const needsRoutes = [
  page({
    url: '/needs/:id',
    act: needsActs.view,
    show: async ({ read, services, actor, params }) => {
      const exerciseId = await exerciseOfNeed(read, params.id);
      const [need, exercise] = exerciseId ? [await needOf(read, exerciseId), await exerciseFacts(read, exerciseId)] : [null, null];
      if (!need || !exercise) return notFound;
      const withBudget = await seesBudget(read, services, actor, exercise.id);
      const thread = await drawThread(read, services, actor, { kind: 'need', id: params.id });
      return pageOf(`What is needed: ${exercise.title}`, needPage({ need, exercise, withBudget, thread }), { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/need',
    command: saveNeed,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const decision = decideNeedChange(exercise.stage);
      const model = {
        exercise, csrf, need: await needOf(read, exercise.id), published: await publishedOutcomes(read, exercise.bodyId), areas: await areasWithin(read, exercise.bodyArea),
        whyNot: decision.kind === 'refused' ? decision.sentence : null,
      };
      return pageOf(`What is needed: ${exercise.title}`, needFormPage(model, state), { backLink: { href: `/exercises/${exercise.id}` } });
    },
    input: (posted, params) => ({
      exerciseId: params.id, areaCodes: posted.texts('areaCodes'), outcomeIds: posted.texts('outcomeIds'),
      ...Object.fromEntries(['version', 'userGroup', 'sizeOfNeed', 'levelOfNeed', 'otherAreas', 'budget', 'budgetYears'].map((name) => [name, posted.text(name)])),
    }),
    done: (_version, params) => redirectTo(home(params.id), 'Needs record saved'),
  }),
  ...form({
    url: '/exercises/:id/need/evidence/add',
    command: addEvidence,
    show: async ({ params, csrf }, state) => pageOf('Add evidence', evidenceFormPage(csrf, state), { backLink: { href: home(params.id) } }),
    input: (posted, params) => ({ exerciseId: params.id, title: posted.text('title'), source: posted.text('source'), datedOn: posted.date('datedOn'), address: posted.text('address') }),
    done: (_id, params) => redirectTo(home(params.id), 'Evidence added'),
  }),
  ...form({
    url: '/exercises/:id/need/evidence/:evidenceId/remove',
    command: removeEvidence,
    show: async ({ read, params, csrf }, state) => {
      const evidence = (await needOf(read, params.id))?.evidence.find(({ id }) => id === params.evidenceId);
      return evidence ? pageOf('Remove evidence', removeEvidencePage(evidence, csrf, state), { backLink: { href: home(params.id) } }) : notFound;
    },
    input: (_posted, params) => ({ exerciseId: params.id, evidenceId: params.evidenceId }),
    done: (_id, params) => redirectTo(home(params.id), 'Evidence removed'),
  }),
];

/** Staff of the body see what there is to spend. The market does not: it would price to it. */
export async function seesBudget(read: Read, services: Services, actor: Actor, exerciseId: string): Promise<boolean> {
  const reference = { kind: 'exercise', id: exerciseId };
  const scopes = await scopesOf(read, services.kinds, reference);
  // As if the record were not public: then only those who hold a role on its body or on the exercise are left.
  return scopes !== null && mayAct(actor, needsActs.view, reference, { ...scopes, isPublic: false });
}
