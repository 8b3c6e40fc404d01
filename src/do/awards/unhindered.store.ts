import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { challengeObstacle } from './challenge.store.ts';
import { ports, type AwardInQuestion, type AwardObstacle } from './ports.ts';

/** Everything in the way at once, so that nobody finds it out one by one. */
export async function awardObstacles(read: Read, award: AwardInQuestion): Promise<readonly AwardObstacle[]> {
  const found: AwardObstacle[] = [...(await challengeObstacle(read, award))];
  for (const ask of ports().furtherObstacles) found.push(...(await ask(read, award)));
  return found;
}

/** Allowed, or one refusal that holds every obstacle. */
export async function decideUnhindered(read: Read, award: AwardInQuestion): Promise<Decision> {
  const [first, ...more] = await awardObstacles(read, award);
  if (!first) return allow();
  const rule = [first, ...more].find((obstacle) => obstacle.rule)?.rule;
  return refuse('held-up', first.sentence, { ...(rule ? { rule } : {}), more: more.map(({ sentence }) => ({ sentence })) });
}
