import { z } from 'zod';
import { addDays, londonDate, postedDay } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { refuse, type Decision } from '#kernel/outcome';
import { createQuestionSet, fixQuestionSet } from '#parts/questions';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { emailField } from '#platform/sign-in/index';
import { policyNote, policyValue } from '#policy';
import { performanceActs } from '../performance.acts.ts';
import { lockReview } from '../review.store.ts';
import { decideQuestions, questionDraft, typedQuestions } from './checklist.ts';
import { CHECKLIST_KIND, CHECKLIST_PURPOSE, checklistById, checklistsOf, insertChecklist, insertInspector, inspectionById, MOST_CHECKLISTS, withdrawLink, type Inspection } from './checklist.store.ts';
import { forgetInspector } from './forget.store.ts';

const about = (id: string) => ({ kind: 'review', id }) as const;
const gone = refuse('not-found', 'This is not there any more.');
const OVER = refuse('written-up', 'This review is written up, so nobody can be asked for it any more.');
const questionLines = z.string().max(20_000, 'Use 20,000 characters or fewer');
/** Nobody is asked for longer than a year. */
const MOST_DAYS = 365;
const ofReview = { reviewId: z.string().refine(isId) };
const ofPerson = { ...ofReview, inspectorId: z.string().refine(isId, 'This person is not there') };

type LockedReview = NonNullable<Awaited<ReturnType<typeof lockReview>>>;

/** Makes a checklist for a review that is not written up. Its questions are fixed: everyone is asked the same. */
export const makeChecklist = command({
  act: performanceActs.makeChecklist,
  input: z.object({ ...ofReview, title: words(200, 'Enter a title'), lookAt: words(1000, 'Say what to look at'), yesNo: questionLines, faces: questionLines, words: questionLines }),
  record: ({ reviewId }) => about(reviewId),
  perform: async ({ tx, actor }, { reviewId, title, lookAt, ...typed }) => {
    const review = await lockReview(tx, reviewId);
    if (!review) return gone;
    if (review.heldOn !== null) return OVER;
    const most = await policyValue(tx, review.bodyId, 'review.checklistQuestions', londonDate(await readClock(tx)));
    const questions = typedQuestions(typed);
    const decision = decideQuestions(questions, most.value ?? Infinity);
    if (decision.kind === 'refused') return decision.code === 'too-many' ? { ...decision, rule: policyNote(most) } : decision;
    if ((await checklistsOf(tx, reviewId)).length >= MOST_CHECKLISTS) return refuse('enough', `This review has ${MOST_CHECKLISTS} checklists, and more cannot be made.`);
    const checklistId = await insertChecklist(tx, { reviewId, title, lookAt }, actor.personId);
    const set = await createQuestionSet(tx, { kind: CHECKLIST_KIND, id: checklistId }, CHECKLIST_PURPOSE, title, questions.map(questionDraft));
    await fixQuestionSet(tx, set.id);
    return done({ checklistId }, { record: about(reviewId), bodyId: idFrom(review.bodyId), after: { checklistId, title, questions: questions.map(({ text }) => text) } });
  },
});

/** Asks somebody by name. Their link is the key: it is shown once, and only its hash is kept. The trail keeps no name. */
export const inviteInspector = command({
  act: performanceActs.inviteInspector,
  input: z.object({
    ...ofReview, checklistId: z.string().refine(isId, 'This checklist is not there'), name: words(100, 'Enter their name'), email: z.union([z.literal(''), emailField]),
    lastOn: z.string().min(1, 'Enter the last day').transform((text) => postedDay(text)).refine((day) => day !== null, 'Enter a real date'),
  }),
  record: ({ reviewId }) => about(reviewId),
  perform: async ({ tx, actor }, { reviewId, checklistId, name, email, lastOn }) => {
    const review = await lockReview(tx, reviewId);
    const checklist = review && (await checklistById(tx, reviewId, checklistId));
    if (!review || !checklist) return gone;
    if (review.heldOn !== null) return OVER;
    const today = londonDate(await readClock(tx));
    if (lastOn < today || lastOn > addDays(today, MOST_DAYS)) return refuse('wrong-day', `Choose a day from today on, within ${MOST_DAYS} days`, { field: 'lastOn' });
    const invited = await insertInspector(tx, { checklistId, name, email: email || null, lastOn }, actor.personId);
    if (invited === null) return refuse('name-taken', 'Somebody of this name is asked already. Add something that tells them apart.', { field: 'name' });
    return done(invited, { record: about(reviewId), bodyId: idFrom(review.bodyId), after: { checklistId, inspectorId: invited.id, lastOn } });
  },
});

/** Closes a link: lost, or somebody who cannot go. What was sent stays, so that a link which was used is not closed. */
export const withdrawInspector = command({
  act: performanceActs.withdrawInspector,
  input: z.object({ ...ofPerson, reason: words(1000, 'Give a reason') }),
  record: ({ reviewId }) => about(reviewId),
  perform: async ({ tx }, { reviewId, inspectorId, reason }) => {
    const found = await locked(tx, reviewId, inspectorId);
    if (found.kind === 'refused') return found;
    const { review, inspection } = found.value;
    if (inspection.sending) return refuse('sent', 'The checklist was sent, so there is nothing to close.');
    if (inspection.inspector.withdrawnAt) return refuse('withdrawn', 'This link is closed already.');
    await withdrawLink(tx, inspectorId, reason);
    return done({ checklistId: inspection.inspector.checklistId }, { record: about(reviewId), bodyId: idFrom(review.bodyId), after: { inspectorId }, reason });
  },
});

/** Takes out the name and the email address of somebody who asks for it. Their answers stay, without who gave them. */
export const forgetOneInspector = command({
  act: performanceActs.forgetInspector,
  input: z.object(ofPerson),
  record: ({ reviewId }) => about(reviewId),
  perform: async ({ tx }, { reviewId, inspectorId }) => {
    const found = await locked(tx, reviewId, inspectorId);
    if (found.kind === 'refused') return found;
    const { review, inspection } = found.value;
    if (inspection.inspector.name === null) return refuse('forgotten', 'The name is taken out already.');
    await forgetInspector(tx, inspectorId);
    return done({ checklistId: inspection.inspector.checklistId }, { record: about(reviewId), bodyId: idFrom(review.bodyId), after: { inspectorId, sent: inspection.sending !== null } });
  },
});

/** Somebody asked for a checklist of a review, both as they stand under the review's lock, which every change of a checklist takes. */
async function locked(tx: Tx, reviewId: string, inspectorId: string): Promise<Decision<{ readonly review: LockedReview; readonly inspection: Inspection }>> {
  const review = await lockReview(tx, reviewId);
  const inspection = review && (await inspectionById(tx, reviewId, inspectorId));
  return review && inspection ? { kind: 'allowed', value: { review, inspection } } : gone;
}
