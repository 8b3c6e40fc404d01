import type { CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import type { Award } from './award.store.ts';
import { challengeObstacle } from './challenge.store.ts';
import { ports, type AwardInQuestion, type AwardObstacle } from './ports.ts';

/** Everything in the way at once, so that nobody finds it out one by one. */
export async function awardObstacles(read: Read, award: AwardInQuestion): Promise<readonly AwardObstacle[]> {
  const found: AwardObstacle[] = [...(await challengeObstacle(read, award))];
  for (const ask of ports().furtherObstacles) found.push(...(await ask(read, award)));
  return found;
}

/** What stands in the way of the next step of an award, for its own page; nothing where the next step is somebody else's or waits for a day. */
export async function obstaclesAhead(read: Read, award: Pick<Award, 'state' | 'opportunityId' | 'lot' | 'bidId' | 'standstillEndsOn'>, today: CalendarDate): Promise<readonly AwardObstacle[]> {
  const step = award.state === 'approved' || award.state === 'notified' ? 'publish' : award.state === 'standstill' && (award.standstillEndsOn === null || today > award.standstillEndsOn) ? 'confirm' : null;
  return step === null ? [] : awardObstacles(read, { opportunityId: award.opportunityId, lotId: award.lot?.id ?? null, bidId: award.bidId, step });
}

/** Allowed, or one refusal that holds every obstacle. */
export async function decideUnhindered(read: Read, award: AwardInQuestion): Promise<Decision> {
  const [first, ...more] = await awardObstacles(read, award);
  if (!first) return allow();
  const rule = [first, ...more].find((obstacle) => obstacle.rule)?.rule;
  return refuse('held-up', first.sentence, { ...(rule ? { rule } : {}), more: more.map(({ sentence }) => ({ sentence })) });
}
