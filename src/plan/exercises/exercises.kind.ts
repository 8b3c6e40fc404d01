import type { RecordKind } from '#platform/access/record-kind';
import { exercisesActs } from './exercises.acts.ts';

export const exerciseKind: RecordKind = {
  kind: 'exercise', noun: 'exercise', table: 'exercise', scopes: { body: 'r.body_id' }, address: (id) => `/exercises/${id}`, viewAct: exercisesActs.view.name,
  // Past the Analyse gate it is no longer a draft thought: providers and members may read why it is commissioned (AN-02).
  public: `exists (select 1 from exercise_gate g where g.exercise_id = r.id and g.gate = 'analyse' and g.passed)`,
  title: 'r.title',
  summary: `coalesce(r.purpose, '')`,
};
