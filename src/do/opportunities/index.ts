/** Opportunities: built, published, asked about, changed and cancelled. See README.md. */
import { pipelineRoutes } from './pipeline.routes.ts';
import type { Module } from '#platform/module';
import { buildRoutes } from './build.routes.ts';
import { changesRoutes } from './changes.routes.ts';
import { clarificationsRoutes } from './clarifications.routes.ts';
import { criteriaRoutes } from './criteria.routes.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunitiesKinds } from './opportunities.kinds.ts';
import { connectOpportunities, type OpportunityPorts } from './ports.ts';
import { stagesRoutes } from './stages.routes.ts';
import { lowValueRoutes } from './low-value.routes.ts';
import { publicRoutes } from './public.routes.ts';
import { reservedRoutes } from './reserved/reserved.routes.ts';
import { routeRoutes } from './route.routes.ts';

export { OPPORTUNITY_MOVES, closingWords, statusOf, type Lot, type Opportunity, type OpportunityId, type OpportunityState, type OpportunityStatus } from './opportunity.ts';
export { titleInStage, titleInStageSql } from '#routes';
export { endsInShortlist, endsInShortlistSql } from './stage-end.ts';
export { insertOpportunity, lockOpportunity, lotsOf, opportunityById, opportunityReference, TENDER_QUESTIONS, updateOpportunity, type NewOpportunity } from './opportunity.store.ts';
export { INVITATION_SOURCES, type InvitationSource } from './audience.ts';
export { declareReserved } from './reserved/reserved.command.ts';
export { drawReservedWarning } from './reserved/reserved.routes.ts';
export { reservedKindsSql } from './reservation-columns.ts';
export { reservedStanding } from './reserved/reserved.store.ts';
export { invitationsOf, inviteOrganisations, mayBid, tellInvited, type Invitation, type NewInvitation } from './invitation.store.ts';
export { draftOpportunity, type DraftOpportunity } from './draft-opportunity.store.ts';
export { reasonFieldOf, type DraftInQuestion, type LawOfTheDay, type Obstacle, type Task, type Warning } from './publication.ts';
export { readsAll } from './public.routes.ts';
export { contactInWords, contactOf, type Contact } from './contact.store.ts';
export { opportunityRecord } from './record.store.ts';
export type { OpportunityRecord } from './record.ts';
export { opportunitiesActs } from './opportunities.acts.ts';
export { publicationOverrides, type PublicationOverride } from './publication-override.store.ts';
export { connectOpportunities, type AssessedBid, type BidCounts, type BidderContact, type FurtherAction, type FurtherContact, type FurtherTask, type OpportunityPorts } from './ports.ts';
export { publishAdvert, tellBidders, tellEveryone, tellOthers } from './advert.store.ts';
export { heldOpportunities } from './held-opportunities.store.ts';
export { putOpportunityInSearch } from './opportunity-search.store.ts';
export { createOpportunity } from './create-opportunity.command.ts';
export { announceOpportunity } from './announce-opportunity.command.ts';
export { chooseRoute } from './choose-route.command.ts';
export { declineInvitation, inviteSuppliers, takeBackInvitation } from './invite.command.ts';
export { postLowValue } from './post-low-value.command.ts';
export { shortForm } from './low-value-questions.ts';
export { saveDetails } from './save-details.command.ts';
export { removeLot, saveLot } from './lots.command.ts';
export { addDocument, removeDocument, storeUpload, uploadInput } from './documents.command.ts';
export { day, optionalDay, optionalDecimal, optionalPounds, optionalWhole, optionalWords, percent, words } from './typed-fields.ts';
export { choosePreset, confirmReading, dropCriterion, saveCriterion, saveShares } from './criteria.command.ts';
export { saveScoring } from './save-scoring.command.ts';
export { makeShortlist } from './shortlist.command.ts';
export { shortlistOf, type ShortlistEntry } from './shortlist.store.ts';
export { recordChoice, routeAwardObstacles } from './quotation-choice.command.ts';
export { addSocialValueQuestion } from './social-value-question.command.ts';
export { SOCIAL_VALUE_QUESTIONS } from './social-value-questions.ts';
export { dropQuestion, saveQuestion } from './questions.command.ts';
export { saveDates } from './save-dates.command.ts';
export { recordPlatformNotice } from './record-platform-notice.command.ts';
export { publishOpportunity } from './publish-opportunity.command.ts';
export { cancellationApproval, cancelOpportunity } from './cancel.command.ts';
export { publishPipeline, statePipelineSpend } from './pipeline.commands.ts';
export { owedPipelines } from './pipeline.store.ts';
export { owedQuestions } from './owed-questions.reader.ts';
export { followOpportunity } from './follow.command.ts';
export { changeClosing, replaceDocument } from './after-publication.command.ts';
export { lotWithdrawalApproval, withdrawLot } from './withdraw-lot.command.ts';
export { decidePublicWords } from './clarification.ts';
export { answerClarification, askClarification, askingFor, letClarificationBePublic, ruleOnPrivacy, withdrawClarification } from './clarifications.command.ts';
export { opportunitiesRegister } from './opportunities.register.ts';

/** The room with its ports connected; left out, there are no bidders to mail and nothing is added to the record page. */
export function opportunitiesModule(ports: Partial<OpportunityPorts> = {}): Module {
  connectOpportunities(ports);
  return {
    name: 'opportunities',
    acts: opportunitiesActs,
    kinds: opportunitiesKinds,
    routes: [...publicRoutes, ...buildRoutes, ...routeRoutes, ...reservedRoutes, ...lowValueRoutes, ...stagesRoutes, ...criteriaRoutes, ...changesRoutes, ...clarificationsRoutes, ...pipelineRoutes],
    navigation: [{ text: 'Opportunities', href: '/opportunities' }, { text: 'First contracts', href: '/first-contracts', to: ['bid-writer', 'organisation-administrator'] }, { text: 'Build', href: '/opportunities/drafts', to: ['procurement-officer', 'commissioner'] }],
  };
}
