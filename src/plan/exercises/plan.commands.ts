import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { askApprovals, type ApprovalSubject } from '#parts/approvals';
import { answersOf, postedAnswersSchema, readAnswers, saveAnswers } from '#parts/questions';
import { peopleOfBody } from '#parties';
import { exerciseId, exerciseRecord, GONE } from './exercise.commands.ts';
import { exercisesActs } from './exercises.acts.ts';
import { exerciseById, lockExerciseRow } from './exercise.store.ts';
import { policyNote } from '#policy';
import { aboutExercise, gateFacts, planApproverOf, planHash, planOf, PLAN_SUBJECT } from './gate-facts.store.ts';
import { planMissing } from './gates.ts';

/** Saves answers of the procurement plan. Blank ones may stay until the plan is put forward. */
export const savePlan = command({
  act: exercisesActs.savePlan,
  input: z.object({ exerciseId, answers: postedAnswersSchema }),
  record: exerciseRecord,
  perform: async ({ tx, actor }, { exerciseId: id, answers }) => {
    const exercise = await lockExerciseRow(tx, id);
    const plan = exercise && (await planOf(tx, id));
    if (!exercise || !plan) return GONE;
    if (exercise.stage !== 'analyse' && exercise.stage !== 'plan') return refuse('too-late', 'The plan is agreed, so it no longer changes.');
    const { toSave, problems } = readAnswers(plan.questions, answers, await answersOf(tx, aboutExercise(id)));
    const [first, ...more] = problems;
    if (first) return refuse('unreadable', first.sentence, { field: first.field, more });
    const staff = new Set<string>((await peopleOfBody(tx, exercise.bodyId, '', 10_000)).map((person) => person.id));
    if (toSave.some(({ ownerId }) => ownerId !== null && !staff.has(ownerId))) return refuse('not-staff', 'Each answer is owned by somebody with a role at this body.');
    const saved = await saveAnswers(tx, aboutExercise(id), actor.personId, toSave);
    if (saved.kind === 'refused') return saved;
    return done(toSave.length, { record: exerciseRecord({ exerciseId: id }), bodyId: exercise.bodyId, after: { answers: toSave.map(({ questionId, value, ownerId }) => ({ questionId, value, ownerId })) } });
  },
});

/** Puts the whole plan to whoever the authority lets approve plans. Everything else must be there first, so that nobody is asked to agree half a plan. */
export const putPlanForward = command({
  act: exercisesActs.putPlanForward,
  input: z.object({ exerciseId }),
  record: exerciseRecord,
  perform: async (context, { exerciseId: id }) => {
    const { tx } = context;
    const exercise = await lockExerciseRow(tx, id);
    if (!exercise) return GONE;
    if (exercise.stage !== 'plan') return refuse('wrong-state', exercise.stage === 'analyse' ? 'Complete the Analyse stage first.' : 'The plan is agreed already.');
    const missing = planMissing(exercise, await gateFacts(tx, id));
    if (missing.length > 0) return refuse('plan-incomplete', 'The plan cannot be put forward yet.', { more: missing.map(({ sentence }) => ({ sentence })) });
    const approver = await planApproverOf(tx, exercise.bodyId);
    await askApprovals(context, { about: aboutExercise(id), subject: PLAN_SUBJECT, bodyId: exercise.bodyId, contentHash: await planHash(tx, id), steps: [{ role: approver.value }] });
    return done(id, { record: exerciseRecord({ exerciseId: id }), bodyId: exercise.bodyId, after: { put: 'plan', approver: approver.value }, rule: policyNote(approver).sentence });
  },
});

/** What the approvals part must know of the plan; `app.ts` hands it over. */
export const planApproval: ApprovalSubject = {
  subject: PLAN_SUBJECT,
  aboutKind: 'exercise',
  words: 'the plan',
  title: async (read, id) => (await exerciseById(read, id))?.title ?? '',
  hold: lockExerciseRow,
  contentHash: planHash,
  address: (id) => `/exercises/${id}`,
};
