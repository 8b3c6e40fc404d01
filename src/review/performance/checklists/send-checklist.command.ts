import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { formatInstant } from '#kernel/instant';
import { refuse, type Refused } from '#kernel/outcome';
import { answerField, isBlank, postedAnswersSchema, questionsOf, readAnswers, saveAnswers, type AnswerToSave, type PostedAnswers, type Question } from '#parts/questions';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { performanceActs } from '../performance.acts.ts';
import { lockReview } from '../review.store.ts';
import { decideSending, doneAtOf } from './checklist.ts';
import { CHECKLIST_KIND, CHECKLIST_PURPOSE, INSPECTOR_KIND, inspectionByCode, insertSending } from './checklist.store.ts';

const NO_LINK = refuse('no-link', 'This link does not work. Ask whoever gave it to you for another.');
const sentAlready = (at: Date): Refused => refuse('sent-already', `This checklist was sent already, on ${formatInstant(at)}. What you sent now was not added to it.`);

/**
 * Sends a checklist, once. A phone that lost the answer on the way sends the same again, with the key that was drawn with its form: that is the same
 * sending, and it is told what the first was told. Another form of the same link, sent later, is refused.
 */
export const sendChecklist = command({
  act: performanceActs.sendChecklist,
  input: z.object({ code: z.string(), sendKey: z.string().toLowerCase().refine(isId, 'Open the link again, and send from the page it opens'), doneAt: z.string().max(40).catch(''), answers: postedAnswersSchema }),
  record: () => null,
  perform: async ({ tx }, { code, sendKey, doneAt, answers }) => {
    const first = await inspectionByCode(tx, code);
    const review = first && (await lockReview(tx, first.reviewId));
    // Read again under the lock: it may have been closed, or sent from another page, meanwhile.
    const found = review && (await inspectionByCode(tx, code));
    if (!review || !found) return NO_LINK;
    const { inspector, sending } = found;
    const note = { record: { kind: 'review', id: review.id }, bodyId: idFrom<'body'>(review.bodyId) };
    if (sending) return sending.sendKey === sendKey ? done({ arrivedAt: sending.arrivedAt }, { ...note, after: { inspectorId: inspector.id, sameSendingAgain: true } }) : sentAlready(sending.arrivedAt);
    const arrivedAt = await readClock(tx);
    const decision = decideSending(inspector, review, londonDate(arrivedAt));
    if (decision.kind === 'refused') return decision;
    const set = await questionsOf(tx, { kind: CHECKLIST_KIND, id: inspector.checklistId }, CHECKLIST_PURPOSE);
    const given = readWhole(set?.questions ?? [], answers);
    if ('kind' in given) return given;
    if (!(await insertSending(tx, inspector.id, { sendKey, doneAt: doneAtOf(doneAt, inspector.invitedAt, arrivedAt), arrivedAt }))) return NO_LINK;
    const saved = await saveAnswers(tx, { kind: INSPECTOR_KIND, id: inspector.id }, null, given);
    if (saved.kind === 'refused') return saved;
    return done({ arrivedAt }, { ...note, after: { inspectorId: inspector.id, answers: given.length } });
  },
});

/** Every answer, or all that is wrong with them at once. */
function readWhole(questions: readonly Question[], posted: PostedAnswers): readonly AnswerToSave[] | Refused {
  const { toSave, problems } = readAnswers(questions, posted, new Map());
  const wrong = [
    ...problems,
    ...questions.filter(({ id, required }) => required && !problems.some(({ field }) => field === answerField(id)) && !toSave.some(({ questionId, value }) => questionId === id && !isBlank(value ?? undefined)))
      .map(({ id, text }) => ({ field: answerField(id), sentence: `Choose an answer to “${text}”` })),
  ];
  const [one, ...more] = wrong;
  return one ? refuse('not-whole', one.sentence, { field: one.field, more }) : toSave;
}
