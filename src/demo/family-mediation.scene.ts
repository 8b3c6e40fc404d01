import type { Cast } from './cast.ts';
import { recordNeed, startExercise } from './exercise-story.ts';

/** An exercise a few weeks old: who needs it is written down; the budget and the evidence are still to come, and the gate says so. */
export async function familyMediationScene(cast: Cast): Promise<void> {
  await cast.at(-18, 10);
  const exerciseId = await startExercise(cast, {
    title: 'Family mediation', purpose: 'So that parents who separate agree about their children without going to court.', unit: 'Children and Young People', lightTouch: true,
  });
  await cast.at(-12, 15);
  await recordNeed(cast, exerciseId, {
    userGroup: 'Parents who are separating, and their children under 16', sizeOfNeed: 'About 1,140 families a year ask the courts to decide where a child lives', levelOfNeed: '', areas: ['E07000106', 'E07000113'],
    outcomes: ['A2'], budget: '', budgetYears: '', evidence: [],
  });
}
