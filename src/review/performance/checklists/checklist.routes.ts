import { addMonths, londonDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { answersOf, postedAnswers, questionsOf } from '#parts/questions';
import { readClock } from '#platform/clock';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { closedChecklistPage, openChecklistPage, sentChecklistPage, wordsForNameUntil } from './checklist.page.ts';
import { decideSending } from './checklist.ts';
import { CHECKLIST_KIND, CHECKLIST_PURPOSE, checklistById, INSPECTOR_KIND, inspectionByCode, reviewOfChecklists } from './checklist.store.ts';
import { namesKeptMonths } from './forget.store.ts';
import { sendChecklist } from './send-checklist.command.ts';

/** The one page behind an inspector's link: to be answered, over, or what was sent. */
export const checklistRoutes = [
  ...form({
    url: '/checklists/:code',
    byLink: true,
    command: sendChecklist,
    record: () => null,
    perMinute: 30,
    show: async ({ read, params, csrf }, state) => {
      const found = await inspectionByCode(read, params.code);
      const review = found && (await reviewOfChecklists(read, found.reviewId));
      const checklist = found && (await checklistById(read, found.reviewId, found.inspector.checklistId));
      if (!found || !review || !checklist) return notFound;
      const { inspector, sending } = found;
      const questions = (await questionsOf(read, { kind: CHECKLIST_KIND, id: checklist.id }, CHECKLIST_PURPOSE))?.questions ?? [];
      const model = { title: checklist.title, lookAt: checklist.lookAt, about: review.agreementTitle, inspector, questions, address: `/checklists/${params.code}` };
      if (sending) {
        const [answers, months] = [await answersOf(read, { kind: INSPECTOR_KIND, id: inspector.id }), await namesKeptMonths(read, review.bodyId)];
        return pageOf('Sent', sentChecklistPage({ ...model, sending, answers, nameUntil: wordsForNameUntil(review.heldOn && addMonths(review.heldOn, months), months) }, state));
      }
      const decision = decideSending(inspector, review, londonDate(await readClock(read)));
      return pageOf(checklist.title, decision.kind === 'refused' ? closedChecklistPage(model, decision.sentence, csrf, state) : openChecklistPage(model, newId<'checklist_sending'>(), csrf, state));
    },
    input: (posted, params) => ({ code: params.code, sendKey: posted.text('sendKey'), doneAt: posted.text('doneAt'), answers: postedAnswers(posted) }),
    done: (_value, params) => redirectTo(`/checklists/${params.code}`),
    saved: ({ arrivedAt }) => ({ at: arrivedAt.toISOString() }),
  }),
];
