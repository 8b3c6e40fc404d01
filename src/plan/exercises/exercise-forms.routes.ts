import { z } from 'zod';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { html } from '#platform/pages/html';
import { errorSummaryFor } from '#platform/pages/form';
import { button } from '#platform/pages/components/index';
import { form, notFound, pageOf, redirectTo, type Route } from '#platform/web/route';
import { answersOf, postedAnswers } from '#parts/questions';
import { allBodies, peopleOfBody, unitsOf } from '#parties';
import { reviewedAgreement } from './came-of-it.store.ts';
import { GATES, STAGES, type Gate } from './exercise.ts';
import { planApprovalPage } from './exercise.page.ts';
import { closePage, createPage, editPage, gatePage, handOverPage, type Named } from './exercise-form.page.ts';
import { createExercise, handOverExercise, saveExercise } from './exercise.commands.ts';
import { exerciseById, legalBasisOf } from './exercise.store.ts';
import { closeExercise, completeAnalyse, completeDo, completePlan, completeReview } from './gate.commands.ts';
import { aboutExercise, gateFacts, planApprovalOf, planApproverOf, planLacks, planOf, valuationOf } from './gate-facts.store.ts';
import { gateMissing, planMissing } from './gates.ts';
import { BASIS_NAMES } from './legal-basis.ts';
import { planPage } from './plan.page.ts';
import { putPlanForward, savePlan } from './plan.commands.ts';
import { policyNote } from '#policy';
import { agreementInQuery } from './exercises.routes.ts';
import type { Posted } from '#platform/web/posted';

const home = (id: string) => `/exercises/${id}`;
const back = (id: string) => ({ backLink: { href: home(id) } });
const described = (posted: Posted) => ({
  ...Object.fromEntries(['title', 'purpose', 'mechanism', 'category', 'unitId'].map((name) => [name, posted.text(name)])), lightTouch: posted.texts('lightTouch').includes('yes'),
});

export const exerciseFormRoutes: readonly (readonly Route[])[] = [
  form({
    url: '/exercises/new',
    command: createExercise,
    query: z.object({ agreement: z.string().max(100).catch('') }),
    show: async ({ read, actor, query, csrf }, state) => {
      const typed = state.values['reviewedAgreementId'];
      const agreementId = agreementInQuery(typeof typed === 'string' && typed !== '' ? typed : query.agreement);
      const reviewed = agreementId ? await reviewedAgreement(read, agreementId) : null;
      const bodies = await bodiesCommissionedFor(read, actor);
      const ours = reviewed && bodies.some(({ id }) => id === reviewed.bodyId) ? reviewed : null;
      return pageOf('Start a commissioning exercise', createPage({ bodies, reviewed: ours, csrf }, state), { backLink: { href: '/exercises' } });
    },
    input: (posted) => ({ bodyId: posted.text('bodyId'), reviewedAgreementId: posted.text('reviewedAgreementId'), ...described(posted) }),
    done: (id) => redirectTo(home(id), 'Exercise started'),
  }),
  form({
    url: '/exercises/:id/edit',
    command: saveExercise,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseById(read, params.id);
      if (!exercise) return notFound;
      const units = (await unitsOf(read, exercise.bodyId)).filter(({ endedOn, id }) => endedOn === null || id === exercise.unitId);
      return pageOf('Purpose and legal basis', editPage(exercise, await legalBasisOf(read, exercise.id), units, csrf, state), back(exercise.id));
    },
    input: (posted, params) => ({ exerciseId: params.id, revision: posted.text('revision'), ...described(posted), ...Object.fromEntries(BASIS_NAMES.map((basis) => [basis, posted.text(basis)])) }),
    done: (id) => redirectTo(home(id), 'Saved'),
  }),
  form({
    url: '/exercises/:id/hand-over',
    command: handOverExercise,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseById(read, params.id);
      return exercise ? pageOf('Hand over', handOverPage(exercise, await staffOf(read, exercise.bodyId), csrf, state), back(exercise.id)) : notFound;
    },
    input: (posted, params) => ({ exerciseId: params.id, ownerId: posted.text('ownerId'), reason: posted.text('reason') }),
    done: (id) => redirectTo(home(id), 'Handed over'),
  }),
  form({
    url: '/exercises/:id/close',
    command: closeExercise,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseById(read, params.id);
      return exercise ? pageOf('Stop an exercise early', closePage(exercise, csrf, state), back(exercise.id)) : notFound;
    },
    input: (posted, params) => ({ exerciseId: params.id, reason: posted.text('reason') }),
    done: (_stage, params) => redirectTo(home(params.id), 'This exercise is stopped'),
  }),
  form({
    url: '/exercises/:id/plan',
    command: savePlan,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseById(read, params.id);
      const plan = exercise && (await planOf(read, exercise.id));
      if (!exercise || !plan) return notFound;
      const model = {
        exercise, plan, csrf, answers: await answersOf(read, aboutExercise(exercise.id)), people: await staffOf(read, exercise.bodyId),
        valuation: await valuationOf(read, exercise.id), lacks: await planLacks(read, exercise.id),
      };
      return pageOf('Procurement plan', planPage(model, state), back(exercise.id));
    },
    input: (posted, params) => ({ exerciseId: params.id, answers: postedAnswers(posted) }),
    done: (_saved, params) => redirectTo(`${home(params.id)}/plan`, 'Procurement plan saved'),
  }),
  form({
    url: '/exercises/:id/plan/approval',
    command: putPlanForward,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseById(read, params.id);
      if (!exercise) return notFound;
      const approval = await planApprovalOf(read, exercise.id);
      const asks = exercise.stage === 'plan' && (approval.standing === 'not-asked' || approval.standing === 'lapsed' || approval.standing === 'refused');
      const body = asks ? html`<form method="post" novalidate>${csrf}${button({ text: 'Put the plan forward', preventDoubleClick: true })}</form>` : html`${exercise.stage === 'analyse' && html`<p class="govuk-body">Complete the Analyse stage first.</p>`}`;
      const facts = await gateFacts(read, exercise.id);
      const missing = exercise.stage === 'plan' ? planMissing(exercise, facts) : [];
      return pageOf('Approval of the plan', html`${errorSummaryFor(state)}${planApprovalPage(exercise, approval, { role: facts.planApprover, rule: policyNote(await planApproverOf(read, exercise.bodyId)) }, missing, body)}`, back(exercise.id));
    },
    input: (_posted, params) => ({ exerciseId: params.id }),
    done: (id) => redirectTo(home(id), 'Put forward. Whoever approves plans has been asked to agree it.'),
  }),
  ...GATES.map((gate) => gateForm(gate)),
];

/** One confirm page for each gate. */
function gateForm(gate: Gate): Route[] {
  return form({
    url: `/exercises/:id/${gate}/complete` as '/exercises/:id/x/complete',
    command: { analyse: completeAnalyse, plan: completePlan, do: completeDo, review: completeReview }[gate],
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseById(read, params.id);
      if (!exercise) return notFound;
      return pageOf(`Complete ${STAGES[gate].title} stage`, gatePage(gate, exercise, gateMissing(gate, exercise, await gateFacts(read, exercise.id)), csrf, state), back(exercise.id));
    },
    input: (_posted, params) => ({ exerciseId: params.id }),
    done: (_stage, params) => redirectTo(home(params.id), `${STAGES[gate].title} stage completed`),
  });
}

const staffOf = async (read: Read, bodyId: string): Promise<Named[]> => (await peopleOfBody(read, bodyId)).map(({ id, name }) => ({ id, name }));

async function bodiesCommissionedFor(read: Read, actor: Actor): Promise<Named[]> {
  const held = actor.holdings.filter(({ role }) => role === 'commissioner');
  return (await allBodies(read)).filter(({ id }) => held.some(({ scopeKind, scopeId }) => scopeKind === 'site' || scopeId === id));
}
