import { answerClarification, askClarification } from '#opportunities';
import { addPaymentPart, savePaymentPlan } from '#payment-plan';
import type { Cast } from './cast.ts';
import { BRIGHTWAY_COAST_DRAFT, COAST_CLARIFICATION, COAST_NEED, COAST_PLAN, COAST_SOCIAL_VALUE, COAST_SPECIFICATION, COAST_TENDER, COAST_UNANSWERED, LANTERN_COAST_BID, SWALE_CLUB } from './coast-youth-work.data.ts';
import { answerPlan, approveSpecification, considerWellBeing, passAnalyse, passPlan, recordNeed, startExercise, value, writeSpecification } from './exercise-story.ts';
import { advertise, sendBid, writeBid } from './opportunity-story.ts';

/** An exercise at Do: planned, agreed and advertised in two lots, open for nine days more; and a small one beside it that anybody might answer. */
export async function coastYouthWorkScene(cast: Cast): Promise<void> {
  const exerciseId = await plan(cast);
  const opportunityId = await advertise(cast, COAST_TENDER, { built: -20, published: -16, questionsUntil: 3, closes: 9, starts: 95 }, exerciseId);
  await cast.at(-11, 20);
  const { clarificationId } = await cast.act(askClarification, 'harbour', { opportunityId, organisationId: cast.organisation('harbour'), question: COAST_CLARIFICATION.question, askPrivate: false });
  await cast.at(-9, 11);
  await cast.act(answerClarification, 'officer', { clarificationId, publicText: COAST_CLARIFICATION.question, answer: COAST_CLARIFICATION.answer, material: false, closesOn: '', closesAt: '' });
  await advertise(cast, SWALE_CLUB, { built: -9, published: -8, questionsUntil: 4, closes: 9, starts: 40 });
  await cast.at(-3, 21);
  await sendBid(cast, opportunityId, LANTERN_COAST_BID);
  await cast.at(-1, 9);
  await writeBid(cast, opportunityId, BRIGHTWAY_COAST_DRAFT);
  await cast.act(askClarification, 'harbour', { opportunityId, organisationId: cast.organisation('harbour'), question: COAST_UNANSWERED, askPrivate: false });
}

async function plan(cast: Cast): Promise<string> {
  await cast.at(-140, 10);
  const exerciseId = await startExercise(cast, {
    title: 'Youth work on the coast', purpose: 'So that young people on the coast have somewhere to go and somebody to talk to, and stay out of trouble.', unit: 'Children and Young People', lightTouch: true, legalBasis: ['20', '80', '0'],
  });
  await cast.at(-130, 10);
  await recordNeed(cast, exerciseId, COAST_NEED);
  await passAnalyse(cast, exerciseId);
  await cast.at(-100, 10);
  await approveSpecification(cast, await writeSpecification(cast, exerciseId, COAST_SPECIFICATION));
  await cast.at(-70, 10);
  await value(cast, exerciseId, '60,000', '3');
  await cast.act(savePaymentPlan, 'commissioner', { exerciseId, value: '180,000', startsOn: cast.date(95), endsOn: cast.date(1189), paymentDays: '14', reasons: 'Wages fall due each month, and a small charity has no reserves to lend us.' });
  await cast.act(addPaymentPart, 'commissioner', { exerciseId, kind: 'on-account', name: '', sharePercent: '100', workEndsOn: '', payableOn: '' });
  await considerWellBeing(cast, exerciseId, COAST_SOCIAL_VALUE);
  await answerPlan(cast, exerciseId, COAST_PLAN);
  await cast.at(-30, 16);
  await passPlan(cast, exerciseId);
  return exerciseId;
}
