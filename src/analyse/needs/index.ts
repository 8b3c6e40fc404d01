import type { Module } from '#platform/module';
import { needsActs } from './needs.acts.ts';
import { needsRoutes } from './needs.routes.ts';

/** What a service is for. See README.md. */
export { missingNeedParts, NEED_RULE, type Evidence, type MissingNeed, type Need } from './need.ts';
export { needOf, needParts } from './need.store.ts';
export { budgetWords, needSummary } from './need.page.ts';
export { addEvidence, removeEvidence, saveNeed } from './needs.commands.ts';
export { seesBudget } from './needs.routes.ts';
export { exerciseFacts, lockExercise, type ExerciseFacts } from './exercise-facts.store.ts';

export const needsModule: Module = {
  name: 'needs',
  acts: needsActs,
  kinds: [{
    kind: 'need', noun: 'need', table: 'need', address: (id) => `/needs/${id}`, viewAct: needsActs.view.name,
    scopes: { body: '(select e.body_id from exercise e where e.id = r.exercise_id)', exercise: 'r.exercise_id' },
    // As its exercise: once the Analyse gate is passed it is no longer a draft thought.
    public: `exists (select 1 from exercise_gate g where g.exercise_id = r.exercise_id and g.gate = 'analyse' and g.passed)`,
    title: `coalesce(nullif(r.user_group, ''), (select e.title from exercise e where e.id = r.exercise_id))`,
    summary: `coalesce(r.size_of_need, '')`,
  }],
  routes: [needsRoutes],
};
