import type { Tx } from '#platform/database/connection';
import { putInSearch } from '#platform/search/search-index';
import type { Exercise } from './exercise.ts';

/** Once past the Analyse gate an exercise is public, and the search finds it. */
export const putExerciseInSearch = (tx: Tx, exercise: Pick<Exercise, 'id' | 'bodyId' | 'bodyName' | 'title' | 'purpose' | 'reference'>): Promise<void> =>
  putInSearch(tx, {
    record: { kind: 'exercise', id: exercise.id }, bodyId: exercise.bodyId, title: exercise.title, summary: exercise.purpose ?? '', address: `/exercises/${exercise.id}`, words: [exercise.reference, exercise.bodyName],
  });
