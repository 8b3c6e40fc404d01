import { askForTalk, confirmAward, publishAward, recommendAward, releaseFeedback } from '#awards';
import { completeDo } from '#exercises';
import { holdReview, reviewsOf } from '#performance';
import type { Cast } from './cast.ts';
import { agree, answerPlan, approveSpecification, considerWellBeing, passAnalyse, passPlan, recordNeed, startExercise, value, writeSpecification } from './exercise-story.ts';
import {
  MENTORING_BIDS, MENTORING_JUDGEMENTS, MENTORING_NEED, MENTORING_PLAN, MENTORING_REVIEWS, MENTORING_SOCIAL_VALUE, MENTORING_SPECIFICATION, MENTORING_TENDER,
} from './leaving-care-mentoring.data.ts';
import { advertise, openBids, platformReference, sendBid } from './opportunity-story.ts';
import { judge, namePanel, type Judgement } from './panel-story.ts';

/** One service from its need to its reviews: £72,000 to a small charity, with what it promised in the contract. */
export async function leavingCareMentoringScene(cast: Cast): Promise<void> {
  const exerciseId = await plan(cast);
  const opportunityId = await advertise(cast, MENTORING_TENDER, { built: -318, published: -315, questionsUntil: -302, closes: -295, starts: -225 }, exerciseId);
  const bids = new Map<string, readonly Judgement[]>();
  await cast.at(-297, 20);
  for (const story of MENTORING_BIDS) bids.set(await sendBid(cast, opportunityId, story), MENTORING_JUDGEMENTS[story.supplier]!);
  const [harbour = '', lantern = ''] = bids.keys();
  await cast.at(-294, 10);
  await openBids(cast, opportunityId);
  await namePanel(cast, opportunityId, ['panel1', 'panel2'], 'panel3');
  await cast.at(-285, 13);
  await judge(cast, opportunityId, ['panel1', 'panel2'], 'panel3', bids);
  const agreementId = await award(cast, opportunityId, harbour, lantern);
  await cast.act(completeDo, 'commissioner', { exerciseId });
  await review(cast, agreementId);
}

async function plan(cast: Cast): Promise<string> {
  await cast.at(-365, 10);
  const exerciseId = await startExercise(cast, {
    title: 'Mentors for young people leaving care', purpose: 'So that a young person who leaves our care has one adult who stays.', unit: 'Children and Young People', lightTouch: true, legalBasis: ['60', '20', '20'],
  });
  await recordNeed(cast, exerciseId, MENTORING_NEED);
  await passAnalyse(cast, exerciseId);
  await cast.at(-345, 10);
  await approveSpecification(cast, await writeSpecification(cast, exerciseId, MENTORING_SPECIFICATION));
  await value(cast, exerciseId, '24,000', '3');
  await considerWellBeing(cast, exerciseId, MENTORING_SOCIAL_VALUE);
  await answerPlan(cast, exerciseId, MENTORING_PLAN);
  await cast.at(-330, 10);
  await passPlan(cast, exerciseId);
  return exerciseId;
}

/** Recommended, agreed by the director, told to every bidder, announced, and made a contract. @returns the agreement's id */
async function award(cast: Cast, opportunityId: string, winner: string, loser: string): Promise<string> {
  await cast.at(-280, 10);
  const { awardId } = await cast.act(recommendAward, 'officer', {
    opportunityId, lot: 'whole', bidId: winner, valueNet: '', vatPercent: '20', managerId: cast.person('manager'), directorId: cast.person('director'),
    reasons: 'Harbour Youth Trust has the most points: the strongest answers on both questions of quality and on social value, at a price between the other two.',
  });
  await cast.at(-277, 10);
  await agree(cast, 'director', { kind: 'award', id: awardId }, 'award');
  await cast.at(-275, 10);
  await cast.act(releaseFeedback, 'officer', { awardId });
  await cast.at(-274, 19);
  await cast.act(askForTalk, 'lantern', { bidId: loser });
  await cast.at(-272, 10);
  await cast.act(publishAward, 'officer', { awardId, platformReference: platformReference(cast, -273, '081144'), platformPublishedOn: cast.date(-273), voluntary: 'no' });
  await cast.at(-260, 10);
  const { agreementId } = await cast.act(confirmAward, 'officer', {
    awardId, startsOn: '', endsOn: '', risk: 'medium', platformReference: platformReference(cast, -261, '083907'), platformPublishedOn: cast.date(-261),
  });
  return agreementId;
}

async function review(cast: Cast, agreementId: string): Promise<void> {
  const planned = await cast.services.database.read((read) => reviewsOf(read, agreementId));
  const due = planned.filter(({ dueOn }) => dueOn < cast.date(-15));
  for (const [index, { id, dueOn }] of due.entries()) {
    const days = Math.round((Date.parse(dueOn) - Date.parse(cast.date(0))) / 86_400_000) + 4;
    await cast.at(days, 14);
    await cast.act(holdReview, 'manager', { reviewId: id, heldOn: cast.date(days), supplierSignatory: 'Hannah Lowe', authoritySigns: 'yes', ...MENTORING_REVIEWS[index % MENTORING_REVIEWS.length]! });
  }
}
