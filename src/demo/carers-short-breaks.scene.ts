import type { Cast } from './cast.ts';
import { CARERS_NEED, CARERS_PLAN, CARERS_SOCIAL_VALUE, CARERS_SPECIFICATION } from './carers-short-breaks.data.ts';
import { answerPlan, approveSpecification, considerWellBeing, passAnalyse, recordNeed, startExercise, value, writeSpecification } from './exercise-story.ts';

/** An exercise at Plan: the need is agreed and the specification approved; half of the procurement plan is written. */
export async function carersShortBreaksScene(cast: Cast): Promise<void> {
  await cast.at(-88, 10);
  const exerciseId = await startExercise(cast, {
    title: 'Carers’ short breaks', purpose: 'So that people who care for others can rest, and go on caring.', unit: 'Adult Social Care', lightTouch: true, legalBasis: ['70', '30', '0'],
  });
  await cast.at(-80, 11);
  await recordNeed(cast, exerciseId, CARERS_NEED);
  await passAnalyse(cast, exerciseId);
  await cast.at(-40, 11);
  const specificationId = await writeSpecification(cast, exerciseId, CARERS_SPECIFICATION);
  await cast.at(-31, 9);
  await approveSpecification(cast, specificationId);
  await cast.at(-24, 14);
  await value(cast, exerciseId, '120,000', '3', '1');
  await considerWellBeing(cast, exerciseId, CARERS_SOCIAL_VALUE);
  await cast.at(-6, 14);
  await answerPlan(cast, exerciseId, CARERS_PLAN);
}
