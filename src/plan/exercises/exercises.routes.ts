import { z } from 'zod';
import { isId } from '#kernel/ids';
import { mayAct, whereMay, type Actor } from '#platform/access/access';
import { scopesOf, type RecordReference } from '#platform/access/record-kind';
import type { Read } from '#platform/database/connection';
import type { Services } from '#platform/services';
import { notFound, page, pageOf, payload } from '#platform/web/route';
import { drawThread } from '#parts/thread';
import { allBodies, bodyBySlug } from '#parties';
import { reviewsOf } from '#performance';
import { needOf, seesBudget } from '#needs';
import { specificationsOf } from '#specifications';
import { lottingOf, subcontractingOf } from '#lotting';
import { paymentPlanOf } from '#payment-plan';
import { agreementsOfExercise, basisRows, opportunitiesOfExercise, reviewedAgreement } from './came-of-it.store.ts';
import { GATES, type Exercise } from './exercise.ts';
import { exercisePage, publicExercisePage, type ExercisePage, type PublicExercisePage, type ReviewFound } from './exercise.page.ts';
import { exerciseById, gateHistory, legalBasisOf, listExercises } from './exercise.store.ts';
import { exercisesActs } from './exercises.acts.ts';
import { exerciseKind } from './exercises.kind.ts';
import { exercisesListPage } from './exercises-list.page.ts';
import { aboutExercise, gateFacts, planApprovalOf } from './gate-facts.store.ts';
import { gateMissing } from './gates.ts';
import { basisByService } from './legal-basis.ts';
import { bodiesWithReport, legalBasisCsv, legalBasisPage } from './legal-basis.page.ts';

const home = { text: 'Home', href: '/' };
const listQuery = z.object({
  words: z.string().max(200).catch(''), stage: z.enum([...GATES, 'closed']).nullable().catch(null), owner: z.string().max(50).catch(''), page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const ofBody = z.object({ body: z.string().max(200).catch('') });

export const exercisesRoutes = [
  page({
    url: '/exercises',
    act: exercisesActs.list,
    query: listQuery,
    show: async ({ read, actor, query }) => {
      const filter = { words: query.words, stage: query.stage, ownerId: query.owner === 'me' ? actor.personId : isId(query.owner) ? query.owner : null };
      const { exercises, more } = await listExercises(read, whereMay(actor, exercisesActs.view, exerciseKind), filter, query.page);
      const at = (number: number) => `/exercises?${new URLSearchParams({ words: query.words, stage: query.stage ?? '', owner: query.owner, page: String(number) })}`;
      const model = { exercises, filter, owner: query.owner, mayCreate: mayAct(actor, exercisesActs.create, null, null), pages: { previous: query.page > 1 ? at(query.page - 1) : null, next: more ? at(query.page + 1) : null } };
      return pageOf('Commissioning exercises', exercisesListPage(model), { breadcrumbs: [home, { text: 'Exercises' }] });
    },
  }),
  page({
    url: '/exercises/:id',
    act: exercisesActs.view,
    show: async ({ read, services, actor, params }) => {
      const exercise = await exerciseById(read, params.id);
      if (!exercise) return notFound;
      const shared = { exercise, split: await legalBasisOf(read, exercise.id), need: await needOf(read, exercise.id), thread: await drawThread(read, services, actor, aboutExercise(exercise.id)) };
      if (!(await seesBudget(read, services, actor, exercise.id))) return pageOf(exercise.title, publicExercisePage(shared), { breadcrumbs: [home, { text: exercise.reference }] });
      return pageOf(exercise.title, exercisePage(await staffModel(read, services, actor, shared)), { breadcrumbs: [home, { text: 'Exercises', href: '/exercises' }, { text: exercise.reference }] });
    },
  }),
  page({
    url: '/reports/legal-basis',
    act: exercisesActs.reportLegalBasis,
    query: ofBody,
    show: async ({ read, query }) => {
      const trail = { breadcrumbs: [home, { text: 'Spend by legal basis' }] };
      const bodies = await allBodies(read);
      const body = query.body ? await bodyBySlug(read, query.body) : bodies.length === 1 ? bodies[0] : null;
      if (query.body && !body) return notFound;
      return body ? pageOf('Spend by legal basis', legalBasisPage(body, basisByService(await basisRows(read, body.id))), trail) : pageOf('Spend by legal basis', bodiesWithReport(bodies), trail);
    },
  }),
  page({
    url: '/reports/legal-basis.csv',
    act: exercisesActs.reportLegalBasis,
    query: ofBody,
    show: async ({ read, query }) => {
      const body = await bodyBySlug(read, query.body);
      return body ? payload('text/csv; charset=utf-8', legalBasisCsv(basisByService(await basisRows(read, body.id))), { fileName: `legal-basis-${body.slug}.csv` }) : notFound;
    },
  }),
];

async function staffModel(read: Read, services: Services, actor: Actor, shared: PublicExercisePage): Promise<ExercisePage> {
  const { exercise } = shared;
  const facts = await gateFacts(read, exercise.id);
  const about: RecordReference = aboutExercise(exercise.id);
  const scopes = await scopesOf(read, services.kinds, about);
  const allowed = (act: (typeof exercisesActs)[keyof typeof exercisesActs]) => mayAct(actor, act, about, scopes);
  const missing = Object.fromEntries(GATES.map((gate) => [gate, gateMissing(gate, exercise, facts)])) as unknown as ExercisePage['missing'];
  return {
    ...shared, facts, missing,
    approval: await planApprovalOf(read, exercise.id),
    specifications: await specificationsOf(read, exercise.id),
    opportunities: await opportunitiesOfExercise(read, exercise.id),
    agreements: await agreementsOfExercise(read, exercise.id),
    history: await gateHistory(read, exercise.id),
    reviewFound: await reviewFoundFor(read, exercise),
    divided: { lotting: ((await lottingOf(read, exercise.id))?.decision ?? null) !== null, subcontracting: (await subcontractingOf(read, exercise.id)) !== null, payment: (await paymentPlanOf(read, exercise.id)) !== null },
    may: {
      save: allowed(exercisesActs.save), handOver: allowed(exercisesActs.handOver), close: allowed(exercisesActs.close), plan: allowed(exercisesActs.savePlan),
      complete: { analyse: allowed(exercisesActs.completeAnalyse), plan: allowed(exercisesActs.completePlan), do: allowed(exercisesActs.completeDo), review: allowed(exercisesActs.completeReview) },
      advertise: allowed(exercisesActs.completeDo),
    },
  };
}

/** What the newest review held of the agreement found, that this exercise starts from. */
async function reviewFoundFor(read: Read, exercise: Exercise): Promise<ReviewFound | null> {
  const agreement = exercise.reviewedAgreementId ? await reviewedAgreement(read, exercise.reviewedAgreementId) : null;
  if (!agreement) return null;
  const held = (await reviewsOf(read, agreement.id)).filter(({ heldOn }) => heldOn !== null).sort((one, other) => (one.heldOn! < other.heldOn! ? 1 : -1))[0];
  return { agreementId: agreement.id, title: agreement.title, heldOn: held?.heldOn ?? null, results: held?.results ?? null, issues: held?.issues ?? null, actions: held?.actions ?? null };
}

/** The agreement named in `?agreement=`, when it is one that this person may start from. */
export const agreementInQuery = (text: string): string | null => (isId(text) ? text : null);
