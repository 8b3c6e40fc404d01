import { confirmAward, publishAward, recommendAward, releaseFeedback } from '#awards';
import { publishedOutcomes } from '#outcomes';
import type { Cast } from './cast.ts';
import { agree } from './exercise-story.ts';
import { advertise, openBids, sendBid } from './opportunity-story.ts';
import { judge, namePanel } from './panel-story.ts';
import { EVIDENCE, HOMEWORK_CLUB } from './provisional.data.ts';

/** A small contract awarded to a newcomer provisionally, on what it did as a sub-contractor: its early review is still to come. */
export async function provisionalScene(cast: Cast): Promise<void> {
  const opportunityId = await advertise(cast, HOMEWORK_CLUB, { built: -108, published: -104, questionsUntil: -96, closes: -90, starts: -45 });
  await cast.at(-92, 15);
  const stepping = await sendBid(cast, opportunityId, {
    supplier: 'stepping', prices: ['9,400'],
    answers: ['Tea first, and nobody asks about homework until it is drunk. Whoever is needed at home is driven there, and rung the next day to hear how it went.', 'Two volunteer places from May for young adults who were carers.'],
  });
  const brightway = await sendBid(cast, opportunityId, { supplier: 'brightway', prices: ['9,900'], answers: ['A structured session with a learning plan for each child.', 'Our staff may volunteer one day a year.'] });
  await cast.at(-89, 10);
  await openBids(cast, opportunityId);
  await namePanel(cast, opportunityId, ['panel1', 'panel3'], 'commissioner');
  await cast.at(-84, 14);
  await judge(cast, opportunityId, ['panel1', 'panel3'], 'commissioner', new Map([
    [stepping, [{ score: '4.5', reason: 'It begins with the young person and says what happens when home calls.', strength: 'The call on the next day.', improvement: 'Say who drives, and when they were checked.' }, { score: '4', reason: 'A number and a date.', strength: 'Places for those who were carers.', improvement: 'Say how they are trained.' }]],
    [brightway, [{ score: '3', reason: 'Sound, and like a lesson.', strength: 'A plan for each child.', improvement: 'Say what is different for a young carer.' }, { score: '2', reason: 'No promise.', strength: 'Staff are encouraged.', improvement: 'Give a number and a date.' }]],
  ]));
  await contract(cast, opportunityId, stepping);
}

async function contract(cast: Cast, opportunityId: string, bidId: string): Promise<void> {
  await cast.at(-80, 10);
  const { awardId } = await cast.act(recommendAward, 'officer', {
    opportunityId, lot: 'whole', bidId, valueNet: '', vatPercent: '20', managerId: cast.person('manager'), directorId: cast.person('director'),
    reasons: 'Stepping Stones has the most points and the lower price.',
    provisional: 'yes', evidenceKind: 'sub-contract', evidence: EVIDENCE, provisionalReason: 'It has not held such a contract itself yet.',
  });
  await cast.at(-78, 11);
  await agree(cast, 'finance', { kind: 'award', id: awardId }, 'award');
  await cast.at(-76, 10);
  await cast.act(releaseFeedback, 'officer', { awardId });
  await cast.act(publishAward, 'officer', { awardId, platformReference: '', platformPublishedOn: '', voluntary: '' });
  await cast.at(-70, 10);
  const helpEarly = (await cast.services.database.read((read) => publishedOutcomes(read, cast.bodyId as never))).find(({ code }) => code === 'A2');
  await cast.act(confirmAward, 'officer', { awardId, startsOn: '', endsOn: '', risk: 'low', outcomeIds: [helpEarly!.id], platformReference: '', platformPublishedOn: '' });
}
