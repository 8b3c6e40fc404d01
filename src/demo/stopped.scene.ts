import { closeExercise } from '#exercises';
import type { Cast } from './cast.ts';
import { startExercise } from './exercise-story.ts';

/** An exercise that was stopped early, with the reason kept. */
export async function stoppedScene(cast: Cast): Promise<void> {
  await cast.at(-160, 10);
  const exerciseId = await startExercise(cast, { title: 'Reading helpers in libraries', purpose: 'So that children who read below their age catch up over the summer.', unit: 'Children and Young People', lightTouch: true });
  await cast.at(-145, 12);
  await cast.act(closeExercise, 'commissioner', { exerciseId, reason: 'The district libraries already have volunteers for this, paid for by a national charity until next year. We will look again when that ends.' });
}
