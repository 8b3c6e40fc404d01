import { londonDate } from '#kernel/calendar-date';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { criteriaOf } from '#parts/assessments';
import { questionsOf } from '#parts/questions';
import { lawFrom, policyNote, policyValue, policyValues } from '#policy';
import { wordingRules } from './fair-wording.store.ts';
import { askedRoute } from './asked-route.store.ts';
import { invitationsOf } from './invitation.store.ts';
import { ports } from './ports.ts';
import { lawOfTheDay, type DraftInQuestion, type LawOfTheDay, type ToPublish } from './publication.ts';
import type { Opportunity } from './opportunity.ts';
import { lotsOf, opportunityReference, TENDER_QUESTIONS } from './opportunity.store.ts';
import { exerciseOf, type ExerciseOfOpportunity } from './exercise.store.ts';

export interface PublicationFacts {
  readonly input: ToPublish;
  readonly law: LawOfTheDay;
  readonly exercise: ExerciseOfOpportunity | null;
}

/** Gathers all that the decision to publish looks at, as it stands now. */
export async function publicationFacts(read: Read, opportunity: Opportunity): Promise<PublicationFacts> {
  const now = await readClock(read);
  const exercise = opportunity.exerciseId ? await exerciseOf(read, opportunity.exerciseId) : null;
  const about = opportunityReference(opportunity.id);
  const mostQuestions = opportunity.route === 'low-value' ? await policyValue(read, opportunity.bodyId, 'lowValue.mostQuestions', londonDate(now)) : null;
  const minimum = await policyValue(read, opportunity.bodyId, 'tender.minimumDays', londonDate(now));
  const law = lawOfTheDay(opportunity, londonDate(now), await lawFrom(read), await ports().furtherCircumstances(read, opportunity, londonDate(now)));
  const draft = {
    opportunity, now,
    lots: await lotsOf(read, opportunity.id),
    criteria: await criteriaOf(read, about),
    questions: (await questionsOf(read, about, TENDER_QUESTIONS))?.questions ?? [],
  };
  return {
    exercise, law,
    input: {
      ...draft,
      mostQuestions: mostQuestions === null || mostQuestions.value === null ? null : { most: mostQuestions.value, rule: policyNote(mostQuestions) },
      wording: await wordingRules(read, opportunity),
      socialValueWeight: exercise?.socialValue?.weightPercent ?? null,
      asked: opportunity.stage === 1 ? await askedRoute(read, opportunity) : null,
      invited: opportunity.audience === 'invited' ? (await invitationsOf(read, opportunity.id)).length : 0,
      furtherObstacles: await askAll(ports().furtherObstacles, read, { ...draft, law }),
      warnings: await askAll(ports().furtherWarnings, read, { ...draft, law }),
      exerciseRefusals: opportunity.exerciseId && !exercise ? ['The commissioning exercise of this opportunity cannot be read.'] : (exercise?.refusals ?? []),
      localMinimum: minimum.value,
    },
  };
}

/** Asks one room after another: they share the transaction. */
async function askAll<Found>(rooms: readonly ((read: Read, draft: DraftInQuestion) => Promise<readonly Found[]>)[], read: Read, draft: DraftInQuestion): Promise<Found[]> {
  const found: Found[] = [];
  for (const ask of rooms) found.push(...(await ask(read, draft)));
  return found;
}

/** The authority's limit on questions for a value, where it set one (DP-08). */
export async function questionLimit(read: Read, opportunity: Opportunity): Promise<{ readonly limit: number; readonly source: string } | null> {
  const policy = await policyValues(read, opportunity.bodyId, ['burden.questionsLimitByValue'], londonDate(await readClock(read)));
  const limits = policy['burden.questionsLimitByValue'];
  if (limits.value === null || opportunity.valueNetPence === null) return null;
  const value = opportunity.valueNetPence;
  const band = [...limits.value].filter(({ fromPence }) => fromPence <= value).sort((one, other) => (one.fromPence < other.fromPence ? 1 : -1))[0];
  return band ? { limit: band.limit, source: limits.source } : null;
}
