import type { Module } from '#platform/module';
import { STAFF_ROLES } from '#platform/access/roles';
import type { HeldWork } from '#parties';
import { giveExercises } from './exercise.commands.ts';
import { exerciseFormRoutes } from './exercise-forms.routes.ts';
import { exercisesOwnedBy } from './exercise.store.ts';
import { exercisesActs } from './exercises.acts.ts';
import { exerciseKind } from './exercises.kind.ts';
import { exercisesRoutes } from './exercises.routes.ts';

/** One service through Analyse, Plan, Do and Review. See README.md. */
export { CATEGORIES, MECHANISMS, STAGES, stageWords, type Category, type Exercise, type Gate, type Mechanism, type Stage } from './exercise.ts';
export { exerciseById } from './exercise.store.ts';
export { exerciseForOpportunity, mayAdvertise, type ExerciseForOpportunity } from './exercise-for-opportunity.store.ts';
export { createExercise, handOverExercise, saveExercise } from './exercise.commands.ts';
export { closeExercise, completeAnalyse, completeDo, completePlan, completeReview } from './gate.commands.ts';
export { planApproval, putPlanForward, savePlan } from './plan.commands.ts';
export { aboutExercise, planOf, valuationOf, type ExerciseValuation } from './gate-facts.store.ts';
export { PROCUREMENT_PLAN } from './procurement-plan.questions.ts';

/** Exercises that a leaver hands over first. */
export const heldExercises: HeldWork = {
  nouns: ['exercise', 'exercises'],
  count: exercisesOwnedBy,
  handOverAddress: '/exercises',
  inheritance: { key: 'exercises', give: giveExercises },
};

export const exercisesModule: Module = {
  name: 'exercises',
  acts: exercisesActs,
  kinds: [exerciseKind],
  routes: [exercisesRoutes, ...exerciseFormRoutes],
  navigation: [{ text: 'Exercises', href: '/exercises', to: STAFF_ROLES }],
};
