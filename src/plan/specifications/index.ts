import type { Module } from '#platform/module';
import { specificationsActs } from './specifications.acts.ts';
import { specificationsRoutes } from './specifications.routes.ts';

/** What a provider is asked to do. See README.md. */
export { SECTION_NAMES, SECTIONS, type Specification, type SpecificationState } from './specification.ts';
export { aboutSpecification, approvedSpecification, specificationById, specificationHash, specificationsOf } from './specification.store.ts';
export { putForwardSpecification, saveSpecification, specificationApproval, specificationMeasures, startSpecification } from './specifications.commands.ts';

export const specificationsModule: Module = {
  name: 'specifications',
  acts: specificationsActs,
  kinds: [{
    kind: 'specification', noun: 'specification', table: 'specification', address: (id) => `/specifications/${id}`, viewAct: specificationsActs.view.name,
    scopes: { body: '(select e.body_id from exercise e where e.id = r.exercise_id)', exercise: 'r.exercise_id' },
    // Not before the plan is agreed: until then it would give some bidders a start.
    public: `r.state <> 'draft' and exists (select 1 from exercise_gate g where g.exercise_id = r.exercise_id and g.gate = 'plan' and g.passed)`,
    title: `(select e.title from exercise e where e.id = r.exercise_id) || ', version ' || r.version`,
    summary: `left(r.summary, 200)`,
  }],
  routes: [specificationsRoutes],
};
