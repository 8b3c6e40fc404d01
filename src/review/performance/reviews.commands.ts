import { z } from 'zod';
import { calendarDate, londonDate } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { lockAgreement, PROVISIONAL_OUTCOMES, PROVISIONAL_RULE, settleProvisional, type ProvisionalOutcome } from '#agreements';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { performanceActs } from './performance.acts.ts';
import { decideHolding, REVIEW_KINDS, SCHEDULE_RULE, type Frequency } from './review.ts';
import { createReviewSchedule, leadThreadToLastReview, lockReview, storeHeldReview } from './review.store.ts';

const words = (missing: string) => z.string().trim().min(1, missing).max(10_000, 'Use 10,000 characters or fewer');
const date = (missing: string) =>
  z.string().min(1, missing).refine((text) => {
    try {
      return calendarDate(text) === text;
    } catch {
      return false;
    }
  }, 'Enter a real date');

/** Plans the reviews of an agreement from its own dates. */
export const planReviews = command({
  act: performanceActs.plan,
  input: z.object({
    agreementId: z.string().refine(isId),
    frequencies: z.array(z.enum(Object.keys(REVIEW_KINDS) as [Frequency, ...Frequency[]])).min(1, 'Choose how often it is reviewed'),
  }),
  record: (input) => ({ kind: 'agreement', id: input.agreementId }),
  perform: async ({ tx }, input) => {
    const agreement = await lockAgreement(tx, input.agreementId);
    if (!agreement) throw new Error('the agreement went away');
    if (agreement.state === 'ended' || agreement.state === 'terminated') return refuse('wrong-state', 'This agreement is over, so there is nothing left to review.');
    if (agreement.startsOn === null || agreement.endsOn === null) return refuse('no-dates', 'Give the agreement its start and end dates first: its reviews are planned from them.');
    const added = await createReviewSchedule(tx, agreement.id, { startsOn: agreement.startsOn, endsOn: agreement.endsOn, frequencies: input.frequencies });
    if (added === 0) return refuse('planned-already', 'These reviews are planned already.', { field: 'frequencies' });
    return done(added, { record: { kind: 'agreement', id: agreement.id }, bodyId: idFrom(agreement.bodyId), before: { reviews: agreement.reviews }, after: { added, frequencies: input.frequencies }, rule: SCHEDULE_RULE.sentence });
  },
});

/** Writes up a review that was held: results, issues, actions, and who signed for each side. */
export const holdReview = command({
  act: performanceActs.hold,
  input: z.object({
    reviewId: z.string().refine(isId),
    heldOn: date('Enter the date it was held'),
    results: words('Say what the results were'),
    issues: words('Say what the issues were, or “None”'),
    actions: words('Say what was agreed to be done, or “None”'),
    supplierSignatory: z.string().trim().min(1, 'Name who signed for the supplier').max(200, 'Use 200 characters or fewer'),
    authoritySigns: z.literal('yes', 'Confirm that you sign this review for the authority'),
    showCounts: z.enum(['yes', '']).default(''),
    /** Of the early review of a provisional contract alone. */
    followed: z.enum([...(Object.keys(PROVISIONAL_OUTCOMES) as [ProvisionalOutcome, ...ProvisionalOutcome[]]), ''], 'Choose what follows from the early review').default(''),
    followedReason: optionalWords(4000).default(''),
  }),
  record: (input) => ({ kind: 'review', id: input.reviewId }),
  perform: async ({ tx, actor, services }, input) => {
    const review = await lockReview(tx, input.reviewId);
    if (!review) throw new Error('the review went away');
    const heldOn = calendarDate(input.heldOn);
    const decision = decideHolding(review, heldOn, londonDate(await readClock(tx)));
    if (decision.kind === 'refused') return decision;
    const followed = review.kind === 'early' ? await settleProvisional(tx, review.agreementId, { outcome: input.followed, reason: input.followedReason, by: actor.personId, siteUrl: services.config.siteUrl }) : null;
    if (followed?.kind === 'refused') return followed;
    await storeHeldReview(tx, review.id, { heldOn, results: input.results, issues: input.issues, actions: input.actions, supplierSignatory: input.supplierSignatory, signedBy: actor.personId, countsShown: input.showCounts === 'yes' });
    await leadThreadToLastReview(tx, review.agreementId);
    return done(review.agreementId, {
      record: { kind: 'review', id: review.id }, bodyId: idFrom(review.bodyId),
      after: { heldOn, supplierSignatory: input.supplierSignatory, ...(input.showCounts === 'yes' ? { countsShown: true } : {}), ...(followed ? { agreementId: review.agreementId, provisional: followed.value } : {}) },
      ...(followed ? { rule: PROVISIONAL_RULE.sentence, ...(input.followedReason ? { reason: input.followedReason } : {}) } : {}),
    });
  },
});
