import { offerTalks } from '#awards';
import { askRemoval, decideSuggestion, seekBenefit, setContent, SUGGESTED_CONTENT, suggestBenefit } from '#social-value';
import type { Cast } from './cast.ts';
import { passAnalyse, recordNeed, startExercise, value } from './exercise-story.ts';

/** What every tender of the county says, from its first on (SV-16). */
export async function minimumContentScene(cast: Cast): Promise<void> {
  await cast.at(-394, 10);
  for (const text of SUGGESTED_CONTENT) await cast.act(setContent, 'policy', { bodyId: cast.bodyId, version: 0, reason: '', ...text });
}

/** A bus for which residents said what else would help: one suggestion is asked for by name, one waits, and the relevance of a third benefit is in doubt (SV-03, SV-09). */
export async function socialBenefitsScene(cast: Cast): Promise<void> {
  await cast.at(-21, 10);
  const exerciseId = await startExercise(cast, { title: 'Marsh villages bus, with its booking software', purpose: 'So that people without a car reach the surgery, the shops and each other.', unit: 'Adult Social Care', lightTouch: false });
  await cast.at(-20, 10);
  await recordNeed(cast, exerciseId, {
    userGroup: 'People in six villages who have no car', sizeOfNeed: '2,300 people', levelOfNeed: 'Four in ten missed an appointment last year for want of a bus', areas: ['E07000106', 'E07000108', 'E07000113', 'E07000114'], outcomes: CODES, budget: '180,000', budgetYears: '3',
    evidence: [{ title: 'Bus user survey', source: 'Parish councils together', daysAgo: 60 }],
  });
  await passAnalyse(cast, exerciseId);
  await cast.at(-18, 20);
  await cast.act(suggestBenefit, 'panel1', { exerciseId, name: 'dial-a-ride service', why: 'Half the people of Lower Marsh live more than a mile from any stop.', suggestedAs: 'resident' });
  await cast.act(suggestBenefit, 'panel2', { exerciseId, name: 'space for a food bank’s boxes', why: 'The van that brings them no longer runs.', suggestedAs: 'community' });
  const [first] = await cast.services.database.read((read) => read.selectFrom('benefit_suggestion').select('id').where('exercise_id', '=', exerciseId).orderBy('suggested_at').orderBy('id').limit(1).execute());
  await cast.at(-14, 11);
  await cast.act(decideSuggestion, 'commissioner', { exerciseId, suggestionId: first!.id, decision: 'accepted', reason: '' });
  await cast.act(seekBenefit, 'commissioner', { exerciseId, pick: first!.id, words: 'A dial-a-ride service on two days a week', why: 'It reaches those whom no stop reaches.' });
  await cast.act(seekBenefit, 'commissioner', { exerciseId, pick: 'skilled-training', words: '10 local skilled jobs', why: 'Drivers are short here.' });
  await value(cast, exerciseId, '60,000', '3');
}
/** The outcome of the demonstration's framework that the bus serves. */
const CODES: readonly string[] = ['B2'];

/** A tender being built from which an officer would leave one text out, and times to talk about feedback (SV-16, DP-30). */
export async function afterwardsScene(cast: Cast): Promise<void> {
  const { draft, award } = await cast.services.database.read(async (read) => ({
    draft: await read.selectFrom('opportunity').select('id').where('state', '=', 'draft').where('source', '=', 'made').where('expected_on', 'is', null).orderBy('created_at', 'desc').orderBy('id').executeTakeFirst(),
    award: await read.selectFrom('award').select('id').where('state', '=', 'standstill').orderBy('recommended_at', 'desc').orderBy('id').executeTakeFirst(),
  }));
  if (award) {
    await cast.at(-44, 10);
    await cast.act(offerTalks, 'officer', { awardId: award.id, on: cast.date(-30), firstAt: '10am', count: '3', minutesEach: '30', minutesBetween: '15', places: '1', place: 'County Hall, room 2', remoteLink: '' });
  }
  if (draft) {
    await cast.at(-1, 12);
    await cast.act(askRemoval, 'officer', { opportunityId: draft.id, key: 'profile', reason: 'It goes only to suppliers who have read it in the first stage.' });
  }
}
