import type { Module } from '#platform/module';
import { outcomesActs } from './outcomes.acts.ts';
import { frameworkRoutes } from './framework.routes.ts';
import { outcomesRoutes } from './outcomes.routes.ts';

/** What an authority wants. See README.md. */
export { type Framework, type Outcome, type OutcomeLevel } from './outcome.ts';
export { publishedFramework, publishedOutcomes } from './framework.store.ts';
export { mustServeAnOutcome, outcomesServed, outcomesServedByAll, setOutcomesServed, type OutcomeServed } from './outcomes-served.store.ts';
export { outcomeLinks, outcomesField } from './outcomes-served.page.ts';
export { addOutcome, changeOutcome, draftFramework, publishFramework, removeOutcome } from './framework.commands.ts';

const NEWEST_WORDING = `from outcome_wording w join outcome_framework f on f.id = w.framework_id where w.outcome_id = r.id order by (f.state = 'draft'), f.version desc limit 1`;

export const outcomesModule: Module = {
  name: 'outcomes',
  acts: outcomesActs,
  kinds: [
    {
      kind: 'outcome', noun: 'outcome', table: 'outcome', scopes: { body: 'r.body_id' }, address: (id) => `/outcomes/${id}`, viewAct: outcomesActs.view.name,
      public: `exists (select 1 from outcome_wording w join outcome_framework f on f.id = w.framework_id where w.outcome_id = r.id and f.state <> 'draft')`,
      title: `(select w.code || ' ' || w.title ${NEWEST_WORDING})`,
      summary: `(select w.level || ' outcome' ${NEWEST_WORDING})`,
    },
    {
      kind: 'outcome-framework', noun: 'outcomes framework', table: 'outcome_framework', scopes: { body: 'r.body_id' }, address: (id) => `/outcomes/frameworks/${id}`, viewAct: outcomesActs.viewFramework.name,
      public: `r.state <> 'draft'`, title: `r.title || ', version ' || r.version`,
    },
  ],
  routes: [outcomesRoutes, frameworkRoutes],
};
