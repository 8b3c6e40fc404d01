/** Opportunities: built, published, asked about, changed and cancelled. See README.md. */
import type { Module } from '#platform/module';
import { buildRoutes } from './build.routes.ts';
import { changesRoutes } from './changes.routes.ts';
import { clarificationsRoutes } from './clarifications.routes.ts';
import { criteriaRoutes } from './criteria.routes.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunitiesKinds } from './opportunities.kinds.ts';
import { connectOpportunities, type OpportunityPorts } from './ports.ts';
import { publicRoutes } from './public.routes.ts';

export { OPPORTUNITY_MOVES, closingWords, statusOf, type Lot, type Opportunity, type OpportunityId, type OpportunityState, type OpportunityStatus } from './opportunity.ts';
export { insertOpportunity, lockOpportunity, lotsOf, opportunityById, opportunityReference, TENDER_QUESTIONS, updateOpportunity, type NewOpportunity } from './opportunity.store.ts';
export type { BidderContact, OpportunityPorts } from './ports.ts';
export { publishAdvert } from './advert.store.ts';
export { putOpportunityInSearch } from './opportunity-search.store.ts';
export { createOpportunity } from './create-opportunity.command.ts';
export { announceOpportunity } from './announce-opportunity.command.ts';
export { saveDetails } from './save-details.command.ts';
export { removeLot, saveLot } from './lots.command.ts';
export { addDocument, removeDocument } from './documents.command.ts';
export { choosePreset, confirmReading, dropCriterion, saveCriterion, saveShares } from './criteria.command.ts';
export { saveScoring } from './save-scoring.command.ts';
export { dropQuestion, saveQuestion } from './questions.command.ts';
export { saveDates } from './save-dates.command.ts';
export { recordPlatformNotice } from './record-platform-notice.command.ts';
export { publishOpportunity } from './publish-opportunity.command.ts';
export { cancelOpportunity, changeClosing, replaceDocument, withdrawLot } from './after-publication.command.ts';
export { answerClarification, askClarification, letClarificationBePublic, ruleOnPrivacy, withdrawClarification } from './clarifications.command.ts';
export { opportunitiesRegister } from './opportunities.register.ts';

/** The room with its ports connected; left out, there are no bidders to mail and nothing is added to the record page. */
export function opportunitiesModule(ports: Partial<OpportunityPorts> = {}): Module {
  connectOpportunities(ports);
  return {
    name: 'opportunities',
    acts: opportunitiesActs,
    kinds: opportunitiesKinds,
    routes: [...publicRoutes, ...buildRoutes, ...criteriaRoutes, ...changesRoutes, ...clarificationsRoutes],
    navigation: [{ text: 'Opportunities', href: '/opportunities' }, { text: 'Build', href: '/opportunities/drafts', to: ['procurement-officer', 'commissioner'] }],
  };
}
