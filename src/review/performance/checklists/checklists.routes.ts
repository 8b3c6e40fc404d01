import { z } from 'zod';
import { addDays, formatDate, londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { answersOfEach, questionsOf } from '#parts/questions';
import { may } from '#platform/access/access';
import type { Act } from '#platform/access/act';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import type { Read } from '#platform/database/connection';
import { policyNote, policyValue } from '#policy';
import { performanceActs } from '../performance.acts.ts';
import { kindWords } from '../reviews.page.ts';
import type { ReviewKind } from '../review.ts';
import { inspectorStanding, type Inspector } from './checklist.ts';
import { CHECKLIST_KIND, CHECKLIST_PURPOSE, checklistById, checklistsOf, INSPECTOR_KIND, inspectionByCode, inspectionById, inspectionsOf, reviewOfChecklists, type ReviewOfChecklists } from './checklist.store.ts';
import { forgetOneInspector, inviteInspector, makeChecklist, withdrawInspector } from './checklists.commands.ts';
import { checklistPage, checklistsPage, closeLinkPage, forgetInspectorPage, inspectorLinkPage, inviteInspectorPage, makeChecklistPage } from './checklists.page.ts';

const PEOPLE = 20;
/** Four weeks to answer, where nothing else is chosen. */
const USUAL_DAYS = 28;

const headingOf = ({ id, kind, agreementTitle, dueOn, heldOn }: ReviewOfChecklists) => ({ id, heldOn, words: `${kindWords(kind as ReviewKind)} review of ${agreementTitle}, due ${formatDate(dueOn)}` });
const at = (reviewId: string, checklistId?: string) => `/reviews/${reviewId}/checklists${checklistId ? `/${checklistId}` : ''}`;
const calledOf = ({ name }: Inspector): string => name ?? 'Somebody';
const backTo = (href: string) => ({ backLink: { href } });
const mayOnReview = ({ read, services, actor, params }: PageContext<{ readonly id: string }>, act: Act): Promise<boolean> => may(read, services.kinds, actor, act, { kind: 'review', id: params.id });

/** The staff's side: making checklists, asking people, reading what they sent. */
export const checklistsRoutes = [
  page({
    url: '/reviews/:id/checklists', act: performanceActs.viewChecklists,
    show: async (context) => {
      const review = await reviewOfChecklists(context.read, context.params.id);
      if (!review) return notFound;
      return pageOf('Checklists', checklistsPage({ review: headingOf(review), checklists: await checklistsOf(context.read, review.id), mayMake: await mayOnReview(context, performanceActs.makeChecklist) }), backTo(`/agreements/${review.agreementId}/reviews`));
    },
  }),
  ...form({
    url: '/reviews/:id/checklists/new', command: makeChecklist,
    input: (posted, params) => ({ reviewId: params.id, title: posted.text('title'), lookAt: posted.text('lookAt'), yesNo: posted.text('yesNo'), faces: posted.text('faces'), words: posted.text('words') }),
    show: async ({ read, params, csrf }, state) => {
      const review = await reviewOfChecklists(read, params.id);
      const most = review && (await policyValue(read, review.bodyId, 'review.checklistQuestions', londonDate(await readClock(read))));
      return review && most ? pageOf('Make a checklist', makeChecklistPage(headingOf(review), policyNote(most), csrf, state), backTo(at(review.id))) : notFound;
    },
    done: ({ checklistId }, params) => redirectTo(at(params.id, checklistId), 'The checklist is made. Now ask somebody to answer it.'),
  }),
  page({ url: '/reviews/:id/checklists/:checklist', act: performanceActs.viewChecklists, query: z.object({ after: z.string().refine(isId).optional().catch(undefined) }), show: showChecklist }),
  ...form({
    url: '/reviews/:id/checklists/:checklist/invite', command: inviteInspector,
    input: (posted, params) => ({ reviewId: params.id, checklistId: params.checklist, name: posted.text('name'), email: posted.text('email'), lastOn: posted.date('lastOn') }),
    show: async ({ read, params, csrf }, state) => {
      const [review, checklist] = await found(read, params);
      if (!review || !checklist) return notFound;
      const lastOn = addDays(londonDate(await readClock(read)), USUAL_DAYS);
      return pageOf('Ask somebody', inviteInspectorPage(headingOf(review), checklist, lastOn, csrf, state), backTo(at(review.id, checklist.id)));
    },
    // The code travels in the address of this one page and is stored nowhere; the page tells the browser not to keep it.
    done: ({ code }, params) => redirectTo(`${at(params.id, params.checklist)}/link?code=${encodeURIComponent(code)}`),
  }),
  page({
    url: '/reviews/:id/checklists/:checklist/link', act: performanceActs.inviteInspector, query: z.object({ code: z.string().catch('') }),
    show: async ({ read, services, params, query }) => {
      const [review, checklist] = await found(read, params);
      const invited = review && checklist ? await inspectionByCode(read, query.code) : null;
      if (!review || !checklist || invited?.inspector.checklistId !== checklist.id) return notFound;
      return pageOf('Their link', inspectorLinkPage(headingOf(review), checklist, calledOf(invited.inspector), invited.inspector.email, `${services.config.siteUrl}/checklists/${query.code}`), backTo(at(review.id, checklist.id)));
    },
  }),
  ...form({
    url: '/reviews/:id/inspectors/:inspector/close', command: withdrawInspector,
    input: (posted, params) => ({ reviewId: params.id, inspectorId: params.inspector, reason: posted.text('reason') }),
    show: (context, state) => onInspector(context, 'Close a link', (review, { inspector }) => closeLinkPage(review, calledOf(inspector), context.csrf, state)),
    done: ({ checklistId }, params) => redirectTo(at(params.id, checklistId), 'The link is closed.'),
  }),
  ...form({
    url: '/reviews/:id/inspectors/:inspector/forget', command: forgetOneInspector,
    input: (_posted, params) => ({ reviewId: params.id, inspectorId: params.inspector }),
    show: (context, state) => onInspector(context, 'Take out a name', (review, { inspector, sending }) => forgetInspectorPage(review, calledOf(inspector), sending !== null, context.csrf, state)),
    done: ({ checklistId }, params) => redirectTo(at(params.id, checklistId), 'The name and the email address are taken out.'),
  }),
];

type OfChecklist = { readonly id: string; readonly checklist: string };

async function found(read: Read, params: OfChecklist) {
  const review = await reviewOfChecklists(read, params.id);
  return [review, review && isId(params.checklist) ? await checklistById(read, review.id, params.checklist) : null] as const;
}

async function onInspector(context: PageContext<{ readonly id: string; readonly inspector: string }>, title: string, draw: (review: ReturnType<typeof headingOf>, inspection: NonNullable<Awaited<ReturnType<typeof inspectionById>>>) => ReturnType<typeof closeLinkPage>): Promise<Answer> {
  const { read, params } = context;
  const review = await reviewOfChecklists(read, params.id);
  const inspection = review && isId(params.inspector) ? await inspectionById(read, review.id, params.inspector) : null;
  return review && inspection ? pageOf(title, draw(headingOf(review), inspection), backTo(at(review.id, inspection.inspector.checklistId))) : notFound;
}

async function showChecklist(context: PageContext<OfChecklist, { after?: string | undefined }>): Promise<Answer> {
  const { read, params, query } = context;
  const [review, checklist] = await found(read, params);
  if (!review || !checklist) return notFound;
  const [seesNames, today] = [await mayOnReview(context, performanceActs.viewInspectors), londonDate(await readClock(read))];
  const questions = (await questionsOf(read, { kind: CHECKLIST_KIND, id: checklist.id }, CHECKLIST_PURPOSE))?.questions ?? [];
  const rows = await inspectionsOf(read, checklist.id, PEOPLE + 1, query.after ?? null);
  const shown = rows.slice(0, PEOPLE);
  const answers = await answersOfEach(read, INSPECTOR_KIND, shown.map(({ inspector }) => inspector.id));
  const inspections = shown.map((one) => ({
    ...one, standing: inspectorStanding(one.inspector, one.sending !== null, today), called: seesNames ? calledOf(one.inspector) : 'Somebody', answers: answers.get(one.inspector.id) ?? new Map(),
  }));
  const content = checklistPage({ review: headingOf(review), checklist, questions, inspections, mayAsk: seesNames, next: rows.length > PEOPLE ? `${at(review.id, checklist.id)}?after=${shown.at(-1)!.inspector.id}` : null });
  return pageOf(checklist.title, content, backTo(at(review.id)));
}
