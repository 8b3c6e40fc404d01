import { refuse, type Decision, type Refused } from '#kernel/outcome';
import { londonDate } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { criteriaOf } from '#parts/assessments';
import { questionsOf } from '#parts/questions';
import type { Arrangement, ToPublish } from './arrangement.ts';
import { APPLICATION_QUESTIONS, arrangementEvents, arrangementReference, lockArrangement, outcomeIdsOf, windowsOf } from './arrangement.store.ts';
import { assessorsOf } from './application.store.ts';

export const NOT_THERE: Refused = refuse('not-found', 'This is not there any more.');

/** The arrangement, locked, while it is still a draft. */
export async function lockDraft(tx: Tx, id: string): Promise<Decision<Arrangement>> {
  const arrangement = await lockArrangement(tx, id);
  if (!arrangement) return NOT_THERE;
  if (arrangement.state !== 'draft') return refuse('fixed', 'This has been published, so it can no longer be edited. Propose a change instead: a director agrees to it and everyone concerned is told.');
  return { kind: 'allowed', value: arrangement };
}

/** Everything that the decision to publish looks at, as it stands now. */
export async function factsToPublish(read: Read, arrangement: Arrangement): Promise<ToPublish> {
  const about = arrangementReference(arrangement.id);
  return {
    arrangement, criteria: await criteriaOf(read, about), questions: (await questionsOf(read, about, APPLICATION_QUESTIONS))?.questions ?? [], windows: await windowsOf(read, arrangement.id),
    assessors: (await assessorsOf(read, arrangement.id)).filter(({ barredAt }) => barredAt === null).length,
    outcomes: (await outcomeIdsOf(read, arrangement.id)).length,
    intentionPublished: (await arrangementEvents(read, arrangement.id)).some(({ kind }) => kind === 'intended'), today: londonDate(await readClock(read)),
  };
}

/** What the audit trail says of an act on an arrangement. */
export const noteOn = (arrangement: Pick<Arrangement, 'id' | 'bodyId'>, rest: Readonly<Record<string, unknown>> = {}) => ({ record: arrangementReference(arrangement.id), bodyId: arrangement.bodyId, ...rest });
