import { z } from 'zod';
import { decideMove } from '#kernel/machine';
import { refuse } from '#kernel/outcome';
import type { Act } from '#platform/access/act';
import { command, done, type Command } from '#platform/command/command';
import { withdrawWaiting } from '#parts/approvals';
import { opportunitiesOfExercise } from './came-of-it.store.ts';
import { EXERCISE_MOVES, type Gate, type Stage } from './exercise.ts';
import { exerciseId, exerciseRecord, GONE } from './exercise.commands.ts';
import { exercisesActs } from './exercises.acts.ts';
import { putExerciseInSearch } from './exercise-search.store.ts';
import { insertGateAttempt, lockExerciseRow, moveStage } from './exercise.store.ts';
import { gateFacts, PLAN_SUBJECT } from './gate-facts.store.ts';
import { decideGate } from './gates.ts';

type GateCommand = Command<{ exerciseId: string }, Stage>;

/** Passes one gate, or says all that is missing. Every attempt is kept, so that the history shows who tried and when. */
const gateCommand = (gate: Gate, act: Act): GateCommand => command({
  act,
  input: z.object({ exerciseId }),
  record: exerciseRecord,
  perform: async ({ tx, actor }, { exerciseId: id }) => {
    const exercise = await lockExerciseRow(tx, id);
    if (!exercise) return GONE;
    const decision = decideGate(gate, exercise, await gateFacts(tx, id));
    if (decision.kind === 'refused') return decision;
    if (!(await moveStage(tx, id, exercise.stage, decision.value))) return refuse('wrong-state', 'A colleague has just completed this stage.');
    await insertGateAttempt(tx, id, gate, actor.personId, []);
    if (gate === 'analyse') await putExerciseInSearch(tx, exercise);
    return done(decision.value, { record: exerciseRecord({ exerciseId: id }), bodyId: exercise.bodyId, before: { stage: exercise.stage }, after: { stage: decision.value } });
  },
  afterRefusal: async ({ tx, actor }, { exerciseId: id }, refused) => {
    if (refused.code === 'gate-not-passed') await insertGateAttempt(tx, id, gate, actor.personId, (refused.more ?? []).map(({ sentence }) => sentence));
  },
});

export const completeAnalyse = gateCommand('analyse', exercisesActs.completeAnalyse);
export const completePlan = gateCommand('plan', exercisesActs.completePlan);
export const completeDo = gateCommand('do', exercisesActs.completeDo);
export const completeReview = gateCommand('review', exercisesActs.completeReview);

/** Stops an exercise before anything came of it. */
export const closeExercise = command({
  act: exercisesActs.close,
  input: z.object({ exerciseId, reason: z.string().trim().max(2000, 'Keep the reason to 2,000 characters') }),
  record: exerciseRecord,
  perform: async ({ tx }, { exerciseId: id, reason }) => {
    const exercise = await lockExerciseRow(tx, id);
    if (!exercise) return GONE;
    const move = decideMove(EXERCISE_MOVES, 'close', exercise.stage, 'This exercise', reason);
    if (move.kind === 'refused') return move;
    const open = (await opportunitiesOfExercise(tx, id)).filter(({ state }) => ['published', 'opened', 'evaluated'].includes(state));
    if (open.length > 0) return refuse('still-advertised', `Bidders are waiting on ${open.map(({ title }) => `“${title}”`).join(', ')}: cancel or award that first.`);
    if (!(await moveStage(tx, id, exercise.stage, move.value, reason))) return refuse('wrong-state', 'A colleague has just changed this exercise.');
    await withdrawWaiting(tx, exerciseRecord({ exerciseId: id }), PLAN_SUBJECT);
    return done(move.value, { record: exerciseRecord({ exerciseId: id }), bodyId: exercise.bodyId, before: { stage: exercise.stage }, after: { stage: move.value }, reason });
  },
});
