/** The front door of social value: what was considered for an exercise, and its weight in the award. */
import type { ApprovalSubject } from '#parts/approvals';
import type { Module } from '#platform/module';
import { exerciseFacts, lockExercise } from '#needs';
import { socialValueActs } from './social-value.acts.ts';
import { socialValueRoutes } from './social-value.routes.ts';
import { LOW_WEIGHT, socialValueAnswers, weightHash } from './social-value.store.ts';

export { considerSocialValue } from './consider-social-value.command.ts';
export { DUTIES, DUTY_NAMES, type Duty, type SocialValueConsideration } from './social-value.ts';
export { socialValueAnswers, socialValueMissing } from './social-value.store.ts';

/** What this room asks approval of; `app.ts` hands it to the part. */
export const socialValueApprovals: readonly ApprovalSubject[] = [{
  subject: LOW_WEIGHT, aboutKind: 'exercise', words: 'a low weight for social value',
  address: (id) => `/exercises/${id}/social-value`,
  title: async (read, id) => (await exerciseFacts(read, id))?.title ?? '',
  hold: lockExercise,
  contentHash: async (read, id) => weightHash(await socialValueAnswers(read, id)),
}];

export const socialValueModule: Module = { name: 'social-value', acts: socialValueActs, routes: [socialValueRoutes] };
