import { TIE_RULES, criteriaOf } from '#parts/assessments';
import { questionsOf } from '#parts/questions';
import type { Read } from '#platform/database/connection';
import type { Html } from '#platform/pages/html';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { addItem, removeItem, savePlan } from './plan.commands.ts';
import { itemPage, planPage, planSection, removeItemPage } from './plan.page.ts';
import { EMPTY_PLAN, planProblems, withoutLocalQuestion } from './plan.ts';
import { localItems, PANEL_ITEMS } from './plan.store.ts';
import { usualTieRules } from './tie-rules.store.ts';

const about = (id: string) => ({ kind: 'opportunity', id }) as const;
const back = (id: string) => ({ backLink: { text: 'Back to building', href: `/opportunities/${id}/build` } });
const backToPlan = (id: string) => ({ backLink: { href: `/opportunities/${id}/evaluation-plan` } });

const draft = async (read: Read, id: string): Promise<EvaluatedOpportunity | null> => {
  const opportunity = await readOpportunity(read, id);
  return opportunity?.state === 'draft' ? opportunity : null;
};
const itemsOf = async (read: Read, id: string) => (await questionsOf(read, about(id), PANEL_ITEMS))?.questions ?? [];

/** Building the evaluation, before publication. */
export const planRoutes = [
  ...form({
    url: '/opportunities/:id/evaluation-plan',
    command: savePlan,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await draft(read, params.id);
      if (!opportunity) return notFound;
      const [criteria, items] = [await criteriaOf(read, about(params.id)), await itemsOf(read, params.id)];
      const [problems, local] = [planProblems(opportunity.plan, criteria, items, await askedOf(read, params.id)), await localItems(read, params.id)];
      return pageOf('How bids are evaluated', planPage({ opportunity, criteria, items, local, problems, withoutLocal: withoutLocalQuestion(criteria, items, local), usualTies: await usualTieRules(read, opportunity.bodyId), csrf }, state), back(params.id));
    },
    input: (posted, params) => ({
      opportunityId: params.id, anonymous: posted.texts('options').includes('anonymous'), pricesOpenedLater: posted.texts('options').includes('later'), overallPassPoints: posted.text('overallPassPoints'),
      neutralPercent: posted.text('neutralPercent'), shortlistCount: posted.text('shortlistCount'), tieRules: TIE_RULES.map((_rule, index) => posted.text(`tieRule-${index}`)),
    }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/evaluation-plan`, 'Saved'),
  }),
  ...form({
    url: '/opportunities/:id/evaluation-plan/items/new',
    command: addItem,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await draft(read, params.id);
      return opportunity ? pageOf('Add to the checklist', itemPage(opportunity, await criteriaOf(read, about(params.id)), csrf, state), backToPlan(params.id)) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, criterionId: posted.text('criterionId'), text: posted.text('text'), goodAnswer: posted.text('goodAnswer'), marks: posted.text('marks'), testsLocal: posted.texts('testsLocal').includes('yes') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/evaluation-plan`, 'Added to the checklist'),
  }),
  ...form({
    url: '/opportunities/:id/evaluation-plan/items/:item/remove',
    command: removeItem,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await draft(read, params.id);
      const item = (await itemsOf(read, params.id)).find(({ id }) => id === params.item);
      return opportunity && item ? pageOf('Remove from the checklist', removeItemPage(opportunity, item, csrf, state), backToPlan(params.id)) : notFound;
    },
    input: (_posted, params) => ({ opportunityId: params.id, itemId: params.item }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/evaluation-plan`, 'Removed'),
  }),
];

const askedOf = async (read: Read, id: string) => (await questionsOf(read, about(id), 'tender'))?.questions ?? [];

/** On the record page, for everyone who may read it. Wired to the room `opportunities`. */
export async function drawEvaluationPlan(read: Read, opportunityId: string): Promise<Html> {
  const opportunity = await readOpportunity(read, opportunityId);
  const plan = opportunity?.plan ?? EMPTY_PLAN;
  return planSection(plan, await itemsOf(read, opportunityId), await localItems(read, opportunityId), JSON.stringify(plan) !== JSON.stringify(EMPTY_PLAN));
}
