/** The front door of social value: what was considered for an exercise, its weight in the award, the benefits sought, and what every tender says. */
import type { ApprovalSubject } from '#parts/approvals';
import type { Module } from '#platform/module';
import { exerciseFacts, lockExercise } from '#needs';
import { benefitsRoutes } from './benefits.routes.ts';
import { minimumContentRoutes } from './minimum-content.routes.ts';
import { removalApproval } from './minimum-content.commands.ts';
import { socialValueActs } from './social-value.acts.ts';
import { socialValueRoutes } from './social-value.routes.ts';
import { LOW_WEIGHT, socialValueAnswers, weightHash } from './social-value.store.ts';

export { considerSocialValue } from './consider-social-value.command.ts';
export { DUTIES, DUTY_NAMES, type Duty, type SocialValueConsideration } from './social-value.ts';
export { socialValueAnswers, socialValueMissing } from './social-value.store.ts';
export { isInDoubt, isStanding, RELEVANCE_RULE, type Benefit } from './benefit.ts';
export { benefitsInDoubt, benefitsOf, owedBenefits } from './benefit.store.ts';
export { decideSuggestion, dropBenefit, ruleOnRelevance, seekBenefit, suggestBenefit } from './benefits.commands.ts';
export { benefitTable } from './benefits.page.ts';
export { askRemoval, setContent } from './minimum-content.commands.ts';
export { SUGGESTED_CONTENT } from './minimum-content.ts';
export { drawSocialValue, socialValueObstacles, socialValueTasks, socialValueTexts } from './tender.reader.ts';
export { socialValueActs } from './social-value.acts.ts';

/** What this room asks approval of; `app.ts` hands it to the part. */
export const socialValueApprovals: readonly ApprovalSubject[] = [{
  subject: LOW_WEIGHT, aboutKind: 'exercise', words: 'a low weight for social value',
  address: (id) => `/exercises/${id}/social-value`,
  title: async (read, id) => (await exerciseFacts(read, id))?.title ?? '',
  hold: lockExercise,
  contentHash: async (read, id) => weightHash(await socialValueAnswers(read, id)),
}, removalApproval];

export const socialValueModule: Module = {
  name: 'social-value',
  acts: socialValueActs,
  kinds: [{
    kind: 'content-removal', noun: 'request to leave out a text', table: 'content_removal', address: (id) => `/content-removals/${id}`, viewAct: socialValueActs.viewRemoval.name,
    scopes: { body: '(select o.body_id from opportunity o where o.id = r.opportunity_id)', opportunity: 'r.opportunity_id' }, title: "'Leaving out what every tender says: ' || (select o.title from opportunity o where o.id = r.opportunity_id)",
  }],
  routes: [socialValueRoutes, benefitsRoutes, minimumContentRoutes],
};
